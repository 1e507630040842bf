//! Resampling of a frame under an affine map.

use crate::frame::{Frame, PackedLayout, Pixels};
use crate::geometry::{Affine, Point2};

use super::patch::Patch;
use super::plane::{Plane, RgbPlane};
use super::source::{Border, Packed, Source, Yuv, corners};

/// The values a network expects for the darkest and the brightest pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueRange {
    /// Value of 0.
    pub low: f32,
    /// Value of 255.
    pub high: f32,
}

impl ValueRange {
    /// `0..=1`.
    pub const UNIT: Self = Self { low: 0.0, high: 1.0 };
    /// `-1..=1`.
    pub const SIGNED: Self = Self { low: -1.0, high: 1.0 };
}

/// A network's input: red, green and blue plane after each other (`1 x 3 x height x width`).
#[derive(Clone, Debug, PartialEq)]
pub struct ImageTensor {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `3 * height * width` values.
    pub values: Vec<f32>,
}

/// Most pixels along each axis that are read for one destination pixel. Beyond four the next one changes a mean of
/// noise-like detail by less than a grey level, and a 12-megapixel photograph would cost as much as decoding it.
const MOST_PIXELS: usize = 4;

/// Resamples `frame` to a `width x height` network input.
///
/// `to_frame` maps destination pixels to upright pixels of the frame. Shrinking averages squares of pixels about as large
/// as a destination pixel and interpolates between these, so that detail does not alias into the input.
pub fn warp_to_tensor(
    frame: &Frame<'_>,
    to_frame: &Affine,
    (width, height): (usize, usize),
    range: ValueRange,
    border: Border,
) -> ImageTensor {
    let size = width * height;
    let mut values = vec![0.0; 3 * size];
    let (red, rest) = values.split_at_mut(size);
    let (green, blue) = rest.split_at_mut(size);
    let gain = (range.high - range.low) / 255.0;
    warp(frame, to_frame, (width, height), border, |index, [r, g, b], _| {
        red[index] = r * gain + range.low;
        green[index] = g * gain + range.low;
        blue[index] = b * gain + range.low;
    });
    ImageTensor { width, height, values }
}

/// Resamples `frame` to a `width x height` plane, black outside of the picture, and says of each pixel whether
/// it lies inside. `None` for a plane without pixels.
pub fn warp_to_plane(
    frame: &Frame<'_>,
    to_frame: &Affine,
    (width, height): (usize, usize),
) -> Option<(RgbPlane, Plane<bool>)> {
    let mut rgb = vec![[0_u8; 3]; width * height];
    let mut inside = vec![false; width * height];
    warp(frame, to_frame, (width, height), Border::Black, |index, color, within| {
        rgb[index] = color.map(|value| (value + 0.5) as u8);
        inside[index] = within;
    });
    Some((Plane::new(width, height, rgb)?, Plane::new(width, height, inside)?))
}

fn warp(
    frame: &Frame<'_>,
    to_frame: &Affine,
    size: (usize, usize),
    border: Border,
    sink: impl FnMut(usize, [f32; 3], bool),
) {
    let to_stored = to_frame.then(&frame.upright_to_stored());
    let stored = frame.stored_size();
    match *frame.pixels() {
        Pixels::Packed { channel, layout: PackedLayout::Rgba | PackedLayout::Rgb } => {
            sample(&Packed::<0, 2>(channel), stored, &to_stored, size, border, sink);
        }
        Pixels::Packed { channel, layout: PackedLayout::Bgra } => {
            sample(&Packed::<2, 0>(channel), stored, &to_stored, size, border, sink);
        }
        Pixels::Yuv420 { y, u, v, encoding } => {
            sample(&Yuv { y, u, v, matrix: encoding.matrix() }, stored, &to_stored, size, border, sink);
        }
    }
}

