//! The live gate: frames in, one hint at a time out, and a picture only when every rule holds.
//!
//! [`SelfieSession`] is what both wrappers drive. It has three parts that know nothing of each other:
//! [`perception`] looks at a frame as far as the time allows, [`steady`] keeps numbers and rules from flickering,
//! and [`director`] decides what happens next. Time comes in with the frames: the same frames give the same run.
//!
//! What takes longer than a frame may is one of the [`jobs`], and the [`schedule`] says which of them a frame takes a step
//! of. What they find is [`known`] until the face is lost.

mod block_times;
mod board;
mod clock;
mod dated;
mod director;
mod eyes;
mod held;
mod jobs;
mod known;
mod likeness;
mod look;
mod pace;
mod perception;
#[cfg(test)]
mod properties;
mod question;
mod schedule;
#[cfg(test)]
pub(crate) mod script;
mod sight;
mod stage;
mod steady;
mod still_size;
#[cfg(test)]
mod tests;
mod turned_ears;

use std::time::Duration;

use crate::engine::Engine;
use crate::error::{PhotoObstacle, SwafotoError};
use crate::face::Face;
use crate::frame::{Frame, MAX_SIDE};
use crate::geometry::Point2;
use crate::measure::Measures;
use crate::photo::{Declarant, Handover, Photo, Receipt, ReceiptFacts, hand_over};
use crate::rule::{
    Declaration, Hint, OnBlocked, Policy, RuleId, SessionSettings, Status, Subject, Verdict,
    adjust_for_prior, checks, judge_subject,
};

use block_times::Reasons;
use clock::Clock;
use director::{Director, Outcome};
use eyes::Eyes;
use held::Held;
use perception::Perception;
use question::CoveringQuestion;
use sight::Sight;
use steady::Steady;
use still_size::StillSize;
use turned_ears::TurnedEars;

#[cfg(feature = "internals")]
pub use likeness::Likeness;
pub use stage::Stage;

/// What the app asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SessionRequest {
    /// The institution's reference; goes into the receipt unread.
    pub reference: Option<String>,
    /// The server's nonce; goes into the receipt unread.
    pub nonce: Option<String>,
    /// The rules that failed last time: the session begins by explaining these and prefers their hints.
    pub retake: Vec<RuleId>,
    /// The app knows that the person covers their head for faith or health. Who does not know leaves it `false`: the session
    /// asks where it matters.
    pub declared_covering: bool,
    /// Width and height of the stills the camera will take, in pixels, upright. The rules on pixels are about the
    /// photograph, so a preview is judged as large as the still will be, turned as the frame is. `None` judges the preview
    /// as it is.
    pub still_size: Option<(usize, usize)>,
    /// The longest the session may take, in place of the policy's `block-after-s`: longer than holding and, in a retake,
    /// explaining take.
    pub limit: Option<Duration>,
}

impl SessionRequest {
    fn check(&self, settings: &SessionSettings) -> Result<(), SwafotoError> {
        let refused = |field, reason| Err(SwafotoError::InvalidRequest { field, reason });
        let explaining = if self.retake.is_empty() { Duration::ZERO } else { settings.explain() };
        let needed = settings.hold() + explaining;
        if let Some(limit) = self.limit.filter(|limit| *limit <= needed) {
            return refused("limit", format!("is {limit:?}, and explaining and holding take {needed:?}"));
        }
        match self.still_size {
            Some((width, height))
                if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) =>
            {
                refused("still size", format!("is {width} x {height} pixels, must be 1 to {MAX_SIDE}"))
            }
            _ => Ok(()),
        }
    }
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No face yet.
    Searching,
    /// A face, and a rule that does not hold.
    Guiding,
    /// Every rule holds; the picture is about to be taken.
    Holding,
    /// A still was asked for, or is being judged.
    Verifying,
    /// There is a photo.
    Accepted,
    /// There is none, and [`Update::ending`] says why.
    Exited,
}

impl State {
    /// The state's name in JSON and in the wrappers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Searching => "searching",
            Self::Guiding => "guiding",
            Self::Holding => "holding",
            Self::Verifying => "verifying",
            Self::Accepted => "accepted",
            Self::Exited => "exited",
        }
    }
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With a photo that passed every rule.
    Accepted,
    /// Somebody was there, and [`Update::reasons`] kept them from passing until the limit.
    Blocked,
    /// By the person or the app.
    Cancelled,
    /// Nobody was there.
    TimedOut,
    /// Nothing blocked, and yet there was no photo: stills that were asked for never came or did not show what the preview did,
    /// or there were too few frames to judge anybody by.
    CameraFailed,
}

