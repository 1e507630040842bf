//! Too little light, too much of it, or too much of it behind the head.

use crate::face::landmarks::{CHIN, COUNT};
use crate::face::{FACE_OVAL, LEFT_EYE, RIGHT_EYE};
use crate::geometry::{Point2, Point3};
use crate::raster::{LumaPlane, Plane, RgbPlane};

use super::linear::quantile;
use super::surface::FaceSurface;

/// How the face is exposed. Luminance is linear, `0..=1`, with `1` the brightest that a photo can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Luminance of what is bright in every face, whatever the skin: the greater of the face's 99th percentile
    /// (highlights, teeth) and 2.2 times the whites of the eyes.
    pub highlights: f32,
    /// 90th percentile of luminance between the lids, the brighter eye. `None` where neither eye is large enough,
    /// as in a profile.
    pub eye_whites: Option<f32>,
    /// Stops by which [`highlights`](Exposure::highlights) fall short of half of the full scale,
    /// `log2(0.5 / highlights)`; negative where they exceed it. A well-lit face is below 1, dark skin included.
    pub shortfall_stops: f32,
    /// Stops by which the background (75th percentile, above the chin) is brighter than the face's highlights,
    /// `0` and up. Counts fully where the background is brighter than 0.7 (near-clipped), not at all below 0.5: a
    /// white wall in even light is not back light. `None` where too little background is inside of the photo.
    pub backlight_stops: Option<f32>,
    /// Share of skin pixels where two channels or more are clipped (250 and up), `0..=1`: the skin's detail is
    /// lost. Red alone clips on well-exposed warm skin.
    pub clipped_share: f32,
    /// OverExposurePrevention of ISO/IEC 29794-5 as OFIQ measures it: share of skin pixels with luminance
    /// 247/255 or more, `0..=1`.
    pub over_exposed_share: f32,
    /// UnderExposurePrevention of ISO/IEC 29794-5 as OFIQ measures it: share of skin pixels with luminance below
    /// 26/255, `0..=1`. Reported for its name only: it calls dark skin under-exposed.
    pub under_exposed_share: f32,
    /// Share of skin pixels with no channel above 24: black, where no skin is, `0..=1`.
    pub black_share: f32,
}

/// Luminance of highlights over that of the whites of the eyes, median of well-lit portraits.
const HIGHLIGHTS_OVER_EYE_WHITES: f32 = 2.2;

/// Highlights of a face at its best exposure.
const NOMINAL_HIGHLIGHTS: f32 = 0.5;

/// Pixels between the lids below which an eye says nothing: closed, or seen from the side.
const LEAST_EYE_PIXELS: usize = 12;

/// Pixels of background below which it says nothing.
const LEAST_BACKGROUND_PIXELS: usize = 500;

/// How much wider and higher than the face the head is taken to be, hair included.
const HEAD_OVER_FACE: (f32, f32) = (1.7, 1.6);

/// Background luminance from which back light begins to count, and from which it counts fully.
const BRIGHT_BACKGROUND: (f32, f32) = (0.5, 0.7);

impl Exposure {
    /// Stops by which light is missing on the face: the shortfall, or the back light less 0.4 stops, which a
    /// white wall behind dark skin reaches in even light; whichever is greater.
    pub fn missing_stops(&self) -> f32 {
        self.shortfall_stops.max(self.backlight_excess())
    }

    /// Whether a bright background, rather than a dark room, is why light is missing.
    pub fn is_backlit(&self) -> bool {
        self.backlight_excess() >= self.shortfall_stops
    }

    fn backlight_excess(&self) -> f32 {
        self.backlight_stops.map_or(f32::NEG_INFINITY, |stops| stops - 0.4)
    }
}

