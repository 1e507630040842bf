//! The eyes.

use crate::rule::hint::Hint;
use crate::rule::row::{Reason, Rule};

pub(in crate::rule) const EYES_VISIBLE: Rule = Rule {
    needs_frontal: true,
    needs_parser: true,
    measured: |subject| Some(1.0 - subject.covering()?.eyes_covered),
    advice: |_| Hint::UncoverEyes,
    reason: Reason {
        indonesian: "Mata tertutup rambut atau benda. Kedua mata harus terlihat.",
        english: "Hair or a thing covers your eyes. Both eyes must show.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const EYES_OPEN: Rule = Rule {
    measured: |subject| Some(subject.face()?.expression?.eyes_openness()),
    advice: |_| Hint::OpenEyes,
    reason: Reason {
        indonesian: "Mata terpejam. Buka mata dan lihat ke kamera.",
        english: "Your eyes are closed. Open them and look at the camera.",
    },
    ..Rule::COMMON
};
