//! Byte layouts of a frame.

use crate::error::SwafotoError;

/// Order of the bytes in an interleaved pixel. Alpha is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackedLayout {
    /// Red, green, blue, alpha.
    Rgba,
    /// Blue, green, red, alpha.
    Bgra,
    /// Red, green, blue.
    Rgb,
}

impl PackedLayout {
    /// Bytes of one pixel.
    pub const fn bytes_per_pixel(self) -> usize {
        match self {
            Self::Rgba | Self::Bgra => 4,
            Self::Rgb => 3,
        }
    }
}

/// Which matrix and range turned RGB into YUV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum YuvEncoding {
    /// BT.601, 0..=255: Android's `YUV_420_888`, JPEG, iOS's `420f` of the front camera.
    #[default]
    Bt601FullRange,
    /// BT.601, luma 16..=235: iOS's `420v`, most Y4M files.
    Bt601VideoRange,
    /// BT.709, 0..=255.
    Bt709FullRange,
    /// BT.709, luma 16..=235.
    Bt709VideoRange,
}

impl YuvEncoding {
    /// Red, green, blue, each `0..=255`, of one Y, U, V triple.
    pub(crate) fn to_rgb(self, yuv: [f32; 3]) -> [f32; 3] {
        self.matrix().to_rgb(yuv)
    }

    /// How bright the luma sample `y` is, as a share of white.
    pub(crate) fn luma(self, y: u8) -> f32 {
        let matrix = self.matrix();
        ((f32::from(y) - matrix.black) * matrix.luma / 255.0).clamp(0.0, 1.0)
    }

    /// The conversion, worked out for many pixels.
    pub(crate) const fn matrix(self) -> YuvMatrix {
        let (kr, kb): (f32, f32) = match self {
            Self::Bt601FullRange | Self::Bt601VideoRange => (0.299, 0.114),
            Self::Bt709FullRange | Self::Bt709VideoRange => (0.2126, 0.0722),
        };
        let kg = 1.0 - kr - kb;
        let (black, luma, chroma) = match self {
            Self::Bt601FullRange | Self::Bt709FullRange => (0.0, 1.0, 1.0),
            Self::Bt601VideoRange | Self::Bt709VideoRange => (16.0, 255.0 / 219.0, 255.0 / 224.0),
        };
        let (red_of_v, blue_of_u) = (2.0 * (1.0 - kr) * chroma, 2.0 * (1.0 - kb) * chroma);
        let (green_of_u, green_of_v) = (-kb / kg * blue_of_u, -kr / kg * red_of_v);
        YuvMatrix { black, luma, red_of_v, green_of_u, green_of_v, blue_of_u }
    }
}

/// From YUV to RGB: what each component adds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct YuvMatrix {
    black: f32,
    luma: f32,
    red_of_v: f32,
    green_of_u: f32,
    green_of_v: f32,
    blue_of_u: f32,
}

impl YuvMatrix {
    /// Red, green, blue, each `0..=255`, of one Y, U, V triple.
    #[inline(always)]
    pub(crate) fn to_rgb(self, [y, u, v]: [f32; 3]) -> [f32; 3] {
        let (y, u, v) = ((y - self.black) * self.luma, u - 128.0, v - 128.0);
        let r = y + self.red_of_v * v;
        let g = y + self.green_of_u * u + self.green_of_v * v;
        let b = y + self.blue_of_u * u;
        [r, g, b].map(|value| value.clamp(0.0, 255.0))
    }
}

/// One channel of a picture: bytes, the distance of two rows, and the distance of two samples of a row.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// The bytes, beginning with the first sample.
    pub bytes: &'a [u8],
    /// Bytes from a sample to the one below it.
    pub row_stride: usize,
    /// Bytes from a sample to its right neighbour.
    pub pixel_stride: usize,
}

impl<'a> Channel<'a> {
    /// A channel whose samples stand side by side.
    pub const fn tight(bytes: &'a [u8], row_stride: usize) -> Self {
        Self { bytes, row_stride, pixel_stride: 1 }
    }

    /// The two channels of a plane in which their bytes alternate, first byte first.
    pub fn interleaved_pair(bytes: &'a [u8], row_stride: usize) -> (Self, Self) {
        let second = bytes.get(1..).unwrap_or_default();
        (Self { bytes, row_stride, pixel_stride: 2 }, Self { bytes: second, row_stride, pixel_stride: 2 })
    }

    /// Refuses a channel in which the last sample of a `width x height` picture would lie outside.
    pub(crate) fn check(
        &self,
        field: &'static str,
        width: usize,
        height: usize,
        sample_bytes: usize,
    ) -> Result<(), SwafotoError> {
        let refuse = |reason| Err(SwafotoError::InvalidFrame { field, reason });
        if self.pixel_stride < sample_bytes {
            return refuse(format!("pixel stride is {}, must be at least {sample_bytes}", self.pixel_stride));
        }
        let row = width
            .checked_sub(1)
            .and_then(|last| last.checked_mul(self.pixel_stride))
            .and_then(|bytes| bytes.checked_add(sample_bytes));
        let needed =
            row.and_then(|row| height.checked_sub(1)?.checked_mul(self.row_stride)?.checked_add(row));
        let (Some(row), Some(needed)) = (row, needed) else {
            return refuse("strides overflow the address space".to_owned());
        };
        if self.row_stride < row {
            return refuse(format!("row stride is {}, a row has {row} bytes", self.row_stride));
        }
        if self.bytes.len() < needed {
            return refuse(format!("needs {needed} bytes, has {}", self.bytes.len()));
        }
        Ok(())
    }

    /// The sample at column `x`, row `y` of a picture that [`Channel::check`] accepted.
    #[inline(always)]
    pub(crate) fn at(&self, x: usize, y: usize) -> u8 {
        self.bytes[y * self.row_stride + x * self.pixel_stride]
    }

    /// The byte at `offset` in row `y`, of a picture whose pixels are several bytes.
    pub(crate) fn byte(&self, offset: usize, y: usize) -> u8 {
        self.bytes[y * self.row_stride + offset]
    }
}

/// The bytes of a frame.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pixels<'a> {
    /// Interleaved.
    Packed {
        /// All bytes.
        channel: Channel<'a>,
        /// Their order in a pixel.
        layout: PackedLayout,
    },
    /// Luma at full size, chroma at half.
    Yuv420 {
        /// Luma.
        y: Channel<'a>,
        /// Blue difference.
        u: Channel<'a>,
        /// Red difference.
        v: Channel<'a>,
        /// How they were made.
        encoding: YuvEncoding,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuv_of_the_primaries() {
        // BT.601 full range red is (76.245, 84.972, 255.5).
        let [r, g, b] = YuvEncoding::Bt601FullRange.to_rgb([76.245, 84.972, 255.5]);
        assert!((r - 255.0).abs() < 0.6 && g < 0.6 && b < 0.6, "{r} {g} {b}");
        let white = YuvEncoding::Bt709VideoRange.to_rgb([235.0, 128.0, 128.0]);
        assert!(white.iter().all(|c| (c - 255.0).abs() < 1e-3), "{white:?}");
        let black = YuvEncoding::Bt601VideoRange.to_rgb([16.0, 128.0, 128.0]);
        assert!(black.iter().all(|c| *c == 0.0), "{black:?}");
    }
}
