//! Ears that show while the head is turned: who they count for, and what is said until they have shown.

use std::time::Duration;

use crate::rule::{Check, EarsInTurn, EarsShown, Hint, RuleId, Status, Subject, Verdict, is_about_an_ear};

/// What a session has seen of both ears, under a policy that lets them count in a turn of the head; nothing under any other.
#[derive(Debug)]
pub(super) struct TurnedEars {
    settings: Option<EarsInTurn>,
    right: Ear,
    left: Ear,
}

/// What has been seen of one ear.
#[derive(Clone, Copy, Debug)]
struct Ear {
    rule: RuleId,
    /// The sign of the yaw that brings it out: its side of the head comes to the front.
    side: f32,
    /// What turns the head so.
    hint: Hint,
    /// It was looked for on a head that was not turned, and did not show.
    missed: bool,
    /// Since when it has shown in a turn without a break.
    since: Option<Duration>,
    /// It has shown for long enough.
    shown: bool,
}

impl Ear {
    const fn new(rule: RuleId, side: f32, hint: Hint) -> Self {
        Self { rule, side, hint, missed: false, since: None, shown: false }
    }

    fn observe(&mut self, settings: &EarsInTurn, (yaw, check): (f32, &Check), at: Duration) {
        let shows = check.measured.is_some_and(|measured| check.limit.admits(measured));
        let turn = self.side * yaw;
        if yaw.abs() < settings.least_turn {
            self.missed |= check.status == Status::Fail;
        }
        self.since = if shows && (settings.least_turn..=settings.most_turn).contains(&turn) {
            self.since.or(Some(at))
        } else {
            None
        };
        let for_s = Duration::from_secs_f32(settings.for_s);
        self.shown |= self.since.is_some_and(|since| at.saturating_sub(since) >= for_s);
    }

    /// Whether it is yet to show, and a head at `yaw` is not turned too far for it.
    fn is_awaited(&self, settings: &EarsInTurn, yaw: f32) -> bool {
        self.missed && !self.shown && self.side * yaw <= settings.most_turn
    }
}

impl TurnedEars {
    pub(super) fn new(settings: Option<EarsInTurn>) -> Self {
        // A head that turns to its left has a positive yaw and shows its right ear.
        let right = Ear::new(RuleId::EarsVisibleRight, 1.0, Hint::TurnLeft);
        let left = Ear::new(RuleId::EarsVisibleLeft, -1.0, Hint::TurnRight);
        Self { settings, right, left }
    }

    /// Another face, or another moment: ears that have shown may be somebody else's.
    pub(super) fn forget(&mut self) {
        *self = Self::new(self.settings);
    }

    /// The ears that have shown.
    pub(super) fn shown(&self) -> EarsShown {
        EarsShown { right: self.right.shown, left: self.left.shown }
    }

    /// A frame was looked at all over.
    pub(super) fn observe(&mut self, subject: &Subject<'_>, checks: &[Check], at: Duration) {
        let (Some(settings), Some(face)) = (self.settings, subject.face()) else { return };
        for ear in [&mut self.right, &mut self.left] {
            match checks.iter().find(|check| check.rule == ear.rule) {
                Some(check) => ear.observe(&settings, (face.pose.yaw, check), at),
                None => ear.since = None,
            }
        }
    }

