//! Checks and verdicts.

use std::borrow::Cow;

use serde::Serialize;

use crate::measure::Measures;

use super::advice::advise;
use super::hint::Hint;
use super::id::{RuleId, Unit};
use super::legible::leave_open_what_cannot_be_read;
use super::policy::{EarRequirement, HeadCovering, Limit, Policy};

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It holds.
    Pass,
    /// It is broken.
    Fail,
    /// It could not be assessed. Blocks as a failure does, but is never called one.
    Unknown,
    /// It does not apply to this person, by policy.
    Waived,
}

impl Status {
    /// Whether it keeps a picture from being accepted.
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Fail | Self::Unknown)
    }

    /// Whether the rule is broken, which the person can mend.
    pub const fn fails(self) -> bool {
        matches!(self, Self::Fail)
    }
}

/// One rule's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Check {
    /// The rule.
    pub rule: RuleId,
    /// Its outcome.
    pub status: Status,
    /// The number it was judged by; `None` where it could not be measured, or could not be read from a face that looks far
    /// aside.
    pub measured: Option<f32>,
    /// Where the number must lie.
    pub limit: Limit,
    /// What the number is counted in.
    pub unit: Unit,
}

/// What is said of a picture.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// Whether every rule holds or is waived.
    pub accepted: bool,
    /// What the person should do first; `None` exactly where the picture is accepted.
    pub hint: Option<Hint>,
    /// The rule that the hint is about; `None` where the picture is accepted or nothing could be judged.
    pub cause: Option<RuleId>,
    /// Every rule of the policy, in the order of advice.
    pub checks: Vec<Check>,
}

impl Verdict {
    /// The verdict of `checks`. The hint is about the first rule that fails; about the first of `preferred`, if one of
    /// those does and there is exactly one person to advise; and about yaw, if that person looks far aside, of whom what
    /// cannot be read is left open.
    pub(crate) fn from_checks(
        mut checks: Vec<Check>,
        measures: &Measures,
        allowed: HeadCovering,
        preferred: &[RuleId],
    ) -> Self {
        leave_open_what_cannot_be_read(&mut checks);
        let accepted = !checks.iter().any(|check| check.status.blocks());
        let (hint, cause) = if accepted {
            (None, None)
        } else {
            let (hint, cause) = advise(&checks, measures, allowed, preferred);
            (Some(hint), cause)
        };
        Self { accepted, hint, cause, checks }
    }

    /// The outcome of `rule`, if the policy has it.
    pub fn check(&self, rule: RuleId) -> Option<&Check> {
        self.checks.iter().find(|check| check.rule == rule)
    }
}

/// Judges `measures` by `policy`.
pub fn judge(measures: &Measures, policy: &Policy) -> Verdict {
    judge_as(measures, policy, false)
}

/// Judges `measures` by `policy`; `declared_covering` says that the person covers their head for faith or health.
///
/// A declaration is believed where the policy accepts such coverings: what the parser takes for a hat, or for hair, is then
/// a scarf unless it is much surer than usual. Without cloth above the forehead it changes nothing.
pub fn judge_as(measures: &Measures, policy: &Policy, declared_covering: bool) -> Verdict {
    let measures = believed(measures, policy, declared_covering);
    Verdict::from_checks(checks(&measures, policy), &measures, policy.head_covering(), &[])
}

/// The measures as [`judge_as`] takes them.
pub(crate) fn believed<'m>(
    measures: &'m Measures,
    policy: &Policy,
    declared_covering: bool,
) -> Cow<'m, Measures> {
    believe(measures, policy, declared_covering).map_or(Cow::Borrowed(measures), Cow::Owned)
}

/// The checks of `measures`, for whoever has more to say of them before they become a verdict.
pub(crate) fn checks(measures: &Measures, policy: &Policy) -> Vec<Check> {
    policy
        .rules()
        .map(|(rule, limit)| {
            let measured = measured(rule, measures, policy);
            let status = match measured {
                _ if waived(rule, measures, policy) => Status::Waived,
                None => Status::Unknown,
                Some(value) if limit.admits(value) => Status::Pass,
                Some(_) => Status::Fail,
            };
            Check { rule, status, measured, limit, unit: rule.unit() }
        })
        .collect()
}

