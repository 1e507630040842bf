//! What slow work has found out about the main face, until it is lost.

use std::time::Duration;

use crate::face::DetectorRange;

use super::dated::Dated;
use super::jobs::{Before, HeadFinding};

/// Two looks at a head that are further apart than this are of different moments: their views are not averaged, and closed eyes are
/// no blink.
const FARTHEST_LOOKS: Duration = Duration::from_secs(1);

/// The newest finding of every job that is about the main face; `None` where a job has not found anything yet.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) head: Option<Dated<HeadFinding>>,
    /// Widths of other faces over the main one's, as the short-range detector has them.
    pub(super) near: Option<Dated<Vec<f32>>>,
    /// The same, as the full-range detector has them.
    pub(super) far: Option<Dated<Vec<f32>>>,
}

impl Known {
    /// Keeps the `widths` of other faces that the detector of `range` found.
    pub(super) fn keep_others(&mut self, range: DetectorRange, widths: Dated<Vec<f32>>) {
        match range {
            DetectorRange::Short => self.near = Some(widths),
            DetectorRange::Full => self.far = Some(widths),
        }
    }

    /// What the last look at the head saw, unless at the time `at` that is too long ago.
    pub(super) fn before(&self, at: Duration) -> Before {
        let recent = |head: &&Dated<HeadFinding>| at.saturating_sub(head.looked_at) <= FARTHEST_LOOKS;
        let Some(head) = self.head.as_ref().filter(recent) else {
            return Before::default();
        };
        let HeadFinding { logits, eyes, ears, .. } = &head.value;
        Before {
            logits: logits.clone().map(|logits| Dated::of_one_frame(logits, head.looked_at)),
            eyes: eyes.map(|eyes| Dated::of_one_frame(eyes, head.looked_at)),
            // Ears are as old as the view, so that what rests on the one rests on the other.
            ears: logits.as_ref().map(|_| *ears),
        }
    }

    /// When the oldest frame was taken that anything rests on; `None` until every job has found something.
    pub(super) fn oldest(&self) -> Option<Duration> {
        let (head, near, far) = (self.head.as_ref()?, self.near.as_ref()?, self.far.as_ref()?);
        Some(head.rests_on.min(near.rests_on).min(far.rests_on))
    }

    /// Widths of the main face and the others, over the main one's. Both detectors may have seen the same face, so the list
    /// counts that has more of at least `min_size`.
    pub(super) fn face_sizes(&self, min_size: f32) -> Vec<f32> {
        let widths = |found: &Option<Dated<Vec<f32>>>| {
            found.as_ref().map(|found| found.value.clone()).unwrap_or_default()
        };
        let (near, far) = (widths(&self.near), widths(&self.far));
        let significant = |widths: &[f32]| widths.iter().filter(|width| **width >= min_size).count();
        let others = if significant(&near) >= significant(&far) { near } else { far };
        std::iter::once(1.0).chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(widths: &[f32]) -> Option<Dated<Vec<f32>>> {
        Some(Dated::of_one_frame(widths.to_vec(), Duration::ZERO))
    }

    #[test]
    fn a_face_that_both_detectors_see_counts_once() {
        let mut known = Known { near: widths(&[0.6]), far: widths(&[0.61]), ..Known::default() };
        assert_eq!(known.face_sizes(0.3), [1.0, 0.6]);
        known.far = widths(&[0.61, 0.4]);
        assert_eq!(known.face_sizes(0.3), [1.0, 0.61, 0.4]);
        // What is too small to matter does not make a list the longer one.
        assert_eq!(known.face_sizes(0.5), [1.0, 0.6]);
    }

    #[test]
    fn nothing_is_the_oldest_until_all_has_been_looked_at() {
        let known = Known { near: widths(&[]), far: widths(&[]), head: None };
        assert_eq!(known.oldest(), None);
    }
}
