//! What a wrapper tells.

use crate::words::Language;

use super::view::Action;

/// Whether the app may use the camera, and what can be done where it may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heat {
    /// As it should be.
    #[default]
    Nominal,
    /// Warm.
    Fair,
    /// Hot: the system slows down.
    Serious,
    /// So hot that the system is about to stop what can be stopped.
    Critical,
}

/// The view that the camera's picture fills, centred and cut where the shapes differ (`FILL_CENTER`, `resizeAspectFill`).
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// Something happened. Frames and stills have calls of their own.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The screen is on show and may have the camera.
    Shown,
    /// The screen is not on show any more: the app went to the background, or another screen came over it.
    Hidden,
    /// Whether the app may use the camera: told before [`Event::Shown`], and whenever it is another.
    Permission(CameraPermission),
    /// The camera runs, for the first time or anew. The size of its stills in upright pixels, where it is known.
    Opened(Option<(usize, usize)>),
    /// The camera was turned or changed: frames have another size or rotation from now on.
    Turned,
    /// The system took the camera away, for a while.
    Interrupted(CameraInterruption),
    /// The camera closed, and neither we nor an error closed it.
    TakenAway,
    /// The camera cannot be used.
    Problem(CameraProblem),
    /// The still that was asked for was taken: it is about to be judged.
    StillTaken,
    /// The still that was asked for could not be taken.
    StillFailed,
    /// A frame could not be read at all: its bytes and its description contradict each other.
    FrameRefused,
    /// The phone has no memory left for what was to be done.
    OutOfMemory,
    /// Something went wrong in the wrapper that it has no other name for. The reason is for the app's developers.
    Defect(String),
    /// The phone is hotter or cooler than before.
    Heat(Heat),
    /// The phone saves its battery, or no longer.
    PowerSaving(bool),
    /// Time has passed; told every [`SelfieFlow::TICK`](super::SelfieFlow::TICK) while the screen is on show.
    Tick,
    /// A button of the screen was pressed.
    Pressed(Action),
    /// The question whether the head is covered was answered.
    Answered(bool),
    /// The system's way back, such as Android's gesture: as the button that leaves, wherever there is none.
    Back,
    /// The app ends it: the screen is taken away.
    Cancelled,
    /// The preview was laid out.
    LaidOut(PreviewArea),
    /// The person chose another language.
    Language(Language),
}
