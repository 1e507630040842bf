//! Names and texts. Wrappers have none of their own.

use crate::core_types::{CoveringText, Ending, Hint, Language, MeasuredUnit, RuleId, State};

/// A hint in words, to be shown and spoken.
#[uniffi::export]
pub fn hint_text(hint: Hint, language: Language) -> String {
    hint.text(language).to_owned()
}

/// A hint as it is spoken: at most two seconds, the word that matters first.
#[uniffi::export]
pub fn hint_spoken(hint: Hint, language: Language) -> String {
    hint.spoken(language).to_owned()
}

/// The hint's name in JSON and receipts, such as `move-closer`.
#[uniffi::export]
pub fn hint_name(hint: Hint) -> String {
    hint.key().to_owned()
}

/// A text of the question whether the head is covered, which [`Update::ask_covering`](crate::update::Update) calls for.
#[uniffi::export]
pub fn covering_text(text: CoveringText, language: Language) -> String {
    text.text(language).to_owned()
}

/// Why a rule matters and what holds it up, in words: for help, and for a session that begins with a retake.
#[uniffi::export]
pub fn rule_reason(rule: RuleId, language: Language) -> String {
    rule.reason(language).to_owned()
}

/// What to say where a rule could not be assessed, which is no failure, and what would help.
#[uniffi::export]
pub fn rule_unassessed(rule: RuleId, language: Language) -> String {
    rule.unassessed(language).to_owned()
}

/// The rule's name in policies, JSON and receipts, such as `head-pose-yaw`.
#[uniffi::export]
pub fn rule_name(rule: RuleId) -> String {
    rule.name().to_owned()
}

/// The state's name in JSON, such as `holding`.
#[uniffi::export]
pub fn state_name(state: State) -> String {
    state.name().to_owned()
}

/// The ending's name in JSON, such as `timed-out`.
#[uniffi::export]
pub fn ending_name(ending: Ending) -> String {
    ending.name().to_owned()
}

/// How the unit is written behind a number, with the space it needs.
#[uniffi::export]
pub fn unit_suffix(unit: MeasuredUnit) -> String {
    unit.suffix().to_owned()
}

/// The language's BCP 47 tag, such as `id`.
#[uniffi::export]
pub fn language_tag(language: Language) -> String {
    language.tag().to_owned()
}

/// What those who speak the language call it, such as `Bahasa Indonesia`.
#[uniffi::export]
pub fn language_endonym(language: Language) -> String {
    language.endonym().to_owned()
}

/// The language of a BCP 47 or Java locale tag, such as `id-ID`; nothing for one we do not speak.
#[uniffi::export]
pub fn language_from_tag(tag: &str) -> Option<Language> {
    Language::from_tag(tag)
}
