//! How surely the eyes are seen and open.

use crate::face::{EyeState, FaceEyes};

use super::numbers::named;

/// An eye that is less surely seen says nothing of its lids: what lies there is more likely none.
const LEAST_SEEN: f32 = 0.5;

/// How surely each eye is seen, and open. `0..=1`; left and right are the subject's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Eyes {
    /// Probability that the right eye is open: about `0.5` where its lids are half shut.
    pub right_open: f32,
    /// The same of the left eye.
    pub left_open: f32,
    /// Probability that the right eye is seen, open or closed: not dark glass, a hand, or paint.
    pub right_seen: f32,
    /// The same of the left eye.
    pub left_seen: f32,
}

named! { Eyes {
    right_open as "right_eye_open", left_open as "left_eye_open", right_seen as "right_eye_seen", left_seen as "left_eye_seen",
} }

impl Eyes {
    /// EyesOpen of ISO/IEC 29794-5: of both eyes, the probability of the one that is less likely open (OFIQ takes the smaller opening, too).
    /// `None` where one is not seen.
    pub fn open(&self) -> Option<f32> {
        (self.seen() >= LEAST_SEEN).then_some(self.right_open.min(self.left_open))
    }

    /// How surely the eye is seen that is seen less surely.
    pub fn seen(&self) -> f32 {
        self.right_seen.min(self.left_seen)
    }

    /// These eyes, as open as they are in the better of two looks: a blink that one look has met is over in the next.
    #[must_use]
    pub fn blinking_since(self, before: &Self) -> Self {
        Self {
            right_open: self.right_open.max(before.right_open),
            left_open: self.left_open.max(before.left_open),
            ..self
        }
    }
}

/// The measure of what the network says.
pub(super) fn eyes(found: &FaceEyes) -> Eyes {
    let FaceEyes { right: EyeState { open: right_open, seen: right_seen }, left } = *found;
    Eyes { right_open, left_open: left.open, right_seen, left_seen: left.seen }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Eyes = Eyes { right_open: 0.98, left_open: 0.9, right_seen: 0.99, left_seen: 0.97 };

    #[test]
    fn both_eyes_must_be_open() {
        assert_eq!(OPEN.open(), Some(0.9));
        assert_eq!(Eyes { right_open: 0.1, ..OPEN }.open(), Some(0.1));
        // Of what is no eye nobody knows whether it is open.
        assert_eq!(Eyes { left_seen: 0.2, ..OPEN }.open(), None);
    }

    #[test]
    fn a_blink_counts_for_nothing_and_closed_eyes_do() {
        let closed = Eyes { right_open: 0.02, left_open: 0.04, ..OPEN };
        assert_eq!(closed.blinking_since(&OPEN).open(), Some(0.9));
        assert_eq!(OPEN.blinking_since(&closed).open(), Some(0.9));
        assert_eq!(closed.blinking_since(&closed).open(), Some(0.02));
        // A hand that comes before an eye is seen at once.
        let covered = Eyes { right_seen: 0.1, ..closed };
        assert_eq!(covered.blinking_since(&OPEN).open(), None);
    }
}
