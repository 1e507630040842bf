//! Policies: which rules hold and where their limits lie, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::SwafotoError;
use crate::measure::Margins;

use super::id::RuleId;
use super::photo_settings::{FramingLimits, PhotoSettings};
use super::session_settings::SessionSettings;

/// What an institution asks of a photograph. Read from TOML by [`Policy::from_toml`].
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    content: Content,
    sha256: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Content {
    id: String,
    title: String,
    head_covering: HeadCovering,
    #[serde(default)]
    ears: EarRequirement,
    #[serde(default)]
    on_blocked: OnBlocked,
    scarf_odds: Option<f32>,
    declared_covering_odds: Option<f32>,
    least_scarf_on_crown: Option<f32>,
    faces: FaceSettings,
    photo: Option<PhotoSettings>,
    session: Option<SessionSettings>,
    rules: BTreeMap<RuleId, Limit>,
}

/// Whether a head covering for faith or health is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadCovering {
    /// Nothing may cover the head.
    Forbidden,
    /// A scarf that frames the face is accepted: the ears need not show, but `face-outline` must hold.
    ReligiousAllowed,
}

/// How much of an ear must show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EarRequirement {
    /// A sliver is enough: a front camera at arm's length foreshortens most ears to one.
    #[default]
    Sliver,
    /// The whole outline.
    Outline,
}

/// What happens to somebody who cannot pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnBlocked {
    /// The session ends with its reasons.
    #[default]
    Exit,
    /// The best picture goes to a human, marked as not compliant.
    Review,
}

/// Which detections are faces, and which of those matter.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FaceSettings {
    /// Detector score from which on something is taken for a face, `0..=1`.
    pub min_score: f32,
    /// Mesh presence from which on it is confirmed, `0..=1`.
    pub min_presence: f32,
    /// Other faces narrower than this share of the main one's width do not matter.
    pub min_other_size: f32,
}

/// The interval in which a rule's number must lie; open where a bound is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Smallest number that passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f32>,
    /// Greatest number that passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f32>,
}

impl Limit {
    /// Whether `value` lies in the interval. A number that is none never does.
    pub fn admits(&self, value: f32) -> bool {
        value.is_finite()
            && self.min.is_none_or(|min| value >= min)
            && self.max.is_none_or(|max| value <= max)
    }
}

/// A policy that comes with the SDK: its name and its text.
const PRESETS: [(&str, &str); 5] = [
    ("prakerja-2020", include_str!("../../policies/prakerja-2020.toml")),
    ("prakerja-2022", include_str!("../../policies/prakerja-2022.toml")),
    ("ektp", include_str!("../../policies/ektp.toml")),
    ("icao-9303", include_str!("../../policies/icao-9303.toml")),
    ("dukcapil-1to1", include_str!("../../policies/dukcapil-1to1.toml")),
];

impl Policy {
    /// The name of the policy that holds where none is named.
    pub const DEFAULT: &'static str = "prakerja-2020";

