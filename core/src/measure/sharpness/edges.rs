//! The clear edges of a face, sorted by direction, each with its ratio of gradients at two scales.

use super::scale::{Kernel, smooth};
use crate::face::FACE_OVAL;
use crate::face::landmarks::COUNT;
use crate::geometry::Point2;
use crate::raster::LumaPlane;

/// Directions over half a turn by which edges are sorted.
pub(super) const DIRECTIONS: usize = 8;

/// The finer of the two scales, central difference included: percent of the eye distance, standard deviation.
/// Small enough that a motion of 4 % tells, large enough to average noise.
const FINE_SCALE: f32 = 0.9;

/// The coarser scale over the finer. Closer together they see the same edge; further apart, its neighbours too.
const COARSE_OVER_FINE: f32 = 1.5 / 0.9;

/// Variance in square pixels that the central difference `[-1, 0, 1] / 2` adds: that of a box two pixels wide.
const CENTRAL_DIFFERENCE_VARIANCE: f32 = 1.0 / 3.0;

/// An edge must be this share of the face's strong ones (their 99th percentile).
const EDGE_OVER_STRONGEST: f32 = 0.2;

/// And its gradient this many standard deviations of what noise alone gives: fewer, and noise turns the edge.
const EDGE_OVER_NOISE: f32 = 8.0;

/// No picture of whole grey levels has less noise than their rounding.
const LEAST_NOISE: f32 = 0.3;

/// The face oval is widened by this share of the eye distance, so that the edge of the face belongs to it.
const OVAL_MARGIN: f32 = 0.04;

/// A face whose bright parts, their 90th percentile, are darker than this many grey levels is black: what edges it has are the
/// encoder's.
const BLACK: f32 = 24.0;

/// Luma from which a pixel is blown, and the share of the face that may be: nothing shows there, sharp or not.
const BLOWN: f32 = 250.0;
const MOST_BLOWN: f32 = 0.5;

/// Median of the magnitude of a normal variable of standard deviation one.
const MEDIAN_OF_NORMAL: f32 = 0.6745;

/// Side of the blocks by which noise is told from texture, in eye distances, and the least in pixels.
const NOISE_BLOCK: f32 = 0.15;
const LEAST_NOISE_BLOCK: usize = 8;

/// The share of the blocks that is taken for smooth skin.
const QUIET_SHARE: f32 = 0.2;

/// Smallest eye distance in pixels at which a face has edges to speak of.
const LEAST_EYE_DISTANCE: f32 = 16.0;

/// One pixel of an edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct EdgeSample {
    /// Gradient at the fine scale over that at the coarse, along the coarse gradient.
    pub(super) ratio: f32,
    /// Variance of `ratio` by sensor noise.
    pub(super) noise_variance: f32,
    /// The coarse gradient, times the share of this direction.
    pub(super) weight: f32,
}

/// The edges across one direction.
#[derive(Clone, Debug, Default)]
pub(super) struct DirectedEdges {
    /// Each pixel of an edge.
    pub(super) samples: Vec<EdgeSample>,
    /// How many they are; one between two directions counts in part for each.
    pub(super) count: f32,
}

/// All edges of a face.
#[derive(Clone, Debug)]
pub(super) struct FaceEdges {
    /// By the direction of their gradient, `index * 180 / DIRECTIONS` degrees.
    pub(super) directions: [DirectedEdges; DIRECTIONS],
    /// Variance of the fine scale in square pixels.
    pub(super) fine_variance: f32,
    /// Variance of the coarse scale in square pixels.
    pub(super) coarse_variance: f32,
    /// Standard deviation of the noise in grey levels.
    pub(super) noise: f32,
}

/// The part of a plane that holds the face.
struct Region {
    samples: Vec<f32>,
    width: usize,
    /// First and end column inside the face for each row; empty where first >= end.
    spans: Vec<(usize, usize)>,
}

