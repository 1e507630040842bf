//! Keeps numbers and rules from flickering.
//!
//! Each rule's number is averaged over a short time, and a rule that has failed must do a little better than its limit to
//! pass again, or stay within the limit for a while: a person whose number lies just inside is not kept waiting for
//! ever. The still is judged without any of this.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::rule::{Check, Limit, RuleId, SessionSettings, Status, Subject, Unit, Verdict};

/// One rule's memory.
#[derive(Clone, Copy, Debug)]
struct Memory {
    value: f32,
    at: Duration,
    passes: bool,
    /// Since when the number has been within the limit.
    within_since: Option<Duration>,
}

/// The memory of all rules.
#[derive(Debug)]
pub(super) struct Steady {
    settings: SessionSettings,
    rules: BTreeMap<RuleId, Memory>,
}

impl Steady {
    pub(super) fn new(settings: SessionSettings) -> Self {
        Self { settings, rules: BTreeMap::new() }
    }

    /// Another face, or another moment: what was averaged does not count.
    pub(super) fn forget(&mut self) {
        self.rules.clear();
    }

    /// The verdict of averaged numbers. `retake` are rules whose hints come first among those that fail.
    pub(super) fn settle(
        &mut self,
        checks: Vec<Check>,
        subject: &Subject<'_>,
        retake: &[RuleId],
        at: Duration,
    ) -> Verdict {
        let checks = checks.into_iter().map(|check| self.settle_check(check, at)).collect();
        Verdict::from_checks(checks, subject, retake)
    }

    fn settle_check(&mut self, check: Check, at: Duration) -> Check {
        let (Status::Pass | Status::Fail, Some(fresh)) = (check.status, check.measured) else {
            self.rules.remove(&check.rule);
            return check;
        };
        let before = self.rules.get(&check.rule).copied();
        // Faces are counted, not averaged: half a bystander is none.
        let value = match before {
            Some(before) if check.unit != Unit::Count && fresh.is_finite() && before.value.is_finite() => {
                let passed = at.saturating_sub(before.at).as_secs_f32();
                let weight = 1.0 - (-passed / self.settings.smoothing_s).exp();
                before.value + weight * (fresh - before.value)
            }
            _ => fresh,
        };
        let within = check.limit.admits(value);
        let within_since =
            if within { before.and_then(|before| before.within_since).or(Some(at)) } else { None };
        let passes = match before {
            Some(before) if !before.passes => {
                let settled =
                    within_since.is_some_and(|since| at.saturating_sub(since) >= self.settings.settle());
                within && (settled || tightened(&check.limit, self.settings.entry_margin).admits(value))
            }
            _ => within,
        };
        self.rules.insert(check.rule, Memory { value, at, passes, within_since });
        let status = if passes { Status::Pass } else { Status::Fail };
        Check { status, measured: Some(value), ..check }
    }
}

/// `limit` with each bound moved inwards by `margin` of the interval's width, or of the bound where the interval is open.
fn tightened(limit: &Limit, margin: f32) -> Limit {
    match (limit.min, limit.max) {
        (Some(min), Some(max)) => {
            let step = margin * (max - min) / 2.0;
            Limit { min: Some(min + step), max: Some(max - step) }
        }
        (min, max) => Limit {
            min: min.map(|min| min + margin * min.abs()),
            max: max.map(|max| max - margin * max.abs()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tightened_limit_lies_inside() {
        let closed = tightened(&Limit { min: Some(-10.0), max: Some(10.0) }, 0.2);
        assert_eq!((closed.min, closed.max), (Some(-8.0), Some(8.0)));
        let open = tightened(&Limit { min: None, max: Some(0.5) }, 0.2);
        assert_eq!((open.min, open.max), (None, Some(0.4)));
        let negative = tightened(&Limit { min: Some(-0.5), max: None }, 0.2);
        assert_eq!(negative.min, Some(-0.4));
        let exact = tightened(&Limit { min: Some(1.0), max: Some(1.0) }, 0.2);
        assert!(exact.admits(1.0));
    }
}
