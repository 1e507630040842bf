//! The screen's types, described to UniFFI. Those of the core are second writings that cannot go astray, as in
//! [`core_types`](crate::core_types).

use std::sync::Arc;

use swafoto::screen;

use crate::capture::Capture;
use crate::core_types::RuleId;
use crate::session::PictureSize;
use crate::update::Outline;

pub use swafoto::screen::{
    Action, Announcement, Button, CameraInterruption, CameraPermission, CameraProblem, Card, Command, Haptic,
    Heat, Ink, PreviewArea, Question, Scene, Screen,
};
pub use swafoto::words::Picture;

/// Where the flow stands, as a person would say it.
#[uniffi::remote(Enum)]
pub enum Scene {
    /// Networks load, or the camera opens.
    Preparing,
    /// The app may not use the camera.
    Permission,
    /// The camera cannot be used.
    Unusable,
    /// The system took the camera away for a while.
    Interrupted,
    /// The camera runs, and its picture is black.
    Covered,
    /// Nobody is seen.
    Searching,
    /// A face, and something left to do.
    Guiding,
    /// Every rule holds; the picture is about to be taken.
    Holding,
    /// The still is being taken, or judged.
    Verifying,
    /// The end, with a photo that meets every rule.
    Accepted,
    /// The end, with a photo that a person has to look at.
    ForReview,
    /// The end, without a photo.
    Ended,
}

/// What a button does.
#[uniffi::remote(Enum)]
pub enum Action {
    /// Has the system ask whether the app may use the camera.
    AllowCamera,
    /// Opens the system's settings of the app.
    OpenSettings,
    /// Opens the camera anew, or begins once more after an end.
    TryAgain,
    /// Turns the voice on.
    SpeakOn,
    /// Leaves.
    Leave,
}

/// A button.
#[uniffi::remote(Record)]
pub struct Button {
    /// What it does: told by `Event.Pressed`.
    pub action: Action,
    /// What stands on it.
    pub label: String,
}

/// One thing to do, at some length: help, or a reason.
#[uniffi::remote(Record)]
pub struct Card {
    /// What to draw beside it: [`picture_shapes`].
    pub picture: Picture,
    /// The picture in words, for who does not see it.
    pub alternative: String,
    /// What is wrong, and what to do about it.
    pub text: String,
}

/// The question whether the head is covered: told by `Event.Answered`.
#[uniffi::remote(Record)]
pub struct Question {
    /// The question itself.
    pub text: String,
    /// The button that says yes.
    pub yes: String,
    /// The button that says no.
    pub no: String,
    /// What follows from yes, below the buttons.
    pub note: String,
}

/// All that a phone shows beside the camera's picture and the overlay over it.
#[uniffi::remote(Record)]
pub struct Screen {
    /// Where the flow stands.
    pub scene: Scene,
    /// The one thing to tell; empty where the question says it all.
    pub text: String,
    /// Below the text, at most two, in the order of weight.
    pub cards: Vec<Card>,
    /// Below the cards; empty where there is nothing more to say.
    pub note: String,
    /// Asked beside the guidance.
    pub question: Option<Question>,
    /// The buttons, the one that most will want first.
    pub buttons: Vec<Button>,
    /// Whether the camera's picture is seen: else a plain surface is.
    pub shows_camera: bool,
    /// Whether the display is as bright as it goes and white around the face, to light it.
    pub lights: bool,
    /// Whether what is said is spoken aloud, also where no screen reader runs.
    pub speaks: bool,
    /// Whether the person has to read it before it goes: an end that has to be explained.
    pub waits: bool,
    /// The camera's title for a screen reader.
    pub preview_label: String,
    /// The title of the screen.
    pub title: String,
    /// The language of all texts, as a BCP 47 tag: a screen reader and a voice have to know it.
    pub language: String,
}

