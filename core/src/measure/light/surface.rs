//! The visible skin of a face: where it is, which way it faces, and how much light it sends.

use crate::face::TRIANGLES;
use crate::face::landmarks::COUNT;
use crate::geometry::{Point2, Point3};
use crate::raster::{LumaPlane, Plane, RgbPlane, luma};

use super::skin::{MIRRORED, ON_SKIN};

/// Pixels of the picture that one sample averages along each axis: light changes slowly, pores and noise do not.
pub(super) const PIXELS_A_SAMPLE: usize = 2;

/// A normal whose part towards the camera is smaller belongs to the face's edge, where a pixel of misplaced mesh
/// is a large error.
const LEAST_FACING: f32 = 0.25;

/// Fewer samples say nothing. A frontal face has about 1100.
const LEAST_SAMPLES: usize = 120;

/// Least of the parser's probability to count as skin.
const LEAST_SKIN_PROBABILITY: f32 = 0.5;

/// One small square of skin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    /// Column and row in the grid of samples.
    pub cell: (usize, usize),
    /// Outward normal: x to the right, y down, z away from the camera.
    pub normal: [f32; 3],
    /// Where the mirror image of this place lies on the same face, in the grid of samples.
    pub mirrored: Point2,
    /// Mean luminance, linear, `0..=1`.
    pub luminance: f32,
}

impl Sample {
    /// The picture's pixels under the sample.
    pub fn pixels(&self) -> [(usize, usize); PIXELS_A_SAMPLE * PIXELS_A_SAMPLE] {
        pixels_of(self.cell)
    }
}

/// Samples of the skin that the camera sees.
#[derive(Clone, Debug)]
pub(super) struct FaceSurface {
    /// Columns of the grid.
    pub columns: usize,
    /// Rows of the grid.
    pub rows: usize,
    /// The samples, row by row.
    pub samples: Vec<Sample>,
    /// Median of their luminance: the scale that the skin's colour sets.
    pub median: f32,
}

/// What the mesh says about a cell of the grid.
#[derive(Clone, Copy)]
struct Cell {
    depth: f32,
    normal: [f32; 3],
    mirrored: Point2,
    skin: f32,
}

impl FaceSurface {
    pub fn new(
        luminance: &LumaPlane,
        inside: Option<&Plane<bool>>,
        landmarks: &[Point3; COUNT],
        skin: Option<&Plane<f32>>,
    ) -> Option<Self> {
        let (columns, rows) = (luminance.width() / PIXELS_A_SAMPLE, luminance.height() / PIXELS_A_SAMPLE);
        let cells = rasterise(landmarks, (columns, rows));
        let (mut samples, mut bare_samples) = (Vec::with_capacity(2048), Vec::with_capacity(2048));
        let mut expected = 0_usize;
        for row in 0..rows {
            for column in 0..columns {
                let Some(cell) = &cells[row * columns + column] else { continue };
                let length = cell.normal.iter().map(|part| part * part).sum::<f32>().sqrt();
                let normal = cell.normal.map(|part| part / length.max(f32::MIN_POSITIVE));
                if cell.skin <= 0.5 || normal[2] > -LEAST_FACING {
                    continue;
                }
                expected += 1;
                let pixels = pixels_of((column, row));
                let shown = inside.is_none_or(|plane| pixels.iter().all(|&(x, y)| plane.at(x, y)));
                if !shown {
                    continue;
                }
                let sum: f32 = pixels.iter().map(|&(x, y)| luminance.at(x, y)).sum();
                let luminance = sum / pixels.len() as f32;
                let sample = Sample { cell: (column, row), normal, mirrored: cell.mirrored, luminance };
                samples.push(sample);
                let bare = |plane: &Plane<f32>| {
                    pixels.iter().all(|&(x, y)| plane.at(x, y) >= LEAST_SKIN_PROBABILITY)
                };
                if skin.is_some_and(bare) {
                    bare_samples.push(sample);
                }
            }
        }
        // A face that is half outside is not judged by the rest of it.
        if samples.len() < LEAST_SAMPLES.max(expected / 2) {
            return None;
        }
        // A parser that sees next to no skin is blind, most often because it is dark: just then the light must be
        // judged. If something really covers the face, that is another rule's to say.
        if bare_samples.len() >= LEAST_SAMPLES.max(samples.len() / 4) {
            samples = bare_samples;
        }
        let mut values: Vec<f32> = samples.iter().map(|sample| sample.luminance).collect();
        let median = super::linear::quantile(&mut values, 0.5)?;
        Some(Self { columns, rows, samples, median })
    }

    /// Index, row by row, of the cell in which the mirror image of `sample` lies.
    pub fn opposite(&self, sample: &Sample) -> usize {
        let column = (sample.mirrored.x.max(0.0) as usize).min(self.columns - 1);
        let row = (sample.mirrored.y.max(0.0) as usize).min(self.rows - 1);
        row * self.columns + column
    }

    /// The luminance below which `share` (`0..=1`) of the samples lie.
    pub fn quantile(&self, share: f32) -> f32 {
        let mut values: Vec<f32> = self.samples.iter().map(|sample| sample.luminance).collect();
        super::linear::quantile(&mut values, share).unwrap_or_default()
    }

