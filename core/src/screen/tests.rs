//! The flow over a session that sees what it is told: every state, and whatever a wrapper or a phone may do wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::*;
use crate::error::SwafotoError;
use crate::frame::Frame;
use crate::rule::RuleId;
use crate::session::SessionRequest;
use crate::session::script::{self, FIT, HEIGHT, Scene as Sight, WIDTH, picture};

/// A flow, the clock of its phone, and what it was asked to do.
struct Phone {
    flow: SelfieFlow,
    sight: Arc<Mutex<Sight>>,
    now: Duration,
    screen: Option<Screen>,
    commands: Vec<Command>,
    said: Vec<String>,
    openings: Arc<Mutex<Vec<Opening>>>,
}

impl Phone {
    fn new(review: bool, request: FlowRequest) -> Self {
        let sight = Arc::new(Mutex::new(FIT));
        let openings = Arc::new(Mutex::new(Vec::new()));
        let (seen, told) = (Arc::clone(&sight), Arc::clone(&openings));
        let flow = SelfieFlow::new(request, move |opening| {
            told.lock().unwrap().push(opening.clone());
            let request = SessionRequest {
                still_size: opening.still_size,
                retake: opening.retake.unwrap_or_default(),
                limit: Some(Duration::from_secs(20)),
                ..SessionRequest::default()
            };
            Ok(script::session(script::policy(review), request, &seen))
        });
        Self {
            flow: flow.unwrap(),
            sight,
            now: Duration::from_secs(100),
            screen: None,
            commands: Vec::new(),
            said: Vec::new(),
            openings,
        }
    }

    /// One whose camera runs.
    fn running() -> Self {
        let mut phone = Self::new(false, FlowRequest::default());
        phone.tell(Event::Permission(CameraPermission::Granted));
        phone.tell(Event::Shown);
        assert_eq!(phone.commands(), [Command::OpenCamera]);
        phone.tell(Event::Opened(None));
        phone
    }

    fn take(&mut self, turn: Turn) {
        if let Some(screen) = turn.screen {
            self.screen = Some(screen);
        }
        self.said.extend(turn.say.map(|say| say.text));
        self.commands.extend(turn.commands);
    }

    fn tell(&mut self, event: Event) {
        let turn = self.flow.tell(event, self.now);
        self.take(turn);
    }

    fn see(&mut self, sight: Sight) {
        *self.sight.lock().unwrap() = sight;
    }

    /// Frames at 30 a second for so many milliseconds, or until something is to be done.
    fn frames(&mut self, milliseconds: u64) {
        let until = self.now + Duration::from_millis(milliseconds);
        while self.now < until && self.commands.is_empty() {
            self.now += Duration::from_millis(33);
            let turn = self.flow.frame(&picture(0), self.now);
            self.take(turn);
        }
    }

    fn still(&mut self) {
        self.now += Duration::from_millis(120);
        let turn = self.flow.still(&picture(0), self.now);
        self.take(turn);
    }

    /// Seconds in which the camera delivers nothing.
    fn wait(&mut self, seconds: u64) {
        for _ in 0..4 * seconds {
            self.now += SelfieFlow::TICK;
            self.tell(Event::Tick);
        }
    }

    fn commands(&mut self) -> Vec<Command> {
        std::mem::take(&mut self.commands)
    }

    fn scene(&self) -> Scene {
        self.screen.as_ref().unwrap().scene
    }

    fn actions(&self) -> Vec<Action> {
        self.screen.as_ref().unwrap().buttons.iter().map(|button| button.action).collect()
    }
}

#[test]
fn from_the_opened_screen_to_a_photo() {
    let mut phone = Phone::running();
    assert_eq!(phone.scene(), Scene::Searching);
    phone.frames(5000);
    assert_eq!((phone.commands(), phone.scene()), (vec![Command::TakeStill], Scene::Verifying));
    phone.tell(Event::StillTaken);
    phone.still();
    assert_eq!(
        (phone.commands(), phone.scene()),
        (vec![Command::CloseCamera, Command::Finish], Scene::Accepted)
    );
    assert!(matches!(phone.flow.take_outcome(), Some(Outcome::Accepted(_))));
    assert!(phone.flow.take_outcome().is_none());
}

