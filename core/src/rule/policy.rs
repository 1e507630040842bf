//! Policies: which rules hold and where their limits lie, as data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::SwafotoError;
use crate::measure::Margins;

use super::covering_settings::{CoveringSettings, HeadCovering};
use super::ears_in_turn::EarsInTurn;
use super::face_settings::FaceSettings;
use super::id::RuleId;
use super::limit::{Limit, refused};
use super::photo_settings::{FramingLimits, PhotoSettings};
use super::presets;
use super::resolved::Resolved;
use super::session_settings::SessionSettings;

/// What an institution asks of a photograph. Read from TOML by [`Policy::from_toml`].
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    content: Content,
    resolved: String,
    sha256: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Content {
    id: String,
    title: String,
    head_covering: Vec<HeadCovering>,
    ears: EarRequirement,
    on_blocked: OnBlocked,
    covering: Option<CoveringSettings>,
    ears_in_turn: Option<EarsInTurn>,
    faces: FaceSettings,
    photo: Option<PhotoSettings>,
    session: Option<SessionSettings>,
    rules: BTreeMap<RuleId, Limit>,
}

/// How much of an ear must show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EarRequirement {
    /// A sliver is enough: a front camera at arm's length foreshortens most ears to one.
    Sliver,
    /// The whole outline.
    Outline,
}

/// What happens to somebody who cannot pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnBlocked {
    /// The session ends with its reasons.
    Exit,
    /// The best picture goes to a human, marked as not compliant.
    Review,
}

impl Policy {
    /// The name of the policy that holds where none is named.
    pub const DEFAULT: &'static str = "prakerja-2020";

