//! Steps without weights: the greatest of four, twice the size, and a sum of pictures.

use super::epilogue::{Addend, Epilogue, Row};
use super::layout::{LANES, Layout};

/// How a picture is enlarged to twice its height and width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubling {
    /// Each pixel becomes a block of 2 x 2.
    Nearest,
    /// Between the pixels' centres, half a pixel in: each new one lies a quarter pixel from an old one, and the edges repeat.
    Bilinear,
}

const NEAR: f32 = 0.75;
const FAR: f32 = 0.25;

/// The greatest of each block of 2 x 2 pixels.
#[inline(always)]
pub(super) fn halve((from, input): (&Layout, &[f32]), (to, output): (&Layout, &mut [f32])) {
    for row in 0..to.size[0] {
        let (above, below) = (from.row(input, 2 * row), from.row(input, 2 * row + 1));
        let pairs = above.chunks_exact(2 * from.lanes).zip(below.chunks_exact(2 * from.lanes));
        for (written, (above, below)) in to.row_mut(output, row).chunks_exact_mut(to.lanes).zip(pairs) {
            let ((a, b), (c, d)) = (above.split_at(from.lanes), below.split_at(from.lanes));
            for ((((written, a), b), c), d) in written.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                *written = a.max(*b).max(c.max(*d));
            }
        }
    }
}

/// Twice the height and width.
#[inline(always)]
pub(super) fn double(how: Doubling, (from, input): (&Layout, &[f32]), (to, output): (&Layout, &mut [f32])) {
    for row in 0..to.size[0] {
        let written = to.row_mut(output, row);
        match how {
            Doubling::Nearest => {
                let pixels = from.row(input, row / 2).chunks_exact(from.lanes);
                for (pair, pixel) in written.chunks_exact_mut(2 * to.lanes).zip(pixels) {
                    let (first, second) = pair.split_at_mut(to.lanes);
                    first.copy_from_slice(pixel);
                    second.copy_from_slice(pixel);
                }
            }
            Doubling::Bilinear => {
                let (near, far) = neighbours(row, from.size[0]);
                let (near, far) = (from.row(input, near), from.row(input, far));
                for (column, pixel) in written.chunks_exact_mut(to.lanes).enumerate() {
                    let (beside, beyond) = neighbours(column, from.size[1]);
                    let at = |row: &'_ [f32], column: usize, lane: usize| row[column * from.lanes + lane];
                    for (lane, written) in pixel.iter_mut().enumerate() {
                        let near = NEAR * at(near, beside, lane) + FAR * at(near, beyond, lane);
                        let far = NEAR * at(far, beside, lane) + FAR * at(far, beyond, lane);
                        *written = NEAR * near + FAR * far;
                    }
                }
            }
        }
    }
}

/// The old pixel in which the new one at `index` lies, and the one that is next to it on that side.
fn neighbours(index: usize, length: usize) -> (usize, usize) {
    let near = index / 2;
    let far = if index.is_multiple_of(2) { near.saturating_sub(1) } else { (near + 1).min(length - 1) };
    (near, far)
}

/// A picture with another one added to it, bent.
#[inline(always)]
pub(super) fn add(
    (from, input): (&Layout, &[f32]),
    (to, output): (&Layout, &mut [f32]),
    epilogue: &Epilogue,
    addend: Option<&Addend<'_>>,
) {
    for row in 0..to.size[0] {
        let pixels = from.row(input, row).chunks_exact(from.lanes);
        let mut ends = Row::new(epilogue, addend, (to, output), row);
        for (column, pixel) in pixels.enumerate() {
            for (block, samples) in pixel.as_chunks::<LANES>().0.iter().enumerate() {
                ends.end(*samples, column, block * LANES);
            }
            for lane in (from.lanes..to.lanes).step_by(LANES) {
                ends.end([0.0; LANES], column, lane);
            }
        }
    }
}
