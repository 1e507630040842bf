//! A face drawn in code, degraded in known ways.

use super::*;
use crate::face::CANONICAL_FACE;
use crate::face::landmarks::{
    LEFT_EYE_INNER_CORNER, LEFT_EYE_OUTER_CORNER, RIGHT_EYE_INNER_CORNER, RIGHT_EYE_OUTER_CORNER,
};
use crate::raster::Plane;

/// The canonical mesh with its eyes `eye_distance` apart, and the side lengths of a plane around it.
fn mesh(eye_distance: f32) -> ([Point2; COUNT], usize, usize) {
    let flat = CANONICAL_FACE.map(|[x, y, _]| Point2::new(x, y));
    let right = flat[RIGHT_EYE_OUTER_CORNER].midpoint(flat[RIGHT_EYE_INNER_CORNER]);
    let left = flat[LEFT_EYE_OUTER_CORNER].midpoint(flat[LEFT_EYE_INNER_CORNER]);
    let scale = eye_distance / right.distance(left);
    // The canonical face's y points up.
    let upwards = flat[152].y < flat[10].y;
    let flip = if upwards { -1.0 } else { 1.0 };
    let middle = right.midpoint(left);
    let (width, height) = (3.0 * eye_distance, 3.6 * eye_distance);
    let place = |point: Point2| {
        Point2::new(
            width / 2.0 + scale * (point.x - middle.x),
            0.4 * height + flip * scale * (point.y - middle.y),
        )
    };
    (flat.map(place), width as usize, height as usize)
}

/// Luma at `(x, y)` in eye distances from the point between the eyes.
fn scene(x: f32, y: f32) -> f32 {
    let disc = |cx: f32, cy: f32, rx: f32, ry: f32| ((x - cx) / rx).powi(2) + ((y - cy) / ry).powi(2) < 1.0;
    if !disc(0.0, 0.25, 1.15, 1.5) {
        return 90.0;
    }
    for side in [-0.5, 0.5] {
        if disc(side, 0.0, 0.04, 0.04) {
            return 15.0;
        }
        if disc(side, 0.0, 0.1, 0.09) {
            return 70.0;
        }
        if disc(side, 0.0, 0.24, 0.1) {
            return 215.0;
        }
        if disc(side, -0.3, 0.3, 0.06) {
            return 60.0;
        }
        if disc(side / 3.5, 0.62, 0.06, 0.035) {
            return 55.0;
        }
    }
    if disc(0.0, 1.0, 0.38, 0.12) {
        return 110.0;
    }
    // Cheeks fall off like real shading.
    165.0 - 25.0 * x * x
}

/// The scene at four times the plane's resolution each way, averaged: a camera's pixels.
fn portrait(eye_distance: f32) -> (LumaPlane, [Point2; COUNT]) {
    let (points, width, height) = mesh(eye_distance);
    let plane = Plane::from_fn(width, height, |x, y| {
        let mut sum = 0.0;
        for step in 0..16 {
            let (fx, fy) = ((step % 4) as f32 / 4.0 + 0.125, (step / 4) as f32 / 4.0 + 0.125);
            let px = (x as f32 + fx - 1.5 * eye_distance) / eye_distance;
            let py = (y as f32 + fy - 1.44 * eye_distance) / eye_distance;
            sum += scene(px, py);
        }
        sum / 16.0
    });
    (plane.unwrap(), points)
}