#[test]
fn nobody_gets_round_the_systems_question_and_everybody_may_go_after_it() {
    let mut phone = Phone::new(false, FlowRequest::default());
    phone.tell(Event::Permission(CameraPermission::NotAsked));
    phone.tell(Event::Shown);
    assert_eq!((phone.scene(), phone.actions()), (Scene::Permission, vec![Action::AllowCamera]));
    phone.tell(Event::Pressed(Action::AllowCamera));
    assert_eq!(phone.commands(), [Command::AskPermission]);
    for (permission, actions) in [
        (CameraPermission::Refused, vec![Action::AllowCamera, Action::Leave]),
        (CameraPermission::RefusedForGood, vec![Action::OpenSettings, Action::Leave]),
        (CameraPermission::RefusedOrWaved, vec![Action::AllowCamera, Action::OpenSettings, Action::Leave]),
        (CameraPermission::Restricted, vec![Action::Leave]),
    ] {
        phone.tell(Event::Permission(permission));
        assert_eq!((phone.scene(), phone.actions()), (Scene::Permission, actions), "{permission:?}");
    }
    phone.tell(Event::Permission(CameraPermission::Granted));
    assert_eq!((phone.commands(), phone.scene()), (vec![Command::OpenCamera], Scene::Preparing));
}

#[test]
fn a_web_page_offers_no_settings_and_says_where_its_camera_is_allowed() {
    let mut phone = Phone::new(false, FlowRequest { in_browser: true, ..FlowRequest::default() });
    phone.tell(Event::Permission(CameraPermission::RefusedOrWaved));
    phone.tell(Event::Shown);
    assert_eq!(phone.actions(), [Action::AllowCamera, Action::Leave]);
    let explained = phone.screen.as_ref().unwrap().text.clone();
    phone.tell(Event::Permission(CameraPermission::RefusedForGood));
    assert_eq!(phone.actions(), [Action::TryAgain, Action::Leave]);
    assert_ne!(phone.screen.as_ref().unwrap().text, explained);
    phone.tell(Event::Pressed(Action::TryAgain));
    assert_eq!(phone.commands(), [Command::AskPermission]);
}

#[test]
fn a_permission_taken_back_outweighs_a_camera_that_failed() {
    let mut phone = Phone::running();
    phone.tell(Event::Problem(CameraProblem::Failed));
    assert_eq!((phone.scene(), phone.actions()), (Scene::Unusable, vec![Action::TryAgain, Action::Leave]));
    phone.tell(Event::Permission(CameraPermission::RefusedForGood));
    assert_eq!(phone.scene(), Scene::Permission);
    phone.tell(Event::Back);
    let outcome = phone.flow.take_outcome();
    assert!(
        matches!(outcome, Some(Outcome::PermissionMissing(CameraPermission::RefusedForGood))),
        "{outcome:?}"
    );
}

#[test]
fn a_permission_taken_back_closes_the_camera_and_given_again_opens_it() {
    let mut opening = Phone::new(false, FlowRequest::default());
    opening.tell(Event::Shown);
    for mut phone in [opening, Phone::running()] {
        phone.commands();
        phone.tell(Event::Permission(CameraPermission::RefusedForGood));
        assert_eq!((phone.commands(), phone.scene()), (vec![Command::CloseCamera], Scene::Permission));
        phone.wait(60);
        assert_eq!(phone.scene(), Scene::Permission, "nothing is waited for");
        phone.tell(Event::Problem(CameraProblem::Failed));
        phone.tell(Event::Permission(CameraPermission::Granted));
        assert_eq!(phone.commands(), [Command::OpenCamera]);
        assert_ne!(phone.scene(), Scene::Unusable, "what failed was the camera that was not permitted");
        phone.wait(9);
        phone.tell(Event::Opened(None));
        phone.frames(200);
        assert!(phone.scene().is_live());
    }
}

#[test]
fn every_problem_can_be_tried_again() {
    use CameraProblem::{Disabled, Failed, InUse, NoFrontCamera};
    for problem in [NoFrontCamera, InUse, Disabled, Failed] {
        let mut phone = Phone::running();
        phone.tell(Event::Problem(problem));
        phone.tell(Event::Pressed(Action::TryAgain));
        assert_eq!(phone.commands(), [Command::CloseCamera, Command::OpenCamera], "{problem:?}");
        phone.tell(Event::Opened(None));
        phone.frames(200);
        assert!(phone.scene().is_live(), "{problem:?}");
        assert_eq!(phone.openings.lock().unwrap().len(), 1, "the session goes on");
    }
}

