//! A face of which a part does not show, or whose colours are no camera's, is refused, whatever hides it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use image::{Rgb, RgbImage, imageops};
use swafoto::face::{LEFT_EYE, LIPS_OUTER, RIGHT_EYE};
use swafoto::geometry::Rect;
use swafoto::rule::{Hint, RuleId, Status, Verdict};
use swafoto::{Engine, Models, SwafotoError};
use swafoto_models::FACE_SHOWN;
use swafoto_tests::restated::{restated, silent};
use swafoto_tests::{astronaut, judge, noisy, relit};

fn verdict(image: &RgbImage) -> Verdict {
    judge(image).unwrap().0
}

fn status(image: &RgbImage, rule: RuleId) -> Status {
    verdict(image).check(rule).unwrap().status
}

/// The box of some landmarks of the portrait, larger by `margin` eye distances on every side.
fn around(indices: &[usize], margin: f32) -> Rect {
    let face = judge(&astronaut()).unwrap().1.face.unwrap();
    let bounds = Rect::around(indices.iter().map(|index| face.landmarks()[*index].flat())).unwrap();
    let margin = margin * face.eye_distance();
    Rect {
        x: bounds.x - margin,
        y: bounds.y - margin,
        width: bounds.width + 2.0 * margin,
        height: bounds.height + 2.0 * margin,
    }
}

/// The portrait with `paint` in place of what lies in `area`.
fn painted(area: &Rect, paint: impl Fn(&RgbImage, u32, u32) -> Rgb<u8>) -> RgbImage {
    let image = astronaut();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let inside = |at: u32, from: f32, length: f32| (from..from + length).contains(&(at as f32));
        let hidden = inside(x, area.x, area.width) && inside(y, area.y, area.height);
        if hidden { paint(&image, x, y) } else { *image.get_pixel(x, y) }
    })
}

fn is_refused(image: &RgbImage, hint: Hint, what: &str) {
    let (verdict, analysis) = judge(image).unwrap();
    let check = verdict.check(RuleId::FacePartsVisible).unwrap();
    assert_eq!(check.status, Status::Fail, "{what}: {check:?}");
    let shown = analysis.measures.face.unwrap().shown.unwrap();
    let hints = |part| match part {
        swafoto::measure::FacePart::RightEye | swafoto::measure::FacePart::LeftEye => Hint::ShowEyes,
        swafoto::measure::FacePart::Nose | swafoto::measure::FacePart::Mouth => Hint::ShowNoseAndMouth,
        swafoto::measure::FacePart::Forehead => Hint::ShowForehead,
        _ => Hint::ShowCheeksAndChin,
    };
    assert_eq!(hints(shown.least().0), hint, "{what}: {shown:?}");
}

#[test]
fn the_portrait_itself_shows_in_its_own_colours() {
    let verdict = verdict(&astronaut());
    for rule in [RuleId::FacePartsVisible, RuleId::NaturalColour] {
        let check = verdict.check(rule).unwrap();
        assert_eq!(check.status, Status::Pass, "{check:?}");
    }
}

#[test]
fn eyes_must_be_seen_each_by_itself() {
    let both = [&RIGHT_EYE[..], &LEFT_EYE].concat();
    let skin = *astronaut().get_pixel(135, 165);
    for (eyes, margin) in [(&both[..], 0.25), (&RIGHT_EYE, 0.15), (&LEFT_EYE, 0.15)] {
        let area = around(eyes, margin);
        for colour in [Rgb([0; 3]), Rgb([255; 3]), Rgb([128; 3]), skin] {
            is_refused(&painted(&area, |_, _, _| colour), Hint::ShowEyes, &format!("{colour:?}"));
        }
    }
}

#[test]
fn a_mosaic_hides_the_mouth() {
    let cell = 16;
    let mosaic = painted(&around(&LIPS_OUTER, 0.3), |image, x, y| {
        let block = imageops::crop_imm(image, x / cell * cell, y / cell * cell, cell, cell).to_image();
        let mean = |channel: usize| {
            block.pixels().map(|pixel| u32::from(pixel.0[channel])).sum::<u32>() / (cell * cell)
        };
        Rgb([0, 1, 2].map(|channel| mean(channel) as u8))
    });
    is_refused(&mosaic, Hint::ShowNoseAndMouth, "mosaic");
}

#[test]
fn what_is_above_the_brows_must_show() {
    let eyes = around(&[&RIGHT_EYE[..], &LEFT_EYE].concat(), 0.3);
    let above = Rect { x: 0.0, y: 0.0, width: 1e4, height: eyes.y };
    is_refused(&painted(&above, |_, _, _| Rgb([0; 3])), Hint::ShowForehead, "black");
}

#[test]
fn colours_of_no_camera_are_refused() {
    let edited = |edit: fn([u8; 3]) -> [u8; 3]| {
        let image = astronaut();
        RgbImage::from_fn(image.width(), image.height(), |x, y| Rgb(edit(image.get_pixel(x, y).0)))
    };
    for (name, image) in [
        ("grey", edited(|[_, g, _]| [g; 3])),
        ("red and blue exchanged", edited(|[r, g, b]| [b, g, r])),
        ("negative", edited(|pixel| pixel.map(|value| 255 - value))),
        ("four levels", edited(|pixel| pixel.map(|value| value / 64 * 85))),
        ("sepia", edited(|[_, g, _]| [g.saturating_add(g / 14), g, (u16::from(g) * 3 / 4) as u8])),
    ] {
        assert_eq!(status(&image, RuleId::NaturalColour), Status::Fail, "{name}");
    }
}

#[test]
fn lamps_and_cameras_are_not() {
    let warm = |red: f32, blue: f32| {
        let image = astronaut();
        RgbImage::from_fn(image.width(), image.height(), |x, y| {
            let [r, g, b] = image.get_pixel(x, y).0;
            Rgb([(f32::from(r) * red).min(255.0) as u8, g, (f32::from(b) * blue).min(255.0) as u8])
        })
    };
    for (name, image) in [
        ("warm", warm(1.12, 0.85)),
        ("cold", warm(0.9, 1.12)),
        ("noisy", noisy(&astronaut(), 8.0, 3)),
        ("darker", relit(&astronaut(), |_, _| 0.5)),
    ] {
        assert_eq!(status(&image, RuleId::NaturalColour), Status::Pass, "{name}");
        assert_eq!(status(&image, RuleId::FacePartsVisible), Status::Pass, "{name}");
    }
}

#[test]
fn a_network_that_means_something_else_is_refused_by_name() {
    let refused = |onnx: &[u8]| match Engine::load(&Models { face_shown: onnx, ..swafoto_models::all() }) {
        Err(SwafotoError::InvalidModel { model, reason }) if model == "face_shown" => reason,
        other => panic!("expected a refusal, got {other:?}"),
    };
    for (old, new, reason) in [
        ("112, 128", "128, 112", "input is `128, 112`, expected `112, 128`"),
        ("56, 44", "44, 56", "eyes_at is `44, 56`, expected `56, 44`"),
        ("natural", "neutral", "output `natural` is missing"),
    ] {
        let found = refused(&restated(FACE_SHOWN, old, new));
        assert!(found.contains(reason), "{old} -> {new}: {found}");
    }
    assert!(refused(&silent(FACE_SHOWN)).contains("its metadata lacks `contract`"));
}
