//! What holds whatever is called, in whatever order, by whatever clock. Cases are searched for: `PROPTEST_CASES` says how many
//! (a thousand run in seconds, so that a million is a night's work).

use std::sync::{Arc, Mutex, PoisonError};

use proptest::prelude::*;

use super::script::{FIT, Scene, picture, policy, session};
use super::*;
use crate::frame::Rotation;

/// How the caller's clock goes on.
#[derive(Clone, Copy, Debug)]
enum Step {
    Forward(u64),
    Back(u64),
    To(Duration),
}

#[derive(Clone, Debug)]
enum Call {
    Preview { scene: Scene, frames: usize, turned: bool },
    Still { scene: Scene, turned: bool },
    StillFailed,
    Tick,
    CameraChanged,
    Declare(bool),
    TakeCapture,
    Cancel,
}

fn scene() -> impl Strategy<Value = Scene> {
    let yaw = prop_oneof![Just(0.0_f32), -40.0..40.0_f32];
    prop_oneof![
        6 => Just(FIT),
        1 => Just(Scene::Nobody),
        1 => Just(Scene::Glimpse),
        3 => (0..2_usize, yaw, 1..3_usize).prop_map(|(who, yaw, faces)| Scene::Somebody { who, yaw, faces }),
        1 => Just(Scene::Failure),
    ]
}

