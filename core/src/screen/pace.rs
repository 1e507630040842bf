//! How many frames a second are judged.

use std::time::Duration;

use super::event::Heat;

/// Frames a second that guide without a delay that people notice.
const COOL: u32 = 30;
/// On a phone that saves its battery, or is hot: still fast enough to follow a hand.
const SPARING: u32 = 15;
/// On a phone that is about to close its camera: better slow than gone.
const LEAST: u32 = 8;

/// Lets frames through at a pace. Which frames are judged is all it decides; stills always are.
#[derive(Debug, Default)]
pub(super) struct Pace {
    heat: Heat,
    saves_power: bool,
    due: Option<Duration>,
}

impl Pace {
    pub(super) fn feel(&mut self, heat: Heat) {
        self.heat = heat;
    }

    pub(super) fn save_power(&mut self, saves: bool) {
        self.saves_power = saves;
    }

    fn frames_a_second(&self) -> u32 {
        let cool = if self.saves_power { SPARING } else { COOL };
        match self.heat {
            Heat::Nominal | Heat::Fair => cool,
            Heat::Serious => SPARING,
            Heat::Critical => LEAST,
        }
    }

    /// Whether the frame of `at` is let through. Times are held against a grid, not against the last frame: cameras are not
    /// punctual, and a frame that comes a moment early must not cost the whole interval.
    pub(super) fn admits(&mut self, at: Duration) -> bool {
        let interval = Duration::from_secs(1) / self.frames_a_second();
        let tolerance = interval / 4;
        match self.due {
            // The last frame was one or two intervals ago, so that the grid holds.
            Some(due) if at < due + 2 * interval && due < at + 2 * interval => {
                if at + tolerance < due {
                    return false;
                }
                self.due = Some(due + interval);
            }
            _ => self.due = Some(at + interval),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of the frames of a second at `rate` are let through, each as early or late as `jitter` says.
    fn admitted(pace: &mut Pace, rate: u32, jitter: impl Fn(u32) -> i64) -> usize {
        let time = |index: u32| {
            let micros = i64::from(index * 1_000_000 / rate) + jitter(index) + 1_000_000;
            Duration::from_micros(micros.unsigned_abs())
        };
        (0..rate).filter(|index| pace.admits(time(*index))).count()
    }

    #[test]
    fn a_cool_phone_judges_every_frame_of_an_unpunctual_camera() {
        assert_eq!(admitted(&mut Pace::default(), 30, |index| i64::from(index % 3) * 4_000), 30);
    }

    #[test]
    fn heat_and_saving_thin_frames() {
        for (heat, saves_power, expected) in [
            (Heat::Nominal, true, 15),
            (Heat::Fair, false, 30),
            (Heat::Serious, false, 15),
            (Heat::Serious, true, 15),
            (Heat::Critical, false, 8),
        ] {
            let mut pace = Pace { heat, saves_power, due: None };
            let admitted = admitted(&mut pace, 30, |_| 0);
            assert!(admitted.abs_diff(expected) <= 1, "{heat:?} {saves_power}: {admitted}");
        }
    }

    #[test]
    fn a_gap_or_another_clock_begins_anew() {
        let mut pace = Pace::default();
        assert!(pace.admits(Duration::from_secs(100)));
        assert!(pace.admits(Duration::from_secs(3)));
        assert!(pace.admits(Duration::from_secs(50)));
        assert!(!pace.admits(Duration::from_millis(50_010)));
    }
}