#[test]
fn a_camera_that_was_taken_away_is_fetched_again() {
    let mut phone = Phone::running();
    phone.frames(200);
    phone.tell(Event::TakenAway);
    assert_eq!(phone.scene(), Scene::Interrupted);
    phone.wait(1);
    assert_eq!(phone.commands(), [Command::OpenCamera]);
    phone.tell(Event::Opened(None));
    phone.frames(200);
    assert!(phone.scene().is_live());
}

#[test]
fn a_camera_that_neither_opens_nor_fails_is_given_up() {
    let mut phone = Phone::new(false, FlowRequest::default());
    phone.tell(Event::Shown);
    assert_eq!(phone.commands(), [Command::OpenCamera]);
    phone.wait(9);
    assert_eq!(phone.scene(), Scene::Preparing);
    phone.wait(2);
    assert_eq!(phone.scene(), Scene::Unusable);
}

#[test]
fn an_interruption_shows_why_and_goes_when_the_camera_is_back() {
    let mut phone = Phone::running();
    phone.frames(300);
    phone.tell(Event::Interrupted(CameraInterruption::TooHot));
    assert_eq!(phone.scene(), Scene::Interrupted);
    phone.frames(300);
    assert_eq!(phone.scene(), Scene::Interrupted, "a frame that was on its way says nothing");
    phone.tell(Event::Opened(None));
    phone.frames(300);
    assert!(phone.scene().is_live());
}

#[test]
fn black_frames_are_a_covered_lens_and_pass() {
    let mut phone = Phone::running();
    let bytes = vec![0; 3 * WIDTH * HEIGHT];
    let black = Frame::rgb(&bytes, WIDTH, HEIGHT).unwrap();
    phone.see(Sight::Nobody);
    for _ in 0..60 {
        phone.now += Duration::from_millis(33);
        let turn = phone.flow.frame(&black, phone.now);
        phone.take(turn);
    }
    assert_eq!((phone.scene(), phone.actions()), (Scene::Covered, vec![Action::OpenSettings, Action::Leave]));
    phone.see(FIT);
    phone.frames(200);
    assert!(phone.scene().is_live());
}

#[test]
fn a_still_that_is_lost_does_not_end_it() {
    let mut phone = Phone::running();
    for _ in 0..2 {
        phone.frames(10_000);
        assert_eq!(phone.commands(), [Command::TakeStill]);
        phone.tell(Event::StillFailed);
        assert_eq!(phone.scene(), Scene::Guiding);
    }
    phone.frames(10_000);
    assert_eq!(phone.commands(), [Command::TakeStill]);
    phone.still();
    assert_eq!(phone.scene(), Scene::Accepted);
}

#[test]
fn a_still_that_a_frame_overtook_is_judged() {
    let mut phone = Phone::running();
    phone.frames(10_000);
    assert_eq!(phone.commands(), [Command::TakeStill]);
    phone.now += Duration::from_millis(33);
    let turn = phone.flow.frame(&picture(0), phone.now);
    phone.take(turn);
    let turn = phone.flow.still(&picture(0), phone.now - Duration::from_millis(2));
    phone.take(turn);
    assert_eq!(phone.scene(), Scene::Accepted);
}

#[test]
fn a_still_that_was_on_its_way_when_the_camera_went_is_lost_once() {
    let mut phone = Phone::running();
    phone.frames(10_000);
    phone.commands();
    phone.tell(Event::Hidden);
    assert_eq!(phone.commands(), [Command::CloseCamera]);
    phone.tell(Event::Shown);
    assert_eq!(phone.commands(), [Command::OpenCamera]);
    phone.tell(Event::Opened(None));
    phone.still();
    assert_ne!(phone.scene(), Scene::Accepted, "nobody asked for it any more");
    phone.frames(10_000);
    assert_eq!(phone.commands(), [Command::TakeStill]);
}

