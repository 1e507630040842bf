//! What is said of a photo that is handed over is said of its very bytes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use swafoto::frame::Frame;
use swafoto::photo::{Handover, ReceiptFacts, hand_over};
use swafoto::rule::Policy;
use swafoto_tests::{engine, frame, portrait};

#[test]
fn whoever_judges_the_file_again_finds_what_the_receipt_says() {
    let still = portrait();
    let still = frame(&still).unwrap();
    for name in Policy::presets() {
        let policy = Policy::preset(name).unwrap();
        let analysis = engine().analyse(&still, policy.faces()).unwrap();
        let facts = ReceiptFacts::default();
        let face = analysis.face.as_ref().unwrap();
        let judge = |photo: &Frame<'_>| Ok(engine().judge(photo, &policy)?.0);
        let made = hand_over(&still, face, &policy, &facts, judge);
        let Handover { photo, verdict, receipt } = made.unwrap();
        // Read by another decoder's front, as a server would.
        let read = image::load_from_memory(photo.jpeg()).unwrap().to_rgb8();
        assert_eq!((read.width(), read.height()), (photo.width(), photo.height()));
        let (again, _) = engine().judge(&frame(&read).unwrap(), &policy).unwrap();
        assert_eq!(again, verdict, "{name}");
        assert_eq!(receipt.compliant(), again.accepted);
        let said: serde_json::Value = serde_json::from_str(&receipt.to_canonical_json().unwrap()).unwrap();
        for (said, check) in said["checks"].as_array().unwrap().iter().zip(&again.checks) {
            assert_eq!(said["rule"], check.rule.name());
            let measured = check.measured.map(|value| value.to_string().parse::<f64>().unwrap());
            assert_eq!(said["measured"].as_f64(), measured, "{name}: {}", check.rule);
        }
    }
}
