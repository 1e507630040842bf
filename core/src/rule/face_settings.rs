//! Which detections are faces.

use serde::Deserialize;

use crate::error::SwafotoError;

use super::limit::within;

/// Which detections are faces, and which of those matter: the table `[faces]` of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FaceSettings {
    /// Detector score from which on something is taken for a face, `0..=1`.
    pub min_score: f32,
    /// Mesh presence from which on it is confirmed, `0..=1`.
    pub min_presence: f32,
    /// Other faces narrower than this share of the main one's width do not matter, `0..=1`.
    pub min_other_size: f32,
    /// Evidence of an upright face (the detector's score times the mesh's presence) that no turn of the photograph need better,
    /// `0..=1`. Faces that lie on their heads reach .77.
    pub surely_upright: f32,
    /// How much more evidence there must be in a turned photograph than as it is, `0..=1`, before somebody is told to turn it.
    pub more_upright: f32,
    /// Mesh presence below which a turned photograph shows no face at all, `0..=1`.
    pub min_presence_turned: f32,
}

impl FaceSettings {
    pub(super) fn check(&self) -> Result<(), SwafotoError> {
        let Self {
            min_score,
            min_presence,
            min_other_size,
            surely_upright,
            more_upright,
            min_presence_turned,
        } = *self;
        within("faces.min-score", min_score, 0.0..=1.0)?;
        within("faces.min-presence", min_presence, 0.0..=1.0)?;
        within("faces.min-other-size", min_other_size, 0.0..=1.0)?;
        within("faces.surely-upright", surely_upright, 0.0..=1.0)?;
        within("faces.more-upright", more_upright, 0.0..=1.0)?;
        within("faces.min-presence-turned", min_presence_turned, 0.0..=1.0)
    }
}
