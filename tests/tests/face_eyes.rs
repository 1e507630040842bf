//! Closed eyes are told from open ones, and neither from what is no eye.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use image::{Rgb, RgbImage, imageops};
use swafoto::face::{LEFT_EYE, RIGHT_EYE};
use swafoto::geometry::{Point2, Rect};
use swafoto::measure::Eyes;
use swafoto::rule::{RuleId, Status, Verdict};
use swafoto::{Engine, Models, SwafotoError};
use swafoto_models::FACE_EYES;
use swafoto_tests::restated::{restated, silent};
use swafoto_tests::{astronaut, judge, relit, scaled};

fn judged(image: &RgbImage) -> (Verdict, Eyes) {
    let (verdict, analysis) = judge(image).unwrap();
    (verdict, analysis.measures.face.unwrap().eyes.unwrap())
}

fn status(verdict: &Verdict, rule: RuleId) -> Status {
    verdict.check(rule).unwrap().status
}

/// The outline of an eye of the portrait.
fn outline(eye: &[usize]) -> Vec<Point2> {
    let face = judge(&astronaut()).unwrap().1.face.unwrap();
    eye.iter().map(|index| face.landmarks()[*index].flat()).collect()
}

/// Shuts an eye of the portrait: the skin above it is drawn down over the opening, with a line of lashes at its foot.
fn shut(image: &mut RgbImage, eye: &[usize]) {
    let Rect { x: left, y, width, height } = Rect::around(outline(eye)).unwrap();
    let before = image.clone();
    for x in left.ceil() as u32..=(left + width) as u32 {
        let along = (x as f32 - left) / width;
        let bulge = 2.0 * height * along * (1.0 - along);
        let (top, foot) = (y + height / 2.0 - bulge - 1.5, y + height / 2.0 + bulge);
        let crease = top - height;
        for row in crease as u32..=foot as u32 {
            let down = (row as f32 - crease).max(0.0) / (foot - crease);
            let skin = *before.get_pixel(x, (crease + down * (top - crease)) as u32);
            let is_lash = row + 1 >= foot as u32;
            image.put_pixel(x, row, if is_lash { Rgb(skin.0.map(|value| value / 5 * 2)) } else { skin });
        }
    }
}

#[test]
fn the_portraits_eyes_are_open_in_whatever_light_and_size() {
    let portrait = astronaut();
    for (name, image) in [
        ("as it is", portrait.clone()),
        ("mirrored", imageops::flip_horizontal(&portrait)),
        ("grey", image::DynamicImage::ImageRgb8(portrait.clone()).grayscale().to_rgb8()),
        ("darker", relit(&portrait, |_, _| 0.4)),
        ("three times as large", scaled(&portrait, 3.0)),
        ("half as large", scaled(&portrait, 0.5)),
    ] {
        let (verdict, eyes) = judged(&image);
        assert_eq!(status(&verdict, RuleId::EyesOpen), Status::Pass, "{name}: {eyes:?}");
        assert!(eyes.open().unwrap() > 0.8 && eyes.seen() > 0.8, "{name}: {eyes:?}");
    }
}

#[test]
fn one_closed_eye_is_enough_and_is_told_by_its_side() {
    let mut right = astronaut();
    shut(&mut right, &RIGHT_EYE);
    let (verdict, eyes) = judged(&right);
    assert_eq!(status(&verdict, RuleId::EyesOpen), Status::Fail, "{eyes:?}");
    assert!(eyes.right_open < 0.3 && eyes.left_open > 0.7, "{eyes:?}");
    let mut left = astronaut();
    shut(&mut left, &LEFT_EYE);
    let (_, eyes) = judged(&left);
    assert!(eyes.left_open < 0.3 && eyes.right_open > 0.7, "{eyes:?}");
}

#[test]
fn what_is_no_eye_is_neither_open_nor_closed() {
    let skin = *astronaut().get_pixel(135, 165);
    for colour in [Rgb([0; 3]), Rgb([255; 3]), Rgb([128; 3]), skin] {
        let mut painted = astronaut();
        let Rect { x, y, width, height } = Rect::around(outline(&LEFT_EYE)).unwrap();
        for row in (y - height) as u32..(y + 2.0 * height) as u32 {
            for column in (x - 4.0) as u32..(x + width + 4.0) as u32 {
                painted.put_pixel(column, row, colour);
            }
        }
        let (verdict, eyes) = judged(&painted);
        assert_eq!(status(&verdict, RuleId::EyesOpen), Status::Unknown, "{colour:?}: {eyes:?}");
        assert_eq!(status(&verdict, RuleId::EyesVisible), Status::Fail, "{colour:?}: {eyes:?}");
        assert!(eyes.right_seen > 0.8, "{colour:?}: {eyes:?}");
    }
}

#[test]
fn a_network_that_means_something_else_is_refused_by_name() {
    let refused = |onnx: &[u8]| match Engine::load(&Models { face_eyes: onnx, ..swafoto_models::all() }) {
        Err(SwafotoError::InvalidModel { model, reason }) if model == "face_eyes" => reason,
        other => panic!("expected a refusal, got {other:?}"),
    };
    for (old, new, reason) in [
        ("64, 48", "48, 64", "input is `48, 64`, expected `64, 48`"),
        ("left", "lost", "mirrored eye `left` is missing"),
        ("open, seen", "open, seem", "output `seen` is missing"),
    ] {
        let found = refused(&restated(FACE_EYES, old, new));
        assert!(found.contains(reason), "{old} -> {new}: {found}");
    }
    assert!(refused(&silent(FACE_EYES)).contains("its metadata lacks `contract`"));
}
