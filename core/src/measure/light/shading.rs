//! Where the light comes from: first-order spherical harmonics on the normals of the skin.
//!
//! For a matte convex surface the light that a point sends is nearly `L(n) = a0 + a1 nx + a2 ny + a3 nz`, whatever
//! the sources are (Basri & Jacobs 2003, Ramamoorthi & Hanrahan 2001). The fit is made on luminance over its
//! median, in linear light, so that neither skin colour nor exposure changes it.

use super::surface::FaceSurface;

/// How the light falls on the face.
///
/// Both components are the slope of the fitted luminance over its value on skin that faces the camera: at `1.0`,
/// skin turned 30 degrees towards the light sends three times the light of skin turned 30 degrees away from it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shading {
    /// `a1 / L(front)`: positive where the light comes from the picture's right.
    pub rightward: f32,
    /// `a2 / L(front)`: positive where the light comes from below. About `-0.3` under a common ceiling lamp.
    pub downward: f32,
    /// Median of the absolute relative residual, `0` and up: what the smooth model leaves unexplained.
    pub residual: f32,
}

/// The fit's slope, halved, beyond which it predicts no light on the far side.
const GREATEST_HALF_SLOPE: f32 = 0.95;

/// Slope of light that comes from steeply above.
const STEEPLY_FROM_ABOVE: f32 = -0.85;

/// Main direction of the light, as the person in the picture would name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LightOrigin {
    /// From the subject's left: the right of a picture that is not mirrored.
    SubjectLeft,
    /// From the subject's right.
    SubjectRight,
    /// From below.
    Below,
}

impl Shading {
    /// Relative directional strength `|(a1, a2)| / L(front)`, `0` and up.
    pub fn strength(&self) -> f32 {
        self.rightward.hypot(self.downward)
    }

    /// Stops by which skin that is turned 30 degrees downwards sends more light than skin turned 30 degrees upwards, by the fit;
    /// `0` where the light comes from above.
    pub fn stops_from_below(&self) -> f32 {
        let half = (self.downward / 2.0).clamp(0.0, GREATEST_HALF_SLOPE);
        ((1.0 + half) / (1.0 - half)).log2()
    }

    /// Whether the light comes from so steeply above that brows shade the eyes: skin turned 30 degrees upwards sends two and a half
    /// times the light of skin turned 30 degrees downwards.
    pub fn is_from_above(&self) -> bool {
        self.downward <= STEEPLY_FROM_ABOVE
    }
}

/// The shading and what it predicts for each sample of the surface.
pub(super) struct ShadingFit {
    pub shading: Shading,
    /// Predicted luminance over the surface's median, in the order of the samples.
    pub predicted: Vec<f32>,
}

/// Passes of reweighting; the coefficients move by less than 1 % after six.
const PASSES: usize = 8;

/// Relative residual at which a sample counts half (Cauchy weight): about the texture of stubble and pores.
const HALF_WEIGHT_RESIDUAL: f32 = 0.35;

/// Ridge on each coefficient, per sample. On a nearly frontal face `nz` hardly varies and would trade against
/// the constant; nothing here depends on which of the two takes the light.
const RIDGE: [f64; 4] = [1e-3, 1e-3, 1e-3, 5e-2];

/// Least prediction, over the median: the model turns negative where the light does not reach.
const LEAST_PREDICTION: f32 = 0.05;

/// Fits the shading of a face by iteratively reweighted least squares, or `None` where
/// the picture is black.
pub(super) fn fit(surface: &FaceSurface) -> Option<ShadingFit> {
    if surface.median <= 1e-5 {
        return None;
    }
    let values: Vec<f32> = surface.samples.iter().map(|sample| sample.luminance / surface.median).collect();
    let mut weights = vec![1.0_f32; values.len()];
    let mut predicted = vec![0.0_f32; values.len()];
    let mut relative = vec![0.0_f32; values.len()];
    let mut coefficients = [0.0_f32; 4];
    for _ in 0..PASSES {
        coefficients = weighted_least_squares(surface, &values, &weights)?;
        let [a0, a1, a2, a3] = coefficients;
        for (index, sample) in surface.samples.iter().enumerate() {
            let [nx, ny, nz] = sample.normal;
            let prediction = (a0 + a1 * nx + a2 * ny + a3 * nz).max(LEAST_PREDICTION);
            let residual = (values[index] - prediction) / prediction.max(0.3);
            predicted[index] = prediction;
            relative[index] = residual.abs();
            weights[index] = 1.0 / (1.0 + (residual / HALF_WEIGHT_RESIDUAL).powi(2));
        }
    }
    let [a0, a1, a2, a3] = coefficients;
    // The normal of skin that faces the camera is (0, 0, -1).
    let front = (a0 - a3).max(LEAST_PREDICTION);
    let residual = super::linear::quantile(&mut relative, 0.5)?;
    let shading = Shading { rightward: a1 / front, downward: a2 / front, residual };
    Some(ShadingFit { shading, predicted })
}

fn weighted_least_squares(surface: &FaceSurface, values: &[f32], weights: &[f32]) -> Option<[f32; 4]> {
    let mut matrix = [[0.0_f64; 5]; 4];
    for ((sample, &value), &weight) in surface.samples.iter().zip(values).zip(weights) {
        let [nx, ny, nz] = sample.normal.map(f64::from);
        let row = [1.0, nx, ny, nz];
        for (i, equation) in matrix.iter_mut().enumerate() {
            let scaled = f64::from(weight) * row[i];
            for (cell, term) in equation.iter_mut().zip(row) {
                *cell += scaled * term;
            }
            equation[4] += scaled * f64::from(value);
        }
    }
    for (i, ridge) in RIDGE.iter().enumerate() {
        matrix[i][i] += ridge * values.len() as f64;
    }
    solve(matrix)
}

/// Gauss elimination. The matrix is symmetric and, with the ridge, positive definite: no pivoting is needed.
fn solve(mut matrix: [[f64; 5]; 4]) -> Option<[f32; 4]> {
    for pivot in 0..4 {
        let pivot_row = matrix[pivot];
        if !pivot_row[pivot].is_normal() {
            return None;
        }
        for (index, row) in matrix.iter_mut().enumerate() {
            if index != pivot {
                let factor = row[pivot] / pivot_row[pivot];
                for (cell, above) in row.iter_mut().zip(pivot_row) {
                    *cell -= factor * above;
                }
            }
        }
    }
    Some(std::array::from_fn(|i| (matrix[i][4] / matrix[i][i]) as f32))
}
