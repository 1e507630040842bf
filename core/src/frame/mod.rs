//! Pixels as the camera or a decoder gives them, borrowed and never copied.
//!
//! A [`Frame`] says how its bytes are laid out and how they must be turned to be *upright*: the person's head
//! up, the scene not mirrored, so that the subject's left side lies on the picture's right. Everything this
//! crate reports is in upright coordinates.

mod exposure;
mod pixels;

pub use exposure::ExposureFacts;
pub use pixels::{Channel, PackedLayout, YuvEncoding};

pub(crate) use pixels::{Pixels, YuvMatrix};

use crate::error::SwafotoError;
use crate::geometry::Affine;

/// Longest side of a frame, in pixels. Above it a size is more likely a mistake than a camera.
pub const MAX_SIDE: usize = 16_384;

/// How far the stored picture must be turned, clockwise, to be upright.
///
/// The same number as CameraX's `rotationDegrees`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rotation {
    /// It is upright already.
    #[default]
    None,
    /// A quarter turn clockwise.
    Clockwise90,
    /// Upside down.
    Clockwise180,
    /// A quarter turn counter-clockwise.
    Clockwise270,
}

impl Rotation {
    /// The rotation by `degrees` clockwise.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] unless `degrees` is 0, 90, 180 or 270.
    pub fn from_degrees(degrees: i32) -> Result<Self, SwafotoError> {
        match degrees {
            0 => Ok(Self::None),
            90 => Ok(Self::Clockwise90),
            180 => Ok(Self::Clockwise180),
            270 => Ok(Self::Clockwise270),
            other => Err(SwafotoError::InvalidFrame {
                field: "rotation",
                reason: format!("is {other} degrees, must be 0, 90, 180 or 270"),
            }),
        }
    }

    const fn quarters(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Clockwise90 => 1,
            Self::Clockwise180 => 2,
            Self::Clockwise270 => 3,
        }
    }

    const fn then(self, other: Self) -> Self {
        match (self.quarters() + other.quarters()) % 4 {
            0 => Self::None,
            1 => Self::Clockwise90,
            2 => Self::Clockwise180,
            _ => Self::Clockwise270,
        }
    }

    const fn inverse(self) -> Self {
        match self {
            Self::Clockwise90 => Self::Clockwise270,
            Self::Clockwise270 => Self::Clockwise90,
            other => other,
        }
    }

    fn swaps_sides(self) -> bool {
        matches!(self, Self::Clockwise90 | Self::Clockwise270)
    }
}

/// One picture of a camera or a file.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    pixels: Pixels<'a>,
    stored_width: usize,
    stored_height: usize,
    rotation: Rotation,
    mirrored: bool,
    exposure: Option<ExposureFacts>,
}

impl<'a> Frame<'a> {
    /// A frame of interleaved pixels.
    ///
    /// `row_stride` is the distance of two rows in bytes. The last row may lack its padding.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where size, stride and length do not fit each other.
    pub fn packed(
        bytes: &'a [u8],
        layout: PackedLayout,
        width: usize,
        height: usize,
        row_stride: usize,
    ) -> Result<Self, SwafotoError> {
        check_size(width, height)?;
        let pixel_stride = layout.bytes_per_pixel();
        let channel = Channel { bytes, row_stride, pixel_stride };
        channel.check("pixels", width, height, pixel_stride)?;
        Ok(Self::upright(Pixels::Packed { channel, layout }, width, height))
    }

    /// A frame of tightly packed sRGB pixels.
    ///
    /// # Errors
    /// As [`Frame::packed`].
    pub fn rgb(bytes: &'a [u8], width: usize, height: usize) -> Result<Self, SwafotoError> {
        Self::packed(bytes, PackedLayout::Rgb, width, height, 3 * width)
    }

