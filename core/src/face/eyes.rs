//! Our third network: whether an eye is open, and whether one is seen at all.
//!
//! The mesh cannot tell: its lids hardly close, and their gap grows with pitch and shrinks with a smile.

use crate::error::SwafotoError;
use crate::net::{Network, Outputs, sigmoid};
use crate::raster::ImageTensor;

use super::contract;
use super::eye_crop::EyeCrops;

/// What the network says of one eye.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EyeState {
    /// Probability that it is open, if it is an eye: about `0.5` where its lids are half shut.
    pub open: f32,
    /// Probability that an eye is seen, open or closed: not dark glass, a hand, paint, or another part of a face.
    pub seen: f32,
}

/// What the network says of both eyes. Left and right are the subject's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceEyes {
    /// The right eye.
    pub right: EyeState,
    /// The left eye.
    pub left: EyeState,
}

/// The network.
#[derive(Clone, Debug)]
pub struct FaceEyesNetwork(Network);

impl FaceEyesNetwork {
    /// What `network` is taken for.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `network` says of itself in its metadata that it is another, by the name of what differs.
    pub fn new(network: Network) -> Result<Self, SwafotoError> {
        contract::check_face_eyes(&network)?;
        Ok(Self(network))
    }

    /// Looks at both eyes, one after the other.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn look(&self, eyes: EyeCrops) -> Result<FaceEyes, SwafotoError> {
        Ok(FaceEyes { right: self.look_at(eyes.right)?, left: self.look_at(eyes.left)? })
    }

    fn look_at(&self, eye: ImageTensor) -> Result<EyeState, SwafotoError> {
        let outputs = self.0.run(eye)?;
        Ok(EyeState { open: probability(&outputs, "open")?, seen: probability(&outputs, "seen")? })
    }
}

fn probability(outputs: &Outputs, name: &str) -> Result<f32, SwafotoError> {
    outputs.get(name)?.first().copied().map(sigmoid).ok_or_else(|| SwafotoError::Inference {
        model: "face_eyes".to_owned(),
        reason: format!("its output `{name}` is empty"),
    })
}
