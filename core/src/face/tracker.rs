//! Following one face from frame to frame without running the detector again.

use crate::error::SwafotoError;
use crate::frame::Frame;

use super::detector::FaceDetector;
use super::mesh::{FaceMesh, MeshRegion};
use super::{Detection, Face};

/// Detections that are tried, the largest first, until the mesh confirms one: a detector takes a hand for a face now and
/// then, and somebody cut off by the picture's edge may be larger than the person in front of the camera.
const MOST_TRIED: usize = 3;

/// The state between two frames: where the face was.
#[derive(Clone, Debug, Default)]
pub struct Tracker {
    region: Option<MeshRegion>,
    frame_size: Option<(usize, usize)>,
}

/// What a tracker found in one frame.
#[derive(Clone, Debug)]
pub struct Tracked {
    /// The face, if there is one.
    pub face: Option<Face>,
    /// What the detector found, if it had to run: every face, the tracked one among them.
    pub detections: Option<Vec<Detection>>,
}

impl Tracker {
    /// Finds the face in the next frame: by the mesh alone while it holds, by the detector where it does not. What scores
    /// below `min_score` is no detection, and a mesh of less presence than `min_presence` no face.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where a network fails; the tracker stays usable.
    pub fn next(
        &mut self,
        frame: &Frame<'_>,
        detector: &FaceDetector,
        mesh: &FaceMesh,
        min_score: f32,
        min_presence: f32,
    ) -> Result<Tracked, SwafotoError> {
        let size = (frame.width(), frame.height());
        if self.frame_size.replace(size) != Some(size) {
            self.region = None;
        }
        if let Some(region) = self.region.take()
            && let Some(face) = self.follow(frame, mesh, &region, min_presence)?
        {
            return Ok(Tracked { face: Some(face), detections: None });
        }
        let detections = detector.detect(frame, min_score)?;
        let face = self.follow_largest(frame, mesh, &detections, min_presence)?;
        Ok(Tracked { face, detections: Some(detections) })
    }

    /// Fits the mesh in the largest of `detections` that it confirms and follows it from there; `None` where there is none.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn follow_largest(
        &mut self,
        frame: &Frame<'_>,
        mesh: &FaceMesh,
        detections: &[Detection],
        min_presence: f32,
    ) -> Result<Option<Face>, SwafotoError> {
        let mut by_size: Vec<&Detection> = detections.iter().collect();
        by_size.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
        for detection in by_size.into_iter().take(MOST_TRIED) {
            let face = self.follow(frame, mesh, &MeshRegion::of_detection(detection), min_presence)?;
            if face.is_some() {
                return Ok(face);
            }
        }
        Ok(None)
    }

    /// Forgets the face, so that the next frame runs the detector.
    pub fn reset(&mut self) {
        self.region = None;
    }

    /// Fits the mesh in `region` and follows it from there; `None` where there is no face.
    fn follow(
        &mut self,
        frame: &Frame<'_>,
        mesh: &FaceMesh,
        region: &MeshRegion,
        min_presence: f32,
    ) -> Result<Option<Face>, SwafotoError> {
        let fitted = mesh.fit(frame, region)?;
        if fitted.presence < min_presence {
            return Ok(None);
        }
        self.region = MeshRegion::of_landmarks(&fitted.landmarks);
        Ok(Face::from_mesh(fitted))
    }
}