/// Finds the clear edges inside the face oval, or `None` where the face is too small, black, blown or outside the plane.
pub(super) fn collect_edges(
    luma: &LumaPlane,
    landmarks: &[Point2; COUNT],
    eye_distance: f32,
) -> Option<FaceEdges> {
    if !eye_distance.is_finite() || eye_distance < LEAST_EYE_DISTANCE {
        return None;
    }
    let fine_target = (FINE_SCALE * eye_distance / 100.0).powi(2).max(CENTRAL_DIFFERENCE_VARIANCE);
    let fine = Kernel::gaussian((fine_target - CENTRAL_DIFFERENCE_VARIANCE).sqrt());
    let fine_variance = fine.variance() + CENTRAL_DIFFERENCE_VARIANCE;
    let step_variance = fine_target * COARSE_OVER_FINE * COARSE_OVER_FINE - fine_variance;
    let step = Kernel::gaussian(step_variance.max(0.0).sqrt());
    let coarse = fine.then(&step);
    let coarse_variance = coarse.variance() + CENTRAL_DIFFERENCE_VARIANCE;

    let region = Region::of_face(luma, landmarks, eye_distance, coarse.radius() + 2)?;
    if !region.is_exposed() {
        return None;
    }
    let noise = region.mixed_difference(&region.samples, 1)?.max(LEAST_NOISE);
    let fine_plane = smooth(&region.samples, region.width, &fine);
    let coarse_plane = smooth(&fine_plane, region.width, &step);

    // Noise of neighbouring pixels goes together once a camera has interpolated, denoised or compressed its picture:
    // then more of it survives smoothing than of white noise, and that much is measured again.
    let block = ((NOISE_BLOCK * eye_distance) as usize).max(LEAST_NOISE_BLOCK);
    let survived =
        region.surviving_noise(&coarse_plane, coarse.variance(), block)? / coarse.gradient_noise(&coarse);
    let noise_variance = survived.max(noise * noise);
    let fine_noise = noise_variance * fine.gradient_noise(&fine);
    let coarse_noise = noise_variance * coarse.gradient_noise(&coarse);
    let shared_noise = noise_variance * fine.gradient_noise(&coarse);

    let width = region.width;
    let strength = region.squared_gradient(&coarse_plane);
    let least = region.strongest(&strength)? * EDGE_OVER_STRONGEST * EDGE_OVER_STRONGEST;
    let least = least.max(coarse_noise * EDGE_OVER_NOISE * EDGE_OVER_NOISE);

    let mut directions: [DirectedEdges; DIRECTIONS] = Default::default();
    for (y, &(first, end)) in region.spans.iter().enumerate() {
        for x in first..end {
            let at = y * width + x;
            let square = strength[at];
            if square <= least {
                continue;
            }
            let (gx, gy) = gradient(&coarse_plane, width, at);
            // Only the crest of the gradient is the edge; its flanks have other ratios.
            let across = neighbour_across(gx, gy, width);
            if square < strength[at - across] || square <= strength[at + across] {
                continue;
            }
            let (fx, fy) = gradient(&fine_plane, width, at);
            let ratio = (fx * gx + fy * gy) / square;
            let likely = ratio.clamp(0.8, 1.7);
            let spread = fine_noise - 2.0 * likely * shared_noise + likely * likely * coarse_noise;
            let sample =
                EdgeSample { ratio, noise_variance: spread.max(0.0) / square, weight: square.sqrt() };
            let half_turns = (gy.atan2(gx) / std::f32::consts::PI).rem_euclid(1.0);
            let place = half_turns * DIRECTIONS as f32;
            let below = place as usize;
            let share = place - below as f32;
            for (direction, share) in [(below, 1.0 - share), (below + 1, share)] {
                let bin = &mut directions[direction % DIRECTIONS];
                bin.samples.push(EdgeSample { weight: sample.weight * share, ..sample });
                bin.count += share;
            }
        }
    }
    Some(FaceEdges { directions, fine_variance, coarse_variance, noise })
}

/// Central differences at index `at`.
fn gradient(plane: &[f32], width: usize, at: usize) -> (f32, f32) {
    ((plane[at + 1] - plane[at - 1]) / 2.0, (plane[at + width] - plane[at - width]) / 2.0)
}

/// Distance in samples to the neighbour that lies in the direction of a gradient, of the eight there are.
fn neighbour_across(gx: f32, gy: f32, width: usize) -> usize {
    const TAN_22_5: f32 = std::f32::consts::SQRT_2 - 1.0;
    if gy.abs() <= TAN_22_5 * gx.abs() {
        1
    } else if gx.abs() <= TAN_22_5 * gy.abs() {
        width
    } else if (gx > 0.0) == (gy > 0.0) {
        width + 1
    } else {
        width - 1
    }
}

