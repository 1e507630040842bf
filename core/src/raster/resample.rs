//! Resampling for the eyes of people: the photo that is handed over.
//!
//! [`super::warp`] is quick and good enough for a network; here every pixel counts. A map of the plane is done as two
//! passes along one axis each (Catmull and Smith, SIGGRAPH 1980), with a cubic kernel that widens as the picture
//! shrinks, in linear light: an average of sRGB codes is darker than what the eye averages.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::frame::{Channel, Frame, PackedLayout, Pixels, YuvMatrix};
use crate::geometry::{Affine, Point2};

use super::source::{Source, corners};
use super::srgb;

/// Upright rows that are read at a time. Of a frame that is stored on its side, one stored row gives a pixel to each:
/// reading them together uses each piece of memory that is fetched.
const STRIP: usize = 16;

/// Places between two pixels for which the kernel's weights are tabulated.
const PHASES: usize = 256;

/// Half the width of the kernel in pixels of the smaller picture.
const RADIUS: f32 = 2.0;

/// Steps of the table from linear light to sRGB codes: less than a quarter of a code where the curve is steepest.
const LIGHT_STEPS: usize = 16_384;

/// Above this slope a pass along one axis would squeeze the picture too thin for the next one.
const TAN_60: f32 = 1.732;

/// Red, green and blue in linear light, `0.0..=1.0`, and one lane that fills a vector register.
type Light = [f32; 4];

/// Resamples `frame` to `width * height` sRGB pixels, three bytes each, row by row.
///
/// `to_frame` maps destination pixels to upright pixels of the frame. `None` for a picture without pixels, and for a
/// map that leaves the frame by more than a pixel, mirrors, or turns by more than 60 degrees. A map by whole pixels
/// copies. Where only the kernel reaches over the frame's edge, the nearest pixel is repeated.
pub fn resample(
    frame: &Frame<'_>,
    to_frame: &Affine,
    (width, height): (usize, usize),
) -> Option<Zeroizing<Vec<u8>>> {
    let [a, b, _, d, e, _] = to_frame.coefficients;
    let upright = a > 0.0 && e > 0.0 && b.abs() <= TAN_60 * e && d.abs() <= TAN_60 * e;
    if width == 0 || height == 0 || !upright || !inside(frame, to_frame, (width, height)) {
        return None;
    }
    let size = (width, height);
    Some(match *frame.pixels() {
        Pixels::Packed { channel, layout } => {
            let source = AnyPacked { channel, is_blue_first: layout == PackedLayout::Bgra };
            Passes::new(frame, &source, to_frame, size).run()
        }
        Pixels::Yuv420 { y, u, v, encoding } => {
            let (stored_width, stored_height) = frame.stored_size();
            let chroma_last = (stored_width.div_ceil(2) - 1, stored_height.div_ceil(2) - 1);
            Passes::new(frame, &SmoothYuv { y, u, v, chroma_last, matrix: encoding.matrix() }, to_frame, size)
                .run()
        }
    })
}

/// Whether the whole destination lies in the frame, give or take a pixel.
fn inside(frame: &Frame<'_>, to_frame: &Affine, size: (usize, usize)) -> bool {
    let (right, bottom) = (frame.width() as f32 + 1.0, frame.height() as f32 + 1.0);
    corners(to_frame, size)
        .iter()
        .all(|corner| (-1.0..=right).contains(&corner.x) && (-1.0..=bottom).contains(&corner.y))
}

/// Interleaved pixels of either order. Unlike [`Packed`](super::source::Packed) it is compiled once, and the order costs nothing beside
/// what is done with a pixel here.
struct AnyPacked<'a> {
    channel: Channel<'a>,
    is_blue_first: bool,
}

impl Source for AnyPacked<'_> {
    #[inline(always)]
    fn fetch(&self, x: usize, y: usize) -> [u8; 3] {
        let start = y * self.channel.row_stride + x * self.channel.pixel_stride;
        let pixel = &self.channel.bytes[start..start + 3];
        if self.is_blue_first { [pixel[2], pixel[1], pixel[0]] } else { [pixel[0], pixel[1], pixel[2]] }
    }

    #[inline(always)]
    fn to_rgb(&self, components: [f32; 3]) -> [f32; 3] {
        components
    }

    #[inline(always)]
    fn to_rgb8(&self, components: [u8; 3]) -> [u8; 3] {
        components
    }
}

