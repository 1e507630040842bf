//! The luma of a part of a frame at its own resolution, or an integer fraction of it.
//!
//! Sharpness must not see the softness that resampling adds, so this plane is never interpolated: its pixels are
//! the camera's own, or means of whole blocks of them.

use crate::frame::{Channel, Frame, PackedLayout, Pixels, Rotation};
use crate::geometry::{Affine, Point2, Rect};

use super::plane::{LumaPlane, luma};

/// A plane of luma and where it lies in the frame.
#[derive(Clone, Debug)]
pub struct Decimated {
    /// Luma, `0.0..=255.0`, upright.
    pub luma: LumaPlane,
    /// Maps upright frame pixels to pixels of the plane.
    pub from_frame: Affine,
}

/// The luma of the part `area` of `frame`, each sample the mean of `factor x factor` pixels.
///
/// `area` is clipped to the frame. `None` where nothing is left of it.
pub fn decimated_luma(frame: &Frame<'_>, area: &Rect, factor: usize) -> Option<Decimated> {
    let factor = factor.max(1);
    let clip = |value: f32, limit: usize| (value.max(0.0) as usize).min(limit);
    let (left, top) = (clip(area.x.floor(), frame.width()), clip(area.y.floor(), frame.height()));
    let right = clip((area.x + area.width).ceil(), frame.width());
    let bottom = clip((area.y + area.height).ceil(), frame.height());
    let (width, height) = (right.checked_sub(left)? / factor, bottom.checked_sub(top)? / factor);
    // Whole pixels map to whole pixels under quarter turns and mirroring, so the map is exact in integers.
    let to_stored = frame.upright_to_stored();
    let origin = to_stored.apply(Point2::new(left as f32 + 0.5, top as f32 + 0.5));
    let [a, b, _, d, e, _] = to_stored.coefficients.map(|value| value as isize);
    let walk = |channel: Channel<'_>| {
        let (pixel, row) = (channel.pixel_stride as isize, channel.row_stride as isize);
        let start = origin.x as isize * pixel + origin.y as isize * row;
        Walk { start, right: a * pixel + d * row, down: b * pixel + e * row }
    };
    let size = (width, height);
    let plane = match *frame.pixels() {
        Pixels::Packed { channel, layout: PackedLayout::Rgba | PackedLayout::Rgb } => {
            block_means(size, factor, walk(channel), |at| packed_luma::<0, 2>(channel.bytes, at))
        }
        Pixels::Packed { channel, layout: PackedLayout::Bgra } => {
            block_means(size, factor, walk(channel), |at| packed_luma::<2, 0>(channel.bytes, at))
        }
        Pixels::Yuv420 { y: luma, encoding, .. } => {
            let neutral = |value: u8| encoding.to_rgb([f32::from(value), 128.0, 128.0])[0];
            let table: [f32; 256] = std::array::from_fn(|value| neutral(value as u8));
            block_means(size, factor, walk(luma), |at| table[usize::from(luma.bytes[at])])
        }
    }?;
    let scale = 1.0 / factor as f32;
    let from_frame = Affine::translation(-(left as f32), -(top as f32)).then(&Affine::scaling(scale, scale));
    Some(Decimated { luma: plane, from_frame })
}

/// Where the upright pixels of an area are stored: the first one's byte, and the steps to its neighbours.
#[derive(Clone, Copy)]
struct Walk {
    start: isize,
    right: isize,
    down: isize,
}

/// Means of `factor x factor` pixels, of which `walk` says where they are stored.
fn block_means(
    (width, height): (usize, usize),
    factor: usize,
    walk: Walk,
    luma: impl Fn(usize) -> f32,
) -> Option<LumaPlane> {
    let gain = 1.0 / (factor * factor) as f32;
    LumaPlane::from_fn(width, height, |column, row| {
        let corner =
            walk.start + (column * factor) as isize * walk.right + (row * factor) as isize * walk.down;
        let mut sum = 0.0;
        for v in 0..factor as isize {
            for u in 0..factor as isize {
                sum += luma((corner + u * walk.right + v * walk.down) as usize);
            }
        }
        sum * gain
    })
}

/// Luma of the pixel at byte `at`, of which red and blue lie at the bytes given.
#[inline(always)]
fn packed_luma<const RED: usize, const BLUE: usize>(bytes: &[u8], at: usize) -> f32 {
    let pixel = &bytes[at..at + 3];
    luma([pixel[RED], pixel[1], pixel[BLUE]])
}

impl Rotation {
    /// All rotations, for tests that must hold under each.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Clockwise90, Self::Clockwise180, Self::Clockwise270];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::warp_to_plane;

    #[test]
    fn it_agrees_with_the_resampler_under_every_turn() {
        let bytes: Vec<u8> = (0..12 * 9 * 3).map(|i| (i * 37 % 256) as u8).collect();
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 12, 9, 36).unwrap();
        for rotation in Rotation::ALL {
            for mirrored in [false, true] {
                let frame = frame.rotated(rotation).mirrored(mirrored);
                let area = Rect { x: 2.2, y: 1.7, width: 4.5, height: 5.0 };
                let plane = decimated_luma(&frame, &area, 1).unwrap();
                let size = (plane.luma.width(), plane.luma.height());
                let (expected, _) =
                    warp_to_plane(&frame, &plane.from_frame.inverse().unwrap(), size).unwrap();
                for (a, b) in plane.luma.samples().iter().zip(expected.luma().samples()) {
                    assert!((a - b).abs() < 0.01, "{rotation:?} {mirrored}: {a} {b}");
                }
            }
        }
    }

    #[test]
    fn blocks_are_averaged_and_outside_is_clipped() {
        let bytes = [[0_u8; 3], [100; 3], [200; 3], [100; 3]].concat();
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 2, 2, 6).unwrap();
        let everything = Rect { x: -5.0, y: -5.0, width: 20.0, height: 20.0 };
        let plane = decimated_luma(&frame, &everything, 2).unwrap();
        assert_eq!(plane.luma.samples().len(), 1);
        assert!((plane.luma.at(0, 0) - 100.0).abs() < 1e-3);
        assert!(decimated_luma(&frame, &Rect { x: 5.0, ..everything }, 1).is_none());
    }
}