impl Region {
    /// The surroundings of the face oval, `margin` pixels wider than it where the plane goes on.
    fn of_face(
        luma: &LumaPlane,
        landmarks: &[Point2; COUNT],
        eye_distance: f32,
        margin: usize,
    ) -> Option<Self> {
        let oval = widened(&FACE_OVAL.map(|index| landmarks[index]), OVAL_MARGIN * eye_distance)?;
        let low = |value: f32| (value.floor().max(0.0) as usize).saturating_sub(margin);
        let high =
            |value: f32, limit: usize| (value.ceil().max(0.0) as usize).saturating_add(margin).min(limit);
        let left = low(oval.iter().map(|point| point.x).fold(f32::INFINITY, f32::min));
        let right = high(oval.iter().map(|point| point.x).fold(0.0, f32::max), luma.width());
        let top = low(oval.iter().map(|point| point.y).fold(f32::INFINITY, f32::min));
        let bottom = high(oval.iter().map(|point| point.y).fold(0.0, f32::max), luma.height());
        if left + 8 > right || top + 8 > bottom {
            return None;
        }
        let (width, height) = (right - left, bottom - top);
        let samples = (top..bottom).flat_map(|y| &luma.row(y)[left..right]).copied().collect();
        // Two rows and columns at the border stay out: gradients and their neighbours need them.
        let spans = (0..height)
            .map(|y| {
                let inside = (2..height - 2).contains(&y);
                match span(&oval, (top + y) as f32 + 0.5) {
                    Some((from, to)) if inside => {
                        let column = |x: f32| (x - left as f32).round().clamp(2.0, (width - 2) as f32);
                        (column(from) as usize, column(to) as usize)
                    }
                    _ => (0, 0),
                }
            })
            .collect();
        Some(Self { samples, width, spans })
    }

    /// Whether the face is neither black nor blown; every fourth pixel is enough to tell.
    fn is_exposed(&self) -> bool {
        let (mut inside, mut blown) = (Vec::new(), 0_usize);
        for (y, &(first, end)) in self.spans.iter().enumerate().step_by(2) {
            for luma in self.samples[y * self.width..][first.min(end)..end].iter().step_by(2) {
                inside.push(*luma);
                blown += usize::from(*luma >= BLOWN);
            }
        }
        let few_blown = blown as f32 <= MOST_BLOWN * inside.len() as f32;
        few_blown && percentile(&mut inside, 0.9).is_some_and(|bright| bright >= BLACK)
    }

    /// Squared gradient of `plane` inside the face and beside it, zero elsewhere.
    fn squared_gradient(&self, plane: &[f32]) -> Vec<f32> {
        let mut square = vec![0.0; plane.len()];
        let rows = self.spans.len();
        for y in 1..rows - 1 {
            // A neighbour's gradient is asked for wherever a row next to it is inside.
            let near = &self.spans[y - 1..=y + 1];
            let inside = near.iter().filter(|(first, end)| first < end);
            let Some(first) = inside.clone().map(|span| span.0).min() else { continue };
            let end = inside.map(|span| span.1).max().unwrap_or(first);
            let (from, to) = (y * self.width + first - 1, y * self.width + end + 1);
            let level = plane[from + 1..to + 1].iter().zip(&plane[from - 1..to - 1]);
            let above = &plane[from - self.width..to - self.width];
            let below = &plane[from + self.width..to + self.width];
            let upright = below.iter().zip(above);
            for ((out, (right, left)), (below, above)) in square[from..to].iter_mut().zip(level).zip(upright)
            {
                let (gx, gy) = (right - left, below - above);
                *out = (gx * gx + gy * gy) / 4.0;
            }
        }
        square
    }

    /// The 99th percentile of `values` inside the face; every other row is enough to tell.
    fn strongest(&self, values: &[f32]) -> Option<f32> {
        let mut inside: Vec<f32> = Vec::with_capacity(values.len() / 2);
        for (y, &(first, end)) in self.spans.iter().enumerate().step_by(2) {
            if first < end {
                inside.extend_from_slice(&values[y * self.width + first..y * self.width + end]);
            }
        }
        percentile(&mut inside, 0.99)
    }

    /// Variance of the gradient that noise leaves in `plane`, which a Gaussian of `variance` has smoothed.
    ///
    /// Smoothed noise of power `P` has the autocovariance `P exp(-distance^2 / (4 variance))`, thus the mixed second
    /// difference over `k` pixels has the variance `P (1 - exp(-k^2 / (4 variance)))^2`, and the central difference
    /// `P (1 - exp(-1 / variance)) / 2`.
    fn surviving_noise(&self, plane: &[f32], variance: f32, block: usize) -> Option<f32> {
        let stride = (variance.sqrt().round() as usize).max(1);
        let passed = |distance: f32| 1.0 - (-distance * distance / (4.0 * variance)).exp();
        let spread = self.quiet_difference(plane, stride, block)?;
        let power = (spread / passed(stride as f32)).powi(2);
        Some(power * passed(2.0) / 2.0)
    }

