//! The words of one session: ours in one language, and an institution's own in place of some.

use std::collections::BTreeMap;

use crate::error::SwafotoError;
use crate::rule::{Hint, RuleId};

use super::covering_text::CoveringText;
use super::form::Form;
use super::label::Label;
use super::language::Language;
use super::picture::Picture;
use super::screen_text::ScreenText;

/// What [`ScreenText::CannotComply`] leaves open.
const CONTACT: &str = "{contact}";

/// Every text in one language, some of them an institution's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    language: Language,
    replaced: BTreeMap<String, String>,
}

impl From<Language> for Words {
    /// Our own texts.
    fn from(language: Language) -> Self {
        Self { language, replaced: BTreeMap::new() }
    }
}

impl Words {
    /// The texts in `language`, but for those that `replaced` has by their keys: the table and the key of the files in
    /// `core/texts`, such as `hint.show-face`, `reason.no-eyewear`, `screen.blocked`, `action.done`, `covering.question` or
    /// `picture.ears`; with `.spoken` behind a hint or a text of the screen, what is spoken in its place, and with `.unassessed`
    /// behind a reason, what is said where the rule could not be assessed. A text that is replaced is also what is spoken, unless
    /// its spoken form is replaced too.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidRequest`] where a key is unknown, or a text is empty, longer than a phone shows, has a line break, or
    /// other placeholders than ours.
    pub fn new(language: Language, replaced: BTreeMap<String, String>) -> Result<Self, SwafotoError> {
        let refused = |reason| SwafotoError::InvalidRequest { field: "text", reason };
        for (path, text) in &replaced {
            let Some((form, ours)) = ours(path, language) else {
                return Err(refused(format!("`{path}` is unknown")));
            };
            if let Some(fault) = form.fault(text, ours) {
                return Err(refused(format!("`{path}` {fault}")));
            }
        }
        Ok(Self { language, replaced })
    }

    /// The same in another language; what an institution replaced was meant for the first one.
    pub fn in_language(&self, language: Language) -> Self {
        if language == self.language { self.clone() } else { Self::from(language) }
    }

    /// The language of all texts that are not replaced.
    pub fn language(&self) -> Language {
        self.language
    }

    /// An instruction.
    pub fn hint(&self, hint: Hint) -> &str {
        self.replaced(Form::Hint, hint.key()).unwrap_or(hint.text(self.language))
    }

    /// An instruction as it is spoken.
    pub fn hint_spoken(&self, hint: Hint) -> &str {
        self.spoken(Form::Hint, Form::HintSpoken, hint.key()).unwrap_or(hint.spoken(self.language))
    }

    /// What is wrong where a rule fails, and what to do about it.
    pub fn reason(&self, rule: RuleId) -> &str {
        self.replaced(Form::Reason, rule.name()).unwrap_or(rule.reason(self.language))
    }

    /// What to say where a rule could not be assessed.
    pub fn unassessed(&self, rule: RuleId) -> &str {
        self.replaced(Form::Unassessed, rule.name()).unwrap_or(rule.unassessed(self.language))
    }

    /// A text of the screen. [`ScreenText::CannotComply`] has a gap, which [`cannot_comply`](Self::cannot_comply) fills.
    pub fn screen(&self, text: ScreenText) -> &str {
        self.replaced(Form::Screen, text.key()).unwrap_or(text.text(self.language))
    }

    /// A text of the screen as it is spoken.
    pub fn screen_spoken(&self, text: ScreenText) -> &str {
        self.spoken(Form::Screen, Form::ScreenSpoken, text.key()).unwrap_or(text.spoken(self.language))
    }

    /// [`ScreenText::CannotComply`] with whom to ask: a telephone number, an office.
    pub fn cannot_comply(&self, contact: &str) -> String {
        self.screen(ScreenText::CannotComply).replace(CONTACT, contact)
    }

    /// What stands on a button.
    pub fn label(&self, label: Label) -> &str {
        self.replaced(Form::Action, label.key()).unwrap_or(label.text(self.language))
    }

    /// A text of the question whether the head is covered.
    pub fn covering(&self, text: CoveringText) -> &str {
        self.replaced(Form::Covering, text.key()).unwrap_or(text.text(self.language))
    }

    /// What a pictogram shows, for who does not see it.
    pub fn picture(&self, picture: Picture) -> &str {
        self.replaced(Form::Picture, picture.key()).unwrap_or(picture.text(self.language))
    }

    /// What is spoken where anything of a key is replaced: nobody hears other words than they would read.
    fn spoken(&self, written: Form, spoken: Form, key: &str) -> Option<&str> {
        self.replaced(spoken, key).or_else(|| self.replaced(written, key))
    }

