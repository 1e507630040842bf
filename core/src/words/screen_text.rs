//! What the screen says where the rules have no say.

use super::keys::keys;

keys! {
    /// A text of the screen that is no hint.
    ScreenText:
    /// What the screen is for: its title.
    Title, "title";
    /// What a screen reader calls the camera's picture.
    Preview, "preview";
    /// Networks load, or the camera opens.
    Preparing, "preparing";
    /// Before the system asks whether the app may use the camera.
    PermissionExplanation, "permission-explanation";
    /// The camera was refused, and only the settings can allow it.
    PermissionInSettings, "permission-in-settings";
    /// On a web page: the camera was refused, and the browser asks no more.
    PermissionInBrowser, "permission-in-browser";
    /// Parental control or a company's profile forbids the camera.
    PermissionRestricted, "permission-restricted";
    /// The end where the app may not use the camera.
    PermissionMissing, "permission-missing";
    /// There is no camera on the side of the screen.
    NoFrontCamera, "no-front-camera";
    /// Another app has the camera.
    CameraInUse, "camera-in-use";
    /// The phone's manager or a mode of the phone forbids the camera.
    CameraDisabled, "camera-disabled";
    /// The camera could not be opened, or stopped.
    CameraFailed, "camera-failed";
    /// Frames come, and all of them are black: a finger, a cover, or the switch that blocks cameras for all apps.
    CameraCovered, "camera-covered";
    /// The app is in the background.
    InBackground, "in-background";
    /// The app shares the screen with another, and gets no camera there.
    SharedScreen, "shared-screen";
    /// The phone is too hot for its camera.
    TooHot, "too-hot";
    /// The camera stopped for a reason that the system does not tell.
    Interrupted, "interrupted";
    /// The end with a photo that meets every rule.
    Accepted, "accepted";
    /// The end with a photo that a person has to look at: a heading over reasons.
    ForReview, "for-review";
    /// The end without a photo: a heading over reasons.
    Blocked, "blocked";
    /// The end without a photo and without anything that a rule could name.
    BlockedWithoutReason, "blocked-without-reason";
    /// A way out for who cannot comply, below the reasons; `{contact}` is what the institution's request says.
    CannotComply, "cannot-comply";
    /// Over a photograph that was judged, and meets every rule.
    RequirementsMet, "requirements-met";
    /// Over a photograph that was judged, and does not meet every rule.
    RequirementsNotMet, "requirements-not-met";
    /// Nobody was seen until the time was over.
    TimedOut, "timed-out";
    /// The rules held, and the camera gave no usable photo.
    NoUsablePhoto, "no-usable-photo";
    /// The person went back.
    Cancelled, "cancelled";
    /// A defect, or a photo that was lost.
    Failed, "failed";
    /// The phone has too little memory left.
    LowMemory, "low-memory";
    /// A heading over the reasons of the photo before.
    RetakeTitle, "retake-title";
    /// Once, when the screen turns bright to light the face.
    ScreenLight, "screen-light";
    /// Offered to who takes off the glasses they read with, beside [`Label::SpeakOn`](super::Label::SpeakOn).
    SpeakOffer, "speak-offer";
    /// Between a still and its verdict.
    CheckingPhoto, "checking-photo";
}
