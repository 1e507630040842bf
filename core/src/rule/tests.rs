//! Verdicts and advice over made-up measures: every branch without a picture.

use crate::face::HeadPose;
use crate::frame::Rotation;
use crate::geometry::{Point2, Rect};
use crate::measure::{
    Covering, Expression, Eyes, FaceMeasures, Framing, Margins, Measures, Sharpness, Shown,
};

use super::{
    Check, Declaration, EarsShown, Hint, Limit, Policy, RuleId, Status, Subject, Verdict, judge, judge_as,
    may_waive,
};

/// Only rules whose measures this file makes up.
const POLICY: &str = r#"
    id = "made-up"
    title = "Rules without light and sharpness"
    head-covering = ["hijab", "turban"]
    [covering]
    scarf-odds = 1
    least-cloth-at-ear = 0.4
    least-cloth-at-jaw = 0.15
    [faces]
    min-other-size = 0.2
    [rules]
    single-face-present = { min = 1, max = 1 }
    head-size = { min = 0.3, max = 0.8 }
    crop = { min = 0.0 }
    no-head-covering = { max = 0.5 }
    no-eyewear = { max = 0.5 }
    ears-visible-right = { min = 0.5 }
    ears-visible-left = { min = 0.5 }
    face-outline = { min = 0.8 }
    natural-colour = { min = 0.3 }
    face-parts-visible = { min = 0.6 }
    head-pose-yaw = { min = -10, max = 10 }
    head-pose-roll = { min = -8, max = 8 }
    eyes-open = { min = 0.5 }
    eyes-visible = { min = 0.6 }
"#;

fn good() -> Measures {
    Measures {
        size: (600, 800),
        turn: Rotation::None,
        face_sizes: vec![1.0, 0.1],
        unconfirmed_score: 0.0,
        face: Some(FaceMeasures {
            framing: Framing {
                head_size: 0.5,
                inter_eye_distance: 110.0,
                margins: Margins { left: 1.0, right: 1.0, top: 1.0, bottom: 1.0 },
                center: Point2::new(0.5, 0.5),
                head: Rect { x: 150.0, y: 200.0, width: 300.0, height: 400.0 },
            },
            pose: HeadPose::default(),
            expression: Some(Expression {
                right_eye_openness: 0.12,
                left_eye_openness: 0.12,
                mouth_openness: 0.02,
                mouth_width: 0.8,
            }),
            shown: Some(Shown {
                right_eye: 0.98,
                left_eye: 0.98,
                nose: 0.98,
                mouth: 0.98,
                forehead: 0.98,
                right_cheek: 0.98,
                left_cheek: 0.98,
                chin: 0.98,
            }),
            eyes: Some(Eyes { right_open: 0.98, left_open: 0.98, right_seen: 0.99, left_seen: 0.99 }),
            natural_colour: Some(0.98),
            light: None,
            sharpness: None,
            covering: Some(Covering {
                eyewear_clear: 0.02,
                eyewear_tinted: 0.01,
                hat: 0.03,
                scarf: 0.02,
                right_ear: 0.9,
                left_ear: 0.9,
                right_ear_full: 0.6,
                left_ear_full: 0.6,
                right_ear_under_hair: 0.9,
                left_ear_under_hair: 0.9,
                face_covered: 0.02,
                ..Covering::default()
            }),
            shown_blur: None,
            background_gradient: None,
        }),
    }
}

fn verdict(change: impl FnOnce(&mut FaceMeasures)) -> Verdict {
    let mut measures = good();
    if let Some(face) = &mut measures.face {
        change(face);
    }
    judge(&measures, &Policy::from_toml(POLICY).unwrap())
}

fn covered(change: impl FnOnce(&mut Covering)) -> Verdict {
    verdict(|face| {
        if let Some(covering) = &mut face.covering {
            change(covering);
        }
    })
}

#[test]
fn what_passes_every_rule_is_accepted_without_a_hint() {
    let verdict = verdict(|_| ());
    assert!(verdict.accepted && verdict.hint.is_none(), "{verdict:?}");
    // A face a tenth as wide as the main one does not matter to this policy.
    assert_eq!(verdict.check(RuleId::SingleFacePresent).unwrap().measured, Some(1.0));
    // Without a scarf there is no scarf's outline to judge.
    assert_eq!(verdict.check(RuleId::FaceOutline).unwrap().status, Status::Waived);
}

