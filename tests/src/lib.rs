//! What the tests of the whole core share: a real photograph, and the ways in which photographs go wrong.

pub mod drive;
pub mod restated;

use std::path::PathBuf;
use std::sync::OnceLock;

use image::{Rgb, RgbImage};
use swafoto::frame::Frame;
use swafoto::rule::{Policy, Verdict};
use swafoto::{Analysis, Engine, SwafotoError};
use swafoto_film::bilinear;

pub use swafoto_film::{Noise, scaled};

/// The engine with the networks that ship, loaded once for all tests.
///
/// # Panics
/// Where a shipped network does not load.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::load(&swafoto_models::all()).expect("the shipped networks load"))
}

/// A public-domain portrait: frontal, lit from the front, sharp, smiling, bare-headed, no glasses.
///
/// # Panics
/// Where the fixture is missing.
pub fn astronaut() -> RgbImage {
    // Head and shoulders, as a selfie frames them.
    image::imageops::crop_imm(&portrait(), 90, 0, 270, 360).to_image()
}

/// The whole of the photograph that [`astronaut`] is cut from.
///
/// # Panics
/// Where the fixture is missing.
pub fn portrait() -> RgbImage {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/astronaut.jpg");
    image::open(path).expect("the fixture is in the repository").to_rgb8()
}

/// The folder `target/NAME` of the checkout that cargo runs in; without cargo, of the current folder.
pub fn target(name: &str) -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR");
    package.map_or_else(PathBuf::new, |package| PathBuf::from(package).join("..")).join("target").join(name)
}

/// Judges `image` by the default policy.
///
/// # Errors
/// As [`Engine::judge`].
pub fn judge(image: &RgbImage) -> Result<(Verdict, Analysis), SwafotoError> {
    let policy = Policy::preset(Policy::DEFAULT)?;
    engine().judge(&frame(image)?, &policy)
}

/// `image` as the core sees it.
///
/// # Errors
/// [`SwafotoError::InvalidFrame`] for an image without pixels.
pub fn frame(image: &RgbImage) -> Result<Frame<'_>, SwafotoError> {
    Frame::rgb(image.as_raw(), image.width() as usize, image.height() as usize)
}

fn map_pixels(image: &RgbImage, mut map: impl FnMut(u32, u32, [f32; 3]) -> [f32; 3]) -> RgbImage {
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let pixel = map(x, y, image.get_pixel(x, y).0.map(f32::from));
        Rgb(pixel.map(|value| value.round().clamp(0.0, 255.0) as u8))
    })
}

/// `image` with noise of `sigma` grey levels.
pub fn noisy(image: &RgbImage, sigma: f32, seed: u64) -> RgbImage {
    let mut noise = Noise::new(seed);
    map_pixels(image, |_, _, pixel| pixel.map(|value| value + sigma * noise.normal()))
}

/// `image` with its linear light multiplied by `gain(x, y)`, where `x` and `y` are shares of the picture.
pub fn relit(image: &RgbImage, gain: impl Fn(f32, f32) -> f32) -> RgbImage {
    let (width, height) = (image.width() as f32, image.height() as f32);
    map_pixels(image, |x, y, pixel| {
        let gain = gain(x as f32 / width, y as f32 / height);
        pixel.map(|value| 255.0 * (((value / 255.0).powf(2.2) * gain).min(1.0)).powf(1.0 / 2.2))
    })
}

/// `image` blurred by a Gaussian of `sigma` pixels.
pub fn defocused(image: &RgbImage, sigma: f32) -> RgbImage {
    if sigma <= 0.0 { image.clone() } else { image::imageops::blur(image, sigma) }
}

/// `image` smeared along a line of `length` pixels at `degrees`.
pub fn smeared(image: &RgbImage, length: f32, degrees: f32) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let taps = (4.0 * length).ceil().max(1.0) as i32;
    let last = (image.width() as f32 - 1.0, image.height() as f32 - 1.0);
    map_pixels(image, |x, y, _| {
        let mut sum = [0.0; 3];
        for tap in 0..taps {
            let along = length * ((tap as f32 + 0.5) / taps as f32 - 0.5);
            let (u, v) = (x as f32 + along * cos, y as f32 + along * sin);
            let pixel = bilinear(image, u.clamp(0.0, last.0), v.clamp(0.0, last.1));
            for (total, value) in sum.iter_mut().zip(pixel) {
                *total += value / taps as f32;
            }
        }
        sum
    })
}

/// `image` turned clockwise by `degrees` about its centre, edges repeated.
pub fn turned(image: &RgbImage, degrees: f32) -> RgbImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (image.width() as f32 / 2.0, image.height() as f32 / 2.0);
    let last = (image.width() as f32 - 1.0, image.height() as f32 - 1.0);
    map_pixels(image, |x, y, _| {
        let (dx, dy) = (x as f32 - cx, y as f32 - cy);
        let (u, v) = (cx + dx * cos + dy * sin, cy - dx * sin + dy * cos);
        bilinear(image, u.clamp(0.0, last.0), v.clamp(0.0, last.1))
    })
}
