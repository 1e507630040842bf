//! Our network of the ears: whether an ear shows, and what is over it where it does not.
//!
//! The parser sees the whole head, and a sliver of ear two pixels wide. This one sees the ear alone.

use crate::error::SwafotoError;
use crate::net::Network;

use super::contract;
use super::ear_crop::{EAR_STATES, EarCrop, Side};

/// What the network says of one ear: probabilities that add up to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarState {
    /// At least a sliver, a lobe or a rim shows.
    pub shown: f32,
    /// Hair lies over all of it.
    pub hair: f32,
    /// Cloth or a thing lies over all of it.
    pub cloth: f32,
    /// The face itself hides it, or the picture ends before it.
    pub away: f32,
}

impl EarState {
    /// What it is if it does not show: probabilities of the other states that add up to one.
    #[must_use]
    pub fn if_hidden(self) -> Self {
        let hidden = (self.hair + self.cloth + self.away).max(f32::MIN_POSITIVE);
        Self { shown: 0.0, hair: self.hair / hidden, cloth: self.cloth / hidden, away: self.away / hidden }
    }

    fn from_logits(logits: &[f32]) -> Option<Self> {
        let [shown, hair, cloth, away] = *<&[f32; EAR_STATES.len()]>::try_from(logits).ok()?;
        let most = shown.max(hair).max(cloth).max(away);
        let [shown, hair, cloth, away] = [shown, hair, cloth, away].map(|logit| (logit - most).exp());
        let all = shown + hair + cloth + away;
        Some(Self { shown: shown / all, hair: hair / all, cloth: cloth / all, away: away / all })
    }
}

/// Both ears, `None` of one that was not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ears {
    /// The subject's right one.
    pub right: Option<EarState>,
    /// The subject's left one.
    pub left: Option<EarState>,
}

impl Ears {
    /// These with what is now known of one.
    #[must_use]
    pub fn with(self, side: Side, state: EarState) -> Self {
        match side {
            Side::Right => Self { right: Some(state), ..self },
            Side::Left => Self { left: Some(state), ..self },
        }
    }
}

/// The network.
#[derive(Clone, Debug)]
pub struct EarShownNetwork(Network);

impl EarShownNetwork {
    /// What `network` is taken for.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `network` says of itself in its metadata that it is another, by the name of what differs.
    pub fn new(network: Network) -> Result<Self, SwafotoError> {
        contract::check_ear_shown(&network)?;
        Ok(Self(network))
    }

    /// Looks at an ear.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn look(&self, ear: EarCrop) -> Result<EarState, SwafotoError> {
        let outputs = self.0.run(ear.image)?;
        EarState::from_logits(outputs.get("state")?).ok_or_else(|| SwafotoError::Inference {
            model: "ear_shown".to_owned(),
            reason: "an output of another length than its contract says".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_add_up_however_large_their_logits() {
        let state = EarState::from_logits(&[1000.0, 998.0, -1000.0, 0.0]).unwrap();
        assert!((state.shown + state.hair - 1.0).abs() < 1e-6 && state.cloth == 0.0);
        assert!((state.shown - 0.880_797).abs() < 1e-5);
        assert!(state.if_hidden().hair > 0.99);
        assert_eq!(EarState::from_logits(&[0.0; 3]), None);
    }
}