#[test]
fn what_could_not_be_assessed_blocks_and_is_not_called_a_failure() {
    let verdict = verdict(|face| face.covering = None);
    assert!(!verdict.accepted);
    assert_eq!(verdict.check(RuleId::NoEyewear).unwrap().status, Status::Unknown);
    assert_eq!(verdict.check(RuleId::NoEyewear).unwrap().measured, None);
    assert_eq!(verdict.hint, Some(Hint::CannotJudge));
    // A failure that can be mended goes before what is unknown.
    let verdict = self::verdict(|face| {
        face.covering = None;
        face.pose.yaw = 30.0;
    });
    assert_eq!(verdict.hint, Some(Hint::TurnRight));
}

#[test]
fn closed_eyes_have_a_hint_of_their_own_and_hidden_ones_are_not_called_closed() {
    let with = |change: fn(&mut Eyes)| {
        verdict(|face| {
            if let Some(eyes) = &mut face.eyes {
                change(eyes);
            }
        })
    };
    let winking = with(|eyes| eyes.left_open = 0.1);
    assert_eq!((winking.hint, winking.cause), (Some(Hint::OpenEyes), Some(RuleId::EyesOpen)));
    let hidden = with(|eyes| (eyes.left_open, eyes.left_seen) = (0.1, 0.2));
    assert_eq!(status(&hidden, RuleId::EyesOpen), Status::Unknown);
    assert_eq!((hidden.hint, hidden.cause), (Some(Hint::UncoverEyes), Some(RuleId::EyesVisible)));
    // What the parser sees on them counts as well.
    let under_hair = covered(|covering| covering.eyes_covered = 0.6);
    assert_eq!(under_hair.hint, Some(Hint::UncoverEyes));
}

#[test]
fn without_a_face_everything_else_is_unknown() {
    let measures = Measures {
        size: (600, 800),
        turn: Rotation::None,
        face_sizes: vec![],
        unconfirmed_score: 0.0,
        face: None,
    };
    let verdict = judge(&measures, &Policy::from_toml(POLICY).unwrap());
    assert_eq!(verdict.hint, Some(Hint::ShowFace));
    let refused = Measures { unconfirmed_score: 0.8, ..measures.clone() };
    assert_eq!(judge(&refused, &Policy::from_toml(POLICY).unwrap()).hint, Some(Hint::FaceCamera));
    let others = verdict.checks.iter().filter(|check| check.rule != RuleId::SingleFacePresent);
    assert!(others.clone().count() > 5 && others.into_iter().all(|check| check.status == Status::Unknown));
}

#[test]
fn a_picture_that_lies_on_its_side_is_to_be_turned_before_all_else() {
    let policy = Policy::from_toml(POLICY).unwrap();
    let mut measures = Measures { turn: Rotation::Clockwise90, ..good() };
    assert_eq!(judge(&measures, &policy).hint, None, "what passes needs no advice");
    measures.face.as_mut().unwrap().covering.as_mut().unwrap().eyewear_clear = 0.9;
    let verdict = judge(&measures, &policy);
    assert_eq!((verdict.hint, verdict.cause), (Some(Hint::TurnPhoto), Some(RuleId::NoEyewear)));
    let nobody = Measures { face_sizes: vec![], face: None, ..measures };
    assert_eq!(judge(&nobody, &policy).hint, Some(Hint::TurnPhoto));
}

/// A scarf around the whole face, ears and all.
fn hijab(covering: &mut Covering) {
    (covering.scarf, covering.scarf_on_crown, covering.top_covered) = (0.9, 0.9, 0.9);
    (covering.right_ear_under_scarf, covering.left_ear_under_scarf) = (0.8, 0.8);
    covering.scarf_at_jaw = 0.8;
    (covering.right_ear_under_cloth, covering.left_ear_under_cloth) = (0.8, 0.8);
    (covering.right_ear_under_hair, covering.left_ear_under_hair) = (0.0, 0.0);
    (covering.right_ear, covering.left_ear) = (0.0, 0.0);
}

/// A cap low on the forehead.
fn cap(covering: &mut Covering) {
    (covering.hat, covering.hat_on_top, covering.top_covered) = (0.9, 0.9, 0.9);
}

fn judged(text: &str, declaration: Declaration, change: impl FnOnce(&mut Covering)) -> Verdict {
    let mut measures = good();
    if let Some(covering) = measures.face.as_mut().and_then(|face| face.covering.as_mut()) {
        change(covering);
    }
    judge_as(&measures, &Policy::from_toml(text).unwrap(), declaration)
}

