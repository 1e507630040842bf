//! How well two faces are told apart between preview and still: `likeness LIST` prints, for a row of limits, how many pairs of one
//! person at one moment would be refused, and how many of two people accepted.
//!
//! `LIST` has a line for each picture: `FILE,PERSON,MOMENT`. Pictures of one person and moment are what preview and still are, frames
//! of a film within a second. Only those that look into the camera count, as all do who hold still.

#![allow(clippy::print_stdout, reason = "a command prints")]

use std::path::Path;
use std::process::ExitCode;

use swafoto::rule::{Policy, RuleId, Status, judge};
use swafoto::session::Likeness;
use swafoto_tests::{engine, frame};

/// Limits to print.
const LIMITS: [f32; 6] = [0.1, 0.2, 0.25, 0.3, 0.35, 0.4];

/// A face of somebody at some moment.
struct Seen {
    person: String,
    moment: String,
    likeness: Likeness,
}

fn main() -> ExitCode {
    let Some(list) = std::env::args().nth(1) else {
        eprintln!("usage: likeness LIST");
        return ExitCode::FAILURE;
    };
    match measure(Path::new(&list)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn measure(list: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(list).map_err(|error| format!("{}: {error}", list.display()))?;
    let mut seen = Vec::new();
    for line in text.lines() {
        let [file, person, moment] = line.split(',').collect::<Vec<_>>()[..] else {
            return Err(format!("`{line}` is not FILE,PERSON,MOMENT"));
        };
        if let Some(likeness) = likeness(Path::new(file))? {
            seen.push(Seen { person: person.to_owned(), moment: moment.to_owned(), likeness });
        }
    }
    println!("{} of {} pictures look into the camera", seen.len(), text.lines().count());
    let (mut moment, mut person, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for (index, one) in seen.iter().enumerate() {
        for other in &seen[index + 1..] {
            let pairs = match (one.person == other.person, one.moment == other.moment) {
                (true, true) => &mut moment,
                (true, false) => &mut person,
                (false, _) => &mut others,
            };
            pairs.push(one.likeness.resemblance(&other.likeness));
        }
    }
    println!("limit  one moment refused  one person, another moment refused  two people accepted");
    let share = |pairs: &[f32], counts: &dyn Fn(f32) -> bool| {
        let number = pairs.iter().filter(|value| counts(**value)).count();
        format!("{number} of {} ({:.2} %)", pairs.len(), 100.0 * number as f64 / pairs.len().max(1) as f64)
    };
    for limit in LIMITS {
        println!(
            "{limit:<5}  {:<24}  {:<24}  {}",
            share(&moment, &|value| value < limit),
            share(&person, &|value| value < limit),
            share(&others, &|value| value >= limit),
        );
    }
    Ok(())
}

/// The likeness of the face in `file`; `None` where nobody looks into the camera.
fn likeness(file: &Path) -> Result<Option<Likeness>, String> {
    let explain = |reason: String| format!("{}: {reason}", file.display());
    let image = image::open(file).map_err(|error| explain(error.to_string()))?.to_rgb8();
    let policy = Policy::preset(Policy::DEFAULT).map_err(|error| error.to_string())?;
    let frame = frame(&image).map_err(|error| explain(error.to_string()))?;
    let analysis = engine().analyse(&frame, policy.faces()).map_err(|error| explain(error.to_string()))?;
    let verdict = judge(&analysis.measures, &policy);
    let level = [RuleId::HeadPoseYaw, RuleId::HeadPosePitch, RuleId::HeadPoseRoll]
        .iter()
        .all(|rule| verdict.check(*rule).is_some_and(|check| check.status == Status::Pass));
    Ok(analysis.head.as_ref().filter(|_| level).and_then(Likeness::of))
}
