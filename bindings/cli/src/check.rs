//! `swafoto check`: photographs in, verdicts out.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value};
use swafoto::Engine;
use swafoto::measure::Measures;
use swafoto::rule::{Check, Hint, Policy, Status, Verdict};
use swafoto::words::Language;

use crate::arguments::CheckArguments;
use crate::photo::{ErrorReport, PhotoError, guarded};
use crate::{CommandError, Outcome, annotate, batch, load_engine, name, photo, policy, table};

/// What is kept of a judged photograph.
struct Judged {
    verdict: Verdict,
    measures: Measures,
    /// Why the picture that explains it is missing, where one was wanted.
    annotation: Result<(), String>,
}

/// Which photograph a line is about.
#[derive(Serialize)]
struct Name {
    photo: String,
    /// Where the name is no UTF-8, and another could be the same as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    photo_bytes: Option<String>,
}

impl Name {
    fn of(path: &Path) -> Self {
        Self { photo: name::of(path), photo_bytes: name::bytes(path) }
    }
}

/// One line of `check --json` about a photograph that was judged.
#[derive(Serialize)]
struct VerdictLine<'a> {
    #[serde(flatten)]
    photo: Name,
    accepted: bool,
    hint: Option<Hint>,
    checks: &'a [Check],
    measures: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorReport>,
}

/// One line of `check --json` about a photograph that was not.
#[derive(Serialize)]
struct ErrorLine {
    #[serde(flatten)]
    photo: Name,
    error: ErrorReport,
}

/// How many photographs fared how.
#[derive(Default)]
struct Summary {
    accepted: usize,
    rejected: usize,
    unusable: usize,
    not_annotated: usize,
}

impl Summary {
    fn outcome(&self) -> Outcome {
        match (self.unusable + self.not_annotated, self.rejected) {
            (0, 0) => Outcome::Good,
            (0, _) => Outcome::Rejected,
            _ => Outcome::Unusable,
        }
    }
}

/// Runs `swafoto check`.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Outcome, CommandError> {
    let policy = policy::load(&arguments.policy)?;
    if let Some(folder) = &arguments.annotate {
        annotate::prepare(folder, &arguments.photos)?;
    }
    let engine = load_engine(&arguments.networks)?;
    let annotated = annotate::file_names(&arguments.photos);
    let jobs: Vec<(&PathBuf, PathBuf)> = arguments.photos.iter().zip(annotated).collect();
    let mut summary = Summary::default();
    let mut printed = Ok(());
    batch::in_order(
        &jobs,
        |(photo, annotated)| {
            let annotated = arguments.annotate.as_ref().map(|folder| folder.join(annotated));
            guarded(|| judge(&engine, &policy, photo, annotated.as_deref(), arguments))
        },
        |(photo, _), judged, bar| {
            match &judged {
                Ok(Judged { verdict, .. }) if verdict.accepted => summary.accepted += 1,
                Ok(_) => summary.rejected += 1,
                Err(_) => summary.unusable += 1,
            }
            if let Ok(Judged { annotation: Err(_), .. }) = &judged {
                summary.not_annotated += 1;
            }
            printed = bar.suspend(|| print(photo, &judged, arguments));
            // Who cannot be told of this verdict will not hear the next.
            if printed.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
    printed?;
    if !arguments.json && jobs.len() > 1 {
        let Summary { accepted, rejected, unusable, .. } = summary;
        let mut out = std::io::stdout().lock();
        writeln!(
            out,
            "{} photos: {accepted} accepted, {rejected} rejected, {unusable} not usable",
            jobs.len()
        )?;
    }
    Ok(summary.outcome())
}

fn judge(
    engine: &Engine,
    policy: &Policy,
    path: &Path,
    annotated: Option<&Path>,
    arguments: &CheckArguments,
) -> Result<Judged, PhotoError> {
    let photo = photo::open(path)?;
    let frame = photo.frame()?;
    let (verdict, analysis) = engine.judge_as(&frame, policy, arguments.declared.declaration())?;
    let annotation = annotated.map_or(Ok(()), |target| {
        let picture = annotate::draw(&frame, &analysis, &verdict, arguments.lang.language());
        picture.save(target).map_err(|error| error.to_string())
    });
    Ok(Judged { verdict, measures: analysis.measures, annotation })
}

fn print(
    path: &Path,
    judged: &Result<Judged, PhotoError>,
    arguments: &CheckArguments,
) -> Result<(), std::io::Error> {
    let photo = Name::of(path);
    let mut out = std::io::stdout().lock();
    match (judged, arguments.json) {
        (Ok(judged), true) => {
            let Judged { verdict, measures, annotation } = judged;
            let Verdict { accepted, hint, checks, .. } = verdict;
            let measures = numbers(measures);
            let error = annotation.as_ref().err().map(|reason| ErrorReport::annotation(reason));
            let accepted = *accepted;
            write_line(&mut out, &VerdictLine { photo, accepted, hint: *hint, checks, measures, error })
        }
        (Ok(judged), false) => {
            print_table(&mut out, &photo.photo, &judged.verdict, arguments.lang.language())?;
            if let Err(reason) = &judged.annotation {
                complain(&photo.photo, &ErrorReport::annotation(reason));
            }
            Ok(())
        }
        (Err(error), true) => write_line(&mut out, &ErrorLine { photo, error: error.into() }),
        (Err(error), false) => {
            complain(&photo.photo, &error.into());
            Ok(())
        }
    }
}

/// The measures as a JSON object; `null` where one could not be assessed.
fn numbers(measures: &Measures) -> Map<String, Value> {
    measures.numbers().into_iter().map(|(name, number)| (name.to_owned(), number.into())).collect()
}

/// Where nobody reads the errors, the verdicts go on.
fn complain(photo: &str, error: &ErrorReport) {
    let _ = writeln!(std::io::stderr(), "{}", name::printable(&format!("{photo}: {error}")));
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> Result<(), std::io::Error> {
    serde_json::to_writer(&mut *out, line)?;
    writeln!(out)
}

fn print_table(
    out: &mut impl Write,
    photo: &str,
    verdict: &Verdict,
    language: Language,
) -> Result<(), std::io::Error> {
    writeln!(out, "{}: {}", name::printable(photo), if verdict.accepted { "accepted" } else { "rejected" })?;
    let rows: Vec<[String; 3]> = verdict
        .checks
        .iter()
        .map(|check| [check.rule.to_string(), table::measured(check), table::limit(&check.limit)])
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (rule_width, measured_width) = (width(0), width(1));
    for (check, [rule, measured, limit]) in verdict.checks.iter().zip(&rows) {
        let (sign, word) = table::sign(check.status);
        let rule = table::pad(rule, rule_width);
        let measured = table::pad(measured, measured_width);
        writeln!(out, "  {sign} {word:7}  {rule}  {measured}  {limit}")?;
    }
    let unknown = verdict.checks.iter().filter(|check| check.status == Status::Unknown).count();
    if unknown > 0 {
        let rules = if unknown == 1 { "rule" } else { "rules" };
        writeln!(
            out,
            "  {unknown} {rules} could not be assessed; a photo is accepted only when every rule is"
        )?;
    }
    if let Some(hint) = verdict.hint {
        writeln!(out, "  → {}", hint.text(language))?;
    }
    writeln!(out)
}
