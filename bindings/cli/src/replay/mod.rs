//! `swafoto replay`: frames through a session as a camera would deliver them.

mod case;
mod footage;
mod live;
mod report;
mod screen;
mod screens;
mod y4m;

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use p256::ecdsa::SigningKey;
use swafoto::SwafotoError;
use swafoto::frame::{Frame, Rotation};
use swafoto::geometry::Point2;
use swafoto::rule::Policy;
use swafoto::session::{Ending, SelfieSession, SessionRequest, State};

use crate::arguments::{PolicyChoice, ReplayArguments};
use crate::verify::key;
use crate::{CommandError, Outcome, load_engine, name, policy, signature};

use case::Case;
use footage::{Footage, Orientation};
use report::{Report, Step};

/// Between a still that is asked for and the camera's delivery. No preview frame is judged meanwhile.
const SHUTTER: Duration = Duration::from_millis(120);

/// Every so many frames a picture is written although nothing has changed.
const ANNOTATED_FRAMES: usize = 15;

/// What is replayed, and as what.
struct Plan {
    footage: Footage,
    orientation: Orientation,
    /// Where stills come from; from the preview itself where there are none.
    stills: Option<Footage>,
    policy: Policy,
    request: SessionRequest,
    /// What the person answers when asked if they cover their head.
    covers_head: Option<bool>,
}

/// Runs `swafoto replay`.
pub(crate) fn run(arguments: &ReplayArguments) -> Result<Outcome, CommandError> {
    if let Some(folder) = &arguments.screens {
        std::fs::create_dir_all(folder).map_err(|error| file_error(folder, error))?;
        if arguments.footage.extension().is_some_and(|ending| ending == "script") {
            return screens::play(arguments, folder);
        }
        screens::film(plan(arguments)?, arguments, folder)?;
    }
    let plan = plan(arguments)?;
    let signer = arguments.sign.as_deref().map(key::signing).transpose()?;
    if let Some(folder) = &arguments.annotate {
        std::fs::create_dir_all(folder).map_err(|error| file_error(folder, error))?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let outcome = Replay::new(plan, signer, arguments)?.run(&mut out);
    out.flush()?;
    outcome
}

fn file_error(path: &Path, error: impl ToString) -> CommandError {
    CommandError::file(path, error)
}

fn plan(arguments: &ReplayArguments) -> Result<Plan, CommandError> {
    let case = if arguments.footage.is_dir() { Case::open(&arguments.footage)? } else { None };
    let film = case.as_ref().map_or(&arguments.footage, |case| &case.preview);
    let still = arguments.still.as_ref().or(case.as_ref().and_then(|case| case.still.as_ref()));
    let footage = Footage::open(film)?;
    let stills = still.map(|path| Footage::open_still(path)).transpose()?;
    let named = arguments.policy.clone().or_else(|| {
        let own = case.as_ref().and_then(|case| case.policy.as_ref());
        own.map(|path| name::of(path))
    });
    let policy = policy::load(&PolicyChoice { policy: named.unwrap_or_else(|| Policy::DEFAULT.to_owned()) })?;
    let said = arguments.rotation.map(Rotation::from_degrees).transpose()?;
    let of_case = case.as_ref().map(|case| case.orientation).unwrap_or_default();
    let orientation = Orientation {
        rotation: said.or(of_case.rotation),
        mirrored: arguments.mirrored.then_some(true).or(of_case.mirrored),
    };
    let retake = match &case {
        Some(case) if arguments.retake.is_empty() => case.retake.clone(),
        _ => arguments.retake.clone(),
    };
    let covers_head = arguments.covers_head.or(case.as_ref().and_then(|case| case.covers_head));
    let request = SessionRequest {
        nonce: arguments.nonce.clone(),
        retake,
        declared_covering: arguments.declared.declared_covering
            || case.is_some_and(|case| case.declared_covering),
        ..SessionRequest::default()
    };
    Ok(Plan { footage, orientation, stills, policy, request, covers_head })
}

/// A replay under way.
struct Replay<'a> {
    arguments: &'a ReplayArguments,
    footage: Footage,
    orientation: Orientation,
    stills: Option<Footage>,
    session: SelfieSession,
    /// Who signs the receipt.
    signer: Option<SigningKey>,
    answer: Answer,
    report: Report,
    /// The face's outline in the last frame that showed one.
    outline: Vec<Point2>,
    last_annotated: Option<(State, Option<swafoto::rule::Hint>)>,
    steps: usize,
}

impl<'a> Replay<'a> {
    fn new(
        plan: Plan,
        signer: Option<SigningKey>,
        arguments: &'a ReplayArguments,
    ) -> Result<Self, CommandError> {
        let Plan { footage, orientation, mut stills, policy, mut request, covers_head } = plan;
        if let Some(stills) = &mut stills {
            stills.advance()?;
            let still = stills.frame(orientation)?;
            request.still_size = Some((still.width(), still.height()));
        }
        Ok(Self {
            arguments,
            footage,
            orientation,
            stills,
            session: SelfieSession::new(load_engine(&arguments.networks)?, policy, request)?,
            signer,
            answer: Answer::new(covers_head),
            report: Report::new(arguments.json, arguments.live, arguments.lang.language()),
            outline: Vec::new(),
            last_annotated: None,
            steps: 0,
        })
    }

