//! What the phone shows.

use crate::words::Picture;

/// Where the flow stands, as a person would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Scene {
    /// The scene's name in records and in events for an app's statistics.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Permission => "permission",
            Self::Unusable => "unusable",
            Self::Interrupted => "interrupted",
            Self::Covered => "covered",
            Self::Searching => "searching",
            Self::Guiding => "guiding",
            Self::Holding => "holding",
            Self::Verifying => "verifying",
            Self::Accepted => "accepted",
            Self::ForReview => "for-review",
            Self::Ended => "ended",
        }
    }

    /// Whether frames are judged in it.
    pub(super) const fn is_live(self) -> bool {
        matches!(self, Self::Searching | Self::Guiding | Self::Holding | Self::Verifying)
    }
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Action {
    /// The action's name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AllowCamera => "allow-camera",
            Self::OpenSettings => "open-settings",
            Self::TryAgain => "try-again",
            Self::SpeakOn => "speak-on",
            Self::Leave => "leave",
        }
    }
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What it does: told by [`Event::Pressed`](super::Event::Pressed).
    pub action: Action,
    /// What stands on it.
    pub label: String,
}

/// One thing to do, at some length: help, or a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What to draw beside it.
    pub picture: Picture,
    /// The picture in words, for who does not see it.
    pub alternative: String,
    /// What is wrong, and what to do about it.
    pub text: String,
}

/// The question whether the head is covered: told by [`Event::Answered`](super::Event::Answered).
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
