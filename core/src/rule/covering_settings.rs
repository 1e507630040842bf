//! Which head coverings a policy accepts, and what it takes for one.

use serde::{Deserialize, Serialize};

use crate::error::SwafotoError;

use super::limit::{refused, within};

/// A head covering that an institution may accept: an entry of a policy's list `head-covering`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadCovering {
    /// A scarf that frames the face and covers the ears, worn for faith or health. The ears need not show, the face must,
    /// from forehead to chin (`face-outline`).
    Hijab,
    /// Cloth wrapped around the top of the head. Ears that it lies over need not show where the person declares it: a beanie
    /// looks the same.
    Turban,
    /// A peci, songkok, kopiah or another hat for faith or health. The parser cannot tell one from a cap, so that it is accepted only
    /// from a person who declares it. Both ears must show.
    Peci,
}

impl HeadCovering {
    /// Its name in a policy.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hijab => "hijab",
            Self::Turban => "turban",
            Self::Peci => "peci",
        }
    }
}

/// How coverings are told apart, for a policy that accepts any: the table `[covering]`.
///
/// Evidence is [`Covering::scarf_worn`](crate::measure::Covering::scarf_worn), `0..=1`, with the odds of a scarf taken into
/// account; shares are of the place beside the face where an ear would show.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CoveringSettings {
    /// By how much the odds of a scarf, against a hat and against nothing, are higher among the people whom the policy is for
    /// than among the pictures that the parser was calibrated on.
    pub scarf_odds: f32,
    /// The same for a person who says that they cover their head; never less than `scarf-odds`.
    pub declared_odds: f32,
    /// Evidence of a scarf from which on one is worn.
    pub least_scarf: f32,
    /// Evidence of a scarf from which on nobody is told to show ears or hair: whether cloth covers them cannot be told.
    pub doubtful_scarf: f32,
    /// Share of an ear's place that a scarf must fill to lie over the ears.
    pub least_cloth_at_ear: f32,
    /// Share of the lines around the lower face that a scarf must fill to be one that frames the face: a turban, a beanie or a cap
    /// may lie over the ears as well.
    pub least_cloth_at_jaw: f32,
    /// The same share where no cloth is seen at the ears: black cloth there may be taken for hair.
    pub enough_cloth_at_jaw: f32,
    /// Share of an ear's place that hair must fill to count as hair that is seen: a declaration does not waive that ear.
    pub hair_at_ear: f32,
    /// Whether a session may ask the person if they cover their head.
    pub ask: bool,
}

impl CoveringSettings {
    pub(super) fn check(&self) -> Result<(), SwafotoError> {
        // Odds beyond these leave nothing for the picture to say.
        within("covering.scarf-odds", self.scarf_odds, 0.001..=1000.0)?;
        within("covering.declared-odds", self.declared_odds, 0.001..=1000.0)?;
        if self.declared_odds < self.scarf_odds {
            return Err(refused(format!(
                "`covering.declared-odds` of {} is less than `covering.scarf-odds` of {}: a declaration would count against \
                 the person",
                self.declared_odds, self.scarf_odds
            )));
        }
        for (key, share) in [
            ("least-scarf", self.least_scarf),
            ("doubtful-scarf", self.doubtful_scarf),
            ("least-cloth-at-ear", self.least_cloth_at_ear),
            ("least-cloth-at-jaw", self.least_cloth_at_jaw),
            ("enough-cloth-at-jaw", self.enough_cloth_at_jaw),
            ("hair-at-ear", self.hair_at_ear),
        ] {
            within(&format!("covering.{key}"), share, 0.01..=1.0)?;
        }
        if self.doubtful_scarf > self.least_scarf {
            return Err(refused(format!(
                "`covering.doubtful-scarf` of {} is more than `covering.least-scarf` of {}: where one is worn there is no \
                 doubt",
                self.doubtful_scarf, self.least_scarf
            )));
        }
        Ok(())
    }
}