    /// A 4:2:0 frame of three channels, each with its own row and pixel stride, as Android's `Image` gives it.
    ///
    /// `u` and `v` have half the width and height, rounded up.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where size, strides and lengths do not fit each other.
    pub fn yuv420(
        y: Channel<'a>,
        u: Channel<'a>,
        v: Channel<'a>,
        encoding: YuvEncoding,
        width: usize,
        height: usize,
    ) -> Result<Self, SwafotoError> {
        check_size(width, height)?;
        y.check("y plane", width, height, 1)?;
        u.check("u plane", width.div_ceil(2), height.div_ceil(2), 1)?;
        v.check("v plane", width.div_ceil(2), height.div_ceil(2), 1)?;
        Ok(Self::upright(Pixels::Yuv420 { y, u, v, encoding }, width, height))
    }

    /// A frame of a luma plane and one of alternating U and V bytes (iOS's bi-planar buffers).
    ///
    /// # Errors
    /// As [`Frame::yuv420`].
    pub fn nv12(
        y: &'a [u8],
        y_row_stride: usize,
        uv: &'a [u8],
        uv_row_stride: usize,
        encoding: YuvEncoding,
        width: usize,
        height: usize,
    ) -> Result<Self, SwafotoError> {
        let (u, v) = Channel::interleaved_pair(uv, uv_row_stride);
        Self::yuv420(Channel::tight(y, y_row_stride), u, v, encoding, width, height)
    }

    /// A frame of a luma plane and one of alternating V and U bytes (Android's classic preview format).
    ///
    /// # Errors
    /// As [`Frame::yuv420`].
    pub fn nv21(
        y: &'a [u8],
        y_row_stride: usize,
        vu: &'a [u8],
        vu_row_stride: usize,
        encoding: YuvEncoding,
        width: usize,
        height: usize,
    ) -> Result<Self, SwafotoError> {
        let (v, u) = Channel::interleaved_pair(vu, vu_row_stride);
        Self::yuv420(Channel::tight(y, y_row_stride), u, v, encoding, width, height)
    }

    fn upright(pixels: Pixels<'a>, stored_width: usize, stored_height: usize) -> Self {
        Self {
            pixels,
            stored_width,
            stored_height,
            rotation: Rotation::None,
            mirrored: false,
            exposure: None,
        }
    }

    /// The same frame, to be turned by `rotation` to be upright.
    #[must_use]
    pub fn rotated(self, rotation: Rotation) -> Self {
        Self { rotation, ..self }
    }

    /// The same frame, turned by `turn` more as it is seen upright.
    #[must_use]
    pub fn turned(self, turn: Rotation) -> Self {
        // A mirror comes after the rotation, and swaps the senses.
        let turn = if self.mirrored { turn.inverse() } else { turn };
        Self { rotation: self.rotation.then(turn), ..self }
    }

    /// The same frame; `mirrored` says that, once turned, it shows the scene as a mirror does.
    #[must_use]
    pub fn mirrored(self, mirrored: bool) -> Self {
        Self { mirrored, ..self }
    }

    /// The same frame with what the camera said about its exposure.
    #[must_use]
    pub fn with_exposure(self, exposure: Option<ExposureFacts>) -> Self {
        Self { exposure, ..self }
    }

    /// What the camera said about the exposure.
    pub fn exposure(&self) -> Option<ExposureFacts> {
        self.exposure
    }

    /// Width of the upright picture in pixels.
    pub fn width(&self) -> usize {
        if self.rotation.swaps_sides() { self.stored_height } else { self.stored_width }
    }

    /// Height of the upright picture in pixels.
    pub fn height(&self) -> usize {
        if self.rotation.swaps_sides() { self.stored_width } else { self.stored_height }
    }

    pub(crate) fn pixels(&self) -> &Pixels<'a> {
        &self.pixels
    }

    pub(crate) fn stored_size(&self) -> (usize, usize) {
        (self.stored_width, self.stored_height)
    }

    /// The map from upright to stored coordinates.
    pub(crate) fn upright_to_stored(&self) -> Affine {
        let unmirror = if self.mirrored {
            Affine { coefficients: [-1.0, 0.0, self.width() as f32, 0.0, 1.0, 0.0] }
        } else {
            Affine::IDENTITY
        };
        let (width, height) = (self.stored_width as f32, self.stored_height as f32);
        let turn_back = match self.rotation {
            Rotation::None => Affine::IDENTITY,
            Rotation::Clockwise90 => Affine { coefficients: [0.0, 1.0, 0.0, -1.0, 0.0, height] },
            Rotation::Clockwise180 => Affine { coefficients: [-1.0, 0.0, width, 0.0, -1.0, height] },
            Rotation::Clockwise270 => Affine { coefficients: [0.0, -1.0, width, 1.0, 0.0, 0.0] },
        };
        unmirror.then(&turn_back)
    }
}

