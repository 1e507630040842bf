//! Defocus and motion blur of the face, as the width of its sharpest edges.
//!
//! An edge of width `sigma` has, after a Gaussian of width `a`, the gradient `A / sqrt(2 pi (sigma^2 + a^2))`. Of
//! two Gaussians `a < b` the contrast `A` therefore cancels:
//!
//! ```text
//! R = gradient(a) / gradient(b)        sigma^2 = (b^2 - R^2 a^2) / (R^2 - 1)
//! ```
//!
//! (Zhuo and Sim, "Defocus map estimation from a single image", Pattern Recognition 44, 2011, with both gradients
//! smoothed against noise, after Elder and Zucker, "Local scale control for edge detection and blur estimation",
//! PAMI 20, 1998.) Skin colour, contrast and exposure cancel with `A`. The widths `a` and `b` follow the eye
//! distance, so that a photograph measures alike at any resolution that holds the detail.
//!
//! Not every edge of a sharp face is sharp: shading, beard and make-up are soft. So each direction is judged by
//! the sharpest share of its clear edges. What sensor noise adds to the spread of `R` is known exactly and taken
//! back, or a noisy picture would look sharp.
//!
//! Blur of any kind widens edges across direction `u` by `u' S u`, `S` being the second moments of the blur
//! (defocus: equal axes; a linear motion of length `L`: `L^2 / 12` along it). `S` is fitted to the widths over
//! eight directions; its axes are the answer.

mod edges;
mod scale;

use crate::face::landmarks::COUNT;
use crate::geometry::Point2;
use crate::raster::LumaPlane;
use edges::{DIRECTIONS, DirectedEdges, EdgeSample, collect_edges};

/// How blurred a face is. Lengths are percent of the eye distance, so that they hold at any resolution; the pixel
/// grid's own blur is part of them, so that a small or enlarged face is as blurred as it looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sharpness {
    /// Standard deviation of the blur along the direction in which it is strongest: what a rule limits. Percent of
    /// the eye distance, `0.0..=6.0`; about `0.0..0.6` sharp, from `0.85` blurred; beyond
    /// `5.0` it only says that it is much.
    pub blur: f32,
    /// Standard deviation of the blur along the direction in which it is weakest, so without any motion. Percent of
    /// the eye distance, `0.0..=blur`.
    pub defocus: f32,
    /// Length of the linear smear that explains the difference between the two. Percent of the eye distance;
    /// up to [`LEAST_MOTION`] is within what unmoved faces show, for their upright edges are softer than their level ones.
    pub motion: f32,
    /// Direction of the smear, `0.0..180.0` degrees: `0` level, `90` upright, `45` from the upper left to the lower
    /// right. Means nothing where `motion` is small.
    pub direction: f32,
    /// Standard deviation of the luma noise, `0.0..=255.0` grey levels at the plane's resolution. Fine skin texture
    /// counts as noise.
    pub noise: f32,
}

/// Smears of at most this length, in percent of the eye distance, are within what unmoved faces show.
pub const LEAST_MOTION: f32 = 2.0;

/// The blur that pixels alone are in a picture where the eyes are `eye_distance` pixels apart, in percent of that: the
/// standard deviation of a box of one pixel.
pub(crate) fn pixel_blur(eye_distance: f32) -> f32 {
    100.0 / 12.0_f32.sqrt() / eye_distance
}

/// Edge widths in fewer directions than this do not tell motion from defocus.
const DIRECTIONS_NEEDED: usize = 5;

/// A ratio of gradients below this is an edge too wide for the two scales: about 6 % of the eye distance.
const LEAST_RATIO: f32 = 1.02;

/// Measures the blur of the face at `landmarks` (the mesh's points in pixels of `luma`).
///
/// `None` where it cannot be assessed: no clear edges in enough directions, a black or blown face, too few pixels, or no face
/// inside the plane.
pub fn sharpness(luma: &LumaPlane, landmarks: &[Point2; COUNT], eye_distance: f32) -> Option<Sharpness> {
    let found = collect_edges(luma, landmarks, eye_distance)?;
    let percent = eye_distance / 100.0;
    let mut moments = SecondMoments::default();
    for (index, direction) in found.directions.iter().enumerate() {
        let Some(ratio) = sharpest_ratio(direction, eye_distance) else {
            continue;
        };
        let square = (ratio * ratio).max(LEAST_RATIO * LEAST_RATIO);
        let variance = (found.coarse_variance - square * found.fine_variance) / (square - 1.0);
        let angle = index as f32 * std::f32::consts::PI / DIRECTIONS as f32;
        moments.add(angle, variance / (percent * percent), (direction.count + 1.0).sqrt());
    }
    let axes = moments.axes()?;
    let (widest, narrowest) = (axes.widest.max(0.0), axes.narrowest.max(0.0));
    Some(Sharpness {
        blur: widest.sqrt(),
        defocus: narrowest.sqrt(),
        motion: (12.0 * (widest - narrowest)).sqrt(),
        direction: axes.direction,
        noise: found.noise,
    })
}