/// 4:2:0 pixels whose chroma is interpolated between its samples, which lie in the middle of four pixels each: beside
/// a sharp luma, squares of two pixels would show.
struct SmoothYuv<'a> {
    y: Channel<'a>,
    u: Channel<'a>,
    v: Channel<'a>,
    chroma_last: (usize, usize),
    matrix: YuvMatrix,
}

impl Source for SmoothYuv<'_> {
    #[inline(always)]
    fn fetch(&self, x: usize, y: usize) -> [u8; 3] {
        let near = (x / 2, y / 2);
        // The next sample is the one on the pixel's own side.
        let step = |at: usize, last: usize| {
            if at.is_multiple_of(2) { (at / 2).saturating_sub(1) } else { (at / 2 + 1).min(last) }
        };
        let far = (step(x, self.chroma_last.0), step(y, self.chroma_last.1));
        let mix = |channel: &Channel<'_>| {
            let at = |x, y| u16::from(channel.at(x, y));
            let sum =
                9 * at(near.0, near.1) + 3 * at(far.0, near.1) + 3 * at(near.0, far.1) + at(far.0, far.1);
            ((sum + 8) / 16) as u8
        };
        [self.y.at(x, y), mix(&self.u), mix(&self.v)]
    }

    #[inline(always)]
    fn to_rgb(&self, components: [f32; 3]) -> [f32; 3] {
        self.matrix.to_rgb(components)
    }
}

/// A cubic kernel (Catmull and Rom), tabulated for every place between two pixels. Wider kernels keep a little more
/// detail and ring more, which linear light makes visible at dark hair before a bright wall.
struct Kernel {
    half: usize,
    weights: Vec<f32>,
}

impl Kernel {
    /// The kernel for a picture that shrinks by `shrink`; one that grows is interpolated.
    fn new(shrink: f32) -> Self {
        let shrink = shrink.max(1.0);
        let half = (RADIUS * shrink).ceil() as usize;
        let mut weights = Vec::with_capacity((PHASES + 1) * 2 * half);
        for phase in 0..=PHASES {
            let offset = phase as f32 / PHASES as f32;
            let start = weights.len();
            weights
                .extend((0..2 * half).map(|tap| cubic((tap as f32 + 1.0 - half as f32 - offset) / shrink)));
            let sum: f32 = weights[start..].iter().sum();
            weights[start..].iter_mut().for_each(|weight| *weight /= sum);
        }
        Self { half, weights }
    }

    /// Index of the first sample and the weights of all, for a place in continuous pixels.
    #[inline(always)]
    fn at(&self, place: f32) -> (isize, &[f32]) {
        let place = place - 0.5;
        // Not `floor`, which is a call where the processor is not known to round.
        let toward_zero = place as isize;
        let floor = toward_zero - isize::from(toward_zero as f32 > place);
        let phase = ((place - floor as f32) * PHASES as f32 + 0.5) as usize;
        let taps = 2 * self.half;
        (floor + 1 - self.half as isize, &self.weights[phase * taps..(phase + 1) * taps])
    }
}

fn cubic(x: f32) -> f32 {
    let x = x.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

/// The two passes: along the rows of the frame into a band of rows as wide as the destination, and from that band down
/// its columns. The band is only as high as one destination row needs, which is little for a level picture.
struct Passes<'a, S> {
    source: &'a S,
    upright_to_stored: Affine,
    frame_size: (usize, usize),
    to_frame: Affine,
    size: (usize, usize),
    along: Kernel,
    down: Kernel,
    /// Columns of the frame that are looked at.
    columns: Range<usize>,
    /// Pixels of the frame, a strip of upright rows.
    strip: Zeroizing<Vec<Light>>,
    strip_rows: Range<usize>,
    /// Rows of the frame at the destination's columns; row `y` lies at `y % band_rows`.
    band: Zeroizing<Vec<Light>>,
    band_rows: usize,
    linear: [f32; 256],
}

