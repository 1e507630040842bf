//! Frames as an app describes them. The bytes come beside the description, borrowed for one call.

use swafoto::frame::{Channel, Frame, Rotation};

use crate::core_types::{ExposureFacts, PackedLayout, YuvEncoding};
use crate::error::SwafotoError;

/// How the bytes of an interleaved frame are laid out. The same for all frames of a camera.
#[derive(Clone, Debug, uniffi::Record)]
pub struct PackedFormat {
    /// Order of the bytes in a pixel.
    pub layout: PackedLayout,
    /// Width of the stored picture in pixels.
    pub width: u32,
    /// Height of the stored picture in pixels.
    pub height: u32,
    /// Bytes from a row to the next. The last row may lack its padding.
    pub row_stride: u32,
}

/// How the bytes of a 4:2:0 frame are laid out. The same for all frames of a camera.
///
/// Three planes, each beginning with its first sample, as Android's `Image` gives them. For NV12, U is the chroma plane
/// and V the same from its second byte on, both of pixel stride 2; for NV21 it is the other way round.
#[derive(Clone, Debug, uniffi::Record)]
pub struct Yuv420Format {
    /// Matrix and range of the colours.
    pub encoding: YuvEncoding,
    /// Width of the stored picture in pixels.
    pub width: u32,
    /// Height of the stored picture in pixels.
    pub height: u32,
    /// Bytes from a row of Y to the next.
    pub y_row_stride: u32,
    /// Bytes from a row of U to the next.
    pub u_row_stride: u32,
    /// Bytes from a sample of U to the next: 1 where it has a plane for itself, 2 where it shares one with V.
    pub u_pixel_stride: u32,
    /// Bytes from a row of V to the next.
    pub v_row_stride: u32,
    /// Bytes from a sample of V to the next.
    pub v_pixel_stride: u32,
}

/// How a frame was taken.
#[derive(Clone, Debug, Default, uniffi::Record)]
pub struct FrameFacts {
    /// Degrees the stored picture must be turned clockwise to be upright: 0, 90, 180 or 270. CameraX's
    /// `rotationDegrees`.
    #[uniffi(default = 0)]
    pub rotation: i32,
    /// Whether, once turned, it shows the scene as a mirror does.
    #[uniffi(default = false)]
    pub mirrored: bool,
    /// What the camera says about the exposure, where it does.
    #[uniffi(default = None)]
    pub exposure: Option<ExposureFacts>,
}

impl FrameFacts {
    fn apply<'a>(&self, frame: Frame<'a>) -> Result<Frame<'a>, SwafotoError> {
        let rotation = Rotation::from_degrees(self.rotation)?;
        Ok(frame.rotated(rotation).mirrored(self.mirrored).with_exposure(self.exposure))
    }
}

impl PackedFormat {
    /// The frame of `pixels`.
    pub(crate) fn frame<'a>(&self, pixels: &'a [u8], facts: &FrameFacts) -> Result<Frame<'a>, SwafotoError> {
        let [width, height, row_stride] = [self.width, self.height, self.row_stride].map(size);
        facts.apply(Frame::packed(pixels, self.layout, width, height, row_stride)?)
    }
}

impl Yuv420Format {
    /// The frame of three planes.
    pub(crate) fn frame<'a>(
        &self,
        y: &'a [u8],
        u: &'a [u8],
        v: &'a [u8],
        facts: &FrameFacts,
    ) -> Result<Frame<'a>, SwafotoError> {
        let channel = |bytes, row_stride, pixel_stride| Channel {
            bytes,
            row_stride: size(row_stride),
            pixel_stride: size(pixel_stride),
        };
        facts.apply(Frame::yuv420(
            channel(y, self.y_row_stride, 1),
            channel(u, self.u_row_stride, self.u_pixel_stride),
            channel(v, self.v_row_stride, self.v_pixel_stride),
            self.encoding,
            size(self.width),
            size(self.height),
        )?)
    }
}

/// A number that cannot be held is larger than any the core accepts, and refused there by name.
fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
