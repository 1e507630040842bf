//! Whether frames leave the time for a whole job.
//!
//! Frames that come far apart do so for one of two reasons. The camera or the wrapper paces them, on a hot phone, and then whole
//! jobs fit between them. Or the phone is slow, frames come when the one before is done, and every whole job puts the next one
//! off. The gaps tell: they grow after whole jobs in the second case only.

use std::time::Duration;

/// Frames that come this far apart may leave the time for a whole job, and step by step it would take too many of them: a hot
/// phone that judges eight frames a second would need two seconds to see everything twice.
const FAR_APART: Duration = Duration::from_millis(50);

/// Gaps after whole jobs in a row that were longer before the phone counts as slow: one may be chance.
const LONGER_GAPS: u32 = 2;

/// What was seen of the frames' pace.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// The gap after the last frame that took a step.
    after_step: Option<Duration>,
    /// Whether the frame before this one took a whole job.
    whole: bool,
    /// Gaps in a row that were longer after a whole job than after a step.
    longer: u32,
}

impl Pace {
    /// Whether the frame that comes `gap` after the one before may take a whole job.
    pub(super) fn allows_whole(&mut self, gap: Duration) -> bool {
        if gap.is_zero() {
            return false;
        }
        if !self.whole {
            self.after_step = Some(gap);
        } else if self.after_step.is_some_and(|step| 4 * gap > 5 * step) {
            self.longer += 1;
        } else if self.longer < LONGER_GAPS {
            self.longer = 0;
        }
        self.whole = false;
        gap >= FAR_APART && self.longer < LONGER_GAPS
    }

    /// The frame took a whole job.
    pub(super) fn took_whole(&mut self) {
        self.whole = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of the last second of ten, of a phone on which a frame with a step takes `step` and one with a whole job `whole`,
    /// and whose frames come no faster than `paced`; all in milliseconds.
    fn frames(step: u64, whole: u64, paced: u64) -> (usize, usize) {
        let (mut pace, mut now, mut gap) = (Pace::default(), 0, 0);
        let (mut frames, mut wholes) = (0, 0);
        while now < 10_000 {
            let takes_whole = pace.allows_whole(Duration::from_millis(gap));
            if takes_whole {
                pace.took_whole();
            }
            gap = if takes_whole { whole } else { step }.max(paced);
            if now >= 9000 {
                frames += 1;
                wholes += usize::from(takes_whole);
            }
            now += gap;
        }
        (frames, wholes)
    }

    #[test]
    fn a_paced_camera_gets_whole_jobs() {
        assert_eq!(frames(20, 60, 125), (8, 8));
        assert_eq!(frames(20, 60, 66).1, 15, "a whole job that fits between two frames puts none off");
    }

    #[test]
    fn a_slow_phone_does_not_make_itself_slower() {
        assert_eq!(frames(60, 150, 33), (17, 0));
        assert_eq!(frames(100, 165, 33), (10, 0));
    }

    #[test]
    fn a_fast_camera_never_gets_whole_jobs() {
        assert_eq!(frames(10, 30, 33).1, 0);
    }
}