/// Measures the exposure, or `None` where no part of the face lies inside of the photo.
pub(super) fn exposure(
    head: &RgbPlane,
    luminance: &LumaPlane,
    inside: Option<&Plane<bool>>,
    landmarks: &[Point3; COUNT],
    surface: &FaceSurface,
) -> Option<Exposure> {
    let outline =
        |contour: &[usize]| -> Vec<Point2> { contour.iter().map(|&point| landmarks[point].flat()).collect() };
    let shown = |(x, y): (usize, usize)| inside.is_none_or(|plane| plane.at(x, y));
    let size = (luminance.width(), luminance.height());
    let values_in = |polygon: &[Point2]| -> Vec<f32> {
        let mut values = Vec::new();
        for_each_pixel_in(polygon, size, |at| {
            if shown(at) {
                values.push(luminance.at(at.0, at.1));
            }
        });
        values
    };

    let mut eye_whites: Option<f32> = None;
    for eye in [&RIGHT_EYE, &LEFT_EYE] {
        let mut values = values_in(&outline(eye));
        if values.len() >= LEAST_EYE_PIXELS {
            let white = quantile(&mut values, 0.9)?;
            eye_whites = Some(eye_whites.map_or(white, |other| other.max(white)));
        }
    }
    let oval = outline(&FACE_OVAL);
    let brightest = quantile(&mut values_in(&oval), 0.99)?;
    let highlights = eye_whites.map_or(brightest, |white| brightest.max(HIGHLIGHTS_OVER_EYE_WHITES * white));

    let mut background = background(luminance, &shown, &oval, landmarks[CHIN].y);
    let backlight_stops = (background.len() >= LEAST_BACKGROUND_PIXELS)
        .then(|| quantile(&mut background, 0.75))
        .flatten()
        .map(|behind| {
            let (from, fully) = BRIGHT_BACKGROUND;
            let counts = ((behind - from) / (fully - from)).clamp(0.0, 1.0);
            counts * (behind / highlights.max(1e-3)).log2().max(0.0)
        });

    let (mut clipped, mut black, mut pixels) = (0_usize, 0_usize, 0_usize);
    for pixel in surface.pixels(head) {
        pixels += 1;
        clipped += usize::from(pixel.iter().filter(|&&channel| channel >= 250).count() >= 2);
        black += usize::from(pixel.iter().all(|&channel| channel < 25));
    }
    let (mut over, mut under) = (0_usize, 0_usize);
    for value in surface.pixels(luminance) {
        over += usize::from(value >= 247.0 / 255.0);
        under += usize::from(value < 26.0 / 255.0);
    }
    let share = |count: usize| count as f32 / pixels.max(1) as f32;
    Some(Exposure {
        highlights,
        eye_whites,
        shortfall_stops: (NOMINAL_HIGHLIGHTS / highlights.max(1e-3)).log2(),
        backlight_stops,
        clipped_share: share(clipped),
        over_exposed_share: share(over),
        under_exposed_share: share(under),
        black_share: share(black),
    })
}

/// Luminance of what lies around the head, above the chin: shoulders and clothes are lit like the face.
fn background(
    luminance: &LumaPlane,
    shown: &dyn Fn((usize, usize)) -> bool,
    oval: &[Point2],
    chin: f32,
) -> Vec<f32> {
    let count = oval.len().max(1) as f32;
    let (x, y) = oval.iter().fold((0.0, 0.0), |(x, y), point| (x + point.x / count, y + point.y / count));
    let (wider, higher) = HEAD_OVER_FACE;
    let head: Vec<Point2> =
        oval.iter().map(|point| Point2::new(x + (point.x - x) * wider, y + (point.y - y) * higher)).collect();
    let (width, height) = (luminance.width(), luminance.height());
    let mut covered = vec![false; width * height];
    for_each_pixel_in(&head, (width, height), |(x, y)| covered[y * width + x] = true);
    let rows = (chin.max(0.0) as usize).min(height);
    (0..rows)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .filter(|&(x, y)| !covered[y * width + x] && shown((x, y)))
        .map(|(x, y)| luminance.at(x, y))
        .collect()
}

/// Calls `visit` for each pixel whose centre lies inside of `polygon` (even-odd rule).
fn for_each_pixel_in(
    polygon: &[Point2],
    (width, height): (usize, usize),
    mut visit: impl FnMut((usize, usize)),
) {
    let mut crossings: Vec<f32> = Vec::with_capacity(8);
    for row in 0..height {
        let y = row as f32 + 0.5;
        crossings.clear();
        for (from, to) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
            if (from.y <= y) != (to.y <= y) {
                crossings.push(from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x));
            }
        }
        crossings.sort_unstable_by(f32::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let first = (pair[0] - 0.5).ceil().max(0.0) as usize;
            let end = ((pair[1] - 0.5).floor() + 1.0).max(0.0) as usize;
            for column in first..end.min(width) {
                visit((column, row));
            }
        }
    }
}
