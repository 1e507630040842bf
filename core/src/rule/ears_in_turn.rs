//! Ears that show while the head is turned, where a policy lets them count.

use serde::Deserialize;

use crate::error::SwafotoError;

use super::id::RuleId;
use super::limit::{refused, within};

/// The table `ears-in-turn` of a policy. With it an ear that the photo does not show counts, if it showed before in the same session
/// and on the same face, while the head was turned a little: a near camera hides the ears of a wide face behind its cheeks. Without it
/// the photo alone counts.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EarsInTurn {
    /// The head must be turned by at least so many degrees, away from the ear.
    pub least_turn: f32,
    /// Beyond so many degrees an ear does not count: what is so far aside may be anybody's. At most
    /// [`EarsInTurn::GREATEST_TURN`].
    pub most_turn: f32,
    /// The ear must show for so many seconds without a break.
    pub for_s: f32,
}

impl EarsInTurn {
    /// No policy may count ears beyond this, in degrees: there the parser has not been measured.
    pub const GREATEST_TURN: f32 = 30.0;

    /// Refuses numbers that make no sense.
    pub(super) fn check(&self) -> Result<(), SwafotoError> {
        let Self { least_turn, most_turn, for_s } = *self;
        within("ears-in-turn.least-turn", least_turn, 0.0..=Self::GREATEST_TURN)?;
        within("ears-in-turn.most-turn", most_turn, 0.0..=Self::GREATEST_TURN)?;
        within("ears-in-turn.for-s", for_s, 0.05..=5.0)?;
        if most_turn <= least_turn {
            return Err(refused(format!(
                "`ears-in-turn.most-turn` of {most_turn} is no more than `ears-in-turn.least-turn` of {least_turn}"
            )));
        }
        Ok(())
    }
}

/// Which ears have shown in a turn of the head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EarsShown {
    /// The subject's right ear.
    pub(crate) right: bool,
    /// The subject's left ear.
    pub(crate) left: bool,
}

impl EarsShown {
    /// Whether the ear that `rule` asks for has shown. `false` for other rules.
    pub(crate) fn includes(self, rule: RuleId) -> bool {
        match rule {
            RuleId::EarsVisibleRight => self.right,
            RuleId::EarsVisibleLeft => self.left,
            _ => false,
        }
    }

    /// The rules that ask for them.
    pub(crate) fn rules(self) -> impl Iterator<Item = RuleId> {
        [RuleId::EarsVisibleRight, RuleId::EarsVisibleLeft]
            .into_iter()
            .filter(move |rule| self.includes(*rule))
    }
}
