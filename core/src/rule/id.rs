//! The list of rules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::unit::Unit;

/// What a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Who is in the picture, where, and how large.
    Framing,
    /// The picture's colours.
    Colour,
    /// What is worn on the head or lies on the face.
    Covering,
    /// The ears.
    Ears,
    /// Light on the face.
    Light,
    /// Where the head is turned.
    Pose,
    /// The eyes.
    Eyes,
    /// What the face does.
    Expression,
    /// Focus and movement.
    Sharpness,
    /// What is behind the person.
    Background,
}

macro_rules! list {
    (($dollar:tt) $($(#[$doc:meta])* $id:ident: $name:literal, $unit:ident, $topic:ident => $row:path;)*) => {
        /// A rule a selfie can be judged by. Names follow ISO/IEC 29794-5 where it has one.
        ///
        /// The order is the order of advice: a rule stands before those that following its hint may change. There is no
        /// use in asking for a steady hand before the face is near enough to see whether it is sharp.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum RuleId {
            $($(#[$doc])* $id,)*
        }

        impl RuleId {
            /// Every rule, in the order of advice.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$id),*];

            /// The rule's name in policies, JSON and receipts.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$id => $name,)* }
            }

            /// What the rule's number is counted in.
            pub const fn unit(self) -> Unit {
                match self { $(Self::$id => Unit::$unit,)* }
            }

            /// What the rule is about.
            pub const fn topic(self) -> Topic {
                match self { $(Self::$id => Topic::$topic,)* }
            }
        }

        /// Hands every rule, in the order of advice and with its documentation, to a macro: for bindings that must list them.
        #[macro_export]
        macro_rules! for_each_rule {
            ($dollar callback:ident) => { $dollar callback! { $($(#[$doc])* $id,)* } };
        }

        /// Hands every rule and the path of its row to a macro.
        macro_rules! for_each_row {
            ($dollar callback:ident) => { $dollar callback! { $($id => $row,)* } };
        }
        pub(super) use for_each_row;
    };
}

// A rule's documentation, its name, what its number is counted in, its topic, and where the rest of it stands.
list! { ($)
    /// Exactly one face that matters.
    SingleFacePresent: "single-face-present", Count, Framing => framing::SINGLE_FACE_PRESENT;
    /// Width or height of the picture, whichever is less, in pixels.
    Resolution: "resolution", Pixels, Framing => framing::RESOLUTION;
    /// Height of the head as a share of the picture's height.
    HeadSize: "head-size", Share, Framing => framing::HEAD_SIZE;
    /// Pixels between the eyes.
    InterEyeDistance: "inter-eye-distance", Pixels, Framing => framing::INTER_EYE_DISTANCE;
    /// Room between the head and the nearest edge of the picture.
    Crop: "crop", EyeDistances, Framing => framing::CROP;
    /// The colours of a camera.
    NaturalColour: "natural-colour", Share, Colour => colour::NATURAL_COLOUR;
    /// Nothing on the head but hair, or what faith asks for.
    NoHeadCovering: "no-head-covering", Share, Covering => covering::NO_HEAD_COVERING;
    /// No glasses on the eyes.
    NoEyewear: "no-eyewear", Share, Covering => covering::NO_EYEWEAR;
    /// No mask, hand or object on the face.
    FaceOcclusion: "face-occlusion", Share, Covering => covering::FACE_OCCLUSION;
    /// The subject's right ear shows.
    EarsVisibleRight: "ears-visible-right", Share, Ears => ears::EARS_VISIBLE_RIGHT;
    /// The subject's left ear shows.
    EarsVisibleLeft: "ears-visible-left", Share, Ears => ears::EARS_VISIBLE_LEFT;
    /// Chin, forehead and both edges of the face show; takes the place of the ears under a scarf.
    FaceOutline: "face-outline", Share, Covering => covering::FACE_OUTLINE;
    /// Light enough.
    UnderExposure: "under-exposure", Stops, Light => light::UNDER_EXPOSURE;
    /// Not too much light.
    OverExposure: "over-exposure", Share, Light => light::OVER_EXPOSURE;
    /// Light from the front, not from one side.
    IlluminationUniformity: "illumination-uniformity", Ratio, Light => light::ILLUMINATION_UNIFORMITY;
    /// No shadow that something throws on the face.
    CastShadow: "cast-shadow", Share, Light => light::CAST_SHADOW;
    /// Turned left or right.
    HeadPoseYaw: "head-pose-yaw", Degrees, Pose => pose::HEAD_POSE_YAW;
    /// Turned up or down.
    HeadPosePitch: "head-pose-pitch", Degrees, Pose => pose::HEAD_POSE_PITCH;
    /// Leaning to a shoulder.
    HeadPoseRoll: "head-pose-roll", Degrees, Pose => pose::HEAD_POSE_ROLL;
    /// Nothing covers the eyes.
    EyesVisible: "eyes-visible", Share, Eyes => eyes::EYES_VISIBLE;
    /// Every part of the face is seen.
    FacePartsVisible: "face-parts-visible", Share, Covering => covering::FACE_PARTS_VISIBLE;
    /// Both eyes open.
    EyesOpen: "eyes-open", Share, Eyes => eyes::EYES_OPEN;
    /// The mouth is closed.
    MouthClosed: "mouth-closed", Ratio, Expression => expression::MOUTH_CLOSED;
    /// No smile.
    Expression: "expression", Ratio, Expression => expression::EXPRESSION;
    /// In focus and not smeared.
    Sharpness: "sharpness", PercentOfEyeDistance, Sharpness => sharpness::SHARPNESS;
    /// Nothing but an even wall behind the person.
    BackgroundUniformity: "background-uniformity", Ratio, Background => background::BACKGROUND_UNIFORMITY;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for rule in RuleId::ALL {
            // serde spells the name out of the variant: one that the list spells otherwise would be read and written differently.
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.name(), "{rule:?}");
            assert_eq!(rule.name().parse(), Ok(rule));
        }
        assert_eq!("glasses".parse::<RuleId>(), Err(()));
    }
}