#[test]
fn frames_that_change_their_size_begin_anew_and_frames_of_no_size_are_a_camera_that_fails() {
    let mut phone = Phone::running();
    phone.frames(300);
    let bytes = vec![90; 3 * 30 * 40];
    phone.now += Duration::from_millis(33);
    let turn = phone.flow.frame(&Frame::rgb(&bytes, 30, 40).unwrap(), phone.now);
    phone.take(turn);
    phone.frames(300);
    assert!(phone.scene().is_live());
    for _ in 0..100 {
        phone.now += Duration::from_millis(33);
        phone.tell(Event::FrameRefused);
    }
    assert_eq!(phone.scene(), Scene::Unusable);
}

#[test]
fn who_is_blocked_reads_why_and_may_try_again_with_the_reasons() {
    let request = FlowRequest { contact: Some("kantor desa".to_owned()), ..FlowRequest::default() };
    let mut phone = Phone::new(false, request);
    phone.tell(Event::Shown);
    phone.commands();
    phone.tell(Event::Opened(Some((900, 1200))));
    phone.see(Sight::Somebody { who: 0, yaw: 25.0, faces: 1 });
    phone.frames(30_000);
    assert_eq!((phone.commands(), phone.scene()), (vec![Command::CloseCamera], Scene::Ended));
    let screen = phone.screen.clone().unwrap();
    assert!(screen.waits);
    assert_eq!(screen.cards.len(), 1);
    assert_eq!(phone.actions(), [Action::TryAgain, Action::Leave]);
    phone.tell(Event::Pressed(Action::TryAgain));
    assert_eq!(phone.commands(), [Command::CloseCamera, Command::OpenCamera]);
    phone.tell(Event::Opened(Some((900, 1200))));
    assert_eq!(phone.openings.lock().unwrap()[1].retake, Some(vec![RuleId::HeadPoseYaw]));
    phone.see(FIT);
    phone.frames(300);
    assert_eq!(phone.screen.as_ref().unwrap().cards.len(), 1, "what was wrong is explained first");
    phone.frames(20_000);
    phone.still();
    assert_eq!(phone.scene(), Scene::Accepted);
}

#[test]
fn an_end_that_was_read_or_that_nobody_sees_is_handed_over_once() {
    for leave in [Event::Pressed(Action::Leave), Event::Back, Event::Hidden] {
        let mut phone = Phone::running();
        phone.see(Sight::Somebody { who: 0, yaw: 25.0, faces: 1 });
        phone.frames(30_000);
        phone.commands();
        phone.tell(leave);
        assert_eq!(phone.commands().iter().filter(|command| **command == Command::Finish).count(), 1);
        phone.tell(Event::Back);
        phone.tell(Event::Pressed(Action::TryAgain));
        assert_eq!(phone.commands(), []);
        assert!(matches!(phone.flow.take_outcome(), Some(Outcome::Blocked { .. })));
    }
}

#[test]
fn a_photo_for_review_needs_no_reading() {
    let mut phone = Phone::new(true, FlowRequest::default());
    phone.tell(Event::Shown);
    phone.tell(Event::Opened(None));
    phone.commands();
    phone.see(Sight::Somebody { who: 0, yaw: 25.0, faces: 1 });
    phone.frames(30_000);
    assert_eq!(phone.commands(), [Command::TakeStill]);
    phone.still();
    assert_eq!(
        (phone.commands(), phone.scene()),
        (vec![Command::CloseCamera, Command::Finish], Scene::ForReview)
    );
    assert!(matches!(phone.flow.take_outcome(), Some(Outcome::ForReview { .. })));
}

#[test]
fn a_defect_ends_in_words_and_never_in_the_host() {
    let mut phone = Phone::running();
    phone.see(Sight::Failure);
    phone.frames(100);
    assert_eq!((phone.scene(), phone.actions()), (Scene::Ended, vec![Action::TryAgain, Action::Leave]));
    let mut flow = SelfieFlow::new(FlowRequest::default(), |_| {
        Err(SwafotoError::InvalidPolicy { reason: "as it was told".to_owned() }.into())
    })
    .unwrap();
    flow.tell(Event::Shown, Duration::ZERO);
    let turn = flow.tell(Event::Opened(None), Duration::ZERO);
    assert_eq!(turn.screen.map(|screen| screen.scene), Some(Scene::Ended));
    assert!(
        matches!(flow.take_outcome(), Some(Outcome::Failed { reason }) if reason.contains("as it was told"))
    );
}

