//! Every case of `tests/cases`, filmed and driven through a session.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use swafoto::session::Ending;
use swafoto_film::{Case, Film};
use swafoto_tests::drive::{Run, drive};
use swafoto_tests::{engine, portrait, target};

/// No hint changes more often than this in a second.
const MOST_CHANGES_A_SECOND: f64 = 1.5;

/// All cases with what the session did, filmed and driven once for all tests of this file.
fn runs() -> &'static [(Case, PathBuf, Run)] {
    static RUNS: OnceLock<Vec<(Case, PathBuf, Run)>> = OnceLock::new();
    RUNS.get_or_init(|| {
        let target = target("cases");
        let mut film = Film::new(engine(), &portrait()).unwrap();
        let cases = Case::all().unwrap();
        let one = |case: Case| {
            let folder = target.join(&case.name);
            film.write(&case, &folder).unwrap();
            let run = drive(engine(), &case, &folder).unwrap();
            (case, folder, run)
        };
        cases.into_iter().map(one).collect()
    })
}

/// Demands `holds` of every case, and names all that fail.
fn each(holds: impl Fn(&Case, &Run) -> Result<(), String>) {
    let failures: Vec<String> = runs()
        .iter()
        .filter_map(|(case, _, run)| holds(case, run).err().map(|reason| format!("{}: {reason}", case.name)))
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn demand(holds: bool, reason: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(reason()) }
}

#[test]
fn each_ends_as_it_should() {
    each(|case, run| {
        let ending = run.ending.map(Ending::name);
        demand(ending == Some(&case.expect.end), || format!("ended {ending:?}, {:?}", run.path()))?;
        let reasons: Vec<&str> = run.reasons.iter().map(|rule| rule.name()).collect();
        demand(reasons == case.expect.reasons, || format!("reasons {reasons:?}"))?;
        demand(run.path() == case.expect.states, || format!("states {:?}", run.path()))
    });
}

#[test]
fn hints_come_in_order_and_never_a_wrong_one() {
    each(|case, run| {
        let shown: Vec<&str> = run.hint_changes().iter().map(|(_, hint)| hint.key()).collect();
        let mut waiting = case.expect.hints.iter().peekable();
        for hint in &shown {
            waiting.next_if(|expected| expected == hint);
        }
        demand(waiting.peek().is_none(), || {
            format!("`{}` is missing in {shown:?}", waiting.peek().unwrap())
        })?;
        let wrong = case.expect.never.iter().find(|hint| shown.contains(&hint.as_str()));
        demand(wrong.is_none(), || format!("{wrong:?} in {shown:?}"))
    });
}

#[test]
fn no_hint_changes_faster_than_it_can_be_read() {
    each(|_, run| {
        let changes = run.hint_changes();
        // The first hint is no change. Two changes within a second and a third are faster than 1.5 a second.
        let least = Duration::from_secs_f64(1.0 / MOST_CHANGES_A_SECOND);
        let hasty = changes.windows(2).skip(1).find(|pair| pair[1].0 - pair[0].0 < least);
        demand(hasty.is_none(), || format!("{hasty:?} in {changes:?}"))
    });
}

#[test]
fn the_still_is_asked_for_soon_after_all_is_in_order() {
    each(|case, run| {
        let (Some(fixed), Some(within)) = (case.fixed_at_s, case.expect.captured_before_s) else {
            return Ok(());
        };
        let captured = run.captures.first().ok_or("no still was asked for")?.as_secs_f32();
        demand(captured >= fixed - 1e-3, || format!("taken at {captured:.2} s, before {fixed} s"))?;
        demand(captured <= fixed + within, || {
            format!(
                "taken at {captured:.2} s, {:.2} s after {fixed} s; {:?}",
                captured - fixed,
                run.hint_changes()
            )
        })
    });
}

#[test]
fn a_bad_still_is_never_accepted() {
    each(|case, run| {
        demand(
            run.stills.iter().all(|accepted| case.expect.verdict.is_none_or(|v| v.accepted == *accepted)),
            || format!("stills {:?}", run.stills),
        )?;
        demand(case.expect.verdict.is_none_or(|_| !run.stills.is_empty()), || "no still".to_owned())?;
        let accepted = run.ending == Some(Ending::Accepted);
        demand(accepted == run.stills.contains(&true), || {
            format!("stills {:?}, ended {:?}", run.stills, run.ending)
        })
    });
}

#[test]
fn the_question_comes_in_time_and_only_where_it_should() {
    each(|case, run| match (case.expect.asked_before_s, run.asked) {
        (None, None) => Ok(()),
        (None, Some(asked)) => Err(format!("asked at {asked:?}")),
        (Some(_), None) => Err("never asked".to_owned()),
        (Some(within), Some(asked)) => {
            demand(asked.as_secs_f32() <= within, || format!("asked at {asked:?}, not within {within} s"))
        }
    });
}

#[test]
fn the_same_frames_give_the_same_run() {
    // Each kind of course once: a fix, a loss, a refusal, a blockade.
    for name in ["front-camera", "face-lost", "still-with-glasses", "never-compliant"] {
        let (case, folder, run) = runs().iter().find(|(case, ..)| case.name == name).unwrap();
        assert_eq!(&drive(engine(), case, folder).unwrap(), run, "{name}");
    }
}
