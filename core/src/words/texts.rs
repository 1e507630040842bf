//! The texts, as the build script made them of the files in `core/texts`.

use crate::rule::{Hint, RuleId};

use super::covering_text::CoveringText;
use super::label::Label;
use super::language::Language;
use super::picture::Picture;
use super::screen_text::ScreenText;

// A function for each form of text, from a key and a language.
include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Hint {
    /// The instruction in words.
    pub const fn text(self, language: Language) -> &'static str {
        hint(self, language)
    }

    /// The instruction as it is spoken: at most two seconds, the word that matters first.
    pub const fn spoken(self, language: Language) -> &'static str {
        hint_spoken(self, language)
    }
}

impl RuleId {
    /// What is wrong when this rule fails, and what to do about it: a heading's worth, then a sentence. A
    /// [`Hint`] says what to do now; a reason says what was wrong, when there is time to read.
    pub const fn reason(self, language: Language) -> &'static str {
        reason(self, language)
    }

    /// What to say where this rule could not be assessed, which is no failure, and what would help.
    pub const fn unassessed(self, language: Language) -> &'static str {
        unassessed(self, language)
    }
}

impl CoveringText {
    /// The text in words.
    pub const fn text(self, language: Language) -> &'static str {
        covering(self, language)
    }
}

impl ScreenText {
    /// The text in words.
    pub const fn text(self, language: Language) -> &'static str {
        screen(self, language)
    }

    /// The text as it is spoken: a short form where people cannot wait for the whole, else the text.
    pub const fn spoken(self, language: Language) -> &'static str {
        screen_spoken(self, language)
    }
}

impl Label {
    /// What stands on the button.
    pub const fn text(self, language: Language) -> &'static str {
        action(self, language)
    }
}

impl Picture {
    /// What the pictogram shows, for who does not see it.
    pub const fn text(self, language: Language) -> &'static str {
        picture(self, language)
    }
}
