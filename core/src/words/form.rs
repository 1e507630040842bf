//! What a text may look like: how long it may be where a phone shows it, and what stands in it.
//!
//! The build script holds our own texts to it, and [`Words`](super::Words) those of an institution.

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Hint,
    HintSpoken,
    Reason,
    Unassessed,
    Screen,
    ScreenSpoken,
    Action,
    Covering,
    Picture,
    /// What the platforms' own files hold, and no code of ours.
    App,
}

impl Form {
    pub(crate) const ALL: [Self; 10] = [
        Self::Hint,
        Self::HintSpoken,
        Self::Reason,
        Self::Unassessed,
        Self::Screen,
        Self::ScreenSpoken,
        Self::Action,
        Self::Covering,
        Self::Picture,
        Self::App,
    ];

    /// The table of the files that it stands in.
    pub(crate) const fn table(self) -> &'static str {
        match self {
            Self::Hint | Self::HintSpoken => "hint",
            Self::Reason | Self::Unassessed => "reason",
            Self::Screen | Self::ScreenSpoken => "screen",
            Self::Action => "action",
            Self::Covering => "covering",
            Self::Picture => "picture",
            Self::App => "app",
        }
    }

    /// What follows its key where an institution replaces it; empty for the text that a key stands for first of all.
    pub(crate) const fn suffix(self) -> &'static str {
        match self {
            Self::HintSpoken | Self::ScreenSpoken => "spoken",
            Self::Unassessed => "unassessed",
            _ => "",
        }
    }

    /// The most characters that a phone shows of it: two lines of a hint in large type, one line of a button, four lines of
    /// anything that there is time to read. Of what is spoken, the most that could be said in two seconds.
    pub(crate) const fn longest(self) -> usize {
        match self {
            Self::Hint => 72,
            Self::HintSpoken | Self::ScreenSpoken => 40,
            Self::Reason | Self::Unassessed | Self::Screen => 130,
            Self::Action => 24,
            Self::Covering => 110,
            Self::Picture => 72,
            Self::App => 90,
        }
    }

    /// What is wrong with `text`, which stands for `reference`; `None` where nothing is.
    pub(crate) fn fault(self, text: &str, reference: &str) -> Option<String> {
        if text.trim().is_empty() {
            return Some("is empty".to_owned());
        }
        if text.trim() != text || text.chars().any(char::is_control) {
            return Some("has a line break, or a space at one of its ends".to_owned());
        }
        let length = text.chars().count();
        if length > self.longest() {
            return Some(format!("is {length} characters long, and a phone shows {}", self.longest()));
        }
        let (has, needs) = (placeholders(text), placeholders(reference));
        if has != needs {
            let list = |names: &[&str]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            return Some(format!("has the placeholders {}, and needs {}", list(&has), list(&needs)));
        }
        None
    }
}

/// The placeholders of a text, such as `{contact}`, by name. A brace without its pair is one of its own, which no reference has.
fn placeholders(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        let length = match rest[start..].find('}') {
            Some(end) if rest[start..].starts_with('{') => end + 1,
            _ => 1,
        };
        found.push(&rest[start..start + length]);
        rest = &rest[start + length..];
    }
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_whole() {
        assert_eq!(placeholders("Ask {contact} or {other}"), ["{contact}", "{other}"]);
        assert_eq!(placeholders("Ask {contact or } all {"), ["{", "{contact or }"]);
        assert!(placeholders("Ask nobody").is_empty());
    }
}
