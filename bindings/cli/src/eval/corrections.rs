//! Labels that were looked at again: a CSV with the columns `photo`, `column`, `was`, `is` and `why`.
//!
//! `photo` is a folder's name and the photograph's path in it, such as `dev/images/ifc014.jpg`. `was` is the label as
//! the folder has it, empty where it has none; where it has another one by now, the correction is refused.

use std::path::Path;

use serde::Deserialize;

use super::labels::Row;
use crate::CommandError;

#[derive(Debug, Deserialize)]
struct Correction {
    photo: String,
    column: String,
    was: String,
    is: String,
}

/// How many corrections there were, and how many named one of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Applied {
    pub(super) all: usize,
    pub(super) matched: usize,
}

/// Applies the corrections in `file` to those of `rows` that they name.
pub(super) fn apply(file: &Path, rows: &mut [Row]) -> Result<Applied, CommandError> {
    let refused = |reason: String| CommandError::file(file, reason);
    let mut reader = csv::Reader::from_path(file).map_err(|error| refused(error.to_string()))?;
    let mut applied = Applied::default();
    for correction in reader.deserialize() {
        let Correction { photo, column, was, is } = correction.map_err(|error| refused(error.to_string()))?;
        applied.all += 1;
        let mut matched = false;
        for row in rows.iter_mut().filter(|row| row.place.ends_with(&photo)) {
            matched = true;
            let now = row.label(&column).unwrap_or_default();
            if now != was {
                return Err(refused(format!("{photo}: {column} is `{now}`, not `{was}`")));
            }
            row.correct(&column, &is);
        }
        applied.matched += usize::from(matched);
    }
    Ok(applied)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn corrected(line: &str) -> Result<Row, CommandError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        writeln!(file, "photo,column,was,is,why\n{line}").unwrap();
        let mut rows = [Row::of(&[("light", "dark")])];
        rows[0].place = "/some/where/dev/images/a.jpg".into();
        let applied = apply(file.path(), &mut rows)?;
        assert_eq!(applied, Applied { all: 1, matched: usize::from(!line.contains("b.jpg")) });
        let [row] = rows;
        Ok(row)
    }

    #[test]
    fn a_label_is_replaced_in_the_photograph_that_is_named() {
        assert_eq!(corrected("dev/images/a.jpg,light,dark,good,lit").unwrap().label("light"), Some("good"));
        assert_eq!(corrected("dev/images/b.jpg,light,dark,good,lit").unwrap().label("light"), Some("dark"));
        assert_eq!(corrected("dev/images/a.jpg,pose,,frontal,seen").unwrap().label("pose"), Some("frontal"));
    }

    #[test]
    fn a_correction_of_another_label_is_refused() {
        let error = corrected("dev/images/a.jpg,light,backlit,good,lit").unwrap_err();
        assert!(error.to_string().contains("`dark`"), "{error}");
    }
}