impl Ending {
    /// The ending's name in JSON and in the wrappers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Blocked => "blocked",
            Self::Cancelled => "cancelled",
            Self::TimedOut => "timed-out",
            Self::CameraFailed => "camera-failed",
        }
    }
}

/// What the wrapper shows and does after a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// Where the session stands.
    pub state: State,
    /// The one thing to tell the person; `None` before anything is known and after the end.
    pub hint: Option<Hint>,
    /// How much of the hold is over, `0..=1`; zero but in [`State::Holding`] and after it.
    pub progress: f32,
    /// Take a still now. True exactly once for each still the session wants.
    pub capture: bool,
    /// Outline of the face in upright frame pixels, a closed loop from the middle of the forehead; empty without a
    /// face.
    pub outline: Vec<Point2>,
    /// What was computed for this update.
    pub ran: Vec<Stage>,
    /// Whether to ask the person if they cover their head for faith or health ([`CoveringText`](crate::words::CoveringText) has the
    /// words), and to answer by [`SelfieSession::declare_covering`]. Guidance goes on meanwhile.
    pub ask_covering: bool,
    /// Rules to explain at length, in words and with a picture: those of last time at the start of a retake, later
    /// the two that blocked longest of those that still fail. Empty where no help is due.
    pub help: Vec<RuleId>,
    /// Whether `help` is about the photo before: the start of a retake.
    pub explains_retake: bool,
    /// How the session ended, once it has.
    pub ending: Option<Ending>,
    /// Why the last still was refused, or why the session ended blocked: what blocked most comes first.
    pub reasons: Vec<RuleId>,
    /// Whether `reasons` could not be assessed, which is no failure: [`RuleId::unassessed`] says so, [`RuleId::reason`] would be
    /// untrue.
    pub reasons_unassessed: bool,
}

/// What a session hands over.
#[derive(Debug)]
pub struct Capture {
    /// The picture.
    pub photo: Photo,
    /// What was measured on it.
    pub receipt: Receipt,
    /// Whether it passed every rule. `false` only under a policy with `on-blocked = "review"`.
    pub compliant: bool,
}

/// One person's attempt to take one photo.
#[derive(Debug)]
pub struct SelfieSession {
    policy: Policy,
    request: SessionRequest,
    eyes: Box<dyn Eyes>,
    steady: Steady,
    director: Director,
    question: CoveringQuestion,
    declaration: Declaration,
    turned_ears: TurnedEars,
    verdict: Option<Verdict>,
    outline: Vec<Point2>,
    capture: Option<Capture>,
    /// Under `on-blocked = "review"` the best of the stills that were refused, and how many rules it breaks.
    best: Option<(usize, Capture)>,
    clock: Clock,
    frame_size: Option<(usize, usize)>,
    held: Held,
    /// What the still that is ordered must show.
    ordered: Held,
    settings: SessionSettings,
}

impl SelfieSession {
    /// A session that has seen nothing yet.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] for a policy with `session = false` or `photo = false`: it can judge photographs, but
    /// says nothing about time, or about the photo to hand over. [`SwafotoError::InvalidModel`] for an engine without a
    /// parser. [`SwafotoError::InvalidRequest`] for a limit in which nobody can pass, or stills that no camera takes.
    pub fn new(engine: Engine, policy: Policy, request: SessionRequest) -> Result<Self, SwafotoError> {
        // A hold rests on the head, so that without a parser no session would ever take a photo.
        if engine.parser().is_none() {
            return Err(SwafotoError::InvalidModel {
                model: "head_parser".to_owned(),
                reason: "the engine has none, and no session passes without".to_owned(),
            });
        }
        let (settings, still_size) = (settings_of(&policy)?, StillSize(request.still_size));
        let eyes = Perception::new(engine, &policy, settings, still_size);
        Self::with_eyes(Box::new(eyes), policy, request)
    }

    fn with_eyes(eyes: Box<dyn Eyes>, policy: Policy, request: SessionRequest) -> Result<Self, SwafotoError> {
        let settings = settings_of(&policy)?;
        let limit = request.limit.unwrap_or(settings.block_after());
        request.check(&settings)?;
        Ok(Self {
            eyes,
            steady: Steady::new(settings),
            director: Director::new(settings, limit, policy.on_blocked(), request.retake.clone()),
            question: CoveringQuestion::new(&policy, settings),
            declaration: Declaration::by_app(request.declared_covering),
            turned_ears: TurnedEars::new(policy.ears_in_turn().copied()),
            policy,
            request,
            verdict: None,
            outline: Vec::new(),
            capture: None,
            best: None,
            clock: Clock::default(),
            frame_size: None,
            held: Held::default(),
            ordered: Held::default(),
            settings,
        })
    }

