//! A phone's screen, drawn from the core's record of it: what a wrapper shows, as a picture.

mod contact_sheet;
mod layout;
mod look;

use image::RgbImage;
use swafoto::geometry::Point2;
use swafoto::raster::RgbPlane;
use swafoto::screen::{Ink, Paint, Screen, Shape};

use crate::annotate::canvas::{Canvas, Stroke, dashes};

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
            let pattern = (dash > 0.0).then_some((dash * scale, dash * scale));
            for contour in &contours {
                for (from, to) in dashes(contour, shape.closed, pattern) {
                    canvas.line(from, to, stroke);
                }
            }
        }
    }
}
