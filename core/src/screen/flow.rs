//! The flow from the opened screen to its end.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Debug};
use std::mem;
use std::time::Duration;

use crate::error::SwafotoError;
use crate::frame::Frame;
use crate::rule::{Hint, RuleId, SessionSettings};
use crate::session::{Ending, SelfieSession, Update};
use crate::words::{Language, Words};

use super::announcer::Announcer;
use super::camera::{Camera, Obstacle};
use super::command::{Command, Turn};
use super::compose::{End, Reasons, Standing};
use super::event::{CameraPermission, CameraProblem, Event, PreviewArea};
use super::funnel::Funnel;
use super::lens::Lens;
use super::light::Light;
use super::outcome::Outcome;
use super::overlay::overlay;
use super::pace::Pace;
use super::view::{Action, Screen};

/// How the screen speaks to the person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FlowRequest {
    /// The language of all texts.
    pub language: Language,
    /// Texts of the institution's own in that language, by their keys, such as `screen.accepted`.
    pub texts: BTreeMap<String, String>,
    /// Whom to turn to for another way, such as a counter's address or a telephone number: shown to who cannot comply. Without it
    /// no other way is promised.
    pub contact: Option<String>,
    /// Whether hints are spoken aloud from the start, also where no screen reader runs.
    pub spoken: bool,
    /// Whether the screen is a web page: it cannot open any settings.
    pub in_browser: bool,
}

/// What a session needs to know once it begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opening {
    /// The size of the camera's stills in upright pixels, where it is known.
    pub still_size: Option<(usize, usize)>,
    /// The rules to explain first, where the person tries again after an end; else what the app's own request says holds.
    pub retake: Option<Vec<RuleId>>,
}

/// Why no session could be made; its words are for the app's developers.
type OpeningError = Box<dyn Error + Send + Sync>;

/// Makes a session: loads networks and policy, which may take a while.
type Opener = Box<dyn FnMut(Opening) -> Result<SelfieSession, OpeningError> + Send>;

/// One person's way to one photo, from the opened screen to its end.
///
/// Times are those of one clock that does not go back, as long as the flow lives.
pub struct SelfieFlow {
    open: Opener,
    words: Words,
    contact: Option<String>,
    speaks: bool,
    in_browser: bool,
    session: Option<SelfieSession>,
    retake: Option<Vec<RuleId>>,
    camera: Camera,
    lens: Lens,
    light: Light,
    pace: Pace,
    announcer: Announcer,
    funnel: Funnel,
    area: Option<PreviewArea>,
    update: Option<Update>,
    hint: Option<Hint>,
    hinted: bool,
    frame_size: Option<(usize, usize)>,
    awaits_still: bool,
    checks_still: bool,
    refused_since: Option<Duration>,
    last_call: Duration,
    /// The newest time that was told.
    now: Duration,
    end: Option<End>,
    outcome: Option<Outcome>,
    finished: bool,
    commands: Vec<Command>,
    shown: Option<Screen>,
    serial: u64,
}

/// Frames that cannot be read at all for this long are a camera that does not work.
const UNREADABLE: Duration = Duration::from_secs(3);

/// Threads overtake each other: each reads the clock, and the one that read it later may call first. By so much at most; a
/// time that lies further back is another clock's.
const OVERTAKEN: Duration = Duration::from_secs(1);

impl SelfieFlow {
    /// How often the flow wants to hear that time passes.
    pub const TICK: Duration = Duration::from_millis(250);

    /// A flow whose screen is not on show yet. `open` makes its sessions: one when the camera first opens, and one for each further
    /// attempt.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidRequest`] for a text of the institution's own that no phone can show.
    pub fn new(
        request: FlowRequest,
        open: impl FnMut(Opening) -> Result<SelfieSession, OpeningError> + Send + 'static,
    ) -> Result<Self, SwafotoError> {
        let FlowRequest { language, texts, contact, spoken, in_browser } = request;
        let words = Words::new(language, texts)?;
        Ok(Self { contact, speaks: spoken, in_browser, ..Self::with(words, Box::new(open)) })
    }

    /// A flow that has failed: for who could not make one, or does not know any more what it holds.
    pub fn given_up(language: Language, reason: &str) -> Self {
        let mut flow = Self::with(Words::from(language), Box::new(|_| Err("the flow was given up".into())));
        flow.camera.show(Duration::ZERO);
        flow.finish_with(End::Failed, failed(reason));
        flow
    }

    /// Fails for good: after a panic nobody knows what it holds. Its turns are counted on, so that none of them counts as old.
    pub fn give_up(&mut self, language: Language, reason: &str) {
        *self = Self { serial: self.serial, ..Self::given_up(language, reason) };
    }