impl<'a, S: Source> Passes<'a, S> {
    fn new(frame: &Frame<'_>, source: &'a S, to_frame: &Affine, size: (usize, usize)) -> Self {
        let [a, b, _, d, e, _] = to_frame.coefficients;
        let (along, down) = (Kernel::new((a - b * d / e).abs()), Kernel::new(e));
        let frame_size = (frame.width(), frame.height());
        let corners = corners(to_frame, size).map(|corner| corner.x);
        let reach = along.half as f32 + 1.0;
        let low = corners.iter().fold(f32::INFINITY, |low, x| low.min(*x)) - reach;
        let high = corners.iter().fold(f32::NEG_INFINITY, |high, x| high.max(*x)) + reach;
        let first = (low.max(0.0) as usize).min(frame_size.0 - 1);
        let columns = first..(high.ceil().max(0.0) as usize).clamp(first + 1, frame_size.0);
        let band_rows = (d.abs() * size.0 as f32).ceil() as usize + 2 * down.half + 4;
        Self {
            source,
            upright_to_stored: frame.upright_to_stored(),
            frame_size,
            to_frame: *to_frame,
            size,
            along,
            down,
            strip: Zeroizing::new(vec![[0.0; 4]; STRIP * columns.len()]),
            columns,
            strip_rows: 0..0,
            band: Zeroizing::new(vec![[0.0; 4]; band_rows * size.0]),
            band_rows,
            linear: std::array::from_fn(|code| srgb::to_linear(code as f32 / 255.0)),
        }
    }

    fn run(mut self) -> Zeroizing<Vec<u8>> {
        let (width, height) = self.size;
        let [_, _, _, d, e, f] = self.to_frame.coefficients;
        let codes = srgb_codes();
        let last = self.frame_size.1 as isize - 1;
        let mut rgb = Zeroizing::new(vec![0_u8; 3 * width * height]);
        let mut sums = Zeroizing::new(vec![[0.0_f32; 4]; width]);
        let mut done = 0..0;
        for (row, target) in rgb.chunks_exact_mut(3 * width).enumerate() {
            let start = e * (row as f32 + 0.5) + f;
            let ends = [start, start + d * width as f32];
            let half = self.down.half as isize;
            let low = (ends[0].min(ends[1]).floor() as isize - half).clamp(0, last) as usize;
            let high = (ends[0].max(ends[1]).ceil() as isize + half).clamp(0, last) as usize + 1;
            done.start = low;
            for y in done.end.max(low)..high {
                self.fill_band_row(y);
            }
            done.end = done.end.max(high);
            let ring = Ring { lights: &self.band, width, rows: self.band_rows, last };
            down_row(&self.down, &ring, (start, d), &mut sums);
            encode_row(&sums, &codes, target);
        }
        rgb
    }

    /// First pass: the frame's row `y` at the columns of the destination.
    fn fill_band_row(&mut self, y: usize) {
        if !self.strip_rows.contains(&y) {
            self.read_strip(y);
        }
        let [a, b, c, d, e, f] = self.to_frame.coefficients;
        // Where the destination's column meets the frame's row.
        let (slope, start) = (a - b * d / e, (b / e) * (y as f32 + 0.5 - f) + c);
        let length = self.columns.len();
        let row = (y - self.strip_rows.start) * length;
        let row = &self.strip[row..row + length];
        let width = self.size.0;
        let target = (y % self.band_rows) * width;
        let target = &mut self.band[target..target + width];
        along_row(&self.along, (row, self.columns.start), (start, slope), target);
    }

    /// Reads a strip of upright rows from `first` on, as linear light.
    fn read_strip(&mut self, first: usize) {
        let rows = first..(first + STRIP).min(self.frame_size.1);
        let length = self.columns.len();
        // Whole pixels map to whole pixels under quarter turns and mirroring, so the map is exact in integers.
        let corner = Point2::new(self.columns.start as f32 + 0.5, first as f32 + 0.5);
        let origin = self.upright_to_stored.apply(corner);
        let [a, b, _, d, e, _] = self.upright_to_stored.coefficients.map(|value| value as isize);
        let (x0, y0) = (origin.x as isize, origin.y as isize);
        let mut read = |u: usize, v: usize| {
            let (x, y) = (u as isize, v as isize);
            let stored = self.source.fetch((x0 + a * x + b * y) as usize, (y0 + d * x + e * y) as usize);
            let [red, green, blue] = self.source.to_rgb8(stored).map(|code| self.linear[usize::from(code)]);
            self.strip[v * length + u] = [red, green, blue, 0.0];
        };
        if a == 0 {
            (0..length).for_each(|u| (0..rows.len()).for_each(|v| read(u, v)));
        } else {
            (0..rows.len()).for_each(|v| (0..length).for_each(|u| read(u, v)));
        }
        self.strip_rows = rows;
    }
}

// What follows is the same for every source, and compiled once.

