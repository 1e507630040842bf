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
    /// Detector score from which on a face beside the main one may be one by the mesh's word, `0..=1`: children, and who is cut
    /// off or looks aside, score little.
    pub min_other_score: f32,
    /// Mesh presence from which on such a face is one, `0..=1`.
    pub min_other_presence: f32,
    /// Detector score from which on somebody is there, though the mesh takes nothing for a face, `0..=1`: a profile, or what is
    /// covered or dark.
    pub sure_score: f32,
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
            min_other_score,
            min_other_presence,
            sure_score,
            min_other_size,
            surely_upright,
            more_upright,
            min_presence_turned,
        } = *self;
        for (name, share) in [
            ("faces.min-score", min_score),
            ("faces.min-presence", min_presence),
            ("faces.min-other-score", min_other_score),
            ("faces.min-other-presence", min_other_presence),
            ("faces.sure-score", sure_score),
            ("faces.min-other-size", min_other_size),
            ("faces.surely-upright", surely_upright),
            ("faces.more-upright", more_upright),
            ("faces.min-presence-turned", min_presence_turned),
        ] {
            within(name, share, 0.0..=1.0)?;
        }
        Ok(())
    }

    /// The least detector score that may be of any face.
    pub(crate) fn least_score(&self) -> f32 {
        self.min_score.min(self.min_other_score)
    }

    /// Whether the detector is sure enough for a main face.
    pub(crate) fn is_sure(&self, score: f32) -> bool {
        score >= self.min_score
    }

    /// Whether the mesh confirms what a detector found with `score`.
    pub(crate) fn confirms(&self, score: f32, presence: f32) -> bool {
        let surely = self.is_sure(score) && presence >= self.min_presence;
        surely || (score >= self.min_other_score && presence >= self.min_other_presence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unsure_detection_is_a_face_by_the_meshs_word() {
        let settings = FaceSettings {
            min_score: 0.5,
            min_presence: 0.5,
            min_other_score: 0.25,
            min_other_presence: 0.9,
            sure_score: 0.7,
            min_other_size: 0.15,
            surely_upright: 0.8,
            more_upright: 0.05,
            min_presence_turned: 0.9,
        };
        assert!(settings.confirms(0.6, 0.6) && settings.confirms(0.3, 0.95));
        assert!(!settings.confirms(0.3, 0.6) && !settings.confirms(0.2, 1.0) && !settings.confirms(0.9, 0.3));
        assert!(settings.is_sure(0.5) && !settings.is_sure(0.4) && settings.least_score() == 0.25);
    }
}
