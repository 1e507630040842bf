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
