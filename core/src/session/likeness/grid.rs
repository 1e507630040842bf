//! Where the cells of a pattern lie on a face.

use std::sync::LazyLock;

use crate::face::landmarks::COUNT;
use crate::face::{CANONICAL_FACE, TRIANGLES};
use crate::geometry::{Point2, Point3, Rect};

/// Cells along each side of a pattern.
pub(super) const SIDE: usize = 32;

/// A cell's place in the mesh: a point between three others.
#[derive(Clone, Copy, Debug)]
struct Cell {
    corners: [usize; 3],
    weights: [f32; 3],
}

/// The cells, row by row over the canonical face from its left upper corner; `None` where they show no skin: beside the face, and
/// in the holes of eyes and mouth.
static CELLS: LazyLock<Vec<Option<Cell>>> = LazyLock::new(|| {
    let face = CANONICAL_FACE.map(|[x, y, _]| Point2::new(x, -y));
    let Rect { x, y, width, height } = Rect::around(face.iter().copied()).unwrap_or_default();
    let place = |cell: usize| {
        let (column, row) = ((cell % SIDE) as f32 + 0.5, (cell / SIDE) as f32 + 0.5);
        Point2::new(x + column * width / SIDE as f32, y + row * height / SIDE as f32)
    };
    (0..SIDE * SIDE)
        .map(|cell| TRIANGLES.iter().find_map(|corners| within(corners, &face, place(cell))))
        .collect()
});

/// The place of `point` in a triangle of `face`, or `None` where it lies outside.
fn within(corners: &[u16; 3], face: &[Point2; COUNT], point: Point2) -> Option<Cell> {
    let corners = corners.map(usize::from);
    let [a, b, c] = corners.map(|corner| face[corner]);
    let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
    let of_b = ((point.x - a.x) * (c.y - a.y) - (c.x - a.x) * (point.y - a.y)) / area;
    let of_c = ((b.x - a.x) * (point.y - a.y) - (point.x - a.x) * (b.y - a.y)) / area;
    let weights = [1.0 - of_b - of_c, of_b, of_c];
    weights.iter().all(|weight| *weight >= 0.0).then_some(Cell { corners, weights })
}

/// Where the cells lie on the face of `landmarks`.
pub(super) fn places(landmarks: &[Point3; COUNT]) -> impl Iterator<Item = Option<Point2>> {
    CELLS.iter().map(|cell| {
        let Cell { corners, weights } = (*cell)?;
        let sum = |axis: fn(&Point3) -> f32| {
            corners.iter().zip(weights).map(|(corner, weight)| weight * axis(&landmarks[*corner])).sum()
        };
        Some(Point2::new(sum(|point| point.x), sum(|point| point.y)))
    })
}

/// The values of a plane of cells, each the mean of its neighbours under a Gaussian of `sigma` cells. Only `seen` cells count.
pub(super) fn blurred(values: &[f32], seen: &[bool], sigma: f32) -> Vec<f32> {
    let reach = (3.0 * sigma).ceil() as usize;
    let kernel: Vec<f32> =
        (0..=reach).map(|step| (-((step * step) as f32) / (2.0 * sigma * sigma)).exp()).collect();
    let along = |plane: &[f32]| -> Vec<f32> {
        let mut turned = vec![0.0; SIDE * SIDE];
        for (at, target) in turned.iter_mut().enumerate() {
            // Rows become columns, so that the second time is across.
            let (column, row) = (at / SIDE, at % SIDE);
            let from = column.saturating_sub(reach);
            let to = (column + reach + 1).min(SIDE);
            *target = (from..to).map(|near| kernel[near.abs_diff(column)] * plane[row * SIDE + near]).sum();
        }
        turned
    };
    let weights: Vec<f32> = seen.iter().map(|seen| f32::from(u8::from(*seen))).collect();
    let weighted: Vec<f32> = values.iter().zip(&weights).map(|(value, weight)| value * weight).collect();
    let (sums, weights) = (along(&along(&weighted)), along(&along(&weights)));
    sums.into_iter().zip(weights).map(|(sum, weight)| sum / weight.max(1e-3)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_the_square_is_face() {
        let seen = CELLS.iter().flatten().count();
        assert!((800..950).contains(&seen), "{seen}");
        assert!(CELLS.iter().flatten().all(|cell| (cell.weights.iter().sum::<f32>() - 1.0).abs() < 1e-5));
    }

    #[test]
    fn a_blur_keeps_what_is_even_and_spreads_what_is_not() {
        let seen = vec![true; SIDE * SIDE];
        assert!(blurred(&vec![3.0; SIDE * SIDE], &seen, 2.0).iter().all(|value| (value - 3.0).abs() < 1e-4));
        let mut point = vec![0.0; SIDE * SIDE];
        point[5 * SIDE + 9] = 1.0;
        let spread = blurred(&point, &seen, 1.0);
        let peak = spread.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map(|(at, _)| at);
        assert_eq!(peak, Some(5 * SIDE + 9));
        assert!((spread[4 * SIDE + 9] - spread[5 * SIDE + 8]).abs() < 1e-6);
    }
}