fn call() -> impl Strategy<Value = Call> {
    let rarely = || prop::bool::weighted(0.1);
    prop_oneof![
        12 => (scene(), 1..60_usize, rarely())
            .prop_map(|(scene, frames, turned)| Call::Preview { scene, frames, turned }),
        8 => (scene(), rarely()).prop_map(|(scene, turned)| Call::Still { scene, turned }),
        2 => Just(Call::StillFailed),
        3 => Just(Call::Tick),
        2 => Just(Call::CameraChanged),
        1 => any::<bool>().prop_map(Call::Declare),
        1 => Just(Call::TakeCapture),
        1 => prop::bool::weighted(0.1).prop_map(|really| if really { Call::Cancel } else { Call::Tick }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        30 => Just(Step::Forward(33)),
        6 => (0..300_u64).prop_map(Step::Forward),
        2 => (1800..2300_u64).prop_map(Step::Forward),
        1 => (0..10_000_000_u64).prop_map(Step::Forward),
        2 => Just(Step::Forward(0)),
        2 => (1..5000_u64).prop_map(Step::Back),
        1 => prop_oneof![
            Just(Duration::ZERO),
            Just(Duration::MAX),
            Just(Duration::from_secs(u64::MAX / 2)),
            (0..10_000_u64).prop_map(Duration::from_millis),
        ]
        .prop_map(Step::To),
    ]
}

/// A session, and what must hold of it.
struct Watched {
    session: SelfieSession,
    scene: Arc<Mutex<Scene>>,
    review: bool,
    clock: Duration,
    /// The session's time when "stay like that" or "taking the photo" was first told and did not fit any more.
    stale: Option<(Hint, Duration)>,
    ending: Option<Ending>,
    asked: bool,
    taken: bool,
    /// Who was in the last frames that were seen all over.
    seen: Vec<usize>,
}

impl Watched {
    fn new(review: bool) -> Self {
        let scene = Arc::new(Mutex::new(FIT));
        let request = SessionRequest { limit: Some(Duration::from_secs(20)), ..SessionRequest::default() };
        let session = session(policy(review), request, &scene);
        Self {
            session,
            scene,
            review,
            clock: Duration::from_secs(1000),
            stale: None,
            ending: None,
            asked: false,
            taken: false,
            seen: Vec::new(),
        }
    }

    fn go_on(&mut self, step: Step) -> Duration {
        self.clock = match step {
            Step::Forward(milliseconds) => self.clock.saturating_add(Duration::from_millis(milliseconds)),
            Step::Back(milliseconds) => self.clock.saturating_sub(Duration::from_millis(milliseconds)),
            Step::To(time) => time,
        };
        self.clock
    }

    fn show(&self, scene: Scene) {
        *self.scene.lock().unwrap_or_else(PoisonError::into_inner) = scene;
    }

    fn call(&mut self, call: &Call, step: Step) -> Result<(), TestCaseError> {
        match *call {
            Call::Preview { scene, frames, turned } => {
                self.show(scene);
                for _ in 0..frames {
                    let at = self.go_on(step);
                    let result = self.session.preview(&frame_of(scene, turned), at);
                    if let (Scene::Somebody { who, .. }, true) = (scene, result.is_ok() && !self.asked) {
                        self.seen.push(who);
                        self.seen.drain(..self.seen.len().saturating_sub(3));
                    }
                    self.check(result.as_ref().ok())?;
                    if result.is_ok() {
                        self.check_advice()?;
                    }
                    if self.asked {
                        break;
                    }
                }
            }
            Call::Still { scene, turned } => {
                self.show(scene);
                let at = self.go_on(step);
                let asked = self.asked;
                let result = self.session.still(&frame_of(scene, turned), at);
                if let Err(SwafotoError::InvalidFrame { .. }) = result {
                    // The still was not looked at.
                    return self.check(None);
                }
                if !asked && self.ending.is_none() {
                    let unexpected = matches!(result, Err(SwafotoError::UnexpectedStill { .. }));
                    prop_assert!(unexpected, "a still that nobody asked for: {result:?}");
                }
                if let Ok(update) = &result
                    && update.ending == Some(Ending::Accepted)
                    && self.ending.is_none()
                {
                    let Scene::Somebody { who, yaw, faces } = scene else {
                        return Err(TestCaseError::fail("nobody was accepted"));
                    };
                    prop_assert!(
                        asked && yaw.abs() <= 9.0 && faces == 1 && self.seen.contains(&who),
                        "{:?}",
                        scene
                    );
                }
                self.asked = false;
                self.check(result.ok().as_ref())?;
            }
            Call::StillFailed => {
                let at = self.go_on(step);
                let update = self.session.still_failed(at);
                self.asked = false;
                self.check(Some(&update))?;
            }
            Call::Tick => {
                let at = self.go_on(step);
                let result = self.session.tick(at);
                self.check(result.as_ref().ok())?;
                if result.is_ok() {
                    self.check_advice()?;
                }
            }
            Call::CameraChanged => {
                let update = self.session.camera_changed();
                self.check(Some(&update))?;
            }
            Call::Declare(covered) => {
                let update = self.session.declare_covering(covered);
                self.check(Some(&update))?;
            }
            Call::Cancel => {
                let update = self.session.cancel();
                self.check(Some(&update))?;
            }
            Call::TakeCapture => {
                let capture = self.session.take_capture();
                prop_assert!(capture.is_none() || !self.taken, "a photo is handed over once");
                if let Some(capture) = capture {
                    self.taken = true;
                    let accepted = self.ending == Some(Ending::Accepted);
                    let for_review = self.review && self.ending == Some(Ending::Blocked);
                    prop_assert!(accepted || for_review, "a photo after {:?}", self.ending);
                    prop_assert_eq!(capture.compliant, accepted);
                    prop_assert_eq!(capture.receipt.compliant(), accepted);
                }
            }
        }
        Ok(())
    }

    fn check(&mut self, update: Option<&Update>) -> Result<(), TestCaseError> {
        let standing = self.session.standing();
        if let Some(update) = update {
            prop_assert_eq!(Update { capture: false, ran: Vec::new(), ..update.clone() }, standing.clone());
            prop_assert!(!update.capture || !self.asked, "asked for a second still before the first");
            self.asked |= update.capture;
        }
        let Update { state, hint, progress, ending, ref reasons, ref help, .. } = standing;
        prop_assert!(self.ending.is_none() || ending == self.ending, "{:?} became {:?}", self.ending, ending);
        self.ending = ending;
        let expected = match ending {
            None => !matches!(state, State::Accepted | State::Exited),
            Some(Ending::Accepted) => state == State::Accepted,
            Some(_) => state == State::Exited,
        };
        prop_assert!(expected, "{:?} in {:?}", ending, state);
        if let Some(ending) = ending {
            prop_assert_eq!(ending == Ending::Blocked, !reasons.is_empty(), "{:?} for {:?}", ending, reasons);
            prop_assert!(hint.is_none() && help.is_empty());
        }
        if state != State::Verifying {
            // The order has run out or was answered.
            self.asked = false;
        }
        prop_assert!((0.0..=1.0).contains(&progress));
        if matches!(state, State::Searching | State::Guiding) {
            prop_assert_eq!(progress, 0.0);
        }
        Ok(())
    }

    /// What is told fits what is done, but for the time that any hint needs to be read.
    fn check_advice(&mut self) -> Result<(), TestCaseError> {
        let Update { state, hint, .. } = self.session.standing();
        let contradicts = match hint {
            Some(Hint::StayLikeThat) => state != State::Holding,
            Some(Hint::TakingPhoto) => state != State::Verifying,
            _ => false,
        };
        let now = self.session.clock.now();
        self.stale = match (hint, self.stale) {
            (Some(hint), Some((stale, since))) if contradicts && stale == hint => Some((stale, since)),
            (Some(hint), _) if contradicts => Some((hint, now)),
            _ => None,
        };
        if let Some((hint, since)) = self.stale {
            let most = self.session.settings.hint_gap() + self.session.settings.longest_gap();
            prop_assert!(now - since <= most, "{:?} in {:?} for {:?}", hint, state, now - since);
        }
        Ok(())
    }

    /// Ticks end every session, whatever came before.
    fn ends(&mut self) -> Result<(), TestCaseError> {
        for _ in 0..1000 {
            let at = self.go_on(Step::Forward(250));
            let result = self.session.tick(at);
            self.check(result.ok().as_ref())?;
            if self.ending.is_some() {
                return Ok(());
            }
        }
        Err(TestCaseError::fail("no end after 250 seconds of ticks"))
    }
}

fn frame_of(scene: Scene, turned: bool) -> Frame<'static> {
    let who = if let Scene::Somebody { who, .. } = scene { who } else { 0 };
    let frame = picture(who);
    if turned { frame.rotated(Rotation::Clockwise90) } else { frame }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 4000, ..ProptestConfig::default() })]

    #[test]
    fn every_session_keeps_its_word(
        review in any::<bool>(),
        calls in prop::collection::vec((call(), step()), 1..40),
    ) {
        let mut watched = Watched::new(review);
        for (call, step) in &calls {
            watched.call(call, *step)?;
        }
        watched.ends()?;
        // After the end nothing changes, and what it left can be taken.
        for (call, step) in &calls {
            watched.call(call, *step)?;
        }
        watched.call(&Call::TakeCapture, Step::Forward(0))?;
    }
}