/// First pass: the `row` of the frame, whose first pixel lies in the column `first_column`, where the pixels of `target` lie,
/// `step` apart from `start` on.
#[inline(never)]
fn along_row(
    kernel: &Kernel,
    (row, first_column): (&[Light], usize),
    (start, step): (f32, f32),
    target: &mut [Light],
) {
    for (column, pixel) in target.iter_mut().enumerate() {
        let (first, weights) = kernel.at(start + step * (column as f32 + 0.5));
        let first = first - first_column as isize;
        let mut sum = [0.0_f32; 4];
        let mut add = |light: &Light, weight: &f32| {
            sum.iter_mut().zip(light).for_each(|(sum, light)| *sum += weight * light);
        };
        let inner = usize::try_from(first).ok().and_then(|first| row.get(first..first + weights.len()));
        if let Some(lights) = inner {
            lights.iter().zip(weights).for_each(|(light, weight)| add(light, weight));
        } else {
            for (x, weight) in (first..).zip(weights) {
                add(&row[x.clamp(0, row.len() as isize - 1) as usize], weight);
            }
        }
        *pixel = sum;
    }
}

/// Rows of the frame at the destination's columns; row `y` lies at `y % rows`.
struct Ring<'a> {
    lights: &'a [Light],
    width: usize,
    rows: usize,
    /// The frame's last row.
    last: isize,
}

/// Second pass: the ring's columns, each a `step` farther down than the one before, from `start` on.
#[inline(never)]
fn down_row(kernel: &Kernel, ring: &Ring<'_>, (start, step): (f32, f32), target: &mut [Light]) {
    let Ring { lights, width, rows, last } = *ring;
    for (column, pixel) in target.iter_mut().enumerate() {
        let (first, weights) = kernel.at(start + step * (column as f32 + 0.5));
        let mut sum = [0.0_f32; 4];
        let mut add = |light: &Light, weight: &f32| {
            sum.iter_mut().zip(light).for_each(|(sum, light)| *sum += weight * light);
        };
        if first >= 0 && first + (weights.len() as isize) <= last {
            // The column is read up to the ring's end, then from its start, without a division for each weight.
            let at = first as usize % rows;
            let (upper, lower) = weights.split_at(weights.len().min(rows - at));
            let upwards = lights[at * width + column..].iter().step_by(width);
            upwards.zip(upper).for_each(|(light, weight)| add(light, weight));
            lights[column..].iter().step_by(width).zip(lower).for_each(|(light, weight)| add(light, weight));
        } else {
            for (y, weight) in (first..).zip(weights) {
                add(&lights[y.clamp(0, last) as usize % rows * width + column], weight);
            }
        }
        *pixel = sum;
    }
}

/// Linear light as sRGB, three bytes a pixel.
#[inline(never)]
fn encode_row(lights: &[Light], codes: &[u8], target: &mut [u8]) {
    for (pixel, light) in target.chunks_exact_mut(3).zip(lights) {
        for (code, light) in pixel.iter_mut().zip(light) {
            let step = (light * (LIGHT_STEPS - 1) as f32 + 0.5).clamp(0.0, (LIGHT_STEPS - 1) as f32);
            *code = codes[step as usize];
        }
    }
}

