//! `swafoto eval`: how well the rules do on labelled photographs.

mod corrections;
mod csv_file;
mod fairness;
mod labels;
mod meaning;
mod print;
mod skin_tone;
mod summary;
mod tally;
mod truth;

use std::io::Write as _;
use std::ops::ControlFlow;

use swafoto::Engine;
use swafoto::face::HeadPose;
use swafoto::measure::Number;
use swafoto::rule::{Declaration, Policy, RuleId, Status, Verdict};

use crate::arguments::EvalArguments;
use crate::photo::{PhotoError, guarded};
use crate::{CommandError, Outcome, batch, load_engine, name, photo, policy};

use corrections::Applied;
use labels::Row;

/// What was found in one photograph.
struct Finding {
    verdict: Verdict,
    pose: Option<HeadPose>,
    numbers: Vec<Number>,
    /// The typology angle of the cheeks in degrees.
    skin_tone: Option<f32>,
}

/// A labelled photograph and what was found in it.
struct Case {
    row: Row,
    finding: Finding,
}

impl Case {
    /// Fail where any of `rules` fails, unknown where none does but one could not be assessed. `None` where the
    /// policy has none of them.
    fn status(&self, rules: &[RuleId]) -> Option<Status> {
        let statuses: Vec<Status> =
            rules.iter().filter_map(|rule| Some(self.finding.verdict.check(*rule)?.status)).collect();
        let any = |wanted| statuses.contains(&wanted);
        match () {
            () if statuses.is_empty() => None,
            () if any(Status::Fail) => Some(Status::Fail),
            () if any(Status::Unknown) => Some(Status::Unknown),
            () => Some(Status::Pass),
        }
    }
}

/// Runs `swafoto eval`.
pub(crate) fn run(arguments: &EvalArguments) -> Result<Outcome, CommandError> {
    let policy = policy::load(&arguments.policy)?;
    let rows: Vec<Vec<Row>> =
        arguments.folders.iter().map(|folder| labels::read(folder)).collect::<Result<_, _>>()?;
    let mut rows = rows.concat();
    for file in &arguments.corrections {
        let Applied { all, matched } = corrections::apply(file, &mut rows)?;
        // A folder called otherwise than the corrections say would go uncorrected in silence.
        let _ = writeln!(
            std::io::stderr(),
            "{}: {matched} of {all} corrections are of these folders",
            name::printable(&name::of(file))
        );
    }
    let csv = arguments.csv.as_deref().map(csv_file::create).transpose()?;
    let engine = load_engine(&arguments.networks)?;
    let mut cases = Vec::new();
    let mut errors = Vec::new();
    batch::in_order(
        &rows,
        |row| guarded(|| find(&engine, &policy, arguments.declared.declaration(), row)),
        |row, finding, bar| {
            match finding {
                Ok(finding) => cases.push(Case { row: row.clone(), finding }),
                Err(error) => {
                    let line = name::printable(&format!("{}: {error}", name::of(&row.photo)));
                    bar.suspend(|| {
                        let _ = writeln!(std::io::stderr(), "{line}");
                    });
                    errors.push(line);
                }
            }
            ControlFlow::Continue(())
        },
    );
    if let (Some(file), Some(csv)) = (&arguments.csv, csv) {
        csv_file::write(csv, &cases, arguments.truth).map_err(|error| CommandError::file(file, error))?;
    }
    let summary = summary::Summary::of(&cases, errors, &policy);
    let mut out = std::io::stdout().lock();
    if arguments.json {
        serde_json::to_writer(&mut out, &summary).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        print::print(&mut out, &summary)?;
    }
    Ok(if summary.errors.is_empty() { Outcome::Good } else { Outcome::Unusable })
}

fn find(
    engine: &Engine,
    policy: &Policy,
    declaration: Declaration,
    row: &Row,
) -> Result<Finding, PhotoError> {
    let photo = photo::open(&row.photo)?;
    let (verdict, analysis) = engine.judge_as(&photo.frame()?, policy, declaration)?;
    Ok(Finding {
        verdict,
        pose: analysis.measures.face.as_ref().map(|face| face.pose),
        numbers: analysis.measures.numbers(),
        skin_tone: analysis.head.as_ref().and_then(skin_tone::typology_angle),
    })
}
