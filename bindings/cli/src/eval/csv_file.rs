//! One line a photograph: labels, measures, checks. What thresholds are chosen from.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use swafoto::rule::RuleId;

use super::Case;
use super::truth::LINES;
use crate::{CommandError, name};

/// Makes the file before anything is judged: hours of work must not end at a folder that does not exist.
pub(super) fn create(file: &Path) -> Result<File, CommandError> {
    File::create(file).map_err(|error| CommandError::file(file, error))
}

/// Writes `cases` to `file`.
///
/// Columns: `photo`; every label as `label_NAME`; every measure under its name; `skin_tone`; of every rule of the
/// policy its status as `status_RULE` and its number as `measured_RULE`; `accepted`; with `truth`, of every line of the report
/// what the labels say as `truth_LINE`: `good`, `bad`, `either`, or nothing where they are silent.
pub(super) fn write(file: File, cases: &[Case], truth: bool) -> Result<(), csv::Error> {
    let labels: BTreeSet<&str> = cases.iter().flat_map(|case| case.row.columns()).collect();
    let Some(first) = cases.first() else { return Ok(()) };
    let rules: Vec<RuleId> = first.finding.verdict.checks.iter().map(|check| check.rule).collect();
    let mut writer = csv::Writer::from_writer(file);
    let mut header = vec!["photo".to_owned()];
    header.extend(labels.iter().map(|label| format!("label_{label}")));
    header.extend(first.finding.numbers.iter().map(|(name, _)| (*name).to_owned()));
    header.push("skin_tone".to_owned());
    header.extend(rules.iter().flat_map(|rule| [format!("status_{rule}"), format!("measured_{rule}")]));
    header.push("accepted".to_owned());
    let lines = if truth { LINES } else { &[] };
    header.extend(lines.iter().map(|line| format!("truth_{}", line.name)));
    writer.write_record(&header)?;
    for Case { row, finding } in cases {
        let mut record = vec![name::of(&row.photo)];
        record.extend(labels.iter().map(|label| row.label(label).unwrap_or_default().to_owned()));
        record.extend(finding.numbers.iter().map(|(_, number)| text(*number)));
        record.push(text(finding.skin_tone));
        for check in &finding.verdict.checks {
            record.push(format!("{:?}", check.status).to_lowercase());
            record.push(text(check.measured));
        }
        record.push(finding.verdict.accepted.to_string());
        record.extend(lines.iter().map(|line| line.judges(row).word().to_owned()));
        writer.write_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}

fn text(number: Option<f32>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}
