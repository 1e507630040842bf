//! The display as a lamp; front cameras of cheap phones have no other.

use crate::rule::Hint;

/// Lights the face with the display from the first request for more light to the end of the session: switched off again, it would
/// be dark again, and hints would flicker.
#[derive(Debug, Default)]
pub(super) struct Light {
    asked: bool,
}

impl Light {
    /// Follows the latest hint.
    pub(super) fn follow(&mut self, hint: Option<Hint>) {
        self.asked |= hint == Some(Hint::MoreLight);
    }

    /// Whether it is on while guidance is shown: a phone that its owner turns to other things keeps the brightness they chose.
    pub(super) fn is_on(&self) -> bool {
        self.asked
    }
}
