//! The part of a frame that a map reads, shrunk by whole pixels to about the size of the destination and unpacked, so
//! that sampling it has neither layouts nor borders nor detail that would alias to mind.

use std::ops::Range;

use super::source::{Border, Source};

/// Three raw components of a pixel, and how much of it there is: 1 inside of the picture, 0 beyond a black border.
pub(super) type Quad = [f32; 4];

/// A frame around the places that a map reads, in square cells of whole pixels.
pub(super) struct Patch {
    quads: Vec<Quad>,
    width: usize,
    /// Cells for a stored pixel.
    scale: f32,
    /// Where the middle of the first cell lies, in cells.
    first: (f32, f32),
    /// The farthest place, from the middle of the first cell on, that has a neighbour to the right and one below.
    last: (f32, f32),
}

impl Patch {
    /// Unpacks what `source`, a picture of `stored` pixels, shows from `low` to `high`, in continuous stored pixels:
    /// a quad is the mean of `side x side` pixels, at most `most * most` of which are read.
    ///
    /// Beyond the picture lies one more cell of `border`: all that is farther out looks the same.
    pub(super) fn new<S: Source>(
        source: &S,
        stored: (usize, usize),
        (low, high): ((f32, f32), (f32, f32)),
        (side, most): (usize, usize),
        border: Border,
    ) -> Self {
        let scale = 1.0 / side as f32;
        let span = |low: f32, high: f32, pixels: usize| {
            let end = pixels.div_ceil(side) as isize;
            let first = ((low * scale - 0.5).floor() as isize).clamp(-1, end);
            // A map may reach as far as floats do.
            let last = ((high * scale - 0.5).floor() as isize).saturating_add(2);
            first..last.clamp(first + 2, end + 2)
        };
        let (columns, rows) = (span(low.0, high.0, stored.0), span(low.1, high.1, stored.1));
        let mut quads = vec![[0.0; 4]; columns.len() * rows.len()];
        let step = side.div_ceil(most);
        let columns_of: Vec<_> =
            columns.clone().map(|cell| pixels_of(cell, side, stored.0, border)).collect();
        for (row, line) in rows.clone().zip(quads.chunks_exact_mut(columns.len())) {
            let Some((ys, there_y)) = pixels_of(row, side, stored.1, border) else { continue };
            for (cell, quad) in columns_of.iter().zip(line) {
                if let Some((xs, there_x)) = cell {
                    let [first, second, third] = source.mean(xs, &ys, step);
                    let there = there_x * there_y;
                    *quad = [first * there, second * there, third * there, there];
                }
            }
        }
        Self {
            width: columns.len(),
            scale,
            first: (columns.start as f32 + 0.5, rows.start as f32 + 0.5),
            last: ((columns.len() - 2) as f32, (rows.len() - 2) as f32),
            quads,
        }
    }

    /// The mean of the four cells around a place in continuous stored pixels, by how near they are.
    #[inline(always)]
    pub(super) fn bilinear(&self, x: f32, y: f32) -> Quad {
        let (x, y) = (x * self.scale - self.first.0, y * self.scale - self.first.1);
        // What is no number becomes 0 as an index.
        let (x, y) = (x.clamp(0.0, self.last.0), y.clamp(0.0, self.last.1));
        let (left, top) = (x as i32, y as i32);
        let (fx, fy) = (x - left as f32, y - top as f32);
        let at = top as usize * self.width + left as usize;
        let (upper, lower) = (&self.quads[at..at + 2], &self.quads[at + self.width..at + self.width + 2]);
        let mix = |a: Quad, b: Quad, share: f32| -> Quad {
            std::array::from_fn(|lane| a[lane] + share * (b[lane] - a[lane]))
        };
        mix(mix(upper[0], upper[1], fx), mix(lower[0], lower[1], fx), fy)
    }
}

/// The pixels of a cell along one axis and how much of it they are, or `None` where it shows a black border.
fn pixels_of(cell: isize, side: usize, pixels: usize, border: Border) -> Option<(Range<usize>, f32)> {
    let start = cell * side as isize;
    let inside =
        start.clamp(0, pixels as isize) as usize..(start + side as isize).clamp(0, pixels as isize) as usize;
    match border {
        Border::Black if inside.is_empty() => None,
        Border::Black => Some((inside.clone(), inside.len() as f32 / side as f32)),
        Border::Replicate if inside.is_empty() => {
            let nearest = if start < 0 { 0 } else { pixels - 1 };
            Some((nearest..nearest + 1, 1.0))
        }
        Border::Replicate => Some((inside, 1.0)),
    }
}
