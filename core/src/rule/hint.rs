//! The one catalogue of hints: what a person is told to do, in every language we speak.
//!
//! A hint is one true instruction for one cause. Left and right are always the subject's own, which is also what
//! a mirrored preview shows.

use serde::{Deserialize, Serialize};

/// A language of the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Indonesian,
    /// English.
    English,
}

macro_rules! catalogue {
    (($dollar:tt) $($(#[$doc:meta])* $name:ident, $key:literal, $indonesian:literal, $english:literal;)*) => {
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

            /// The instruction in words.
            pub const fn text(self, language: Language) -> &'static str {
                match language {
                    Language::Indonesian => match self { $(Self::$name => $indonesian,)* },
                    Language::English => match self { $(Self::$name => $english,)* },
                }
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
    ShowFace, "show-face",
        "Arahkan kamera ke wajah Anda", "Point the camera at your face";
    /// Somebody is there, but the face cannot be made out: it looks aside, is covered or lies in the dark.
    FaceCamera, "face-camera",
        "Hadapkan seluruh wajah ke kamera, di tempat yang terang",
        "Show your whole face to the camera, where it is bright";
    /// The face is upright only once the picture is turned.
    TurnPhoto, "turn-photo",
        "Putar foto agar wajah tegak", "Turn the photo so that the face is upright";
    /// More than one face matters.
    BeAlone, "be-alone",
        "Pastikan hanya Anda yang terlihat di foto", "Make sure that only you are in the picture";
    /// The picture has too few pixels.
    UseLargerPicture, "use-larger-picture",
        "Gambar terlalu kecil, gunakan resolusi lebih tinggi", "The picture is too small, use a higher resolution";
    /// The head is too small.
    MoveCloser, "move-closer",
        "Dekatkan ponsel ke wajah Anda", "Hold the phone closer";
    /// The head is too large.
    MoveAway, "move-away",
        "Jauhkan ponsel dari wajah Anda", "Hold the phone further away";
    /// The head is cut off at the top.
    PointHigher, "point-higher",
        "Naikkan arah kamera agar seluruh kepala terlihat", "Point the camera higher so that your whole head shows";
    /// The chin is cut off.
    PointLower, "point-lower",
        "Turunkan arah kamera agar dagu terlihat", "Point the camera lower so that your chin shows";
    /// The head is cut off on the subject's left.
    MoveRight, "move-right",
        "Geser kepala Anda ke kanan", "Move your head to your right";
    /// The head is cut off on the subject's right.
    MoveLeft, "move-left",
        "Geser kepala Anda ke kiri", "Move your head to your left";
    /// A hat, cap, helmet or hood, where the policy accepts other coverings.
    RemoveHat, "remove-hat",
        "Lepaskan topi atau helm; kerudung boleh tetap dipakai",
        "Take off your hat or helmet; a headscarf may stay on";
    /// Any covering, where the policy does not accept it.
    RemoveHeadCovering, "remove-head-covering",
        "Foto ini harus tanpa penutup kepala", "This photo must be taken without a head covering";
    /// Whether cloth covers the head and the ears cannot be told: the person is asked.
    AskCovering, "ask-covering",
        "Apakah Anda memakai kerudung atau penutup kepala lain?",
        "Do you wear a headscarf or another head covering?";
    /// Clear glasses.
    RemoveGlasses, "remove-glasses",
        "Lepaskan kacamata", "Take off your glasses";
    /// Tinted glasses.
    RemoveSunglasses, "remove-sunglasses",
        "Lepaskan kacamata hitam", "Take off your sunglasses";
    /// A mask, a hand or an object.
    UncoverFace, "uncover-face",
        "Singkirkan masker, tangan, atau benda dari wajah", "Take masks, hands and things away from your face";
    /// The right ear does not show.
    ShowRightEar, "show-right-ear",
        "Selipkan rambut ke belakang telinga kanan", "Tuck your hair behind your right ear";
    /// The left ear does not show.
    ShowLeftEar, "show-left-ear",
        "Selipkan rambut ke belakang telinga kiri", "Tuck your hair behind your left ear";
    /// Neither ear shows.
    ShowEars, "show-ears",
        "Selipkan rambut ke belakang kedua telinga", "Tuck your hair behind both ears";
    /// Headphones or another thing lies over an ear.
    UncoverEars, "uncover-ears",
        "Lepaskan headset atau benda yang menutup telinga",
        "Take off headphones or whatever covers your ear";
    /// An ear is hidden by the face itself: the camera is too near to see past the cheeks.
    MoveAwayForEars, "move-away-for-ears",
        "Jauhkan ponsel agar kedua telinga terlihat", "Hold the phone further away so that both ears show";
    /// The scarf covers chin, forehead or an edge of the face.
    ShowFaceOutline, "show-face-outline",
        "Rapikan kerudung agar dahi, pipi, dan dagu terlihat",
        "Adjust your scarf so forehead, cheeks and chin show";
    /// A filter, a lamp of one colour, or a camera whose colours are wrong.
    NaturalColours, "natural-colours",
        "Matikan filter dan cari cahaya biasa", "Turn filters off and find ordinary light";
    /// Too dark.
    MoreLight, "more-light",
        "Cari tempat yang lebih terang", "Find a brighter place";
    /// Much brighter behind the person.
    LightBehind, "light-behind",
        "Jangan membelakangi cahaya, berbaliklah menghadap cahaya",
        "The light is behind you, turn around to face it";
    /// Too bright.
    LessLight, "less-light",
        "Cahaya terlalu kuat, menjauhlah dari cahaya langsung", "Too bright, move out of the direct light";
    /// Light from the subject's left.
    LightFromLeft, "light-from-left",
        "Cahaya dari kiri, putar badan bersama ponsel ke arahnya",
        "The light comes from your left, turn towards it with the phone";
    /// Light from the subject's right.
    LightFromRight, "light-from-right",
        "Cahaya dari kanan, putar badan bersama ponsel ke arahnya",
        "The light comes from your right, turn towards it with the phone";
    /// Light from above.
    LightFromAbove, "light-from-above",
        "Cahaya datang dari atas, mundurlah agar cahaya dari depan",
        "The light comes from above, step back until it comes from the front";
    /// Light from below.
    LightFromBelow, "light-from-below",
        "Cahaya datang dari bawah, hindari cahaya dari layar atau meja",
        "The light comes from below, move away from it";
    /// Something throws a shadow on the face.
    AvoidShadow, "avoid-shadow",
        "Ada bayangan di wajah, pindahlah ke cahaya yang merata",
        "There is a shadow on your face, move to even light";
    /// Turned to the subject's right.
    TurnLeft, "turn-left",
        "Putar wajah sedikit ke kiri", "Turn your face a little to your left";
    /// Turned to the subject's left.
    TurnRight, "turn-right",
        "Putar wajah sedikit ke kanan", "Turn your face a little to your right";
    /// Looking down, or the camera is held too high.
    LiftChin, "lift-chin",
        "Angkat dagu sedikit atau turunkan ponsel setinggi mata",
        "Lift your chin a little, or lower the phone to eye level";
    /// Looking up, or the camera is held too low.
    LowerChin, "lower-chin",
        "Turunkan dagu sedikit atau angkat ponsel setinggi mata",
        "Lower your chin a little, or lift the phone to eye level";
    /// Leaning to the right shoulder.
    LeanLeft, "lean-left",
        "Tegakkan kepala, miringkan sedikit ke kiri", "Straighten your head, lean it a little to your left";
    /// Leaning to the left shoulder.
    LeanRight, "lean-right",
        "Tegakkan kepala, miringkan sedikit ke kanan", "Straighten your head, lean it a little to your right";
    /// Something lies over the eyes.
    UncoverEyes, "uncover-eyes",
        "Singkirkan rambut atau benda dari mata", "Take hair and things away from your eyes";
    /// An eye is not seen.
    ShowEyes, "show-eyes",
        "Pastikan kedua mata terlihat jelas", "Make sure that both eyes show clearly";
    /// The nose or the mouth is not seen.
    ShowNoseAndMouth, "show-nose-and-mouth",
        "Pastikan hidung dan mulut terlihat jelas", "Make sure that nose and mouth show clearly";
    /// The forehead is not seen.
    ShowForehead, "show-forehead",
        "Pastikan dahi terlihat jelas", "Make sure that your forehead shows clearly";
    /// A cheek or the chin is not seen.
    ShowCheeksAndChin, "show-cheeks-and-chin",
        "Pastikan kedua pipi dan dagu terlihat jelas", "Make sure that cheeks and chin show clearly";
    /// An eye is closed.
    OpenEyes, "open-eyes",
        "Buka mata dan lihat ke kamera", "Open your eyes and look at the camera";
    /// The mouth is open.
    CloseMouth, "close-mouth",
        "Tutup mulut Anda", "Close your mouth";
    /// A smile where none is wanted.
    NeutralExpression, "neutral-expression",
        "Jangan tersenyum, wajah netral", "Do not smile, keep a neutral face";
    /// Smeared by movement.
    HoldStill, "hold-still",
        "Tahan ponsel dan kepala agar tidak bergerak", "Hold the phone and your head still";
    /// Out of focus, or a dirty lens.
    WaitForFocus, "wait-for-focus",
        "Gambar buram, bersihkan lensa dan tunggu fokus", "The picture is blurred, wipe the lens and let it focus";
    /// The background is not even.
    PlainBackground, "plain-background",
        "Pilih latar belakang polos", "Choose a plain background";
    /// Every rule holds; the picture is about to be taken.
    StayLikeThat, "stay-like-that",
        "Bagus, tetap seperti itu", "Good, stay like that";
    /// The still is being taken and judged.
    TakingPhoto, "taking-photo",
        "Jangan bergerak, foto sedang diambil", "Do not move, the photo is being taken";
    /// A rule could not be judged.
    CannotJudge, "cannot-judge",
        "Foto belum dapat dinilai, coba lagi", "The picture cannot be judged yet, try again";
}

impl Language {
    /// The language of a BCP 47 or Java locale tag; `None` for one the catalogue does not have.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            // Java's old code for Indonesian is still what some Android versions report.
            "id" | "in" => Some(Self::Indonesian),
            "en" => Some(Self::English),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn one_cause_one_instruction_in_every_language() {
        for language in [Language::Indonesian, Language::English] {
            let texts: HashSet<_> = Hint::ALL.iter().map(|hint| hint.text(language)).collect();
            assert_eq!(texts.len(), Hint::ALL.len());
            // Spoken and read while holding still: a line, not a paragraph.
            assert!(texts.iter().all(|text| (8..=72).contains(&text.chars().count())), "{texts:?}");
        }
        let keys: HashSet<_> = Hint::ALL.iter().map(|hint| hint.key()).collect();
        assert_eq!(keys.len(), Hint::ALL.len());
    }

    #[test]
    fn locales_are_understood() {
        assert_eq!(Language::from_tag("id-ID"), Some(Language::Indonesian));
        assert_eq!(Language::from_tag("in_ID"), Some(Language::Indonesian));
        assert_eq!(Language::from_tag("en"), Some(Language::English));
        assert_eq!(Language::from_tag("jv"), None);
    }
}
