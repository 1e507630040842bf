//! What the session saw of the person while they held still, which the still must show.

use std::time::Duration;

use crate::error::SwafotoError;
use crate::face::{Face, HeadCrop};
use crate::frame::Frame;
use crate::geometry::Point2;
use crate::measure::Measures;
use crate::rule::SessionSettings;

use super::likeness::Likeness;

/// The last looks at the aligned face that count. More than one, since a face may have been met in the middle of a blink.
const LOOKS: usize = 3;

/// Fewer frames than this do not tell whether anything moves.
const LEAST_FRAMES: u32 = 5;

/// What was seen of a face from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Width and height of the newest frame.
    frame_size: Option<(usize, usize)>,
    /// Share of its width that the head fills.
    head_share: Option<f32>,
    /// The last looks at the aligned face, the newest last, with their times.
    looks: Vec<(Duration, Likeness)>,
    motion: Motion,
}

impl Held {
    /// A frame of the size `size` showed `face` with `measures`. `look` is the newest look at the aligned face, with its time.
    /// Where the session is not `holding`, only the newest counts.
    pub(super) fn see(
        &mut self,
        (size, face, measures): ((usize, usize), Option<&Face>, &Measures),
        look: Option<(Duration, &Likeness)>,
        holding: bool,
    ) {
        self.frame_size = Some(size);
        self.head_share = head_share(size, measures);
        if !holding {
            self.looks.clear();
            self.motion = Motion::default();
        }
        if let Some((at, likeness)) = look
            && self.looks.last().is_none_or(|(last, _)| *last < at)
        {
            self.looks.push((at, likeness.clone()));
            self.looks.drain(..self.looks.len().saturating_sub(LOOKS));
        }
        if let Some(face) = face {
            self.motion.see(face);
        }
    }

    /// Whether nothing moved at all while the person held still, as no living one does; `None` where too little was seen.
    pub(super) fn motionless(&self, settings: &SessionSettings) -> Option<bool> {
        (self.motion.frames >= LEAST_FRAMES).then_some(self.motion.most < settings.least_motion)
    }

    /// Refuses a still that is held another way than the preview was.
    pub(super) fn check_orientation(&self, still: &Frame<'_>) -> Result<(), SwafotoError> {
        let landscape = |(width, height): (usize, usize)| width > height;
        let size = (still.width(), still.height());
        match self.frame_size {
            Some(preview) if landscape(preview) != landscape(size) => Err(unexpected(format!(
                "it is {} x {} pixels, the preview was {} x {}",
                size.0, size.1, preview.0, preview.1
            ))),
            _ => Ok(()),
        }
    }

    /// Refuses a still whose head is far larger or smaller than the preview's: a picture of something else.
    pub(super) fn check_head(
        &self,
        measures: &Measures,
        settings: &SessionSettings,
    ) -> Result<(), SwafotoError> {
        let (Some(before), Some(now)) = (self.head_share, head_share(measures.size, measures)) else {
            return Ok(());
        };
        if (now / before).max(before / now) > settings.max_still_change {
            return Err(unexpected(format!(
                "its head fills {now:.2} of the width, the preview's {before:.2}"
            )));
        }
        Ok(())
    }

    /// Refuses a still of a face that looks unlike the one that was held, or where none was.
    pub(super) fn check_likeness(
        &self,
        head: Option<&HeadCrop>,
        settings: &SessionSettings,
    ) -> Result<(), SwafotoError> {
        let now = head.and_then(Likeness::of);
        let resemblances =
            now.iter().flat_map(|now| self.looks.iter().map(|(_, look)| look.resemblance(now)));
        match resemblances.max_by(f32::total_cmp) {
            Some(most) if most >= settings.least_likeness => Ok(()),
            Some(most) => Err(unexpected(format!(
                "its face resembles the preview's by {most:.2}, must be {} or more",
                settings.least_likeness
            ))),
            None => Err(unexpected("the preview showed no face to compare it with".to_owned())),
        }
    }
}

fn unexpected(reason: String) -> SwafotoError {
    SwafotoError::UnexpectedStill { reason }
}

/// Share of the picture's width that the head fills. A preview's `measures` have a still's size, its head the preview's own.
fn head_share((width, _): (usize, usize), measures: &Measures) -> Option<f32> {
    measures.face.as_ref().map(|face| face.framing.head.width / width as f32)
}

/// How far a face has moved.
#[derive(Debug, Default)]
struct Motion {
    /// Where the first frame had the face.
    first: Vec<Point2>,
    /// The farthest that any frame had it from there: the mean over its points, percent of the eye distance.
    most: f32,
    frames: u32,
}

impl Motion {
    fn see(&mut self, face: &Face) {
        self.frames = self.frames.saturating_add(1);
        let points = || face.landmarks().iter().map(|point| point.flat());
        if self.first.is_empty() {
            self.first = points().collect();
            return;
        }
        let sum: f32 = points().zip(&self.first).map(|(now, before)| now.distance(*before)).sum();
        self.most = self.most.max(100.0 * sum / self.first.len() as f32 / face.eye_distance());
    }
}