    /// Names of the policies that come with the SDK.
    pub fn presets() -> impl Iterator<Item = &'static str> {
        PRESETS.iter().map(|(name, _)| *name)
    }

    /// The text of a policy that comes with the SDK.
    pub fn preset_text(name: &str) -> Option<&'static str> {
        PRESETS.iter().find(|(candidate, _)| *candidate == name).map(|(_, text)| *text)
    }

    /// A policy that comes with the SDK.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] where there is none of that name.
    pub fn preset(name: &str) -> Result<Self, SwafotoError> {
        let text = Self::preset_text(name).ok_or_else(|| {
            let known: Vec<_> = Self::presets().collect();
            refused(format!("there is no preset called `{name}`; there are {}", known.join(", ")))
        })?;
        Self::from_toml(text)
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] for text that is not TOML, keys or rules this version does not know, limits
    /// that nothing can meet, and limits that contradict each other.
    pub fn from_toml(text: &str) -> Result<Self, SwafotoError> {
        let content: Content =
            toml::from_str(text).map_err(|error| refused(error.to_string().trim_end().to_owned()))?;
        content.check()?;
        let sha256 = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { content, sha256 })
    }

    /// The policy's own name.
    pub fn id(&self) -> &str {
        &self.content.id
    }

    /// What it is for, in a line.
    pub fn title(&self) -> &str {
        &self.content.title
    }

    /// SHA-256 of the text it was read from, hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Whether a head covering for faith or health is accepted.
    pub fn head_covering(&self) -> HeadCovering {
        self.content.head_covering
    }

    /// How much of an ear must show.
    pub fn ears(&self) -> EarRequirement {
        self.content.ears
    }

    /// What happens to somebody who cannot pass.
    pub fn on_blocked(&self) -> OnBlocked {
        self.content.on_blocked
    }

    /// Which detections are faces, and which of those matter.
    pub fn faces(&self) -> &FaceSettings {
        &self.content.faces
    }

    /// Framing and file of the photo that is handed over.
    pub fn photo(&self) -> Option<&PhotoSettings> {
        self.content.photo.as_ref()
    }

    /// How a live session follows this policy; `None` for a policy that judges photographs only.
    pub fn session(&self) -> Option<&SessionSettings> {
        self.content.session.as_ref()
    }

    /// By how much the odds of a scarf against a hat, and against nothing, are higher among the people whom the policy is
    /// for than among the pictures that the parser was trained on, of which a fifth shows one; 1 where the policy does not
    /// say. Where two of five wear one it is 2.5.
    pub fn scarf_odds(&self) -> f32 {
        self.content.scarf_odds.unwrap_or(1.0)
    }

    /// By how much a person's word that they cover their head for faith or health raises the odds of a scarf against a
    /// hat, and against nothing; `None` where it does not count.
    pub fn declared_covering_odds(&self) -> Option<f32> {
        self.content.declared_covering_odds
    }

    /// Share of the band above the forehead, from temple to temple, that cloth must fill to count as a scarf, `0..=1`. One
    /// who wears a scarf must not be told to tuck her hair, so a little is enough. `None` where no scarf is accepted.
    pub fn least_scarf_on_crown(&self) -> Option<f32> {
        self.content.least_scarf_on_crown
    }

    /// The rules that hold, in the order of advice, with their limits.
    pub fn rules(&self) -> impl Iterator<Item = (RuleId, Limit)> {
        self.content.rules.iter().map(|(rule, limit)| (*rule, *limit))
    }

    /// The limit of `rule`, if it holds.
    pub fn limit(&self, rule: RuleId) -> Option<Limit> {
        self.content.rules.get(&rule).copied()
    }
}

impl Content {
    fn check(&self) -> Result<(), SwafotoError> {
        if self.id.is_empty() {
            return Err(refused("`id` is empty".to_owned()));
        }
        if self.rules.is_empty() {
            return Err(refused("it has no rules, so it would accept anything".to_owned()));
        }
        if !self.rules.contains_key(&RuleId::SingleFacePresent) {
            return Err(refused(
                "`rules.single-face-present` is missing: no other rule can be judged without a face"
                    .to_owned(),
            ));
        }
        for (rule, limit) in &self.rules {
            limit.check(*rule)?;
        }
        let FaceSettings { min_score, min_presence, min_other_size } = self.faces;
        for (key, value) in
            [("min-score", min_score), ("min-presence", min_presence), ("min-other-size", min_other_size)]
        {
            if !(0.0..=1.0).contains(&value) {
                return Err(refused(format!("`faces.{key}` is {value}, must be 0 to 1")));
            }
        }
        if let Some(session) = &self.session {
            session.check().map_err(refused)?;
        }
        self.check_framing()?;
        self.check_photo()?;
        self.check_coverings()
    }

