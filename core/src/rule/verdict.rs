//! Checks and verdicts.

use serde::Serialize;

use crate::measure::Measures;

use super::advice::advise;
use super::covering::{Declaration, Subject, adjust_for_prior};
use super::hint::Hint;
use super::id::{RuleId, Unit};
use super::legible::leave_open_what_cannot_be_read;
use super::policy::{EarRequirement, Limit, Policy};

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
    /// The number it was judged by; `None` where it could not be measured, or could not be read: from a face that looks far
    /// aside, or of an ear that cloth may cover.
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
    pub(crate) fn from_checks(mut checks: Vec<Check>, subject: &Subject<'_>, preferred: &[RuleId]) -> Self {
        leave_open_what_cannot_be_read(&mut checks);
        let accepted = !checks.iter().any(|check| check.status.blocks());
        let (hint, cause) = if accepted {
            (None, None)
        } else {
            let (hint, cause) = advise(&checks, subject, preferred);
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
    judge_as(measures, policy, Declaration::Unasked)
}

/// Judges `measures` by `policy`, with what the person says of their head.
///
/// A declared covering is believed where the policy accepts any: the ears are waived unless hair is seen where they would be
/// and nothing speaks for a scarf, or a hat is worn. The face's outline must show.
pub fn judge_as(measures: &Measures, policy: &Policy, declaration: Declaration) -> Verdict {
    let measures = &adjust_for_prior(measures, policy, declaration);
    let subject = Subject { measures, policy, declaration };
    Verdict::from_checks(checks(&subject), &subject, &[])
}

/// The checks of a subject whose measures are adjusted, for whoever has more to say of them before they become a verdict.
pub(crate) fn checks(subject: &Subject<'_>) -> Vec<Check> {
    let in_doubt = subject.is_in_doubt();
    subject
        .policy
        .rules()
        .map(|(rule, limit)| {
            let mut measured = measured(rule, subject);
            let status = match measured {
                _ if subject.waives(rule) => Status::Waived,
                None => Status::Unknown,
                Some(value) if limit.admits(value) => Status::Pass,
                // An ear that cloth may cover is not known to be hidden by anything that should move.
                Some(_) if in_doubt && is_about_an_ear(rule) => Status::Unknown,
                Some(_) => Status::Fail,
            };
            if status == Status::Unknown {
                measured = None;
            }
            Check { rule, status, measured, limit, unit: rule.unit() }
        })
        .collect()
}

/// Whether the rule asks for an ear.
pub(crate) const fn is_about_an_ear(rule: RuleId) -> bool {
    matches!(rule, RuleId::EarsVisibleRight | RuleId::EarsVisibleLeft)
}

/// The number that `rule` is judged by.
fn measured(rule: RuleId, subject: &Subject<'_>) -> Option<f32> {
    let Subject { measures, policy, .. } = *subject;
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
        RuleId::NoHeadCovering => subject.unaccepted_covering(),
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
