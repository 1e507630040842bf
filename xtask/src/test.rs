//! `cargo xtask test`: says what it will install, runs the checks one after the other, and tells what came of each.
//!
//! What did not run has not passed: it fails the whole, unless `--skip` named it.

use std::time::{Duration, Instant};

use crate::bindings::{self, Bindings};
use crate::command::run;
use crate::needs::{Need, Standing};
use crate::{android_test, arm, deny, fuzz, instructions, ios, kotlin, python, swift, web};

/// What can be asked for by itself.
const PARTS: [&str; 8] = ["rust", "arm", "kotlin", "android", "swift", "ios", "python", "web"];

const USAGE: &str = "\
usage: cargo xtask test [PART]... [--skip PART]... [--release] [--plan]

  PART       rust, arm, kotlin, android, swift, ios, python or web; all of them where none is named
  --skip     leave a part out: whatever else did not run fails the whole
  --release  call a library optimised as it ships
  --plan     say what would run and what would be installed, and do nothing";

/// One check.
struct Check {
    /// The part that it belongs to.
    part: &'static str,
    /// What it is called in the summary.
    name: &'static str,
    needs: &'static [Need],
    work: Work,
}

enum Work {
    /// Looks at the sources or runs cargo.
    Plain(fn() -> Result<(), String>),
    /// Calls the library from another language.
    Bound(fn(&Bindings) -> Result<(), String>),
}

/// In the order in which they run: cheap ones first, and the library's before those of what is built on it.
const CHECKS: [Check; 14] = [
    Check { part: "rust", name: "rust: format", needs: &[], work: Work::Plain(format) },
    Check { part: "rust", name: "rust: lints", needs: &[], work: Work::Plain(lints) },
    Check {
        part: "rust",
        name: "rust: licences",
        needs: &[Need::Venv, Need::CargoDeny],
        work: Work::Plain(deny::check),
    },
    // By itself: without a voice it passes having timed nothing.
    Check { part: "rust", name: "rust: speech", needs: &[Need::Voice], work: Work::Plain(speech) },
    Check { part: "rust", name: "rust: tests", needs: &[], work: Work::Plain(tests) },
    Check {
        part: "rust",
        name: "rust: fuzz",
        needs: &[Need::CxxCompiler],
        work: Work::Plain(|| fuzz::run(&[])),
    },
    Check {
        part: "rust",
        name: "rust: instructions",
        needs: &[Need::Valgrind],
        work: Work::Plain(instructions::hold),
    },
    Check { part: "arm", name: "arm", needs: &[Need::ArmRust], work: Work::Plain(arm::test) },
    Check {
        part: "kotlin",
        name: "kotlin",
        needs: &[Need::Jdk, Need::Maven],
        work: Work::Bound(kotlin::test),
    },
    Check {
        part: "android",
        name: "android",
        needs: &[Need::Jdk, Need::Maven, Need::Aapt2],
        work: Work::Bound(android_test::test),
    },
    Check { part: "swift", name: "swift", needs: &[Need::Swift], work: Work::Bound(swift::test) },
    Check { part: "ios", name: "ios", needs: &[Need::Swift], work: Work::Bound(ios::test) },
    Check {
        part: "python",
        name: "python",
        needs: &[Need::Venv, Need::PythonPackages],
        work: Work::Bound(python::test),
    },
    Check {
        part: "web",
        name: "web",
        needs: &[Need::Node, Need::Chromium, Need::WebRust],
        work: Work::Bound(web::test),
    },
];

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Passed(Duration),
    Failed(String),
    NotRun(String),
    Skipped,
}

/// What the command line asks for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    /// All where there are none.
    parts: Vec<&'static str>,
    skipped: Vec<&'static str>,
    optimised: bool,
    plan_only: bool,
}

/// Runs what `arguments` ask for.
pub(crate) fn test(arguments: &[&str]) -> Result<(), String> {
    let options = Options::parse(arguments)?;
    let chosen: Vec<&'static Check> = CHECKS.iter().filter(|check| options.asks_for(check)).collect();
    print_plan(&chosen, &options);
    if options.plan_only {
        return Ok(());
    }
    let mut library = Library::new(options.optimised);
    let mut outcomes = Vec::new();
    for check in chosen {
        let outcome = if options.skipped.contains(&check.part) {
            Outcome::Skipped
        } else {
            eprintln!("\n== {}", check.name);
            judge(check, &mut library)
        };
        outcomes.push((check.name, outcome));
    }
    eprintln!("\n{}", summary(&outcomes));
    conclude(&outcomes)
}

