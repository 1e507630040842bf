//! The head as light rules, background rules and the parser see it: eyes level and at fixed places.

use crate::frame::Frame;
use crate::geometry::{Affine, Point3};
use crate::raster::{ImageTensor, Plane, RgbPlane, warp_to_plane};

use super::Face;
use super::landmarks::COUNT;

/// Side of the crop in pixels.
pub const HEAD_CROP_SIDE: usize = 192;

/// Distance of the eyes in the crop, in pixels: the crop is 4.8 eye distances wide, some 30 cm, and holds hair,
/// ears, hat and neck.
pub const HEAD_CROP_EYE_DISTANCE: f32 = 40.0;

/// Where the point between the eyes lies in the crop.
pub(super) const EYES_AT: (f32, f32) = (96.0, 100.0);

/// An aligned picture of a head.
#[derive(Clone, Debug)]
pub struct HeadCrop {
    /// The pixels, sRGB, black outside of the photograph.
    pub rgb: RgbPlane,
    /// Which pixels lie inside of the photograph.
    pub inside: Plane<bool>,
    /// The mesh in crop pixels.
    pub landmarks: Box<[Point3; COUNT]>,
    /// Maps upright frame pixels to crop pixels.
    pub from_frame: Affine,
}

impl HeadCrop {
    /// The crop of `face`, or `None` where the face has no size.
    pub fn new(frame: &Frame<'_>, face: &Face) -> Option<Self> {
        let (right, left) = (face.right_eye(), face.left_eye());
        let turn = (left.y - right.y).atan2(left.x - right.x);
        let scale = HEAD_CROP_EYE_DISTANCE / face.eye_distance();
        if !scale.is_normal() {
            return None;
        }
        let middle = face.eye_midpoint();
        let from_frame = Affine::translation(-middle.x, -middle.y)
            .then(&Affine::rotation(-turn))
            .then(&Affine::scaling(scale, scale))
            .then(&Affine::translation(EYES_AT.0, EYES_AT.1));
        let to_frame = from_frame.inverse()?;
        let (rgb, inside) = warp_to_plane(frame, &to_frame, (HEAD_CROP_SIDE, HEAD_CROP_SIDE))?;
        let landmarks = Box::new(face.landmarks().map(|point| from_frame.apply3(point)));
        Some(Self { rgb, inside, landmarks, from_frame })
    }

    /// The crop as a network's input, `0..=1`.
    pub fn to_tensor(&self) -> ImageTensor {
        self.window_to_tensor((0, 0), (HEAD_CROP_SIDE, HEAD_CROP_SIDE))
    }

    /// A part of the crop as a network's input, `0..=1`: `width x height` pixels from the column and row `at` on, which must lie
    /// inside.
    pub(super) fn window_to_tensor(
        &self,
        at: (usize, usize),
        (width, height): (usize, usize),
    ) -> ImageTensor {
        let size = width * height;
        let mut values = vec![0.0; 3 * size];
        for row in 0..height {
            let line = &self.rgb.row(at.1 + row)[at.0..at.0 + width];
            for (column, pixel) in line.iter().enumerate() {
                for (channel, value) in pixel.iter().enumerate() {
                    values[channel * size + row * width + column] = f32::from(*value) / 255.0;
                }
            }
        }
        ImageTensor { width, height, values }
    }
}
