//! One eye as our `face_eyes` is shown it: along the line of both, at the frame's own resolution, inner corner to the right.

use crate::frame::Frame;
use crate::geometry::{Affine, Point3};
use crate::raster::{Border, ImageTensor, ValueRange, warp_to_tensor};

use super::Face;

/// Width and height of what the network is shown, in pixels: an eye from the nose to the temple, with its brow.
pub(super) const WINDOW: (usize, usize) = (64, 48);
/// Pixels to an eye distance. A head crop has 40, at which a narrow eye that is open is two pixels high.
pub(super) const EYE_DISTANCE: f32 = 72.0;

/// Both eyes of a face, each as the network takes it.
#[derive(Clone, Debug)]
pub struct EyeCrops {
    pub(super) right: ImageTensor,
    pub(super) left: ImageTensor,
}

impl EyeCrops {
    /// The eyes of `face`, or `None` where the face has no size.
    pub fn new(frame: &Frame<'_>, face: &Face) -> Option<Self> {
        let (right, left) = (face.right_eye(), face.left_eye());
        let turn = (left.y - right.y).atan2(left.x - right.x);
        let scale = face.eye_distance() / EYE_DISTANCE;
        if !scale.is_normal() {
            return None;
        }
        // The left eye is turned over, so that one network knows both.
        let cut = |eye: Point3, turned_over: f32| {
            let to_frame = Affine::translation(-(WINDOW.0 as f32) / 2.0, -(WINDOW.1 as f32) / 2.0)
                .then(&Affine::scaling(turned_over * scale, scale))
                .then(&Affine::rotation(turn))
                .then(&Affine::translation(eye.x, eye.y));
            warp_to_tensor(frame, &to_frame, WINDOW, ValueRange::UNIT, Border::Black)
        };
        Some(Self { right: cut(right, 1.0), left: cut(left, -1.0) })
    }
}
