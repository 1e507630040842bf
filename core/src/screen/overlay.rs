//! What is drawn over the camera's picture. Each scene has a shape of its own, so that none is told from another by colour.

use crate::geometry::Point2;
use crate::session::Update;

use super::event::PreviewArea;
use super::shape::{Ink, Paint, Shape};
use super::view::Scene;

/// Widths of lines in dp.
const THIN: f32 = 3.0;
const THICK: f32 = 9.0;
/// Of the black around a white line, in dp.
const HALO: f32 = 3.0;
const DASH: f32 = 13.0;

/// Shares of the shorter side of the view.
const INSET: f32 = 0.12;
const ARM: f32 = 0.14;
const SIGN: f32 = 0.18;
const RIM: f32 = 0.1;

/// Shares of the view's height that the text and the buttons may take.
const UNDER_TEXT: f32 = 0.25;
const ABOVE_BUTTONS: f32 = 0.2;

/// The white around a lit face lets the room be seen, so that nobody stumbles.
const VEIL: f32 = 0.84;

/// The overlay of `scene` in the view's own unit. `size`: of the upright frame that `update` speaks of, in pixels.
pub(super) fn overlay(
    scene: Scene,
    update: Option<&Update>,
    size: Option<(usize, usize)>,
    area: PreviewArea,
    lights: bool,
) -> Vec<Shape> {
    let outline: Vec<Point2> = match (update, size.and_then(|size| Mapping::new(size, area))) {
        (Some(update), Some(mapping)) if scene.is_live() => {
            update.outline.iter().map(|point| mapping.apply(*point)).collect()
        }
        _ => Vec::new(),
    };
    let mut shapes = Vec::new();
    if lights {
        shapes.push(light(&outline, area));
    }
    let pen = Pen { density: area.density };
    match scene {
        Scene::Searching => shapes.extend(pen.lines(corners(area), THIN)),
        Scene::Guiding if outline.is_empty() => shapes.extend(pen.lines(corners(area), THIN)),
        Scene::Guiding => shapes.extend(pen.dashed(outline)),
        Scene::Holding if !outline.is_empty() => {
            let progress = update.map_or(0.0, |update| update.progress);
            let done = beginning_of(&outline, progress);
            shapes.extend(pen.ring(outline, THIN));
            shapes.extend(pen.lines(vec![done], THICK));
        }
        Scene::Verifying if !outline.is_empty() => {
            shapes.extend(pen.ring(outline.clone(), THICK));
            shapes.push(Shape::ring(outline, THIN * area.density, Ink::Black));
        }
        Scene::Accepted | Scene::ForReview => shapes.extend(pen.lines(vec![tick(area)], THICK)),
        _ => {}
    }
    shapes
}

/// From an upright, unmirrored frame to a view that the same picture fills. The same in every writing direction: a face does not
/// change sides with the language.
#[derive(Clone, Copy, Debug)]
struct Mapping {
    frame_width: f32,
    scale: f32,
    left: f32,
    top: f32,
    mirrored: bool,
}

impl Mapping {
    /// `None` where frame or view have no area.
    fn new((width, height): (usize, usize), area: PreviewArea) -> Option<Self> {
        let (width, height) = (width as f32, height as f32);
        if width <= 0.0 || height <= 0.0 || area.width <= 0.0 || area.height <= 0.0 {
            return None;
        }
        let scale = (area.width / width).max(area.height / height);
        Some(Self {
            frame_width: width,
            scale,
            left: (area.width - width * scale) / 2.0,
            top: (area.height - height * scale) / 2.0,
            mirrored: area.mirrored,
        })
    }

    fn apply(&self, point: Point2) -> Point2 {
        let x = if self.mirrored { self.frame_width - point.x } else { point.x };
        Point2::new(self.left + self.scale * x, self.top + self.scale * point.y)
    }
}

/// Draws lines white on a wider black.
struct Pen {
    density: f32,
}

impl Pen {
    fn lines(&self, contours: Vec<Vec<Point2>>, width: f32) -> [Shape; 2] {
        [(width + HALO, Ink::Black), (width, Ink::White)]
            .map(|(width, ink)| Shape::lines(contours.clone(), width * self.density, ink))
    }

    fn ring(&self, contour: Vec<Point2>, width: f32) -> [Shape; 2] {
        self.lines(vec![contour], width).map(|shape| Shape { closed: true, ..shape })
    }