/// The measures with the odds of scarf against hat and against nothing shifted by how common scarves are where the policy
/// holds, or by what the person declared; `None` where nothing changes.
fn believe(measures: &Measures, policy: &Policy, declared_covering: bool) -> Option<Measures> {
    if policy.head_covering() == HeadCovering::Forbidden {
        return None;
    }
    let odds = match policy.declared_covering_odds() {
        Some(odds) if declared_covering => odds.max(policy.scarf_odds()),
        _ => policy.scarf_odds(),
    };
    if odds == 1.0 {
        return None;
    }
    let mut believed = measures.clone();
    let covering = believed.face.as_mut()?.covering.as_mut()?;
    let all = 1.0 + (odds - 1.0) * covering.scarf;
    (covering.scarf, covering.hat) = (odds * covering.scarf / all, covering.hat / all);
    Some(believed)
}

/// A scarf that the policy accepts waives the ears; without one there is no scarf whose outline to judge.
fn waived(rule: RuleId, measures: &Measures, policy: &Policy) -> bool {
    let Some(covering) = measures.face.as_ref().and_then(|face| face.covering) else { return false };
    let scarf = policy.head_covering() == HeadCovering::ReligiousAllowed
        && policy.least_scarf_on_crown().is_some_and(|least| covering.wears_scarf(least));
    match rule {
        RuleId::EarsVisibleRight | RuleId::EarsVisibleLeft => scarf,
        RuleId::FaceOutline => !scarf,
        _ => false,
    }
}

/// The number that `rule` is judged by.
fn measured(rule: RuleId, measures: &Measures, policy: &Policy) -> Option<f32> {
    if rule == RuleId::SingleFacePresent {
        let least = policy.faces().min_other_size;
        return Some(measures.face_sizes.iter().filter(|size| **size >= least).count() as f32);
    }
    if rule == RuleId::Resolution {
        return Some(measures.size.0.min(measures.size.1) as f32);
    }
    let face = measures.face.as_ref()?;
    match rule {
        RuleId::SingleFacePresent | RuleId::Resolution => None,
        RuleId::HeadSize => Some(face.framing.head_size),
        RuleId::InterEyeDistance => Some(face.framing.inter_eye_distance),
        RuleId::Crop => {
            let least = policy.limit(rule).and_then(|limit| limit.min).unwrap_or_default();
            Some(face.framing.margins.counted(least).smallest())
        }
        RuleId::HeadPoseYaw => Some(face.pose.yaw),
        RuleId::HeadPosePitch => Some(face.pose.pitch),
        RuleId::HeadPoseRoll => Some(face.pose.roll),
        RuleId::EyesOpen => face.expression.map(|expression| expression.eyes_openness()),
        RuleId::MouthClosed => face.expression.map(|expression| expression.mouth_openness),
        RuleId::Expression => face.expression.map(|expression| expression.mouth_width),
        RuleId::Sharpness => face.sharpness.map(|sharpness| sharpness.blur),
        RuleId::UnderExposure => face.light.map(|light| light.exposure.missing_stops()),
        RuleId::OverExposure => face.light.map(|light| light.exposure.clipped_share),
        RuleId::IlluminationUniformity => face.light.map(|light| light.shading.unevenness()),
        RuleId::CastShadow => face.light.map(|light| light.cast_shadow_share),
        RuleId::BackgroundUniformity => face.background_gradient,
        RuleId::NoHeadCovering => face.covering.map(|covering| match policy.head_covering() {
            HeadCovering::ReligiousAllowed => covering.hat_worn(),
            HeadCovering::Forbidden => covering.head_covered(),
        }),
        RuleId::NoEyewear => face.covering.map(|covering| covering.eyewear()),
        RuleId::FaceOcclusion => face.covering.map(|covering| covering.face_covered),
        RuleId::EarsVisibleRight => face.covering.map(|covering| match policy.ears() {
            EarRequirement::Sliver => covering.right_ear,
            EarRequirement::Outline => covering.right_ear_full,
        }),
        RuleId::EarsVisibleLeft => face.covering.map(|covering| match policy.ears() {
            EarRequirement::Sliver => covering.left_ear,
            EarRequirement::Outline => covering.left_ear_full,
        }),
        RuleId::FaceOutline => face.covering.map(|covering| 1.0 - covering.outline_covered),
        RuleId::EyesVisible => face.covering.map(|covering| 1.0 - covering.eyes_covered),
    }
}
