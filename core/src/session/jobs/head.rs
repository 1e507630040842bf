//! The aligned head: crop, which places show, ears, parser, light, background.

use std::sync::Arc;
use std::time::Duration;

use crate::error::SwafotoError;
use crate::face::{Face, FaceShown, FaceShownNetwork, HeadCrop, HeadLogits, HeadView, Parsing};
use crate::frame::ExposureFacts;
use crate::measure::{self, HeadMeasures, HeadSeen};
use crate::net::{Progress, Stepwise};
use crate::session::dated::Dated;
use crate::session::likeness::Likeness;
use crate::session::look::Look;

use super::ears::{EarsJob, EarsSeen};

/// A head on its way through the parser.
#[derive(Debug)]
pub(in crate::session) struct HeadJob {
    begun: Duration,
    /// `None` where the face has no size.
    crop: Option<HeadCrop>,
    places: Places,
    ears: EarsJob,
    /// `None` where there is no crop, or no parser.
    parsing: Option<Parsing>,
    /// What the parser said of the other view of the head just before.
    before: Option<Dated<Arc<HeadLogits>>>,
    noise: Option<f32>,
    exposure: Option<ExposureFacts>,
}

/// Which places of the face show: the first step.
#[derive(Debug)]
enum Places {
    Unseen(FaceShownNetwork),
    Seen(Option<FaceShown>),
}

/// What the aligned head and its parse tell.
#[derive(Debug)]
pub(in crate::session) struct HeadFinding {
    pub(in crate::session) measures: HeadMeasures,
    /// What the parser said of this view; `None` where it did not run.
    pub(in crate::session) logits: Option<Arc<HeadLogits>>,
    pub(in crate::session) ears: EarsSeen,
    /// What the face looked like; `None` where nothing is to be seen of it.
    pub(in crate::session) likeness: Option<Likeness>,
}

impl HeadJob {
    pub(super) fn begin(
        look: &Look<'_>,
        face: &Face,
        before: Option<Dated<Arc<HeadLogits>>>,
        ears_before: Option<EarsSeen>,
    ) -> Result<Self, SwafotoError> {
        let view = before.as_ref().map_or(HeadView::Whole, |before| before.value.view().other());
        let crop = HeadCrop::new(look.frame, face);
        let parsing = match (look.engine.parser(), &crop) {
            (Some(parser), Some(crop)) => Some(parser.begin(crop, view)?),
            _ => None,
        };
        Ok(Self {
            begun: look.at,
            crop,
            places: Places::Unseen(look.engine.face_shown().clone()),
            ears: EarsJob::begin(look, face, ears_before),
            parsing,
            before,
            noise: look.noise,
            exposure: look.frame.exposure(),
        })
    }
}

impl Stepwise for HeadJob {
    type Outcome = Dated<HeadFinding>;

    fn advance(self) -> Result<Progress<Self, Self::Outcome>, SwafotoError> {
        let shown = match self.places {
            Places::Unseen(network) => {
                let shown = self.crop.as_ref().map(|crop| network.look(crop)).transpose()?;
                return Ok(Progress::Going(Self { places: Places::Seen(shown), ..self }));
            }
            Places::Seen(shown) => shown,
        };
        if self.ears.is_due() {
            let ears = self.ears.advance()?;
            return Ok(Progress::Going(Self { places: Places::Seen(shown), ears, ..self }));
        }
        let logits = match self.parsing.map(Stepwise::advance).transpose()? {
            Some(Progress::Going(parsing)) => {
                return Ok(Progress::Going(Self {
                    places: Places::Seen(shown),
                    parsing: Some(parsing),
                    ..self
                }));
            }
            Some(Progress::Done(logits)) => Some(logits),
            None => None,
        };
        let logits = logits.map(Arc::new);
        let parse = logits.as_deref().map(|logits| match &self.before {
            Some(before) => logits.mean(&before.value).parse(),
            None => logits.clone().parse(),
        });
        let parse = parse.transpose()?;
        let measures = match &self.crop {
            Some(crop) => {
                let seen = HeadSeen {
                    crop,
                    parse: parse.as_ref(),
                    shown: shown.as_ref(),
                    ears: self.ears.seen().ears,
                };
                measure::of_head(&seen, self.noise, self.exposure)
            }
            None => HeadMeasures::default(),
        };
        let likeness = self.crop.as_ref().and_then(Likeness::of);
        Ok(Progress::Done(Dated {
            value: HeadFinding { measures, logits, ears: self.ears.seen(), likeness },
            looked_at: self.begun,
            // The mean of two views is as old as the older.
            rests_on: self.before.map_or(self.begun, |before| before.rests_on),
        }))
    }
}
