//! Shadows with an edge: what the smooth shading does not explain.
//!
//! A dark patch of skin is a shadow where the same place on the other half of the face is bright: beards, brows,
//! lips, eye sockets and most make-up are as dark on both sides and cancel out, and so does skin colour. What the
//! fitted shading predicts for the pair is no cast shadow but one-sided light, and belongs to another rule.

use super::shading::ShadingFit;
use super::surface::FaceSurface;

/// Least darkness against the mirror image, in stops.
const LEAST_STOPS: f32 = 1.0;

/// Least part of it that the shading leaves unexplained, in stops.
const LEAST_UNEXPLAINED_STOPS: f32 = 0.7;

/// Luminance over the skin's median below which a sample counts as that dark: hair and noise have no floor.
const DARKEST: f32 = 0.02;

/// Least part of the normal towards the camera. Nearer to the rim, hair covers one side more than the other.
const LEAST_FACING: f32 = 0.4;

/// Share of the inner face's skin that lies in a cast shadow, `0..=1`. Patches thinner than three samples (strands
/// of hair, frames of glasses) do not count.
pub(super) fn cast_shadow_share(surface: &FaceSurface, fit: &ShadingFit) -> f32 {
    let (columns, rows) = (surface.columns, surface.rows);
    let grid_index = |(column, row): (usize, usize)| row * columns + column;
    let mut measured: Vec<Option<f32>> = vec![None; columns * rows];
    let mut predicted = measured.clone();
    for (sample, &prediction) in surface.samples.iter().zip(&fit.predicted) {
        measured[grid_index(sample.cell)] = Some(sample.luminance);
        predicted[grid_index(sample.cell)] = Some(prediction.log2());
    }
    let smooth = |(column, row): (usize, usize)| {
        let mean = mean_around(&measured, columns, rows, (column, row))?;
        Some((mean / surface.median).max(DARKEST).log2())
    };
    let smoothed: Vec<Option<f32>> = (0..columns * rows)
        .map(|index| measured[index].and_then(|_| smooth((index % columns, index / columns))))
        .collect();

    let mut shadowed = vec![false; columns * rows];
    let mut inner = 0_usize;
    for sample in surface.samples.iter().filter(|sample| -sample.normal[2] > LEAST_FACING) {
        inner += 1;
        let here = grid_index(sample.cell);
        let there = surface.opposite(sample);
        let stops = |plane: &[Option<f32>]| Some(plane[there]? - plane[here]?);
        let (Some(darker), Some(explained)) = (stops(&smoothed), stops(&predicted)) else { continue };
        shadowed[here] = darker > LEAST_STOPS && darker - explained > LEAST_UNEXPLAINED_STOPS;
    }
    opened_count(&shadowed, columns, rows) as f32 / inner.max(1) as f32
}

/// Mean of the known values in the 3 x 3 cells around `cell`.
fn mean_around(
    plane: &[Option<f32>],
    columns: usize,
    rows: usize,
    (column, row): (usize, usize),
) -> Option<f32> {
    let (mut sum, mut count) = (0.0, 0_usize);
    for y in row.saturating_sub(1)..(row + 2).min(rows) {
        for value in plane[y * columns + column.saturating_sub(1)..y * columns + (column + 2).min(columns)]
            .iter()
            .flatten()
        {
            sum += value;
            count += 1;
        }
    }
    (count > 0).then(|| sum / count as f32)
}

/// Cells that some all-true square of 3 x 3 covers: morphological opening.
fn opened_count(mask: &[bool], columns: usize, rows: usize) -> usize {
    let mut opened = vec![false; mask.len()];
    for row in 0..rows.saturating_sub(2) {
        for column in 0..columns.saturating_sub(2) {
            let start = row * columns + column;
            let full =
                (0..3).all(|y| mask[start + y * columns..start + y * columns + 3].iter().all(|&on| on));
            if full {
                for y in 0..3 {
                    opened[start + y * columns..start + y * columns + 3].fill(true);
                }
            }
        }
    }
    opened.iter().filter(|&&on| on).count()
}