    /// Looks at a preview frame taken at `at`, counted from any origin that stays the same until
    /// [`camera_changed`](Self::camera_changed).
    ///
    /// Once a still was asked for, and after the end, frames are not looked at: the update says how things stand.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where time goes backwards or the frame has another size than those before
    /// it (call [`camera_changed`](Self::camera_changed) first where that is meant); [`SwafotoError::Inference`]
    /// where a network fails. The session stays as it was. Where times stay behind the newest one, that one was wrong or the
    /// clock has restarted: after a few frames the session goes on by what the clock says now.
    pub fn preview(&mut self, frame: &Frame<'_>, at: Duration) -> Result<Update, SwafotoError> {
        let size = (frame.width(), frame.height());
        if let Some(expected) = self.frame_size.filter(|expected| *expected != size) {
            return Err(SwafotoError::InvalidFrame {
                field: "size",
                reason: format!(
                    "is {} x {}, those before it were {} x {}",
                    size.0, size.1, expected.0, expected.1
                ),
            });
        }
        self.clock.advance(at)?;
        if !self.director.wants_frames() {
            return Ok(self.without_frame(Director::idle));
        }
        let at = self.clock.now();
        let seen = self.eyes.look(frame, at, self.director.holding_since())?;
        self.frame_size = Some(size);
        self.outline = seen.face.as_ref().map(Face::outline).unwrap_or_default();
        if seen.another_face {
            self.steady.forget();
            self.turned_ears.forget();
        }
        let measures = &adjust_for_prior(&seen.measures, &self.policy, self.declaration);
        let subject = Subject {
            measures,
            policy: &self.policy,
            declaration: self.declaration,
            shown_before: self.turned_ears.shown(),
        };
        let checks = checks(&subject);
        let whole = matches!(seen.sight, Sight::Whole { .. });
        if whole {
            self.turned_ears.observe(&subject, &checks, at);
        }
        self.question.observe(whole.then_some((&subject, &checks[..])), self.settings.longest_gap(), at);
        let mut verdict = self.steady.settle(checks, &subject, &self.request.retake, at);
        self.turned_ears.advise(&mut verdict, &subject);
        let outcome = self.director.observe(&verdict, seen.sight, at);
        let holds = matches!(self.director.state(), State::Holding | State::Verifying);
        self.held.see((size, seen.face.as_ref(), &seen.measures), self.eyes.newest_look(), holds);
        if self.director.wants_still() {
            self.ordered = std::mem::take(&mut self.held);
        }
        self.verdict = Some(verdict);
        Ok(self.update(seen.ran, outcome))
    }

    /// Judges the still that was asked for, on every rule and at full resolution, and ends the session with it or
    /// goes back to guiding with what is wrong with it.
    ///
    /// # Errors
    /// [`SwafotoError::UnexpectedStill`] where none was asked for, or where it does not show what the preview did:
    /// another orientation, a head of another size, or a face that looks unlike the one that held still.
    /// [`SwafotoError::Inference`] where a network fails, [`SwafotoError::Photo`] where the head does not fit into a photo of the
    /// policy's shape, or the file into its limits. The session then guides on, and [`standing`](Self::standing) says why; where
    /// it ends, there is an update and no error.
    pub fn still(&mut self, frame: &Frame<'_>, at: Duration) -> Result<Update, SwafotoError> {
        self.clock.advance(at)?;
        if !self.director.wants_still() {
            return Err(SwafotoError::UnexpectedStill { reason: "none was asked for".to_owned() });
        }
        let at = self.clock.now();
        self.eyes.still_came((frame.width(), frame.height()));
        let (outcome, error) = match self.judge_still(frame) {
            Ok((verdict, capture)) => {
                let reasons = blocking(&verdict);
                let (hint, cause) = (verdict.hint, verdict.cause);
                self.keep(capture, reasons.rules.len());
                self.verdict = Some(verdict);
                (self.director.judged(hint, cause, reasons, at), None)
            }
            Err(error) => {
                let outcome = match error {
                    // Almost always the head fills a still that is narrower than the photo: distance is what helps.
                    SwafotoError::Photo { obstacle: PhotoObstacle::Framing, .. } => {
                        let reasons = vec![RuleId::Crop];
                        self.director.judged(Some(Hint::MoveAway), Some(RuleId::Crop), reasons, at)
                    }
                    _ => self.director.still_lost(at),
                };
                (outcome, Some(error))
            }
        };
        self.restart_perception();
        let update = self.update(vec![Stage::Still], outcome);
        match error {
            Some(error) if update.ending.is_none() => Err(error),
            _ => Ok(update),
        }
    }