    fn dashed(&self, contour: Vec<Point2>) -> [Shape; 2] {
        let dash = DASH * self.density;
        self.ring(contour, THIN).map(|shape| match shape.paint {
            Paint::Line { width, .. } => Shape { paint: Paint::Line { width, dash }, ..shape },
            Paint::Fill => shape,
        })
    }
}

/// White around the face, or a white frame where there is none.
fn light(outline: &[Point2], area: PreviewArea) -> Shape {
    let rectangle = |inset: f32| {
        let (right, bottom) = (area.width - inset, area.height - inset);
        [(inset, inset), (right, inset), (right, bottom), (inset, bottom)]
            .map(|(x, y)| Point2::new(x, y))
            .to_vec()
    };
    let (hole, opacity) =
        if outline.is_empty() { (rectangle(shorter(area) * RIM), 1.0) } else { (outline.to_vec(), VEIL) };
    Shape { opacity, ..Shape::area(vec![rectangle(0.0), hole], Ink::White) }
}

/// The corners of a frame to bring one's face into.
fn corners(area: PreviewArea) -> Vec<Vec<Point2>> {
    let (inset, arm) = (shorter(area) * INSET, shorter(area) * ARM);
    let mut corners = Vec::new();
    for (x, inward) in [(inset, arm), (area.width - inset, -arm)] {
        for (y, down) in [(area.height * UNDER_TEXT, arm), (area.height * (1.0 - ABOVE_BUTTONS), -arm)] {
            corners.push(vec![Point2::new(x + inward, y), Point2::new(x, y), Point2::new(x, y + down)]);
        }
    }
    corners
}

/// Below the words, which stand at the top.
fn tick(area: PreviewArea) -> Vec<Point2> {
    let (x, y, size) = (area.width / 2.0, area.height / 2.0, shorter(area) * SIGN);
    vec![
        Point2::new(x - size, y),
        Point2::new(x - size / 3.0, y + size * 2.0 / 3.0),
        Point2::new(x + size, y - size * 2.0 / 3.0),
    ]
}

fn shorter(area: PreviewArea) -> f32 {
    area.width.min(area.height)
}

/// The first `share` of a closed contour by its length.
fn beginning_of(contour: &[Point2], share: f32) -> Vec<Point2> {
    let ends = contour.iter().cycle().skip(1);
    let sides: Vec<_> = contour.iter().zip(ends).map(|(from, to)| (*from, *to)).collect();
    let whole: f32 = sides.iter().map(|(from, to)| from.distance(*to)).sum();
    let mut left = whole * share.clamp(0.0, 1.0);
    let mut begun: Vec<Point2> = contour.first().copied().into_iter().collect();
    for (from, to) in sides {
        let length = from.distance(to);
        if length >= left {
            let part = if length > 0.0 { left / length } else { 0.0 };
            begun.push(Point2::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part));
            break;
        }
        left -= length;
        begun.push(to);
    }
    begun
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(mirrored: bool) -> PreviewArea {
        PreviewArea { width: 360.0, height: 800.0, density: 1.0, mirrored }
    }

    #[test]
    fn a_frame_fills_the_view_and_is_cut_at_its_sides() {
        let mapping = Mapping::new((480, 640), area(false)).unwrap();
        assert_eq!(mapping.apply(Point2::new(240.0, 320.0)), Point2::new(180.0, 400.0));
        assert_eq!(mapping.apply(Point2::new(240.0, 0.0)).y, 0.0);
        assert_eq!(mapping.apply(Point2::new(0.0, 0.0)).x, -120.0);
        assert!(Mapping::new((0, 640), area(false)).is_none());
    }

    #[test]
    fn a_mirror_changes_sides_and_nothing_else() {
        let (plain, mirrored) = (Mapping::new((480, 640), area(false)), Mapping::new((480, 640), area(true)));
        let point = Point2::new(100.0, 50.0);
        let (plain, mirrored) = (plain.unwrap().apply(point), mirrored.unwrap().apply(point));
        assert_eq!((plain.x + mirrored.x, plain.y), (360.0, mirrored.y));
    }

    #[test]
    fn progress_follows_the_length_of_the_outline() {
        let square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)].map(|(x, y)| Point2::new(x, y));
        assert_eq!(beginning_of(&square, 0.375).last(), Some(&Point2::new(10.0, 5.0)));
        assert_eq!(beginning_of(&square, 1.0).last(), Some(&Point2::new(0.0, 0.0)));
        assert_eq!(beginning_of(&square, 0.0).len(), 2);
        assert!(beginning_of(&[], 0.5).is_empty());
    }
}
