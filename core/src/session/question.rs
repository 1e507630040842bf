//! When the person is asked whether they cover their head.

use std::time::Duration;

use crate::rule::{Check, Policy, RuleId, SessionSettings, Status, Subject, is_about_an_ear};

/// What looks like hair or a hat may be a scarf that the parser does not know, only less likely so: its time counts this much
/// less.
const UNLIKELY: u32 = 3;

/// The question, and what speaks for asking it.
#[derive(Debug)]
pub(super) struct CoveringQuestion {
    /// `None` where the policy never asks.
    after: Option<Duration>,
    doubtful: Duration,
    last: Option<Duration>,
    open: bool,
}

impl CoveringQuestion {
    pub(super) fn new(policy: &Policy, settings: SessionSettings) -> Self {
        let asks = policy.covering().is_some_and(|covering| covering.ask);
        Self {
            after: asks.then(|| settings.ask_covering_after()),
            doubtful: Duration::ZERO,
            last: None,
            open: false,
        }
    }

    /// Whether the person is to be asked now.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// The person answered.
    pub(super) fn close(&mut self) {
        self.open = false;
    }

    /// Another frame was looked at all over, or `None`: it was not. Once open, the question stays until it is answered.
    pub(super) fn observe(
        &mut self,
        seen: Option<(&Subject<'_>, &[Check])>,
        longest_gap: Duration,
        at: Duration,
    ) {
        let passed = self.last.map_or(Duration::ZERO, |last| at.saturating_sub(last)).min(longest_gap);
        self.last = Some(at);
        let Some((subject, checks)) = seen.filter(|(subject, _)| subject.may_be_asked()) else { return };
        match doubt(subject, checks) {
            Doubt::Full => self.doubtful += passed,
            Doubt::Little => self.doubtful += passed / UNLIKELY,
            Doubt::None => self.doubtful = Duration::ZERO,
        }
        self.open |= self.after.is_some_and(|after| self.doubtful >= after);
    }
}

/// Whether what blocks may be a covering that the parser does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    /// A scarf may be worn, or an ear does not show and no hair lies there.
    Full,
    /// Ears do not show under what looks like hair, or a hat is seen: the parser may be wrong about either.
    Little,
    /// Nothing that a covering would explain.
    None,
}

fn doubt(subject: &Subject<'_>, checks: &[Check]) -> Doubt {
    let blocking = || checks.iter().filter(|check| check.status.blocks());
    let ears = || blocking().filter(|check| is_about_an_ear(check.rule));
    let hat = blocking().any(|check| check.rule == RuleId::NoHeadCovering && check.status == Status::Fail);
    let hidden_ears = ears().count();
    let under_hair = ears().filter(|ear| subject.hair_hides(ear.rule)).count();
    if subject.is_in_doubt() || (hidden_ears > under_hair && !hat) {
        Doubt::Full
    } else if hat || hidden_ears > 0 {
        Doubt::Little
    } else {
        Doubt::None
    }
}