/// The mean of bilinear samples at `offsets` around each pixel, by `(x, y, weight)`.
fn spread(plane: &LumaPlane, offsets: &[(f32, f32, f32)]) -> LumaPlane {
    let at = |x: isize, y: isize| {
        let column = x.clamp(0, plane.width() as isize - 1) as usize;
        plane.at(column, y.clamp(0, plane.height() as isize - 1) as usize)
    };
    let total: f32 = offsets.iter().map(|offset| offset.2).sum();
    Plane::from_fn(plane.width(), plane.height(), |x, y| {
        let mut sum = 0.0;
        for &(dx, dy, weight) in offsets {
            let (px, py) = (x as f32 + dx, y as f32 + dy);
            let (left, top) = (px.floor(), py.floor());
            let (fx, fy) = (px - left, py - top);
            let (left, top) = (left as isize, top as isize);
            let upper = at(left, top) * (1.0 - fx) + at(left + 1, top) * fx;
            let lower = at(left, top + 1) * (1.0 - fx) + at(left + 1, top + 1) * fx;
            sum += weight * (upper * (1.0 - fy) + lower * fy);
        }
        sum / total
    })
    .unwrap()
}

fn moved(plane: &LumaPlane, length: f32, degrees: f32) -> LumaPlane {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let offsets: Vec<(f32, f32, f32)> = (0..31)
        .map(|step| ((step as f32 + 0.5) / 31.0 - 0.5) * length)
        .map(|along| (along * cos, along * sin, 1.0))
        .collect();
    spread(plane, &offsets)
}

fn defocused(plane: &LumaPlane, sigma: f32) -> LumaPlane {
    let reach = (3.5 * sigma).ceil() as i32;
    let weight = |x: i32| (-((x * x) as f32) / (2.0 * sigma * sigma)).exp();
    let level: Vec<_> = (-reach..=reach).map(|x| (x as f32, 0.0, weight(x))).collect();
    let upright: Vec<_> = (-reach..=reach).map(|y| (0.0, y as f32, weight(y))).collect();
    spread(&spread(plane, &level), &upright)
}

/// White noise of standard deviation `sigma`, the same on every run, rounded to grey levels.
fn noisy(plane: &LumaPlane, sigma: f32) -> LumaPlane {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut uniform = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / (1u64 << 24) as f32
    };
    plane.map(|value| {
        // Twelve uniform numbers have variance one.
        let normal = (0..12).map(|_| uniform()).sum::<f32>() - 6.0;
        (value + sigma * normal).round().clamp(0.0, 255.0)
    })
}

#[test]
fn blur_grows_with_defocus_and_tells_its_size() {
    for eye_distance in [70.0, 128.0, 220.0] {
        let (plane, points) = portrait(eye_distance);
        let sharp = sharpness(&plane, &points, eye_distance).unwrap();
        let mut last = sharp.blur;
        for percent in [0.4, 0.8, 1.5, 2.5, 4.0] {
            let soft = defocused(&plane, percent * eye_distance / 100.0);
            let found = sharpness(&soft, &points, eye_distance).unwrap();
            assert!(found.blur >= last, "{eye_distance}: {percent} gives {found:?} after {last}");
            if percent >= 1.5 {
                let expected = percent.hypot(sharp.blur);
                assert!((found.blur / expected - 1.0).abs() < 0.3, "{eye_distance}: {percent} {found:?}");
                assert!(found.defocus > 0.6 * percent, "{eye_distance}: {percent} {found:?}");
            }
            last = found.blur;
        }
    }
}

#[test]
fn motion_is_found_at_every_angle() {
    let eye_distance = 128.0;
    let (plane, points) = portrait(eye_distance);
    let still = sharpness(&plane, &points, eye_distance).unwrap();
    assert!(still.motion < 1.5, "{still:?}");
    for degrees in [0.0, 30.0, 45.0, 90.0, 120.0, 150.0] {
        let found = sharpness(&moved(&plane, 0.05 * eye_distance, degrees), &points, eye_distance).unwrap();
        assert!(found.blur > still.blur + 0.5, "{degrees}: {found:?} after {still:?}");
        assert!((2.5..8.0).contains(&found.motion), "{degrees}: {found:?}");
        let apart = (found.direction - degrees).rem_euclid(180.0);
        assert!(apart.min(180.0 - apart) < 15.0, "{degrees}: {found:?}");
    }
}

