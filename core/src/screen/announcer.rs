//! What to say and to let the person feel, once.
//!
//! Who depends on the voice hears one thing at a time: a hint waits while another is being said, and is dropped where it does
//! not hold any more by then. What cannot wait, such as "hold it", cuts off what is being said.

use std::time::Duration;

use crate::rule::Hint;

use super::command::{Announcement, Haptic};
use super::view::Scene;

/// Letters a second of a phone's voice at its usual speed: espeak-ng's Indonesian and English voices take 13 to 16.
const LETTERS_A_SECOND: f32 = 14.0;

/// What there is to say of a screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Speech {
    /// The text of the screen, as it is spoken.
    pub(super) text: String,
    /// What explains it: said after it.
    pub(super) more: Vec<String>,
    /// The question, where one is asked.
    pub(super) question: Option<String>,
    /// Whether it cuts off what is being said.
    pub(super) interrupts: bool,
}

/// Remembers what was said last, and nothing else.
#[derive(Debug, Default)]
pub(super) struct Announcer {
    said: Speech,
    /// When the voice is free again.
    free_at: Duration,
    scene: Option<Scene>,
    hint: Option<Hint>,
}

impl Announcer {
    /// What is new in `speech` at `at`; nothing where nothing is, or where it waits for the voice.
    pub(super) fn hear(&mut self, speech: &Speech, at: Duration) -> Option<Announcement> {
        let text = (!speech.text.is_empty() && speech.text != self.said.text).then_some(&speech.text);
        // What cuts off what is being said is said whole, as an end is.
        let known = speech.more == self.said.more && !(speech.interrupts && text.is_some());
        let more = if known { &[][..] } else { &speech.more[..] };
        let question = speech.question.as_ref().filter(|_| self.said.question.is_none());
        let parts: Vec<&str> = question.into_iter().chain(text).chain(more).map(String::as_str).collect();
        let interrupts = speech.interrupts || question.is_some();
        if parts.is_empty() || (!interrupts && at < self.free_at) {
            // What is gone from the screen is forgotten; what waits is not.
            if speech.question.is_none() {
                self.said.question = None;
            }
            return None;
        }
        let text = parts.join("\n");
        let begins = if interrupts { at } else { self.free_at.max(at) };
        self.free_at = begins + Duration::from_secs_f32(text.chars().count() as f32 / LETTERS_A_SECOND);
        self.said = speech.clone();
        Some(Announcement { text, interrupts })
    }

    /// What to let the person feel of a scene that begins, or of a hint that is new.
    pub(super) fn feel(&mut self, scene: Scene, hint: Option<Hint>) -> Option<Haptic> {
        let begins = self.scene.replace(scene) != Some(scene);
        let new_hint = hint.filter(|hint| self.hint != Some(*hint));
        self.hint = hint.or(self.hint);
        match scene {
            Scene::Accepted | Scene::ForReview if begins => Some(Haptic::Done),
            Scene::Holding if begins => Some(Haptic::Hold),
            _ if new_hint == Some(Hint::MoveCloser) => Some(Haptic::Closer),
            _ => None,
        }
    }

    /// The voice was turned on: what stands on the screen is news to whoever could not read it.
    pub(super) fn forget(&mut self) {
        (self.said, self.free_at) = (Speech::default(), Duration::ZERO);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(text: &str) -> Speech {
        Speech { text: text.to_owned(), ..Speech::default() }
    }

    fn at(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds)
    }

    #[test]
    fn each_thing_is_said_once() {
        let mut announcer = Announcer::default();
        assert!(announcer.hear(&hint("Come closer"), at(0)).is_some());
        assert_eq!(announcer.hear(&hint("Come closer"), at(5000)), None);
    }

    #[test]
    fn a_hint_waits_for_the_voice_and_only_the_newest_is_said() {
        let mut announcer = Announcer::default();
        announcer.hear(&hint("A sentence of some length"), at(0));
        assert_eq!(announcer.hear(&hint("Turn left"), at(300)), None);
        assert_eq!(announcer.hear(&hint("Turn right"), at(900)), None);
        let said = announcer.hear(&hint("Turn right"), at(2000)).unwrap();
        assert_eq!((said.text.as_str(), said.interrupts), ("Turn right", false));
    }

    #[test]
    fn what_cannot_wait_cuts_off_what_is_being_said() {
        let mut announcer = Announcer::default();
        announcer.hear(&hint("A sentence of some length"), at(0));
        let hold = Speech { interrupts: true, ..hint("Hold it") };
        assert!(announcer.hear(&hold, at(100)).unwrap().interrupts);
    }

    #[test]
    fn an_end_is_said_whole_though_its_reasons_were_said_before() {
        let mut announcer = Announcer::default();
        let help = Speech { more: vec!["Take off your hat.".to_owned()], ..hint("Hat off") };
        announcer.hear(&help, at(0));
        let end = Speech { text: "No photo yet.".to_owned(), interrupts: true, ..help };
        assert_eq!(announcer.hear(&end, at(9000)).unwrap().text, "No photo yet.\nTake off your hat.");
    }

    #[test]
    fn a_question_comes_first_and_is_asked_again_once_it_was_gone() {
        let mut announcer = Announcer::default();
        let asking = Speech { question: Some("Is it a scarf?".to_owned()), ..hint("Come closer") };
        assert_eq!(announcer.hear(&asking, at(0)).unwrap().text, "Is it a scarf?\nCome closer");
        assert_eq!(announcer.hear(&asking, at(9000)), None);
        announcer.hear(&hint("Come closer"), at(9033));
        assert_eq!(announcer.hear(&asking, at(9066)).unwrap().text, "Is it a scarf?");
    }

    #[test]
    fn a_haptic_is_felt_when_its_scene_begins() {
        let mut announcer = Announcer::default();
        assert_eq!(announcer.feel(Scene::Guiding, Some(Hint::MoveCloser)), Some(Haptic::Closer));
        assert_eq!(announcer.feel(Scene::Guiding, Some(Hint::MoveCloser)), None);
        assert_eq!(announcer.feel(Scene::Holding, Some(Hint::StayLikeThat)), Some(Haptic::Hold));
        assert_eq!(announcer.feel(Scene::Holding, None), None);
        assert_eq!(announcer.feel(Scene::Accepted, None), Some(Haptic::Done));
    }
}
