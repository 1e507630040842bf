//! The words of the question whether a head is covered.

use super::keys::keys;

keys! {
    /// A text of the question that a session asks by [`Update::ask_covering`](crate::session::Update::ask_covering).
    CoveringText:
    /// The question itself.
    Question, "question";
    /// The button that says yes.
    Yes, "yes";
    /// The button that says no.
    No, "no";
    /// What follows from yes, below the buttons.
    Note, "note";
}
