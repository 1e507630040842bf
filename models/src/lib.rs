//! The networks Swafoto ships, embedded in the library.
//!
//! Each has a card beside its file: where it comes from, its licence, shapes, and how it was checked.

use swafoto::Models;

/// One embedded network.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Name of the file without its ending, and of the card.
    pub name: &'static str,
    /// The ONNX file.
    pub bytes: &'static [u8],
}

macro_rules! models {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        $($(#[$doc])*
        pub const $constant: Model =
            Model { name: $name, bytes: include_bytes!(concat!("../", $name, ".onnx")) };)*

        /// Every network.
        pub const ALL: &[Model] = &[$($constant,)*];
    };
}

models! {
    /// Finds faces at arm's length (MediaPipe).
    FACE_DETECTION_SHORT_RANGE = "face_detection_short_range";
    /// Finds small faces too (MediaPipe).
    FACE_DETECTION_FULL_RANGE = "face_detection_full_range";
    /// Tells whether an eye is open, and whether one is seen (ours).
    FACE_EYES = "face_eyes";
    /// Fits the 468-point face mesh (MediaPipe).
    FACE_LANDMARK = "face_landmark";
    /// Tells which places of a face show, and whether its colours are a camera's (ours).
    FACE_SHOWN = "face_shown";
    /// Tells whether an ear shows, and what is over it where it does not (ours).
    EAR_SHOWN = "ear_shown";
    /// Tells skin, hair, ears, glasses, hats, scarves and what else covers a head (ours).
    HEAD_PARSER = "head_parser";
}

/// Every network, as the engine takes them.
pub const fn all() -> Models<'static> {
    Models {
        face_detection_short_range: FACE_DETECTION_SHORT_RANGE.bytes,
        face_detection_full_range: FACE_DETECTION_FULL_RANGE.bytes,
        face_landmark: FACE_LANDMARK.bytes,
        face_shown: FACE_SHOWN.bytes,
        face_eyes: FACE_EYES.bytes,
        ear_shown: EAR_SHOWN.bytes,
        head_parser: Some(HEAD_PARSER.bytes),
    }
}
