//! The languages we speak.
//!
//! A language is an entry in this list and a file in `core/texts`, named after the entry's first tag.

/// How a tag ends that asks for a draft (RFC 5646, private use).
const DRAFT: &str = "-x-draft";

macro_rules! languages {
    (($dollar:tt) $($(#[$doc:meta])* $name:ident, [$tag:literal $(, $other:literal)*], $endonym:literal;)*) => {
        /// A language of the texts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Language {
            $($(#[$doc])* $name,)*
        }

        impl Language {
            /// Every language.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its BCP 47 tag, such as `id`.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag,)* }
            }

            /// What those who speak it call it.
            pub const fn endonym(self) -> &'static str {
                match self { $(Self::$name => $endonym,)* }
            }

            /// The language of a BCP 47 or POSIX or Java locale tag; `None` for one that we do not speak. A
            /// [draft](Self::is_draft) must be asked for as one, such as `jv-x-draft`: no phone's own setting does.
            pub fn from_tag(tag: &str) -> Option<Self> {
                let tag = tag.to_ascii_lowercase();
                let language = match tag.split(['-', '_', '.']).next().unwrap_or_default() {
                    $($tag $(| $other)* => Self::$name,)*
                    _ => return None,
                };
                (!language.is_draft() || tag.ends_with(DRAFT)).then_some(language)
            }
        }

        /// The first of the list: what those get who speak none of ours.
        impl Default for Language {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        /// Hands every language with its documentation to a macro: for bindings that must list them.
        #[macro_export]
        macro_rules! for_each_language {
            ($dollar callback:ident) => { $dollar callback! { $($(#[$doc])* $name,)* } };
        }
    };
}

// A language's documentation, its name, its tag and older ones, and what it calls itself.
languages! { ($)
    /// Bahasa Indonesia. Java's old code for it is still what some Android versions report.
    Indonesian, ["id", "in"], "Bahasa Indonesia";
    /// English.
    English, ["en"], "English";
    /// Javanese, in krama: a draft that no native reader has seen. Java's old code for it was another.
    Javanese, ["jv", "jw"], "Basa Jawa";
}

impl Language {
    /// Whether no native reader has seen its texts: then nobody gets them who has not asked for just that.
    pub const fn is_draft(self) -> bool {
        matches!(self, Self::Javanese)
    }

    /// The language whose [tag](Self::tag) this is, a draft too: who names one has asked for it. Else as [`Self::from_tag`].
    pub fn named(tag: &str) -> Option<Self> {
        let exact = Self::ALL.iter().copied().find(|language| language.tag() == tag);
        exact.or_else(|| Self::from_tag(tag))
    }

    /// The tag by which [`Self::from_tag`] finds it again, such as `id` or `jv-x-draft`.
    pub fn asked_tag(self) -> String {
        format!("{}{}", self.tag(), if self.is_draft() { DRAFT } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_are_understood() {
        for (tag, language) in [
            ("id-ID", Some(Language::Indonesian)),
            ("in_ID", Some(Language::Indonesian)),
            ("en", Some(Language::English)),
            ("en_GB.UTF-8", Some(Language::English)),
            ("jv-x-draft", Some(Language::Javanese)),
            ("jw-x-draft", Some(Language::Javanese)),
            ("jv-Latn-ID", None),
            ("jw", None),
            ("su", None),
            ("C", None),
            ("", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.tag()), (!language.is_draft()).then_some(*language));
            assert_eq!(Language::from_tag(&language.asked_tag()), Some(*language));
            assert_eq!(Language::named(language.tag()), Some(*language));
        }
        assert_eq!(Language::default(), Language::Indonesian);
    }
}
