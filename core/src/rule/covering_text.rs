//! The words of the question whether a head is covered.

use super::hint::Language;

/// A text of the question that a session asks by [`Update::ask_covering`](crate::session::Update::ask_covering).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CoveringText {
    /// The question itself.
    Question,
    /// The button that says yes.
    Yes,
    /// The button that says no.
    No,
    /// What follows from yes, below the buttons.
    Note,
}

impl CoveringText {
    /// Every text.
    pub const ALL: [Self; 4] = [Self::Question, Self::Yes, Self::No, Self::Note];

    /// The text in words.
    pub const fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Question, Language::Indonesian) => {
                "Apakah Anda mengenakan kerudung atau penutup kepala lain karena agama atau kesehatan?"
            }
            (Self::Question, Language::English) => {
                "Do you wear a headscarf or other head covering for faith or health?"
            }
            (Self::Yes, Language::Indonesian) => "Ya, saya mengenakannya",
            (Self::Yes, Language::English) => "Yes, I do",
            (Self::No, Language::Indonesian) => "Tidak",
            (Self::No, Language::English) => "No",
            (Self::Note, Language::Indonesian) => {
                "Kerudung boleh tetap dipakai. Dahi, pipi, dan dagu perlu terlihat; telinga tidak."
            }
            (Self::Note, Language::English) => {
                "You can keep it on. Forehead, cheeks and chin must show; ears need not."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_text_differs_from_the_others_in_both_languages() {
        let texts: HashSet<_> = CoveringText::ALL
            .iter()
            .flat_map(|text| [Language::Indonesian, Language::English].map(|language| text.text(language)))
            .collect();
        assert_eq!(texts.len(), 2 * CoveringText::ALL.len());
    }
}
