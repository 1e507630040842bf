//! Too little light, too much of it, or too much of it behind the head.

use crate::face::landmarks::{CHIN, COUNT};
use crate::face::{FACE_OVAL, LEFT_EYE, LIPS_INNER, RIGHT_EYE};
use crate::geometry::{Point2, Point3};
use crate::raster::{LumaPlane, Plane, RgbPlane};

use super::linear::quantile;
use super::surface::FaceSurface;

/// How the face is exposed. Luminance is linear, `0..=1`, with `1` the brightest that a photo can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// 99th percentile of the luminance of the face where nothing covers it: highlights.
    pub highlights: f32,
    /// 90th percentile of luminance between the lids, the brighter eye. `None` where neither eye shows enough pixels,
    /// as in a profile, or under hair or tinted glasses.
    pub eye_whites: Option<f32>,
    /// 90th percentile of luminance between the lips. `None` where the mouth is closed or covered.
    pub teeth: Option<f32>,
    /// Luminance of what is white in a face, which is about the same in all: the brighter of eyes and teeth. Where neither shows,
    /// what the highlights suggest. The skin bounds it: see [`LIGHTEST_SKIN_OVER_WHITE`] and [`WHITE_OVER_DARKEST_SKIN`].
    pub white: f32,
    /// Stops by which [`white`](Exposure::white) falls short of a quarter of the full scale, its median in well-lit portraits:
    /// `log2(0.25 / white)`; negative where it exceeds it.
    pub shortfall_stops: f32,
    /// Stops by which the background (75th percentile, above the chin) is brighter than [`white`](Exposure::white); negative
    /// where it is darker. `None` where too little background is inside of the photo.
    pub backlight_stops: Option<f32>,
    /// Share of the background above the chin that is blown, all channels 250 and up, `0..=1`; `0` where too little of it is inside
    /// of the photo.
    pub blown_background: f32,
    /// Stops by which the light of the scene falls short of [`DIM_SCENE`]; negative where it exceeds it. `None` where the
    /// platform does not say how the frame was exposed.
    pub dim_stops: Option<f32>,
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

/// Luminance of what is white in a face at its best exposure: the median of well-lit portraits, whatever the skin.
const NOMINAL_WHITE: f32 = 0.25;

/// Luminance of the lightest skin, matte and evenly lit, over that of the whites of the eyes beside it, which lie deeper, is at most
/// the inverse of this: skin this bright has enough light, whatever squinting eyes seem to say. Dark skin says nothing here.
const LIGHTEST_SKIN_OVER_WHITE: f32 = 0.6;

/// Luminance of a white over that of the darkest skin in the same light, at most. Where so much of the face as
/// [`SHADED_SHARE`] sends less than a white's worth by this, no skin is dark enough to explain it: it lies in shade, however
/// bright the rest is. About grey level 24 at the limit of the presets.
const WHITE_OVER_DARKEST_SKIN: f32 = 7.0;

/// A beard, or hair that the parser takes for skin, may be black on less of the face than this.
const SHADED_SHARE: f32 = 0.4;

/// Luminance of highlights over that of the whites of the eyes, median of well-lit portraits.
const HIGHLIGHTS_OVER_WHITE: f32 = 2.2;

/// What counts as black, so that logarithms are finite.
const BLACK: f32 = 1e-3;

/// Stops that a blown background counts: the camera has given up on the face for it, or the other way round. Eyes that look a
/// stop too dark beside it are in the person's own shade; without it they may just lie deep.
const BLOWN_BACKGROUND_STOPS: f32 = 1.0;

/// Share of blown background from which it begins to count, and from which it counts fully: a lamp or a window far
/// aside is less.
const BLOWN_BACKGROUND: (f32, f32) = (0.2, 0.3);

/// Background luminance from which it, rather than a dark room, is why light is missing on the face.
const BRIGHT_BACKGROUND: f32 = 0.5;

/// The light of a scene as an exposure value at ISO 100 that counts as no stop short. An incident meter reads `2.5 * 2^EV` lux
/// (ISO 2720, C = 250): 27 lux here, and 7 lux, candlelight, two stops below, where no camera of a phone takes a face without smearing
/// it. The shortest of it that a good selfie was seen with is 2.0.
const DIM_SCENE: f32 = 3.4;

/// Pixels between the lids or the lips below which they say nothing: closed, or seen from the side.
const LEAST_EYE_PIXELS: usize = 12;
const LEAST_TEETH_PIXELS: usize = 20;

/// Pixels of background below which it says nothing.
const LEAST_BACKGROUND_PIXELS: usize = 500;

/// How much wider and higher than the face the head is taken to be, hair included.
const HEAD_OVER_FACE: (f32, f32) = (1.7, 1.6);

impl Exposure {
    /// Stops by which light is missing on the face: the shortfall, and more of it before a blown background; or what the camera says
    /// of the scene, whichever is greater.
    pub fn missing_stops(&self) -> f32 {
        let (from, fully) = BLOWN_BACKGROUND;
        let blown = ((self.blown_background - from) / (fully - from)).clamp(0.0, 1.0);
        let seen = self.shortfall_stops + BLOWN_BACKGROUND_STOPS * blown;
        self.dim_stops.map_or(seen, |dim| seen.max(dim))
    }