    fn with(words: Words, open: Opener) -> Self {
        Self {
            open,
            words,
            contact: None,
            speaks: false,
            in_browser: false,
            session: None,
            retake: None,
            camera: Camera::default(),
            lens: Lens::default(),
            light: Light::default(),
            pace: Pace::default(),
            announcer: Announcer::default(),
            funnel: Funnel::new(),
            area: None,
            update: None,
            hint: None,
            hinted: false,
            frame_size: None,
            awaits_still: false,
            checks_still: false,
            refused_since: None,
            last_call: Duration::ZERO,
            now: Duration::ZERO,
            end: None,
            outcome: None,
            finished: false,
            commands: Vec::new(),
            shown: None,
            serial: 0,
        }
    }

    /// Something happened at `at`.
    pub fn tell(&mut self, event: Event, at: Duration) -> Turn {
        let at = self.at_last(at);
        match event {
            Event::LaidOut(area) => self.area = Some(area),
            Event::Language(language) => self.words = self.words.in_language(language),
            Event::Heat(heat) => self.pace.feel(heat),
            Event::PowerSaving(saves) => self.pace.save_power(saves),
            Event::Pressed(action) => self.press(action, at),
            Event::Back => self.leave(),
            Event::Cancelled => self.cancel(),
            Event::Hidden => self.hide(at),
            _ if self.end.is_some() => {}
            Event::Shown => {
                let opens = self.camera.show(at);
                self.open_camera_if(opens);
            }
            Event::Permission(permission) => self.permit(permission, at),
            Event::Opened(still_size) => self.begin(still_size, at),
            Event::Turned => self.interrupt(at),
            Event::Interrupted(interruption) => {
                self.camera.interrupt(interruption);
                self.interrupt(at);
            }
            Event::TakenAway => {
                self.camera.take_away(at);
                self.interrupt(at);
            }
            Event::Problem(problem) => {
                self.camera.fail(problem);
                self.interrupt(at);
            }
            Event::StillTaken => self.checks_still = self.awaits_still,
            Event::StillFailed => self.lose_still(at),
            Event::FrameRefused => self.refuse_frame(at),
            Event::Tick => self.tick(at),
            Event::Answered(covered) => self.call(None, |session| Ok(session.declare_covering(covered))),
            Event::OutOfMemory => self.finish_with(End::OutOfMemory, failed("the phone has no memory left")),
            Event::Defect(reason) => self.finish_with(End::Failed, failed(&reason)),
        }
        self.turn(at)
    }

    /// A preview frame taken at `at`. One that comes where none is wanted, or sooner than the phone bears, is not looked at.
    pub fn frame(&mut self, frame: &Frame<'_>, at: Duration) -> Turn {
        let at = self.at_last(at);
        let settings = self.settings();
        if let Some(settings) = settings.filter(|_| self.is_watching() && self.pace.admits(at)) {
            self.refused_since = None;
            self.lens.look(frame, at, &settings);
            self.frame_size = Some((frame.width(), frame.height()));
            self.call(Some(at), |session| session.preview(frame, at));
        }
        self.turn(at)
    }

    /// The still that [`Command::TakeStill`] asked for, taken at `at`.
    pub fn still(&mut self, frame: &Frame<'_>, at: Duration) -> Turn {
        let at = self.at_last(at);
        if self.end.is_none() {
            self.call(Some(at), |session| session.still(frame, at));
            (self.awaits_still, self.checks_still) = (false, false);
        }
        self.turn(at)
    }

    /// How it ended, once it has; the second call finds nothing.
    pub fn take_outcome(&mut self) -> Option<Outcome> {
        self.outcome.take()
    }

    /// What it would mean to leave now, for an app that takes the screen away while a call is at work.
    pub fn outcome_of_leaving(&self) -> Outcome {
        // It ended, and the person is reading why. A photo is not given twice.
        match &self.outcome {
            Some(Outcome::Blocked { reasons }) => return Outcome::Blocked { reasons: reasons.clone() },
            Some(Outcome::TimedOut) => return Outcome::TimedOut,
            Some(Outcome::NoUsablePhoto) => return Outcome::NoUsablePhoto,
            Some(Outcome::Failed { reason }) => return failed(reason),
            _ => {}
        }
        match self.camera.obstacle() {
            Some(Obstacle::Permission(permission)) => Outcome::PermissionMissing(permission),
            Some(Obstacle::Problem(problem)) => Outcome::CameraUnusable(problem),
            Some(Obstacle::Interruption(_)) | None => Outcome::Cancelled,
        }
    }

    /// Whether preview frames are wanted now: the camera runs, and nothing stands in the way.
    fn is_watching(&self) -> bool {
        self.end.is_none() && self.camera.is_open() && self.camera.obstacle().is_none()
    }