/// The share of a direction's edges, by strength, that is taken for its sharpest.
const SHARPEST_SHARE: f32 = 0.3;

/// Edges that a direction needs at [`NOMINAL_EYE_DISTANCE`] and below; in larger faces each edge has more pixels.
const EDGES_NEEDED: f32 = 12.0;

/// Eye distance in pixels to which large faces are brought before they are measured.
const NOMINAL_EYE_DISTANCE: f32 = 128.0;

/// Mean ratio of gradients over the sharpest of `edges`, as it would be without noise.
///
/// With the mean `m` and variance `v` of all ratios, of which noise explains `n`, a ratio `r` of a noisy picture
/// is on average one of `m + (r - m) sqrt(1 - n / v)` of a clean one.
fn sharpest_ratio(edges: &DirectedEdges, eye_distance: f32) -> Option<f32> {
    if edges.count < EDGES_NEEDED * (eye_distance / NOMINAL_EYE_DISTANCE).max(1.0) {
        return None;
    }
    let total: f32 = edges.samples.iter().map(|edge| edge.weight).sum();
    let mean = weighted(&edges.samples, |edge| edge.ratio) / total;
    let variance = weighted(&edges.samples, |edge| (edge.ratio - mean).powi(2)) / total;
    let noise = weighted(&edges.samples, |edge| edge.noise_variance) / total;

    let mut sorted: Vec<(f32, f32)> = edges.samples.iter().map(|edge| (edge.ratio, edge.weight)).collect();
    sorted.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    let (mut sum, mut weight) = (0.0, 0.0);
    for (ratio, share) in sorted {
        sum += ratio * share;
        weight += share;
        if weight >= SHARPEST_SHARE * total {
            break;
        }
    }
    let trust = if variance > 0.0 { (1.0_f32 - noise / variance).max(0.0).sqrt() } else { 0.0 };
    let ratio = mean + trust * (sum / weight - mean);
    ratio.is_finite().then_some(ratio)
}

/// The sum of `value` over `edges`, by weight.
fn weighted(edges: &[EdgeSample], value: impl Fn(&EdgeSample) -> f32) -> f32 {
    edges.iter().map(|edge| edge.weight * value(edge)).sum()
}

/// Weighted least squares of `variance(angle) = a + b cos(2 angle) + c sin(2 angle)`, which is `u' S u` for a
/// symmetric `S`.
#[derive(Default)]
struct SecondMoments {
    normal: [[f32; 3]; 3],
    right: [f32; 3],
    directions: usize,
}

/// The axes of the blur's second moments.
struct Axes {
    widest: f32,
    narrowest: f32,
    /// Of the widest axis, degrees in `0.0..180.0`.
    direction: f32,
}

impl SecondMoments {
    fn add(&mut self, angle: f32, variance: f32, weight: f32) {
        let (sin, cos) = (2.0 * angle).sin_cos();
        let basis = [1.0, cos, sin];
        for (row, (normal, right)) in self.normal.iter_mut().zip(&mut self.right).enumerate() {
            for (entry, column) in normal.iter_mut().zip(basis) {
                *entry += weight * basis[row] * column;
            }
            *right += weight * basis[row] * variance;
        }
        self.directions += 1;
    }

    /// The axes, or `None` where too few directions were seen.
    fn axes(&self) -> Option<Axes> {
        if self.directions < DIRECTIONS_NEEDED {
            return None;
        }
        let determinant = determinant(&self.normal);
        if !determinant.is_normal() {
            return None;
        }
        // Cramer's rule.
        let solve = |column: usize| {
            let mut replaced = self.normal;
            for (row, value) in replaced.iter_mut().zip(self.right) {
                row[column] = value;
            }
            self::determinant(&replaced) / determinant
        };
        let (a, b, c) = (solve(0), solve(1), solve(2));
        let half = b.hypot(c);
        let direction = (c.atan2(b) / 2.0).to_degrees().rem_euclid(180.0);
        Some(Axes { widest: a + half, narrowest: a - half, direction })
    }
}

fn determinant(m: &[[f32; 3]; 3]) -> f32 {
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
}

#[cfg(test)]
mod tests;
