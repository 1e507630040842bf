//! Photographs spoilt in known ways: the measure must follow, the right rule must fail, the hint must be true.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use image::{Rgb, RgbImage, imageops};
use swafoto::rule::{Hint, RuleId, Status, Verdict};
use swafoto_tests::{astronaut, defocused, engine, judge, noisy, relit, scaled, smeared, turned};

fn verdict(image: &RgbImage) -> Verdict {
    judge(image).unwrap().0
}

fn measured(image: &RgbImage, rule: RuleId) -> f32 {
    let verdict = verdict(image);
    let check = verdict.check(rule).unwrap();
    check.measured.unwrap_or_else(|| panic!("{rule} could not be measured"))
}

fn status(image: &RgbImage, rule: RuleId) -> Status {
    verdict(image).check(rule).unwrap().status
}

/// Distance of the eyes in `image`, in pixels.
fn eye_distance(image: &RgbImage) -> f32 {
    judge(image).unwrap().1.face.unwrap().eye_distance()
}

/// The portrait at a size at which its own softness does not show: half of what NASA scanned.
fn sharp() -> RgbImage {
    astronaut()
}

/// Demands that each number is at least the one before it, give or take `slack`, and the last well above the first.
fn assert_rises(numbers: &[f32], slack: f32) {
    assert!(numbers.windows(2).all(|pair| pair[1] >= pair[0] - slack), "{numbers:?}");
    assert!(numbers[numbers.len() - 1] > numbers[0] + slack, "{numbers:?}");
}

#[test]
fn the_portrait_itself_is_lit_level_and_sharp() {
    let verdict = verdict(&sharp());
    for rule in [
        RuleId::SingleFacePresent,
        RuleId::HeadPoseRoll,
        RuleId::UnderExposure,
        RuleId::OverExposure,
        RuleId::CastShadow,
        RuleId::EyesOpen,
        RuleId::Sharpness,
    ] {
        let check = verdict.check(rule).unwrap();
        assert_eq!(check.status, Status::Pass, "{check:?}");
    }
}

#[test]
fn defocus_is_measured_and_refused() {
    let image = sharp();
    let distance = eye_distance(&image);
    let blurred = |percent: f32| defocused(&image, percent / 100.0 * distance);
    let numbers = [0.0, 0.8, 1.5, 2.5, 4.0].map(|percent| measured(&blurred(percent), RuleId::Sharpness));
    assert_rises(&numbers, 0.05);
    assert_eq!(status(&blurred(0.4), RuleId::Sharpness), Status::Pass);
    for percent in [1.5, 2.5, 4.0] {
        assert_eq!(status(&blurred(percent), RuleId::Sharpness), Status::Fail, "{percent} %");
    }
}

#[test]
fn defocus_is_not_hidden_by_noise() {
    let image = sharp();
    let distance = eye_distance(&image);
    for sigma in [0.0, 4.0, 8.0] {
        let still_sharp = noisy(&defocused(&image, 0.004 * distance), sigma, 1);
        assert_eq!(status(&still_sharp, RuleId::Sharpness), Status::Pass, "noise {sigma}");
        let blurred = noisy(&defocused(&image, 0.015 * distance), sigma, 1);
        assert_eq!(status(&blurred, RuleId::Sharpness), Status::Fail, "noise {sigma}");
    }
}

#[test]
fn motion_is_measured_and_refused_in_every_direction() {
    let image = sharp();
    let distance = eye_distance(&image);
    for degrees in [0.0, 45.0, 90.0, 135.0] {
        let moved = |percent: f32| smeared(&image, percent / 100.0 * distance, degrees);
        let numbers = [0.0, 4.0, 8.0, 12.0].map(|percent| measured(&moved(percent), RuleId::Sharpness));
        assert_rises(&numbers, 0.1);
        assert_eq!(status(&moved(4.0), RuleId::Sharpness), Status::Fail, "{degrees} degrees");
    }
}

#[test]
fn darkness_is_measured_and_refused() {
    let image = sharp();
    let dark = |gain: f32| noisy(&relit(&image, |_, _| gain), 4.0, 2);
    let numbers = [1.0, 0.1, 0.03, 0.01].map(|gain| measured(&dark(gain), RuleId::UnderExposure));
    let falling = numbers[0] > numbers[numbers.len() - 1];
    let rising = numbers.map(|number| if falling { -number } else { number });
    assert_rises(&rising, 0.02);
    let verdict = verdict(&dark(0.01));
    assert_eq!(verdict.check(RuleId::UnderExposure).unwrap().status, Status::Fail);
}

#[test]
fn too_much_light_is_measured_and_refused() {
    let image = sharp();
    let bright = |gain: f32| relit(&image, |_, _| gain);
    let numbers = [1.0, 2.0, 3.0, 5.0].map(|gain| measured(&bright(gain), RuleId::OverExposure));
    assert_rises(&numbers, 0.01);
    assert_eq!(status(&bright(5.0), RuleId::OverExposure), Status::Fail);
}

