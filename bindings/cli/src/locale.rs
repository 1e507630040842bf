//! The language of whoever runs the command.

use swafoto::words::Language;

/// The variables that tell it, the first of which that says anything counts.
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// The language that the variables ask for; English where they ask for none of ours.
pub(crate) fn language(variable: impl Fn(&str) -> Option<String>) -> Language {
    let locale = VARIABLES.into_iter().filter_map(variable).find(|locale| !locale.is_empty());
    locale.and_then(|locale| Language::from_tag(&locale)).unwrap_or(Language::English)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_anything_counts() {
        let of = |set: &[(&str, &str)]| {
            language(|name| {
                set.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[("LANG", "id_ID.UTF-8")]), Language::Indonesian);
        assert_eq!(of(&[("LANG", "id_ID.UTF-8"), ("LC_ALL", "en_ID")]), Language::English);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "in_ID"), ("LANG", "en")]), Language::Indonesian);
        assert_eq!(of(&[("LANG", "C.UTF-8")]), Language::English);
        assert_eq!(of(&[("LANG", "fr_FR.UTF-8")]), Language::English);
        assert_eq!(of(&[]), Language::English);
    }
}