fn status(verdict: &Verdict, rule: RuleId) -> Status {
    verdict.check(rule).unwrap().status
}

#[test]
fn a_scarf_waives_the_ears_and_answers_for_the_outline() {
    let accepted = covered(hijab);
    assert!(accepted.accepted, "{accepted:?}");
    assert_eq!(status(&accepted, RuleId::EarsVisibleLeft), Status::Waived);
    let over_the_chin = covered(|covering| {
        hijab(covering);
        covering.outline_covered = 0.4;
    });
    assert_eq!(over_the_chin.hint, Some(Hint::ShowFaceOutline));
    let (before, rest) = POLICY.split_once("[covering]").unwrap();
    let (_, rest) = rest.split_once("[faces]").unwrap();
    let forbidding = format!("{before}[faces]{rest}").replace("[\"hijab\", \"turban\"]", "[]");
    let forbidden = judged(&forbidding, Declaration::Unasked, hijab);
    assert_eq!(forbidden.hint, Some(Hint::RemoveHeadCovering));
    // Nothing is waived, whatever is declared.
    let declared = judged(&forbidding, Declaration::Covered, hijab);
    assert_eq!((declared.hint, status(&declared, RuleId::EarsVisibleLeft)), (forbidden.hint, Status::Fail));
}

#[test]
fn a_cap_is_still_a_cap() {
    for declaration in [Declaration::Unasked, Declaration::Covered, Declaration::Bare] {
        let verdict = judged(POLICY, declaration, |covering| {
            cap(covering);
            covering.left_ear = 0.1;
        });
        assert_eq!(verdict.hint, Some(Hint::RemoveHat), "{declaration:?}");
        assert_eq!(status(&verdict, RuleId::EarsVisibleLeft), Status::Fail, "{declaration:?}");
    }
}

#[test]
fn what_lies_round_the_neck_is_no_scarf() {
    let verdict = covered(|covering| {
        // A winter scarf: the attributes know that it is no head's, and the hair is seen.
        (covering.scarf, covering.scarf_at_jaw) = (0.03, 0.8);
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
    });
    assert_eq!(status(&verdict, RuleId::EarsVisibleLeft), Status::Fail);
    assert_eq!(verdict.hint, Some(Hint::ShowEars));
}

#[test]
fn only_a_scarf_that_frames_the_face_waives_ears_unasked() {
    // The far side of a head that is a little turned.
    let turned = covered(|covering| {
        hijab(covering);
        covering.left_ear_under_scarf = 0.0;
    });
    assert!(turned.accepted, "{turned:?}");
    // Dark cloth at one ear that the map takes for hair.
    let like_hair = covered(|covering| {
        hijab(covering);
        (covering.left_ear_under_scarf, covering.left_ear_under_hair) = (0.0, 0.9);
    });
    assert!(like_hair.accepted, "{like_hair:?}");
    // Black cloth that the map takes for hair wherever hair may be, but not below the chin.
    let black = covered(|covering| {
        hijab(covering);
        (covering.right_ear_under_scarf, covering.left_ear_under_scarf, covering.scarf_on_crown) =
            (0.0, 0.0, 0.0);
        (covering.right_ear_under_hair, covering.left_ear_under_hair) = (0.9, 0.9);
    });
    assert!(black.accepted, "{black:?}");
    // A turban, or a beanie that is taken for one: over the ears, but not around the jaw.
    let over_the_ears = |covering: &mut Covering| {
        hijab(covering);
        covering.scarf_at_jaw = 0.0;
    };
    let asked = judged(POLICY, Declaration::Unasked, over_the_ears);
    assert_eq!((asked.accepted, asked.hint), (false, Some(Hint::AskCovering)));
    assert!(judged(POLICY, Declaration::Covered, over_the_ears).accepted);
    assert_eq!(
        status(&judged(POLICY, Declaration::Bare, over_the_ears), RuleId::EarsVisibleLeft),
        Status::Fail
    );
    // One that leaves the ears to hair waives nothing.
    let above = covered(|covering| {
        (covering.scarf, covering.scarf_on_crown, covering.top_covered) = (0.9, 0.9, 0.9);
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
    });
    assert_eq!((status(&above, RuleId::EarsVisibleRight), above.hint), (Status::Fail, Some(Hint::ShowEars)));
}

