//! Slow work that is spread over frames: each takes one step of it.

use std::time::Duration;

use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::face::{
    AttributeLogits, Detection, DetectorRange, Face, HeadCrop, HeadView, MeshRegion, Parsing, Search,
};
use crate::frame::{ExposureFacts, Frame};
use crate::measure::{self, HeadMeasures};
use crate::net::{Progress, Stepwise};
use crate::rule::FaceSettings;

use super::perception::Stage;

/// More other faces than this are not confirmed: one is enough to say "be alone", and a crowd must not keep the rest
/// waiting.
const MOST_CONFIRMED: usize = 2;

/// Work under way, and the time of the frame that it is about.
#[derive(Debug)]
pub(super) struct Errand {
    at: Duration,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Head(Box<HeadWork>),
    /// Looking for faces other than `face`.
    Others {
        range: DetectorRange,
        face: Face,
        search: Search,
    },
    /// Faces were found; the mesh says which are.
    Confirm {
        range: DetectorRange,
        width: f32,
        candidates: Vec<Detection>,
        sizes: Vec<f32>,
    },
}

#[derive(Debug)]
struct HeadWork {
    head: HeadCrop,
    exposure: Option<ExposureFacts>,
    noise: Option<f32>,
    view: HeadView,
    other_view: Option<AttributeLogits>,
    parsing: Parsing,
}

/// What an errand brought home.
#[derive(Clone, Debug)]
pub(super) enum Finding {
    /// What the aligned head and its parse tell, and the attributes of the one view that was parsed.
    Head(Box<HeadMeasures>, Option<(HeadView, AttributeLogits)>),
    /// Widths of confirmed other faces over the main one's.
    Others(DetectorRange, Vec<f32>),
}

impl Errand {
    /// Looks at the head one way round; done at once where there is nothing to wait for. `other_view` is what it looked
    /// like the other way round just before.
    pub(super) fn head(
        engine: &Engine,
        frame: &Frame<'_>,
        face: &Face,
        noise: Option<f32>,
        (view, other_view): (HeadView, Option<AttributeLogits>),
        at: Duration,
    ) -> Result<Progress<Self, Finding>, SwafotoError> {
        let exposure = frame.exposure();
        let Some(head) = HeadCrop::new(frame, face) else {
            let nothing = HeadMeasures { light: None, covering: None, background_gradient: None };
            return Ok(Progress::Done(Finding::Head(Box::new(nothing), None)));
        };
        let Some(parser) = engine.parser() else {
            let measures = measure::of_head(&head, None, noise, exposure);
            return Ok(Progress::Done(Finding::Head(Box::new(measures), None)));
        };
        let parsing = parser.begin(&head, view)?;
        let work = HeadWork { head, exposure, noise, view, other_view, parsing };
        Ok(Progress::Going(Self { at, kind: Kind::Head(Box::new(work)) }))
    }

    /// Looks for faces other than `face`.
    pub(super) fn others(
        engine: &Engine,
        range: DetectorRange,
        frame: &Frame<'_>,
        face: &Face,
        faces: &FaceSettings,
        at: Duration,
    ) -> Result<Self, SwafotoError> {
        let search = engine.detector(range).begin(frame, faces.min_score)?;
        Ok(Self { at, kind: Kind::Others { range, face: face.clone(), search } })
    }

    /// The time of the frame that the errand is about.
    pub(super) fn at(&self) -> Duration {
        self.at
    }

    /// What the next step is of.
    pub(super) fn stage(&self) -> Stage {
        match &self.kind {
            Kind::Head(_) => Stage::Head,
            Kind::Others { range, .. } | Kind::Confirm { range, .. } => Stage::of_detector(*range),
        }
    }

    /// Takes the next step. `frame` is the newest: candidates for other faces are looked at where they were found,
    /// a few frames later.
    pub(super) fn advance(
        self,
        engine: &Engine,
        frame: &Frame<'_>,
        faces: &FaceSettings,
    ) -> Result<Progress<Self, Finding>, SwafotoError> {
        let at = self.at;
        let kind = match self.kind {
            Kind::Head(work) => {
                let HeadWork { head, exposure, noise, view, other_view, parsing } = *work;
                match parsing.advance()? {
                    Progress::Going(parsing) => {
                        Kind::Head(Box::new(HeadWork { head, exposure, noise, view, other_view, parsing }))
                    }
                    Progress::Done(logits) => {
                        let seen = (view, logits.attributes());
                        let logits = match &other_view {
                            Some(other) => logits.with_attributes_of(other),
                            None => logits,
                        };
                        let measures = measure::of_head(&head, Some(&logits.parse()?), noise, exposure);
                        return Ok(Progress::Done(Finding::Head(Box::new(measures), Some(seen))));
                    }
                }
            }
            Kind::Others { range, face, search } => match search.advance()? {
                Progress::Going(search) => Kind::Others { range, face, search },
                Progress::Done(mut candidates) => {
                    candidates.retain(|detection| !face.is_seen_by(detection));
                    // The largest is taken from the end.
                    candidates.sort_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area()));
                    candidates.drain(..candidates.len().saturating_sub(MOST_CONFIRMED));
                    Kind::Confirm { range, width: face.bounds().width, candidates, sizes: Vec::new() }
                }
            },
            Kind::Confirm { range, width, mut candidates, mut sizes } => {
                if let Some(detection) = candidates.pop() {
                    let mesh = engine.mesh().fit(frame, &MeshRegion::of_detection(&detection))?;
                    if mesh.presence >= faces.min_presence
                        && let Some(other) = Face::from_mesh(mesh)
                    {
                        sizes.push(other.bounds().width / width);
                    }
                }
                Kind::Confirm { range, width, candidates, sizes }
            }
        };
        Ok(match kind {
            Kind::Confirm { range, candidates, sizes, .. } if candidates.is_empty() => {
                Progress::Done(Finding::Others(range, sizes))
            }
            kind => Progress::Going(Self { at, kind }),
        })
    }
}