/// The sRGB code of each step of linear light.
fn srgb_codes() -> Vec<u8> {
    let encode = |step: usize| {
        let light = step as f32 / (LIGHT_STEPS - 1) as f32;
        (srgb::from_linear(light) * 255.0).round() as u8
    };
    (0..LIGHT_STEPS).map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Rotation;
    use crate::frame::YuvEncoding;

    fn noise(length: usize) -> Vec<u8> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn a_map_by_whole_pixels_copies() {
        let bytes = noise(40 * 30 * 3);
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 40, 30, 120).unwrap();
        let rgb = resample(&frame, &Affine::translation(5.0, 3.0), (20, 25)).unwrap();
        for (row, pixels) in rgb.chunks(60).enumerate() {
            let start = (row + 3) * 120 + 15;
            assert_eq!(pixels, &bytes[start..start + 60], "{row}");
        }
    }

    #[test]
    fn how_a_frame_is_stored_makes_no_difference() {
        let bytes = noise(48 * 36 * 3);
        let upright = Frame::packed(&bytes, PackedLayout::Rgb, 48, 36, 144).unwrap();
        let map = Affine::rotation(0.1).then(&Affine::scaling(1.3, 1.3)).then(&Affine::translation(6.0, 4.0));
        for rotation in Rotation::ALL {
            for mirrored in [false, true] {
                let described = |bytes, width, height| {
                    Frame::packed(bytes, PackedLayout::Rgb, width, height, 3 * width)
                        .unwrap()
                        .rotated(rotation)
                        .mirrored(mirrored)
                };
                // Store the upright picture as this rotation says it is stored.
                let swapped = described(&bytes, 48, 36).width() != 48;
                let (width, height) = if swapped { (36, 48) } else { (48, 36) };
                let blank = vec![0; bytes.len()];
                let to_stored = described(&blank, width, height).upright_to_stored();
                let mut stored = blank.clone();
                for y in 0..36 {
                    for x in 0..48 {
                        let at = to_stored.apply(Point2::new(x as f32 + 0.5, y as f32 + 0.5));
                        let (to, from) = ((at.y as usize * width + at.x as usize) * 3, (y * 48 + x) * 3);
                        stored[to..to + 3].copy_from_slice(&bytes[from..from + 3]);
                    }
                }
                let frame = described(&stored, width, height);
                assert_eq!(resample(&frame, &map, (30, 20)), resample(&upright, &map, (30, 20)));
            }
        }
    }

    #[test]
    fn shrinking_averages_light() {
        // Black and white in turns are half of the light, which sRGB encodes as 188.
        let checker: Vec<u8> =
            (0..64 * 64).flat_map(|i| [if (i % 64 + i / 64) % 2 == 0 { 255 } else { 0 }; 3]).collect();
        let frame = Frame::packed(&checker, PackedLayout::Rgb, 64, 64, 192).unwrap();
        let rgb = resample(&frame, &Affine::scaling(4.0, 4.0), (16, 16)).unwrap();
        assert!(rgb.iter().all(|code| code.abs_diff(188) <= 2), "{:?}", &rgb[..9]);
    }

    #[test]
    fn a_smooth_picture_survives_a_turn() {
        let wave = |x: f32, y: f32| 128.0 + 60.0 * (x / 7.0).sin() * (y / 9.0).cos();
        let bytes: Vec<u8> = (0..100 * 100)
            .flat_map(|i| [wave((i % 100) as f32 + 0.5, (i / 100) as f32 + 0.5).round() as u8; 3])
            .collect();
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 100, 100, 300).unwrap();
        let map = Affine::rotation(0.2).then(&Affine::translation(25.0, 10.0));
        let rgb = resample(&frame, &map, (60, 60)).unwrap();
        for (index, pixel) in rgb.chunks(3).enumerate() {
            let at = map.apply(Point2::new((index % 60) as f32 + 0.5, (index / 60) as f32 + 0.5));
            assert!((f32::from(pixel[0]) - wave(at.x, at.y)).abs() < 1.5, "{index}");
        }
    }

    #[test]
    fn chroma_is_interpolated() {
        // Grey luma, and chroma that grows evenly to the right: no step between two pixels is twice another.
        let (luma, neutral) = ([128_u8; 16 * 16], [128_u8; 64]);
        let v: Vec<u8> = (0..64).map(|i| 100 + 8 * (i % 8) as u8).collect();
        let encoding = YuvEncoding::Bt601FullRange;
        let [y, u, v] = [(&luma[..], 16), (&neutral[..], 8), (&v[..], 8)]
            .map(|(bytes, stride)| Channel::tight(bytes, stride));
        let frame = Frame::yuv420(y, u, v, encoding, 16, 16).unwrap();
        let rgb = resample(&frame, &Affine::IDENTITY, (16, 16)).unwrap();
        let reds: Vec<i32> = rgb.chunks(3).take(16).map(|pixel| i32::from(pixel[0])).collect();
        let steps: Vec<i32> = reds.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(steps[1..14].iter().all(|step| (5..=6).contains(step)), "{steps:?}");
    }

    #[test]
    fn maps_that_leave_the_frame_are_refused() {
        let bytes = noise(20 * 20 * 3);
        let frame = Frame::packed(&bytes, PackedLayout::Rgb, 20, 20, 60).unwrap();
        assert!(resample(&frame, &Affine::translation(5.0, 0.0), (20, 20)).is_none());
        assert!(resample(&frame, &Affine::scaling(f32::NAN, 1.0), (20, 20)).is_none());
        assert!(resample(&frame, &Affine::scaling(-1.0, 1.0), (20, 20)).is_none());
        assert!(resample(&frame, &Affine::IDENTITY, (0, 20)).is_none());
        assert!(resample(&frame, &Affine::IDENTITY, (20, 20)).is_some());
    }
}
