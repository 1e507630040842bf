//! The session on a real photograph: from the first frame to a photo, and what frames must not do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use std::time::Duration;

use image::RgbImage;
use swafoto::frame::{Frame, Rotation};
use swafoto::rule::{Policy, RuleId, Status};
use swafoto::session::{Ending, SessionRequest, State, Update};
use swafoto::{Engine, Models, SelfieSession, SwafotoError};
use swafoto_tests::{astronaut, defocused, engine, scaled};

/// The default policy without what the portrait cannot meet: her hair lies over her ears, and the scan is small.
fn policy() -> Policy {
    own("[rules]\nears-visible-right = false\nears-visible-left = false\ninter-eye-distance = { min = 30 }")
}

/// The default policy with other keys.
fn own(keys: &str) -> Policy {
    let base = Policy::DEFAULT;
    Policy::from_toml(&format!("base = \"{base}\"\nid = \"own\"\ntitle = \"Own\"\n{keys}")).unwrap()
}

fn session(request: SessionRequest) -> SelfieSession {
    SelfieSession::new(engine().clone(), policy(), request).unwrap()
}

fn frame(image: &RgbImage) -> Frame<'_> {
    swafoto_tests::frame(image).unwrap()
}

/// The portrait as a preview, and with more wall around it as a still: enlarged, the scan would be blurred.
fn pictures() -> (RgbImage, RgbImage) {
    let preview = astronaut();
    let mut still =
        RgbImage::from_pixel(preview.width() + 60, preview.height() + 80, *preview.get_pixel(0, 0));
    image::imageops::replace(&mut still, &preview, 30, 40);
    (preview, still)
}

