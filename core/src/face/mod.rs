//! From a frame to a face: detector, mesh, pose, and the crops that the measures look at.

mod canonical;
mod contours;
mod contract;
mod detector;
mod ear_crop;
mod ear_shown;
mod eye_crop;
mod eyes;
mod head_crop;
pub mod landmarks;
mod mesh;
mod parser;
mod parser_outputs;
mod perspective;
mod pose;
mod shown;
mod shown_window;
mod tracker;

pub use canonical::{CANONICAL_FACE, TRIANGLES};
pub use contours::{FACE_OVAL, LEFT_EYE, LEFT_EYEBROW, LIPS_INNER, LIPS_OUTER, RIGHT_EYE, RIGHT_EYEBROW};
pub use detector::Detection;
pub use ear_crop::Side;
pub use ear_shown::{EarState, Ears};
pub use eyes::{EyeState, FaceEyes};
pub use head_crop::{HEAD_CROP_EYE_DISTANCE, HEAD_CROP_SIDE, HeadCrop};
pub use parser::{HeadAttributes, HeadParse, LitFace};
pub use parser_outputs::PixelClass;
pub use pose::{HeadPose, RigidFit};
pub use shown::FaceShown;

// The steps on the way: see `internals` in Cargo.toml.
#[cfg(feature = "internals")]
pub use {
    detector::{DetectorRange, FaceDetector, Search},
    ear_crop::EarCrop,
    ear_shown::EarShownNetwork,
    eye_crop::EyeCrops,
    eyes::FaceEyesNetwork,
    mesh::{FaceMesh, Mesh, MeshRegion},
    parser::{HeadLogits, HeadParser, HeadView, Parsing},
    shown::FaceShownNetwork,
    tracker::{Tracked, Tracker},
};
#[cfg(not(feature = "internals"))]
pub(crate) use {
    detector::{DetectorRange, FaceDetector, Search},
    ear_crop::EarCrop,
    ear_shown::EarShownNetwork,
    eye_crop::EyeCrops,
    eyes::FaceEyesNetwork,
    mesh::{FaceMesh, Mesh, MeshRegion},
    parser::{HeadLogits, HeadParser, HeadView, Parsing},
    shown::FaceShownNetwork,
    tracker::{Tracked, Tracker},
};

use crate::error::SwafotoError;
use crate::geometry::{Point2, Point3, Rect};

use landmarks::{
    COUNT, LEFT_EYE_INNER_CORNER, LEFT_EYE_OUTER_CORNER, RIGHT_EYE_INNER_CORNER, RIGHT_EYE_OUTER_CORNER,
};

/// No point of a face lies farther from its eyes than this many eye distances; the chin of a long one lies at two.
const FARTHEST_LANDMARK: f32 = 6.0;

/// A face with its mesh and pose, in upright frame pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    landmarks: Box<[Point3; COUNT]>,
    presence: f32,
    fit: RigidFit,
}

impl Face {
    /// The face of a fitted mesh, or `None` where the mesh is degenerate.
    pub fn from_mesh(mesh: Mesh) -> Option<Self> {
        let fit = pose::fit(&mesh.landmarks)?;
        Some(Self { landmarks: mesh.landmarks, presence: mesh.presence, fit })
    }

    /// Its oval ([`FACE_OVAL`]), in upright frame pixels: a closed loop of 36 points.
    pub fn outline(&self) -> Vec<Point2> {
        FACE_OVAL.iter().map(|index| self.landmarks[*index].flat()).collect()
    }

    /// The face of a mesh that another program has fitted: 468 points of MediaPipe's face mesh in upright frame pixels, `z` as
    /// [`Point3`] has it.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where these are no mesh of a face.
    pub fn from_landmarks(landmarks: Vec<Point3>) -> Result<Self, SwafotoError> {
        let refused = |reason: String| SwafotoError::InvalidFrame { field: "landmarks", reason };
        let landmarks = landmarks
            .into_boxed_slice()
            .try_into()
            .map_err(|landmarks: Box<[Point3]>| refused(format!("are {}, not {COUNT}", landmarks.len())))?;
        let face = Self::from_mesh(Mesh { landmarks, presence: 1.0 });
        let face = face.ok_or_else(|| refused("have no size".to_owned()))?;
        let reach = FARTHEST_LANDMARK * face.eye_distance();
        let middle = face.right_eye().midpoint(face.left_eye());
        // Written so that what is no number is refused, too.
        if !face.landmarks.iter().all(|point| point.distance(middle) <= reach) {
            return Err(refused(format!("lie farther than {FARTHEST_LANDMARK} eye distances from the eyes")));
        }
        Ok(face)
    }

