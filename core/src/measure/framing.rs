//! How large the head is in the picture and how much room there is around it.

use crate::face::Face;
use crate::face::landmarks::CHIN;
use crate::geometry::{Affine, Point2, Rect};

/// Height of a head from chin to crown in eye distances: 23.3 cm over 6.3 cm (ISO 7250-1 head height and ISO
/// 19794-5 inter-eye distance of adults, means). Hair comes on top of it.
pub const HEAD_HEIGHT_IN_EYE_DISTANCES: f32 = 3.7;

/// Height of the crown over the eyes, in eye distances.
pub(crate) const CROWN_ABOVE_EYES: f32 = 1.85;

/// Half the width of a head from ear to ear, in eye distances.
pub(crate) const HALF_HEAD_WIDTH: f32 = 1.3;

/// Where the head lies in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Framing {
    /// Height of the head, chin to crown, as a share of the picture's height.
    pub head_size: f32,
    /// Pixels between the eye centres, with depth: it does not shrink when the head turns.
    pub inter_eye_distance: f32,
    /// Room between head and picture edge on each side, in eye distances; negative where the head is cut off.
    pub margins: Margins,
    /// Where the middle of the head lies, as shares of the picture: `0.5, 0.5` is the centre.
    pub center: Point2,
    /// The head, chin to crown and ear to ear, in upright frame pixels.
    pub head: Rect,
}

/// Room on the four sides of the head, in eye distances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    /// Left of the head, in the picture.
    pub left: f32,
    /// Right of the head, in the picture.
    pub right: f32,
    /// Above the crown.
    pub top: f32,
    /// Below the chin.
    pub bottom: f32,
}

impl Margins {
    /// The same room on every side.
    pub(crate) const fn same(room: f32) -> Self {
        Self { left: room, right: room, top: room, bottom: room }
    }

    /// The room that a rule asks for on each side by `least`. A limit below zero allows for what is estimated, the crown
    /// under the hair and the sides; the chin is seen, and must be inside whatever the limit.
    pub(crate) const fn asked(least: f32) -> Self {
        Self { bottom: least.max(0.0), ..Self::same(least) }
    }

    /// The margins as such a rule counts them: each is enough where it is at least `least`.
    pub fn counted(&self, least: f32) -> Self {
        Self { bottom: self.bottom + least.min(0.0), ..*self }
    }

    /// The smallest of the four.
    pub fn smallest(&self) -> f32 {
        self.left.min(self.right).min(self.top).min(self.bottom)
    }
}

/// Framing of `face` in a `width x height` picture, or `None` where the face has no size.
pub fn framing(face: &Face, (width, height): (usize, usize)) -> Option<Framing> {
    let distance = face.eye_distance();
    if !distance.is_normal() {
        return None;
    }
    let head = head_rect(face, distance);
    let (width, height) = (width as f32, height as f32);
    let margins = Margins {
        left: head.x / distance,
        right: (width - head.x - head.width) / distance,
        top: head.y / distance,
        bottom: (height - head.y - head.height) / distance,
    };
    let center = head.center();
    Some(Framing {
        head_size: HEAD_HEIGHT_IN_EYE_DISTANCES * distance / height,
        inter_eye_distance: distance,
        margins,
        center: Point2::new(center.x / width, center.y / height),
        head,
    })
}

/// The head's box: the smallest upright rectangle around its outline.
fn head_rect(face: &Face, distance: f32) -> Rect {
    Rect::around(head_outline(face, distance)).unwrap_or_default()
}

/// Points that bound the head of `face`, whose eyes are `distance` apart, in upright frame pixels: proportions of a
/// head about the eyes, turned with them, and the chin where the mesh has it.
pub(crate) fn head_outline(face: &Face, distance: f32) -> [Point2; 6] {
    let (right, left) = (face.right_eye(), face.left_eye());
    let turn = (left.y - right.y).atan2(left.x - right.x);
    let middle = face.eye_midpoint();
    let place = Affine::scaling(distance, distance)
        .then(&Affine::rotation(turn))
        .then(&Affine::translation(middle.x, middle.y));
    // An ellipse's extremes are few enough to list; a turned rectangle's corners would claim room nothing needs.
    let [a, b, c, d, e] = [
        (0.0, -CROWN_ABOVE_EYES),
        (-0.75 * HALF_HEAD_WIDTH, -1.35),
        (0.75 * HALF_HEAD_WIDTH, -1.35),
        (-HALF_HEAD_WIDTH, 0.2),
        (HALF_HEAD_WIDTH, 0.2),
    ]
    .map(|(x, y)| place.apply(Point2::new(x, y)));
    [a, b, c, d, e, face.landmarks()[CHIN].flat()]
}