#[test]
fn the_voice_can_be_turned_on_and_says_what_stands_there() {
    let mut phone = Phone::running();
    phone.see(Sight::Nobody);
    phone.frames(6000);
    let before = phone.said.len();
    phone.frames(3000);
    assert_eq!(phone.said.len(), before, "each thing is said once");
    phone.tell(Event::Pressed(Action::SpeakOn));
    assert_eq!(phone.said.len(), before + 1);
    assert!(phone.screen.as_ref().unwrap().speaks);
}

#[test]
fn the_screen_says_which_language_it_speaks() {
    let mut phone = Phone::running();
    assert_eq!(phone.screen.as_ref().unwrap().language, "id");
    phone.tell(Event::Language(crate::words::Language::English));
    assert_eq!(phone.screen.as_ref().unwrap().language, "en");
}

#[test]
fn an_unchanged_screen_is_not_told_again_and_turns_are_counted() {
    let mut phone = Phone::running();
    phone.see(Sight::Nobody);
    phone.frames(3000);
    let first = phone.flow.tell(Event::Tick, phone.now);
    let second = phone.flow.tell(Event::Tick, phone.now);
    assert_eq!((first.screen, second.screen), (None, None));
    assert_eq!(second.serial, first.serial + 1);
}

#[test]
fn statistics_hold_scenes_times_and_rules_and_nothing_else() {
    let mut phone = Phone::running();
    phone.see(Sight::Somebody { who: 0, yaw: 25.0, faces: 1 });
    let mut steps = Vec::new();
    for turned in [true, false] {
        if !turned {
            phone.see(FIT);
        }
        for _ in 0..60 {
            phone.now += Duration::from_millis(33);
            steps.extend(phone.flow.frame(&picture(0), phone.now).steps);
        }
    }
    let guiding = steps.iter().find(|step| step.scene == Scene::Guiding).unwrap();
    assert_eq!(guiding.rule, Some(RuleId::HeadPoseYaw));
    assert!(guiding.lasted > Duration::from_secs(1), "{guiding:?}");
}

#[test]
fn the_overlay_follows_the_face_and_waits_for_the_view() {
    let mut phone = Phone::running();
    phone.frames(100);
    assert!(phone.flow.frame(&picture(0), phone.now + Duration::from_millis(40)).overlay.is_empty());
    let area = PreviewArea { width: 360.0, height: 720.0, density: 2.0, mirrored: true };
    let turn = phone.flow.tell(Event::LaidOut(area), phone.now);
    assert!(!turn.overlay.is_empty());
    let inside =
        |shape: &Shape| shape.contours.iter().flatten().all(|point| (0.0..=720.0).contains(&point.y));
    assert!(turn.overlay.iter().all(inside));
}

#[test]
fn who_leaves_while_reading_why_it_ended_leaves_with_that() {
    let mut phone = Phone::running();
    phone.see(Sight::Nobody);
    phone.frames(60_000);
    assert_eq!(phone.scene(), Scene::Ended);
    assert!(matches!(phone.flow.outcome_of_leaving(), Outcome::TimedOut));
    phone.tell(Event::Cancelled);
    assert!(matches!(phone.flow.take_outcome(), Some(Outcome::TimedOut)));
}

#[test]
fn a_flow_that_gives_up_counts_its_turns_on() {
    let mut phone = Phone::running();
    let before = phone.flow.tell(Event::Tick, phone.now).serial;
    phone.flow.give_up(crate::words::Language::English, "a defect");
    let turn = phone.flow.tell(Event::Tick, phone.now);
    assert!(turn.serial > before && turn.screen.is_some_and(|screen| screen.scene == Scene::Ended));
}

#[test]
fn a_flow_that_was_given_up_says_so_and_hands_over_why() {
    let mut flow = SelfieFlow::given_up(crate::words::Language::English, "a defect");
    let turn = flow.tell(Event::Tick, Duration::ZERO);
    assert!(turn.screen.is_some_and(|screen| screen.scene == Scene::Ended && screen.waits));
    assert_eq!(flow.tell(Event::Back, Duration::ZERO).commands, [Command::Finish]);
    assert!(matches!(flow.take_outcome(), Some(Outcome::Failed { reason }) if reason == "a defect"));
}
