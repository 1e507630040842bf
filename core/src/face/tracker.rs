//! Following one face from frame to frame without running the detector again.

use crate::error::SwafotoError;
use crate::frame::Frame;

use super::detector::FaceDetector;
use super::mesh::{FaceMesh, MeshRegion};
use super::{Detection, Face};

/// Below this the mesh has lost its face (MediaPipe's `min_tracking_confidence`).
const MIN_PRESENCE: f32 = 0.5;

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
    /// Finds the face in the next frame: by the mesh alone while it holds, by the detector where it does not.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where a network fails; the tracker stays usable.
    pub fn next(
        &mut self,
        frame: &Frame<'_>,
        detector: &FaceDetector,
        mesh: &FaceMesh,
        min_score: f32,
    ) -> Result<Tracked, SwafotoError> {
        let size = (frame.width(), frame.height());
        if self.frame_size.replace(size) != Some(size) {
            self.region = None;
        }
        if let Some(region) = self.region.take()
            && let Some(face) = self.follow(frame, mesh, &region)?
        {
            return Ok(Tracked { face: Some(face), detections: None });
        }
        let detections = detector.detect(frame, min_score)?;
        let nearest = detections.iter().max_by(|a, b| a.bounds.area().total_cmp(&b.bounds.area()));
        let face = match nearest {
            Some(detection) => self.follow(frame, mesh, &MeshRegion::of_detection(detection))?,
            None => None,
        };
        Ok(Tracked { face, detections: Some(detections) })
    }

    /// Forgets the face, so that the next frame runs the detector.
    pub fn reset(&mut self) {
        self.region = None;
    }

    /// Fits the mesh in `region` and follows it from there; `None` where there is no face.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn follow(
        &mut self,
        frame: &Frame<'_>,
        mesh: &FaceMesh,
        region: &MeshRegion,
    ) -> Result<Option<Face>, SwafotoError> {
        let fitted = mesh.fit(frame, region)?;
        if fitted.presence < MIN_PRESENCE {
            return Ok(None);
        }
        self.region = MeshRegion::of_landmarks(&fitted.landmarks);
        Ok(Face::from_mesh(fitted))
    }
}