    /// As [`Self::mixed_difference`], of the quieter blocks of the face, `block` pixels wide: after smoothing, beard
    /// and wrinkles look like noise, and only smooth skin tells.
    fn quiet_difference(&self, plane: &[f32], stride: usize, block: usize) -> Option<f32> {
        let across = self.width.div_ceil(block);
        let mut quiet: Vec<f32> = Vec::new();
        let mut columns: Vec<Vec<f32>> = vec![Vec::with_capacity(block * block / 2); across];
        for (index, rows) in self.spans.chunks(block).enumerate() {
            for (y, &(first, end)) in rows.iter().enumerate().step_by(2) {
                let y = index * block + y;
                if y < stride {
                    continue;
                }
                let at = |x: usize, y: usize| plane[y * self.width + x];
                for x in first.max(stride)..end {
                    let row = at(x, y) - at(x - stride, y);
                    let above = at(x, y - stride) - at(x - stride, y - stride);
                    columns[x / block].push((row - above).abs() / 2.0);
                }
            }
            for column in &mut columns {
                // A block that is mostly outside the face tells too little.
                if column.len() * 4 >= block * block {
                    quiet.extend(percentile(column, 0.5));
                }
                column.clear();
            }
        }
        Some(percentile(&mut quiet, QUIET_SHARE)? / MEDIAN_OF_NORMAL)
    }

    /// Standard deviation of the mixed second difference of `plane` over `stride` pixels each way, scaled so that
    /// white noise gives its own: from the median, which edges and shading hardly touch (Donoho and Johnstone,
    /// "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81, 1994). Every other row is enough to tell.
    fn mixed_difference(&self, plane: &[f32], stride: usize) -> Option<f32> {
        let mut differences: Vec<f32> = Vec::with_capacity(plane.len() / 2);
        for (y, &(first, end)) in self.spans.iter().enumerate().skip(stride).step_by(2) {
            let first = first.max(stride);
            if first >= end {
                continue;
            }
            let at =
                |y: usize, back: usize| &plane[y * self.width + first - back..y * self.width + end - back];
            let row = at(y, 0).iter().zip(at(y, stride));
            let above = at(y - stride, 0).iter().zip(at(y - stride, stride));
            differences.extend(row.zip(above).map(|((a, b), (c, d))| ((a - b) - (c - d)).abs() / 2.0));
        }
        Some(percentile(&mut differences, 0.5)? / MEDIAN_OF_NORMAL)
    }
}

/// The value below which `share` of `values` lie; `None` of none.
fn percentile(values: &mut [f32], share: f32) -> Option<f32> {
    let last = values.len().checked_sub(1)?;
    let (_, value, _) = values.select_nth_unstable_by((last as f32 * share) as usize, f32::total_cmp);
    Some(*value)
}

/// `outline` with every point moved `margin` away from its middle; `None` where a point is nowhere.
fn widened(outline: &[Point2], margin: f32) -> Option<Vec<Point2>> {
    let count = outline.len() as f32;
    let middle = outline
        .iter()
        .fold(Point2::default(), |sum, point| Point2::new(sum.x + point.x / count, sum.y + point.y / count));
    outline
        .iter()
        .map(|point| {
            let distance = middle.distance(*point);
            let scale = if distance > 0.0 { 1.0 + margin / distance } else { 1.0 };
            let moved =
                Point2::new(middle.x + scale * (point.x - middle.x), middle.y + scale * (point.y - middle.y));
            (moved.x.is_finite() && moved.y.is_finite()).then_some(moved)
        })
        .collect()
}

/// Leftmost and rightmost crossing of a closed `outline` with the row at `y`.
fn span(outline: &[Point2], y: f32) -> Option<(f32, f32)> {
    let mut found: Option<(f32, f32)> = None;
    let ends = outline.iter().zip(outline.iter().cycle().skip(1));
    for (from, to) in ends.filter(|(from, to)| (from.y <= y) != (to.y <= y)) {
        let x = from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x);
        found = Some(found.map_or((x, x), |(low, high)| (low.min(x), high.max(x))));
    }
    found
}
