//! How surely each part of a face is seen.

use crate::face::landmarks::COUNT;
use crate::face::{FaceShown, LEFT_EYE, LIPS_OUTER, RIGHT_EYE};
use crate::geometry::{Point2, Point3};

use super::numbers::named;

/// How surely each part of a face is seen: the mean, over the part, of the probability that a place shows what belongs there.
/// `0..=1`; left and right are the subject's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// The right eye, within its lids.
    pub right_eye: f32,
    /// The left eye, within its lids.
    pub left_eye: f32,
    /// From the root of the nose to its wings.
    pub nose: f32,
    /// The lips.
    pub mouth: f32,
    /// From the brows half-way up to the edge of the face, the harmonic mean of its lower and its upper half: a hijab, a keffiyeh or a
    /// fringe may cover the rest.
    pub forehead: f32,
    /// Below the right eye, from the nose to the edge of the face.
    pub right_cheek: f32,
    /// Below the left eye, from the nose to the edge of the face.
    pub left_cheek: f32,
    /// From the lower lip to the edge of the face.
    pub chin: f32,
}

named! { Shown {
    right_eye as "right_eye_shown", left_eye as "left_eye_shown", nose as "nose_shown", mouth as "mouth_shown",
    forehead as "forehead_shown", right_cheek as "right_cheek_shown", left_cheek as "left_cheek_shown", chin as "chin_shown",
} }

/// A part of a face that must show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacePart {
    /// See [`Shown::right_eye`].
    RightEye,
    /// See [`Shown::left_eye`].
    LeftEye,
    /// See [`Shown::nose`].
    Nose,
    /// See [`Shown::mouth`].
    Mouth,
    /// See [`Shown::forehead`].
    Forehead,
    /// See [`Shown::right_cheek`].
    RightCheek,
    /// See [`Shown::left_cheek`].
    LeftCheek,
    /// See [`Shown::chin`].
    Chin,
}

impl Shown {
    /// The part that is seen least, and how surely.
    pub fn least(&self) -> (FacePart, f32) {
        let others = [
            (FacePart::LeftEye, self.left_eye),
            (FacePart::Nose, self.nose),
            (FacePart::Mouth, self.mouth),
            (FacePart::Forehead, self.forehead),
            (FacePart::RightCheek, self.right_cheek),
            (FacePart::LeftCheek, self.left_cheek),
            (FacePart::Chin, self.chin),
        ];
        let right_eye = (FacePart::RightEye, self.right_eye);
        others.into_iter().fold(right_eye, |least, part| if part.1 < least.1 { part } else { least })
    }
}

// Points of the mesh within each part, as `models/train/shown/parts.py` has them.
const NOSE: [usize; 10] = [6, 48, 64, 98, 97, 2, 326, 327, 294, 278];
const FOREHEAD: [usize; 11] = [105, 66, 107, 336, 296, 334, 299, 337, 151, 108, 69];
/// So many of these lie at the brows, the others higher.
const OVER_BROWS: usize = 6;
const RIGHT_CHEEK: [usize; 9] = [116, 117, 118, 101, 36, 205, 187, 147, 123];
const LEFT_CHEEK: [usize; 9] = [345, 346, 347, 330, 266, 425, 411, 376, 352];
const CHIN: [usize; 8] = [83, 18, 313, 421, 377, 152, 148, 201];

/// So far towards a part's middle from its edge, in five steps, the places of a part are looked at.
const STEPS_INWARD: [f32; 5] = [0.1, 0.3, 0.5, 0.7, 0.9];

/// How surely each part of a face is seen, from the mesh in crop pixels and what the network says of the places around it.
pub(super) fn shown(landmarks: &[Point3; COUNT], places: &FaceShown) -> Shown {
    let part = |points: &[usize]| seen(landmarks, places, points);
    Shown {
        right_eye: part(&RIGHT_EYE),
        left_eye: part(&LEFT_EYE),
        nose: part(&NOSE),
        mouth: part(&LIPS_OUTER),
        forehead: forehead(landmarks, places),
        right_cheek: part(&RIGHT_CHEEK),
        left_cheek: part(&LEFT_CHEEK),
        chin: part(&CHIN),
    }
}

/// The harmonic mean of what is seen at the brows and of what is seen higher: a forehead of which one half alone shows is covered, and
/// a fringe, of which a network is never quite sure, is not.
fn forehead(landmarks: &[Point3; COUNT], places: &FaceShown) -> f32 {
    let middle = Point2::mean(edge(landmarks, &FOREHEAD));
    let (low, high) = FOREHEAD.split_at(OVER_BROWS);
    let [low, high] = [low, high].map(|half| toward(edge(landmarks, half), middle, places));
    if low > 0.0 && high > 0.0 { 2.0 / (1.0 / low + 1.0 / high) } else { 0.0 }
}

fn edge<'a>(
    landmarks: &'a [Point3; COUNT],
    points: &'a [usize],
) -> impl ExactSizeIterator<Item = Point2> + Clone + 'a {
    points.iter().map(|index| landmarks[*index].flat())
}

/// The mean over a part of which `points` are the edge. What lies beyond the places is not seen.
fn seen(landmarks: &[Point3; COUNT], places: &FaceShown, points: &[usize]) -> f32 {
    let edge = edge(landmarks, points);
    toward(edge.clone(), Point2::mean(edge), places)
}

/// The mean from an `edge` towards a `middle`.
fn toward(edge: impl ExactSizeIterator<Item = Point2> + Clone, middle: Point2, places: &FaceShown) -> f32 {
    let count = edge.len() * STEPS_INWARD.len();
    let inward = edge.flat_map(|point| STEPS_INWARD.map(|step| point.toward(middle, step)));
    inward.map(|point| places.seen_at(point).unwrap_or(0.0)).sum::<f32>() / count as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::Plane;

    #[test]
    fn a_forehead_of_which_one_half_shows_is_covered() {
        // At the brows and half-way up to the hair, in the middle of the crop.
        let mut landmarks = [Point3::default(); COUNT];
        for (at, index) in FOREHEAD.into_iter().enumerate() {
            landmarks[index] = Point3 { x: 96.0, y: if at < OVER_BROWS { 92.0 } else { 66.0 }, z: 0.0 };
        }
        // Places are four pixels high, and the eyes' middle, at 100, lies in the twelfth row.
        let rows = |shown: fn(usize) -> bool| {
            let seen = Plane::from_fn(28, 32, |_, row| if shown(row) { 1.0 } else { 0.0 }).unwrap();
            forehead(&landmarks, &FaceShown { seen, natural: 1.0 })
        };
        assert!(rows(|_| true) > 0.999);
        assert!(rows(|row| row >= 6) < 0.3, "what is higher is covered");
        assert!(rows(|row| row < 6) < 0.3, "what is at the brows is covered");
    }
}
