//! What the person reads: one hint at a time, each long enough to be read and spoken.

use std::time::Duration;

use crate::rule::{Hint, RuleId, SessionSettings, Verdict};

/// What should be on show, and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wish {
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
    shown: Option<(Wish, Duration)>,
}

impl HintBoard {
    pub(super) fn new(settings: SessionSettings) -> Self {
        Self { settings, shown: None }
    }

    /// The hint on show.
    pub(super) fn shown(&self) -> Option<Hint> {
        self.shown.map(|(wish, _)| wish.hint)
    }

    /// Takes `hint` off: it has been followed.
    pub(super) fn withdraw(&mut self, hint: Hint) {
        self.shown.take_if(|(wish, _)| wish.hint == hint);
    }

    /// Puts `wish` on show once its time has come. `verdict` tells whether the hint before it still has its cause.
    pub(super) fn show(&mut self, wish: Wish, verdict: Option<&Verdict>, at: Duration) {
        if let Some((shown, since)) = self.shown {
            if shown.hint == wish.hint {
                return;
            }
            let overtakes = wish.urgent || !still_true(&shown, &wish, verdict);
            let least = if overtakes { self.settings.hint_gap() } else { self.settings.hint() };
            if at.saturating_sub(since) < least {
                return;
            }
        }
        self.shown = Some((wish, at));
    }
}

/// Whether `shown` would still help. The same rule with another hint has changed its direction.
fn still_true(shown: &Wish, wish: &Wish, verdict: Option<&Verdict>) -> bool {
    let blocks =
        |rule| verdict.and_then(|verdict| verdict.check(rule)).is_some_and(|check| check.status.blocks());
    shown.cause.is_some_and(|cause| blocks(cause) && wish.cause != Some(cause))
}
