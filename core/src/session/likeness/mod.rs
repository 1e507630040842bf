//! Whether two pictures show one face, a moment apart.
//!
//! A face is cut into cells that follow its mesh, so that neither its place nor a small turn or smile matters. What counts is how
//! much brighter each cell is than those around it, as a share of what these differ by: exposure, white balance, and most of
//! noise and blur cancel. What all faces have in common is taken out (`models/convert/common_faces.py`), and what is left is
//! compared by its correlation.
//!
//! This is no recognition: it tells a person from most others a moment later, in one light, and would not know them tomorrow.
//! A likeness lives in memory for as long as its session holds, and is told to nobody.

mod grid;

use std::fmt;
use std::sync::LazyLock;

use crate::face::HeadCrop;
use crate::geometry::Point2;
use crate::raster::{RgbPlane, luma};

use grid::{SIDE, blurred, places};

/// Width in cells of the blur below which detail is noise.
const FINE: f32 = 0.67;

/// Width in cells of the blur beyond which a difference is one of light.
const COARSE: f32 = 2.67;

/// Grey levels of luma at which the eye's logarithm turns straight: the dark is noise.
const DARK: f32 = 8.0;

/// Differences of the logarithm whose squares are below this are noise.
const FLAT: f32 = 1e-4;

/// What all faces have in common, as directions at right angles and of length one.
static COMMON: LazyLock<Vec<Vec<f32>>> = LazyLock::new(|| {
    let mut directions: Vec<Vec<f32>> = Vec::new();
    for row in include_bytes!("common.bin").chunks_exact(SIDE * SIDE) {
        let mut row: Vec<f32> = row.iter().map(|byte| f32::from(*byte as i8)).collect();
        directions.iter().for_each(|direction| take_out(&mut row, direction));
        if let Some(direction) = of_length_one(row) {
            directions.push(direction);
        }
    }
    directions
});

/// What makes a face look unlike others at one moment.
#[derive(Clone)]
pub struct Likeness(Vec<f32>);

impl Likeness {
    /// The likeness of an aligned face, or `None` where nothing is to be seen of it.
    pub fn of(head: &HeadCrop) -> Option<Self> {
        let places: Vec<Option<Point2>> = places(&head.landmarks).collect();
        let seen: Vec<bool> = places.iter().map(Option::is_some).collect();
        let light: Vec<f32> = places
            .iter()
            .map(|place| place.map_or(0.0, |place| (luma_at(&head.rgb, place) + DARK).ln()))
            .collect();
        let (fine, coarse) = (blurred(&light, &seen, FINE), blurred(&light, &seen, COARSE));
        let edges: Vec<f32> = fine.iter().zip(&coarse).map(|(fine, coarse)| fine - coarse).collect();
        let squares: Vec<f32> = edges.iter().map(|edge| edge * edge).collect();
        let spread = blurred(&squares, &seen, COARSE);
        let mut pattern: Vec<f32> =
            edges.iter().zip(spread).map(|(edge, spread)| edge / (spread + FLAT).sqrt()).collect();
        pattern.iter_mut().zip(&seen).filter(|(_, seen)| !**seen).for_each(|(value, _)| *value = 0.0);
        COMMON.iter().for_each(|direction| take_out(&mut pattern, direction));
        of_length_one(pattern).map(Self)
    }

    /// How alike two faces look, `-1.0..=1.0`: about `0.95` for one person a moment later, about `0.1` for two people.
    pub fn resemblance(&self, other: &Self) -> f32 {
        dot(&self.0, &other.0)
    }
}

/// Never its content: a face must not find its way into a log.
impl fmt::Debug for Likeness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Likeness").finish_non_exhaustive()
    }
}

/// Luma at a place between four pixels.
fn luma_at(rgb: &RgbPlane, place: Point2) -> f32 {
    let (width, height) = (rgb.width(), rgb.height());
    // What is no number becomes 0 as an index.
    let x = (place.x - 0.5).clamp(0.0, (width - 1) as f32);
    let y = (place.y - 0.5).clamp(0.0, (height - 1) as f32);
    let (left, top) = (x as usize, y as usize);
    let (right, bottom) = ((left + 1).min(width - 1), (top + 1).min(height - 1));
    let (across, down) = (x - left as f32, y - top as f32);
    let at = |column, row| luma(rgb.at(column, row));
    let row = |row| at(left, row) + across * (at(right, row) - at(left, row));
    row(top) + down * (row(bottom) - row(top))
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Takes out of `row` all that lies along `direction`, which has length one.
fn take_out(row: &mut [f32], direction: &[f32]) {
    let along = dot(row, direction);
    row.iter_mut().zip(direction).for_each(|(value, direction)| *value -= along * direction);
}

fn of_length_one(mut row: Vec<f32>) -> Option<Vec<f32>> {
    let length = dot(&row, &row).sqrt();
    row.iter_mut().for_each(|value| *value /= length);
    length.is_normal().then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_faces_have_in_common_is_nine_directions_at_right_angles() {
        assert_eq!(COMMON.len(), 9);
        for (index, one) in COMMON.iter().enumerate() {
            for (other_index, other) in COMMON.iter().enumerate() {
                let expected = if index == other_index { 1.0 } else { 0.0 };
                assert!((dot(one, other) - expected).abs() < 1e-3, "{index} {other_index}");
            }
        }
    }
}