#[test]
fn light_from_one_side_is_measured_refused_and_located() {
    let image = sharp();
    let middle = judge(&image).unwrap().1.face.unwrap().eye_midpoint().x / image.width() as f32;
    // The light falls off across the face towards the picture's right: it comes from the subject's right.
    let one_sided = |strength: f32| {
        relit(&image, move |x, _| 1.0 / (1.0 + (strength * (x - middle) * 14.0).exp() * strength))
    };
    let numbers = [0.0, 0.5, 1.0].map(|strength| {
        measured(
            &if strength > 0.0 { one_sided(strength) } else { image.clone() },
            RuleId::IlluminationUniformity,
        )
    });
    let rising = if numbers[0] > numbers[2] { numbers.map(|number| -number) } else { numbers };
    assert_rises(&rising, 0.01);
    let verdict = verdict(&one_sided(1.0));
    let failed = |rule| verdict.check(rule).is_some_and(|check| check.status == Status::Fail);
    assert!(failed(RuleId::IlluminationUniformity) || failed(RuleId::CastShadow), "{:?}", verdict.checks);
}

#[test]
fn leaning_is_measured_in_degrees_and_refused() {
    let image = sharp();
    let upright = measured(&image, RuleId::HeadPoseRoll);
    for degrees in [-20.0_f32, -12.0, 12.0, 20.0] {
        let leaning = turned(&image, degrees);
        // Clockwise in the picture is towards the subject's left shoulder: negative.
        let roll = measured(&leaning, RuleId::HeadPoseRoll);
        assert!((roll - (upright - degrees)).abs() < 2.5, "turned {degrees}: {upright} became {roll}");
        assert_eq!(status(&leaning, RuleId::HeadPoseRoll), Status::Fail);
    }
}

#[test]
fn mirroring_turns_yaw_and_roll_around() {
    let image = turned(&sharp(), 10.0);
    let mirrored = imageops::flip_horizontal(&image);
    for rule in [RuleId::HeadPoseYaw, RuleId::HeadPoseRoll] {
        let sum = measured(&image, rule) + measured(&mirrored, rule);
        assert!(sum.abs() < 2.5, "{rule}: {sum}");
    }
}

#[test]
fn nobody_and_two_people_are_refused_with_their_own_hint() {
    let empty = RgbImage::from_pixel(480, 640, Rgb([120, 130, 140]));
    let alone = verdict(&empty);
    assert_eq!(alone.hint, Some(Hint::ShowFace));
    assert_eq!(alone.check(RuleId::HeadPoseYaw).unwrap().status, Status::Unknown);
    let person = sharp();
    let mut pair = RgbImage::new(2 * person.width(), person.height());
    imageops::replace(&mut pair, &person, 0, 0);
    imageops::replace(&mut pair, &person, i64::from(person.width()), 0);
    let pair = verdict(&pair);
    assert_eq!(pair.hint, Some(Hint::BeAlone));
    assert_eq!(pair.check(RuleId::SingleFacePresent).unwrap().measured, Some(2.0));
}

#[test]
fn a_small_face_behind_counts() {
    let person = sharp();
    let mut scene = RgbImage::from_pixel(720, 540, Rgb([150, 150, 150]));
    imageops::replace(&mut scene, &scaled(&person, 1.5), 20, 0);
    imageops::replace(&mut scene, &scaled(&person, 0.5), 560, 60);
    assert_eq!(measured(&scene, RuleId::SingleFacePresent), 2.0);
}

#[test]
fn a_head_that_is_cut_off_is_told_where_to_go() {
    let image = sharp();
    let head = judge(&image).unwrap().1.measures.face.unwrap().framing.head;
    let middle = (head.x + head.width / 2.0) as u32;
    // The picture's left part is missing: the head must go to the picture's right, the subject's left.
    let left = (head.x + 0.3 * head.width) as u32;
    let cut = imageops::crop_imm(&image, left, 0, image.width() - left, image.height()).to_image();
    let verdict = verdict(&cut);
    assert_eq!(verdict.check(RuleId::Crop).unwrap().status, Status::Fail, "{:?}", verdict.checks);
    assert!(middle > left);
}

#[test]
fn a_face_far_away_is_asked_to_come_closer() {
    let person = scaled(&sharp(), 0.5);
    let mut scene = RgbImage::from_pixel(900, 1200, Rgb([150, 150, 150]));
    imageops::replace(&mut scene, &person, 350, 400);
    assert_eq!(verdict(&scene).hint, Some(Hint::MoveCloser));
}

#[test]
fn the_same_picture_gives_the_same_verdict_on_every_thread() {
    let image = sharp();
    let expected = verdict(&image);
    let _ = engine();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| verdict(&image))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}