    /// The camera could not take the still: the session guides on, or ends where it was the last one or too many have failed. Where
    /// none is asked for, as after its time was over, nothing changes.
    pub fn still_failed(&mut self, at: Duration) -> Update {
        // A failure is told whatever its time.
        let _ = self.clock.advance(at);
        self.without_frame(Director::still_lost)
    }

    /// Time has passed without a frame: the camera is busy, or the app was in the background.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where time goes backwards, as for [`preview`](Self::preview).
    pub fn tick(&mut self, at: Duration) -> Result<Update, SwafotoError> {
        self.clock.advance(at)?;
        Ok(self.without_frame(Director::idle))
    }

    /// How things stand, as the last call left them.
    pub fn standing(&self) -> Update {
        self.describe(Vec::new(), self.director.standing())
    }

    /// Time passes without a frame that is looked at.
    fn without_frame(&mut self, step: fn(&mut Director, Duration) -> Outcome) -> Update {
        let waited = self.director.wants_still();
        let outcome = step(&mut self.director, self.clock.now());
        match (waited, self.director.wants_still()) {
            // The still never came, and the person may have moved meanwhile.
            (true, false) => self.restart_perception(),
            (false, true) => self.ordered = std::mem::take(&mut self.held),
            _ => {}
        }
        self.update(Vec::new(), outcome)
    }

    /// The person says whether they cover their head for faith or health: their answer to [`Update::ask_covering`], or unasked. It
    /// counts from the next frame on, and the receipt says that the person declared it. After the end nothing changes.
    pub fn declare_covering(&mut self, covered: bool) -> Update {
        if self.director.ending().is_none() {
            self.question.close();
            self.declaration = if covered { Declaration::Covered } else { Declaration::Bare };
        }
        let outcome = self.director.answered();
        self.update(Vec::new(), outcome)
    }

    /// Ends the session at the person's or the app's wish. A session that has ended stays as it ended.
    pub fn cancel(&mut self) -> Update {
        let outcome = self.director.cancel();
        self.update(Vec::new(), outcome)
    }

    /// The camera was opened anew or turned: the next frame may have another size and its times another origin, and what was
    /// seen is forgotten. A still that was asked for must still show what was held.
    pub fn camera_changed(&mut self) -> Update {
        self.clock.change();
        self.frame_size = None;
        self.outline.clear();
        self.restart_perception();
        let outcome = self.director.interrupted();
        self.update(Vec::new(), outcome)
    }

    /// The latest verdict with every check: of the last preview frame, smoothed, or of the still.
    pub fn verdict(&self) -> Option<&Verdict> {
        self.verdict.as_ref()
    }

    /// Where the session stands.
    pub fn state(&self) -> State {
        self.director.state()
    }

    /// The policy the session follows.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Takes the photo out of a session that has ended with one. The second call finds nothing.
    pub fn take_capture(&mut self) -> Option<Capture> {
        self.capture.take()
    }

    /// After a still the person may have moved, so nothing seen before it counts.
    fn restart_perception(&mut self) {
        self.eyes.forget();
        self.steady.forget();
        self.turned_ears.forget();
        self.held = Held::default();
    }