#[test]
fn a_policy_accepts_what_it_lists() {
    let only = |kinds: &str, change: fn(&mut Covering)| {
        judged(&POLICY.replace("\"hijab\", \"turban\"", kinds), Declaration::Unasked, change)
    };
    let turban = |covering: &mut Covering| {
        (covering.scarf, covering.scarf_on_crown, covering.top_covered) = (0.9, 0.9, 0.9);
    };
    assert!(only("\"hijab\"", hijab).accepted && only("\"turban\"", turban).accepted);
    assert_eq!(only("\"hijab\"", turban).hint, Some(Hint::RemoveHeadCovering));
    assert_eq!(only("\"turban\"", hijab).hint, Some(Hint::RemoveHeadCovering));
    // Where no scarf is accepted, nobody is told that one may stay on.
    assert_eq!(only("\"peci\"", cap).hint, Some(Hint::RemoveHeadCovering));
    assert_eq!(only("\"hijab\"", cap).hint, Some(Hint::RemoveHat));
}

#[test]
fn a_peci_is_accepted_from_whoever_declares_it_and_shows_face_and_ears() {
    let policy = POLICY.replace("\"turban\"", "\"peci\"");
    let undeclared = judged(&policy, Declaration::Unasked, cap);
    assert_eq!(undeclared.hint, Some(Hint::RemoveHat));
    let declared = judged(&policy, Declaration::Covered, cap);
    assert!(declared.accepted, "{declared:?}");
    let over_the_ear = judged(&policy, Declaration::Covered, |covering| {
        cap(covering);
        covering.right_ear = 0.1;
    });
    assert_eq!(over_the_ear.hint, Some(Hint::ShowRightEar));
    let over_the_brow = judged(&policy, Declaration::Covered, |covering| {
        cap(covering);
        covering.outline_covered = 0.3;
    });
    assert_eq!(over_the_brow.hint, Some(Hint::ShowFaceOutline));
}

#[test]
fn a_declaration_is_believed_unless_hair_or_a_hat_is_seen() {
    // The parser knows neither cloth nor hair where the ears would be.
    let unknown = |covering: &mut Covering| {
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
        (covering.right_ear_under_hair, covering.left_ear_under_hair) = (0.2, 0.2);
    };
    let ears = |declaration, change: fn(&mut Covering)| {
        status(&judged(POLICY, declaration, change), RuleId::EarsVisibleLeft)
    };
    assert_eq!(ears(Declaration::Unasked, unknown), Status::Fail);
    assert_eq!(ears(Declaration::Covered, unknown), Status::Waived);
    assert_eq!(ears(Declaration::Bare, unknown), Status::Fail);
    let hair = |covering: &mut Covering| (covering.right_ear, covering.left_ear) = (0.1, 0.1);
    assert_eq!(ears(Declaration::Covered, hair), Status::Fail);
    // Hair, says the map, but a little speaks for a scarf.
    let like_hair = |covering: &mut Covering| {
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
        (covering.scarf, covering.scarf_on_crown) = (0.2, 0.3);
    };
    assert_eq!(ears(Declaration::Covered, like_hair), Status::Waived);
    // The face must show all the same.
    let outline = judged(POLICY, Declaration::Covered, |covering| {
        unknown(covering);
        covering.outline_covered = 0.4;
    });
    assert_eq!(outline.hint, Some(Hint::ShowFaceOutline));
}

#[test]
fn where_cloth_may_cover_the_ears_the_person_is_asked_and_not_told() {
    let doubtful = |covering: &mut Covering| {
        (covering.scarf, covering.scarf_on_crown, covering.top_covered) = (0.3, 0.5, 0.5);
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
    };
    let asked = judged(POLICY, Declaration::Unasked, doubtful);
    assert!(!asked.accepted);
    assert_eq!((asked.hint, asked.cause), (Some(Hint::AskCovering), Some(RuleId::EarsVisibleRight)));
    assert_eq!(status(&asked, RuleId::EarsVisibleRight), Status::Unknown);
    // Whoever has said that there is none is told.
    let told = judged(POLICY, Declaration::Bare, doubtful);
    assert_eq!(told.hint, Some(Hint::ShowEars));
    assert!(judged(POLICY, Declaration::Covered, doubtful).accepted);
    // Ears that show leave nothing to ask.
    let shown = judged(POLICY, Declaration::Unasked, |covering| {
        doubtful(covering);
        (covering.right_ear, covering.left_ear) = (0.9, 0.9);
    });
    assert!(shown.accepted, "{shown:?}");
}

