//! What a rule's number is counted in.

use serde::Serialize;

/// What a rule's number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Things counted.
    Count,
    /// Pixels of the upright picture.
    Pixels,
    /// Degrees of an angle.
    Degrees,
    /// A share or probability, `0..=1`.
    Share,
    /// Multiples of the distance between the eyes.
    EyeDistances,
    /// Per cent of the distance between the eyes.
    PercentOfEyeDistance,
    /// Stops of light, each a factor of two.
    Stops,
    /// A ratio without a unit.
    Ratio,
}

impl Unit {
    /// Between which numbers everything counted in it lies.
    pub(super) const fn range(self) -> (f32, f32) {
        match self {
            Self::Share => (0.0, 1.0),
            Self::Degrees => (-180.0, 180.0),
            Self::Count | Self::Pixels | Self::PercentOfEyeDistance | Self::Ratio => (0.0, f32::INFINITY),
            // Negative where there is more light than is needed, or where something is cut off.
            Self::Stops | Self::EyeDistances => (f32::NEG_INFINITY, f32::INFINITY),
        }
    }

    /// How the unit is written behind a number, with the space it needs.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Count | Self::Ratio | Self::Share => "",
            Self::Pixels => " px",
            Self::Degrees => "°",
            Self::Stops => " stops",
            Self::EyeDistances => " eye distances",
            Self::PercentOfEyeDistance => " % of eye distance",
        }
    }
}
