//! A cap: crown, seams and peak.

use swafoto::geometry::Point2;

use super::super::portrait::Portrait;
use super::coverage;

/// Half the width of the cap where it sits, in eye distances.
const HALF_WIDTH: f32 = 1.62;

/// Height of its lower edge over the eyes at the middle of the forehead, and of its top; `y` points down.
const EDGE: f32 = -0.62;
const TOP: f32 = -2.3;

/// Half the width of the peak, and how far it comes down.
const PEAK: (f32, f32) = (1.2, 0.3);

/// How far a cap that is lifted off goes.
const LIFT: f32 = 5.0;

const CLOTH: [f32; 3] = [36.0, 56.0, 112.0];

/// Draws the cap: `worn` is 1 on the head; towards 0 it is lifted out of sight.
pub(super) fn put_on(portrait: &mut Portrait, worn: f32) {
    let lift = LIFT * (1.0 - worn);
    portrait.paint(8.0, |at| {
        let at = Point2::new(at.x, at.y + lift);
        let (crown, peak) = (coverage(crown(at), 0.05), coverage(peak(at), 0.05));
        let opacity = crown.max(peak);
        if opacity <= 0.0 {
            return ([0.0; 3], 0.0);
        }
        let weave = 0.025 * (61.0 * at.x).sin() * (67.0 * at.y).sin();
        let shade = if peak > 0.5 { peak_shade(at) } else { crown_shade(at) };
        (CLOTH.map(|value| value * (shade + weave)), opacity)
    });
}

/// The upper half of a squarish ellipse; its lower edge rises towards the ears.
fn crown(at: Point2) -> f32 {
    let lower = EDGE + 0.16 * (at.x / HALF_WIDTH).powi(2);
    let height = EDGE - TOP;
    let (x, y) = ((at.x / HALF_WIDTH).abs(), ((at.y - EDGE) / height).abs());
    let dome = ((x.powf(2.4) + y.powf(2.4)).powf(1.0 / 2.4) - 1.0) * height.min(HALF_WIDTH);
    dome.max(at.y - lower)
}

/// Round, lit from above; a seam down the middle and one to each side.
fn crown_shade(at: Point2) -> f32 {
    let side = at.x / HALF_WIDTH;
    let up = ((EDGE - at.y) / (EDGE - TOP)).clamp(0.0, 1.0);
    let round = (1.0 - side * side).max(0.0).sqrt();
    let bow = 0.62 * HALF_WIDTH * (1.0 - up * up).max(0.0).sqrt();
    let seam = coverage(at.x.abs().min((at.x.abs() - bow).abs()) - 0.008, 0.025);
    (0.5 + 0.45 * round + 0.2 * up) * (1.0 - 0.22 * seam)
}

/// A crescent over the brow.
fn peak(at: Point2) -> f32 {
    let across = at.x / PEAK.0;
    let lower = EDGE + PEAK.1 * (1.0 - across * across).max(0.0).sqrt();
    (at.y - lower).max(EDGE - 0.14 - at.y).max((across.abs() - 1.0) * PEAK.0)
}

/// Brighter towards its front edge, dark where it meets the crown.
fn peak_shade(at: Point2) -> f32 {
    0.55 + 0.9 * (at.y - EDGE + 0.1).clamp(0.0, 0.4)
}
