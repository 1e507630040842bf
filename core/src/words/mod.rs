//! Everything a person reads or hears, in every language we speak.
//!
//! The words stand in `core/texts`, a file a language, and in the reference `id.toml` each has a note on where it shows. The
//! build script makes functions of them, and fails where a text is missing, superfluous, too long or without its placeholder. Code
//! knows them by their keys: those of [hints](crate::rule::Hint) and [rules](crate::rule::RuleId), and the ones listed here.

mod covering_text;
mod form;
mod keys;
mod label;
mod language;
mod own;
mod picture;
mod screen_text;
mod texts;

pub use covering_text::CoveringText;
pub use label::Label;
pub use language::Language;
pub use own::Words;
pub use picture::Picture;
pub use screen_text::ScreenText;
