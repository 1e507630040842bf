//! Stored pixels as a map reads them: whatever their layout, three components at a place.

use std::ops::Range;

use crate::frame::{Channel, YuvMatrix};
use crate::geometry::{Affine, Point2};

/// What lies outside of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Black, as MediaPipe's detectors were trained.
    Black,
    /// The nearest pixel of the picture, as MediaPipe's landmark networks were trained.
    Replicate,
}

/// Three raw components of a stored pixel, and what they mean.
pub(super) trait Source {
    fn fetch(&self, x: usize, y: usize) -> [u8; 3];
    /// Red, green, blue of averaged components. The conversion is affine, so it commutes with averaging.
    fn to_rgb(&self, components: [f32; 3]) -> [f32; 3];
    /// Red, green, blue of one pixel's components.
    #[inline(always)]
    fn to_rgb8(&self, components: [u8; 3]) -> [u8; 3] {
        self.to_rgb(components.map(f32::from)).map(|value| (value + 0.5) as u8)
    }

    /// The mean of a block of pixels, of which every `step`-th is read along each axis.
    #[inline(always)]
    fn mean(&self, columns: &Range<usize>, rows: &Range<usize>, step: usize) -> [f32; 3] {
        let mut sum = [0_u32; 3];
        let mut y = rows.start;
        // Not `step_by`, which divides before it begins: most blocks are of one or four pixels.
        while y < rows.end {
            let mut x = columns.start;
            while x < columns.end {
                let components = self.fetch(x, y);
                sum = std::array::from_fn(|channel| sum[channel] + u32::from(components[channel]));
                x += step;
            }
            y += step;
        }
        let read = columns.len().div_ceil(step) * rows.len().div_ceil(step);
        let gain = 1.0 / read as f32;
        sum.map(|sum| sum as f32 * gain)
    }
}

/// Interleaved pixels with red and blue at these places.
pub(super) struct Packed<'a, const RED: usize, const BLUE: usize>(pub(super) Channel<'a>);

impl<const RED: usize, const BLUE: usize> Source for Packed<'_, RED, BLUE> {
    #[inline(always)]
    fn fetch(&self, x: usize, y: usize) -> [u8; 3] {
        let start = y * self.0.row_stride + x * self.0.pixel_stride;
        let pixel = &self.0.bytes[start..start + 3];
        [pixel[RED], pixel[1], pixel[BLUE]]
    }

    #[inline(always)]
    fn to_rgb(&self, components: [f32; 3]) -> [f32; 3] {
        components
    }
}

/// 4:2:0 pixels, each with the chroma of its square.
pub(super) struct Yuv<'a> {
    pub(super) y: Channel<'a>,
    pub(super) u: Channel<'a>,
    pub(super) v: Channel<'a>,
    pub(super) matrix: YuvMatrix,
}

impl Source for Yuv<'_> {
    #[inline(always)]
    fn fetch(&self, x: usize, y: usize) -> [u8; 3] {
        [self.y.at(x, y), self.u.at(x / 2, y / 2), self.v.at(x / 2, y / 2)]
    }

    #[inline(always)]
    fn to_rgb(&self, components: [f32; 3]) -> [f32; 3] {
        self.matrix.to_rgb(components)
    }
}

/// Where a destination's corners lie in the source.
pub(super) fn corners(to_source: &Affine, (width, height): (usize, usize)) -> [Point2; 4] {
    let (width, height) = (width as f32, height as f32);
    [(0.0, 0.0), (width, 0.0), (0.0, height), (width, height)]
        .map(|(x, y)| to_source.apply(Point2::new(x, y)))
}