#[test]
fn contrast_and_brightness_do_not_matter() {
    let (plane, points) = portrait(128.0);
    let soft = defocused(&plane, 1.5);
    let bright = sharpness(&soft, &points, 128.0).unwrap();
    let dark = sharpness(&soft.map(|value| 4.0 + 0.25 * value), &points, 128.0).unwrap();
    assert!((bright.blur - dark.blur).abs() < 0.05, "{bright:?} {dark:?}");
}

#[test]
fn noise_is_neither_blur_nor_sharpness() {
    for eye_distance in [70.0, 128.0] {
        let (plane, points) = portrait(eye_distance);
        let soft = defocused(&plane, 1.5 * eye_distance / 100.0);
        for (name, picture) in [("sharp", &plane), ("soft", &soft)] {
            let clean = sharpness(picture, &points, eye_distance).unwrap();
            for sigma in [2.0, 4.0, 8.0] {
                let found = sharpness(&noisy(picture, sigma), &points, eye_distance).unwrap();
                assert!((found.noise / sigma - 1.0).abs() < 0.15, "{name} {sigma}: {found:?}");
                assert!((found.blur - clean.blur).abs() < 0.35, "{name} {sigma}: {found:?} for {clean:?}");
            }
        }
    }
}

#[test]
fn noise_that_a_camera_has_smoothed_does_not_sharpen() {
    let (plane, points) = portrait(96.0);
    let soft = defocused(&plane, 1.5 * 0.96).map(|value| 80.0 + 0.4 * value);
    let grey = plane.map(|_| 128.0);
    // Noise of 10 spread over neighbours, as interpolated colour and denoising leave it: about 4 remain.
    let smoothed = defocused(&noisy(&grey, 10.0), 0.7);
    let found =
        Plane::from_fn(plane.width(), plane.height(), |x, y| soft.at(x, y) + smoothed.at(x, y) - 128.0);
    let found = sharpness(&found.unwrap(), &points, 96.0).unwrap();
    assert!(found.blur > 1.1, "{found:?}");
}

#[test]
fn an_enlarged_picture_is_blurred() {
    let (small, _) = portrait(32.0);
    let (points, width, height) = mesh(128.0);
    let large = Plane::from_fn(width, height, |x, y| {
        small.at((x / 4).min(small.width() - 1), (y / 4).min(small.height() - 1))
    });
    let large = defocused(&large.unwrap(), 1.6);
    let found = sharpness(&large, &points, 128.0).unwrap();
    assert!(found.blur > 1.0, "{found:?}");
}

#[test]
fn without_edges_or_face_there_is_no_answer() {
    let (points, width, height) = mesh(100.0);
    let flat = Plane::from_fn(width, height, |_, _| 128.0).unwrap();
    assert_eq!(sharpness(&flat, &points, 100.0), None);
    assert_eq!(sharpness(&noisy(&flat, 6.0), &points, 100.0), None);
    let (plane, points) = portrait(100.0);
    assert_eq!(sharpness(&plane, &points, f32::NAN), None);
    let outside = points.map(|point| Point2::new(point.x + 9e3, point.y));
    assert_eq!(sharpness(&plane, &outside, 100.0), None);
    let nowhere = points.map(|_| Point2::new(f32::NAN, f32::NAN));
    assert_eq!(sharpness(&plane, &nowhere, 100.0), None);
    let speck = Plane::from_fn(1, 1, |_, _| 0.0).unwrap();
    assert_eq!(sharpness(&speck, &points, 100.0), None);
}

#[test]
fn a_black_or_a_blown_face_is_neither_sharp_nor_blurred() {
    let (luma, points) = portrait(100.0);
    assert!(sharpness(&luma, &points, 100.0).is_some());
    assert_eq!(sharpness(&luma.map(|value| 0.08 * value), &points, 100.0), None);
    assert_eq!(sharpness(&luma.map(|value| (2.0 * value).min(255.0)), &points, 100.0), None);
}