    /// Says which way to turn where an ear that did not show may show in a turn, instead of which way a turned head should go or of
    /// how far the camera is. Hair or cloth over an ear comes first.
    pub(super) fn advise(&self, verdict: &mut Verdict, subject: &Subject<'_>) {
        let (Some(settings), Some(face)) = (self.settings, subject.face()) else { return };
        let turns = matches!(verdict.hint, Some(Hint::TurnLeft | Hint::TurnRight | Hint::MoveAwayForEars));
        let about = verdict.cause.is_some_and(|rule| is_about_an_ear(rule) || rule == RuleId::HeadPoseYaw);
        let mut ears = [self.right, self.left].into_iter();
        let awaited = ears.find(|ear| ear.is_awaited(&settings, face.pose.yaw));
        if let Some(ear) = awaited.filter(|_| turns && about) {
            (verdict.hint, verdict.cause) = (Some(ear.hint), Some(ear.rule));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::measure::Covering;
    use crate::photo::Claims;
    use crate::rule::{Declaration, Policy, checks};
    use crate::session::script::{self, FIT, Scene, picture};
    use crate::session::{Ending, SelfieSession, SessionRequest};

    fn policy() -> Policy {
        let table = "ears-in-turn = { least-turn = 6, most-turn = 25, for-s = 0.4 }";
        script::policy_of(is_about_an_ear, table)
    }

    /// The head of a wide face before a near camera, from frame to frame, 100 ms apart.
    struct Watched {
        policy: Policy,
        ears: TurnedEars,
        at: Duration,
    }

    impl Watched {
        fn new() -> Self {
            let policy = policy();
            Self { ears: TurnedEars::new(policy.ears_in_turn().copied()), policy, at: Duration::ZERO }
        }

        /// So many frames at `yaw`, in which an ear shows as surely as `right` and `left` say; the last verdict.
        fn frames(&mut self, count: u32, yaw: f32, (right, left): (f32, f32)) -> Verdict {
            let measures = script::with_ears(script::measures((600, 800), yaw, 1), right, left);
            let mut last = None;
            for _ in 0..count {
                self.at += Duration::from_millis(100);
                let subject = Subject {
                    measures: &measures,
                    policy: &self.policy,
                    declaration: Declaration::Unasked,
                    shown_before: self.ears.shown(),
                };
                let checks = checks(&subject);
                self.ears.observe(&subject, &checks, self.at);
                let mut verdict = Verdict::from_checks(checks, &subject, &[]);
                self.ears.advise(&mut verdict, &subject);
                last = Some(verdict);
            }
            last.unwrap()
        }
    }

    #[test]
    fn an_ear_that_shows_in_a_turn_counts_from_then_on() {
        let mut watched = Watched::new();
        assert_eq!(watched.frames(3, 1.0, (0.05, 0.9)).hint, Some(Hint::TurnLeft));
        // On the way there nobody is sent back, though the other ear is gone by now.
        assert_eq!(watched.frames(2, 15.0, (0.9, 0.05)).hint, Some(Hint::TurnLeft));
        assert_eq!(watched.frames(5, 15.0, (0.9, 0.05)).hint, Some(Hint::TurnRight));
        let verdict = watched.frames(1, 1.0, (0.05, 0.9));
        assert!(verdict.accepted, "{verdict:?}");
        assert_eq!(verdict.check(RuleId::EarsVisibleRight).unwrap().status, Status::Waived);
        assert_eq!(watched.ears.shown(), EarsShown { right: true, left: false });
        watched.ears.forget();
        assert!(!watched.frames(1, 1.0, (0.05, 0.9)).accepted);
    }

    #[test]
    fn both_ears_show_one_after_the_other() {
        let mut watched = Watched::new();
        let none = (0.05, 0.05);
        assert_eq!(watched.frames(1, 0.0, none).hint, Some(Hint::TurnLeft));
        watched.frames(6, 12.0, (0.9, 0.05));
        assert_eq!(watched.frames(1, 0.0, none).hint, Some(Hint::TurnRight));
        watched.frames(6, -12.0, (0.05, 0.9));
        assert!(watched.frames(1, 0.0, none).accepted);
    }

    #[test]
    fn what_shows_too_far_aside_too_briefly_or_on_the_other_side_counts_for_nothing() {
        for (count, yaw) in [(9, 28.0), (4, 15.0), (9, -15.0), (9, 3.0)] {
            let mut watched = Watched::new();
            watched.frames(2, 0.0, (0.05, 0.9));
            watched.frames(count, yaw, (0.9, 0.05));
            assert_eq!(watched.ears.shown(), EarsShown::default(), "{count} frames at {yaw}");
        }
        // A break starts anew.
        let mut watched = Watched::new();
        for _ in 0..3 {
            watched.frames(3, 15.0, (0.9, 0.1));
            watched.frames(1, 15.0, (0.1, 0.1));
        }
        assert_eq!(watched.ears.shown(), EarsShown::default());
    }

    #[test]
    fn the_receipt_names_the_ear_that_the_photo_does_not_show() {
        let scene = Arc::new(Mutex::new(FIT));
        let mut session = script::session(policy(), SessionRequest::default(), &scene);
        let mut at = Duration::ZERO;
        let mut frames = |session: &mut SelfieSession, seen: Scene, count: u32| {
            *scene.lock().unwrap() = seen;
            for _ in 0..count {
                at += Duration::from_millis(100);
                if session.preview(&picture(0), at).unwrap().capture {
                    return Some(session.still(&picture(0), at).unwrap());
                }
            }
            None
        };
        let hidden = Scene::Ears { yaw: 0.0, right: 0.05, left: 0.9 };
        assert!(frames(&mut session, hidden, 20).is_none(), "the ear has not shown");
        assert!(frames(&mut session, Scene::Ears { yaw: 15.0, right: 0.9, left: 0.05 }, 6).is_none());
        let done = frames(&mut session, hidden, 20).expect("a still is asked for");
        assert_eq!(done.ending, Some(Ending::Accepted), "{done:?}");
        let receipt = session.take_capture().unwrap().receipt.to_canonical_json().unwrap();
        assert!(receipt.contains("\"ears_in_turn\":[\"ears-visible-right\"]"), "{receipt}");
        let claims = Claims::from_json(receipt.as_bytes()).unwrap();
        assert_eq!(claims.contradictions(&policy()), []);
    }

    #[test]
    fn hair_is_tucked_away_first_and_other_policies_are_as_they_were() {
        let mut watched = Watched::new();
        let mut measures = script::measures((600, 800), 0.0, 1);
        measures.face.as_mut().unwrap().covering =
            Some(Covering { left_ear: 0.9, right_ear_under_hair: 0.9, ..Covering::default() });
        let advice = |watched: &mut Watched| {
            let subject = Subject {
                measures: &measures,
                policy: &watched.policy,
                declaration: Declaration::Unasked,
                shown_before: EarsShown::default(),
            };
            let checks = checks(&subject);
            watched.ears.observe(&subject, &checks, Duration::ZERO);
            let mut verdict = Verdict::from_checks(checks, &subject, &[]);
            watched.ears.advise(&mut verdict, &subject);
            verdict.hint
        };
        assert_eq!(advice(&mut watched), Some(Hint::ShowRightEar));
        let mut without = Watched::new();
        without.ears = TurnedEars::new(None);
        assert_eq!(without.frames(1, 0.0, (0.05, 0.9)).hint, Some(Hint::MoveAwayForEars));
        without.frames(9, 15.0, (0.9, 0.9));
        assert_eq!(without.ears.shown(), EarsShown::default());
    }
}
