//! What stands in a row of the catalogue of rules.

use crate::measure::FaceMeasures;

use super::check::{Check, Status};
use super::covering::Subject;
use super::hint::Hint;
use super::id::RuleId;
use super::policy::Policy;

/// What is particular to one rule, beyond what the [list](super::id) says.
pub(super) struct Rule {
    /// Whether its number says nothing of a face that looks far aside: see [`legible`](super::legible).
    pub(super) needs_frontal: bool,
    /// Whether its number comes of the head parser, without which it cannot be told.
    pub(super) needs_parser: bool,
    /// Its number; `None` where it could not be measured.
    pub(super) measured: fn(&Subject<'_>) -> Option<f32>,
    /// How it bends to what is worn on the head, and to what a picture does not tell.
    pub(super) covering: Bend,
    /// What a person should do who breaks it.
    pub(super) advice: fn(&Failure<'_>) -> Hint,
}

impl Rule {
    /// The parts that most rules share, for the rest of a row.
    pub(super) const COMMON: Self = Self {
        needs_frontal: false,
        needs_parser: false,
        measured: |_| None,
        covering: Bend::NONE,
        advice: |_| Hint::CannotJudge,
    };
}

/// How a rule bends to a covering of the head that the policy accepts or that may be one, and to what a picture does not tell.
pub(super) struct Bend {
    /// Whether the rule does not apply to this person.
    pub(super) waives: fn(&Subject<'_>) -> bool,
    /// Whether the rule may not apply to somebody, by a policy and whether they declared that they cover their head: what can still
    /// be said once the picture is gone. True wherever `waives` is, but of ears that showed in a turn of the head: a receipt lists them.
    pub(super) may_waive: fn(&Policy, bool) -> bool,
    /// Whether a number beyond the limit does not prove that the rule is broken, because cloth may be all that is seen, or a blur.
    pub(super) doubts: fn(&Subject<'_>) -> bool,
    /// What is said where the rule is unknown; `None` where nothing can be.
    pub(super) asks: fn(&Subject<'_>) -> Option<Hint>,
}

impl Bend {
    /// A rule that holds whatever is worn.
    pub(super) const NONE: Self =
        Self { waives: |_| false, may_waive: |_, _| false, doubts: |_| false, asks: |_| None };
}

/// A broken rule, and all that advice on it may rest on.
pub(super) struct Failure<'a> {
    /// The check that failed.
    pub(super) check: &'a Check,
    /// Every check of the same picture.
    pub(super) checks: &'a [Check],
    /// The person.
    pub(super) subject: &'a Subject<'a>,
    /// The person's face.
    pub(super) face: &'a FaceMeasures,
}

impl Failure<'_> {
    /// Whether the number is too great rather than too small. A rule that has failed goes on failing for a while when its
    /// number is within the limit again: the nearer bound is the one that it has come from.
    pub(super) fn is_above(&self) -> bool {
        match (self.check.limit.min, self.check.limit.max) {
            (Some(min), Some(max)) => {
                self.check.measured.is_some_and(|value| value > min + (max - min) / 2.0)
            }
            (None, max) => max.is_some(),
            (Some(_), None) => false,
        }
    }

    /// Whether `rule` is broken as well.
    pub(super) fn also(&self, rule: RuleId) -> bool {
        self.checks.iter().any(|check| check.rule == rule && check.status == Status::Fail)
    }
}