fn sample<S: Source>(
    source: &S,
    stored: (usize, usize),
    to_stored: &Affine,
    (width, height): (usize, usize),
    border: Border,
    mut sink: impl FnMut(usize, [f32; 3], bool),
) {
    let [a, b, _, d, e, _] = to_stored.coefficients;
    let shrink = a.hypot(d).max(b.hypot(e));
    let side = (shrink.round() as usize).clamp(1, stored.0.max(stored.1));
    let extent = extent(to_stored, (width, height));
    let patch = Patch::new(source, stored, extent, (side, MOST_PIXELS), border);
    let limits = (stored.0 as f32, stored.1 as f32);
    // A row at a time, step by step: what the compiler sees at once it takes apart into single numbers.
    let mut line = vec![[0.0; 4]; width];
    for row in 0..height {
        let place = |column: usize| to_stored.apply(Point2::new(column as f32 + 0.5, row as f32 + 0.5));
        for (column, quad) in line.iter_mut().enumerate() {
            let Point2 { x, y } = place(column);
            *quad = patch.bilinear(x, y);
        }
        for (column, [first, second, third, there]) in line.iter().copied().enumerate() {
            let color = if there >= 1.0 {
                source.to_rgb([first, second, third])
            } else if there > 0.0 {
                // YUV's zero is not black: normalise before the conversion, fade to black after it.
                source.to_rgb([first, second, third].map(|value| value / there)).map(|value| value * there)
            } else {
                [0.0; 3]
            };
            let Point2 { x, y } = place(column);
            let within = x >= 0.0 && y >= 0.0 && x < limits.0 && y < limits.1;
            sink(row * width + column, color, within);
        }
    }
}