/// Whether the app may use the camera, and what can be done where it may not.
#[uniffi::remote(Enum)]
pub enum CameraPermission {
    /// The system has not asked yet.
    NotAsked,
    /// It may.
    Granted,
    /// Refused; the system will ask again.
    Refused,
    /// Refused for good: only the settings can change it.
    RefusedForGood,
    /// Refused or waved away, and the system does not say which: asking again may do nothing, so the settings are offered too.
    RefusedOrWaved,
    /// The person may not decide: parental controls or a company's profile forbid it.
    Restricted,
}

/// Why the camera cannot be used until it is opened anew.
#[uniffi::remote(Enum)]
pub enum CameraProblem {
    /// There is none on the side of the screen.
    NoFrontCamera,
    /// Another app has it, and keeps it.
    InUse,
    /// The phone's manager or a mode of the phone forbids cameras.
    Disabled,
    /// It could not be opened, or stopped by itself.
    Failed,
}

/// Why the system took the camera away for a while. It gives it back by itself.
#[uniffi::remote(Enum)]
pub enum CameraInterruption {
    /// The app is in the background.
    InBackground,
    /// Another app uses the camera, as in a video call.
    UsedByAnother,
    /// The app shares the screen with another.
    SharedScreen,
    /// The phone is too hot for its camera.
    TooHot,
    /// The system does not say.
    Unknown,
}

/// How hot the phone is, by iOS's scale (`ProcessInfo.ThermalState`). Of Android's (`PowerManager.THERMAL_STATUS_*`) none and
/// light are nominal, moderate is fair, severe is serious, and whatever lies above is critical.
#[uniffi::remote(Enum)]
pub enum Heat {
    /// As it should be.
    Nominal,
    /// Warm.
    Fair,
    /// Hot: the system slows down.
    Serious,
    /// So hot that the system is about to stop what can be stopped.
    Critical,
}

/// The view that the camera's picture fills, centred and cut where the shapes differ (`FILL_CENTER`, `resizeAspectFill`).
#[uniffi::remote(Record)]
pub struct PreviewArea {
    /// Width in the unit that the overlay is drawn in: pixels on Android, points on iOS.
    pub width: f32,
    /// Height in the same unit.
    pub height: f32,
    /// Of that unit in a dp or point: what lines are as wide as.
    pub density: f32,
    /// Whether it shows the person as a mirror does.
    pub mirrored: bool,
}

/// Something that only the platform can do.
#[uniffi::remote(Enum)]
pub enum Command {
    /// Open the front camera and tell what comes of it.
    OpenCamera,
    /// Take a still at full resolution.
    TakeStill,
    /// Close the camera.
    CloseCamera,
    /// Have the system ask whether the app may use the camera.
    AskPermission,
    /// Open the system's settings of the app.
    OpenSettings,
    /// It is over, and what had to be read was read: hand the outcome to the app, once.
    Finish,
}

/// What a person feels who does not see the screen: [`haptic_pulses`].
#[uniffi::remote(Enum)]
pub enum Haptic {
    /// Come closer.
    Closer,
    /// All is well: stay like that.
    Hold,
    /// The photo was taken.
    Done,
}

/// To be said now, once: by a screen reader where one runs, else aloud where `Screen.speaks`.
#[uniffi::remote(Record)]
pub struct Announcement {
    /// The words.
    pub text: String,
    /// Whether it cuts off what is being said. What does not is told only when the voice should be free.
    pub interrupts: bool,
}

/// A colour by what it is for; the platform's theme has the colours.
#[uniffi::remote(Enum)]
pub enum Ink {
    /// White, over the camera's picture.
    White,
    /// Black, around white lines: so that they are seen on any face and any wall.
    Black,
    /// The colour of text.
    Text,
    /// The colour of what matters in a pictogram.
    Accent,
}

