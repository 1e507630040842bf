//! What the person reads: one hint at a time, each long enough to be read and spoken.

use std::time::Duration;

use crate::rule::{Hint, RuleId, SessionSettings, Verdict};

/// What should be on show, and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HintRequest {
    pub(super) hint: Hint,
    /// The rule that asks for it; `None` where no rule does.
    pub(super) cause: Option<RuleId>,
    /// It may cut short the hint before it: nothing else makes sense until it is followed.
    pub(super) urgent: bool,
}

/// The hint on show.
#[derive(Debug)]
pub(super) struct HintBoard {
    settings: SessionSettings,
    shown: Option<(HintRequest, Duration)>,
}

impl HintBoard {
    pub(super) fn new(settings: SessionSettings) -> Self {
        Self { settings, shown: None }
    }

    /// The hint on show.
    pub(super) fn shown(&self) -> Option<Hint> {
        self.shown.map(|(request, _)| request.hint)
    }

    /// Takes `hint` off: it has been followed.
    pub(super) fn withdraw(&mut self, hint: Hint) {
        self.shown.take_if(|(request, _)| request.hint == hint);
    }

    /// Takes `hint` off once it has had the time that any hint has: it no longer says how things are.
    pub(super) fn expire(&mut self, hint: Hint, at: Duration) {
        let least = self.settings.hint_gap();
        self.shown.take_if(|(request, since)| request.hint == hint && at.saturating_sub(*since) >= least);
    }

    /// Puts `request` on show once its time has come. `verdict` tells whether the hint before it still has its cause.
    pub(super) fn show(&mut self, request: HintRequest, verdict: Option<&Verdict>, at: Duration) {
        if let Some((shown, since)) = self.shown {
            if shown.hint == request.hint {
                return;
            }
            let overtakes = request.urgent || !still_true(&shown, &request, verdict);
            let least = if overtakes { self.settings.hint_gap() } else { self.settings.hint() };
            if at.saturating_sub(since) < least {
                return;
            }
        }
        self.shown = Some((request, at));
    }
}

/// Whether `shown` would still help. The same rule with another hint has changed its direction.
fn still_true(shown: &HintRequest, request: &HintRequest, verdict: Option<&Verdict>) -> bool {
    let blocks =
        |rule| verdict.and_then(|verdict| verdict.check(rule)).is_some_and(|check| check.status.blocks());
    shown.cause.is_some_and(|cause| blocks(cause) && request.cause != Some(cause))
}