#[test]
fn an_ear_that_no_hair_covers_is_not_told_to_be_uncovered() {
    let bare = |yaw: f32, right_ear: f32, left_ear: f32| {
        verdict(|face| {
            face.pose.yaw = yaw;
            if let Some(covering) = &mut face.covering {
                (covering.right_ear, covering.left_ear) = (right_ear, left_ear);
                (covering.right_ear_under_hair, covering.left_ear_under_hair) = (0.1, 0.1);
            }
        })
        .hint
    };
    assert_eq!(bare(0.0, 0.1, 0.1), Some(Hint::MoveAwayForEars));
    // A head turned to the own right hides its right ear; turning back shows it, stepping back would not.
    assert_eq!(bare(-6.0, 0.1, 0.9), Some(Hint::TurnLeft));
    assert_eq!(bare(6.0, 0.9, 0.1), Some(Hint::TurnRight));
    assert_eq!(bare(6.0, 0.1, 0.9), Some(Hint::MoveAwayForEars));
    // Headphones are no hair.
    let headphones = covered(|covering| {
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
        (covering.right_ear_under_hair, covering.left_ear_under_hair) = (0.2, 0.2);
        (covering.right_ear_under_cloth, covering.left_ear_under_cloth) = (0.7, 0.7);
    });
    assert_eq!(headphones.hint, Some(Hint::UncoverEars));
    // So thin that the map has the wall behind it, but seen at the ear.
    let strands = covered(|covering| {
        (covering.right_ear, covering.left_ear) = (0.1, 0.9);
        (covering.right_ear_under_hair, covering.right_ear_hidden_by_hair) = (0.2, 0.9);
    });
    assert_eq!(strands.hint, Some(Hint::ShowRightEar));
    // Both hidden, one by hair: what can be mended first.
    let one_by_hair = covered(|covering| {
        (covering.right_ear, covering.left_ear) = (0.1, 0.1);
        covering.left_ear_under_hair = 0.1;
    });
    assert_eq!(one_by_hair.hint, Some(Hint::ShowRightEar));
}

#[test]
fn advice_is_directional_and_in_order() {
    assert_eq!(verdict(|face| face.pose.yaw = -11.0).hint, Some(Hint::TurnLeft));
    assert_eq!(verdict(|face| face.pose.roll = 9.0).hint, Some(Hint::LeanLeft));
    assert_eq!(verdict(|face| face.framing.head_size = 0.2).hint, Some(Hint::MoveCloser));
    assert_eq!(verdict(|face| face.framing.head_size = 0.9).hint, Some(Hint::MoveAway));
    assert_eq!(verdict(|face| face.framing.margins.top = -0.1).hint, Some(Hint::PointHigher));
    assert_eq!(verdict(|face| face.framing.margins.left = -0.1).hint, Some(Hint::MoveLeft));
    let between = Margins { left: -0.2, right: -0.1, top: 0.5, bottom: 0.5 };
    assert_eq!(verdict(|face| face.framing.margins = between).hint, Some(Hint::MoveAway));
    assert_eq!(covered(|covering| covering.right_ear = 0.1).hint, Some(Hint::ShowRightEar));
    assert_eq!(
        covered(|covering| (covering.right_ear, covering.left_ear) = (0.1, 0.1)).hint,
        Some(Hint::ShowEars)
    );
    assert_eq!(covered(|covering| covering.eyewear_clear = 0.7).hint, Some(Hint::RemoveGlasses));
    assert_eq!(covered(|covering| covering.eyewear_tinted = 0.7).hint, Some(Hint::RemoveSunglasses));
    // Distance goes before glasses, glasses before pose.
    let several = verdict(|face| {
        face.pose.yaw = 30.0;
        face.framing.head_size = 0.1;
    });
    assert_eq!(several.hint, Some(Hint::MoveCloser));
}

#[test]
fn while_a_rule_settles_its_hint_keeps_its_direction() {
    // A session lets a rule fail on for a while after its number has come back within the limit.
    let settling = |rule: RuleId, (min, max): (f32, f32), value: f32| {
        let limit = Limit { min: Some(min), max: Some(max) };
        let check = Check { rule, status: Status::Fail, measured: Some(value), limit, unit: rule.unit() };
        let (measures, policy) = (good(), Policy::from_toml(POLICY).unwrap());
        let subject = Subject {
            measures: &measures,
            policy: &policy,
            declaration: Declaration::Unasked,
            shown_before: EarsShown::default(),
        };
        Verdict::from_checks(vec![check], &subject, &[]).hint
    };
    for value in [12.0, 9.1, 8.6] {
        assert_eq!(settling(RuleId::HeadPoseYaw, (-9.0, 9.0), value), Some(Hint::TurnRight), "{value}");
        assert_eq!(settling(RuleId::HeadPoseYaw, (-9.0, 9.0), -value), Some(Hint::TurnLeft), "{value}");
    }
    assert_eq!(settling(RuleId::HeadPoseRoll, (-7.0, 7.0), 6.7), Some(Hint::LeanLeft));
    assert_eq!(settling(RuleId::HeadPosePitch, (-14.0, 14.0), 13.5), Some(Hint::LiftChin));
    assert_eq!(settling(RuleId::HeadSize, (0.25, 0.95), 0.93), Some(Hint::MoveAway));
    assert_eq!(settling(RuleId::HeadSize, (0.25, 0.95), 0.27), Some(Hint::MoveCloser));
}

