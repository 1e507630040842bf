//! Faces other than the main one: a detector finds them, and the mesh says which are faces.

use std::time::Duration;

use crate::error::SwafotoError;
use crate::face::{Detection, DetectorRange, Face, MeshRegion, Search};
use crate::net::{Progress, Stepwise};
use crate::session::dated::Dated;
use crate::session::look::Look;

/// More other faces than this are not confirmed: one is enough to say "be alone", and a crowd must not keep the rest
/// waiting.
const MOST_CONFIRMED: usize = 2;

/// A search for faces other than `face`.
#[derive(Debug)]
pub(in crate::session) struct OthersJob {
    begun: Duration,
    range: DetectorRange,
    face: Face,
    phase: Phase,
}

#[derive(Debug)]
enum Phase {
    Detecting(Search),
    /// The mesh looks at one of `candidates` a step, those first of which the detector is sure, and the largest of them.
    Confirming {
        /// The first to look at last.
        candidates: Vec<Detection>,
        /// Widths of those that are faces, over the main one's.
        widths: Vec<f32>,
    },
}

impl OthersJob {
    pub(super) fn begin(look: &Look<'_>, face: &Face, range: DetectorRange) -> Result<Self, SwafotoError> {
        let search = look.engine.detector(range).begin(look.frame, look.faces.least_score())?;
        Ok(Self { begun: look.at, range, face: face.clone(), phase: Phase::Detecting(search) })
    }

    pub(super) fn range(&self) -> DetectorRange {
        self.range
    }

    /// Takes the next step. A candidate is looked at in the newest frame where it was found, a few frames earlier.
    pub(super) fn advance(self, look: &Look<'_>) -> Result<Progress<Self, Dated<Vec<f32>>>, SwafotoError> {
        let phase = match self.phase {
            Phase::Detecting(search) => match search.advance()? {
                Progress::Going(search) => Phase::Detecting(search),
                Progress::Done(mut candidates) => {
                    candidates.retain(|detection| !self.face.is_seen_by(detection));
                    let size = |one: &Detection| (look.faces.is_sure(one.score), one.bounds.area());
                    let order = |a: (bool, f32), b: (bool, f32)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1));
                    candidates.sort_by(|a, b| order(size(a), size(b)));
                    candidates.drain(..candidates.len().saturating_sub(MOST_CONFIRMED));
                    Phase::Confirming { candidates, widths: Vec::new() }
                }
            },
            Phase::Confirming { mut candidates, mut widths } => {
                if let Some(candidate) = candidates.pop() {
                    let region = MeshRegion::of_detection(&candidate);
                    let mesh = look.engine.mesh().fit(look.frame, &region)?;
                    if look.faces.confirms(candidate.score, mesh.presence)
                        && let Some(other) = Face::from_mesh(mesh)
                        && !self.face.lies_on(&other)
                    {
                        let width = other.bounds().width / self.face.bounds().width;
                        // Who the detector is unsure of is never the person to judge, however near.
                        let is_sure = look.faces.is_sure(candidate.score);
                        widths.push(if is_sure { width } else { width.min(1.0) });
                    }
                }
                Phase::Confirming { candidates, widths }
            }
        };
        Ok(match phase {
            Phase::Confirming { candidates, widths } if candidates.is_empty() => {
                Progress::Done(Dated::of_one_frame(widths, self.begun))
            }
            phase => Progress::Going(Self { phase, ..self }),
        })
    }
}
