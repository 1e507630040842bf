//! The state machine over made-up verdicts: time, holds, hints and endings without a picture.

use std::time::Duration;

use crate::frame::Rotation;
use crate::measure::Measures;
use crate::rule::{
    Check, Declaration, EarsShown, Hint, Limit, OnBlocked, Policy, RuleId, SessionSettings, Status, Subject,
    Verdict,
};

use super::block_times::Reasons;
use super::director::{Director, Outcome};
use super::sight::Sight;
use super::steady::Steady;
use super::{Ending, State};

fn settings() -> SessionSettings {
    *Policy::preset(Policy::DEFAULT).unwrap().session().unwrap()
}

fn director() -> Director {
    Director::new(settings(), Duration::from_secs(30), OnBlocked::Exit, Vec::new())
}

fn at(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// A face of which nothing that is known is older than `oldest`.
fn seen_whole(oldest: u64) -> Sight {
    Sight::Whole { oldest: at(oldest) }
}

/// A verdict in which exactly `failing` fail, each with its own hint.
fn verdict(failing: &[RuleId]) -> Verdict {
    let hint = |rule| match rule {
        RuleId::SingleFacePresent => Hint::BeAlone,
        RuleId::NoEyewear => Hint::RemoveGlasses,
        RuleId::NoHeadCovering => Hint::RemoveHat,
        _ => Hint::HoldStill,
    };
    let rules = [RuleId::SingleFacePresent, RuleId::NoHeadCovering, RuleId::NoEyewear, RuleId::Sharpness];
    let checks = rules.map(|rule| Check {
        rule,
        status: if failing.contains(&rule) { Status::Fail } else { Status::Pass },
        measured: Some(0.0),
        limit: Limit::default(),
        unit: rule.unit(),
    });
    Verdict {
        accepted: failing.is_empty(),
        hint: failing.first().copied().map(hint),
        cause: failing.first().copied(),
        checks: checks.to_vec(),
    }
}

/// Frames every 33 ms from `from` to `to`, everything renewed in each.
fn frames(
    director: &mut Director,
    (from, to): (u64, u64),
    failing: impl Fn(u64) -> Vec<RuleId>,
) -> Vec<(u64, State, Outcome)> {
    let mut seen = Vec::new();
    for now in (from..to).step_by(33) {
        let outcome = director.observe(&verdict(&failing(now)), seen_whole(now), at(now));
        let done = outcome.capture;
        seen.push((now, director.state(), outcome));
        if done {
            break;
        }
    }
    seen
}

fn hint_changes(seen: &[(u64, State, Outcome)]) -> Vec<(u64, Option<Hint>)> {
    let mut changes: Vec<(u64, Option<Hint>)> = Vec::new();
    for (now, _, outcome) in seen {
        if changes.last().map(|(_, hint)| *hint) != Some(outcome.hint) {
            changes.push((*now, outcome.hint));
        }
    }
    changes
}

#[test]
fn a_good_scene_is_held_and_then_taken_once() {
    let mut director = director();
    let seen = frames(&mut director, (0, 2000), |_| Vec::new());
    let (taken, state, _) = seen.last().unwrap();
    assert_eq!(*state, State::Verifying);
    assert!((600..=660).contains(taken), "{taken}");
    assert_eq!(seen.iter().filter(|(_, _, outcome)| outcome.capture).count(), 1);
    let progress: Vec<f32> = seen.iter().map(|(_, _, outcome)| outcome.progress).collect();
    assert!(progress.windows(2).all(|pair| pair[1] >= pair[0]) && progress.last() == Some(&1.0));
    let done = director.judged(None, None, Reasons::default(), at(*taken + 200));
    assert_eq!((director.state(), director.ending()), (State::Accepted, Some(Ending::Accepted)));
    assert_eq!(done.hint, None);
}

#[test]
fn a_hold_never_rests_on_what_is_older_than_itself() {
    let mut director = director();
    for now in (0..3000).step_by(33) {
        // The parser's answer is from before the hold.
        let outcome = director.observe(&verdict(&[]), seen_whole(0), at(now + 1));
        assert!(!outcome.capture, "taken at {now}");
    }
    let outcome = director.observe(&verdict(&[]), seen_whole(2900), at(3001));
    assert!(outcome.capture);
}

#[test]
fn one_bad_frame_ends_a_hold() {
    let mut director = director();
    let blink = |now| if now == 33 * 10 { vec![RuleId::NoEyewear] } else { Vec::new() };
    let seen = frames(&mut director, (0, 2000), blink);
    let (taken, _, last) = seen.last().unwrap();
    assert!(last.capture && (33 * 11 + 600..=33 * 11 + 700).contains(taken), "{taken}");
}

#[test]
fn hints_stay_long_enough_and_the_same_cause_keeps_its_words() {
    let mut director = director();
    // Two causes take turns at every frame.
    let seen = frames(&mut director, (0, 10_000), |now| match (now / 33) % 2 {
        0 => vec![RuleId::NoEyewear],
        _ => vec![RuleId::NoHeadCovering, RuleId::NoEyewear],
    });
    let changes = hint_changes(&seen);
    let gaps: Vec<u64> = changes.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    assert!(gaps.iter().all(|gap| *gap >= 667), "{changes:?}");
    assert!(changes.len() > 1, "a cause that persists is named in the end");
}

#[test]
fn a_second_face_is_told_at_once_and_a_lesser_cause_waits() {
    let mut director = director();
    frames(&mut director, (0, 750), |_| vec![RuleId::NoEyewear]);
    let outcome =
        director.observe(&verdict(&[RuleId::SingleFacePresent, RuleId::NoEyewear]), seen_whole(750), at(750));
    assert_eq!(outcome.hint, Some(Hint::BeAlone));
    let mut waiting = self::director();
    frames(&mut waiting, (0, 750), |_| vec![RuleId::NoEyewear]);
    let both = verdict(&[RuleId::NoHeadCovering, RuleId::NoEyewear]);
    assert_eq!(waiting.observe(&both, seen_whole(750), at(750)).hint, Some(Hint::RemoveGlasses));
    assert_eq!(waiting.observe(&both, seen_whole(1250), at(1250)).hint, Some(Hint::RemoveHat));
}

#[test]
fn a_refused_still_says_why_and_is_not_repeated_at_once() {
    let mut director = director();
    let seen = frames(&mut director, (0, 2000), |_| Vec::new());
    let taken = seen.last().unwrap().0;
    let now = taken + 300;
    let outcome =
        director.judged(Some(Hint::HoldStill), Some(RuleId::Sharpness), vec![RuleId::Sharpness], at(now));
    assert_eq!(outcome.reasons, vec![RuleId::Sharpness].into());
    assert_eq!(director.state(), State::Guiding);
    let seen = frames(&mut director, (now + 33, now + 4000), |_| Vec::new());
    assert!(seen.iter().any(|(_, _, outcome)| outcome.hint == Some(Hint::HoldStill)));
    let (taken, _, last) = seen.last().unwrap();
    assert!(last.capture && (now + 1800..now + 2500).contains(taken), "{:?}", seen.last());
}

#[test]
fn a_refusal_is_told_also_where_previews_go_on_while_the_still_is_taken() {
    // As phones do: frames keep coming between the order and the still, whatever its delay.
    for delay in (60..900).step_by(60) {
        let mut director = director();
        let taken = frames(&mut director, (0, 2000), |_| Vec::new()).last().unwrap().0;
        for now in (taken + 33..taken + delay).step_by(33) {
            director.idle(at(now));
        }
        let now = taken + delay;
        director.judged(Some(Hint::WaitForFocus), Some(RuleId::Sharpness), vec![RuleId::Sharpness], at(now));
        let seen = frames(&mut director, (now + 33, now + 2500), |_| Vec::new());
        let told: Vec<u64> = seen
            .iter()
            .filter(|(_, _, outcome)| outcome.hint == Some(Hint::WaitForFocus))
            .map(|(now, ..)| *now)
            .collect();
        let (first, last) = (told.first().unwrap(), told.last().unwrap());
        assert!(last - first >= 1100, "{delay}: told from {first} to {last}");
    }
}

#[test]
fn a_still_that_is_lost_is_told() {
    let mut director = director();
    let taken = frames(&mut director, (0, 2000), |_| Vec::new()).last().unwrap().0;
    director.still_lost(at(taken + 100));
    let seen = frames(&mut director, (taken + 133, taken + 2000), |_| Vec::new());
    assert!(seen.iter().any(|(_, _, outcome)| outcome.hint == Some(Hint::PhotoFailed)));
    // Nobody is told that their face is not clear where it was the camera that failed.
    assert!(seen.iter().all(|(_, _, outcome)| outcome.hint != Some(Hint::CannotJudge)));
}

#[test]
fn eyes_that_are_closed_in_the_still_alone_are_told_of_the_photo() {
    let mut director = director();
    let taken = frames(&mut director, (0, 2000), |_| Vec::new()).last().unwrap().0;
    director.judged(Some(Hint::OpenEyes), Some(RuleId::EyesOpen), vec![RuleId::EyesOpen], at(taken + 100));
    let seen = frames(&mut director, (taken + 133, taken + 2000), |_| Vec::new());
    let told = |hint| seen.iter().any(|(_, _, outcome)| outcome.hint == Some(hint));
    assert!(told(Hint::EyesClosedStill) && !told(Hint::OpenEyes));
}

#[test]
fn what_was_not_looked_at_yet_is_no_reason() {
    // Each time a face is found anew the head is unknown for a while; only one thing ever fails.
    let mut director = director();
    let mut unknown = verdict(&[]);
    unknown.accepted = false;
    for check in unknown.checks.iter_mut().filter(|check| check.rule == RuleId::NoHeadCovering) {
        (check.status, check.measured) = (Status::Unknown, None);
    }
    let mut help = Vec::new();
    for now in (0..40_000).step_by(33) {
        let outcome = if now % 3300 < 400 {
            director.observe(&unknown, Sight::Partial, at(now))
        } else {
            director.observe(&verdict(&[RuleId::Sharpness]), seen_whole(now), at(now))
        };
        if !outcome.help.is_empty() {
            help = outcome.help;
        }
    }
    assert_eq!(help, [RuleId::Sharpness]);
    assert_eq!(director.ending(), Some(Ending::Blocked));
}

#[test]
fn who_was_mostly_away_is_timed_out_and_who_was_mostly_there_is_not() {
    // Of each ten seconds, and three things hold the person up, none of them for as long as they were away in all.
    for (away, ending) in [(3, Ending::Blocked), (7, Ending::TimedOut)] {
        let mut director = Director::new(settings(), Duration::from_secs(120), OnBlocked::Exit, Vec::new());
        for now in (0..125_000_u64).step_by(100) {
            let rule = [RuleId::NoEyewear, RuleId::NoHeadCovering, RuleId::Sharpness][now as usize / 100 % 3];
            let sight = if now / 1000 % 10 < away { Sight::NoFace } else { seen_whole(now) };
            director.observe(&verdict(&[rule]), sight, at(now));
        }
        assert_eq!(director.ending(), Some(ending), "away for {away} s");
    }
}

#[test]
fn who_never_complies_gets_help_and_then_the_two_right_reasons() {
    let mut director = director();
    let seen = frames(&mut director, (0, 40_000), |now| {
        if now < 3000 { vec![RuleId::Sharpness] } else { vec![RuleId::NoHeadCovering, RuleId::NoEyewear] }
    });
    let help = &seen.iter().find(|(_, _, outcome)| !outcome.help.is_empty()).unwrap().2.help;
    assert_eq!(help, &[RuleId::NoHeadCovering, RuleId::NoEyewear]);
    assert_eq!(director.ending(), Some(Ending::Blocked));
    let last = seen.last().unwrap();
    assert_eq!(last.2.reasons, vec![RuleId::NoHeadCovering, RuleId::NoEyewear].into());
    let end = seen.iter().find(|(_, state, _)| *state == State::Exited).unwrap().0;
    assert!((30_000..30_100).contains(&end), "{end}");
}

#[test]
fn help_is_about_what_still_fails() {
    let mut director = Director::new(settings(), Duration::from_secs(120), OnBlocked::Exit, Vec::new());
    let seen = frames(&mut director, (0, 40_000), |now| {
        if now < 19_000 { vec![RuleId::NoEyewear] } else { vec![RuleId::Sharpness] }
    });
    let helped = seen.iter().filter(|(.., outcome)| !outcome.help.is_empty());
    let helped: Vec<_> = helped.map(|(.., outcome)| outcome.help.clone()).collect();
    assert!(!helped.is_empty() && helped.iter().all(|help| *help == [RuleId::Sharpness]), "{helped:?}");
}

#[test]
fn a_failure_that_comes_late_takes_nothing_back() {
    let mut director = director();
    frames(&mut director, (0, 300), |_| Vec::new());
    assert_eq!(director.state(), State::Holding);
    director.still_lost(at(310));
    let seen = frames(&mut director, (330, 2000), |_| Vec::new());
    let (taken, _, last) = seen.last().unwrap();
    assert!(last.capture && *taken < 700, "{taken}");
}

#[test]
fn under_review_the_last_still_is_handed_over_as_it_is() {
    let mut director = Director::new(settings(), Duration::from_secs(5), OnBlocked::Review, Vec::new());
    let seen = frames(&mut director, (0, 10_000), |_| vec![RuleId::NoEyewear]);
    assert!(seen.last().unwrap().2.capture);
    let outcome = director.judged(None, None, vec![RuleId::NoEyewear], at(6000));
    assert_eq!((director.ending(), outcome.reasons), (Some(Ending::Blocked), vec![RuleId::NoEyewear].into()));
}

#[test]
fn a_camera_that_delivers_no_stills_is_to_blame_for_it() {
    for failing in [Vec::new(), vec![RuleId::NoEyewear]] {
        let mut director = director();
        // What was mended in time is no reason.
        frames(&mut director, (0, 900), |_| failing.clone());
        let (mut now, mut lost) = (900, 0);
        while director.ending().is_none() {
            if let Some((taken, ..)) = frames(&mut director, (now, now + 5000), |_| Vec::new())
                .last()
                .filter(|(.., seen)| seen.capture)
            {
                now = taken + 400;
                lost += 1;
                director.still_lost(at(now));
            }
        }
        assert_eq!((director.ending(), lost), (Some(Ending::CameraFailed), settings().most_lost_stills));
        assert!(director.standing().reasons.rules.is_empty());
    }
}

#[test]
fn a_still_that_comes_in_the_end_makes_good_those_that_were_lost() {
    let mut director = director();
    let mut now = 0;
    for attempt in 0..3 * settings().most_lost_stills {
        let seen = frames(&mut director, (now, now + 5000), |_| Vec::new());
        assert!(seen.last().unwrap().2.capture, "{attempt}");
        now = seen.last().unwrap().0 + 33;
        if attempt % 4 == 3 {
            director.judged(Some(Hint::HoldStill), Some(RuleId::Sharpness), vec![RuleId::Sharpness], at(now));
        } else {
            director.still_lost(at(now));
        }
        assert_eq!(director.ending(), None, "{attempt}");
    }
}

#[test]
fn what_cannot_be_assessed_never_counts_as_failed() {
    let mut unknown = verdict(&[]);
    unknown.accepted = false;
    for check in unknown.checks.iter_mut().filter(|check| check.rule == RuleId::NoEyewear) {
        (check.status, check.measured) = (Status::Unknown, None);
    }
    // Neither where nothing else is ever seen, nor where a still was refused for it.
    for still in [false, true] {
        let mut director = director();
        let unassessed = Reasons { rules: vec![RuleId::NoEyewear], unassessed: true };
        let mut now = 0;
        if still {
            now = frames(&mut director, (0, 2000), |_| Vec::new()).last().unwrap().0 + 100;
            let refused = director.judged(None, None, unassessed.clone(), at(now));
            assert_eq!(refused.reasons, unassessed);
        }
        let mut last = Outcome::default();
        for now in (now + 33..40_000).step_by(33) {
            last = director.observe(&unknown, seen_whole(now), at(now));
            assert!(last.help.is_empty(), "{now}: {:?}", last.help);
        }
        assert_eq!((director.ending(), last.reasons), (Some(Ending::Blocked), unassessed));
    }
}

#[test]
fn nobody_is_blocked_without_a_reason() {
    // Frames too far apart to see anybody whole, though nothing ever fails.
    let mut director = director();
    for now in (0..100_000).step_by(2100) {
        director.observe(&verdict(&[]), Sight::Partial, at(now));
    }
    assert_eq!(director.ending(), Some(Ending::CameraFailed));
}

#[test]
fn a_tick_leaves_a_hold_as_it_was() {
    let mut director = director();
    frames(&mut director, (0, 300), |_| Vec::new());
    let before = director.standing();
    assert!(before.progress > 0.3 && before.hint == Some(Hint::StayLikeThat));
    assert_eq!(director.idle(at(550)), before);
    assert_eq!(director.state(), State::Holding);
    // Nobody was seen for so long that they may have gone.
    let after = director.idle(at(2600));
    assert_eq!((director.state(), after.progress, after.hint), (State::Guiding, 0.0, None));
}

#[test]
fn who_holds_no_more_is_not_told_to_stay_like_that() {
    let mut director = director();
    frames(&mut director, (0, 300), |_| Vec::new());
    let mut told = Vec::new();
    for now in (300..2000).step_by(33) {
        told.push((now, director.observe(&verdict(&[]), Sight::Partial, at(now)).hint));
    }
    assert!(told.iter().all(|(now, hint)| *now < 733 || hint.is_none()), "{told:?}");
    frames(&mut director, (2000, 2200), |_| Vec::new());
    assert_eq!(director.interrupted().hint, None);
    assert_eq!((director.state(), director.standing().progress), (State::Guiding, 0.0));
}

#[test]
fn nobody_there_is_timed_out_and_not_blocked() {
    let mut director = Director::new(settings(), Duration::from_secs(600), OnBlocked::Exit, Vec::new());
    for now in (0..50_000).step_by(100) {
        director.observe(&verdict(&[RuleId::SingleFacePresent]), Sight::NoFace, at(now));
    }
    assert_eq!(director.ending(), Some(Ending::TimedOut));
}

#[test]
fn time_in_the_background_blocks_nobody() {
    let mut director = director();
    frames(&mut director, (0, 1000), |_| vec![RuleId::NoEyewear]);
    director.idle(at(600_000));
    assert_eq!(director.ending(), None);
}

#[test]
fn a_still_that_never_comes_is_given_up() {
    let mut director = director();
    let taken = frames(&mut director, (0, 2000), |_| Vec::new()).last().unwrap().0;
    director.idle(at(taken + 1000));
    assert_eq!(director.state(), State::Verifying);
    director.idle(at(taken + 5001));
    assert_eq!(director.state(), State::Guiding);
    assert!(!director.wants_still());
}

#[test]
fn a_retake_begins_with_the_reasons_of_last_time() {
    let mut director =
        Director::new(settings(), Duration::from_secs(30), OnBlocked::Exit, vec![RuleId::NoEyewear]);
    let seen = frames(&mut director, (0, 5000), |_| Vec::new());
    assert_eq!(seen[0].2.help, [RuleId::NoEyewear]);
    let (taken, _, last) = seen.last().unwrap();
    assert!(last.capture && (3000..3200).contains(taken), "time to read comes first: {taken}");
}

#[test]
fn cancelling_ends_once() {
    let mut director = director();
    director.cancel();
    assert_eq!(director.ending(), Some(Ending::Cancelled));
    director.judged(None, None, Reasons::default(), at(1));
    assert_eq!((director.state(), director.ending()), (State::Exited, Some(Ending::Cancelled)));
}

/// The checks of one rule over time, as `Steady` lets them through.
fn settled(values: impl IntoIterator<Item = f32>) -> Vec<Status> {
    let mut steady = Steady::new(settings());
    let measures = Measures {
        size: (480, 640),
        turn: Rotation::None,
        face_sizes: vec![1.0],
        unconfirmed_score: 0.0,
        face: None,
    };
    let policy = Policy::preset(Policy::DEFAULT).unwrap();
    let subject = Subject {
        measures: &measures,
        policy: &policy,
        declaration: Declaration::Unasked,
        shown_before: EarsShown::default(),
    };
    let check = |value| Check {
        rule: RuleId::NoEyewear,
        status: Status::Pass,
        measured: Some(value),
        limit: Limit { min: None, max: Some(0.5) },
        unit: RuleId::NoEyewear.unit(),
    };
    values
        .into_iter()
        .enumerate()
        .map(|(index, value)| {
            steady.settle(vec![check(value)], &subject, &[], at(33 * index as u64)).checks[0].status
        })
        .collect()
}

#[test]
fn a_number_that_trembles_about_its_limit_does_not_flicker() {
    let trembling = (0..200).map(|index| 0.5 + if index % 2 == 0 { 0.04 } else { -0.03 });
    let statuses = settled(trembling);
    let changes = statuses.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(changes <= 1, "{changes} changes");
}

#[test]
fn a_number_just_inside_passes_after_a_while() {
    let statuses = settled(std::iter::repeat_n(0.9, 10).chain(std::iter::repeat_n(0.47, 60)));
    assert_eq!(statuses[9], Status::Fail);
    assert_eq!(statuses.last(), Some(&Status::Pass));
}

#[test]
fn a_mended_cause_passes_soon() {
    let statuses = settled(std::iter::repeat_n(0.99, 30).chain(std::iter::repeat_n(0.02, 30)));
    let mended = statuses.iter().rposition(|status| *status == Status::Fail).unwrap() + 1;
    assert!(mended <= 30 + 6, "{} ms", 33 * (mended - 30));
}