    /// Mean BT.601 luma of the skin, `0..=255`.
    pub fn mean_luma(&self, picture: &RgbPlane) -> f32 {
        let (mut sum, mut count) = (0.0, 0_usize);
        for pixel in self.pixels(picture) {
            sum += luma(pixel);
            count += 1;
        }
        sum / count.max(1) as f32
    }

    /// The plane's pixels under the samples.
    pub fn pixels<'a, T: Copy>(&'a self, picture: &'a Plane<T>) -> impl Iterator<Item = T> + 'a {
        self.samples.iter().flat_map(Sample::pixels).map(|(x, y)| picture.at(x, y))
    }
}

fn pixels_of((column, row): (usize, usize)) -> [(usize, usize); PIXELS_A_SAMPLE * PIXELS_A_SAMPLE] {
    let (x, y) = (column * PIXELS_A_SAMPLE, row * PIXELS_A_SAMPLE);
    [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)]
}

/// Draws the mesh into the grid; the nearest triangle that faces the camera wins a cell.
fn rasterise(points: &[Point3; COUNT], (columns, rows): (usize, usize)) -> Vec<Option<Cell>> {
    let normals = vertex_normals(points);
    let on_skin = &*ON_SKIN;
    let mirrored = &*MIRRORED;
    let grid =
        |point: Point3| Point2::new(point.x / PIXELS_A_SAMPLE as f32, point.y / PIXELS_A_SAMPLE as f32);
    let mut cells: Vec<Option<Cell>> = vec![None; columns * rows];
    for triangle in &TRIANGLES {
        let corners = triangle.map(usize::from);
        let [a, b, c] = corners.map(|corner| grid(points[corner]));
        let doubled_area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        // Counter-clockwise with y up is clockwise with y down: a positive area would show the triangle's back.
        if doubled_area > -1e-6 || !doubled_area.is_finite() {
            continue;
        }
        let span = |low: f32, high: f32, count: usize| {
            let first = (low - 0.5).ceil().max(0.0) as usize;
            let end = ((high - 0.5).floor() + 1.0).max(0.0) as usize;
            first..end.min(count)
        };
        let x_span = span(a.x.min(b.x).min(c.x), a.x.max(b.x).max(c.x), columns);
        for row in span(a.y.min(b.y).min(c.y), a.y.max(b.y).max(c.y), rows) {
            let y = row as f32 + 0.5;
            for column in x_span.clone() {
                let x = column as f32 + 0.5;
                let beta = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) / doubled_area;
                let gamma = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / doubled_area;
                let weights = [1.0 - beta - gamma, beta, gamma];
                if weights.iter().any(|&weight| weight < -1e-5) {
                    continue;
                }
                let mix = |value: &dyn Fn(usize) -> f32| -> f32 {
                    corners.iter().zip(weights).map(|(&corner, weight)| weight * value(corner)).sum()
                };
                let depth = mix(&|corner| points[corner].z);
                let cell = &mut cells[row * columns + column];
                if cell.is_none_or(|nearest| depth < nearest.depth) {
                    *cell = Some(Cell {
                        depth,
                        normal: std::array::from_fn(|axis| mix(&|corner| normals[corner][axis])),
                        mirrored: Point2::new(
                            mix(&|corner| grid(points[mirrored[corner]]).x),
                            mix(&|corner| grid(points[mirrored[corner]]).y),
                        ),
                        skin: mix(&|corner| on_skin[corner]),
                    });
                }
            }
        }
    }
    cells
}

/// The mesh's normal at each pixel of a picture, for tests that draw one.
#[cfg(test)]
pub(super) fn normal_picture(landmarks: &[Point3; COUNT], size: (usize, usize)) -> Vec<Option<[f32; 3]>> {
    let scale = PIXELS_A_SAMPLE as f32;
    let points: [Point3; COUNT] = std::array::from_fn(|index| {
        let point = landmarks[index];
        Point3::new(point.x * scale, point.y * scale, point.z * scale)
    });
    let unit = |normal: [f32; 3]| {
        let length = normal.iter().map(|part| part * part).sum::<f32>().sqrt();
        normal.map(|part| part / length)
    };
    rasterise(&points, size).into_iter().map(|cell| cell.map(|cell| unit(cell.normal))).collect()
}

/// Outward unit normals at the mesh points: the mean of the triangles around them, weighted by area.
fn vertex_normals(points: &[Point3; COUNT]) -> [[f32; 3]; COUNT] {
    let mut normals = [[0.0_f32; 3]; COUNT];
    for triangle in &TRIANGLES {
        let corners = triangle.map(usize::from);
        let [a, b, c] = corners.map(|corner| points[corner]);
        let (u, v) = ([b.x - a.x, b.y - a.y, b.z - a.z], [c.x - a.x, c.y - a.y, c.z - a.z]);
        let cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
        for corner in corners {
            for axis in 0..3 {
                normals[corner][axis] += cross[axis];
            }
        }
    }
    for normal in &mut normals {
        let length = normal.iter().map(|part| part * part).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        *normal = normal.map(|part| part / length);
    }
    normals
}
