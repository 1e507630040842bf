//! Hair that falls over the ears.

use swafoto::face::landmarks::{LEFT_FACE_EDGE, RIGHT_FACE_EDGE};
use swafoto::geometry::Point2;

use super::super::portrait::Portrait;
use super::coverage;

/// Where the lock begins and ends, in eye distances below the eyes.
const TOP: f32 = -0.85;
const BOTTOM: f32 = 1.7;

/// The lock's greatest width.
const WIDTH: f32 = 0.95;

/// How far it lies over the cheek.
const OVER_CHEEK: f32 = 0.16;

/// Draws a lock down each side of the face; `amount` below 1 draws its front edge back behind the ear.
pub(super) fn cover_ears(portrait: &mut Portrait, amount: f32) {
    let edges = [portrait.in_face(RIGHT_FACE_EDGE), portrait.in_face(LEFT_FACE_EDGE)];
    // The person's own hair, as it is over the temples.
    let own = edges.map(|edge| portrait.mean_color(Point2::new(edge.x * 1.25, -0.75), 0.25));
    portrait.paint(3.0, |at| {
        let side = usize::from(at.x >= 0.0);
        let edge = edges[side];
        let outward = (at.x - edge.x) * edge.x.signum();
        let down = (at.y - TOP) / (BOTTOM - TOP);
        if !(0.0..=1.0).contains(&down) {
            return ([0.0; 3], 0.0);
        }
        let front = 0.08 * (2.0 * at.y + 0.6).sin() - OVER_CHEEK + WIDTH * (1.0 - amount);
        // Full to below the ear, running out to a tip; its upper end joins the hair on the head.
        let fullness = (4.0 * down).min(1.0).sqrt() * (2.2 * (1.0 - down)).min(1.0).sqrt();
        let outer = (WIDTH - OVER_CHEEK) * (0.4 + 0.6 * fullness) - 0.35 * (down - 0.6).max(0.0);
        let inside = (outward - front).min(outer - outward);
        let opacity = coverage(-inside, 0.1);
        if opacity <= 0.0 {
            return ([0.0; 3], 0.0);
        }
        let strands = 0.10 * (33.0 * outward + 2.0 * (2.1 * at.y).sin()).sin()
            + 0.08 * (71.0 * outward + 3.0 * (1.3 * at.y + 1.0).sin()).sin();
        let round = 1.05 - 0.5 * (outward - 0.3).powi(2) - 0.12 * down;
        (own[side].map(|value| value * (round + strands)), opacity)
    });
}
