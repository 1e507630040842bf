//! The one catalogue of hints: what a person is told to do. The words stand in `core/texts`.
//!
//! A hint is one true instruction for one cause. Left and right are always the subject's own, which is also what
//! a mirrored preview shows.

use serde::{Deserialize, Serialize};

macro_rules! catalogue {
    (($dollar:tt) $($(#[$doc:meta])* $name:ident, $key:literal;)*) => {
        /// One instruction.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Hint {
            $($(#[$doc])* $name,)*
        }

        impl Hint {
            /// Every hint.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The hint's name in JSON and in the wrappers' resources.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }

        /// Hands every hint with its documentation to a macro: for bindings that must list them.
        #[macro_export]
        macro_rules! for_each_hint {
            ($dollar callback:ident) => { $dollar callback! { $($(#[$doc])* $name,)* } };
        }
    };
}

catalogue! { ($)
    /// No face was found.
    ShowFace, "show-face";
    /// Somebody is there, but the face cannot be made out: it looks aside, is covered or lies in the dark.
    FaceCamera, "face-camera";
    /// The face is upright only once the picture is turned.
    TurnPhoto, "turn-photo";
    /// More than one face matters.
    BeAlone, "be-alone";
    /// The picture has too few pixels.
    UseLargerPicture, "use-larger-picture";
    /// The head is too small.
    MoveCloser, "move-closer";
    /// The head is too large.
    MoveAway, "move-away";
    /// The head is cut off at the top.
    PointHigher, "point-higher";
    /// The chin is cut off.
    PointLower, "point-lower";
    /// The head is cut off on the subject's left.
    MoveRight, "move-right";
    /// The head is cut off on the subject's right.
    MoveLeft, "move-left";
    /// A hat, cap, helmet or hood, where the policy accepts other coverings.
    RemoveHat, "remove-hat";
    /// Any covering, where the policy does not accept it.
    RemoveHeadCovering, "remove-head-covering";
    /// Whether cloth covers the head and the ears cannot be told: the person is asked.
    AskCovering, "ask-covering";
    /// Clear glasses.
    RemoveGlasses, "remove-glasses";
    /// Tinted glasses.
    RemoveSunglasses, "remove-sunglasses";
    /// A mask, a hand or an object.
    UncoverFace, "uncover-face";
    /// The right ear does not show.
    ShowRightEar, "show-right-ear";
    /// The left ear does not show.
    ShowLeftEar, "show-left-ear";
    /// Neither ear shows.
    ShowEars, "show-ears";
    /// Headphones or another thing lies over an ear.
    UncoverEars, "uncover-ears";
    /// An ear is hidden by the face itself: the camera is too near to see past the cheeks.
    MoveAwayForEars, "move-away-for-ears";
    /// The scarf covers chin, forehead or an edge of the face.
    ShowFaceOutline, "show-face-outline";
    /// A filter, a lamp of one colour, or a camera whose colours are wrong.
    NaturalColours, "natural-colours";
    /// Too dark.
    MoreLight, "more-light";
    /// Much brighter behind the person.
    LightBehind, "light-behind";
    /// Too bright.
    LessLight, "less-light";
    /// Light from the subject's left.
    LightFromLeft, "light-from-left";
    /// Light from the subject's right.
    LightFromRight, "light-from-right";
    /// Light from above.
    LightFromAbove, "light-from-above";
    /// Light from below.
    LightFromBelow, "light-from-below";
    /// Something throws a shadow on the face.
    AvoidShadow, "avoid-shadow";
    /// Turned to the subject's right.
    TurnLeft, "turn-left";
    /// Turned to the subject's left.
    TurnRight, "turn-right";
    /// Looking down, or the camera is held too high.
    LiftChin, "lift-chin";
    /// Looking up, or the camera is held too low.
    LowerChin, "lower-chin";
    /// Leaning to the right shoulder.
    LeanLeft, "lean-left";
    /// Leaning to the left shoulder.
    LeanRight, "lean-right";
    /// Something lies over the eyes.
    UncoverEyes, "uncover-eyes";
    /// An eye is not seen.
    ShowEyes, "show-eyes";
    /// The nose or the mouth is not seen.
    ShowNoseAndMouth, "show-nose-and-mouth";
    /// The forehead is not seen.
    ShowForehead, "show-forehead";
    /// A cheek or the chin is not seen.
    ShowCheeksAndChin, "show-cheeks-and-chin";
    /// An eye is closed.
    OpenEyes, "open-eyes";
    /// The mouth is open.
    CloseMouth, "close-mouth";
    /// A smile where none is wanted.
    NeutralExpression, "neutral-expression";
    /// Smeared by movement.
    HoldStill, "hold-still";
    /// Out of focus, or a dirty lens.
    WaitForFocus, "wait-for-focus";
    /// The background is not even.
    PlainBackground, "plain-background";
    /// Every rule holds; the picture is about to be taken.
    StayLikeThat, "stay-like-that";
    /// The still is being taken and judged.
    TakingPhoto, "taking-photo";
    /// An eye is closed in the still, which nobody can see of themselves.
    EyesClosedStill, "eyes-closed-still";
    /// The camera gave no still, or one that cannot be used.
    PhotoFailed, "photo-failed";
    /// A rule could not be judged.
    CannotJudge, "cannot-judge";
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_hint_has_a_key_of_its_own() {
        let keys: HashSet<_> = Hint::ALL.iter().map(|hint| hint.key()).collect();
        assert_eq!(keys.len(), Hint::ALL.len());
        for hint in Hint::ALL {
            // serde spells the key out of the variant.
            assert_eq!(serde_json::to_value(hint).unwrap(), hint.key());
        }
    }
}
