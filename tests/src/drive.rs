//! A session driven as a wrapper drives it: frames in, stills when asked for, cancelled when the film is over.

use std::path::Path;
use std::time::{Duration, Instant};

use swafoto::frame::{Channel, Frame, Rotation, YuvEncoding};
use swafoto::rule::{Hint, Policy, RuleId};
use swafoto::session::{Ending, SelfieSession, SessionRequest, State};
use swafoto::{Engine, SwafotoError};
use swafoto_film::{Case, Video};

/// What a session did with a film.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The state after each frame and still, with its time; the first is that of a session that has seen nothing.
    pub states: Vec<(Duration, State)>,
    /// The hint after each frame and still, with its time.
    pub hints: Vec<(Duration, Option<Hint>)>,
    /// When stills were asked for.
    pub captures: Vec<Duration>,
    /// Whether each still passed every rule.
    pub stills: Vec<bool>,
    /// When the session first asked if the head is covered.
    pub asked: Option<Duration>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// What it gave as reasons at the end.
    pub reasons: Vec<RuleId>,
}

/// Between a still that is asked for and the camera's delivery.
const SHUTTER: Duration = Duration::from_millis(120);

/// Between the question if the head is covered and the answer.
pub const READING: Duration = Duration::from_millis(600);

/// Runs the film of `case` in `folder` through a session.
///
/// # Errors
/// Where the core refuses a frame, a still or the policy.
///
/// # Panics
/// Where the folder does not hold the case's film, which the tests make themselves.
pub fn drive(engine: &Engine, case: &Case, folder: &Path) -> Result<Run, SwafotoError> {
    drive_timed(engine, case, folder, |_| {})
}

/// The same, and tells `on_frame` how long the session took for each preview frame.
///
/// # Errors
/// As [`drive`].
///
/// # Panics
/// As [`drive`].
pub fn drive_timed(
    engine: &Engine,
    case: &Case,
    folder: &Path,
    mut on_frame: impl FnMut(Duration),
) -> Result<Run, SwafotoError> {
    let open = |name: &str| Video::open(&folder.join(name)).expect("the film was made");
    let (mut preview, mut stills) = (open("preview.y4m"), open("still.y4m"));
    let rotation = Rotation::from_degrees(case.rotation)?;
    let still = stills.next().expect("the film was made").expect("a still has a frame");
    let still = frame(&still.planes, (still.width, still.height), rotation, case.mirrored)?;
    let request = SessionRequest {
        retake: case.request.retake.iter().filter_map(|rule| rule.parse().ok()).collect(),
        declared_covering: case.request.declared_covering,
        still_size: Some((still.width(), still.height())),
        ..SessionRequest::default()
    };
    let mut session = SelfieSession::new(engine.clone(), policy(case)?, request)?;
    let mut run = Run {
        states: vec![(Duration::ZERO, session.state())],
        hints: Vec::new(),
        captures: Vec::new(),
        stills: Vec::new(),
        asked: None,
        ending: None,
        reasons: Vec::new(),
    };
    let mut open_since = None;
    let mut index = 0_u32;
    let mut busy_until = Duration::ZERO;
    while let Some(picture) = preview.next().expect("the film was made") {
        let at = Duration::from_secs(1) * index / case.source.fps;
        index += 1;
        if at < busy_until {
            // The camera is taking the still and delivers no preview.
            continue;
        }
        let seen = frame(&picture.planes, (picture.width, picture.height), rotation, case.mirrored)?;
        if let (Some(asked), Some(covered)) = (open_since, case.request.covers_head)
            && at.saturating_sub(asked) >= READING
        {
            session.declare_covering(covered);
        }
        let start = Instant::now();
        let mut update = session.preview(&seen, at)?;
        on_frame(start.elapsed());
        open_since = if update.ask_covering { open_since.or(Some(at)) } else { None };
        run.asked = run.asked.or(open_since);
        let mut now = at;
        if update.capture {
            run.note(now, update.state, update.hint);
            run.captures.push(now);
            now = at + SHUTTER;
            busy_until = now;
            update = session.still(&still, now)?;
            run.stills.push(session.verdict().is_some_and(|verdict| verdict.accepted));
        }
        run.note(now, update.state, update.hint);
        if let Some(ending) = update.ending {
            run.ending = Some(ending);
            run.reasons = update.reasons;
            return Ok(run);
        }
    }
    let update = session.cancel();
    run.note(busy_until.max(Duration::from_secs(1) * index / case.source.fps), update.state, update.hint);
    (run.ending, run.reasons) = (update.ending, update.reasons);
    Ok(run)
}

impl Run {
    fn note(&mut self, at: Duration, state: State, hint: Option<Hint>) {
        self.states.push((at, state));
        self.hints.push((at, hint));
    }

    /// The states in order, without repeats.
    pub fn path(&self) -> Vec<&'static str> {
        let mut path: Vec<&str> = self.states.iter().map(|(_, state)| state.name()).collect();
        path.dedup();
        path
    }

    /// When the hint on show changed, and to what; the first hint counts as no change.
    pub fn hint_changes(&self) -> Vec<(Duration, Hint)> {
        let mut changes: Vec<(Duration, Hint)> = Vec::new();
        for (at, hint) in &self.hints {
            if let Some(hint) = hint
                && changes.last().is_none_or(|(_, shown)| shown != hint)
            {
                changes.push((*at, *hint));
            }
        }
        changes
    }
}

/// The policy that `case` names.
///
/// # Errors
/// [`SwafotoError::InvalidPolicy`] where it is none.
///
/// # Panics
/// Where the case names a file that is not there.
pub fn policy(case: &Case) -> Result<Policy, SwafotoError> {
    if Policy::preset_text(&case.policy).is_some() {
        return Policy::preset(&case.policy);
    }
    let path = Case::folder().join("policies").join(&case.policy);
    Policy::from_toml(&std::fs::read_to_string(path).expect("the case's policy is in the repository"))
}

fn frame(
    planes: &[u8],
    (width, height): (usize, usize),
    rotation: Rotation,
    mirrored: bool,
) -> Result<Frame<'_>, SwafotoError> {
    let (y, chroma) = planes.split_at(width * height);
    let (u, v) = chroma.split_at(chroma.len() / 2);
    let half = width.div_ceil(2);
    let [y, u, v] = [(y, width), (u, half), (v, half)].map(|(bytes, stride)| Channel::tight(bytes, stride));
    let frame = Frame::yuv420(y, u, v, YuvEncoding::Bt601FullRange, width, height)?;
    Ok(frame.rotated(rotation).mirrored(mirrored))
}
