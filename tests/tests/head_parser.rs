//! A head parser that means something else by its numbers is refused when it is loaded, by the name of what differs.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use swafoto::rule::Policy;
use swafoto::{Engine, Models, SwafotoError};
use swafoto_models::HEAD_PARSER;
use swafoto_tests::restated::{restated, silent};
use swafoto_tests::{astronaut, engine, frame};

/// Why the engine refuses `onnx` as a head parser.
fn refused(onnx: &[u8]) -> String {
    match Engine::load(&Models { head_parser: Some(onnx), ..swafoto_models::all() }) {
        Err(SwafotoError::InvalidModel { model, reason }) if model == "head_parser" => reason,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[test]
fn what_differs_is_named() {
    for (old, new, reason) in [
        ("hat, scarf", "scarf, hat", "class 5 is `scarf`, expected `hat`"),
        ("eyewear, hat", "hat, eyewear", "class 4 is `hat`, expected `eyewear`"),
        ("neck", "nose", "class `neck` is missing"),
        ("eyewear_tinted, ", "                ", "attribute `eyewear_tinted` is missing"),
        ("head_hat, head_scarf", "head_scarf, head_hat", "attribute 4 is `head_scarf`, expected `head_hat`"),
        (
            "face_covered, ear_image_right_full",
            "face_covered, ear_image_left_full ",
            "mirrored attribute `ear_image_right_full` is missing",
        ),
        ("192", "224", "it was trained on another crop: crop_side is `224`, expected `192`"),
        (
            "crop_eye_distance\u{12}\u{2}40",
            "crop_eye_distance\u{12}\u{2}48",
            "crop_eye_distance is `48`, expected `40`",
        ),
        ("96, 100", "100, 96", "crop_eyes_at is `100, 96`, expected `96, 100`"),
        (
            "contract\u{12}\u{1}1",
            "contract\u{12}\u{1}2",
            "its contract is of version `2`, this release knows version 1",
        ),
        ("crop_eyes_at", "crop_eyes_up", "its metadata lacks `crop_eyes_at`"),
    ] {
        let found = refused(&restated(HEAD_PARSER, old, new));
        assert!(found.contains(reason), "{old} -> {new}: {found}");
    }
}

#[test]
fn a_network_that_says_nothing_of_itself_is_refused() {
    assert!(refused(&silent(HEAD_PARSER)).contains("its metadata lacks `contract`"));
}

#[test]
fn another_network_is_no_head_parser() {
    assert!(refused(swafoto_models::FACE_LANDMARK.bytes).contains("its metadata lacks `contract`"));
}

#[test]
fn the_helper_changes_nothing_else() {
    let same = restated(HEAD_PARSER, "hat, scarf", "hat, scarf");
    assert_eq!(same, HEAD_PARSER.bytes);
    Engine::load(&Models { head_parser: Some(&same), ..swafoto_models::all() }).unwrap();
}

#[test]
fn the_rules_that_need_the_parser_are_those_that_cannot_be_told_without() {
    let blind = Engine::load(&Models { head_parser: None, ..swafoto_models::all() }).unwrap();
    let portrait = astronaut();
    for preset in Policy::presets() {
        let policy = Policy::preset(preset).unwrap();
        let (seen, _) = engine().judge(&frame(&portrait).unwrap(), &policy).unwrap();
        let (unseen, _) = blind.judge(&frame(&portrait).unwrap(), &policy).unwrap();
        for check in &unseen.checks {
            let seen = seen.check(check.rule).unwrap();
            let lost = seen.measured.is_some() && check.measured.is_none();
            assert_eq!(lost, check.rule.needs_parser(), "{}", check.rule);
        }
    }
}
