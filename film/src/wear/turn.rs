//! A turned head, from one picture: the mesh's points are turned in depth and the picture bends with them.

use image::{Rgb, RgbImage};
use swafoto::geometry::Point2;

use super::super::portrait::Portrait;

/// Spacing of the grid on which the bend is computed, in eye distances.
const CELL: f32 = 0.1;

/// How far a point of the mesh carries its surroundings, in eye distances.
const REACH: f32 = 0.22;

/// How strongly what is far from the face stays where it is, against the weight of one point of the mesh.
const REST: f32 = 0.02;

/// Turns the head by `degrees` to its own left.
pub(super) fn turn(portrait: &mut Portrait, degrees: f32) {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let distance = portrait.face.eye_distance();
    let axis = portrait.face.eye_midpoint().x;
    // The neck's axis lies behind the mesh's middle: turning swings the whole face to the side.
    let moves: Vec<(Point2, f32)> = portrait
        .face
        .landmarks()
        .iter()
        .map(|point| {
            let x = point.x - axis;
            let turned = x * cos - (point.z - 0.35 * distance) * sin - 0.35 * distance * sin;
            (Point2::new(axis + turned, point.y), turned - x)
        })
        .collect();
    let cell = CELL * distance;
    let (width, height) = portrait.image.dimensions();
    let columns = (width as f32 / cell) as usize + 2;
    let rows = (height as f32 / cell) as usize + 2;
    let shift = |at: Point2| {
        let (mut sum, mut total) = (0.0, REST);
        for (place, by) in &moves {
            let weight = (-0.5 * (place.distance(at) / (REACH * distance)).powi(2)).exp();
            sum += weight * by;
            total += weight;
        }
        sum / total
    };
    let grid: Vec<f32> = (0..columns * rows)
        .map(|index| shift(Point2::new((index % columns) as f32 * cell, (index / columns) as f32 * cell)))
        .collect();
    let source = portrait.image.clone();
    portrait.image = RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x as f32 / cell, y as f32 / cell);
        let (column, row) = (u as usize, v as usize);
        let (fx, fy) = (u - column as f32, v - row as f32);
        let at = |column: usize, row: usize| grid[row.min(rows - 1) * columns + column.min(columns - 1)];
        let upper = at(column, row) * (1.0 - fx) + at(column + 1, row) * fx;
        let lower = at(column, row + 1) * (1.0 - fx) + at(column + 1, row + 1) * fx;
        let from = (x as f32 - (upper * (1.0 - fy) + lower * fy)).clamp(0.0, width as f32 - 1.0);
        let left = from as u32;
        let share = from - left as f32;
        let (a, b) = (source.get_pixel(left, y).0, source.get_pixel((left + 1).min(width - 1), y).0);
        Rgb([0, 1, 2].map(|channel: usize| {
            (f32::from(a[channel]) * (1.0 - share) + f32::from(b[channel]) * share).round() as u8
        }))
    });
}
