//! `--screens`: what a phone shows of a film, or of a script of events, a picture for each change.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use swafoto::frame::Frame;
use swafoto::geometry::Affine;
use swafoto::raster::{RgbPlane, warp_to_plane};
use swafoto::rule::Policy;
use swafoto::screen::{
    Action, CameraPermission, Command, Event, FlowRequest, Scene, Screen, SelfieFlow, Turn, event_of,
};
use swafoto::session::SessionRequest;
use swafoto::{Engine, SelfieSession};

use crate::arguments::ReplayArguments;
use crate::phone::{ContactSheet, Look, draw};
use crate::{CommandError, Outcome, load_engine};

use super::{Answer, Plan, SHUTTER, file_error};

/// A hold is drawn once it is half over, when its progress shows.
const HALF: usize = 9;

/// A phone that is drawn whenever it shows something else.
struct Phone<'a> {
    flow: SelfieFlow,
    look: Look,
    folder: &'a Path,
    sheet: ContactSheet,
    screen: Option<Screen>,
    /// The camera's picture as the phone shows it.
    photo: Option<RgbPlane>,
    /// Frames since the screen changed.
    frames: usize,
    title: String,
    over: bool,
    wants_still: bool,
}

/// The phone that `arguments` ask for.
fn phone<'a>(
    arguments: &ReplayArguments,
    folder: &'a Path,
    engine: Engine,
    policy: Policy,
    session: SessionRequest,
) -> Result<Phone<'a>, CommandError> {
    let request = FlowRequest {
        language: arguments.lang.language(),
        texts: BTreeMap::new(),
        contact: arguments.phone.contact.clone(),
        spoken: false,
        in_browser: false,
    };
    let flow = SelfieFlow::new(request, move |opening| {
        let mut request = session.clone();
        request.still_size = opening.still_size;
        request.retake = opening.retake.unwrap_or(request.retake);
        Ok(SelfieSession::new(engine.clone(), policy.clone(), request)?)
    })?;
    let (width, height) = Look::PLAIN.size;
    let look = Look {
        size: if arguments.phone.wide { (height, width) } else { (width, height) },
        dark: arguments.phone.dark,
        letters: arguments.phone.letters,
        ..Look::PLAIN
    };
    Ok(Phone {
        flow,
        look,
        folder,
        sheet: ContactSheet::default(),
        screen: None,
        photo: None,
        frames: 0,
        title: String::new(),
        over: false,
        wants_still: false,
    })
}

impl Phone<'_> {
    fn tell(&mut self, event: Event, at: Duration) -> Result<(), CommandError> {
        let turn = self.flow.tell(event, at);
        self.take(turn, at)
    }

    /// Draws what changed.
    fn take(&mut self, turn: Turn, at: Duration) -> Result<(), CommandError> {
        self.wants_still |= turn.commands.contains(&Command::TakeStill);
        self.over |= turn.commands.contains(&Command::Finish);
        let news = turn.screen.is_some();
        self.frames = if news { 0 } else { self.frames + 1 };
        self.screen = turn.screen.or(self.screen.take());
        let Some(screen) = &self.screen else { return Ok(()) };
        // A film's first frame comes before anything is known of it: what is drawn is what a person would have time to see.
        let held = screen.scene == Scene::Holding;
        let due = if held { self.frames == HALF } else { news };
        if !due {
            return Ok(());
        }
        let picture = draw(screen, &turn.overlay, self.photo.as_ref(), &self.look);
        let name = format!("{:06}-{}.png", at.as_millis(), screen.scene.name());
        let path = self.folder.join(format!("{}{name}", self.title));
        picture.save(&path).map_err(|error| file_error(&path, error))?;
        let title = self.title.replace('-', " ");
        self.sheet.add(format!("{title}{:.1} s {}", at.as_secs_f32(), screen.scene.name()), &picture);
        Ok(())
    }

    /// What the camera sees, as large as the phone shows it: filled, centred, and as in a mirror.
    fn see(&mut self, frame: &Frame<'_>) {
        let (width, height) = self.look.pixels();
        let (across, down) = (frame.width() as f32, frame.height() as f32);
        let scale = (width as f32 / across).max(height as f32 / down);
        let (left, top) = ((width as f32 - across * scale) / 2.0, (height as f32 - down * scale) / 2.0);
        let mirror = Affine {
            coefficients: [-1.0 / scale, 0.0, across + left / scale, 0.0, 1.0 / scale, -top / scale],
        };
        self.photo = warp_to_plane(frame, &mirror, (width, height)).map(|(photo, _)| photo);
    }

    fn sheet(&self) -> Result<(), CommandError> {
        let path = self.folder.join("contact-sheet.png");
        match self.sheet.draw() {
            Some(sheet) => sheet.save(&path).map_err(|error| file_error(&path, error)),
            None => Ok(()),
        }
    }
}

