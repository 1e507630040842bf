//! The screen of each state.

use crate::rule::{Hint, RuleId};
use crate::session::{State, Update};
use crate::words::{CoveringText, Label, ScreenText, Words};

use super::announcer::Speech;
use super::camera::Obstacle;
use super::card::card;
use super::event::{CameraInterruption, CameraPermission, CameraProblem};
use super::view::{Action, Button, Card, Question, Scene, Screen};

/// How the flow ended, as the screen tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    Accepted,
    ForReview(Reasons),
    Blocked(Reasons),
    TimedOut,
    NoUsablePhoto,
    Failed,
    OutOfMemory,
    /// The person knows why: they went back.
    Left,
}

/// Rules that kept a photo from being taken, or from being accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reasons {
    pub(super) rules: Vec<RuleId>,
    /// Whether they failed, rather than that they could not be told.
    pub(super) assessed: bool,
}

/// All that a screen is made of.
#[derive(Debug)]
pub(super) struct Standing<'a> {
    pub(super) end: Option<&'a End>,
    pub(super) obstacle: Option<Obstacle>,
    /// Frames come.
    pub(super) runs: bool,
    /// They are black.
    pub(super) covered: bool,
    pub(super) update: Option<&'a Update>,
    /// The hint on show: a frame without one is no news.
    pub(super) hint: Option<Hint>,
    /// There was a hint before.
    pub(super) hinted: bool,
    /// The still has come, and is being judged.
    pub(super) checks: bool,
    pub(super) lights: bool,
    pub(super) speaks: bool,
    /// There are no settings to open.
    pub(super) in_browser: bool,
    pub(super) contact: Option<&'a str>,
    pub(super) words: &'a Words,
}

