//! What a wrapper does once, and what it draws from then on.

use super::funnel::Step;
use super::shape::Shape;
use super::view::Screen;

/// Something that only the platform can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// It is over, and what had to be read was read: hand [`take_outcome`](super::SelfieFlow::take_outcome) to the app, once.
    Finish,
}

impl Command {
    /// The command's name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenCamera => "open-camera",
            Self::TakeStill => "take-still",
            Self::CloseCamera => "close-camera",
            Self::AskPermission => "ask-permission",
            Self::OpenSettings => "open-settings",
            Self::Finish => "finish",
        }
    }
}

/// What a person feels who does not see the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haptic {
    /// Come closer.
    Closer,
    /// All is well: stay like that.
    Hold,
    /// The photo was taken.
    Done,
}

impl Haptic {
    /// The haptic's name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Closer => "closer",
            Self::Hold => "hold",
            Self::Done => "done",
        }
    }

    /// Pause and pulse in turns, in milliseconds. Number and length of the pulses differ: cheap motors have one strength.
    pub const fn pulses(self) -> &'static [u32] {
        match self {
            Self::Closer => &[0, 60, 90, 60],
            Self::Hold => &[0, 250],
            Self::Done => &[0, 60, 60, 60, 60, 300],
        }
    }
}

/// To be said now, once: by a screen reader where one runs, else aloud where [`Screen::speaks`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The words.
    pub text: String,
    /// Whether it cuts off what is being said. What does not is told only when the voice should be free.
    pub interrupts: bool,
}

/// What follows from a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Counts the calls: where threads overtake each other, a turn older than the one on show is carried out but not drawn.
    pub serial: u64,
    /// What to draw from now on; `None` where it is what it was.
    pub screen: Option<Screen>,
    /// Over the camera's picture, in the unit of the last [`PreviewArea`](super::PreviewArea), the first below the others.
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
