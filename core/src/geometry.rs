//! Points and the affine maps between coordinate frames.
//!
//! Every picture coordinate in this crate is continuous: pixel `(i, j)` covers the square
//! `[i, i + 1) x [j, j + 1)` and its centre is `(i + 0.5, j + 0.5)`. `x` grows to the right, `y` downwards.

/// A point of a picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point2 {
    /// Pixels to the right of the picture's left edge.
    pub x: f32,
    /// Pixels below the picture's top edge.
    pub y: f32,
}

impl Point2 {
    /// The point at `x`, `y`.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    /// The point half-way between this one and `other`.
    pub fn midpoint(self, other: Self) -> Self {
        Self::new((self.x + other.x) / 2.0, (self.y + other.y) / 2.0)
    }

    /// The point that lies `share` of the way from this one to `other`.
    pub(crate) fn toward(self, other: Self, share: f32) -> Self {
        Self::new(self.x + share * (other.x - self.x), self.y + share * (other.y - self.y))
    }

    /// The mean of `points`, of which there must be some.
    pub(crate) fn mean(points: impl ExactSizeIterator<Item = Self>) -> Self {
        let count = points.len() as f32;
        let sum = points.fold(Self::default(), |sum, point| Self::new(sum.x + point.x, sum.y + point.y));
        Self::new(sum.x / count, sum.y / count)
    }

    /// Euclidean distance to `other`, in pixels.
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// A point of the face mesh: picture pixels, with depth in the same unit.
///
/// As in MediaPipe, `z` is relative to the head's centre, negative towards the camera.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point3 {
    /// Pixels to the right of the picture's left edge.
    pub x: f32,
    /// Pixels below the picture's top edge.
    pub y: f32,
    /// Pixels behind the head's centre.
    pub z: f32,
}

impl Point3 {
    /// The point at `x`, `y`, `z`.
    pub const fn new(x: f32, y: f32, z: f32) -> Self {
        Self { x, y, z }
    }

    /// This point without its depth.
    pub const fn flat(self) -> Point2 {
        Point2::new(self.x, self.y)
    }

    /// The point half-way between this one and `other`.
    pub fn midpoint(self, other: Self) -> Self {
        Self::new((self.x + other.x) / 2.0, (self.y + other.y) / 2.0, (self.z + other.z) / 2.0)
    }

    /// Euclidean distance to `other` in all three axes, in pixels.
    pub fn distance(self, other: Self) -> f32 {
        ((self.x - other.x).powi(2) + (self.y - other.y).powi(2) + (self.z - other.z).powi(2)).sqrt()
    }
}

/// An axis-aligned rectangle of a picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Extent to the right.
    pub width: f32,
    /// Extent downwards.
    pub height: f32,
}

impl Rect {
    /// The smallest rectangle around `points`, or `None` where there are none.
    pub fn around(points: impl IntoIterator<Item = Point2>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let (mut low, mut high) = (first, first);
        for point in points {
            low = Point2::new(low.x.min(point.x), low.y.min(point.y));
            high = Point2::new(high.x.max(point.x), high.y.max(point.y));
        }
        Some(Self { x: low.x, y: low.y, width: high.x - low.x, height: high.y - low.y })
    }

    /// The rectangle's centre.
    pub fn center(&self) -> Point2 {
        Point2::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Area in square pixels, zero for a rectangle turned inside out.
    pub fn area(&self) -> f32 {
        self.width.max(0.0) * self.height.max(0.0)
    }

    /// The area shared with `other`, in square pixels.
    pub fn overlap(&self, other: &Self) -> f32 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }

    /// Intersection over union with `other`, `0..=1`.
    pub fn intersection_over_union(&self, other: &Self) -> f32 {
        let shared = self.overlap(other);
        let union = self.area() + other.area() - shared;
        if union > 0.0 { shared / union } else { 0.0 }
    }
}

/// `x' = a x + b y + c`, `y' = d x + e y + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// The six coefficients `[a, b, c, d, e, f]`.
    pub coefficients: [f32; 6],
}

impl Affine {
    /// The map that changes nothing.
    pub const IDENTITY: Self = Self { coefficients: [1.0, 0.0, 0.0, 0.0, 1.0, 0.0] };

    /// Moves by `(x, y)`.
    pub const fn translation(x: f32, y: f32) -> Self {
        Self { coefficients: [1.0, 0.0, x, 0.0, 1.0, y] }
    }

    /// Scales both axes about the origin.
    pub const fn scaling(x: f32, y: f32) -> Self {
        Self { coefficients: [x, 0.0, 0.0, 0.0, y, 0.0] }
    }

    /// Turns by `radians`, clockwise on a screen whose `y` points down.
    pub fn rotation(radians: f32) -> Self {
        let (sin, cos) = radians.sin_cos();
        Self { coefficients: [cos, -sin, 0.0, sin, cos, 0.0] }
    }

    /// The map that does `self` first and `next` after it.
    pub fn then(&self, next: &Self) -> Self {
        let [a, b, c, d, e, f] = self.coefficients;
        let [g, h, i, j, k, l] = next.coefficients;
        Self {
            coefficients: [
                g * a + h * d,
                g * b + h * e,
                g * c + h * f + i,
                j * a + k * d,
                j * b + k * e,
                j * c + k * f + l,
            ],
        }
    }

    /// The map that undoes this one, or `None` where it flattens the plane.
    pub fn inverse(&self) -> Option<Self> {
        let [a, b, c, d, e, f] = self.coefficients;
        let determinant = a * e - b * d;
        if !determinant.is_normal() {
            return None;
        }
        let (ia, ib, id, ie) = (e / determinant, -b / determinant, -d / determinant, a / determinant);
        Some(Self { coefficients: [ia, ib, -(ia * c + ib * f), id, ie, -(id * c + ie * f)] })
    }

    /// Where `point` comes to lie.
    pub fn apply(&self, point: Point2) -> Point2 {
        let [a, b, c, d, e, f] = self.coefficients;
        Point2::new(a * point.x + b * point.y + c, d * point.x + e * point.y + f)
    }

    /// The length that one pixel along `x` becomes; for a similarity, its scale.
    pub fn scale(&self) -> f32 {
        let [a, _, _, d, _, _] = self.coefficients;
        a.hypot(d)
    }

    /// Where a mesh point comes to lie; depth is scaled like the picture.
    pub fn apply3(&self, point: Point3) -> Point3 {
        let flat = self.apply(point.flat());
        Point3::new(flat.x, flat.y, point.z * self.scale())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverse_undoes_its_map() {
        let map =
            Affine::rotation(0.7).then(&Affine::scaling(2.0, 3.0)).then(&Affine::translation(5.0, -4.0));
        let back = map.then(&map.inverse().unwrap());
        let point = back.apply(Point2::new(12.5, -7.25));
        assert!((point.x - 12.5).abs() < 1e-4 && (point.y + 7.25).abs() < 1e-4, "{point:?}");
        assert!(Affine::scaling(0.0, 1.0).inverse().is_none());
    }

    #[test]
    fn overlap_is_symmetric_and_bounded() {
        let a = Rect { x: 0.0, y: 0.0, width: 2.0, height: 2.0 };
        let b = Rect { x: 1.0, y: 1.0, width: 2.0, height: 2.0 };
        assert_eq!(a.intersection_over_union(&b), 1.0 / 7.0);
        assert_eq!(b.intersection_over_union(&a), 1.0 / 7.0);
        assert_eq!(a.intersection_over_union(&a), 1.0);
    }
}