impl Standing<'_> {
    /// The screen, and what there is to say of it.
    pub(super) fn compose(&self) -> (Screen, Speech) {
        if let Some(end) = self.end {
            return self.ended(end);
        }
        match (self.obstacle, self.update) {
            (Some(obstacle), _) => self.blocked_by(obstacle),
            (None, Some(update)) if self.runs && !self.covered => self.live(update),
            (None, Some(_)) if self.runs => {
                self.plain(Scene::Covered, ScreenText::CameraCovered, &[Action::OpenSettings, Action::Leave])
            }
            _ => self.plain(Scene::Preparing, ScreenText::Preparing, &[Action::Leave]),
        }
    }

    fn screen(&self, scene: Scene) -> Screen {
        Screen {
            scene,
            text: String::new(),
            cards: Vec::new(),
            note: String::new(),
            question: None,
            buttons: Vec::new(),
            shows_camera: false,
            lights: false,
            speaks: self.speaks,
            waits: false,
            preview_label: self.words.screen(ScreenText::Preview).to_owned(),
            title: self.words.screen(ScreenText::Title).to_owned(),
            language: self.words.language().tag().to_owned(),
        }
    }

    /// What can be done where the screen is.
    fn possible(&self, actions: &[Action]) -> impl Iterator<Item = Action> {
        let in_browser = self.in_browser;
        actions.iter().copied().filter(move |action| !(in_browser && *action == Action::OpenSettings))
    }

    /// A text and what can be done about it.
    fn plain(&self, scene: Scene, text: ScreenText, actions: &[Action]) -> (Screen, Speech) {
        let screen = Screen {
            text: self.words.screen(text).to_owned(),
            buttons: self.possible(actions).map(|action| self.button(action, Label::Back)).collect(),
            shows_camera: scene == Scene::Covered,
            ..self.screen(scene)
        };
        let spoken = self.words.screen_spoken(text).to_owned();
        (screen, Speech { text: spoken, interrupts: true, ..Speech::default() })
    }

    fn blocked_by(&self, obstacle: Obstacle) -> (Screen, Speech) {
        use {Action::*, CameraInterruption as Why, CameraPermission as May, CameraProblem as Problem};
        match obstacle {
            Obstacle::Permission(permission) => {
                let (text, actions): (_, &[Action]) = match permission {
                    May::Granted => (ScreenText::Preparing, &[Leave]),
                    // App Review wants no way around the system's question (guideline 5.1.1).
                    May::NotAsked => (ScreenText::PermissionExplanation, &[AllowCamera]),
                    May::Refused => (ScreenText::PermissionExplanation, &[AllowCamera, Leave]),
                    May::RefusedForGood if self.in_browser => {
                        (ScreenText::PermissionInBrowser, &[TryAgain, Leave])
                    }
                    May::RefusedForGood => (ScreenText::PermissionInSettings, &[OpenSettings, Leave]),
                    May::RefusedOrWaved => {
                        (ScreenText::PermissionExplanation, &[AllowCamera, OpenSettings, Leave])
                    }
                    May::Restricted => (ScreenText::PermissionRestricted, &[Leave]),
                };
                self.plain(Scene::Permission, text, actions)
            }
            Obstacle::Problem(problem) => {
                let text = match problem {
                    Problem::NoFrontCamera => ScreenText::NoFrontCamera,
                    Problem::InUse => ScreenText::CameraInUse,
                    Problem::Disabled => ScreenText::CameraDisabled,
                    Problem::Failed => ScreenText::CameraFailed,
                };
                self.plain(Scene::Unusable, text, &[TryAgain, Leave])
            }
            Obstacle::Interruption(interruption) => {
                let text = match interruption {
                    Why::InBackground => ScreenText::InBackground,
                    Why::UsedByAnother => ScreenText::CameraInUse,
                    Why::SharedScreen => ScreenText::SharedScreen,
                    Why::TooHot => ScreenText::TooHot,
                    Why::Unknown => ScreenText::Interrupted,
                };
                self.plain(Scene::Interrupted, text, &[TryAgain, Leave])
            }
        }
    }

    fn live(&self, update: &Update) -> (Screen, Speech) {
        let scene = match update.state {
            State::Searching => Scene::Searching,
            State::Guiding => Scene::Guiding,
            State::Holding => Scene::Holding,
            State::Verifying | State::Accepted | State::Exited => Scene::Verifying,
        };
        let (text, spoken) = self.instruction(update, scene);
        // A hint that asks comes with its buttons.
        let asks = update.ask_covering || self.hint == Some(Hint::AskCovering);
        let question = asks.then(|| self.question());
        // One thing at a time: help waits for the answer.
        let help = if asks { &[][..] } else { &update.help };
        let cards: Vec<Card> = help.iter().map(|rule| card(*rule, true, self.words)).collect();
        let takes_off_glasses = matches!(self.hint, Some(Hint::RemoveGlasses | Hint::RemoveSunglasses));
        let offers_voice = takes_off_glasses && scene == Scene::Guiding && !self.speaks;
        let explains_light = self.lights && self.hint == Some(Hint::MoreLight);
        let note = match (offers_voice, explains_light) {
            (true, _) => self.words.screen(ScreenText::SpeakOffer).to_owned(),
            (false, true) => self.words.screen(ScreenText::ScreenLight).to_owned(),
            (false, false) => String::new(),
        };
        let actions = if offers_voice { &[Action::SpeakOn, Action::Leave][..] } else { &[Action::Leave] };
        let more = cards.iter().map(|card| card.text.clone());
        let speech = Speech {
            text: spoken,
            more: more.chain(explains_light.then(|| note.clone())).collect(),
            question: question.as_ref().map(|question| question.text.clone()),
            interrupts: matches!(scene, Scene::Holding | Scene::Verifying),
        };
        let screen = Screen {
            text,
            cards,
            note,
            question,
            buttons: actions.iter().map(|action| self.button(*action, Label::Back)).collect(),
            shows_camera: true,
            lights: self.lights,
            ..self.screen(scene)
        };
        (screen, speech)
    }

    /// The one thing to tell in a live scene: as it is read, and as it is spoken.
    fn instruction(&self, update: &Update, scene: Scene) -> (String, String) {
        let words = self.words;
        let of_screen = |text| (words.screen(text).to_owned(), words.screen_spoken(text).to_owned());
        if update.explains_retake {
            return of_screen(ScreenText::RetakeTitle);
        }
        if scene == Scene::Verifying && self.checks {
            return of_screen(ScreenText::CheckingPhoto);
        }
        match self.hint {
            // The question and its buttons say what this hint says.
            Some(Hint::AskCovering) => (String::new(), String::new()),
            Some(hint) => (words.hint(hint).to_owned(), words.hint_spoken(hint).to_owned()),
            // The question was answered, and nothing else is known yet.
            None if self.hinted => (String::new(), String::new()),
            None => of_screen(ScreenText::Preparing),
        }
    }

    fn question(&self) -> Question {
        let text = |text| self.words.covering(text).to_owned();
        Question {
            text: text(CoveringText::Question),
            yes: text(CoveringText::Yes),
            no: text(CoveringText::No),
            note: text(CoveringText::Note),
        }
    }

    fn ended(&self, end: &End) -> (Screen, Speech) {
        let (scene, text, reasons) = match end {
            End::Accepted => (Scene::Accepted, ScreenText::Accepted, None),
            End::ForReview(reasons) => (Scene::ForReview, ScreenText::ForReview, Some(reasons)),
            End::Blocked(reasons) if reasons.rules.is_empty() => {
                (Scene::Ended, ScreenText::BlockedWithoutReason, None)
            }
            End::Blocked(reasons) => (Scene::Ended, ScreenText::Blocked, Some(reasons)),
            End::TimedOut => (Scene::Ended, ScreenText::TimedOut, None),
            End::NoUsablePhoto => (Scene::Ended, ScreenText::NoUsablePhoto, None),
            End::Failed => (Scene::Ended, ScreenText::Failed, None),
            End::OutOfMemory => (Scene::Ended, ScreenText::LowMemory, None),
            End::Left => (Scene::Ended, ScreenText::Cancelled, None),
        };
        let cards: Vec<Card> = reasons
            .map(|reasons| {
                reasons.rules.iter().map(|rule| card(*rule, reasons.assessed, self.words)).collect()
            })
            .unwrap_or_default();
        let waits = scene == Scene::Ended && *end != End::Left;
        // Who did what they could, and cannot do more, is not sent round in circles.
        let way_out = waits && matches!(end, End::Blocked(_) | End::TimedOut);
        let note = match self.contact.filter(|_| way_out) {
            Some(contact) => self.words.cannot_comply(contact),
            None => String::new(),
        };
        let actions = if waits { &[Action::TryAgain, Action::Leave][..] } else { &[] };
        let speech = match end {
            // They know.
            End::Left => Speech::default(),
            _ => Speech {
                text: self.words.screen_spoken(text).to_owned(),
                more: cards
                    .iter()
                    .map(|card| &card.text)
                    .chain(Some(&note))
                    .filter(|text| !text.is_empty())
                    .cloned()
                    .collect(),
                question: None,
                interrupts: true,
            },
        };
        let screen = Screen {
            text: self.words.screen(text).to_owned(),
            cards,
            note,
            buttons: actions.iter().map(|action| self.button(*action, Label::NotNow)).collect(),
            waits,
            ..self.screen(scene)
        };
        (screen, speech)
    }

    /// `leave`: what stands on the button that leaves.
    fn button(&self, action: Action, leave: Label) -> Button {
        let label = match action {
            Action::AllowCamera => Label::Continue,
            Action::OpenSettings => Label::OpenSettings,
            Action::TryAgain => Label::TryAgain,
            Action::SpeakOn => Label::SpeakOn,
            Action::Leave => leave,
        };
        Button { action, label: self.words.label(label).to_owned() }
    }
}
