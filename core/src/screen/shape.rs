//! Vector pictures, drawn alike on every platform.

use crate::geometry::Point2;

/// A colour by what it is for; the platform's theme has the colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// White, over the camera's picture.
    White,
    /// Black, around white lines: so that they are seen on any face and any wall.
    Black,
    /// The colour of text.
    Text,
    /// The colour of what matters in a pictogram.
    Accent,
}

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    /// Filled; what lies in an even number of its contours is left out.
    Fill,
    /// Its contours as lines with round ends and corners.
    Line {
        /// In the unit of the points.
        width: f32,
        /// Length of a dash and of the gap behind it in the same unit; 0 for a line without gaps.
        dash: f32,
    },
}

/// One shape. The points of each contour are those of a polygon.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The contours.
    pub contours: Vec<Vec<Point2>>,
    /// Whether each contour ends where it began.
    pub closed: bool,
    /// How it is painted.
    pub paint: Paint,
    /// What colour it has.
    pub ink: Ink,
    /// `0..=1`.
    pub opacity: f32,
}

impl Shape {
    /// Open lines.
    pub(super) fn lines(contours: Vec<Vec<Point2>>, width: f32, ink: Ink) -> Self {
        Self { contours, closed: false, paint: Paint::Line { width, dash: 0.0 }, ink, opacity: 1.0 }
    }

    /// A line that ends where it began.
    pub(super) fn ring(contour: Vec<Point2>, width: f32, ink: Ink) -> Self {
        Self { closed: true, ..Self::lines(vec![contour], width, ink) }
    }

    /// A filled area.
    pub(super) fn area(contours: Vec<Vec<Point2>>, ink: Ink) -> Self {
        Self { contours, closed: true, paint: Paint::Fill, ink, opacity: 1.0 }
    }
}
