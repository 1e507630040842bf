//! The 468-point face mesh, on a crop turned so that the eyes are level.

use std::f32::consts::PI;

use crate::error::SwafotoError;
use crate::frame::Frame;
use crate::geometry::{Affine, Point2, Point3, Rect};
use crate::net::{Network, sigmoid};
use crate::raster::{Border, ValueRange, warp_to_tensor};

use super::detector::Detection;
use super::landmarks::{COUNT, LEFT_EYE_OUTER_CORNER, RIGHT_EYE_OUTER_CORNER};

/// The crop is this much larger than the face's box (MediaPipe's value for both of its sources).
const CROP_MARGIN: f32 = 1.5;

/// Where the mesh network should look: a turned square.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeshRegion {
    /// Centre in upright frame pixels.
    pub center: Point2,
    /// Side in upright frame pixels.
    pub side: f32,
    /// Clockwise turn of the eye line in radians.
    pub turn: f32,
}

impl MeshRegion {
    /// Around a detected face.
    pub fn of_detection(detection: &Detection) -> Self {
        let Rect { width, height, .. } = detection.bounds;
        let (right, left) = (detection.right_eye, detection.left_eye);
        Self {
            center: detection.bounds.center(),
            side: width.max(height) * CROP_MARGIN,
            turn: (left.y - right.y).atan2(left.x - right.x),
        }
    }

    /// Around the mesh of the frame before, or `None` where it has no extent.
    pub fn of_landmarks(landmarks: &[Point3; COUNT]) -> Option<Self> {
        let (right, left) = (landmarks[RIGHT_EYE_OUTER_CORNER], landmarks[LEFT_EYE_OUTER_CORNER]);
        let turn = (left.y - right.y).atan2(left.x - right.x);
        let level = Affine::rotation(-turn);
        let bounds = Rect::around(landmarks.iter().map(|point| level.apply(point.flat())))?;
        let side = bounds.width.max(bounds.height) * CROP_MARGIN;
        let center = Affine::rotation(turn).apply(bounds.center());
        (side.is_normal() && turn.abs() <= PI).then_some(Self { center, side, turn })
    }

    /// Maps a `pixels x pixels` crop to the frame.
    fn to_frame(self, pixels: usize) -> Affine {
        let scale = self.side / pixels as f32;
        let half = pixels as f32 / 2.0;
        Affine::translation(-half, -half)
            .then(&Affine::scaling(scale, scale))
            .then(&Affine::rotation(self.turn))
            .then(&Affine::translation(self.center.x, self.center.y))
    }
}

/// A fitted mesh.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// [`COUNT`] points in upright frame pixels.
    pub landmarks: Box<[Point3; COUNT]>,
    /// How sure the network is that there is a face at all, `0..=1`.
    pub presence: f32,
}

/// The mesh network.
#[derive(Clone, Debug)]
pub struct FaceMesh {
    network: Network,
}

impl FaceMesh {
    /// The mesh network that runs `network`.
    pub fn new(network: Network) -> Self {
        Self { network }
    }

    /// Fits the mesh to the face in `region`.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails or answers with another number of points.
    pub fn fit(&self, frame: &Frame<'_>, region: &MeshRegion) -> Result<Mesh, SwafotoError> {
        let size = self.network.input_size();
        let to_frame = region.to_frame(size.0);
        let image = warp_to_tensor(frame, &to_frame, size, ValueRange::UNIT, Border::Replicate);
        let outputs = self.network.run(image)?;
        let raw = outputs.get("landmarks")?;
        let logit = outputs.get("presence")?.first().copied().unwrap_or(f32::NEG_INFINITY);
        // The turn is about the viewing axis, so depth is only scaled.
        let points =
            raw.chunks_exact(3).map(|point| to_frame.apply3(Point3::new(point[0], point[1], point[2])));
        let landmarks =
            points.collect::<Box<[Point3]>>().try_into().map_err(|_| SwafotoError::Inference {
                model: "face_landmark".to_owned(),
                reason: format!("expected {} landmark values, got {}", COUNT * 3, raw.len()),
            })?;
        Ok(Mesh { landmarks, presence: sigmoid(logit) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_level_with_the_eyes_it_comes_from() {
        let detection = Detection {
            bounds: Rect { x: 0.0, y: 0.0, width: 100.0, height: 80.0 },
            right_eye: Point2::new(30.0, 40.0),
            left_eye: Point2::new(70.0, 80.0),
            score: 0.9,
        };
        let region = MeshRegion::of_detection(&detection);
        assert!((region.turn - PI / 4.0).abs() < 1e-5);
        assert_eq!(region.side, 150.0);
        // Half-way along the crop's top edge lies up and to the right for a face turned clockwise.
        let top = region.to_frame(192).apply(Point2::new(96.0, 0.0));
        assert!(top.x > region.center.x && top.y < region.center.y);
    }
}