#[test]
fn a_scarf_is_believed_as_far_as_scarves_are_common() {
    let likely = POLICY.replace("scarf-odds = 1\n", "scarf-odds = 2.5\n");
    assert_ne!(likely, POLICY);
    let waives = |text: &str, scarf, hat| {
        let verdict = judged(text, Declaration::Unasked, |covering| {
            hijab(covering);
            (covering.scarf, covering.hat) = (scarf, hat);
        });
        status(&verdict, RuleId::EarsVisibleLeft) == Status::Waived
    };
    assert!(!waives(POLICY, 0.2, 0.02) && waives(&likely, 0.2, 0.02));
    // What is hardly a scarf, or clearly a hat, is none anywhere.
    assert!(!waives(&likely, 0.08, 0.02) && !waives(&likely, 0.2, 0.7));
}

#[test]
fn who_may_wear_a_scarf_is_not_told_to_take_it_off() {
    let policy = POLICY.replace("no-head-covering = { max = 0.5 }", "no-head-covering = { max = 0.2 }");
    let told = |scarf, hat, scarf_on_crown, hat_on_top| {
        let verdict = judged(&policy, Declaration::Unasked, |covering| {
            (covering.scarf, covering.hat) = (scarf, hat);
            (covering.scarf_on_crown, covering.hat_on_top, covering.top_covered) =
                (scarf_on_crown, hat_on_top, 0.9);
            (covering.right_ear, covering.left_ear) = (0.0, 0.0);
            (covering.right_ear_under_hair, covering.left_ear_under_hair) = (0.0, 0.0);
            (covering.right_ear_under_cloth, covering.left_ear_under_cloth) = (0.9, 0.9);
        });
        (verdict.cause, verdict.hint)
    };
    // Likelier a scarf than a hat, and a scarf that is not known for sure.
    assert_eq!(told(0.45, 0.4, 0.4, 0.4), (Some(RuleId::NoHeadCovering), Some(Hint::AskCovering)));
    assert_eq!(told(0.4, 0.05, 0.5, 0.0), (Some(RuleId::EarsVisibleRight), Some(Hint::AskCovering)));
    assert_eq!(told(0.3, 0.6, 0.1, 0.9), (Some(RuleId::NoHeadCovering), Some(Hint::RemoveHat)));
    // Headphones: hardly anything on the crown.
    assert_eq!(told(0.02, 0.01, 0.0, 0.0), (Some(RuleId::EarsVisibleRight), Some(Hint::UncoverEars)));
    assert_eq!(told(0.02, 0.01, 0.05, 0.0), (Some(RuleId::EarsVisibleRight), Some(Hint::UncoverEars)));
}

#[test]
fn who_looks_far_aside_is_asked_to_look_here_before_all_else() {
    let told = |yaw| {
        let verdict = verdict(|face| {
            face.pose.yaw = yaw;
            face.covering.iter_mut().for_each(cap);
        });
        (verdict.cause, verdict.hint)
    };
    assert_eq!(told(20.0), (Some(RuleId::NoHeadCovering), Some(Hint::RemoveHat)));
    assert_eq!(told(40.0), (Some(RuleId::HeadPoseYaw), Some(Hint::TurnRight)));
    assert_eq!(told(-40.0), (Some(RuleId::HeadPoseYaw), Some(Hint::TurnLeft)));
}

