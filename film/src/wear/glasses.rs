//! Clear glasses with a dark frame.

use swafoto::face::landmarks::{LEFT_FACE_EDGE, RIGHT_FACE_EDGE};
use swafoto::geometry::Point2;

use super::super::portrait::Portrait;
use super::coverage;

/// Half the width and height of a lens, its corner's radius, and the frame's width, in eye distances.
const LENS: (f32, f32) = (0.41, 0.29);
const CORNER: f32 = 0.16;
const FRAME: f32 = 0.075;

/// Where the lenses' centres stand: eye centres are at half an eye distance.
const CENTER: (f32, f32) = (0.51, 0.06);

/// Where a hand takes the glasses, in eye distances.
const AWAY: Point2 = Point2::new(3.4, 1.6);

/// A little soft, as the picture under it is.
const SOFT: f32 = 0.03;

const FRAME_COLOR: [f32; 3] = [26.0, 22.0, 24.0];
const GLINT: [f32; 3] = [236.0, 240.0, 246.0];

/// Draws the glasses: `worn` is 1 on the nose and 0 out of sight.
pub(super) fn put_on(portrait: &mut Portrait, worn: f32) {
    let off = 1.0 - worn;
    let (dx, dy) = (AWAY.x * off, AWAY.y * off);
    let ears = [portrait.in_face(RIGHT_FACE_EDGE), portrait.in_face(LEFT_FACE_EDGE)];
    portrait.paint(6.0, |at| {
        let at = Point2::new(at.x - dx, at.y - dy);
        let lens = rounded_box(Point2::new(at.x.abs() - CENTER.0, at.y - CENTER.1), LENS, CORNER);
        let rim = lens.abs() - FRAME / 2.0;
        let bridge = bridge(at);
        let temple = ears.iter().map(|ear| temple(at, *ear)).fold(f32::INFINITY, f32::min);
        let frame = coverage(rim.min(bridge).min(temple), SOFT);
        if frame > 0.0 {
            // Light from above runs along the frame's upper edge.
            let shine = if at.y < CENTER.1 - 0.2 { 18.0 } else { 0.0 };
            return (FRAME_COLOR.map(|value| value + shine), frame);
        }
        if lens < 0.0 {
            // A window's reflection across each lens, and a little less light through the glass.
            let across = at.x.abs() - CENTER.0 + 0.8 * (at.y - CENTER.1);
            let glint = 0.22 * coverage((across + 0.12).abs() - 0.09, 0.06);
            return if glint > 0.0 { (GLINT, glint) } else { ([150.0, 155.0, 160.0], 0.07) };
        }
        ([0.0; 3], 0.0)
    });
}

/// Distance to a box with round corners, negative inside.
fn rounded_box(at: Point2, (half_width, half_height): (f32, f32), radius: f32) -> f32 {
    let x = at.x.abs() - half_width + radius;
    let y = at.y.abs() - half_height + radius;
    x.max(0.0).hypot(y.max(0.0)) + x.max(y).min(0.0) - radius
}

/// An arch over the nose.
fn bridge(at: Point2) -> f32 {
    let gap = CENTER.0 - LENS.0 + 0.02;
    let arch = CENTER.1 - 0.06 - 0.06 * (1.0 - (at.x / gap).powi(2));
    if at.x.abs() > gap { f32::INFINITY } else { (at.y - arch).abs() - FRAME / 2.0 }
}

/// From a lens's outer edge to the ear.
fn temple(at: Point2, ear: Point2) -> f32 {
    let side = ear.x.signum();
    let from = Point2::new(side * (CENTER.0 + LENS.0), CENTER.1 - 0.12);
    let to = Point2::new(ear.x + side * 0.04, ear.y.min(0.25) - 0.12);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let along = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy).max(1e-6);
    let along = along.clamp(0.0, 1.0);
    at.distance(Point2::new(from.x + along * dx, from.y + along * dy)) - FRAME / 2.2
}
