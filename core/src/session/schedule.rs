//! Which slow work a frame pays for: a step of one job, so that no frame takes much longer than another.
//!
//! While there is a main face, these take turns, whichever is most overdue first:
//!
//! - the head: aligned crop, ears, parser, light, background. The parser looks at it and at its mirror image in turns, and what
//!   a person wears is the mean of both; so do the ears take turns;
//! - other faces that are near, by the short-range detector;
//! - other faces that are far, by the full-range detector.
//!
//! While there is none, the full-range detector looks for it now and then.

use std::time::Duration;

use crate::error::SwafotoError;
use crate::face::{DetectorRange, Face};
use crate::net::Progress;
use crate::rule::SessionSettings;

use super::dated::Dated;
use super::jobs::{Finding, Job};
use super::known::Known;
use super::look::Look;
use super::pace::Pace;
use super::stage::Stage;

/// What may be due while there is a main face.
#[derive(Clone, Copy, Debug)]
enum Turn {
    Head,
    Others(DetectorRange),
}

/// What a frame paid for.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) stage: Stage,
    /// What the job found, if it is done.
    pub(super) finding: Option<Finding>,
}

/// The one job under way, and what is due after it.
#[derive(Debug)]
pub(super) struct Schedule {
    settings: SessionSettings,
    job: Option<Job>,
    /// When the last search for the main face began.
    searched: Option<Duration>,
    pace: Pace,
}

impl Schedule {
    pub(super) fn new(settings: SessionSettings) -> Self {
        Self { settings, job: None, searched: None, pace: Pace::default() }
    }

    /// Another face, or none, was found where the main face was lost. Work on the lost one is dropped, and so is the search
    /// for one once it is there.
    pub(super) fn start_over(&mut self, face: Option<&Face>) {
        self.job.take_if(|job| face.is_some() || !matches!(job, Job::Search(_)));
    }

    /// Takes a step of the job under way, or of what is due next; `None` where nothing is.
    pub(super) fn step(&mut self, look: &Look<'_>, known: &Known) -> Result<Option<Step>, SwafotoError> {
        // Without a face the short-range detector has run already, so that a whole search would be too much.
        let whole = self.pace.allows_whole(look.gap) && look.face.is_some();
        let job = match self.job.take() {
            Some(job) => Some(job),
            None => self.begin(look, known)?,
        };
        let Some(mut job) = job else { return Ok(None) };
        let stage = job.stage();
        loop {
            match job.advance(look)? {
                Progress::Done(finding) => return Ok(Some(Step { stage, finding: Some(finding) })),
                Progress::Going(next) if whole => {
                    self.pace.took_whole();
                    job = next;
                }
                Progress::Going(next) => {
                    self.job = Some(next);
                    return Ok(Some(Step { stage, finding: None }));
                }
            }
        }
    }

    /// Begins what is due, if anything is.
    fn begin(&mut self, look: &Look<'_>, known: &Known) -> Result<Option<Job>, SwafotoError> {
        let Some(face) = look.face else {
            let every = self.settings.head_every();
            if self.searched.is_some_and(|last| look.at.saturating_sub(last) < every) {
                return Ok(None);
            }
            self.searched = Some(look.at);
            return Job::search(look).map(Some);
        };
        match self.most_overdue(look, known) {
            Some(Turn::Head) => Job::head(look, face, known.before(look.at)).map(Some),
            Some(Turn::Others(range)) => Job::others(look, face, range).map(Some),
            None => Ok(None),
        }
    }

    /// Whose turn it is while there is a main face, if anything is due.
    fn most_overdue(&self, look: &Look<'_>, known: &Known) -> Option<Turn> {
        let (head_every, others_every) = (self.settings.head_every(), self.settings.others_every());
        let turns = [
            (Turn::Head, overdue(known.head.as_ref(), head_every, look)),
            (Turn::Others(DetectorRange::Short), overdue(known.near.as_ref(), others_every, look)),
            (Turn::Others(DetectorRange::Full), overdue(known.far.as_ref(), others_every, look)),
        ];
        // The first of equals, so that the head is known before anybody else is looked for.
        let due = turns.into_iter().filter(|(_, overdue)| *overdue >= 1.0);
        due.reduce(|most, next| if next.1 > most.1 { next } else { most }).map(|(turn, _)| turn)
    }
}

/// How many of its periods have gone by since something was looked at. What never was, or not since the hold began, comes
/// first.
fn overdue<T>(known: Option<&Dated<T>>, period: Duration, look: &Look<'_>) -> f32 {
    match known {
        None => f32::INFINITY,
        Some(known) if look.holding_since.is_some_and(|since| known.rests_on < since) => f32::MAX,
        Some(known) => look.at.saturating_sub(known.looked_at).as_secs_f32() / period.as_secs_f32(),
    }
}