macro_rules! pictures {
    ($($(#[$doc:meta])* $picture:ident,)*) => {
        /// A pictogram.
        #[uniffi::remote(Enum)]
        pub enum Picture {
            $($(#[$doc])* $picture,)*
        }
    };
}
swafoto::for_each_picture!(pictures);

/// Something happened. Frames and stills have calls of their own.
#[derive(Clone, Debug, PartialEq, uniffi::Enum)]
pub enum Event {
    /// The screen is on show and may have the camera.
    Shown,
    /// The screen is not on show any more: the app went to the background, or another screen came over it.
    Hidden,
    /// Whether the app may use the camera: told before `Shown`, and whenever it is another.
    Permission {
        /// Whether it may.
        permission: CameraPermission,
    },
    /// The camera runs, for the first time or anew.
    Opened {
        /// The upright size of its stills, where it is known.
        still_size: Option<PictureSize>,
    },
    /// The camera was turned or changed: frames have another size or rotation from now on.
    Turned,
    /// The system took the camera away, for a while.
    Interrupted {
        /// Why.
        interruption: CameraInterruption,
    },
    /// The camera closed, and neither we nor an error closed it.
    TakenAway,
    /// The camera cannot be used.
    Problem {
        /// Why.
        problem: CameraProblem,
    },
    /// The still that was asked for was taken: it is about to be judged.
    StillTaken,
    /// The still that was asked for could not be taken.
    StillFailed,
    /// A frame could not be read at all: its bytes and its description contradict each other.
    FrameRefused,
    /// The phone has no memory left for what was to be done.
    OutOfMemory,
    /// Something went wrong in the wrapper that it has no other name for.
    Defect {
        /// For the app's developers.
        reason: String,
    },
    /// The phone is hotter or cooler than before.
    Heat {
        /// How hot.
        heat: Heat,
    },
    /// The phone saves its battery, or no longer.
    PowerSaving {
        /// Whether it does.
        saves: bool,
    },
    /// Time has passed; told every [`tick_interval_ms`] while the screen is on show.
    Tick,
    /// A button of the screen was pressed.
    Pressed {
        /// What the button does.
        action: Action,
    },
    /// The question whether the head is covered was answered.
    Answered {
        /// The answer.
        covered: bool,
    },
    /// The system's way back, such as Android's gesture.
    Back,
    /// The app ends it: the screen is taken away.
    Cancelled,
    /// The preview was laid out.
    LaidOut {
        /// Where.
        area: PreviewArea,
    },
    /// The person chose another language.
    Language {
        /// BCP 47 or Java tags, the one that is liked best first.
        tags: Vec<String>,
    },
}

impl From<Event> for screen::Event {
    fn from(event: Event) -> Self {
        match event {
            Event::Shown => Self::Shown,
            Event::Hidden => Self::Hidden,
            Event::Permission { permission } => Self::Permission(permission),
            Event::Opened { still_size } => Self::Opened(still_size.map(PictureSize::pair)),
            Event::Turned => Self::Turned,
            Event::Interrupted { interruption } => Self::Interrupted(interruption),
            Event::TakenAway => Self::TakenAway,
            Event::Problem { problem } => Self::Problem(problem),
            Event::StillTaken => Self::StillTaken,
            Event::StillFailed => Self::StillFailed,
            Event::FrameRefused => Self::FrameRefused,
            Event::OutOfMemory => Self::OutOfMemory,
            Event::Defect { reason } => Self::Defect(reason),
            Event::Heat { heat } => Self::Heat(heat),
            Event::PowerSaving { saves } => Self::PowerSaving(saves),
            Event::Tick => Self::Tick,
            Event::Pressed { action } => Self::Pressed(action),
            Event::Answered { covered } => Self::Answered(covered),
            Event::Back => Self::Back,
            Event::Cancelled => Self::Cancelled,
            Event::LaidOut { area } => Self::LaidOut(area),
            Event::Language { tags } => Self::Language(language_of(&tags)),
        }
    }
}

#[cfg(feature = "probe")]
impl From<screen::Event> for Event {
    fn from(event: screen::Event) -> Self {
        use screen::Event as Core;
        match event {
            Core::Shown => Self::Shown,
            Core::Hidden => Self::Hidden,
            Core::Permission(permission) => Self::Permission { permission },
            Core::Opened(size) => Self::Opened {
                still_size: size
                    .map(|(width, height)| PictureSize { width: width as u32, height: height as u32 }),
            },
            Core::Turned => Self::Turned,
            Core::Interrupted(interruption) => Self::Interrupted { interruption },
            Core::TakenAway => Self::TakenAway,
            Core::Problem(problem) => Self::Problem { problem },
            Core::StillTaken => Self::StillTaken,
            Core::StillFailed => Self::StillFailed,
            Core::FrameRefused => Self::FrameRefused,
            Core::OutOfMemory => Self::OutOfMemory,
            Core::Defect(reason) => Self::Defect { reason },
            Core::Heat(heat) => Self::Heat { heat },
            Core::PowerSaving(saves) => Self::PowerSaving { saves },
            Core::Tick => Self::Tick,
            Core::Pressed(action) => Self::Pressed { action },
            Core::Answered(covered) => Self::Answered { covered },
            Core::Back => Self::Back,
            Core::Cancelled => Self::Cancelled,
            Core::LaidOut(area) => Self::LaidOut { area },
            Core::Language(language) => Self::Language { tags: vec![language.asked_tag()] },
        }
    }
}

/// The first language of `tags` that we speak, or the one of phones that speak none.
pub(crate) fn language_of(tags: &[String]) -> swafoto::words::Language {
    tags.iter().find_map(|tag| swafoto::words::Language::from_tag(tag)).unwrap_or_default()
}

/// One shape of a vector picture. The points of each contour are those of a polygon.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Shape {
    /// The contours.
    pub contours: Vec<Outline>,
    /// Whether each contour ends where it began.
    pub closed: bool,
    /// Width of its lines, with round ends and corners; 0 for a filled shape, of which is left out what lies in an even number of
    /// its contours.
    pub line_width: f32,
    /// Length of a dash and of the gap behind it; 0 for lines without gaps.
    pub dash: f32,
    /// Its colour.
    pub ink: Ink,
    /// `0..=1`.
    pub opacity: f32,
}

impl From<screen::Shape> for Shape {
    fn from(shape: screen::Shape) -> Self {
        let screen::Shape { contours, closed, paint, ink, opacity } = shape;
        let (line_width, dash) = match paint {
            screen::Paint::Fill => (0.0, 0.0),
            screen::Paint::Line { width, dash } => (width, dash),
        };
        Self { contours: contours.into_iter().map(Outline).collect(), closed, line_width, dash, ink, opacity }
    }
}

impl From<Shape> for screen::Shape {
    fn from(shape: Shape) -> Self {
        let Shape { contours, closed, line_width, dash, ink, opacity } = shape;
        let paint = if line_width > 0.0 {
            screen::Paint::Line { width: line_width, dash }
        } else {
            screen::Paint::Fill
        };
        Self {
            contours: contours.into_iter().map(|contour| contour.0).collect(),
            closed,
            paint,
            ink,
            opacity,
        }
    }
}

/// A scene that was left, for the app's statistics.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Step {
    /// The scene.
    pub scene: Scene,
    /// How long it lasted.
    pub lasted_ms: u64,
    /// The rule that its last hint was about.
    pub rule: Option<RuleId>,
}

/// What follows from a call.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Turn {
    /// Counts the calls: where threads overtake each other, a turn older than the one on show is carried out but not drawn.
    pub serial: u64,
    /// What to draw from now on; missing where it is what it was.
    pub screen: Option<Screen>,
    /// Over the camera's picture, in the unit of the last `PreviewArea`, the first below the others.
    pub overlay: Vec<Shape>,
    /// What to say.
    pub say: Option<Announcement>,
    /// What to let the person feel.
    pub feel: Option<Haptic>,
    /// What to do, in this order.
    pub commands: Vec<Command>,
    /// For the app's statistics: the scenes that were left.
    pub steps: Vec<Step>,
}

impl From<screen::Turn> for Turn {
    fn from(turn: screen::Turn) -> Self {
        let screen::Turn { serial, screen, overlay, say, feel, commands, steps } = turn;
        let overlay = overlay.into_iter().map(Shape::from).collect();
        let step = |step: screen::Step| Step {
            scene: step.scene,
            lasted_ms: u64::try_from(step.lasted.as_millis()).unwrap_or(u64::MAX),
            rule: step.rule,
        };
        Self { serial, screen, overlay, say, feel, commands, steps: steps.into_iter().map(step).collect() }
    }
}

impl From<Turn> for screen::Turn {
    fn from(turn: Turn) -> Self {
        let Turn { serial, screen, overlay, say, feel, commands, steps } = turn;
        let overlay = overlay.into_iter().map(screen::Shape::from).collect();
        let step = |step: Step| screen::Step {
            scene: step.scene,
            lasted: std::time::Duration::from_millis(step.lasted_ms),
            rule: step.rule,
        };
        Self { serial, screen, overlay, say, feel, commands, steps: steps.into_iter().map(step).collect() }
    }
}

/// How a selfie ended.
#[derive(Clone, Debug, uniffi::Enum)]
pub enum Outcome {
    /// A photo that passed every rule.
    Accepted {
        /// The photo.
        capture: Arc<Capture>,
    },
    /// Only under a policy with `on-blocked = "review"`: the best photo, for a person to look at.
    ForReview {
        /// The photo.
        capture: Arc<Capture>,
        /// The rules it breaks, the weightiest first.
        reasons: Vec<RuleId>,
    },
    /// The rules could not be met within the policy's time.
    Blocked {
        /// What blocked most comes first.
        reasons: Vec<RuleId>,
    },
    /// Nobody was seen within the policy's time.
    TimedOut,
    /// The person did all they were asked to, and the camera delivered no usable photo.
    NoUsablePhoto,
    /// The person or the app went back.
    Cancelled,
    /// The person went back because the camera could not be used.
    CameraUnusable {
        /// Why.
        problem: CameraProblem,
    },
    /// The person went back because the app may not use the camera.
    PermissionMissing {
        /// Whether it may.
        permission: CameraPermission,
    },
    /// The policy cannot be used, or a defect.
    Failed {
        /// What went wrong, for the app's developers, in English.
        reason: String,
    },
}

impl From<screen::Outcome> for Outcome {
    fn from(outcome: screen::Outcome) -> Self {
        use screen::Outcome as Core;
        match outcome {
            Core::Accepted(capture) => Self::Accepted { capture: Capture::new(*capture) },
            Core::ForReview { capture, reasons } => {
                Self::ForReview { capture: Capture::new(*capture), reasons }
            }
            Core::Blocked { reasons } => Self::Blocked { reasons },
            Core::TimedOut => Self::TimedOut,
            Core::NoUsablePhoto => Self::NoUsablePhoto,
            Core::Cancelled => Self::Cancelled,
            Core::CameraUnusable(problem) => Self::CameraUnusable { problem },
            Core::PermissionMissing(permission) => Self::PermissionMissing { permission },
            Core::Failed { reason } => Self::Failed { reason },
        }
    }
}

/// A pictogram as shapes in a square of [`picture_side`], the first below the others.
#[uniffi::export]
pub fn picture_shapes(picture: Picture) -> Vec<Shape> {
    picture.shapes().into_iter().map(Shape::from).collect()
}

/// Side of the square that pictograms fill.
#[uniffi::export]
pub fn picture_side() -> f32 {
    Picture::SIDE
}

/// Pause and pulse in turns, in milliseconds. Number and length of the pulses differ: cheap motors have one strength.
#[uniffi::export]
pub fn haptic_pulses(haptic: Haptic) -> Vec<u32> {
    haptic.pulses().to_vec()
}

/// How often a flow wants to hear `Event.Tick`.
#[uniffi::export]
pub fn tick_interval_ms() -> u32 {
    u32::try_from(screen::SelfieFlow::TICK.as_millis()).unwrap_or(u32::MAX)
}

/// What changed in a turn, in words, a line each; without times and points. For tests that hold what one platform shows against
/// what another does.
#[uniffi::export]
pub fn turn_record(turn: Turn) -> String {
    screen::record(&turn.into())
}
