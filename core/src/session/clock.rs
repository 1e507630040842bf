//! The session's own time, which the callers' clocks only drive: it begins at zero, and every call is later than the one before.
//!
//! A clock may jump, restart or freeze. Whatever it does, a session that hears of frames or ticks comes to its end.

use std::time::Duration;

use crate::error::SwafotoError;

/// A longer step counts as this long: no time in a policy is longer.
const LONGEST_STEP: Duration = Duration::from_secs(3600);

/// What a call counts for whose clock does not tell how much time has passed: a frame at 30 a second.
const BLIND_STEP: Duration = Duration::from_millis(33);

/// The least that passes between two calls: of two frames one is always the newer.
const LEAST_STEP: Duration = Duration::from_nanos(1);

/// Two calls that are closer than this are of one moment.
const MOMENT: Duration = Duration::from_millis(1);

/// Calls of one moment after the first before the clock counts as frozen: a still and a tick may carry the time of the frame
/// before them.
const SAME_MOMENT: u32 = 2;

/// Times in a row that lie before the newest. Frames overtake each other singly; after this many the clock has restarted, or
/// the newest time was absurd.
const MOST_REFUSED: u32 = 3;

/// Turns a caller's times into the session's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    now: Duration,
    /// The newest time that the caller gave, and the session's at which it was given.
    last: Option<Reading>,
    /// The caller's next time may come from another clock.
    changed: bool,
    /// Calls in a row of the newest moment, without its first.
    same: u32,
    /// Calls in a row that were refused.
    refused: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reading {
    theirs: Duration,
    /// Where the session's time would stand had the caller's clock never been frozen.
    ours: Duration,
}

impl Clock {
    /// The session's time.
    pub(super) fn now(&self) -> Duration {
        self.now
    }

    /// The next time comes from a clock that has nothing to do with those before it.
    pub(super) fn change(&mut self) {
        self.changed = true;
    }

    /// Goes on to the caller's time `at`.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where that is earlier than the one before, unless it stays so or the clock was changed.
    pub(super) fn advance(&mut self, at: Duration) -> Result<(), SwafotoError> {
        let Some(last) = self.last else {
            self.restart(at, Duration::ZERO);
            return Ok(());
        };
        let Some(passed) = at.checked_sub(last.theirs) else {
            if !self.changed && self.refused + 1 < MOST_REFUSED {
                self.refused += 1;
                return Err(SwafotoError::InvalidFrame {
                    field: "timestamp",
                    reason: format!("is {at:?}, earlier than {:?} before it", last.theirs),
                });
            }
            self.restart(at, BLIND_STEP);
            return Ok(());
        };
        if self.changed && passed > LONGEST_STEP {
            self.restart(at, BLIND_STEP);
            return Ok(());
        }
        let ours = last.ours + passed.min(LONGEST_STEP);
        self.same = if passed < MOMENT { self.same.saturating_add(1) } else { 0 };
        let step = if self.same > SAME_MOMENT { BLIND_STEP } else { LEAST_STEP };
        self.now = ours.max(self.now + step);
        self.last = Some(Reading { theirs: at, ours });
        self.changed = false;
        self.refused = 0;
        Ok(())
    }

    fn restart(&mut self, at: Duration, step: Duration) {
        let now = self.now + step;
        *self = Self { now, last: Some(Reading { theirs: at, ours: now }), ..Self::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    /// A clock after the `times`, each of which it takes.
    fn clock(times: impl IntoIterator<Item = u64>) -> Clock {
        let mut clock = Clock::default();
        times.into_iter().for_each(|time| clock.advance(at(time)).unwrap());
        clock
    }

    #[test]
    fn time_passes_as_it_does_for_the_caller() {
        assert_eq!(clock([700_000]).now(), at(0));
        assert_eq!(clock([700_000, 700_033, 700_033, 701_000]).now(), at(1000));
    }

    #[test]
    fn a_frame_that_was_overtaken_is_refused() {
        let mut clock = clock([1000, 1033]);
        assert!(clock.advance(at(1000)).is_err());
        clock.advance(at(1066)).unwrap();
        assert!(clock.advance(at(1040)).is_err());
        assert!(clock.advance(at(1041)).is_err());
        assert_eq!(clock.now(), at(66));
    }

    #[test]
    fn one_absurd_time_costs_a_few_frames() {
        let absurd = Duration::MAX;
        let mut clock = clock([1000]);
        clock.advance(absurd).unwrap();
        assert_eq!(clock.now(), LONGEST_STEP);
        let taken = (0..100).filter(|frame| clock.advance(at(1033 + 33 * frame)).is_ok()).count();
        assert_eq!(taken, 98);
        assert_eq!(clock.now(), LONGEST_STEP + BLIND_STEP + at(33 * 97));
        for _ in 0..3 {
            clock.advance(absurd).unwrap();
        }
    }

    #[test]
    fn another_clock_goes_on_where_the_one_before_stood() {
        let mut clock = clock([1_000_000, 1_000_500]);
        clock.change();
        clock.advance(at(5)).unwrap();
        clock.advance(at(105)).unwrap();
        assert_eq!(clock.now(), at(500) + BLIND_STEP + at(100));
        clock.change();
        clock.advance(at(205)).unwrap();
        assert_eq!(clock.now(), at(700) + BLIND_STEP, "the same clock after all");
        clock.change();
        clock.advance(Duration::MAX).unwrap();
        assert_eq!(clock.now(), at(700) + 2 * BLIND_STEP);
    }

    #[test]
    fn a_clock_that_is_frozen_or_runs_backwards_ends_nothing() {
        assert_eq!(clock([7; 103]).now(), 100 * BLIND_STEP + 2 * LEAST_STEP);
        // One that knows whole seconds only is no faster for it.
        let seconds = clock((0..300).map(|frame| 1000 * (frame / 30)));
        assert!((at(9000)..at(10_000)).contains(&seconds.now()), "{:?}", seconds.now());
        let mut backwards = Clock::default();
        let taken = (0..900).rev().filter(|time| backwards.advance(at(*time)).is_ok()).count();
        assert_eq!((taken, backwards.now()), (300, 299 * BLIND_STEP));
    }
}