fn at(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Shows `image` until a still is asked for.
fn hold(session: &mut SelfieSession, image: &RgbImage, from: u64) -> (u64, Update) {
    for now in (from..from + 5000).step_by(33) {
        let update = session.preview(&frame(image), at(now)).unwrap();
        if update.capture {
            return (now, update);
        }
    }
    panic!("no still was asked for: {:?}", session.verdict())
}

#[test]
fn a_still_scene_becomes_a_photo_with_its_receipt() {
    let (preview, still) = pictures();
    let request = SessionRequest { nonce: Some("n-1".to_owned()), ..SessionRequest::default() };
    let mut session = session(request);
    let (taken, update) = hold(&mut session, &preview, 0);
    assert!(taken <= 1200, "{taken} ms");
    assert_eq!((update.state, update.outline.len()), (State::Verifying, 36));
    let update = session.still(&frame(&still), at(taken + 100)).unwrap();
    assert_eq!((update.state, update.ending), (State::Accepted, Some(Ending::Accepted)));
    let capture = session.take_capture().unwrap();
    assert!(capture.compliant && capture.receipt.compliant());
    assert_eq!(capture.photo.jpeg()[..2], [0xff, 0xd8]);
    let json = capture.receipt.to_canonical_json().unwrap();
    assert!(json.contains("n-1") && json.contains(&capture.photo.sha256_hex()), "{json}");
    assert!(session.take_capture().is_none(), "a photo is handed over once");
    let after = session.preview(&frame(&preview), at(taken + 200)).unwrap();
    assert_eq!((after.state, after.ran.len()), (State::Accepted, 0));
}

#[test]
fn a_bad_still_of_a_good_scene_is_never_accepted() {
    let (preview, still) = pictures();
    let mut session = session(SessionRequest::default());
    let (taken, _) = hold(&mut session, &preview, 0);
    let blurred = defocused(&still, 2.0);
    let update = session.still(&frame(&blurred), at(taken + 100)).unwrap();
    assert_eq!((update.state, update.ending), (State::Guiding, None));
    assert_eq!(update.reasons, [RuleId::Sharpness]);
    assert!(session.take_capture().is_none());
    let (again, _) = hold(&mut session, &preview, taken + 133);
    let update = session.still(&frame(&still), at(again + 100)).unwrap();
    assert_eq!(update.state, State::Accepted);
}

#[test]
fn wrong_frames_are_refused_by_name_and_the_session_goes_on() {
    let (preview, still) = pictures();
    let mut session = session(SessionRequest::default());
    session.preview(&frame(&preview), at(1000)).unwrap();
    let refused = |error: SwafotoError, expected: &str| match error {
        SwafotoError::InvalidFrame { field, .. } => assert_eq!(field, expected),
        other => panic!("{other}"),
    };
    refused(session.preview(&frame(&preview), at(999)).unwrap_err(), "timestamp");
    refused(session.preview(&frame(&still), at(1033)).unwrap_err(), "size");
    let unasked = session.still(&frame(&still), at(1033)).unwrap_err();
    assert!(matches!(unasked, SwafotoError::UnexpectedStill { .. }), "{unasked}");
    let (taken, _) = hold(&mut session, &preview, 1033);
    let sideways = frame(&still).rotated(Rotation::Clockwise90);
    let error = session.still(&sideways, at(taken + 50)).unwrap_err();
    assert!(matches!(error, SwafotoError::UnexpectedStill { .. }), "{error}");
    assert_eq!(session.state(), State::Guiding);
    let (taken, _) = hold(&mut session, &preview, taken + 100);
    let nearer = scaled(&image::imageops::crop_imm(&still, 97, 90, 133, 178).to_image(), 2.0);
    let error = session.still(&frame(&nearer), at(taken + 50)).unwrap_err();
    assert!(matches!(error, SwafotoError::UnexpectedStill { .. }), "{error}");
    let (taken, _) = hold(&mut session, &preview, taken + 100);
    assert_eq!(session.still(&frame(&still), at(taken + 50)).unwrap().state, State::Accepted);
}

#[test]
fn a_still_after_a_change_of_the_camera_must_show_what_was_held() {
    let (preview, still) = pictures();
    let mut session = session(SessionRequest::default());
    let (taken, _) = hold(&mut session, &preview, 0);
    session.camera_changed();
    let sideways = frame(&still).rotated(Rotation::Clockwise90);
    // The clock has another origin, too.
    let error = session.still(&sideways, at(7)).unwrap_err();
    assert!(matches!(error, SwafotoError::UnexpectedStill { .. }), "{error}");
    let (again, _) = hold(&mut session, &preview, taken);
    session.camera_changed();
    assert_eq!(session.still(&frame(&still), at(again - 500)).unwrap().state, State::Accepted);
}

#[test]
fn another_face_in_the_still_is_refused() {
    let (preview, still) = pictures();
    // Without the rules that what is drawn on the face breaks, and stricter: so little is drawn that a face is still found.
    let policy = own(
        "[rules]\nears-visible-right = false\nears-visible-left = false\ninter-eye-distance = { min = 30 }\n\
                      sharpness = false\nface-occlusion = false\nface-parts-visible = false\nover-exposure = false\nhead-pose-roll = false\n[session]\nleast-likeness = 0.8",
    );
    let mut session = SelfieSession::new(engine().clone(), policy, SessionRequest::default()).unwrap();
    let (taken, _) = hold(&mut session, &preview, 0);
    let error = session.still(&frame(&other_face(&still)), at(taken + 50)).unwrap_err();
    assert!(error.to_string().contains("resembles"), "{error}");
    assert_eq!((session.state(), session.standing().ending), (State::Guiding, None));
    // Whatever a camera does to the same face leaves it the same.
    let darker = brightened(&still, 0.8);
    let (again, _) = hold(&mut session, &preview, taken + 100);
    assert_eq!(session.still(&frame(&darker), at(again + 50)).unwrap().state, State::Accepted);
}

/// The picture with another person's skin: light and dark soft patches all over the face that leave its features in place.
fn other_face(image: &RgbImage) -> RgbImage {
    let mut other = image.clone();
    for (x, y, pixel) in other.enumerate_pixels_mut() {
        let wave = (x as f32 * 0.45).sin() * (y as f32 * 0.4).cos();
        pixel.0 = pixel.0.map(|value| (f32::from(value) * (1.0 + 0.25 * wave)).min(255.0) as u8);
    }
    other
}

fn brightened(image: &RgbImage, gain: f32) -> RgbImage {
    let mut bright = image.clone();
    bright.iter_mut().for_each(|value| *value = (f32::from(*value) * gain).min(255.0) as u8);
    bright
}

#[test]
fn a_photograph_that_stands_in_for_a_camera_is_noted_in_the_receipt() {
    let (preview, still) = pictures();
    for trembles in [false, true] {
        let mut session = session(SessionRequest::default());
        let mut taken = None;
        for (index, now) in (0..5000).step_by(33).enumerate() {
            // As a hand does: a pixel this way and that.
            let shift = if trembles { [0, 1, 2, 1][index / 3 % 4] } else { 0 };
            let seen = image::imageops::crop_imm(&preview, shift, 0, 268, 360).to_image();
            if session.preview(&frame(&seen), at(now)).unwrap().capture {
                taken = Some(now);
                break;
            }
        }
        session.still(&frame(&still), at(taken.unwrap() + 50)).unwrap();
        let receipt = session.take_capture().unwrap().receipt.to_canonical_json().unwrap();
        assert!(receipt.contains(&format!("\"motionless\":{}", !trembles)), "{receipt}");
    }
}

#[test]
fn under_review_the_best_still_is_handed_over_though_the_last_one_fails() {
    let (preview, still) = pictures();
    let policy = Policy::from_toml(
        "base = \"prakerja-2020\"\nid = \"own\"\ntitle = \"Own\"\non-blocked = \"review\"\n[rules]\n\
         ears-visible-right = false\nears-visible-left = false\ninter-eye-distance = { min = 30 }",
    );
    let request = SessionRequest { limit: Some(at(6000)), ..SessionRequest::default() };
    let mut session = SelfieSession::new(engine().clone(), policy.unwrap(), request).unwrap();
    let (taken, _) = hold(&mut session, &preview, 0);
    let blurred = defocused(&still, 2.0);
    let refused = session.still(&frame(&blurred), at(taken + 100)).unwrap();
    assert_eq!((refused.state, refused.reasons), (State::Guiding, vec![RuleId::Sharpness]));
    let unfit = defocused(&preview, 2.5);
    let last = (taken + 133..20_000)
        .step_by(33)
        .find(|now| session.preview(&frame(&unfit), at(*now)).unwrap().capture);
    let sideways = frame(&still).rotated(Rotation::Clockwise90);
    let update = session.still(&sideways, at(last.unwrap() + 50)).unwrap();
    assert_eq!((update.state, update.ending), (State::Exited, Some(Ending::Blocked)));
    assert_eq!(update.reasons, [RuleId::Sharpness]);
    let capture = session.take_capture().unwrap();
    assert!(!capture.compliant && !capture.receipt.compliant());
}

#[test]
fn a_policy_without_time_makes_no_session() {
    let timeless = own("session = false");
    let error = SelfieSession::new(engine().clone(), timeless, SessionRequest::default()).unwrap_err();
    assert!(error.to_string().contains("session"), "{error}");
}

#[test]
fn a_policy_without_a_photo_makes_no_session() {
    let error =
        SelfieSession::new(engine().clone(), own("photo = false"), SessionRequest::default()).unwrap_err();
    assert!(error.to_string().contains("photo"), "{error}");
}

#[test]
fn a_request_that_nobody_can_meet_is_refused() {
    let refused =
        |request: SessionRequest, part: &str| match SelfieSession::new(engine().clone(), policy(), request)
            .unwrap_err()
        {
            SwafotoError::InvalidRequest { field, .. } => assert_eq!(field, part),
            other => panic!("{other}"),
        };
    let limit = |milliseconds| SessionRequest { limit: Some(at(milliseconds)), ..SessionRequest::default() };
    refused(limit(0), "limit");
    refused(limit(600), "limit");
    refused(SessionRequest { retake: vec![RuleId::NoEyewear], ..limit(3000) }, "limit");
    assert!(SelfieSession::new(engine().clone(), policy(), limit(601)).is_ok());
    refused(SessionRequest { still_size: Some((0, 4000)), ..SessionRequest::default() }, "still size");
    refused(
        SessionRequest { still_size: Some((3000, usize::MAX)), ..SessionRequest::default() },
        "still size",
    );
}

#[test]
fn the_largest_face_is_judged_whoever_was_there_before() {
    // A portrait on the wall, and then the person comes before the camera.
    let portrait = astronaut();
    let head = image::imageops::crop_imm(&portrait, 47, 20, 173, 220).to_image();
    let wall = |person: bool| {
        let mut image = RgbImage::from_pixel(480, 360, *portrait.get_pixel(0, 0));
        image::imageops::replace(&mut image, &scaled(&head, 0.6), 360, 10);
        if person {
            image::imageops::replace(&mut image, &scaled(&head, 1.5), 30, 20);
        }
        image
    };
    let mut session = session(SessionRequest::default());
    let head_size = |session: &SelfieSession| {
        session.verdict().and_then(|verdict| verdict.check(RuleId::HeadSize)?.measured).unwrap()
    };
    for now in (0..1000).step_by(33) {
        session.preview(&frame(&wall(false)), at(now)).unwrap();
    }
    let before = head_size(&session);
    for now in (1000..3000).step_by(33) {
        session.preview(&frame(&wall(true)), at(now)).unwrap();
    }
    assert!(head_size(&session) > 2.0 * before, "{} after {before}", head_size(&session));
}

#[test]
fn an_engine_without_a_parser_makes_no_session() {
    // It judges photographs as far as it can; a session with it would guide until the time is over.
    let blind = Engine::load(&Models { head_parser: None, ..swafoto_models::all() }).unwrap();
    let error = SelfieSession::new(blind, policy(), SessionRequest::default()).unwrap_err();
    assert!(matches!(error, SwafotoError::InvalidModel { .. }), "{error}");
}

#[test]
fn a_preview_is_judged_as_large_as_the_still_will_be() {
    let (_, still) = pictures();
    let small = scaled(&astronaut(), 0.6);
    let still = scaled(&still, 1.5);
    let size = Some((still.width() as usize, still.height() as usize));
    let status = |request: SessionRequest| {
        let mut session = session(request);
        session.preview(&frame(&small), at(0)).unwrap();
        session.verdict().unwrap().check(RuleId::InterEyeDistance).unwrap().status
    };
    assert_eq!(status(SessionRequest::default()), Status::Fail);
    assert_eq!(status(SessionRequest { still_size: size, ..SessionRequest::default() }), Status::Pass);
}

#[test]
fn the_same_frames_give_the_same_run() {
    let (preview, still) = pictures();
    let run = || {
        let mut session = session(SessionRequest::default());
        let (taken, _) = hold(&mut session, &preview, 0);
        let update = session.still(&frame(&still), at(taken + 10)).unwrap();
        (taken, update, session.take_capture().unwrap().photo.sha256())
    };
    assert_eq!(run(), run());
}