    /// The points of the mesh, by the constants of [`landmarks`].
    pub fn landmarks(&self) -> &[Point3; COUNT] {
        &self.landmarks
    }

    /// How sure the mesh network is that this is a face, `0..=1`.
    pub fn presence(&self) -> f32 {
        self.presence
    }

    /// Head pose in degrees, as a camera far away would see it.
    pub fn pose(&self) -> HeadPose {
        self.fit.pose
    }

    /// Head pose in degrees in a picture of `width x height` upright pixels: with the perspective of the camera that is near.
    pub fn pose_in(&self, size: (usize, usize)) -> HeadPose {
        let pitch = perspective::pitch(&self.landmarks, &self.fit, size).unwrap_or(self.fit.pose.pitch);
        HeadPose { pitch, ..self.fit.pose }
    }

    /// The rigid fit behind the pose.
    pub fn rigid_fit(&self) -> &RigidFit {
        &self.fit
    }

    /// Centre of the right eye: the middle of its corners.
    pub fn right_eye(&self) -> Point3 {
        self.landmarks[RIGHT_EYE_OUTER_CORNER].midpoint(self.landmarks[RIGHT_EYE_INNER_CORNER])
    }

    /// Centre of the left eye: the middle of its corners.
    pub fn left_eye(&self) -> Point3 {
        self.landmarks[LEFT_EYE_INNER_CORNER].midpoint(self.landmarks[LEFT_EYE_OUTER_CORNER])
    }

    /// Distance of the eye centres in pixels, with depth, so that it does not shrink when the head turns
    /// (OFIQ divides the flat distance by the cosine of the yaw to the same end).
    pub fn eye_distance(&self) -> f32 {
        self.right_eye().distance(self.left_eye())
    }

    /// The point between the eyes.
    pub fn eye_midpoint(&self) -> Point2 {
        self.right_eye().midpoint(self.left_eye()).flat()
    }

    /// The smallest upright rectangle around the mesh: brow to chin, without hair and ears.
    pub fn bounds(&self) -> Rect {
        Rect::around(self.landmarks.iter().map(|point| point.flat())).unwrap_or_default()
    }

    /// Whether `other` is the same face as this one: neither's middle lies off the other.
    pub(crate) fn lies_on(&self, other: &Self) -> bool {
        let (one, other) = (self.bounds(), other.bounds());
        one.center().distance(other.center()) < 0.5 * one.width.max(other.width)
    }

    /// Whether `detection` is of this face: its centre lies on the mesh's middle.
    pub(crate) fn is_seen_by(&self, detection: &Detection) -> bool {
        let bounds = self.bounds();
        bounds.center().distance(detection.bounds.center()) < 0.5 * bounds.width.max(bounds.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mesh() -> Vec<Point3> {
        CANONICAL_FACE.map(|[x, y, z]| Point3::new(20.0 * x, -20.0 * y, -20.0 * z)).to_vec()
    }

    #[test]
    fn landmarks_that_are_no_face_are_refused() {
        assert_eq!(Face::from_landmarks(mesh()).unwrap().landmarks()[..], mesh());
        let refused = |change: fn(&mut Vec<Point3>)| {
            let mut landmarks = mesh();
            change(&mut landmarks);
            Face::from_landmarks(landmarks).unwrap_err().to_string()
        };
        assert!(refused(|mesh| mesh.truncate(467)).contains("467"));
        assert!(refused(|mesh| mesh.fill(Point3::default())).contains("size"));
        assert!(refused(|mesh| mesh[3].x = 1e6).contains("eye distances"));
        assert!(refused(|mesh| mesh[3].y = f32::NAN).contains("landmarks"));
        assert!(refused(|mesh| mesh[3].z = f32::INFINITY).contains("landmarks"));
    }
}