    fn replaced(&self, form: Form, key: &str) -> Option<&str> {
        // Most institutions replace nothing, and this is asked for every frame.
        if self.replaced.is_empty() {
            return None;
        }
        let dot = if form.suffix().is_empty() { "" } else { "." };
        self.replaced.get(&format!("{}.{key}{dot}{}", form.table(), form.suffix())).map(String::as_str)
    }
}

/// The form of the text that an institution calls `path`, and our own wording of it.
fn ours(path: &str, language: Language) -> Option<(Form, &'static str)> {
    let (table, rest) = path.split_once('.')?;
    let (key, suffix) = match rest.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (rest, ""),
    };
    let form = Form::ALL.into_iter().find(|form| form.table() == table && form.suffix() == suffix)?;
    let hint = || Hint::ALL.iter().find(|hint| hint.key() == key);
    let rule = || RuleId::ALL.iter().find(|rule| rule.name() == key);
    let screen = || ScreenText::ALL.iter().find(|text| text.key() == key);
    let text = match form {
        Form::Hint => hint()?.text(language),
        Form::HintSpoken => hint()?.spoken(language),
        Form::Reason => rule()?.reason(language),
        Form::Unassessed => rule()?.unassessed(language),
        Form::Screen => screen()?.text(language),
        Form::ScreenSpoken => screen()?.spoken(language),
        Form::Action => Label::ALL.iter().find(|label| label.key() == key)?.text(language),
        Form::Covering => CoveringText::ALL.iter().find(|text| text.key() == key)?.text(language),
        Form::Picture => Picture::ALL.iter().find(|picture| picture.key() == key)?.text(language),
        Form::App => return None,
    };
    Some((form, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: Language = Language::English;

    fn with(path: &str, text: &str) -> Result<Words, SwafotoError> {
        Words::new(ENGLISH, BTreeMap::from([(path.to_owned(), text.to_owned())]))
    }

    #[test]
    fn what_is_replaced_is_said_and_nothing_else() {
        let own = with("hint.show-face", "Look here, please").unwrap();
        assert_eq!(own.hint(Hint::ShowFace), "Look here, please");
        assert_eq!(own.hint(Hint::MoveCloser), Hint::MoveCloser.text(ENGLISH));
        // What is heard is what is read.
        assert_eq!(own.hint_spoken(Hint::ShowFace), "Look here, please");
        let spoken = with("hint.show-face.spoken", "Look here").unwrap();
        assert_eq!(spoken.hint_spoken(Hint::ShowFace), "Look here");
        assert_eq!(spoken.hint(Hint::ShowFace), Hint::ShowFace.text(ENGLISH));
    }

    #[test]
    fn every_form_of_text_can_be_replaced() {
        let rule = RuleId::NoEyewear;
        let text = "Own words";
        let said = |path: &str, say: fn(&Words) -> &str| {
            assert_eq!(say(&with(path, text).unwrap()), text, "{path}");
            assert_ne!(say(&Words::from(ENGLISH)), text, "{path}");
        };
        said("reason.no-eyewear", |words| words.reason(RuleId::NoEyewear));
        said("reason.no-eyewear.unassessed", |words| words.unassessed(RuleId::NoEyewear));
        said("screen.blocked", |words| words.screen(ScreenText::Blocked));
        said("screen.blocked.spoken", |words| words.screen_spoken(ScreenText::Blocked));
        said("action.done", |words| words.label(Label::Done));
        said("covering.question", |words| words.covering(CoveringText::Question));
        said("picture.ears", |words| words.picture(Picture::Ears));
        // A failure in other words does not become what is said of the unassessed.
        let own = with("reason.no-eyewear", text).unwrap();
        assert_eq!(own.unassessed(rule), rule.unassessed(ENGLISH));
    }

    #[test]
    fn what_no_screen_could_show_is_refused() {
        for (path, text, why) in [
            ("hint.show-feet", "Show your feet", "`hint.show-feet` is unknown"),
            ("hint.show-face.", "Look here", "is unknown"),
            ("hint.show-face.unassessed", "Look here", "is unknown"),
            ("show-face", "Look here", "is unknown"),
            ("app.close", "Shut", "is unknown"),
            ("screen.blocked", "  ", "is empty"),
            ("screen.blocked", "No\nphoto", "line break"),
            ("action.done", "That is all that I wanted to do", "31 characters long, and a phone shows 24"),
            ("screen.cannot-comply", "Ask us", "needs {contact}"),
            ("screen.blocked", "Ask {contact}", "needs none"),
        ] {
            let error = with(path, text).unwrap_err().to_string();
            assert!(error.starts_with("request refused: text `") && error.contains(why), "{error}");
        }
    }

    #[test]
    fn who_cannot_comply_is_told_whom_to_ask() {
        for language in Language::ALL {
            let told = Words::from(*language).cannot_comply("0800 123");
            assert!(told.contains("0800 123") && !told.contains('{'), "{told}");
        }
    }
}
