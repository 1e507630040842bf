//! The picture of one ear: large enough that a sliver is seen, the head's roll taken out, the face to the right of it.

use crate::frame::Frame;
use crate::geometry::{Affine, Point2};
use crate::raster::{Border, ImageTensor, ValueRange, warp_to_tensor};

use super::Face;
use super::landmarks::{LEFT_FACE_EDGE, RIGHT_FACE_EDGE};

/// What an ear is, in the order of the network's output.
pub(super) const EAR_STATES: [&str; 4] = ["shown", "hair", "cloth", "away"];

/// Width and height of the picture in pixels.
pub(super) const EAR_CROP: (usize, usize) = (80, 112);
/// Distance of the eyes on the scale of the picture, in pixels: more than twice that of the head crop.
pub(super) const EAR_CROP_EYE_DISTANCE: f32 = 88.0;
/// Where the point on the edge of the face before the ear lies in it.
pub(super) const EDGE_AT: (f32, f32) = (50.0, 58.0);

/// A side of the head, the subject's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// On the left of an unmirrored picture.
    Right,
    /// On the right of an unmirrored picture.
    Left,
}

impl Side {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
        }
    }
}

/// An aligned picture of one ear: the right one as it is, the left one mirrored.
#[derive(Clone, Debug)]
pub struct EarCrop {
    /// Whose ear it is.
    pub side: Side,
    /// The pixels, `0..=1`, black outside of the photograph.
    pub(super) image: ImageTensor,
}

impl EarCrop {
    /// The picture of one ear of `face`, or `None` where the face has no size.
    pub fn new(frame: &Frame<'_>, face: &Face, side: Side) -> Option<Self> {
        let to_frame = from_frame(face, side).inverse()?;
        let image = warp_to_tensor(frame, &to_frame, EAR_CROP, ValueRange::UNIT, Border::Black);
        Some(Self { side, image })
    }
}

/// Maps upright frame pixels to those of the picture of an ear.
fn from_frame(face: &Face, side: Side) -> Affine {
    let (right, left) = (face.right_eye(), face.left_eye());
    let turn = (left.y - right.y).atan2(left.x - right.x);
    let scale = EAR_CROP_EYE_DISTANCE / face.eye_distance();
    let (edge, across) = match side {
        Side::Right => (RIGHT_FACE_EDGE, scale),
        Side::Left => (LEFT_FACE_EDGE, -scale),
    };
    let Point2 { x, y } = face.landmarks()[edge].flat();
    Affine::translation(-x, -y)
        .then(&Affine::rotation(-turn))
        .then(&Affine::scaling(across, scale))
        .then(&Affine::translation(EDGE_AT.0, EDGE_AT.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::CANONICAL_FACE;
    use crate::geometry::Point3;

    #[test]
    fn the_face_lies_to_the_right_of_either_ear_however_the_head_is_rolled() {
        for roll in [-0.4_f32, 0.0, 0.3] {
            let turned = Affine::scaling(20.0, -20.0).then(&Affine::rotation(roll));
            let mesh = CANONICAL_FACE.map(|[x, y, z]| {
                let Point2 { x, y } = turned.apply(Point2::new(x, y));
                Point3::new(x, y, -20.0 * z)
            });
            let face = Face::from_landmarks(mesh.to_vec()).unwrap();
            let mut noses = [Side::Right, Side::Left].map(|side| {
                let map = from_frame(&face, side);
                let edge = match side {
                    Side::Right => RIGHT_FACE_EDGE,
                    Side::Left => LEFT_FACE_EDGE,
                };
                let edge = map.apply(face.landmarks()[edge].flat());
                assert!((edge.x - EDGE_AT.0).abs() < 1e-2 && (edge.y - EDGE_AT.1).abs() < 1e-2, "{edge:?}");
                map.apply(face.landmarks()[super::super::landmarks::NOSE_TIP].flat())
            });
            noses.sort_by(|a, b| a.x.total_cmp(&b.x));
            let [near, far] = noses;
            assert!(near.x > EAR_CROP.0 as f32 && far.x - near.x < 8.0, "{near:?} {far:?}");
            assert!((near.y - far.y).abs() < 8.0 && near.y > EDGE_AT.1 - 8.0, "{near:?} {far:?}");
        }
    }
}