fn check_size(width: usize, height: usize) -> Result<(), SwafotoError> {
    for (field, side) in [("width", width), ("height", height)] {
        if side == 0 || side > MAX_SIDE {
            return Err(SwafotoError::InvalidFrame {
                field,
                reason: format!("is {side}, must be 1 to {MAX_SIDE}"),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Point2;

    #[test]
    fn a_turned_frame_swaps_its_sides_and_finds_its_pixels() {
        let bytes = [0_u8; 3 * 2 * 3];
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 3, 2, 9).unwrap();
        let turned = frame.rotated(Rotation::Clockwise90);
        assert_eq!((turned.width(), turned.height()), (2, 3));
        // The stored bottom-left pixel comes to lie at the upright top-left.
        let stored = turned.upright_to_stored().apply(Point2::new(0.5, 0.5));
        assert_eq!(stored, Point2::new(0.5, 1.5));
        let turned = frame.rotated(Rotation::Clockwise270);
        assert_eq!(turned.upright_to_stored().apply(Point2::new(0.5, 0.5)), Point2::new(2.5, 0.5));
        let mirrored = frame.rotated(Rotation::Clockwise90).mirrored(true);
        assert_eq!(mirrored.upright_to_stored().apply(Point2::new(1.5, 0.5)), Point2::new(0.5, 1.5));
    }

    #[test]
    fn a_further_turn_is_one_of_what_is_seen() {
        let bytes: Vec<u8> = (0..3 * 2 * 3).collect();
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 3, 2, 9).unwrap();
        let turns = [Rotation::None, Rotation::Clockwise90, Rotation::Clockwise180, Rotation::Clockwise270];
        for (rotation, turn) in turns.into_iter().flat_map(|one| turns.map(|other| (one, other))) {
            for mirrored in [false, true] {
                let seen = frame.rotated(rotation).mirrored(mirrored);
                let turned = seen.turned(turn);
                // A turned picture's points, turned back, are the same pixels.
                let (width, height) = (turned.width() as f32, turned.height() as f32);
                let (x, y) = (0.5, height - 0.5);
                let back = match turn {
                    Rotation::None => Point2::new(x, y),
                    Rotation::Clockwise90 => Point2::new(y, width - x),
                    Rotation::Clockwise180 => Point2::new(width - x, height - y),
                    Rotation::Clockwise270 => Point2::new(height - y, x),
                };
                let expected = seen.upright_to_stored().apply(back);
                let found = turned.upright_to_stored().apply(Point2::new(x, y));
                assert_eq!(found, expected, "{rotation:?}, {turn:?}, {mirrored}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_with_its_numbers() {
        let bytes = [0_u8; 100];
        let refused = |width, height, stride| {
            Frame::packed(&bytes, PackedLayout::Rgba, width, height, stride).unwrap_err().to_string()
        };
        assert!(refused(0, 5, 20).contains("width is 0"));
        assert!(refused(5, 20_000, 20).contains("height is 20000"));
        assert!(refused(5, 5, 19).contains("row stride is 19"));
        assert!(refused(5, 6, 20).contains("needs 120 bytes"));
        assert!(refused(5, 5, usize::MAX).contains("pixels"));
        assert!(
            Frame::packed(&bytes[..98], PackedLayout::Rgb, 5, 5, 20).is_ok(),
            "the last row may lack padding"
        );
        let short = Frame::nv21(&bytes, 8, &bytes[..20], 8, YuvEncoding::Bt601FullRange, 8, 8);
        assert!(short.unwrap_err().to_string().contains("plane needs"));
    }

    #[test]
    fn only_quarter_turns_are_rotations() {
        assert_eq!(Rotation::from_degrees(270).unwrap(), Rotation::Clockwise270);
        assert!(Rotation::from_degrees(45).is_err());
    }
}