    /// Names of the policies that come with the SDK.
    pub fn presets() -> impl Iterator<Item = &'static str> {
        presets::names()
    }

    /// The text of a policy that comes with the SDK.
    pub fn preset_text(name: &str) -> Option<&'static str> {
        presets::text(name)
    }

    /// A policy that comes with the SDK.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] where there is none of that name.
    pub fn preset(name: &str) -> Result<Self, SwafotoError> {
        let unknown =
            || refused(format!("there is no preset called `{name}`; there are {}", presets::list()));
        Self::from_toml(presets::text(name).ok_or_else(unknown)?)
    }

    /// Reads a policy. What it does not say is as in the preset that it names as its `base`, or else the SDK's default.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] for text that is not TOML, keys, rules or bases this version does not know, numbers
    /// that make no sense, and limits that contradict each other.
    pub fn from_toml(text: &str) -> Result<Self, SwafotoError> {
        let resolved = Resolved::of(text)?;
        let content: Content = resolved
            .present()
            .try_into()
            .map_err(|error: toml::de::Error| refused(error.to_string().trim_end().replace('\n', ", ")))?;
        content.check()?;
        let resolved = resolved.text();
        let sha256 = Sha256::digest(&resolved).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { content, resolved, sha256 })
    }

    /// The policy's own name.
    pub fn id(&self) -> &str {
        &self.content.id
    }

    /// What it is for, in a line.
    pub fn title(&self) -> &str {
        &self.content.title
    }

    /// All of it as TOML, the defaults and what comes from its base included. It reads back to the same policy, and is the
    /// same however the policy was spelled.
    pub fn resolved_text(&self) -> &str {
        &self.resolved
    }

    /// SHA-256 of [`Self::resolved_text`], hexadecimal. Another one with another version of the SDK, if its defaults or the
    /// base changed.
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

    /// When an ear counts that showed in a turn of the head; `None` where the photo alone counts.
    pub fn ears_in_turn(&self) -> Option<&EarsInTurn> {
        self.content.ears_in_turn.as_ref()
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
        self.faces.check()?;
        if let Some(session) = &self.session {
            session.check()?;
        }
        self.check_framing()?;
        self.check_photo()?;
        self.check_ears()?;
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

    /// Only a session sees a head turn.
    fn check_ears(&self) -> Result<(), SwafotoError> {
        let Some(settings) = &self.ears_in_turn else { return Ok(()) };
        if self.session.is_none() {
            return Err(refused("the table `ears-in-turn` contradicts `session = false`".to_owned()));
        }
        settings.check()
    }

    /// Where a covering is accepted, `face-outline` must hold, or it could hide chin and mouth.
    fn check_coverings(&self) -> Result<(), SwafotoError> {
        let twice =
            self.head_covering.iter().enumerate().find(|(at, one)| self.head_covering[..*at].contains(one));
        if let Some((_, covering)) = twice {
            return Err(refused(format!("`head-covering` names `{}` twice", covering.name())));
        }
        let Some(settings) = &self.covering else { return Ok(()) };
        if self.head_covering.is_empty() {
            return Err(refused(
                "the table `covering` contradicts `head-covering = []`, which accepts none".to_owned(),
            ));
        }
        if !self.rules.contains_key(&RuleId::FaceOutline) {
            let names: Vec<_> = self.head_covering.iter().map(|covering| covering.name()).collect();
            return Err(refused(format!(
                "`head-covering` accepts {} and so needs `rules.face-outline`: a covering must not hide the face",
                names.join(", ")
            )));
        }
        settings.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
        id = "test"
        title = "A test"
        head-covering = []
        photo = false
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
            assert!(policy.session().is_some() && policy.photo().is_some());
        }
        assert!(Policy::preset("none").unwrap_err().to_string().contains("prakerja-2020"));
    }

    #[test]
    fn what_is_unknown_is_refused_by_name() {
        assert!(Policy::from_toml(SMALL).is_ok());
        assert!(reason(&SMALL.replace("crop =", "croop =")).contains("croop"));
        assert!(reason(&SMALL.replace("title =", "titel =")).contains("titel"));
        assert!(reason(&SMALL.replace("photo =", "fhoto =")).contains("fhoto"));
        assert!(reason(&SMALL.replace("{ min = 0.1 }", "{ min = 0.1, mean = 2 }")).contains("mean"));
        let in_session = reason(&SMALL.replace("[rules]", "[session]\nhold = 2\n[rules]"));
        assert!(in_session.contains("`hold`") && in_session.ends_with("in `session`"), "{in_session}");
        assert!(reason("not a policy").contains("policy refused"));
    }

    #[test]
    fn ears_count_in_a_turn_where_a_policy_says_so() {
        let with = |table: &str| SMALL.replace("[rules]", &format!("ears-in-turn = {table}\n[rules]"));
        assert_eq!(Policy::from_toml(SMALL).unwrap().ears_in_turn(), None);
        assert!(Policy::presets().all(|name| Policy::preset(name).unwrap().ears_in_turn().is_none()));
        let table = "{ least-turn = 6, most-turn = 25, for-s = 0.4 }";
        let policy = Policy::from_toml(&with(table)).unwrap();
        assert_eq!(policy.ears_in_turn().map(|ears| ears.most_turn), Some(25.0));
        assert_eq!(Policy::from_toml(policy.resolved_text()).unwrap(), policy);
        assert_eq!(Policy::from_toml(&with("false")).unwrap().ears_in_turn(), None);
        assert!(reason(&with(&table.replace("25", "40"))).contains("ears-in-turn.most-turn"));
        assert!(reason(&with(&table.replace("25", "5"))).contains("no more than"));
        assert!(
            reason(&with(table).replace("photo = false", "photo = false\nsession = false"))
                .contains("session")
        );
    }

    #[test]
    fn what_nobody_can_meet_is_refused() {
        assert!(reason(&SMALL.replace("min = 0.3", "min = 0.9")).contains("empty"));
        assert!(reason(&SMALL.replace("{ min = 0.1 }", "{ min = 9.0 }")).contains("contradict"));
        assert!(reason(&SMALL.replace("{ min = 0.1 }", "{ }")).contains("neither"));
        assert!(reason(&SMALL.replace("min = 0.1 }", "min = nan }")).contains("NaN"));
        assert!(
            reason(&SMALL.replace("single-face-present = { min = 1, max = 1 }", "")).contains("single-face")
        );
        let unmet = |rule: &str| reason(&format!("{SMALL}\n{rule}"));
        assert!(unmet("no-eyewear = { max = -0.1 }").contains("`rules.no-eyewear.max` is -0.1"));
        assert!(unmet("eyes-visible = { min = 60 }").contains("0 to 1"));
        assert!(unmet("head-pose-yaw = { min = -100 }").contains("-90 to 90"));
    }

    #[test]
    fn coverings_are_accepted_with_all_that_they_need() {
        let accepting = SMALL.replace("head-covering = []", "head-covering = [\"hijab\", \"peci\"]");
        assert!(reason(&accepting).contains("hijab, peci") && reason(&accepting).contains("face-outline"));
        let whole = format!(
            "{accepting}face-outline = {{ min = 0.8 }}\n[covering]\nscarf-odds = 2\nleast-scarf = 0.5\n"
        );
        let covering = *Policy::from_toml(&whole).unwrap().covering().unwrap();
        assert_eq!((covering.scarf_odds, covering.ask), (2.0, true));
        assert_eq!(Policy::from_toml(SMALL).unwrap().covering(), None);
        assert!(reason(&format!("{SMALL}[covering]\nscarf-odds = 2\n")).contains("contradicts"));
        let refusals = [
            ("scarf-odds = 2", "scarf-odds = 1e30", "0.001 to 1000"),
            ("scarf-odds = 2", "scarf-odds = 20", "count against"),
            ("least-scarf = 0.5", "least-scarf = 0.1", "no doubt"),
            ("least-scarf = 0.5", "ask = 1", "covering.ask"),
            ("\"peci\"", "\"hijab\"", "twice"),
            ("\"peci\"", "\"tiara\"", "tiara"),
        ];
        for (from, to, why) in refusals {
            assert!(reason(&whole.replace(from, to)).contains(why), "{to}");
        }
    }

    #[test]
    fn every_number_has_a_range() {
        let policy = Policy::preset("icao-9303").unwrap();
        let lines: Vec<_> = policy.resolved_text().lines().collect();
        let mut numbers = 0;
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.contains('"')) {
            let key = line.split(' ').next().unwrap();
            for number in line.split([' ', ',']).filter(|word| word.parse::<f32>().is_ok()) {
                numbers += 1;
                for absurd in ["1e30", "-1e30", "1000000000", "-1000", "nan"] {
                    let replaced = line.replacen(&format!("= {number}"), &format!("= {absurd}"), 1);
                    let text = [&lines[..at], &[replaced.as_str()], &lines[at + 1..]].concat().join("\n");
                    let reason = reason(&text);
                    let why = reason.contains("must be") || reason.contains("invalid");
                    assert!(why && reason.contains(key), "{replaced}: {reason}");
                }
            }
        }
        assert!(numbers > 60, "{numbers}");
        for time in ["longest-gap-s", "hold-s", "smoothing-s", "block-after-s"] {
            let reason = reason(&format!("{SMALL}[session]\n{time} = 1e-9"));
            assert!(reason.contains(&format!("`session.{time}` is 0.000000001, must be 0.")), "{reason}");
        }
    }
}
