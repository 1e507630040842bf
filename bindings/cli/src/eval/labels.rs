//! `labels.csv`: what a person said about each photograph of a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::CommandError;

/// One photograph and its labels by column. A column that is empty or missing is `None`.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The photograph.
    pub(crate) photo: PathBuf,
    /// The same from the root on, whatever folder the command was called in.
    pub(crate) place: PathBuf,
    labels: BTreeMap<String, String>,
}

impl Row {
    /// The label in `column`.
    pub(crate) fn label(&self, column: &str) -> Option<&str> {
        self.labels.get(column).map(String::as_str).filter(|label| !label.is_empty())
    }

    /// The label in `column` as a number.
    pub(crate) fn number(&self, column: &str) -> Option<f32> {
        self.label(column)?.parse().ok()
    }

    /// Whether `column` is 1.
    pub(crate) fn is_set(&self, column: &str) -> bool {
        self.label(column) == Some("1")
    }

    /// How many faces the photograph shows; a folder that does not say holds portraits.
    pub(crate) fn faces(&self) -> u32 {
        self.label("n_faces").and_then(|count| count.trim_end_matches('+').parse().ok()).unwrap_or(1)
    }

    /// Sets the label in `column`.
    pub(crate) fn correct(&mut self, column: &str, label: &str) {
        self.labels.insert(column.to_owned(), label.to_owned());
    }

    /// The names of the columns.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().map(String::as_str)
    }

    /// A row for tests.
    #[cfg(test)]
    pub(crate) fn of(labels: &[(&str, &str)]) -> Self {
        let labels = labels.iter().map(|(column, label)| ((*column).to_owned(), (*label).to_owned()));
        Self { photo: PathBuf::new(), place: PathBuf::new(), labels: labels.collect() }
    }
}

/// Reads `labels.csv` of `folder`.
pub(crate) fn read(folder: &Path) -> Result<Vec<Row>, CommandError> {
    let file = folder.join("labels.csv");
    let refused = |reason: String| CommandError::file(&file, reason);
    let mut reader = csv::Reader::from_path(&file).map_err(|error| refused(error.to_string()))?;
    let rows: Result<Vec<BTreeMap<String, String>>, _> = reader.deserialize().collect();
    let rows = rows.map_err(|error| refused(error.to_string()))?;
    if rows.is_empty() {
        return Err(refused("has no rows".to_owned()));
    }
    let root = folder.canonicalize().map_err(|error| refused(error.to_string()))?;
    rows.into_iter()
        .map(|labels| match labels.get("file") {
            Some(name) if !name.is_empty() => {
                Ok(Row { photo: folder.join(name), place: root.join(name), labels })
            }
            _ => Err(refused("has a row without `file`".to_owned())),
        })
        .collect()
}
