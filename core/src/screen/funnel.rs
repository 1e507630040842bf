//! What an app may count: where people are held up, and for how long. No picture, no measure, nothing about a person.

use std::time::Duration;

use crate::rule::RuleId;

use super::view::Scene;

/// A scene that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The scene.
    pub scene: Scene,
    /// How long it lasted.
    pub lasted: Duration,
    /// The rule that its last hint was about.
    pub rule: Option<RuleId>,
}

/// The scene on show, and since when.
#[derive(Debug)]
pub(super) struct Funnel {
    scene: Scene,
    since: Option<Duration>,
    rule: Option<RuleId>,
}

impl Funnel {
    pub(super) fn new() -> Self {
        Self { scene: Scene::Preparing, since: None, rule: None }
    }

    /// What is on show at `at`; the scene that was left, if one was.
    pub(super) fn see(&mut self, scene: Scene, rule: Option<RuleId>, at: Duration) -> Option<Step> {
        let since = *self.since.get_or_insert(at);
        if scene == self.scene {
            self.rule = rule.or(self.rule);
            return None;
        }
        let lasted = at.saturating_sub(since);
        let left = Step { scene: self.scene, lasted, rule: self.rule };
        *self = Self { scene, since: Some(at), rule };
        Some(left)
    }
}