/// Between which stored pixels a whole destination lies.
fn extent(to_stored: &Affine, size: (usize, usize)) -> ((f32, f32), (f32, f32)) {
    let corners = corners(to_stored, size);
    let low = |values: [f32; 4]| values.into_iter().fold(f32::INFINITY, f32::min);
    let high = |values: [f32; 4]| values.into_iter().fold(f32::NEG_INFINITY, f32::max);
    let (x, y) = (corners.map(|corner| corner.x), corners.map(|corner| corner.y));
    ((low(x), low(y)), (high(x), high(y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Channel, Rotation, YuvEncoding};

    fn gradient(width: usize, height: usize) -> Vec<u8> {
        (0..height).flat_map(|y| (0..width).flat_map(move |x| [x as u8, y as u8, (x + y) as u8])).collect()
    }

    #[test]
    fn the_identity_copies_every_layout() {
        let rgb = gradient(8, 6);
        let rgba: Vec<u8> = rgb.chunks(3).flat_map(|p| [p[0], p[1], p[2], 9]).collect();
        let bgra: Vec<u8> = rgb.chunks(3).flat_map(|p| [p[2], p[1], p[0], 9]).collect();
        let frames = [
            Frame::packed(&rgb, PackedLayout::Rgb, 8, 6, 24).unwrap(),
            Frame::packed(&rgba, PackedLayout::Rgba, 8, 6, 32).unwrap(),
            Frame::packed(&bgra, PackedLayout::Bgra, 8, 6, 32).unwrap(),
        ];
        for frame in frames {
            let (plane, inside) = warp_to_plane(&frame, &Affine::IDENTITY, (8, 6)).unwrap();
            assert!(inside.samples().iter().all(|within| *within));
            for (pixel, expected) in plane.samples().iter().zip(rgb.chunks(3)) {
                assert_eq!(pixel, expected);
            }
        }
    }

    #[test]
    fn a_map_may_reach_as_far_as_floats_do() {
        let rgb = gradient(8, 6);
        let frame = Frame::packed(&rgb, PackedLayout::Rgb, 8, 6, 24).unwrap();
        for far in [1e30, f32::MAX, f32::INFINITY, f32::NAN, -f32::MAX, f32::NEG_INFINITY] {
            for place in 0..6 {
                let mut map = Affine::IDENTITY;
                map.coefficients[place] = far;
                for border in [Border::Black, Border::Replicate] {
                    let tensor = warp_to_tensor(&frame, &map, (4, 4), ValueRange::UNIT, border);
                    // What lies nowhere has no colour.
                    assert!(tensor.values.iter().all(|value| value.is_nan() || (0.0..=1.01).contains(value)));
                }
            }
        }
    }

    #[test]
    fn all_yuv_layouts_agree_under_all_turns() {
        let (width, height) = (10, 6);
        let y: Vec<u8> = (0..12 * height).map(|i| (i * 3 % 251) as u8).collect();
        let u: Vec<u8> = (0..5 * 3).map(|i| 90 + (i * 7 % 60) as u8).collect();
        let v: Vec<u8> = (0..5 * 3).map(|i| 100 + (i * 11 % 60) as u8).collect();
        let interleave =
            |a: &[u8], b: &[u8]| a.iter().zip(b).flat_map(|(a, b)| [*a, *b]).collect::<Vec<u8>>();
        let (uv, vu) = (interleave(&u, &v), interleave(&v, &u));
        let encoding = YuvEncoding::Bt601FullRange;
        let planar = Frame::yuv420(
            Channel::tight(&y, 12),
            Channel::tight(&u, 5),
            Channel::tight(&v, 5),
            encoding,
            width,
            height,
        )
        .unwrap();
        let nv12 = Frame::nv12(&y, 12, &uv, 10, encoding, width, height).unwrap();
        let nv21 = Frame::nv21(&y, 12, &vu, 10, encoding, width, height).unwrap();
        let map = Affine::scaling(0.8, 0.7).then(&Affine::rotation(0.2));
        for rotation in [0, 90, 180, 270].map(|degrees| Rotation::from_degrees(degrees).unwrap()) {
            for mirrored in [false, true] {
                let [a, b, c] = [planar, nv12, nv21].map(|frame| {
                    let frame = frame.rotated(rotation).mirrored(mirrored);
                    warp_to_tensor(&frame, &map, (7, 9), ValueRange::UNIT, Border::Replicate)
                });
                assert_eq!(a, b);
                assert_eq!(a, c);
            }
        }
    }

    #[test]
    fn turning_the_stored_bytes_and_saying_so_changes_nothing() {
        let (width, height) = (7, 5);
        let upright = gradient(width, height);
        // The same scene stored a quarter turn counter-clockwise: needs a clockwise quarter turn.
        let mut stored = vec![0; upright.len()];
        for y in 0..height {
            for x in 0..width {
                let (stored_x, stored_y) = (y, width - 1 - x);
                let (from, to) = ((y * width + x) * 3, (stored_y * height + stored_x) * 3);
                stored[to..to + 3].copy_from_slice(&upright[from..from + 3]);
            }
        }
        let a = Frame::packed(&upright, PackedLayout::Rgb, width, height, width * 3).unwrap();
        let b = Frame::packed(&stored, PackedLayout::Rgb, height, width, height * 3).unwrap();
        let b = b.rotated(Rotation::Clockwise90);
        let size = (width, height);
        assert_eq!(warp_to_plane(&a, &Affine::IDENTITY, size), warp_to_plane(&b, &Affine::IDENTITY, size));
    }

    #[test]
    fn shrinking_averages_and_outside_is_black() {
        let checker: Vec<u8> =
            (0..64 * 64).flat_map(|i| [if (i % 64 + i / 64) % 2 == 0 { 255 } else { 0 }; 3]).collect();
        let frame = Frame::packed(&checker, PackedLayout::Rgb, 64, 64, 192).unwrap();
        let (plane, _) = warp_to_plane(&frame, &Affine::scaling(4.0, 4.0), (16, 16)).unwrap();
        assert!(plane.samples().iter().all(|p| (126..=129).contains(&p[0])), "{:?}", plane.at(3, 3));
        let away = Affine::translation(100.0, 0.0);
        let (plane, inside) = warp_to_plane(&frame, &away, (4, 4)).unwrap();
        assert!(
            plane.samples().iter().all(|p| *p == [0; 3]) && inside.samples().iter().all(|within| !within)
        );
    }
}