#[test]
fn what_a_face_far_aside_wears_is_not_known() {
    let status = |yaw, rule| {
        let verdict = verdict(|face| {
            face.pose.yaw = yaw;
            if let Some(covering) = &mut face.covering {
                covering.eyewear_clear = 0.9;
            }
        });
        let check = verdict.check(rule).unwrap();
        (check.status, check.measured.is_some())
    };
    assert_eq!(status(20.0, RuleId::NoEyewear), (Status::Fail, true));
    assert_eq!(status(20.0, RuleId::NoHeadCovering), (Status::Pass, true));
    for rule in [RuleId::NoEyewear, RuleId::NoHeadCovering] {
        assert_eq!(status(-40.0, rule), (Status::Unknown, false));
    }
    assert_eq!(status(-40.0, RuleId::EarsVisibleLeft), (Status::Pass, true));
    assert_eq!(status(-40.0, RuleId::FaceOutline).0, Status::Waived);
    // Where a policy allows the turn, it is judged.
    let aside =
        POLICY.replace("head-pose-yaw = { min = -10, max = 10 }", "head-pose-yaw = { min = -50, max = 50 }");
    assert_ne!(aside, POLICY);
    let mut measures = good();
    measures.face.iter_mut().for_each(|face| face.pose.yaw = -40.0);
    let allowed = judge(&measures, &Policy::from_toml(&aside).unwrap());
    assert_eq!(allowed.check(RuleId::NoEyewear).unwrap().status, Status::Pass);
}

#[test]
fn a_chin_must_be_inside_whatever_room_the_crown_is_given() {
    let policy = POLICY.replace("crop = { min = 0.0 }", "crop = { min = -0.3 }");
    let policy = Policy::from_toml(&policy).unwrap();
    let cut = |change: fn(&mut Margins)| {
        let mut measures = good();
        if let Some(face) = &mut measures.face {
            change(&mut face.framing.margins);
        }
        judge(&measures, &policy).hint
    };
    assert_eq!(cut(|margins| margins.top = -0.25), None);
    assert_eq!(cut(|margins| margins.bottom = 0.05), None);
    assert_eq!(cut(|margins| margins.bottom = -0.1), Some(Hint::PointLower));
}

#[test]
fn a_blur_explains_skin_that_is_not_seen_but_not_an_eye() {
    let policy = Policy::from_toml(&(POLICY.to_owned() + "sharpness = { max = 0.75 }")).unwrap();
    let seen = |blur, looked_at_blur, change: fn(&mut Shown)| {
        let mut measures = good();
        if let Some(face) = &mut measures.face {
            face.sharpness = Some(Sharpness { blur, defocus: 0.4, motion: 4.0, direction: 0.0, noise: 1.0 });
            face.shown_blur = Some(looked_at_blur);
            face.shown.iter_mut().for_each(change);
        }
        let verdict = judge(&measures, &policy);
        let check = verdict.check(RuleId::FacePartsVisible).unwrap();
        assert!(check.status.blocks() && !verdict.accepted);
        (check.status, verdict.hint)
    };
    let told = |blur, change| seen(blur, blur, change);
    let forehead: fn(&mut Shown) = |shown| shown.forehead = 0.1;
    assert_eq!(told(1.4, forehead), (Status::Unknown, Some(Hint::HoldStill)));
    // It has become sharp, and what shows is still what an earlier picture told; or the other way round.
    assert_eq!(seen(0.4, 1.4, forehead), (Status::Unknown, Some(Hint::WaitForFocus)));
    assert_eq!(seen(1.4, 0.4, forehead).0, Status::Fail);
    assert_eq!(told(0.4, forehead), (Status::Fail, Some(Hint::ShowForehead)));
    // Whatever lies over an eye has few edges itself.
    assert_eq!(told(1.4, |shown| shown.left_eye = 0.1), (Status::Fail, Some(Hint::ShowEyes)));
}

#[test]
fn a_blurred_picture_is_told_what_blurs_it() {
    let policy = Policy::from_toml(&(POLICY.to_owned() + "sharpness = { max = 0.75 }")).unwrap();
    let hint = |blur, defocus, motion, inter_eye_distance, head_size| {
        let mut measures = good();
        if let Some(face) = &mut measures.face {
            face.sharpness = Some(Sharpness { blur, defocus, motion, direction: 0.0, noise: 1.0 });
            (face.framing.inter_eye_distance, face.framing.head_size) = (inter_eye_distance, head_size);
        }
        judge(&measures, &policy).hint
    };
    assert_eq!(hint(1.4, 0.4, 4.0, 110.0, 0.5), Some(Hint::HoldStill));
    assert_eq!(hint(1.4, 1.2, 2.5, 110.0, 0.5), Some(Hint::WaitForFocus));
    // No longer a smear than unmoved faces show.
    assert_eq!(hint(0.85, 0.63, 1.98, 110.0, 0.5), Some(Hint::WaitForFocus));
    // Nothing but its pixels blurs a small face; one that fills the picture cannot come closer.
    assert_eq!(hint(0.85, 0.63, 1.98, 65.0, 0.5), Some(Hint::MoveCloser));
    assert_eq!(hint(0.85, 0.63, 1.98, 65.0, 0.78), Some(Hint::WaitForFocus));
}

