//! What stands on buttons.

use super::keys::keys;

keys! {
    /// What stands on a button.
    Label:
    /// On to the system's question about the camera.
    Continue, "continue";
    /// To the system's settings.
    OpenSettings, "open-settings";
    /// Once more, from the start or with the camera opened anew.
    TryAgain, "try-again";
    /// Back, before the end.
    Back, "back";
    /// Done, after a photo.
    Done, "done";
    /// Without a photo, after an end that had to be read.
    NotNow, "not-now";
    /// Have the hints spoken.
    SpeakOn, "speak-on";
}
