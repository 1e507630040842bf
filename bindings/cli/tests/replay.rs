//! `swafoto replay`: what it prints, and what it says of footage that it cannot use.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod common;

use std::fs;
use std::path::Path;

use common::{portrait, swafoto};
use image::RgbImage;
use serde_json::Value;

/// A policy that the portrait meets.
const POLICY: &str = r#"
id = "faces"
title = "Counts faces"
head-covering = []
[photo]
width = 240
height = 320
[rules]
single-face-present = { min = 1, max = 1 }
"#;

/// The policy above, in a file.
fn policy(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("own.toml");
    fs::write(&file, POLICY).unwrap();
    file
}

/// Head and shoulders of the portrait, `width` wide.
fn frame(width: u32) -> RgbImage {
    let part = image::imageops::crop_imm(&portrait(), 90, 0, 270, 360).to_image();
    image::imageops::resize(&part, width, width * 4 / 3, image::imageops::FilterType::Triangle)
}

/// The planes of a picture: BT.601, full range, 4:2:0.
fn planes(image: &RgbImage) -> Vec<u8> {
    let yuv = |x: u32, y: u32| {
        let [r, g, b] = image.get_pixel(x.min(image.width() - 1), y.min(image.height() - 1)).0.map(f32::from);
        let luma = 0.299 * r + 0.587 * g + 0.114 * b;
        [luma, (b - luma) / 1.772 + 128.0, (r - luma) / 1.402 + 128.0].map(|value| value.round() as u8)
    };
    let (width, height) = image.dimensions();
    let mut bytes: Vec<u8> =
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| yuv(x, y)[0]).collect();
    for channel in [1, 2] {
        for y in 0..height.div_ceil(2) {
            bytes.extend((0..width.div_ceil(2)).map(|x| yuv(2 * x, 2 * y)[channel]));
        }
    }
    bytes
}

fn video(path: &Path, image: &RgbImage, frames: usize) {
    let mut bytes =
        format!("YUV4MPEG2 W{} H{} F30:1 Ip A1:1 C420jpeg\n", image.width(), image.height()).into_bytes();
    let planes = planes(image);
    for _ in 0..frames {
        bytes.extend(b"FRAME\n");
        bytes.extend(&planes);
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_video_of_a_person_who_stays_still_ends_in_a_photo() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    // Odd sides: chroma has a column and a row more than half.
    let image = image::imageops::crop_imm(&frame(240), 0, 0, 239, 319).to_image();
    video(&at("a.y4m"), &image, 40);
    let policy = policy(folder.path());
    let run = swafoto([
        "replay".as_ref(),
        at("a.y4m").as_os_str(),
        "--policy".as_ref(),
        policy.as_os_str(),
        "--json".as_ref(),
        "--photo".as_ref(),
        at("out.jpg").as_os_str(),
        "--annotate".as_ref(),
        at("seen").as_os_str(),
    ]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let lines = run.json();
    let (end, steps) = lines.split_last().unwrap();
    assert_eq!(end["end"], "accepted");
    assert_eq!(end["reasons"], Value::Array(Vec::new()));
    assert_eq!(end["photo"], at("out.jpg").to_str().unwrap());
    let photo = image::open(at("out.jpg")).unwrap();
    assert!(photo.width() >= 100);
    for step in steps {
        for key in ["t", "state", "hint", "progress", "ran", "ms", "capture"] {
            assert!(step.get(key).is_some(), "{key}: {step}");
        }
    }
    assert_eq!(steps.iter().filter(|step| step["capture"] == true).count(), 1);
    assert_eq!(steps.last().unwrap()["ran"][0], "still");
    assert!(steps.iter().any(|step| step["ran"].as_array().unwrap().contains(&"mesh".into())));
    assert!(steps.iter().any(|step| step["state"] == "holding"));
    let pictures = fs::read_dir(at("seen")).unwrap().count();
    assert!((3..steps.len()).contains(&pictures), "{pictures} pictures of {} steps", steps.len());
}

#[test]
fn a_folder_of_frames_is_replayed_by_the_numbers_in_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let frames = folder.path().join("frames");
    fs::create_dir(&frames).unwrap();
    let wall = RgbImage::from_pixel(240, 320, image::Rgb([120, 130, 140]));
    for number in [3, 20, 100] {
        wall.save(frames.join(format!("frame-{number}.png"))).unwrap();
    }
    let run = swafoto(["replay".as_ref(), frames.as_os_str(), "--json".as_ref()]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let lines = run.json();
    let times: Vec<f64> = lines.iter().filter_map(|line| line["t"].as_f64()).collect();
    assert_eq!(times.len(), 3);
    assert!((times[1] - 20.0 / 30.0).abs() < 1e-6, "{times:?}");
    assert_eq!(lines[1]["hint"], "show-face");
    assert_eq!(lines[3]["end"], "cancelled", "the footage is over");
    let run = swafoto(["replay".as_ref(), frames.as_os_str(), "--lang".as_ref(), "en".as_ref()]);
    assert!(run.stdout.contains("Point the camera at your face"), "{}", run.stdout);
    assert!(run.stdout.contains("ended cancelled") && run.stdout.contains("p95 ms"), "{}", run.stdout);
}

/// Exit status 2 and one line that names the file and says `message`.
fn refused(path: &Path, message: &str) {
    let run = swafoto(["replay".as_ref(), path.as_os_str()]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(run.stderr.contains(name) && run.stderr.contains(message), "{}", run.stderr);
}

#[test]
fn what_is_no_footage_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    refused(&folder.path().join("none.y4m"), "No such file");
    refused(&file("empty.y4m", b""), "not a Y4M video");
    refused(&file("movie.mp4", b"\0\0\0\x18ftypmp42"), "not a Y4M video");
    refused(&file("deep.y4m", b"YUV4MPEG2 W64 H64 F30:1 C420p10\n"), "420p10");
    refused(&file("flat.y4m", b"YUV4MPEG2 W64 H0 F30:1\n"), "height is 0");
    refused(&file("header.y4m", b"YUV4MPEG2 W64 H64 F30:1\n"), "has no frames");
    refused(&file("cut.y4m", b"YUV4MPEG2 W64 H64 F30:1\nFRAME\nabc"), "within frame 1");
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    refused(&empty, "has no frames");
    let unnumbered = folder.path().join("unnumbered");
    fs::create_dir(&unnumbered).unwrap();
    fs::write(unnumbered.join("me.png"), b"").unwrap();
    refused(&unnumbered, "has no number");
    let case = folder.path().join("case");
    fs::create_dir(&case).unwrap();
    fs::write(case.join("preview.y4m"), b"").unwrap();
    fs::write(case.join("case.json"), b"{\"rotation\": 45}").unwrap();
    let run = swafoto(["replay".as_ref(), case.as_os_str()]);
    assert!(run.status == 2 && run.stderr.contains("45 degrees"), "{}", run.stderr);
}

#[test]
fn a_video_s_first_frame_may_be_bad_without_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dot.y4m");
    video(&path, &RgbImage::new(1, 1), 3);
    let run = swafoto(["replay".as_ref(), path.as_os_str(), "--json".as_ref()]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(run.json().last().unwrap()["end"], "cancelled");
    for arguments in [&["--rotation", "45"][..], &["--retake", "glasses"], &["--policy", "none"]] {
        let run = swafoto(["replay", path.to_str().unwrap()].iter().chain(arguments));
        assert_eq!(run.status, 2, "{arguments:?}");
    }
}