    /// The time of a call that was made at `at`: not earlier than the one before it, whichever thread came first.
    fn at_last(&mut self, at: Duration) -> Duration {
        let overtaken = self.now > at && self.now - at < OVERTAKEN;
        self.now = if overtaken { self.now } else { at };
        self.now
    }

    fn settings(&self) -> Option<SessionSettings> {
        self.session.as_ref()?.policy().session().copied()
    }

    fn open_camera_if(&mut self, opens: bool) {
        if opens {
            self.commands.push(Command::OpenCamera);
        }
    }

    fn permit(&mut self, permission: CameraPermission, at: Duration) {
        let command = self.camera.permit(permission, at);
        if command == Some(Command::CloseCamera) {
            self.interrupt(at);
        }
        self.commands.extend(command);
    }

    fn begin(&mut self, still_size: Option<(usize, usize)>, at: Duration) {
        if !self.camera.opened() {
            return;
        }
        if self.session.is_some() {
            self.interrupt(at);
            return;
        }
        match (self.open)(Opening { still_size, retake: self.retake.clone() }) {
            Ok(session) => {
                self.update = Some(session.standing());
                self.session = Some(session);
                self.last_call = at;
            }
            Err(error) => self.finish_with(End::Failed, failed(&error.to_string())),
        }
    }

    /// What was seen before counts no longer: the camera stopped, or was turned.
    fn interrupt(&mut self, at: Duration) {
        self.lose_still(at);
        self.lens.forget();
        self.frame_size = None;
        (self.hint, self.hinted) = (None, false);
        self.call(Some(at), |session| {
            session.camera_changed();
            session.tick(at)
        });
    }

    fn lose_still(&mut self, at: Duration) {
        if mem::take(&mut self.awaits_still) {
            self.checks_still = false;
            self.call(Some(at), |session| Ok(session.still_failed(at)));
        }
    }

    fn refuse_frame(&mut self, at: Duration) {
        let since = *self.refused_since.get_or_insert(at);
        if at.saturating_sub(since) >= UNREADABLE {
            self.refused_since = None;
            self.camera.fail(CameraProblem::Failed);
            self.interrupt(at);
        }
    }

    fn tick(&mut self, at: Duration) {
        let opens = self.camera.wait(at);
        self.open_camera_if(opens);
        // The limits of a session hold also where a camera delivers nothing. Behind an obstacle its time does not run.
        if self.is_watching() && at.saturating_sub(self.last_call) >= Self::TICK {
            self.call(Some(at), |session| session.tick(at));
        }
    }

    fn hide(&mut self, at: Duration) {
        self.camera.hide();
        self.commands.push(Command::CloseCamera);
        if self.end.is_some() {
            // Nobody reads any more why it ended.
            self.finish();
        } else {
            self.interrupt(at);
        }
    }

    fn press(&mut self, action: Action, at: Duration) {
        match action {
            Action::AllowCamera => self.commands.push(Command::AskPermission),
            // Nothing else is told of what was allowed beside the page.
            Action::TryAgain if matches!(self.camera.obstacle(), Some(Obstacle::Permission(_))) => {
                self.commands.push(Command::AskPermission);
            }
            Action::OpenSettings => self.commands.push(Command::OpenSettings),
            Action::TryAgain => self.try_again(at),
            Action::SpeakOn => {
                self.speaks = true;
                self.announcer.forget();
            }
            Action::Leave => self.leave(),
        }
    }

    fn try_again(&mut self, at: Duration) {
        if self.finished {
            return;
        }
        if let Some(end) = self.end.take() {
            if let End::Blocked(reasons) = end {
                self.retake = Some(reasons.rules);
            }
            self.outcome = None;
            self.session = None;
            self.update = None;
            (self.hint, self.hinted) = (None, false);
            self.light = Light::default();
        } else {
            self.interrupt(at);
        }
        self.commands.push(Command::CloseCamera);
        let opens = self.camera.try_again(at);
        self.open_camera_if(opens);
    }

    /// The person goes back. The outcome says what stood in the way, if anything did.
    fn leave(&mut self) {
        if self.end.is_none() {
            let outcome = self.outcome_of_leaving();
            self.finish_with(End::Left, outcome);
        }
        self.finish();
    }

    fn cancel(&mut self) {
        if self.end.is_none() {
            self.finish_with(End::Left, Outcome::Cancelled);
        }
        self.finish();
    }

