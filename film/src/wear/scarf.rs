//! A headscarf around the whole face.

use swafoto::face::landmarks::{LEFT_FACE_EDGE, RIGHT_FACE_EDGE};

use super::super::portrait::Portrait;
use super::coverage;

/// Height of the cloth's edge on the forehead, and below the chin, in eye distances from the eyes down.
const FOREHEAD: f32 = -0.85;
const CHIN: f32 = 1.95;

/// How far beyond the edges of the face the head's cloth reaches, in eye distances, and how much higher than the forehead.
const BESIDE: f32 = 0.75;
const ABOVE: f32 = 1.0;

/// Plum, as a lamp in a room shows it.
const CLOTH: [f32; 3] = [112.0, 62.0, 84.0];

/// Draws the scarf; `amount` below 1 lets it shine through.
pub(super) fn put_on(portrait: &mut Portrait, amount: f32) {
    let (right, left) = (portrait.in_face(RIGHT_FACE_EDGE).x, portrait.in_face(LEFT_FACE_EDGE).x);
    let (middle, half_width) = (0.5 * (left + right), 0.5 * (left - right));
    let (height, half_height) = (0.5 * (CHIN + FOREHEAD), 0.5 * (CHIN - FOREHEAD));
    portrait.paint(4.0, |at| {
        let (x, y) = (at.x - middle, at.y - height);
        // The opening is the face; the cloth's outer edge is the head's, and falls to the shoulders.
        let opening = (x / half_width).hypot(y / half_height) - 1.0;
        let head = (x / (half_width + BESIDE)).hypot(y.min(0.0) / (half_height + ABOVE)) - 1.0;
        let shoulders = (x.abs() - half_width - BESIDE - 0.9 * (at.y - 1.2).max(0.0)) / half_width;
        let outside = head.min(if y > 0.0 { shoulders } else { head });
        let inside = (-outside).min(opening * half_width);
        let opacity = coverage(-inside, 0.06) * amount;
        if opacity <= 0.0 {
            return ([0.0; 3], 0.0);
        }
        // Folds follow the opening, and are deepest below the chin.
        let deep = 0.05 + 0.09 * (at.y - 0.6).clamp(0.0, 1.5);
        let folds = deep * (17.0 * opening + 2.0 * (1.7 * at.x + 0.4 * at.y).sin()).sin();
        let round = 1.08 - 0.35 * (x / (half_width + BESIDE)).powi(2) - 0.1 * (-6.0 * opening).exp();
        (CLOTH.map(|value| value * (round + folds)), opacity)
    });
}
