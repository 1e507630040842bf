//! The rules and their names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A rule a selfie can be judged by. Names follow ISO/IEC 29794-5 where it has one.
///
/// The order is the order of advice: a rule stands before those that following its hint may change. There is no
/// use in asking for a steady hand before the face is near enough to see whether it is sharp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleId {
    /// Exactly one face that matters.
    SingleFacePresent,
    /// Width or height of the picture, whichever is less, in pixels.
    Resolution,
    /// Height of the head as a share of the picture's height.
    HeadSize,
    /// Pixels between the eyes.
    InterEyeDistance,
    /// Room between the head and the nearest edge of the picture.
    Crop,
    /// Nothing on the head but hair, or what faith asks for.
    NoHeadCovering,
    /// No glasses on the eyes.
    NoEyewear,
    /// No mask, hand or object on the face.
    FaceOcclusion,
    /// The subject's right ear shows.
    EarsVisibleRight,
    /// The subject's left ear shows.
    EarsVisibleLeft,
    /// Chin, forehead and both edges of the face show; takes the place of the ears under a scarf.
    FaceOutline,
    /// Light enough.
    UnderExposure,
    /// Not too much light.
    OverExposure,
    /// Light from the front, not from one side.
    IlluminationUniformity,
    /// No shadow that something throws on the face.
    CastShadow,
    /// Turned left or right.
    HeadPoseYaw,
    /// Turned up or down.
    HeadPosePitch,
    /// Leaning to a shoulder.
    HeadPoseRoll,
    /// Nothing covers the eyes.
    EyesVisible,
    /// Both eyes open.
    EyesOpen,
    /// The mouth is closed.
    MouthClosed,
    /// No smile.
    Expression,
    /// In focus and not smeared.
    Sharpness,
    /// Nothing but an even wall behind the person.
    BackgroundUniformity,
}

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
}

impl RuleId {
    /// Every rule, in the order of advice.
    pub const ALL: [Self; 24] = [
        Self::SingleFacePresent,
        Self::Resolution,
        Self::HeadSize,
        Self::InterEyeDistance,
        Self::Crop,
        Self::NoHeadCovering,
        Self::NoEyewear,
        Self::FaceOcclusion,
        Self::EarsVisibleRight,
        Self::EarsVisibleLeft,
        Self::FaceOutline,
        Self::UnderExposure,
        Self::OverExposure,
        Self::IlluminationUniformity,
        Self::CastShadow,
        Self::HeadPoseYaw,
        Self::HeadPosePitch,
        Self::HeadPoseRoll,
        Self::EyesVisible,
        Self::EyesOpen,
        Self::MouthClosed,
        Self::Expression,
        Self::Sharpness,
        Self::BackgroundUniformity,
    ];

    /// The rule's name in policies, JSON and receipts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SingleFacePresent => "single-face-present",
            Self::Resolution => "resolution",
            Self::HeadSize => "head-size",
            Self::InterEyeDistance => "inter-eye-distance",
            Self::Crop => "crop",
            Self::NoHeadCovering => "no-head-covering",
            Self::NoEyewear => "no-eyewear",
            Self::FaceOcclusion => "face-occlusion",
            Self::EarsVisibleRight => "ears-visible-right",
            Self::EarsVisibleLeft => "ears-visible-left",
            Self::FaceOutline => "face-outline",
            Self::UnderExposure => "under-exposure",
            Self::OverExposure => "over-exposure",
            Self::IlluminationUniformity => "illumination-uniformity",
            Self::CastShadow => "cast-shadow",
            Self::HeadPoseYaw => "head-pose-yaw",
            Self::HeadPosePitch => "head-pose-pitch",
            Self::HeadPoseRoll => "head-pose-roll",
            Self::EyesVisible => "eyes-visible",
            Self::EyesOpen => "eyes-open",
            Self::MouthClosed => "mouth-closed",
            Self::Expression => "expression",
            Self::Sharpness => "sharpness",
            Self::BackgroundUniformity => "background-uniformity",
        }
    }

    /// What the rule's number is counted in.
    pub const fn unit(self) -> Unit {
        match self {
            Self::SingleFacePresent => Unit::Count,
            Self::Resolution | Self::InterEyeDistance => Unit::Pixels,
            Self::HeadPoseYaw | Self::HeadPosePitch | Self::HeadPoseRoll => Unit::Degrees,
            Self::Crop => Unit::EyeDistances,
            Self::Sharpness => Unit::PercentOfEyeDistance,
            Self::EyesOpen
            | Self::MouthClosed
            | Self::Expression
            | Self::BackgroundUniformity
            | Self::IlluminationUniformity => Unit::Ratio,
            Self::UnderExposure => Unit::Stops,
            Self::HeadSize
            | Self::NoHeadCovering
            | Self::NoEyewear
            | Self::FaceOcclusion
            | Self::EarsVisibleRight
            | Self::EarsVisibleLeft
            | Self::FaceOutline
            | Self::OverExposure
            | Self::CastShadow
            | Self::EyesVisible => Unit::Share,
        }
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for RuleId {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|rule| rule.name() == name).ok_or(())
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back_and_order_is_declaration() {
        for (index, rule) in RuleId::ALL.into_iter().enumerate() {
            assert_eq!(rule as usize, index, "{rule}");
            assert_eq!(rule.name().parse(), Ok(rule));
        }
        assert_eq!("glasses".parse::<RuleId>(), Err(()));
    }
}
