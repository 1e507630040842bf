//! What a frame may be looked at with.

use crate::face::DetectorRange;

/// One piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The short-range face detector.
    Detector,
    /// The full-range face detector.
    FarDetector,
    /// The face mesh with pose, framing, eyes, mouth and sharpness.
    Mesh,
    /// The aligned head: parser, coverings, ears, light, background.
    Head,
    /// A still, on every rule.
    Still,
}

impl Stage {
    /// The stage's name in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Detector => "detector",
            Self::FarDetector => "far-detector",
            Self::Mesh => "mesh",
            Self::Head => "head",
            Self::Still => "still",
        }
    }

    pub(super) const fn of_detector(range: DetectorRange) -> Self {
        match range {
            DetectorRange::Short => Self::Detector,
            DetectorRange::Full => Self::FarDetector,
        }
    }
}
