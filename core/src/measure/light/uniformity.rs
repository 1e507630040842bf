//! IlluminationUniformity as OFIQ codes it.

use crate::face::landmarks::{
    COUNT, LEFT_EYE_INNER_CORNER, LEFT_EYE_OUTER_CORNER, MOUTH_LEFT_CORNER, MOUTH_RIGHT_CORNER,
    RIGHT_EYE_INNER_CORNER, RIGHT_EYE_OUTER_CORNER,
};
use crate::geometry::Point3;
use crate::raster::{LumaPlane, Plane};

/// Side of the squares over the distance between the eyes.
const SIDE: f32 = 0.3;

/// Shared area of the luminance histograms (256 bins, each of area one) of two squares below the eyes, half-way
/// down to the mouth, `0..=1`. `None` where a square leaves the photo.
pub(super) fn illumination_uniformity(
    luminance: &LumaPlane,
    inside: Option<&Plane<bool>>,
    landmarks: &[Point3; COUNT],
) -> Option<f32> {
    let middle = |one: usize, other: usize| landmarks[one].flat().midpoint(landmarks[other].flat());
    let right = middle(RIGHT_EYE_OUTER_CORNER, RIGHT_EYE_INNER_CORNER);
    let left = middle(LEFT_EYE_OUTER_CORNER, LEFT_EYE_INNER_CORNER);
    let mouth = middle(MOUTH_RIGHT_CORNER, MOUTH_LEFT_CORNER);
    let half = SIDE * right.distance(left) / 2.0;
    let histogram = |x: f32, y: f32| -> Option<[f32; 256]> {
        let inside_plane = x - half >= 0.0
            && y - half >= 0.0
            && x + half < luminance.width() as f32
            && y + half < luminance.height() as f32;
        if !inside_plane {
            return None;
        }
        let mut bins = [0.0; 256];
        let mut count = 0.0;
        for row in (y - half) as usize..=(y + half) as usize {
            for column in (x - half) as usize..=(x + half) as usize {
                if !inside.is_none_or(|plane| plane.at(column, row)) {
                    return None;
                }
                bins[((luminance.at(column, row) * 255.0) as usize).min(255)] += 1.0;
                count += 1.0;
            }
        }
        Some(bins.map(|bin| bin / count))
    };
    let one = histogram(right.x, (right.y + mouth.y) / 2.0)?;
    let other = histogram(left.x, (left.y + mouth.y) / 2.0)?;
    Some(one.iter().zip(other).map(|(a, b)| a.min(b)).sum())
}
