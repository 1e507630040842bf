//! Frames: an app's bytes and what it says of them, which may contradict each other in any way.

use swafoto::frame::{Channel, Frame, PackedLayout, Rotation, YuvEncoding};
use swafoto::geometry::{Affine, Point2};
use swafoto::raster::{Border, ValueRange, warp_to_plane, warp_to_tensor};

/// Reads numbers off the front of the bytes; zeros where they are at their end.
struct Numbers<'a>(&'a [u8]);

impl<'a> Numbers<'a> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// Mostly as small as a frame's own numbers, at times near an end of what there is.
    fn size(&mut self) -> usize {
        let (kind, low) = (self.byte(), usize::from(self.byte()));
        match kind {
            0..200 => low,
            200..240 => low << 8 | usize::from(self.byte()),
            240..248 => usize::MAX - low,
            248..252 => usize::MAX / 2 + low,
            _ => (u32::MAX as usize - 128).wrapping_add(low),
        }
    }

    fn float(&mut self) -> f32 {
        let bits = u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()]);
        // Half of the time whatever float the bits are, else one that lies near a picture.
        if bits % 2 == 0 { f32::from_bits(bits) } else { (bits >> 8) as f32 / (1 << 16) as f32 - 128.0 }
    }

    /// Some of what is left.
    fn slice(&mut self) -> &'a [u8] {
        let length = self.size().min(self.0.len());
        let (slice, rest) = self.0.split_at(length);
        self.0 = rest;
        slice
    }
}

/// A frame is refused, or every pixel of it can be read, however it is turned and mapped.
pub fn frames(data: &[u8]) {
    let mut numbers = Numbers(data);
    let kind = numbers.byte();
    let encoding = [
        YuvEncoding::Bt601FullRange,
        YuvEncoding::Bt601VideoRange,
        YuvEncoding::Bt709FullRange,
        YuvEncoding::Bt709VideoRange,
    ][usize::from(kind >> 6)];
    let (width, height) = (numbers.size(), numbers.size());
    let strides: [usize; 6] = std::array::from_fn(|_| numbers.size());
    let rotation = Rotation::from_degrees(i32::from(numbers.byte() % 5) * 90);
    let mirrored = numbers.byte() % 2 == 1;
    let map = Affine { coefficients: std::array::from_fn(|_| numbers.float()) };
    let corner = Point2::new(numbers.float(), numbers.float());
    let (first, second) = (numbers.slice(), numbers.slice());
    let rest = numbers.0;
    let channel =
        |bytes, stride| Channel { bytes, row_stride: strides[stride], pixel_stride: strides[stride + 1] };
    let frame = match kind % 6 {
        0 => Frame::packed(rest, PackedLayout::Rgba, width, height, strides[0]),
        1 => Frame::packed(rest, PackedLayout::Bgra, width, height, strides[0]),
        2 => Frame::packed(rest, PackedLayout::Rgb, width, height, strides[0]),
        3 => Frame::nv12(first, strides[0], rest, strides[1], encoding, width, height),
        4 => Frame::nv21(first, strides[0], rest, strides[1], encoding, width, height),
        _ => Frame::yuv420(channel(first, 0), channel(second, 2), channel(rest, 4), encoding, width, height),
    };
    let (Ok(frame), Ok(rotation)) = (frame, rotation) else { return };
    let frame = frame.rotated(rotation).mirrored(mirrored);
    for map in [map, Affine::IDENTITY, Affine { coefficients: [1.0, 0.0, corner.x, 0.0, 1.0, corner.y] }] {
        let plane = warp_to_plane(&frame, &map, (9, 7)).map(|(plane, _)| plane.samples().len());
        assert_eq!(plane, Some(9 * 7));
        for border in [Border::Black, Border::Replicate] {
            let tensor = warp_to_tensor(&frame, &map, (5, 6), ValueRange::SIGNED, border);
            // What lies nowhere has no colour.
            let outside = |value: &f32| !value.is_nan() && !(-1.01..=1.01).contains(value);
            assert!(!tensor.values.iter().any(outside), "{map:?}");
        }
    }
}
