//! The aligned head: crop, which places show, eyes, ears, parser, light, background.

use std::sync::Arc;
use std::time::Duration;

use crate::error::SwafotoError;
use crate::face::{
    EyeCrops, Face, FaceEyes, FaceEyesNetwork, FaceShown, FaceShownNetwork, HeadCrop, HeadLogits, HeadView,
    Parsing,
};
use crate::frame::ExposureFacts;
use crate::measure::{self, Eyes, HeadMeasures, HeadSeen, Sharpness};
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
    before: Before,
    sharpness: Option<Sharpness>,
    exposure: Option<ExposureFacts>,
}

/// Which places of the face show, and the eyes: the first step.
#[derive(Debug)]
enum Places {
    Unseen { network: FaceShownNetwork, of_eyes: FaceEyesNetwork, eyes: Option<EyeCrops> },
    Seen { shown: Option<FaceShown>, eyes: Option<FaceEyes> },
}

/// What the look just before this one found.
#[derive(Debug, Default)]
pub(in crate::session) struct Before {
    /// What the parser said of the other view of the head.
    pub(in crate::session) logits: Option<Dated<Arc<HeadLogits>>>,
    /// The eyes, which may have been met, or be met now, in the middle of a blink.
    pub(in crate::session) eyes: Option<Dated<Eyes>>,
    /// The ears, one of which has waited for this look.
    pub(in crate::session) ears: Option<EarsSeen>,
}

/// What the aligned head and its parse tell.
#[derive(Debug)]
pub(in crate::session) struct HeadFinding {
    pub(in crate::session) measures: HeadMeasures,
    /// The eyes in this look alone.
    pub(in crate::session) eyes: Option<Eyes>,
    /// What the parser said of this view; `None` where it did not run.
    pub(in crate::session) logits: Option<Arc<HeadLogits>>,
    pub(in crate::session) ears: EarsSeen,
    /// What the face looked like; `None` where nothing is to be seen of it.
    pub(in crate::session) likeness: Option<Likeness>,
}

impl Before {
    fn oldest(&self) -> Option<Duration> {
        let logits = self.logits.as_ref().map(|logits| logits.rests_on);
        let eyes = self.eyes.as_ref().map(|eyes| eyes.rests_on);
        logits.into_iter().chain(eyes).min()
    }
}

impl HeadJob {
    pub(super) fn begin(look: &Look<'_>, face: &Face, before: Before) -> Result<Self, SwafotoError> {
        let view = before.logits.as_ref().map_or(HeadView::Whole, |before| before.value.view().other());
        let crop = HeadCrop::new(look.frame, face);
        let parsing = match (look.engine.parser(), &crop) {
            (Some(parser), Some(crop)) => Some(parser.begin(crop, view)?),
            _ => None,
        };
        Ok(Self {
            begun: look.at,
            crop,
            places: Places::Unseen {
                network: look.engine.face_shown().clone(),
                of_eyes: look.engine.face_eyes().clone(),
                eyes: EyeCrops::new(look.frame, face),
            },
            ears: EarsJob::begin(look, face, before.ears),
            parsing,
            before,
            sharpness: look.sharpness,
            exposure: look.frame.exposure(),
        })
    }
}

impl Stepwise for HeadJob {
    type Outcome = Dated<HeadFinding>;

    fn advance(self) -> Result<Progress<Self, Self::Outcome>, SwafotoError> {
        let (shown, eyes) = match self.places {
            Places::Unseen { network, of_eyes, eyes } => {
                let shown = self.crop.as_ref().map(|crop| network.look(crop)).transpose()?;
                let eyes = eyes.map(|eyes| of_eyes.look(eyes)).transpose()?;
                return Ok(Progress::Going(Self { places: Places::Seen { shown, eyes }, ..self }));
            }
            Places::Seen { shown, eyes } => (shown, eyes),
        };
        if self.ears.is_due() {
            let ears = self.ears.advance()?;
            return Ok(Progress::Going(Self { places: Places::Seen { shown, eyes }, ears, ..self }));
        }
        let logits = match self.parsing.map(Stepwise::advance).transpose()? {
            Some(Progress::Going(parsing)) => {
                return Ok(Progress::Going(Self {
                    places: Places::Seen { shown, eyes },
                    parsing: Some(parsing),
                    ..self
                }));
            }
            Some(Progress::Done(logits)) => Some(logits),
            None => None,
        };
        let logits = logits.map(Arc::new);
        let parse = logits.as_deref().map(|logits| match &self.before.logits {
            Some(before) => logits.mean(&before.value).parse(),
            None => logits.clone().parse(),
        });
        let parse = parse.transpose()?;
        let mut measures = match &self.crop {
            Some(crop) => {
                let seen = HeadSeen {
                    crop,
                    parse: parse.as_ref(),
                    shown: shown.as_ref(),
                    eyes: eyes.as_ref(),
                    ears: self.ears.seen().ears,
                };
                measure::of_head(&seen, self.sharpness, self.exposure)
            }
            None => HeadMeasures::default(),
        };
        let eyes = measures.eyes;
        if let (Some(now), Some(before)) = (eyes, &self.before.eyes) {
            measures.eyes = Some(now.blinking_since(&before.value));
        }
        let likeness = self.crop.as_ref().and_then(Likeness::of);
        Ok(Progress::Done(Dated {
            value: HeadFinding { measures, eyes, logits, ears: self.ears.seen(), likeness },
            looked_at: self.begun,
            // What two looks tell together is as old as the older.
            rests_on: self.before.oldest().unwrap_or(self.begun),
        }))
    }
}