    fn run(mut self, out: &mut impl std::io::Write) -> Result<Outcome, CommandError> {
        let mut now = Duration::ZERO;
        while let Some(at) = self.footage.advance()? {
            // Frames that come while the camera takes a still are lost.
            if at < now {
                continue;
            }
            now = at;
            self.report.wait_for(at);
            let frame = self.footage.frame(self.orientation)?;
            if let Some(covered) = self.answer.due(at) {
                self.session.declare_covering(covered);
            }
            let mut step = timed(at, || self.session.preview(&frame, at))?;
            self.report.step(out, &step)?;
            self.answer.heard(step.update.ask_covering, at);
            if !step.update.outline.is_empty() {
                self.outline.clone_from(&step.update.outline);
            } else if step.update.state == State::Searching {
                self.outline.clear();
            }
            annotate(
                &mut self.last_annotated,
                &mut self.steps,
                self.arguments,
                &self.outline,
                &frame,
                &step,
            )?;
            if step.update.capture {
                now = at + SHUTTER;
                let still = match &self.stills {
                    Some(stills) => stills.frame(self.orientation)?,
                    None => frame,
                };
                step = take(&mut self.session, &still, now)?;
                self.report.step(out, &step)?;
                let outline = scaled(&self.outline, &frame, &still);
                annotate(&mut self.last_annotated, &mut self.steps, self.arguments, &outline, &still, &step)?;
                // The next still is the next one of the file; its last one serves for all that follow.
                if let Some(stills) = &mut self.stills {
                    stills.advance()?;
                }
            }
            if let Some(ending) = step.update.ending {
                return self.finish(out, ending, &step.update.reasons);
            }
        }
        if self.steps == 0 && now == Duration::ZERO && self.session.state() == State::Searching {
            return Err(file_error(&self.arguments.footage, "has no frames"));
        }
        // The footage is over: the person gives up.
        let update = self.session.cancel();
        let reasons = update.reasons.clone();
        self.finish(out, update.ending.unwrap_or(Ending::Cancelled), &reasons)
    }

    fn finish(
        mut self,
        out: &mut impl std::io::Write,
        ending: Ending,
        reasons: &[swafoto::rule::RuleId],
    ) -> Result<Outcome, CommandError> {
        let mut written = None;
        if let Some(capture) = self.session.take_capture() {
            if let Some(path) = &self.arguments.photo {
                std::fs::write(path, capture.photo.jpeg()).map_err(|error| file_error(path, error))?;
                written = Some(name::of(path));
            }
            if let Some(path) = &self.arguments.receipt {
                let receipt = signature::written(&capture.receipt, self.signer.as_ref())?;
                std::fs::write(path, receipt).map_err(|error| file_error(path, error))?;
            }
        }
        self.report.end(out, ending, reasons, written)?;
        Ok(if ending == Ending::Accepted { Outcome::Good } else { Outcome::Rejected })
    }
}

/// How long a person takes to read the question and press a button.
const READING: Duration = Duration::from_millis(600);

/// What the person answers when asked if they cover their head.
struct Answer {
    covers_head: Option<bool>,
    asked: Option<Duration>,
}

impl Answer {
    fn new(covers_head: Option<bool>) -> Self {
        Self { covers_head, asked: None }
    }

    /// The session asks, or does not.
    fn heard(&mut self, ask: bool, at: Duration) {
        self.asked = if ask { self.asked.or(Some(at)) } else { None };
    }

    /// The answer, once it was read.
    fn due(&self, at: Duration) -> Option<bool> {
        self.covers_head.filter(|_| self.asked.is_some_and(|asked| at.saturating_sub(asked) >= READING))
    }
}

/// Hands the still over. One that does not belong to the preview is the session's to refuse, and it goes on.
fn take(session: &mut SelfieSession, still: &Frame<'_>, at: Duration) -> Result<Step, CommandError> {
    match timed(at, || session.still(still, at)) {
        Err(SwafotoError::UnexpectedStill { reason }) => {
            let _ = writeln!(std::io::stderr(), "the still was refused: {reason}");
            Ok(timed(at, || session.tick(at))?)
        }
        result => Ok(result?),
    }
}

fn timed(
    at: Duration,
    work: impl FnOnce() -> Result<swafoto::session::Update, SwafotoError>,
) -> Result<Step, SwafotoError> {
    let start = Instant::now();
    let update = work()?;
    Ok(Step { at, update, milliseconds: start.elapsed().as_secs_f64() * 1000.0 })
}

fn scaled(outline: &[Point2], from: &Frame<'_>, to: &Frame<'_>) -> Vec<Point2> {
    let scale = to.width() as f32 / from.width() as f32;
    outline.iter().map(|point| Point2::new(point.x * scale, point.y * scale)).collect()
}

/// Writes the picture of a step where something has changed, and now and then where nothing has.
fn annotate(
    last: &mut Option<(State, Option<swafoto::rule::Hint>)>,
    steps: &mut usize,
    arguments: &ReplayArguments,
    outline: &[Point2],
    frame: &Frame<'_>,
    step: &Step,
) -> Result<(), CommandError> {
    let index = *steps;
    *steps += 1;
    let Some(folder) = &arguments.annotate else { return Ok(()) };
    let now = (step.update.state, step.update.hint);
    if last.replace(now) == Some(now) && !index.is_multiple_of(ANNOTATED_FRAMES) && !step.update.capture {
        return Ok(());
    }
    let name = format!("{:06}-{}.png", step.at.as_millis(), step.update.state.name());
    let path: PathBuf = folder.join(name);
    let picture = screen::draw(frame, step, outline, arguments.lang.language());
    picture.save(&path).map_err(|error| file_error(&path, error))
}
