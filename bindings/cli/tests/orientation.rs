//! EXIF's eight orientations: the same picture, stored in eight ways, gets the same verdict.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod common;

use std::fs;

use common::{exif_orientation, jpeg, portrait, swafoto, with_segment};
use image::RgbImage;

/// `upright` as a camera stores it under EXIF's `orientation`: which sides of the picture the stored first row and
/// the stored first column are (EXIF 2.32, tag 274).
fn stored(upright: &RgbImage, orientation: u8) -> RgbImage {
    let (width, height) = upright.dimensions();
    let (right, bottom) = (width - 1, height - 1);
    let (stored_width, stored_height) = if orientation < 5 { (width, height) } else { (height, width) };
    RgbImage::from_fn(stored_width, stored_height, |column, row| {
        let (x, y) = match orientation {
            1 => (column, row),                  // top, left
            2 => (right - column, row),          // top, right
            3 => (right - column, bottom - row), // bottom, right
            4 => (column, bottom - row),         // bottom, left
            5 => (row, column),                  // left, top
            6 => (right - row, column),          // right, top
            7 => (right - row, bottom - column), // right, bottom
            _ => (row, bottom - column),         // left, bottom
        };
        *upright.get_pixel(x, y)
    })
}

#[test]
fn eight_ways_to_store_a_picture_and_one_verdict() {
    // Not square, so that a swap of sides shows.
    let upright = image::imageops::crop_imm(&portrait(), 20, 0, 400, 448).to_image();
    let folder = tempfile::tempdir().unwrap();
    let mut photos = Vec::new();
    for orientation in 1..=8 {
        let bytes = with_segment(&jpeg(&stored(&upright, orientation)), &exif_orientation(orientation));
        let path = folder.path().join(format!("{orientation}.jpg"));
        fs::write(&path, bytes).unwrap();
        photos.push(path);
    }
    let arguments = ["check".as_ref(), "--json".as_ref()].into_iter();
    let run = swafoto(arguments.chain(photos.iter().map(|photo| photo.as_os_str())));
    let lines = run.json();
    assert_eq!(lines.len(), 8);
    let measure = |line: &serde_json::Value, name: &str| line["measures"][name].as_f64().unwrap();
    let first = &lines[0];
    assert!(measure(first, "yaw").abs() > 1.0, "a face that is not quite frontal tells left from right");
    for line in &lines {
        let photo = &line["photo"];
        assert_eq!((measure(line, "width"), measure(line, "height")), (400.0, 448.0), "{photo}");
        for (angle, tolerance) in [("yaw", 0.7), ("pitch", 0.7), ("roll", 0.5)] {
            let difference = measure(line, angle) - measure(first, angle);
            assert!(difference.abs() < tolerance, "{photo}: {angle} differs by {difference}");
        }
        let center = measure(line, "center_x") - measure(first, "center_x");
        assert!(center.abs() < 0.01, "{photo}: the head is off by {center}");
        assert_eq!(line["hint"], first["hint"], "{photo}");
    }
}

#[test]
fn a_broken_orientation_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("9.jpg");
    fs::write(&path, with_segment(&jpeg(&portrait()), &exif_orientation(9))).unwrap();
    let run = swafoto(["check".as_ref(), "--json".as_ref(), path.as_os_str()]);
    assert_eq!(run.json()[0]["measures"]["faces"], 1.0);
}

#[test]
fn a_picture_on_its_side_is_to_be_turned() {
    let upright = image::imageops::crop_imm(&portrait(), 20, 0, 400, 448).to_image();
    let folder = tempfile::tempdir().unwrap();
    for orientation in [3, 6, 8] {
        // Without what EXIF says of it.
        let path = folder.path().join(format!("{orientation}.jpg"));
        fs::write(&path, jpeg(&stored(&upright, orientation))).unwrap();
        let run = swafoto(["check".as_ref(), "--json".as_ref(), path.as_os_str()]);
        assert_eq!(run.json()[0]["hint"], "turn-photo", "{orientation}");
    }
}