impl Options {
    fn parse(arguments: &[&str]) -> Result<Self, String> {
        let part = |name: &str| {
            let known = PARTS.into_iter().find(|part| *part == name);
            known.ok_or_else(|| format!("there is no part `{name}` to test\n\n{USAGE}"))
        };
        let mut options = Self::default();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match *word {
                "--skip" => options.skipped.push(part(words.next().ok_or(USAGE)?)?),
                "--release" => options.optimised = true,
                "--plan" => options.plan_only = true,
                flag if flag.starts_with('-') => return Err(USAGE.to_owned()),
                name => options.parts.push(part(name)?),
            }
        }
        Ok(options)
    }

    fn asks_for(&self, check: &Check) -> bool {
        self.parts.is_empty() || self.parts.contains(&check.part)
    }
}

/// Says what cannot run and what will be installed for the rest, before anything is done.
fn print_plan(checks: &[&'static Check], options: &Options) {
    let asked = checks.iter().copied().filter(|check| !options.skipped.contains(&check.part));
    let (running, blocked): (Vec<&Check>, Vec<&Check>) = asked.partition(|check| missing(check).is_empty());
    for check in blocked {
        eprintln!("will not run {}: it {}", check.name, missing(check).join(", "));
    }
    let mut needs: Vec<Need> = running.iter().flat_map(|check| check.needs).copied().collect();
    needs.sort_unstable();
    needs.dedup();
    for need in &needs {
        if let Standing::Installs(what) = need.standing() {
            let users = running.iter().filter(|check| check.needs.contains(need)).map(|check| check.name);
            eprintln!("will install for {}: {what}", users.collect::<Vec<_>>().join(", "));
        }
    }
    if needs.contains(&Need::Maven) {
        eprintln!("will fetch what the POM files in tests/ name, where ~/.m2 lacks it, by Maven");
    }
}

/// What a check needs that this machine neither has nor can bring, and why.
fn missing(check: &Check) -> Vec<String> {
    let missing = check.needs.iter().filter_map(|need| match need.standing() {
        Standing::Missing(why) => Some(why),
        Standing::There | Standing::Installs(_) => None,
    });
    missing.collect()
}

fn judge(check: &Check, library: &mut Library) -> Outcome {
    let missing = missing(check);
    if !missing.is_empty() {
        return Outcome::NotRun(missing.join(", "));
    }
    for need in check.needs {
        if let Err(reason) = need.provide() {
            return Outcome::NotRun(format!("what it needs could not be installed: {reason}"));
        }
    }
    let start = Instant::now();
    let done = match check.work {
        Work::Plain(work) => work(),
        Work::Bound(work) => match library.bindings() {
            Ok(bindings) => work(bindings),
            Err(reason) => return Outcome::NotRun(format!("the library was not built: {reason}")),
        },
    };
    match done {
        Ok(()) => Outcome::Passed(start.elapsed()),
        Err(reason) => Outcome::Failed(reason),
    }
}

/// The library with its bindings and the films that the tests replay: built when first asked for, and once.
struct Library {
    optimised: bool,
    built: Option<Result<Bindings, String>>,
}

impl Library {
    fn new(optimised: bool) -> Self {
        Self { optimised, built: None }
    }

    fn bindings(&mut self) -> Result<&Bindings, String> {
        let optimised = self.optimised;
        let build = || bindings::films().and_then(|()| bindings::for_tests(optimised));
        self.built.get_or_insert_with(build).as_ref().map_err(Clone::clone)
    }
}

fn format() -> Result<(), String> {
    run("cargo", &["fmt", "--all", "--check"])?;
    run("cargo", &["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"])
}

fn lints() -> Result<(), String> {
    run("cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
}

fn speech() -> Result<(), String> {
    run("cargo", &[&["test"][..], &bindings::TESTED, &["--test", "spoken"]].concat())
}

fn tests() -> Result<(), String> {
    run("cargo", &[&["test"][..], &bindings::TESTED].concat())
}

/// A line for each check, and one that counts them.
fn summary(outcomes: &[(&str, Outcome)]) -> String {
    let mut lines = Vec::new();
    let mut seconds = 0.0;
    for (name, outcome) in outcomes {
        let (word, more) = match outcome {
            Outcome::Passed(time) => {
                seconds += time.as_secs_f64();
                ("passed", format!("{:.0} s", time.as_secs_f64()))
            }
            Outcome::Failed(reason) => ("FAILED", reason.clone()),
            Outcome::NotRun(reason) => ("NOT RUN", reason.clone()),
            Outcome::Skipped => ("skipped", "as --skip says".to_owned()),
        };
        lines.push(format!("  {word:8} {name:18} {more}"));
    }
    let count = |is: fn(&Outcome) -> bool| outcomes.iter().filter(|(_, outcome)| is(outcome)).count();
    lines.push(format!(
        "{} passed in {seconds:.0} s, {} failed, {} not run, {} skipped",
        count(|outcome| matches!(outcome, Outcome::Passed(_))),
        count(|outcome| matches!(outcome, Outcome::Failed(_))),
        count(|outcome| matches!(outcome, Outcome::NotRun(_))),
        count(|outcome| matches!(outcome, Outcome::Skipped)),
    ));
    lines.join("\n")
}

/// Whether all that was asked for ran and passed.
fn conclude(outcomes: &[(&str, Outcome)]) -> Result<(), String> {
    let names = |is: fn(&Outcome) -> bool| {
        let names = outcomes.iter().filter(|(_, outcome)| is(outcome)).map(|(name, _)| *name);
        names.collect::<Vec<_>>().join(", ")
    };
    let failed = names(|outcome| matches!(outcome, Outcome::Failed(_)));
    let not_run = names(|outcome| matches!(outcome, Outcome::NotRun(_)));
    match (failed.is_empty(), not_run.is_empty()) {
        (true, true) => Ok(()),
        (false, true) => Err(format!("failed: {failed}")),
        (true, false) => Err(format!("not run, so not passed: {not_run}")),
        (false, false) => Err(format!("failed: {failed}; not run: {not_run}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_is_of_a_part_and_every_part_has_one() {
        assert!(CHECKS.iter().all(|check| PARTS.contains(&check.part)));
        assert!(PARTS.iter().all(|part| CHECKS.iter().any(|check| check.part == *part)));
    }

    #[test]
    fn what_is_asked_for_is_read_and_what_is_not_known_refused() {
        let options = Options::parse(&["swift", "ios", "--skip", "ios", "--release"]).unwrap();
        assert_eq!(options.parts, ["swift", "ios"]);
        assert_eq!((options.skipped.as_slice(), options.optimised), (&["ios"][..], true));
        let asked: Vec<_> = CHECKS.iter().filter(|check| options.asks_for(check)).collect();
        assert_eq!(asked.len(), 2);
        assert!(CHECKS.iter().all(|check| Options::default().asks_for(check)));
        for wrong in [&["ruts"][..], &["--skip"], &["--skip", "all"], &["--releas"]] {
            assert!(Options::parse(wrong).unwrap_err().contains("usage: cargo xtask test"), "{wrong:?}");
        }
    }

    #[test]
    fn what_did_not_run_has_not_passed_unless_it_was_skipped() {
        let passed = || ("a", Outcome::Passed(Duration::from_secs(2)));
        assert_eq!(conclude(&[passed(), ("b", Outcome::Skipped)]), Ok(()));
        let not_run = conclude(&[passed(), ("swift", Outcome::NotRun("there is no Swift".to_owned()))]);
        assert!(not_run.unwrap_err().contains("swift"));
        assert!(conclude(&[passed(), ("kotlin", Outcome::Failed("1".to_owned()))]).is_err());
        let all = [
            passed(),
            ("b", Outcome::Failed("`mvn` failed".to_owned())),
            ("c", Outcome::NotRun("needs Maven".to_owned())),
            ("d", Outcome::Skipped),
        ];
        let summary = summary(&all);
        assert!(summary.ends_with("1 passed in 2 s, 1 failed, 1 not run, 1 skipped"), "{summary}");
        assert!(summary.contains("needs Maven") && summary.contains("`mvn` failed"), "{summary}");
    }

    #[test]
    fn a_check_whose_needs_are_met_runs_and_tells_what_came_of_it() {
        let check = |work| Check { part: "rust", name: "made up", needs: &[], work: Work::Plain(work) };
        let mut library = Library::new(false);
        assert!(matches!(judge(&check(|| Ok(())), &mut library), Outcome::Passed(_)));
        let failed = judge(&check(|| Err("it broke".to_owned())), &mut library);
        assert_eq!(failed, Outcome::Failed("it broke".to_owned()));
    }
}
