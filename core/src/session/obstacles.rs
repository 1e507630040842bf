//! What keeps a person from passing, added up over the session.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::rule::{RuleId, Verdict};

/// Rules that help or an ending names.
const NAMED: usize = 2;

/// For how long each rule has blocked.
#[derive(Debug, Default)]
pub(super) struct Obstacles {
    blocked: BTreeMap<RuleId, Duration>,
    /// For how long there was no face at all.
    absent: Duration,
}

impl Obstacles {
    /// Adds `passed` to whatever blocks.
    pub(super) fn add(&mut self, verdict: &Verdict, face: bool, passed: Duration) {
        if !face {
            self.absent += passed;
            return;
        }
        // What could not be assessed is nobody's fault unless nothing else is wrong.
        let fails = verdict.checks.iter().any(|check| check.status.fails());
        let counts = verdict.checks.iter().filter(|check| match fails {
            true => check.status.fails(),
            false => check.status.blocks(),
        });
        self.charge(counts.map(|check| check.rule), passed);
    }

    /// Adds `passed` to each of `rules`.
    pub(super) fn charge(&mut self, rules: impl Iterator<Item = RuleId>, passed: Duration) {
        for rule in rules {
            *self.blocked.entry(rule).or_default() += passed;
        }
    }

    /// Whether nobody was there for longer than any rule has blocked.
    pub(super) fn mostly_absent(&self) -> bool {
        self.blocked.values().max().is_none_or(|longest| self.absent > *longest)
    }

    /// The rules that blocked longest, the worst first; of equals the one whose advice comes first.
    pub(super) fn worst(&self) -> Vec<RuleId> {
        let mut rules: Vec<_> = self.blocked.iter().collect();
        rules.sort_by(|(_, a), (_, b)| b.cmp(a));
        rules.into_iter().take(NAMED).map(|(rule, _)| *rule).collect()
    }
}
