//! What each label means: `tests/labels/meaning.toml`, which training reads as well.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::labels::Row;

/// What a label says of a photograph. The file tells what each key is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Meaning {
    pub(super) good: Vec<String>,
    pub(super) bad: Vec<String>,
    pub(super) harmless: bool,
    pub(super) slice: Option<String>,
    pub(super) group: Option<String>,
    pub(super) trains: Option<String>,
}

/// By column and label.
type Meanings = BTreeMap<String, BTreeMap<String, Meaning>>;

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../tests/labels/meaning.toml")).expect("a test reads the file")
});

impl Meaning {
    /// What the label of `row` in `column` means. `None` where it has none, or one that the file does not know.
    pub(super) fn of(row: &Row, column: &str) -> Option<&'static Self> {
        Self::of_label(column, row.label(column)?)
    }

    /// What `label` means in `column`.
    pub(super) fn of_label(column: &str, label: &str) -> Option<&'static Self> {
        MEANINGS.get(column)?.get(label)
    }

    /// Whether such a photograph is good for `line`.
    pub(super) fn is_good_for(&self, line: &str) -> bool {
        self.good.iter().any(|good| good == line)
    }

    /// Whether such a photograph is bad for `line`.
    pub(super) fn is_bad_for(&self, line: &str) -> bool {
        self.bad.iter().any(|bad| bad == line)
    }

    /// Whether it is nothing that a photograph could be refused for.
    pub(super) fn is_harmless(&self) -> bool {
        self.harmless || !self.good.is_empty()
    }
}

/// Whether a label of `row` puts it into the slice called `name`.
pub(super) fn is_in_slice(row: &Row, name: &str) -> bool {
    MEANINGS
        .keys()
        .any(|column| Meaning::of(row, column).is_some_and(|meaning| meaning.slice.as_deref() == Some(name)))
}

#[cfg(test)]
mod tests {
    use super::super::truth::{LINES, SLICES};
    use super::*;

    #[test]
    fn every_name_in_the_file_is_one_of_the_report() {
        for (column, labels) in &*MEANINGS {
            for (label, meaning) in labels {
                for name in meaning.good.iter().chain(&meaning.bad) {
                    assert!(LINES.iter().any(|line| line.name == name), "{column}: {label}: {name}");
                }
                if let Some(name) = &meaning.slice {
                    assert!(SLICES.iter().any(|slice| slice.name == name), "{column}: {label}: {name}");
                }
            }
        }
        let named = |name: &str, meaning: &Meaning| meaning.is_good_for(name) || meaning.is_bad_for(name);
        for line in LINES.iter().filter(|line| line.name != "single-face-present") {
            let mut meanings = MEANINGS.values().flat_map(BTreeMap::values);
            assert!(meanings.any(|meaning| named(line.name, meaning)), "{} is judged by no label", line.name);
        }
    }
}
