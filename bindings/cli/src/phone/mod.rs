//! A phone's screen, drawn from the core's record of it: what a wrapper shows, as a picture.

mod contact_sheet;
mod layout;
mod look;

use image::RgbImage;
use swafoto::geometry::Point2;
use swafoto::raster::RgbPlane;
use swafoto::screen::{Ink, Paint, Screen, Shape};

use crate::annotate::canvas::{Canvas, Stroke};

pub(crate) use contact_sheet::ContactSheet;
pub(crate) use look::Look;

/// The screen with the camera's picture behind it, where it shows that. `photo`: as large as the phone's screen.
pub(crate) fn draw(screen: &Screen, overlay: &[Shape], photo: Option<&RgbPlane>, look: &Look) -> RgbImage {
    let (width, height) = look.pixels();
    let ground = if screen.shows_camera { look::CAMERA } else { look.colors().surface };
    let mut canvas = Canvas::new(width, height, ground);
    if let Some(photo) = photo.filter(|_| screen.shows_camera) {
        canvas.place(photo);
    }
    for shape in overlay {
        paint(&mut canvas, shape, (0.0, 0.0), 1.0, look);
    }
    layout::lay(&mut canvas, screen, look);
    canvas.into_image()
}

/// Paints a shape, scaled and then moved.
fn paint(canvas: &mut Canvas, shape: &Shape, (left, top): (f32, f32), scale: f32, look: &Look) {
    let color = match shape.ink {
        Ink::White => [255; 3],
        Ink::Black => [0; 3],
        Ink::Text => look.colors().text,
        Ink::Accent => look.colors().accent,
    };
    let moved = |contour: &Vec<Point2>| -> Vec<Point2> {
        contour.iter().map(|point| Point2::new(left + scale * point.x, top + scale * point.y)).collect()
    };
    let contours: Vec<_> = shape.contours.iter().map(moved).collect();
    match shape.paint {
        Paint::Fill => canvas.area(&contours, color, shape.opacity),
        Paint::Line { width, dash } => {
            let stroke = Stroke { color, width: width * scale, opacity: shape.opacity };
            for contour in &contours {
                for (from, to) in dashes(contour, shape.closed, dash * scale) {
                    canvas.line(from, to, stroke);
                }
            }
        }
    }
}

/// The pieces of a line that are drawn: all of it where `dash` is 0.
fn dashes(contour: &[Point2], closed: bool, dash: f32) -> Vec<(Point2, Point2)> {
    let end = if closed { contour.first() } else { None };
    let points: Vec<Point2> = contour.iter().chain(end).copied().collect();
    let sides = points.windows(2).map(|side| (side[0], side[1]));
    if dash <= 0.0 {
        return sides.collect();
    }
    let mut pieces = Vec::new();
    let mut walked = 0.0;
    for (from, to) in sides {
        let length = from.distance(to);
        let at = |along: f32| {
            let share = (along / length).clamp(0.0, 1.0);
            Point2::new(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y))
        };
        let mut along = 0.0;
        while along < length {
            let phase = (walked + along) % (2.0 * dash);
            let left = if phase < dash { dash - phase } else { 2.0 * dash - phase };
            let next = (along + left.max(0.1)).min(length);
            if phase < dash {
                pieces.push((at(along), at(next)));
            }
            along = next;
        }
        walked += length;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_cover_half_of_a_line_and_a_plain_line_is_whole() {
        let square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)].map(|(x, y)| Point2::new(x, y));
        let length =
            |pieces: &[(Point2, Point2)]| -> f32 { pieces.iter().map(|(from, to)| from.distance(*to)).sum() };
        assert_eq!(length(&dashes(&square, true, 0.0)), 400.0);
        assert_eq!(length(&dashes(&square, false, 0.0)), 300.0);
        assert!((length(&dashes(&square, true, 10.0)) - 200.0).abs() < 1.0);
        assert!(dashes(&[], true, 10.0).is_empty());
    }
}