    /// Calls the session, if there is one, and carries out what it says. `at`: of a call by which it hears that time passes.
    fn call(
        &mut self,
        at: Option<Duration>,
        say: impl FnOnce(&mut SelfieSession) -> Result<Update, SwafotoError>,
    ) {
        let Some(session) = self.session.as_mut().filter(|_| self.end.is_none()) else { return };
        let update = match say(session) {
            Ok(update) => update,
            // The camera changed its frames without a word.
            Err(SwafotoError::InvalidFrame { .. }) => session.camera_changed(),
            // The session guides on.
            Err(SwafotoError::UnexpectedStill { .. } | SwafotoError::Photo { .. }) => session.standing(),
            Err(defect) => {
                self.finish_with(End::Failed, failed(&defect.to_string()));
                return;
            }
        };
        self.last_call = at.unwrap_or(self.last_call);
        self.follow(update);
    }

    fn follow(&mut self, update: Update) {
        // A frame without a hint is no news, but a question that was answered is gone.
        let answered = |hint: &Hint| *hint == Hint::AskCovering && !update.ask_covering;
        self.hint = update.hint.or(self.hint.filter(|hint| !answered(hint)));
        self.hinted |= self.hint.is_some();
        self.light.follow(update.hint);
        if update.capture {
            self.awaits_still = true;
            self.commands.push(Command::TakeStill);
        }
        let ending = update.ending;
        let reasons = Reasons { rules: update.reasons.clone(), assessed: !update.reasons_unassessed };
        self.update = Some(update);
        if let Some(ending) = ending {
            self.conclude(ending, reasons);
        }
    }

    fn conclude(&mut self, ending: Ending, reasons: Reasons) {
        let capture = self.session.as_mut().and_then(SelfieSession::take_capture).map(Box::new);
        let rules = reasons.rules.clone();
        let (end, outcome) = match (ending, capture) {
            (Ending::Accepted, Some(capture)) => (End::Accepted, Outcome::Accepted(capture)),
            (Ending::Accepted, None) => (End::Failed, failed("accepted without a photo")),
            (Ending::Blocked, Some(capture)) => {
                (End::ForReview(reasons), Outcome::ForReview { capture, reasons: rules })
            }
            (Ending::Blocked, None) => (End::Blocked(reasons), Outcome::Blocked { reasons: rules }),
            (Ending::TimedOut, _) => (End::TimedOut, Outcome::TimedOut),
            (Ending::CameraFailed, _) => (End::NoUsablePhoto, Outcome::NoUsablePhoto),
            (Ending::Cancelled, _) => (End::Left, Outcome::Cancelled),
        };
        self.finish_with(end, outcome);
    }

    /// The first end holds. What needs no explaining goes on at once; of the rest the person reads why, and leaves.
    fn finish_with(&mut self, end: End, outcome: Outcome) {
        if self.end.is_some() {
            return;
        }
        let waits = !matches!(end, End::Accepted | End::ForReview(_) | End::Left) && self.camera.is_shown();
        (self.end, self.outcome) = (Some(end), Some(outcome));
        (self.awaits_still, self.checks_still) = (false, false);
        self.camera.close();
        self.commands.push(Command::CloseCamera);
        if !waits {
            self.finish();
        }
    }

    fn finish(&mut self) {
        if !mem::replace(&mut self.finished, true) {
            self.commands.push(Command::Finish);
            self.session = None;
        }
    }

    /// How things stand.
    fn turn(&mut self, at: Duration) -> Turn {
        let live = self.is_watching();
        let standing = Standing {
            end: self.end.as_ref(),
            obstacle: self.camera.obstacle(),
            runs: self.camera.is_open(),
            covered: self.lens.is_covered(),
            update: self.update.as_ref(),
            hint: self.hint,
            hinted: self.hinted,
            checks: self.checks_still,
            lights: self.light.is_on(),
            speaks: self.speaks,
            in_browser: self.in_browser,
            contact: self.contact.as_deref(),
            words: &self.words,
        };
        let (screen, speech) = standing.compose();
        let hint = self.hint.filter(|_| screen.scene.is_live());
        let cause = self.session.as_ref().filter(|_| live).and_then(|session| session.verdict()?.cause);
        let say = self.announcer.hear(&speech, at);
        let feel = self.announcer.feel(screen.scene, hint);
        let steps = self.funnel.see(screen.scene, cause, at).into_iter().collect();
        let overlay = match self.area {
            Some(area) => overlay(screen.scene, self.update.as_ref(), self.frame_size, area, screen.lights),
            None => Vec::new(),
        };
        self.serial += 1;
        let news = self.shown.as_ref() != Some(&screen);
        if news {
            self.shown = Some(screen.clone());
        }
        Turn {
            serial: self.serial,
            screen: news.then_some(screen),
            overlay,
            say,
            feel,
            commands: mem::take(&mut self.commands),
            steps,
        }
    }
}

impl Debug for SelfieFlow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SelfieFlow")
            .field("end", &self.end)
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

fn failed(reason: &str) -> Outcome {
    Outcome::Failed { reason: reason.to_owned() }
}
