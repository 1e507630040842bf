//! From the portrait to the light that falls on the sensor, in linear light: geometry, illumination, blur.

use image::RgbImage;
use swafoto::geometry::{Affine, Point2};

/// Linear light of a picture: red, green, blue, `1` is what the sensor can hold.
#[derive(Clone, Debug)]
pub(super) struct LightField {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) samples: Vec<[f32; 3]>,
}

/// Exponent between stored values and light, as in the other tests.
pub(super) const GAMMA: f32 = 2.2;

/// How far outside of the photograph its edge has faded into the wall, in eye distances.
const FADE: f32 = 0.9;

impl LightField {
    /// The light of a stored picture.
    pub(super) fn of(image: &RgbImage) -> Self {
        let linear: Vec<f32> = (0..256).map(|value| (value as f32 / 255.0).powf(GAMMA)).collect();
        let samples = image.pixels().map(|pixel| pixel.0.map(|value| linear[usize::from(value)])).collect();
        Self { width: image.width() as usize, height: image.height() as usize, samples }
    }

    /// No light at all.
    pub(super) fn dark(size: (usize, usize)) -> Self {
        Self { width: size.0, height: size.1, samples: vec![[0.0; 3]; size.0 * size.1] }
    }

    /// Half the size, each sample the mean of four.
    pub(super) fn halved(&self) -> Self {
        let (width, height) = ((self.width / 2).max(1), (self.height / 2).max(1));
        let at =
            |x: usize, y: usize| self.samples[y.min(self.height - 1) * self.width + x.min(self.width - 1)];
        let mut samples = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| at(2 * x + dx, 2 * y + dy));
                samples
                    .push([0, 1, 2].map(|channel: usize| four.iter().map(|p| p[channel]).sum::<f32>() / 4.0));
            }
        }
        Self { width, height, samples }
    }

    /// The mean of the uppermost rows: the wall behind the person.
    pub(super) fn wall(&self) -> [f32; 3] {
        let rows = &self.samples[..self.width * (self.height / 20).max(1)];
        [0, 1, 2].map(|channel: usize| rows.iter().map(|p| p[channel]).sum::<f32>() / rows.len() as f32)
    }

    /// The light at a point in pixels. Outside of the picture its edge fades into `wall` over `fade` pixels, except below:
    /// the body goes on.
    fn sample(&self, at: Point2, wall: [f32; 3], fade: f32) -> [f32; 3] {
        let (x, y) = (at.x - 0.5, at.y - 0.5);
        let (right, bottom) = (self.width as f32 - 1.0, self.height as f32 - 1.0);
        let outside = (-x).max(x - right).max(-y).max(0.0);
        if outside >= fade {
            return wall;
        }
        let (u, v) = (x.clamp(0.0, right), y.clamp(0.0, bottom));
        let (left, top) = (u as usize, v as usize);
        let (fx, fy) = (u - left as f32, v - top as f32);
        let next = usize::from(left + 1 < self.width);
        let below = if top + 1 < self.height { self.width } else { 0 };
        let start = top * self.width + left;
        let (a, b) = (self.samples[start], self.samples[start + next]);
        let (c, d) = (self.samples[start + below], self.samples[start + below + next]);
        let share = outside / fade;
        let share = share * share * (3.0 - 2.0 * share);
        [0, 1, 2].map(|channel: usize| {
            let upper = a[channel] + (b[channel] - a[channel]) * fx;
            let lower = c[channel] + (d[channel] - c[channel]) * fx;
            let value = upper + (lower - upper) * fy;
            value + (wall[channel] - value) * share
        })
    }

    /// What a frame of `size` sees, whose pixels `to_picture` maps to this picture's.
    pub(super) fn seen(&self, to_picture: &Affine, size: (usize, usize), eye_distance: f32) -> Self {
        let wall = self.wall();
        let fade = FADE * eye_distance;
        let mut samples = Vec::with_capacity(size.0 * size.1);
        for y in 0..size.1 {
            for x in 0..size.0 {
                let at = to_picture.apply(Point2::new(x as f32 + 0.5, y as f32 + 0.5));
                samples.push(self.sample(at, wall, fade));
            }
        }
        Self { width: size.0, height: size.1, samples }
    }

    /// Lays `other` over this picture where `mask` is above zero (`0..=1`, by pixel centre).
    pub(super) fn cover(&mut self, other: &Self, mask: impl Fn(Point2) -> f32) {
        for (index, (below, above)) in self.samples.iter_mut().zip(&other.samples).enumerate() {
            let (x, y) = (index % self.width, index / self.width);
            let share = mask(Point2::new(x as f32 + 0.5, y as f32 + 0.5));
            if share > 0.0 {
                for (value, wanted) in below.iter_mut().zip(above) {
                    *value += (wanted - *value) * share;
                }
            }
        }
    }

    /// Multiplies the light by `gain`, by pixel centre.
    pub(super) fn light(&mut self, gain: impl Fn(Point2) -> f32) {
        let width = self.width;
        for (index, sample) in self.samples.iter_mut().enumerate() {
            let gain = gain(Point2::new((index % width) as f32 + 0.5, (index / width) as f32 + 0.5));
            *sample = sample.map(|value| value * gain);
        }
    }

    /// Blurs by a Gaussian of `sigma` pixels.
    pub(super) fn defocus(&mut self, sigma: f32) {
        if sigma < 0.2 {
            return;
        }
        let reach = (3.0 * sigma).ceil() as i32;
        let weights: Vec<f32> =
            (-reach..=reach).map(|step| (-0.5 * (step as f32 / sigma).powi(2)).exp()).collect();
        let total: f32 = weights.iter().sum();
        let taps: Vec<(i32, f32)> =
            (-reach..=reach).zip(weights.iter().map(|weight| weight / total)).collect();
        self.convolve(|tap| (tap, 0), &taps);
        self.convolve(|tap| (0, tap), &taps);
    }

    /// Smears along a line of `length` pixels in direction `radians`.
    pub(super) fn smear(&mut self, length: f32, radians: f32) {
        if length < 0.5 {
            return;
        }
        let (sin, cos) = radians.sin_cos();
        // Half a pixel apart, rounded to whole ones: finer than the sensor.
        let count = (2.0 * length).ceil() as i32;
        let taps: Vec<(i32, f32)> = (0..count).map(|tap| (tap, 1.0 / count as f32)).collect();
        let place = |tap: i32| {
            let along = length * ((tap as f32 + 0.5) / count as f32 - 0.5);
            ((along * cos).round() as i32, (along * sin).round() as i32)
        };
        self.convolve(place, &taps);
    }

    fn convolve(&mut self, place: impl Fn(i32) -> (i32, i32), taps: &[(i32, f32)]) {
        let (width, height) = (self.width as i32, self.height as i32);
        let mut sums = vec![[0.0; 3]; self.samples.len()];
        for (tap, weight) in taps {
            let (dx, dy) = place(*tap);
            for y in 0..height {
                let source = ((y + dy).clamp(0, height - 1) * width) as usize;
                let row = &self.samples[source..source + width as usize];
                let target = &mut sums[(y * width) as usize..((y + 1) * width) as usize];
                for (x, sum) in target.iter_mut().enumerate() {
                    let sample = row[(x as i32 + dx).clamp(0, width - 1) as usize];
                    for (total, value) in sum.iter_mut().zip(sample) {
                        *total += weight * value;
                    }
                }
            }
        }
        self.samples = sums;
    }
}
