//! Slow work that is spread over frames: each frame takes one step of it.

mod ears;
mod head;
mod others;

use crate::error::SwafotoError;
use crate::face::{Detection, DetectorRange, Face, Search};
use crate::net::{Progress, Stepwise};

use super::dated::Dated;
use super::look::Look;
use super::stage::Stage;

use head::HeadJob;
use others::OthersJob;

pub(super) use head::{Before, HeadFinding};

/// A job under way.
#[derive(Debug)]
pub(super) enum Job {
    /// Looks at the main face's head, one way round.
    Head(Box<HeadJob>),
    /// Looks for faces other than the main one.
    Others(Box<OthersJob>),
    /// Looks for a main face that is too small for the short-range detector.
    Search(Search),
}

/// What a job found.
#[derive(Debug)]
pub(super) enum Finding {
    Head(Box<Dated<HeadFinding>>),
    /// Widths of confirmed other faces over the main one's.
    Others(DetectorRange, Dated<Vec<f32>>),
    /// Where the main face may be.
    Candidates(Vec<Detection>),
}

impl Job {
    /// Begins to look at the head of `face`. `before` is what it looked like just before.
    pub(super) fn head(look: &Look<'_>, face: &Face, before: Before) -> Result<Self, SwafotoError> {
        Ok(Self::Head(Box::new(HeadJob::begin(look, face, before)?)))
    }

    /// Begins to look for faces other than `face` with the detector of `range`.
    pub(super) fn others(look: &Look<'_>, face: &Face, range: DetectorRange) -> Result<Self, SwafotoError> {
        Ok(Self::Others(Box::new(OthersJob::begin(look, face, range)?)))
    }

    /// Begins to look for a main face.
    pub(super) fn search(look: &Look<'_>) -> Result<Self, SwafotoError> {
        Ok(Self::Search(look.engine.far_detector().begin(look.frame, look.faces.min_score)?))
    }

    /// What the next step is of.
    pub(super) fn stage(&self) -> Stage {
        match self {
            Self::Head(_) => Stage::Head,
            Self::Others(job) => Stage::of_detector(job.range()),
            Self::Search(_) => Stage::FarDetector,
        }
    }

    /// Takes the next step. `look` is at the newest frame, which need not be the one the job began with.
    pub(super) fn advance(self, look: &Look<'_>) -> Result<Progress<Self, Finding>, SwafotoError> {
        Ok(match self {
            Self::Head(job) => match job.advance()? {
                Progress::Going(job) => Progress::Going(Self::Head(Box::new(job))),
                Progress::Done(head) => Progress::Done(Finding::Head(Box::new(head))),
            },
            Self::Others(job) => {
                let range = job.range();
                match job.advance(look)? {
                    Progress::Going(job) => Progress::Going(Self::Others(Box::new(job))),
                    Progress::Done(widths) => Progress::Done(Finding::Others(range, widths)),
                }
            }
            Self::Search(search) => match search.advance()? {
                Progress::Going(search) => Progress::Going(Self::Search(search)),
                Progress::Done(found) => Progress::Done(Finding::Candidates(found)),
            },
        })
    }
}
