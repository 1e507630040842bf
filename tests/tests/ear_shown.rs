//! What is seen of an ear is its own side's, and a network that means something else is refused by name.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use image::imageops;
use swafoto::face::Ears;
use swafoto::{Engine, Models, SwafotoError};
use swafoto_models::EAR_SHOWN;
use swafoto_tests::restated::{restated, silent};
use swafoto_tests::{astronaut, judge};

#[test]
fn a_mirrored_portrait_has_its_ears_exchanged() {
    let [
        Ears { right: Some(right), left: Some(left) },
        Ears { right: Some(new_right), left: Some(new_left) },
    ] = [astronaut(), imageops::flip_horizontal(&astronaut())].map(|image| judge(&image).unwrap().1.ears)
    else {
        panic!("both ears are looked at");
    };
    for (before, after) in [(right, new_left), (left, new_right)] {
        // The mesh of a mirrored face is not quite the mirrored mesh.
        assert!((before.shown - after.shown).abs() < 0.25, "{before:?} {after:?}");
    }
}

#[test]
fn a_network_that_means_something_else_is_refused_by_name() {
    let refused = |onnx: &[u8]| match Engine::load(&Models { ear_shown: onnx, ..swafoto_models::all() }) {
        Err(SwafotoError::InvalidModel { model, reason }) if model == "ear_shown" => reason,
        other => panic!("expected a refusal, got {other:?}"),
    };
    for (old, new, reason) in [
        ("80, 112", "112, 80", "input is `112, 80`, expected `80, 112`"),
        ("50, 58", "58, 50", "edge_at is `58, 50`, expected `50, 58`"),
        ("shown, hair", "hair, shown", "state 0 is `hair`, expected `shown`"),
        ("cloth", "cloak", "state `cloth` is missing"),
    ] {
        let found = refused(&restated(EAR_SHOWN, old, new));
        assert!(found.contains(reason), "{old} -> {new}: {found}");
    }
    assert!(refused(&silent(EAR_SHOWN)).contains("its metadata lacks `contract`"));
}