    /// Whether a bright background, rather than a dark room, is why light is missing.
    pub fn is_backlit(&self) -> bool {
        self.backlight_stops
            .is_some_and(|stops| stops + self.white.max(BLACK).log2() >= BRIGHT_BACKGROUND.log2())
    }
}

/// Where a pixel of the crop tells of the light.
pub(super) struct Shown<'a> {
    /// Whether it lies inside of the photo.
    pub inside: Option<&'a Plane<bool>>,
    /// Whether something lies over the face there.
    pub covered: Option<&'a Plane<bool>>,
}

impl Shown<'_> {
    fn is_inside(&self, (x, y): (usize, usize)) -> bool {
        self.inside.is_none_or(|plane| plane.at(x, y))
    }

    fn is_bare(&self, (x, y): (usize, usize)) -> bool {
        self.is_inside((x, y)) && self.covered.is_none_or(|plane| !plane.at(x, y))
    }
}

/// Measures the exposure, or `None` where no part of the face lies inside of the photo.
pub(super) fn exposure(
    head: &RgbPlane,
    luminance: &LumaPlane,
    shown: &Shown<'_>,
    landmarks: &[Point3; COUNT],
    surface: &FaceSurface,
    scene_exposure_value: Option<f32>,
) -> Option<Exposure> {
    let outline =
        |contour: &[usize]| -> Vec<Point2> { contour.iter().map(|&point| landmarks[point].flat()).collect() };
    let size = (luminance.width(), luminance.height());
    // Luminance within an outline where nothing covers it; nothing where most of it is covered.
    let values_in = |contour: &[usize], least: usize| -> Option<Vec<f32>> {
        let (mut values, mut all) = (Vec::new(), 0_usize);
        for_each_pixel_in(&outline(contour), size, |at| {
            all += 1;
            if shown.is_bare(at) {
                values.push(luminance.at(at.0, at.1));
            }
        });
        (values.len() >= least && 2 * values.len() >= all).then_some(values)
    };
    let white_of = |contour: &[usize], least: usize| quantile(&mut values_in(contour, least)?, 0.9);

    let right = white_of(&RIGHT_EYE, LEAST_EYE_PIXELS);
    let left = white_of(&LEFT_EYE, LEAST_EYE_PIXELS);
    let eye_whites = right.into_iter().chain(left).reduce(f32::max);
    let teeth = white_of(&LIPS_INNER, LEAST_TEETH_PIXELS);
    let mut face = Vec::new();
    for_each_pixel_in(&outline(&FACE_OVAL), size, |at| {
        if shown.is_bare(at) {
            face.push(luminance.at(at.0, at.1));
        }
    });
    let brightest_skin = surface.samples.iter().map(|sample| sample.luminance).fold(0.0, f32::max);
    let highlights = quantile(&mut face, 0.99).unwrap_or(brightest_skin);
    // Open lips may show no teeth: they only say where there is light.
    let seen = eye_whites.map(|eyes| teeth.map_or(eyes, |teeth| eyes.max(teeth)));
    let white = seen.unwrap_or(highlights / HIGHLIGHTS_OVER_WHITE);
    let white = white.max(LIGHTEST_SKIN_OVER_WHITE * surface.median);
    let white = white.min(WHITE_OVER_DARKEST_SKIN * surface.quantile(SHADED_SHARE));

    let (mut background, mut blown) = (Vec::new(), 0_usize);
    for_each_background_pixel(size, &outline(&FACE_OVAL), landmarks[CHIN].y, |at| {
        if shown.is_inside(at) {
            background.push(luminance.at(at.0, at.1));
            blown += usize::from(head.at(at.0, at.1).iter().all(|&channel| channel >= 250));
        }
    });
    let enough = background.len() >= LEAST_BACKGROUND_PIXELS;
    let blown_background = if enough { blown as f32 / background.len() as f32 } else { 0.0 };
    let behind = if enough { quantile(&mut background, 0.75) } else { None };

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
        teeth,
        white,
        shortfall_stops: (NOMINAL_WHITE / white.max(BLACK)).log2(),
        backlight_stops: behind.map(|behind| (behind.max(BLACK) / white.max(BLACK)).log2()),
        blown_background,
        dim_stops: scene_exposure_value.map(|value| DIM_SCENE - value),
        clipped_share: share(clipped),
        over_exposed_share: share(over),
        under_exposed_share: share(under),
        black_share: share(black),
    })
}

/// Calls `visit` for each pixel of what lies around the head, above the chin: shoulders and clothes are lit like the face.
fn for_each_background_pixel(
    (width, height): (usize, usize),
    oval: &[Point2],
    chin: f32,
    mut visit: impl FnMut((usize, usize)),
) {
    let count = oval.len().max(1) as f32;
    let (x, y) = oval.iter().fold((0.0, 0.0), |(x, y), point| (x + point.x / count, y + point.y / count));
    let (wider, higher) = HEAD_OVER_FACE;
    let head: Vec<Point2> =
        oval.iter().map(|point| Point2::new(x + (point.x - x) * wider, y + (point.y - y) * higher)).collect();
    let mut covered = vec![false; width * height];
    for_each_pixel_in(&head, (width, height), |(x, y)| covered[y * width + x] = true);
    let rows = (chin.max(0.0) as usize).min(height);
    for at in (0..rows).flat_map(|y| (0..width).map(move |x| (x, y))) {
        if !covered[at.1 * width + at.0] {
            visit(at);
        }
    }
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
