//! A small picture of our own: what the measures look at.

use crate::geometry::Point2;

/// `width * height` samples, row by row, without padding.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane<T> {
    width: usize,
    height: usize,
    samples: Vec<T>,
}

/// BT.601 luma of the sRGB-encoded picture, `0.0..=255.0`.
pub type LumaPlane = Plane<f32>;

/// Red, green, blue as sRGB encodes them.
pub type RgbPlane = Plane<[u8; 3]>;

impl<T: Copy> Plane<T> {
    /// A plane over `samples`, or `None` where they are not `width * height`, or none at all.
    pub fn new(width: usize, height: usize, samples: Vec<T>) -> Option<Self> {
        let fits = width.checked_mul(height) == Some(samples.len()) && !samples.is_empty();
        fits.then_some(Self { width, height, samples })
    }

    /// A plane whose sample at column `x`, row `y` is `sample(x, y)`; `None` where it has no pixels.
    pub fn from_fn(width: usize, height: usize, mut sample: impl FnMut(usize, usize) -> T) -> Option<Self> {
        let mut samples = Vec::with_capacity(width.checked_mul(height)?);
        for y in 0..height {
            samples.extend((0..width).map(|x| sample(x, y)));
        }
        Self::new(width, height, samples)
    }

    /// Samples in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Row `y`, which must be below [`Plane::height`].
    pub fn row(&self, y: usize) -> &[T] {
        &self.samples[y * self.width..(y + 1) * self.width]
    }

    /// The sample at column `x`, row `y`, both of which must lie inside.
    pub fn at(&self, x: usize, y: usize) -> T {
        self.samples[y * self.width + x]
    }

    /// The sample whose square `point` lies in, or `None` beyond the plane.
    pub(crate) fn at_point(&self, point: Point2) -> Option<T> {
        let Point2 { x, y } = point;
        let inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
        inside.then(|| self.at(x as usize, y as usize))
    }

    /// All samples, row by row.
    pub fn samples(&self) -> &[T] {
        &self.samples
    }

    /// The same picture with every sample mapped by `map`.
    pub fn map<U>(&self, map: impl FnMut(T) -> U) -> Plane<U> {
        Plane {
            width: self.width,
            height: self.height,
            samples: self.samples.iter().copied().map(map).collect(),
        }
    }
}

/// BT.601 luma of a pixel as sRGB encodes it, `0.0..=255.0`.
#[inline(always)]
pub(crate) fn luma([r, g, b]: [u8; 3]) -> f32 {
    0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)
}

impl RgbPlane {
    /// BT.601 luma of each pixel.
    pub fn luma(&self) -> LumaPlane {
        self.map(luma)
    }
}