    /// The smallest head that is large enough must leave the margins that `crop` asks for.
    fn check_framing(&self) -> Result<(), SwafotoError> {
        let min_size = self.rules.get(&RuleId::HeadSize).and_then(|limit| limit.min);
        let min_margin = self.rules.get(&RuleId::Crop).and_then(|limit| limit.min);
        let (Some(size), Some(margin)) = (min_size, min_margin) else { return Ok(()) };
        let asked = Margins::asked(margin);
        let needed = size * (1.0 + (asked.top + asked.bottom) / crate::measure::HEAD_HEIGHT_IN_EYE_DISTANCES);
        if needed > 1.0 {
            return Err(refused(format!(
                "`head-size` of at least {size} and `crop` of at least {margin} contradict each other: head and \
                 margins would fill {needed:.2} of the picture's height"
            )));
        }
        Ok(())
    }

    fn check_photo(&self) -> Result<(), SwafotoError> {
        let Some(photo) = &self.photo else { return Ok(()) };
        let limit = |rule| self.rules.get(&rule).copied().unwrap_or_default();
        photo.check(&FramingLimits {
            resolution: limit(RuleId::Resolution),
            head_size: limit(RuleId::HeadSize),
            inter_eye_distance: limit(RuleId::InterEyeDistance),
            crop: limit(RuleId::Crop),
        })
    }

    /// Where a scarf is accepted, `face-outline` must hold, or it could hide chin and mouth.
    fn check_coverings(&self) -> Result<(), SwafotoError> {
        let holds = |rule| self.rules.contains_key(&rule);
        if self.head_covering == HeadCovering::ReligiousAllowed && !holds(RuleId::FaceOutline) {
            return Err(refused(
                "`head-covering = \"religious-allowed\"` accepts scarves and so needs `rules.face-outline`: a scarf \
                 must not cover the face"
                    .to_owned(),
            ));
        }
        match (self.head_covering, self.least_scarf_on_crown) {
            (HeadCovering::ReligiousAllowed, None) => {
                return Err(refused(
                    "`head-covering = \"religious-allowed\"` needs `least-scarf-on-crown`".to_owned(),
                ));
            }
            (HeadCovering::Forbidden, Some(_)) => {
                return Err(refused(
                    "`least-scarf-on-crown` contradicts `head-covering = \"forbidden\"`".to_owned(),
                ));
            }
            (_, Some(share)) if !(0.0..=1.0).contains(&share) => {
                return Err(refused(format!("`least-scarf-on-crown` is {share}, must be 0 to 1")));
            }
            _ => {}
        }
        match self.scarf_odds {
            Some(odds) if !(odds.is_finite() && odds > 0.0) => {
                return Err(refused(format!("`scarf-odds` is {odds}, must be more than 0")));
            }
            Some(_) if self.head_covering == HeadCovering::Forbidden => {
                return Err(refused("`scarf-odds` contradicts `head-covering = \"forbidden\"`".to_owned()));
            }
            _ => {}
        }
        match self.declared_covering_odds {
            Some(odds) if !(odds.is_finite() && odds >= 1.0) => {
                Err(refused(format!("`declared-covering-odds` is {odds}, must be at least 1")))
            }
            Some(_) if self.head_covering == HeadCovering::Forbidden => Err(refused(
                "`declared-covering-odds` contradicts `head-covering = \"forbidden\"`".to_owned(),
            )),
            _ => Ok(()),
        }
    }
}

