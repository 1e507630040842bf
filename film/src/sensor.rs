//! From light to the bytes a camera delivers: gamma, sensor noise, 4:2:0.

use super::lens::{GAMMA, LightField};
use crate::Noise;

/// Noise of luma in a well-lit frame, in grey levels.
const LUMA_NOISE: f32 = 1.6;

/// Noise of colour, in levels.
const CHROMA_NOISE: f32 = 0.8;

/// How much of a frame's noise comes with a dark scene, in grey levels at no light at all.
const DARK_NOISE: f32 = 4.0;

/// A frame as planes of 8 bits: BT.601, full range, 4:2:0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Yuv {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) y: Vec<u8>,
    pub(super) u: Vec<u8>,
    pub(super) v: Vec<u8>,
}

/// A sensor with its noise.
pub(super) struct Sensor {
    noise: Vec<f32>,
    encoded: Vec<f32>,
}

/// Steps of the gamma table: finer than a grey level everywhere but in the deepest shadow.
const STEPS: usize = 1 << 14;

/// Length of the noise table: a prime, so that rows do not repeat each other.
const NOISE_LENGTH: usize = 65_521;

impl Sensor {
    /// The sensor of `seed`.
    pub(super) fn new(seed: u64) -> Self {
        let mut noise = Noise::new(seed);
        Self {
            noise: (0..NOISE_LENGTH).map(|_| noise.normal()).collect(),
            encoded: (0..=STEPS).map(|step| 255.0 * (step as f32 / STEPS as f32).powf(1.0 / GAMMA)).collect(),
        }
    }

    /// What it delivers of `light`, the `index`-th frame, in a scene lit by `level` (`1` well lit).
    pub(super) fn expose(&self, light: &LightField, index: usize, level: f32) -> Yuv {
        let (width, height) = (light.width, light.height);
        let sigma = LUMA_NOISE + DARK_NOISE * (1.0 - level.clamp(0.0, 1.0));
        let mut at = index.wrapping_mul(7_919) % NOISE_LENGTH;
        let mut next = || {
            at = if at + 1 == NOISE_LENGTH { 0 } else { at + 1 };
            self.noise[at]
        };
        let mut planes = [vec![0.0; width * height], vec![0.0; width * height], vec![0.0; width * height]];
        for (pixel, sample) in light.samples.iter().enumerate() {
            let [r, g, b] =
                sample.map(|value| self.encoded[((value * STEPS as f32).max(0.0) as usize).min(STEPS)]);
            let luma = 0.299 * r + 0.587 * g + 0.114 * b;
            planes[0][pixel] = luma + sigma * next();
            planes[1][pixel] = (b - luma) / 1.772 + 128.0;
            planes[2][pixel] = (r - luma) / 1.402 + 128.0;
        }
        let [y, u, v] = planes;
        let mut quartered = |plane: &[f32]| {
            let mut out = Vec::with_capacity(width.div_ceil(2) * height.div_ceil(2));
            for row in (0..height).step_by(2) {
                let below = (row + 1).min(height - 1);
                for column in (0..width).step_by(2) {
                    let beside = (column + 1).min(width - 1);
                    let four = [(row, column), (row, beside), (below, column), (below, beside)];
                    let mean =
                        four.iter().map(|(row, column)| plane[row * width + column]).sum::<f32>() / 4.0;
                    out.push(byte(mean + CHROMA_NOISE * next()));
                }
            }
            out
        };
        let (u, v) = (quartered(&u), quartered(&v));
        Yuv { width, height, y: y.into_iter().map(byte).collect(), u, v }
    }
}

fn byte(value: f32) -> u8 {
    // A cast saturates; `round` would be a call into the C library.
    (value + 0.5) as u8
}

impl Yuv {
    /// The frame as a camera stores it whose picture must be turned by `rotation` degrees clockwise to be upright, and is
    /// then mirrored if `mirrored`: the inverse of what [`swafoto::frame::Frame`] undoes.
    pub(super) fn stored(self, rotation: i32, mirrored: bool) -> Self {
        let (width, height) = (self.width, self.height);
        let (chroma_width, chroma_height) = (width.div_ceil(2), height.div_ceil(2));
        let swaps = rotation % 180 != 0;
        let turn = |plane: &[u8], width: usize, height: usize| {
            let (stored_width, stored_height) = if swaps { (height, width) } else { (width, height) };
            let mut out = Vec::with_capacity(plane.len());
            for y in 0..stored_height {
                for x in 0..stored_width {
                    // Where this stored pixel stands once turned.
                    let (column, row) = match rotation {
                        90 => (stored_height - 1 - y, x),
                        180 => (stored_width - 1 - x, stored_height - 1 - y),
                        270 => (y, stored_width - 1 - x),
                        _ => (x, y),
                    };
                    let column = if mirrored { width - 1 - column } else { column };
                    out.push(plane[row * width + column]);
                }
            }
            out
        };
        let y = turn(&self.y, width, height);
        let u = turn(&self.u, chroma_width, chroma_height);
        let v = turn(&self.v, chroma_width, chroma_height);
        let (width, height) = if swaps { (height, width) } else { (width, height) };
        Self { width, height, y, u, v }
    }
}

#[cfg(test)]
mod tests {
    use swafoto::frame::{Channel, Frame, Rotation, YuvEncoding};
    use swafoto::geometry::Affine;
    use swafoto::raster::warp_to_plane;

    use super::*;

    #[test]
    fn what_is_stored_turned_is_upright_to_the_core() {
        let light = LightField {
            width: 8,
            height: 12,
            samples: (0..96).map(|index| [index as f32 / 96.0; 3]).collect(),
        };
        let upright = Sensor::new(1).expose(&light, 0, 1.0);
        for rotation in [0, 90, 180, 270] {
            for mirrored in [false, true] {
                let stored = upright.clone().stored(rotation, mirrored);
                let half = stored.width.div_ceil(2);
                let frame = Frame::yuv420(
                    Channel::tight(&stored.y, stored.width),
                    Channel::tight(&stored.u, half),
                    Channel::tight(&stored.v, half),
                    YuvEncoding::Bt601FullRange,
                    stored.width,
                    stored.height,
                )
                .unwrap()
                .rotated(Rotation::from_degrees(rotation).unwrap())
                .mirrored(mirrored);
                let (plane, _) = warp_to_plane(&frame, &Affine::IDENTITY, (8, 12)).unwrap();
                let luma = plane.luma();
                for (index, value) in luma.samples().iter().enumerate() {
                    assert!(
                        (value - f32::from(upright.y[index])).abs() < 2.5,
                        "{rotation} {mirrored} {index}"
                    );
                }
            }
        }
    }
}
