//! Eyes and mouth, read from the mesh.
//!
//! Distances are compared along the face's own axes and in eye distances, so that neither roll, nor size, nor
//! distance to the camera changes them.

use crate::face::Face;
use crate::face::landmarks::{
    INNER_LIPS, LEFT_EYELIDS, MOUTH_LEFT_CORNER, MOUTH_RIGHT_CORNER, RIGHT_EYELIDS,
};
use crate::geometry::Point3;

/// Opening of eyes and mouth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expression {
    /// Mean gap of the mesh's right lids over the eye's distance to the other, about `0.12` open. The mesh hardly closes them: what is
    /// judged is [`Eyes`](super::Eyes).
    pub right_eye_openness: f32,
    /// The same of the left eye.
    pub left_eye_openness: f32,
    /// Greatest gap of the inner lips over the eye distance (OFIQ divides by the face's height instead).
    pub mouth_openness: f32,
    /// Distance of the mouth's corners over the eye distance: about `0.8` at rest, `1.0` and more in a smile.
    pub mouth_width: f32,
}

/// Reads the expression of `face`, or `None` where the face has no size.
pub fn expression(face: &Face) -> Option<Expression> {
    let distance = face.eye_distance();
    if !distance.is_normal() {
        return None;
    }
    let gap =
        |(upper, lower): (usize, usize)| face.landmarks()[upper].distance(face.landmarks()[lower]) / distance;
    let mean = |pairs: [(usize, usize); 3]| pairs.map(gap).iter().sum::<f32>() / pairs.len() as f32;
    let corners: [Point3; 2] = [face.landmarks()[MOUTH_RIGHT_CORNER], face.landmarks()[MOUTH_LEFT_CORNER]];
    Some(Expression {
        right_eye_openness: mean(RIGHT_EYELIDS),
        left_eye_openness: mean(LEFT_EYELIDS),
        mouth_openness: INNER_LIPS.map(gap).into_iter().fold(0.0, f32::max),
        mouth_width: corners[0].distance(corners[1]) / distance,
    })
}
