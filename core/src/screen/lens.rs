//! Whether the camera delivers a picture at all.
//!
//! Android's and iOS's switches that block the cameras of all apps, and a cover or finger on the lens, deliver frames without
//! an error, and all of them black. "Show your face" is no help there.

use std::time::Duration;

use crate::frame::{Frame, Pixels};
use crate::rule::SessionSettings;

/// Samples a side of the grid that is looked at: what is black there is black everywhere.
const GRID: usize = 24;

/// Of the samples this many may be brighter: hot pixels.
const HOT_PIXELS: usize = 4;

/// Follows how long the camera's picture has been black.
#[derive(Debug, Default)]
pub(super) struct Lens {
    black_since: Option<Duration>,
    covered: bool,
}

impl Lens {
    /// Another frame.
    pub(super) fn look(&mut self, frame: &Frame<'_>, at: Duration, settings: &SessionSettings) {
        if !is_black(frame, settings.covered_below) {
            *self = Self::default();
            return;
        }
        let since = *self.black_since.get_or_insert(at);
        self.covered |= at.saturating_sub(since) >= settings.covered_after();
    }

    /// The camera stopped.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(super) fn is_covered(&self) -> bool {
        self.covered
    }
}

/// Whether no sample but for a few is brighter than `below`, a share of white.
fn is_black(frame: &Frame<'_>, below: f32) -> bool {
    let (width, height) = frame.stored_size();
    let steps = |size: usize| (0..GRID).map(move |step| (2 * step + 1) * size / (2 * GRID));
    let samples = steps(height).flat_map(|y| steps(width).map(move |x| (x, y)));
    samples.filter(|(x, y)| brightness(frame.pixels(), *x, *y) > below).count() <= HOT_PIXELS
}

/// How bright the sample at column `x`, row `y` of the stored picture is, as a share of white: its luma, or its brightest channel.
fn brightness(pixels: &Pixels<'_>, x: usize, y: usize) -> f32 {
    let byte = match pixels {
        Pixels::Packed { channel, layout } => {
            let first = x * layout.bytes_per_pixel();
            (0..3).map(|colour| channel.byte(first + colour, y)).max().unwrap_or_default()
        }
        Pixels::Yuv420 { y: luma, encoding, .. } => return encoding.luma(luma.at(x, y)),
    };
    f32::from(byte) / 255.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Channel, PackedLayout, YuvEncoding};
    use crate::rule::Policy;

    const SIDE: usize = 48;

    fn seen_at(frames: &[(u64, u8)]) -> bool {
        let settings = *Policy::preset(Policy::DEFAULT).unwrap().session().unwrap();
        let mut lens = Lens::default();
        for (milliseconds, grey) in frames {
            let bytes = [*grey; SIDE * SIDE * 3];
            let frame = Frame::rgb(&bytes, SIDE, SIDE).unwrap();
            lens.look(&frame, Duration::from_millis(*milliseconds), &settings);
        }
        lens.is_covered()
    }

    #[test]
    fn black_is_a_covered_lens_only_once_it_stays() {
        assert!(!seen_at(&[(0, 0), (500, 0)]));
        assert!(seen_at(&[(0, 0), (500, 0), (1500, 0)]));
        assert!(!seen_at(&[(0, 0), (1500, 0), (1533, 90)]));
        assert!(!seen_at(&[(0, 30), (5000, 30)]), "a dark room is not black");
    }

    #[test]
    fn a_hot_pixel_hides_no_cover_and_one_bright_corner_is_a_picture() {
        let mut bytes = [0; SIDE * SIDE * 4];
        let black = |bytes: &[u8]| {
            is_black(&Frame::packed(bytes, PackedLayout::Bgra, SIDE, SIDE, SIDE * 4).unwrap(), 0.03)
        };
        bytes[SIDE * 4 + 4] = 255;
        assert!(black(&bytes));
        for row in 0..8 {
            bytes[row * SIDE * 4..][..32].fill(200);
        }
        assert!(!black(&bytes));
    }

    #[test]
    fn black_of_video_range_is_sixteen() {
        let (luma, chroma) = ([17; SIDE * SIDE], [128; SIDE * SIDE / 4]);
        let channel = |bytes| Channel::tight(bytes, SIDE / 2);
        let black = |encoding| {
            let luma = Channel::tight(&luma, SIDE);
            is_black(
                &Frame::yuv420(luma, channel(&chroma), channel(&chroma), encoding, SIDE, SIDE).unwrap(),
                0.03,
            )
        };
        assert!(black(YuvEncoding::Bt601VideoRange));
        assert!(!black(YuvEncoding::Bt601FullRange));
    }
}