proptest! {
    // Each takes as long as a hundred of the others.
    #![proptest_config(ProptestConfig::with_cases((ProptestConfig::default().cases / 100).max(1)))]

    #[test]
    fn a_clock_that_never_moves_ends_nothing(scenes in prop::collection::vec(scene(), 1..20)) {
        let mut watched = Watched::new(false);
        for scene in scenes.iter().cycle().take(1500) {
            watched.call(&Call::Preview { scene: *scene, frames: 1, turned: false }, Step::Forward(0))?;
        }
        for _ in 0..1500 {
            watched.call(&Call::Tick, Step::Forward(0))?;
        }
        prop_assert!(watched.ending.is_some());
    }
}

#[test]
fn the_script_can_pass() {
    // Or else the properties would hold for want of anything that happens.
    let mut watched = Watched::new(false);
    let fit = |frames| Call::Preview { scene: FIT, frames, turned: false };
    watched.call(&fit(60), Step::Forward(33)).unwrap();
    assert!(watched.asked);
    watched.call(&Call::CameraChanged, Step::Forward(0)).unwrap();
    let swapped = Scene::Somebody { who: 1, yaw: 0.0, faces: 1 };
    watched.call(&Call::Still { scene: swapped, turned: false }, Step::To(Duration::ZERO)).unwrap();
    assert_eq!(
        watched.session.state(),
        State::Guiding,
        "another person is refused, after a change of the camera too"
    );
    watched.call(&fit(120), Step::Forward(33)).unwrap();
    watched.call(&Call::Still { scene: FIT, turned: true }, Step::Forward(33)).unwrap();
    assert_eq!(watched.session.state(), State::Guiding);
    watched.call(&fit(120), Step::Forward(33)).unwrap();
    watched.call(&Call::Still { scene: FIT, turned: false }, Step::Forward(33)).unwrap();
    assert_eq!(watched.ending, Some(Ending::Accepted));
    watched.call(&Call::TakeCapture, Step::Forward(0)).unwrap();
    assert!(watched.taken);
}