fn hidden(change: impl FnOnce(&mut Shown)) -> Verdict {
    verdict(|face| {
        if let Some(shown) = &mut face.shown {
            change(shown);
        }
    })
}

#[test]
fn the_hint_names_the_part_that_is_not_seen() {
    let hint = |change: fn(&mut Shown)| {
        let verdict = hidden(change);
        assert!(!verdict.accepted);
        verdict.hint
    };
    assert_eq!(hint(|shown| shown.right_eye = 0.1), Some(Hint::ShowEyes));
    assert_eq!(hint(|shown| shown.left_eye = 0.1), Some(Hint::ShowEyes));
    assert_eq!(hint(|shown| shown.nose = 0.1), Some(Hint::ShowNoseAndMouth));
    assert_eq!(hint(|shown| shown.mouth = 0.1), Some(Hint::ShowNoseAndMouth));
    assert_eq!(hint(|shown| shown.forehead = 0.1), Some(Hint::ShowForehead));
    assert_eq!(hint(|shown| shown.right_cheek = 0.1), Some(Hint::ShowCheeksAndChin));
    assert_eq!(hint(|shown| shown.left_cheek = 0.1), Some(Hint::ShowCheeksAndChin));
    assert_eq!(hint(|shown| shown.chin = 0.1), Some(Hint::ShowCheeksAndChin));
}

#[test]
fn what_was_not_looked_at_is_not_seen() {
    let verdict = verdict(|face| face.shown = None);
    assert!(!verdict.accepted);
    assert_eq!(verdict.check(RuleId::FacePartsVisible).unwrap().status, Status::Unknown);
}

#[test]
fn colours_of_no_camera_are_refused_before_a_covering_is_taken_off() {
    let verdict = verdict(|face| {
        face.natural_colour = Some(0.05);
        face.covering.as_mut().unwrap().hat = 0.9;
    });
    assert_eq!(verdict.hint, Some(Hint::NaturalColours));
}

#[test]
fn whatever_is_waived_may_be_waived() {
    let lists = ["", "\"hijab\"", "\"turban\"", "\"peci\"", "\"hijab\", \"turban\", \"peci\""];
    let (before, rest) = POLICY.split_once("[covering]").unwrap();
    let without_table = format!("{before}[rules]{}", rest.split_once("[rules]").unwrap().1);
    let mut waived = 0;
    for list in lists {
        let text = without_table.replace("\"hijab\", \"turban\"", list);
        let policy = Policy::from_toml(&text).unwrap();
        for declaration in [Declaration::Unasked, Declaration::Covered, Declaration::Bare] {
            for wear in [hijab, cap, |_: &mut Covering| {}] {
                let verdict = judged(&text, declaration, wear);
                let of_rules = verdict.checks.iter().filter(|check| check.status == Status::Waived);
                for check in of_rules {
                    waived += 1;
                    let declared = declaration == Declaration::Covered;
                    assert!(
                        may_waive(check.rule, &policy, declared),
                        "{list} {declaration:?} {}",
                        check.rule
                    );
                }
                let is_waived = |rule| status(&verdict, rule) == Status::Waived;
                let ears = is_waived(RuleId::EarsVisibleRight) || is_waived(RuleId::EarsVisibleLeft);
                assert!(!(ears && is_waived(RuleId::FaceOutline)), "{list} {declaration:?}");
            }
        }
    }
    assert!(waived > 20, "{waived}");
}

#[test]
fn cloth_that_is_accepted_may_lie_on_the_forehead_and_nowhere_else() {
    let worn = |change: fn(&mut Shown)| {
        verdict(|face| {
            hijab(face.covering.as_mut().unwrap());
            change(face.shown.as_mut().unwrap());
        })
    };
    let status = |verdict: &Verdict| verdict.check(RuleId::FacePartsVisible).unwrap().status;
    assert_eq!(status(&worn(|shown| shown.forehead = 0.1)), Status::Pass);
    assert_eq!(status(&worn(|shown| shown.chin = 0.1)), Status::Fail);
    assert_eq!(status(&hidden(|shown| shown.forehead = 0.1)), Status::Fail);
}
