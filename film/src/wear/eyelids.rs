//! Closed eyes: the upper lid, with its lashes, is drawn down over the opening.

use swafoto::face::{LEFT_EYE, RIGHT_EYE};
use swafoto::geometry::Point2;

use super::super::portrait::Portrait;

/// Height of the skin over the opening that is stretched, in eye distances.
const LID: f32 = 0.13;

/// The contours of an eye run from the outer corner along the lower lid, and back along the upper one.
const LOWER_LID: usize = 9;

/// Lets the lids down over `amount` of the opening.
pub(super) fn close(portrait: &mut Portrait, amount: f32) {
    for eye in [&RIGHT_EYE, &LEFT_EYE] {
        let contour: Vec<Point2> = eye.iter().map(|index| portrait.in_face(*index)).collect();
        let lower: Vec<Point2> = contour[..LOWER_LID].to_vec();
        let upper: Vec<Point2> = contour[LOWER_LID - 1..].iter().chain(&contour[..1]).copied().collect();
        let middle = (contour[0].x + contour[LOWER_LID - 1].x) / 2.0;
        let half = (contour[0].x - contour[LOWER_LID - 1].x).abs() / 2.0;
        portrait.bend(1.2, |at| {
            if (at.x - middle).abs() >= half {
                return at;
            }
            let (Some(open), Some(foot)) = (height_at(&upper, at.x), height_at(&lower, at.x)) else {
                return at;
            };
            let crest = open - LID;
            let edge = open + amount * (foot - open);
            if at.y <= crest || at.y > edge {
                return at;
            }
            Point2::new(at.x, crest + (at.y - crest) * (open - crest) / (edge - crest))
        });
    }
}

/// Height of a line of points at `x`, or `None` where it does not reach.
fn height_at(line: &[Point2], x: f32) -> Option<f32> {
    line.windows(2).find_map(|pair| {
        let (from, to) = (pair[0], pair[1]);
        let along = (x - from.x) / (to.x - from.x);
        (0.0..=1.0).contains(&along).then_some(from.y + along * (to.y - from.y))
    })
}
