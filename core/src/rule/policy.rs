//! Policies: which rules hold and where their limits lie, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::SwafotoError;
use crate::measure::Margins;

use super::covering_settings::{CoveringSettings, HeadCovering};
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
    head_covering: Vec<HeadCovering>,
    #[serde(default)]
    ears: EarRequirement,
    #[serde(default)]
    on_blocked: OnBlocked,
    covering: Option<CoveringSettings>,
    faces: FaceSettings,
    photo: Option<PhotoSettings>,
    session: Option<SessionSettings>,
    rules: BTreeMap<RuleId, Limit>,
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

    /// The head coverings for faith or health that are accepted; empty where nothing may cover the head.
    pub fn head_coverings(&self) -> &[HeadCovering] {
        &self.content.head_covering
    }

    /// How coverings are told apart; `None` exactly where none is accepted.
    pub fn covering(&self) -> Option<&CoveringSettings> {
        self.content.covering.as_ref()
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

    /// Where a covering is accepted, `face-outline` must hold, or it could hide chin and mouth.
    fn check_coverings(&self) -> Result<(), SwafotoError> {
        let names = self.head_covering.iter().map(|covering| covering.name());
        let twice =
            self.head_covering.iter().enumerate().find(|(at, one)| self.head_covering[..*at].contains(one));
        if let Some((_, covering)) = twice {
            return Err(refused(format!("`head-covering` names `{}` twice", covering.name())));
        }
        match (&self.covering, self.head_covering.is_empty()) {
            (None, false) => Err(refused(format!(
                "`head-covering` accepts {} and so needs the table `covering`",
                names.collect::<Vec<_>>().join(", ")
            ))),
            (Some(_), true) => Err(refused(
                "the table `covering` contradicts `head-covering = []`, which accepts none".to_owned(),
            )),
            (Some(_), false) if !self.rules.contains_key(&RuleId::FaceOutline) => Err(refused(format!(
                "`head-covering` accepts {} and so needs `rules.face-outline`: a covering must not hide the face",
                names.collect::<Vec<_>>().join(", ")
            ))),
            (Some(settings), false) => settings.check(),
            (None, true) => Ok(()),
        }?;
        let asks = self.covering.is_some_and(|covering| covering.ask);
        if asks && self.session.is_some_and(|session| session.ask_covering_after_s.is_none()) {
            return Err(refused(
                "`covering.ask = true` needs `session.ask-covering-after-s`: when a session asks".to_owned(),
            ));
        }
        Ok(())
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
        head-covering = []
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
    }

    #[test]
    fn coverings_are_accepted_with_all_that_they_need() {
        const TABLE: &str = r#"
        [covering]
        scarf-odds = 2.5
        declared-odds = 9
        least-scarf = 0.5
        doubtful-scarf = 0.2
        least-cloth-at-ear = 0.4
        least-cloth-at-jaw = 0.15
        enough-cloth-at-jaw = 0.5
        hair-at-ear = 0.5
        ask = true
        "#;
        let accepting = SMALL.replace("head-covering = []", "head-covering = [\"hijab\", \"peci\"]");
        assert!(reason(&accepting).contains("hijab, peci") && reason(&accepting).contains("`covering`"));
        let without_outline = format!("{accepting}{TABLE}");
        assert!(reason(&without_outline).contains("face-outline"));
        let whole = without_outline.replace("[covering]", "face-outline = { min = 0.8 }\n[covering]");
        assert!(Policy::from_toml(&whole).is_ok());
        assert!(reason(&format!("{SMALL}{TABLE}")).contains("contradicts"));
        let refusals = [
            ("scarf-odds = 2.5", "scarf-odds = 1e30", "0.001 to 1000"),
            ("scarf-odds = 2.5", "scarf-odds = 20", "count against"),
            ("hair-at-ear = 0.5", "hair-at-ear = 0", "more than 0"),
            ("doubtful-scarf = 0.2", "doubtful-scarf = 0.6", "no doubt"),
            ("\"peci\"", "\"hijab\"", "twice"),
            ("\"peci\"", "\"tiara\"", "tiara"),
            ("ask = true", "", "ask"),
        ];
        for (from, to, why) in refusals {
            assert!(reason(&whole.replace(from, to)).contains(why), "{to}");
        }
    }

    #[test]
    fn a_limit_admits_its_bounds_and_no_nan() {
        let limit = Limit { min: Some(1.0), max: Some(2.0) };
        assert!(limit.admits(1.0) && limit.admits(2.0) && !limit.admits(2.01) && !limit.admits(f32::NAN));
    }
}