impl Limit {
    fn check(&self, rule: RuleId) -> Result<(), SwafotoError> {
        let finite = |bound: Option<f32>| bound.is_none_or(f32::is_finite);
        match (self.min, self.max) {
            (None, None) => Err(refused(format!("`rules.{rule}` has neither `min` nor `max`"))),
            _ if !finite(self.min) || !finite(self.max) => {
                Err(refused(format!("`rules.{rule}` has a bound that is not a number")))
            }
            (Some(min), Some(max)) if min > max => {
                Err(refused(format!("`rules.{rule}` is empty: min {min} is above max {max}")))
            }
            (min, max) => {
                let (least, greatest) = rule.unit().range();
                if min.is_some_and(|min| min > greatest) || max.is_some_and(|max| max < least) {
                    return Err(refused(format!(
                        "`rules.{rule}` cannot be met: its number is never outside of {least} to {greatest}"
                    )));
                }
                Ok(())
            }
        }
    }
}

pub(super) fn refused(reason: String) -> SwafotoError {
    SwafotoError::InvalidPolicy { reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        id = "test"
        title = "A test"
        head-covering = "forbidden"
        [faces]
        min-score = 0.5
        min-presence = 0.5
        min-other-size = 0.1
        [rules]
        single-face-present = { min = 1, max = 1 }
        head-size = { min = 0.3, max = 0.8 }
        crop = { min = 0.1 }
    "#;

    fn reason(text: &str) -> String {
        Policy::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn every_preset_is_sound_and_named_after_itself() {
        for name in Policy::presets() {
            let policy = Policy::preset(name).unwrap();
            assert_eq!(policy.id(), name);
            assert_eq!(policy.sha256().len(), 64);
        }
        assert!(Policy::preset("none").unwrap_err().to_string().contains("prakerja-2020"));
    }

    #[test]
    fn what_is_unknown_is_refused_by_name() {
        assert!(Policy::from_toml(SMALL).is_ok());
        assert!(reason(&SMALL.replace("crop =", "croop =")).contains("croop"));
        assert!(reason(&SMALL.replace("title =", "titel =")).contains("titel"));
        assert!(reason(&SMALL.replace("{ min = 0.1 }", "{ min = 0.1, mean = 2 }")).contains("mean"));
        assert!(reason("not a policy").contains("policy refused"));
    }

    #[test]
    fn what_nobody_can_meet_is_refused() {
        assert!(reason(&SMALL.replace("min = 0.3", "min = 0.9")).contains("empty"));
        assert!(reason(&SMALL.replace("{ min = 0.1 }", "{ min = 9.0 }")).contains("contradict"));
        assert!(reason(&SMALL.replace("{ min = 0.1 }", "{ }")).contains("neither"));
        assert!(reason(&SMALL.replace("min = 0.1 }", "min = nan }")).contains("not a number"));
        assert!(
            reason(&SMALL.replace("single-face-present = { min = 1, max = 1 }", "")).contains("single-face")
        );
        let unmet = |rule: &str| reason(&format!("{SMALL}\n{rule}"));
        assert!(unmet("no-eyewear = { max = -0.1 }").contains("cannot be met"));
        assert!(unmet("eyes-visible = { min = 60 }").contains("0 to 1"));
        assert!(unmet("head-pose-yaw = { min = 200 }").contains("-180 to 180"));
        let scarf = SMALL.replace("\"forbidden\"", "\"religious-allowed\"");
        assert!(reason(&scarf).contains("face-outline"));
        let scarf = scarf + "face-outline = { min = 0.8 }";
        assert!(reason(&scarf).contains("needs `least-scarf-on-crown`"));
        let least =
            |share: &str| scarf.replace("[faces]", &format!("least-scarf-on-crown = {share}\n[faces]"));
        assert!(Policy::from_toml(&least("0.1")).is_ok());
        assert!(reason(&least("1.5")).contains("must be 0 to 1"));
        let forbidden = least("0.1").replace("religious-allowed", "forbidden");
        assert!(reason(&forbidden).contains("contradicts"));
    }

    #[test]
    fn a_limit_admits_its_bounds_and_no_nan() {
        let limit = Limit { min: Some(1.0), max: Some(2.0) };
        assert!(limit.admits(1.0) && limit.admits(2.0) && !limit.admits(2.01) && !limit.admits(f32::NAN));
    }
}
