//! What keeps a person from passing, added up over the session.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::rule::{RuleId, Verdict};

use super::sight::Sight;

/// Rules that help or an ending names.
const NAMED: usize = 2;

/// What blocked for less than this share of what blocked longest is a trifle, and not named beside it.
const TRIFLE: u32 = 5;

/// What keeps somebody from passing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Reasons {
    /// The weightiest first.
    pub(super) rules: Vec<RuleId>,
    /// Whether they failed, rather than that they could not be assessed.
    pub(super) failed: bool,
}

/// For how long each rule has blocked.
#[derive(Debug, Default)]
pub(super) struct BlockTimes {
    blocked: BTreeMap<RuleId, Duration>,
    /// For how long each could not be assessed, though everything had been looked at and nothing failed.
    unassessed: BTreeMap<RuleId, Duration>,
    /// For how long there was no face at all.
    absent: Duration,
}

impl BlockTimes {
    /// Adds `passed` to whatever blocks in `verdict`, which is about what is in `sight`.
    pub(super) fn add(&mut self, verdict: &Verdict, sight: Sight, passed: Duration) {
        if sight == Sight::NoFace {
            self.absent += passed;
            return;
        }
        let failing = verdict.checks.iter().filter(|check| check.status.fails());
        self.charge(failing.map(|check| check.rule), passed);
        // What could not be assessed is nobody's fault; and what was not looked at yet is no obstacle at all.
        if matches!(sight, Sight::Whole { .. }) && !verdict.checks.iter().any(|check| check.status.fails()) {
            for check in verdict.checks.iter().filter(|check| check.status.blocks()) {
                *self.unassessed.entry(check.rule).or_default() += passed;
            }
        }
    }

    /// Adds `passed` to each of `rules`, which failed.
    fn charge(&mut self, rules: impl Iterator<Item = RuleId>, passed: Duration) {
        for rule in rules {
            *self.blocked.entry(rule).or_default() += passed;
        }
    }

    /// Adds `passed` to each of the `reasons` for which a still was refused.
    pub(super) fn charge_refusal(&mut self, reasons: &Reasons, passed: Duration) {
        let times = if reasons.failed { &mut self.blocked } else { &mut self.unassessed };
        for rule in &reasons.rules {
            *times.entry(*rule).or_default() += passed;
        }
    }

    /// For how long there was no face.
    pub(super) fn absent(&self) -> Duration {
        self.absent
    }

    /// Those of `rules` that blocked longest, the worst first; of equals the one whose advice comes first. Empty where none
    /// did.
    pub(super) fn worst_of(&self, rules: &[RuleId]) -> Vec<RuleId> {
        let blocked = self.blocked.iter().filter(|(rule, _)| rules.contains(rule));
        worst(&blocked.map(|(rule, time)| (*rule, *time)).collect())
    }

    /// The same of all; where nothing ever failed, what could not be assessed longest.
    pub(super) fn worst_or_unassessed(&self) -> Reasons {
        let failed = worst(&self.blocked);
        if failed.is_empty() {
            Reasons { rules: worst(&self.unassessed), failed: false }
        } else {
            Reasons { rules: failed, failed: true }
        }
    }
}

fn worst(times: &BTreeMap<RuleId, Duration>) -> Vec<RuleId> {
    let longest = times.values().max().copied().unwrap_or_default();
    let mut rules: Vec<_> =
        times.iter().filter(|(_, time)| !time.is_zero() && **time * TRIFLE >= longest).collect();
    rules.sort_by(|(_, a), (_, b)| b.cmp(a));
    rules.into_iter().take(NAMED).map(|(rule, _)| *rule).collect()
}
