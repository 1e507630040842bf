//! Verdicts.

use serde::Serialize;

use crate::measure::Measures;

use super::advice::advise;
use super::check::{Check, Status};
use super::covering::{Declaration, Subject, adjust_for_prior};
use super::ears_in_turn::EarsShown;
use super::hint::Hint;
use super::id::{RuleId, Topic};
use super::legible::mark_unreadable_unknown;
use super::limit::Limit;
use super::policy::Policy;

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
        mark_unreadable_unknown(&mut checks);
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
    judge_subject(&Subject { measures, policy, declaration, shown_before: EarsShown::default() })
}

/// Judges a subject whose measures are as they were measured.
pub(crate) fn judge_subject(subject: &Subject<'_>) -> Verdict {
    let measures = &adjust_for_prior(subject.measures, subject.policy, subject.declaration);
    let subject = Subject { measures, ..*subject };
    Verdict::from_checks(checks(&subject), &subject, &[])
}

/// The checks of a subject whose measures are adjusted, for whoever has more to say of them before they become a verdict.
pub(crate) fn checks(subject: &Subject<'_>) -> Vec<Check> {
    let check = |(rule, limit): (RuleId, Limit)| {
        let row = rule.row();
        let measured = (row.measured)(subject);
        let status = match measured {
            _ if (row.covering.waives)(subject) => Status::Waived,
            None => Status::Unknown,
            Some(value) if limit.admits(value) => Status::Pass,
            Some(_) if (row.covering.doubts)(subject) => Status::Unknown,
            Some(_) => Status::Fail,
        };
        let measured = measured.filter(|_| status != Status::Unknown);
        Check { rule, status, measured, limit, unit: rule.unit() }
    };
    subject.policy.rules().map(check).collect()
}

/// Whether `policy` may excuse somebody from `rule`, who declared that they cover their head or did not.
pub(crate) fn may_waive(rule: RuleId, policy: &Policy, declared: bool) -> bool {
    (rule.row().covering.may_waive)(policy, declared)
}

/// Whether the rule asks for an ear.
pub(crate) fn is_about_an_ear(rule: RuleId) -> bool {
    rule.topic() == Topic::Ears
}
