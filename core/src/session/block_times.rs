//! What keeps a person from passing, added up over the session.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::rule::{RuleId, Verdict};

use super::sight::Sight;

/// Rules that help or an ending names.
const NAMED: usize = 2;

/// What blocked for less than this share of what blocked longest is a trifle, and not named beside it.
const TRIFLE: u32 = 5;

/// Rules that are named to the person, all of them for the same cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reasons {
    /// The worst first.
    pub(super) rules: Vec<RuleId>,
    /// They could not be assessed. Nobody is told that they failed.
    pub(super) unassessed: bool,
}

impl From<Vec<RuleId>> for Reasons {
    /// Rules that failed.
    fn from(rules: Vec<RuleId>) -> Self {
        Self { rules, unassessed: false }
    }
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
        self.charge(&failing.map(|check| check.rule).collect::<Vec<_>>().into(), passed);
        // What could not be assessed is nobody's fault; and what was not looked at yet is no obstacle at all.
        if matches!(sight, Sight::Whole { .. }) && !verdict.checks.iter().any(|check| check.status.fails()) {
            for check in verdict.checks.iter().filter(|check| check.status.blocks()) {
                *self.unassessed.entry(check.rule).or_default() += passed;
            }
        }
    }

    /// Adds `passed` to each of `reasons`.
    pub(super) fn charge(&mut self, reasons: &Reasons, passed: Duration) {
        let times = if reasons.unassessed { &mut self.unassessed } else { &mut self.blocked };
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
            Reasons { rules: worst(&self.unassessed), unassessed: true }
        } else {
            failed.into()
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
