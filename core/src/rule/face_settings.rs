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
}

impl FaceSettings {
    pub(super) fn check(&self) -> Result<(), SwafotoError> {
        let Self { min_score, min_presence, min_other_size } = *self;
        within("faces.min-score", min_score, 0.0..=1.0)?;
        within("faces.min-presence", min_presence, 0.0..=1.0)?;
        within("faces.min-other-size", min_other_size, 0.0..=1.0)
    }
}
