//! The core's own types, described to UniFFI.
//!
//! Each list here is a second writing of one in the core, but not one that can go astray: UniFFI matches on the core's
//! type variant by variant and builds it field by field, so what is missing, superfluous or misspelt does not compile.
//! What the variants mean is written where they are defined.

pub use swafoto::frame::{ExposureFacts, PackedLayout, YuvEncoding};
pub use swafoto::geometry::Point2;
pub use swafoto::rule::{
    Check, CoveringText, Hint, Language, Limit, RuleId, Status, Unit as MeasuredUnit, Verdict,
};
pub use swafoto::session::{Ending, Stage, State};

/// A rule a selfie can be judged by, in the order of advice.
#[uniffi::remote(Enum)]
pub enum RuleId {
    SingleFacePresent,
    Resolution,
    HeadSize,
    InterEyeDistance,
    Crop,
    NoHeadCovering,
    NoEyewear,
    FaceOcclusion,
    EarsVisibleRight,
    EarsVisibleLeft,
    FaceOutline,
    UnderExposure,
    OverExposure,
    IlluminationUniformity,
    CastShadow,
    HeadPoseYaw,
    HeadPosePitch,
    HeadPoseRoll,
    EyesVisible,
    EyesOpen,
    MouthClosed,
    Expression,
    Sharpness,
    BackgroundUniformity,
}

/// What a rule's number is counted in.
#[uniffi::remote(Enum)]
pub enum MeasuredUnit {
    Count,
    Pixels,
    Degrees,
    Share,
    EyeDistances,
    PercentOfEyeDistance,
    Stops,
    Ratio,
}

/// How a rule came out. `Unknown` (could not be assessed) blocks as `Fail` does, but is never called one; `Waived`
/// does not apply to this person, by policy.
#[uniffi::remote(Enum)]
pub enum Status {
    Pass,
    Fail,
    Unknown,
    Waived,
}

/// One instruction to the person, for one cause. Left and right are the subject's own.
#[uniffi::remote(Enum)]
pub enum Hint {
    ShowFace,
    BeAlone,
    UseLargerPicture,
    MoveCloser,
    MoveAway,
    PointHigher,
    PointLower,
    MoveRight,
    MoveLeft,
    RemoveHat,
    RemoveHeadCovering,
    AskCovering,
    RemoveGlasses,
    RemoveSunglasses,
    UncoverFace,
    ShowRightEar,
    ShowLeftEar,
    ShowEars,
    UncoverEars,
    MoveAwayForEars,
    ShowFaceOutline,
    MoreLight,
    LightBehind,
    LessLight,
    LightFromLeft,
    LightFromRight,
    LightFromAbove,
    LightFromBelow,
    AvoidShadow,
    TurnLeft,
    TurnRight,
    LiftChin,
    LowerChin,
    LeanLeft,
    LeanRight,
    UncoverEyes,
    OpenEyes,
    CloseMouth,
    NeutralExpression,
    HoldStill,
    WaitForFocus,
    PlainBackground,
    StayLikeThat,
    TakingPhoto,
    CannotJudge,
}

/// A text of the question whether the head is covered: the question, the two buttons, and what follows from yes.
#[uniffi::remote(Enum)]
pub enum CoveringText {
    Question,
    Yes,
    No,
    Note,
}

/// A language of the hints.
#[uniffi::remote(Enum)]
pub enum Language {
    Indonesian,
    English,
}

/// The interval in which a rule's number must lie; open where a bound is missing.
#[uniffi::remote(Record)]
pub struct Limit {
    /// Smallest number that passes.
    pub min: Option<f32>,
    /// Greatest number that passes.
    pub max: Option<f32>,
}

/// One rule's outcome.
#[uniffi::remote(Record)]
pub struct Check {
    /// The rule.
    pub rule: RuleId,
    /// Its outcome.
    pub status: Status,
    /// The number it was judged by; missing where it could not be measured.
    pub measured: Option<f32>,
    /// Where the number must lie.
    pub limit: Limit,
    /// What the number is counted in.
    pub unit: MeasuredUnit,
}

/// What is said of a picture.
#[uniffi::remote(Record)]
pub struct Verdict {
    /// Whether every rule holds or is waived.
    pub accepted: bool,
    /// What the person should do first; missing exactly where the picture is accepted.
    pub hint: Option<Hint>,
    /// The rule that the hint is about; missing where the picture is accepted or nothing could be judged.
    pub cause: Option<RuleId>,
    /// Every rule of the policy, in the order of advice.
    pub checks: Vec<Check>,
}

/// Order of the bytes in an interleaved pixel. Alpha is ignored.
#[uniffi::remote(Enum)]
pub enum PackedLayout {
    Rgba,
    Bgra,
    Rgb,
}

/// Which matrix and range turned RGB into YUV. Android's `YUV_420_888` and iOS's `420f` are BT.601 full range.
#[uniffi::remote(Enum)]
pub enum YuvEncoding {
    Bt601FullRange,
    Bt601VideoRange,
    Bt709FullRange,
    Bt709VideoRange,
}

/// What the camera says about how it took a frame (Camera2's `CaptureResult`, AVFoundation, EXIF).
#[uniffi::remote(Record)]
pub struct ExposureFacts {
    /// Sensor sensitivity, ISO speed.
    pub iso: f32,
    /// Exposure time in seconds.
    pub exposure_time_s: f32,
    /// Aperture as an f-number, such as 2.2.
    pub aperture: f32,
}

/// A point of a picture, in upright pixels.
#[uniffi::remote(Record)]
pub struct Point2 {
    /// Pixels to the right of the left edge.
    pub x: f32,
    /// Pixels below the top edge.
    pub y: f32,
}

/// Where a session stands.
#[uniffi::remote(Enum)]
pub enum State {
    Searching,
    Guiding,
    Holding,
    Verifying,
    Accepted,
    Exited,
}

/// How a session ended.
#[uniffi::remote(Enum)]
pub enum Ending {
    Accepted,
    Blocked,
    Cancelled,
    TimedOut,
}

/// One piece of work that a session did for an update.
#[uniffi::remote(Enum)]
pub enum Stage {
    Detector,
    FarDetector,
    Mesh,
    Head,
    Still,
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;
    use crate::UniFfiTag;

    /// The value as the other side receives it, and back. UniFFI writes the position in our list, counted from 1.
    fn crosses<T: Copy + PartialEq + Debug + uniffi::FfiConverter<UniFfiTag>>(value: T, position: usize) {
        let mut bytes = Vec::new();
        <T as uniffi::FfiConverter<UniFfiTag>>::write(value, &mut bytes);
        assert_eq!(bytes, (position as i32 + 1).to_be_bytes(), "{value:?} stands elsewhere than in the core");
        assert_eq!(<T as uniffi::FfiConverter<UniFfiTag>>::try_read(&mut &bytes[..]).unwrap(), value);
    }

    #[test]
    fn every_rule_and_hint_crosses_in_the_order_of_the_core() {
        RuleId::ALL.into_iter().enumerate().for_each(|(position, rule)| crosses(rule, position));
        Hint::ALL.iter().enumerate().for_each(|(position, hint)| crosses(*hint, position));
        CoveringText::ALL.into_iter().enumerate().for_each(|(position, text)| crosses(text, position));
    }
}
