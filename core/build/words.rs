//! The core's own lists of languages and of texts, read for their keys.
#![allow(dead_code, unused_macros)]

#[path = "../src/words/covering_text.rs"]
mod covering_text;
#[path = "../src/words/keys.rs"]
mod keys;
#[path = "../src/words/label.rs"]
mod label;
#[path = "../src/words/language.rs"]
mod language;
#[path = "../src/words/picture.rs"]
mod picture;
#[path = "../src/words/screen_text.rs"]
mod screen_text;

pub(crate) use covering_text::CoveringText;
pub(crate) use label::Label;
pub(crate) use language::Language;
pub(crate) use picture::Picture;
pub(crate) use screen_text::ScreenText;