/// Draws what a phone shows of a film.
pub(super) fn film(plan: Plan, arguments: &ReplayArguments, folder: &Path) -> Result<(), CommandError> {
    let Plan { mut footage, orientation, mut stills, policy, request, covers_head } = plan;
    let mut still_size = None;
    if let Some(stills) = &mut stills {
        stills.advance()?;
        let still = stills.frame(orientation)?;
        still_size = Some((still.width(), still.height()));
    }
    let mut phone = phone(arguments, folder, load_engine(&arguments.networks)?, policy, request)?;
    let mut answer = Answer::new(covers_head);
    let mut now = Duration::ZERO;
    let area = phone.look.area();
    phone.tell(Event::Permission(CameraPermission::Granted), now)?;
    phone.tell(Event::LaidOut(area), now)?;
    phone.tell(Event::Shown, now)?;
    phone.tell(Event::Opened(still_size), now)?;
    while let Some(at) = footage.advance()? {
        if at < now {
            continue;
        }
        now = at;
        let frame = footage.frame(orientation)?;
        phone.see(&frame);
        if let Some(covered) = answer.due(at) {
            phone.tell(Event::Answered(covered), at)?;
        }
        let turn = phone.flow.frame(&frame, at);
        phone.take(turn, at)?;
        answer.heard(phone.screen.as_ref().is_some_and(|screen| screen.question.is_some()), at);
        if std::mem::take(&mut phone.wants_still) {
            now = at + SHUTTER;
            phone.tell(Event::StillTaken, now)?;
            let turn = match &stills {
                Some(stills) => phone.flow.still(&stills.frame(orientation)?, now),
                None => phone.flow.still(&frame, now),
            };
            phone.take(turn, now)?;
            if let Some(stills) = &mut stills {
                stills.advance()?;
            }
        }
        if phone.over || phone.screen.as_ref().is_some_and(|screen| screen.waits) {
            break;
        }
    }
    phone.sheet()
}

/// Draws what a phone shows in the states of a script such as `tests/screens/states.script`.
pub(super) fn play(arguments: &ReplayArguments, folder: &Path) -> Result<Outcome, CommandError> {
    let refused = |reason: String| file_error(&arguments.footage, reason);
    let script = std::fs::read_to_string(&arguments.footage).map_err(|error| refused(error.to_string()))?;
    let engine = load_engine(&arguments.networks)?;
    let mut current: Option<Phone<'_>> = None;
    let (mut now, mut flows) = (Duration::ZERO, 0);
    for line in script.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if line.starts_with('=') {
            let policy = Policy::preset(Policy::DEFAULT)?;
            let mut phone = phone(arguments, folder, engine.clone(), policy, SessionRequest::default())?;
            flows += 1;
            phone.title = format!("{flows:02}-");
            phone.sheet = current.take().map_or_else(ContactSheet::default, |phone| phone.sheet);
            let area = phone.look.area();
            now = Duration::ZERO;
            phone.flow.tell(Event::LaidOut(area), now);
            current = Some(phone);
            continue;
        }
        let Some(phone) = &mut current else {
            return Err(refused(format!("`{line}` stands before the first `=`")));
        };
        match line.split_once(' ').map(|(name, rest)| (name, rest.parse::<u64>())) {
            Some(("wait", Ok(milliseconds))) => {
                let until = now + Duration::from_millis(milliseconds);
                while now + SelfieFlow::TICK <= until {
                    now += SelfieFlow::TICK;
                    phone.tell(Event::Tick, now)?;
                }
            }
            Some(("black", Ok(milliseconds))) => {
                let bytes = vec![0; 3 * 96 * 128];
                let black = Frame::rgb(&bytes, 96, 128)?;
                let until = now + Duration::from_millis(milliseconds);
                while now + Duration::from_millis(50) <= until {
                    now += Duration::from_millis(50);
                    phone.see(&black);
                    let turn = phone.flow.frame(&black, now);
                    phone.take(turn, now)?;
                }
            }
            _ => {
                let event = event_of(line).ok_or_else(|| refused(format!("`{line}` is no event")))?;
                // The end that a person reads is the one they leave by themselves.
                let leaves = matches!(event, Event::Pressed(Action::Leave) | Event::Back | Event::Cancelled);
                let turn = phone.flow.tell(event, now);
                if !leaves {
                    phone.take(turn, now)?;
                }
            }
        }
    }
    if let Some(phone) = current {
        phone.sheet()?;
    }
    Ok(Outcome::Good)
}
