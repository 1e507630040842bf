//! The core's own types, described to UniFFI.
//!
//! Rules, hints and languages come from the core's own lists. The others are second writings, but none that can go astray: UniFFI
//! matches on the core's type variant by variant and builds it field by field, so what is missing, superfluous or misspelt
//! does not compile.

pub use swafoto::frame::{ExposureFacts, PackedLayout, YuvEncoding};
pub use swafoto::geometry::{Point2, Point3};
pub use swafoto::rule::{Check, Hint, Limit, RuleId, Status, Unit as MeasuredUnit, Verdict};
pub use swafoto::session::{Ending, Stage, State};
pub use swafoto::words::{CoveringText, Language};

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident,)*) => {
        /// A rule a selfie can be judged by, in the order of advice.
        #[uniffi::remote(Enum)]
        pub enum RuleId {
            $($(#[$doc])* $rule,)*
        }
    };
}
swafoto::for_each_rule!(rules);

/// What a rule's number is counted in.
#[uniffi::remote(Enum)]
pub enum MeasuredUnit {
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

/// How a rule came out. `Unknown` (could not be assessed) blocks as `Fail` does, but is never called one; `Waived`
/// does not apply to this person, by policy.
#[uniffi::remote(Enum)]
pub enum Status {
    /// It holds.
    Pass,
    /// It is broken.
    Fail,
    /// It could not be assessed. Blocks as a failure does, but is never called one.
    Unknown,
    /// It does not apply to this person, by policy.
    Waived,
}

macro_rules! hints {
    ($($(#[$doc:meta])* $hint:ident,)*) => {
        /// One instruction to the person, for one cause. Left and right are the subject's own.
        #[uniffi::remote(Enum)]
        pub enum Hint {
            $($(#[$doc])* $hint,)*
        }
    };
}
swafoto::for_each_hint!(hints);

/// A text of the question whether the head is covered: the question, the two buttons, and what follows from yes.
#[uniffi::remote(Enum)]
pub enum CoveringText {
    /// The question itself.
    Question,
    /// The button that says yes.
    Yes,
    /// The button that says no.
    No,
    /// What follows from yes, below the buttons.
    Note,
}

macro_rules! languages {
    ($($(#[$doc:meta])* $language:ident,)*) => {
        /// A language of the texts.
        #[uniffi::remote(Enum)]
        pub enum Language {
            $($(#[$doc])* $language,)*
        }
    };
}
swafoto::for_each_language!(languages);

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
    /// Red, green, blue, alpha.
    Rgba,
    /// Blue, green, red, alpha.
    Bgra,
    /// Red, green, blue.
    Rgb,
}

/// Which matrix and range turned RGB into YUV. Android's `YUV_420_888` and iOS's `420f` are BT.601 full range.
#[uniffi::remote(Enum)]
pub enum YuvEncoding {
    /// BT.601, 0..=255: Android's `YUV_420_888`, JPEG, iOS's `420f` of the front camera.
    Bt601FullRange,
    /// BT.601, luma 16..=235: iOS's `420v`, most Y4M files.
    Bt601VideoRange,
    /// BT.709, 0..=255.
    Bt709FullRange,
    /// BT.709, luma 16..=235.
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

/// A point of the face mesh: upright pixels, with depth in the same unit, negative towards the camera.
#[uniffi::remote(Record)]
pub struct Point3 {
    /// Pixels to the right of the left edge.
    pub x: f32,
    /// Pixels below the top edge.
    pub y: f32,
    /// Depth, relative to the head's centre.
    pub z: f32,
}

/// Where a session stands.
#[uniffi::remote(Enum)]
pub enum State {
    /// No face yet.
    Searching,
    /// A face, and a rule that does not hold.
    Guiding,
    /// Every rule holds; the picture is about to be taken.
    Holding,
    /// A still was asked for, or is being judged.
    Verifying,
    /// There is a photo.
    Accepted,
    /// There is none, and [`Update::ending`] says why.
    Exited,
}

/// How a session ended.
#[uniffi::remote(Enum)]
pub enum Ending {
    /// With a photo that passed every rule.
    Accepted,
    /// Somebody was there, and [`Update::reasons`] kept them from passing until the limit.
    Blocked,
    /// By the person or the app.
    Cancelled,
    /// Nobody was there.
    TimedOut,
    /// Nothing blocked, and yet there was no photo: stills that were asked for never came or did not show what the preview did,
    /// or there were too few frames to judge anybody by.
    CameraFailed,
}

/// One piece of work that a session did for an update.
#[uniffi::remote(Enum)]
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
    fn every_list_of_the_core_crosses_in_its_order() {
        RuleId::ALL.into_iter().enumerate().for_each(|(position, rule)| crosses(rule, position));
        Hint::ALL.iter().enumerate().for_each(|(position, hint)| crosses(*hint, position));
        CoveringText::ALL.iter().enumerate().for_each(|(position, text)| crosses(*text, position));
        Language::ALL.iter().enumerate().for_each(|(position, language)| crosses(*language, position));
    }
}
