//! How surely an ear shows, by the two networks that see it.

use crate::face::EarState;
use crate::net::sigmoid;

/// What the head parser's logit counts beside that of `ear_shown`. The parser knows the whole head, the other one sees more of the
/// ear: their errors differ. Chosen on held-out people of the training photographs (`models/train/ears/combine.py`).
const PARSER_SHARE: f32 = 0.4;

/// No probability counts as nearer to none or to all than this.
const CERTAIN: f32 = 1e-6;

/// The probability that at least a sliver shows, from the parser's and from what the ear's own network says, if it was asked.
pub(super) fn shown(parser: f32, own: Option<EarState>) -> f32 {
    own.map_or(parser, |own| sigmoid(logit(own.shown) + PARSER_SHARE * logit(parser)))
}

fn logit(probability: f32) -> f32 {
    let probability = probability.clamp(CERTAIN, 1.0 - CERTAIN);
    (probability / (1.0 - probability)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(shown: f32) -> Option<EarState> {
        Some(EarState { shown, hair: 1.0 - shown, cloth: 0.0, away: 0.0 })
    }

    #[test]
    fn either_network_counts() {
        assert_eq!(shown(0.3, None), 0.3);
        assert!((shown(0.5, own(0.8)) - 0.8).abs() < 1e-5);
        assert!(shown(0.9, own(0.8)) > 0.8 && shown(0.1, own(0.8)) < 0.8);
        // What both are sure of is sure, and no number however extreme is none.
        assert!(shown(1.0, own(1.0)) > 0.99 && shown(0.0, own(0.0)) < 0.01);
        assert!(shown(0.0, own(1.0)).is_finite());
    }
}