    /// The verdict on the still that is ordered, and what is handed over if it comes to that.
    fn judge_still(&self, frame: &Frame<'_>) -> Result<(Verdict, Option<Capture>), SwafotoError> {
        self.ordered.check_orientation(frame)?;
        let analysis = self.eyes.analyse(frame)?;
        self.ordered.check_head(&analysis.measures, &self.settings)?;
        let verdict = self.judge(&analysis.measures);
        let for_review = self.policy.on_blocked() == OnBlocked::Review;
        let Some(face) = analysis.face.as_ref().filter(|_| verdict.accepted || for_review) else {
            return Ok((verdict, None));
        };
        if verdict.accepted {
            // What is wrong with any other says more than that it looks different.
            self.ordered.check_likeness(analysis.head.as_ref(), &self.settings)?;
        }
        let facts = ReceiptFacts {
            nonce: self.request.nonce.clone(),
            reference: self.request.reference.clone(),
            taken_at: None,
            declared_covering: self.declarant(),
            ears_in_turn: self.turned_ears.shown().rules().collect(),
            motionless: self.ordered.motionless(&self.settings),
            models: self.eyes.models(),
            sdk_version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        let judge = |photo: &Frame<'_>| Ok(self.judge(&self.eyes.analyse(photo)?.measures));
        let handover = match hand_over(frame, face, &self.policy, &facts, judge) {
            Ok(handover) => handover,
            // It is refused for its rules, which say more than that no photo could be made of it.
            Err(SwafotoError::Photo { .. }) if !verdict.accepted => return Ok((verdict, None)),
            Err(error) => return Err(error),
        };
        // What passed as a still and fails as a photo is guided on from, by what is wrong with the photo.
        let Handover { photo, verdict, receipt } = handover;
        let compliant = verdict.accepted;
        let capture = (compliant || for_review).then_some(Capture { photo, receipt, compliant });
        Ok((verdict, capture))
    }

    /// The verdict on a still, or on a photo cut out of it, of the person whom the preview showed.
    fn judge(&self, measures: &Measures) -> Verdict {
        judge_subject(&Subject {
            measures,
            policy: &self.policy,
            declaration: self.declaration,
            shown_before: self.turned_ears.shown(),
        })
    }

    /// Keeps what was made of a still that breaks so many rules, unless one before it was better.
    fn keep(&mut self, capture: Option<Capture>, broken: usize) {
        let Some(capture) = capture else { return };
        if self.best.as_ref().is_none_or(|(least, _)| broken <= *least) {
            self.best = Some((broken, capture));
        }
    }

    /// Who said that the head is covered, if anybody did.
    fn declarant(&self) -> Option<Declarant> {
        match self.declaration {
            Declaration::Covered if self.request.declared_covering => Some(Declarant::App),
            Declaration::Covered => Some(Declarant::Person),
            Declaration::Unasked | Declaration::Bare => None,
        }
    }

    /// Describes how things stand, and at the end hands over the best still or lets go of it.
    fn update(&mut self, ran: Vec<Stage>, outcome: Outcome) -> Update {
        if let Some(ending) = self.director.ending() {
            let best = self.best.take().filter(|_| matches!(ending, Ending::Accepted | Ending::Blocked));
            self.capture = best.map(|(_, capture)| capture).or_else(|| self.capture.take());
        }
        if !self.director.wants_still() {
            self.ordered = Held::default();
        }
        self.describe(ran, outcome)
    }

    fn describe(&self, ran: Vec<Stage>, outcome: Outcome) -> Update {
        let Outcome { hint, progress, capture, help, explains_retake, reasons } = outcome;
        let ended = matches!(self.director.state(), State::Accepted | State::Exited);
        Update {
            state: self.director.state(),
            hint,
            progress,
            capture,
            outline: if ended { Vec::new() } else { self.outline.clone() },
            ran,
            ask_covering: !ended && self.question.is_open(),
            help,
            explains_retake,
            ending: self.director.ending(),
            reasons: reasons.rules,
            reasons_unassessed: reasons.unassessed,
        }
    }
}

/// How a session follows `policy`, if it says how.
fn settings_of(policy: &Policy) -> Result<SessionSettings, SwafotoError> {
    let Some(settings) = policy.session().copied() else {
        return Err(SwafotoError::InvalidPolicy {
            reason: format!("`{}` has no table `session`, so no session can follow it", policy.id()),
        });
    };
    if policy.photo().is_none() {
        return Err(SwafotoError::InvalidPolicy {
            reason: format!("`{}` has no table `photo`, so no session can hand one over", policy.id()),
        });
    }
    Ok(settings)
}

/// The rules that keep a verdict from being accepted, in the order of advice: those that fail, or else those that could not be
/// assessed. A reason says what was wrong, and of the unknown that would be untrue.
fn blocking(verdict: &Verdict) -> Reasons {
    let rules = |blocks: fn(Status) -> bool| -> Vec<RuleId> {
        verdict.checks.iter().filter(|check| blocks(check.status)).map(|check| check.rule).collect()
    };
    let failing = rules(Status::fails);
    if failing.is_empty() {
        Reasons { rules: rules(Status::blocks), unassessed: true }
    } else {
        failing.into()
    }
}
