//! Light on the face.

use crate::measure::light::LightOrigin;

use crate::rule::hint::Hint;
use crate::rule::row::{Failure, Reason, Rule};

pub(in crate::rule) const UNDER_EXPOSURE: Rule = Rule {
    measured: |subject| Some(subject.face()?.light?.exposure.missing_stops()),
    advice: |failure| match failure.face.light {
        Some(light) if light.exposure.is_backlit() => Hint::LightBehind,
        Some(light) if light.shading.is_from_above() => Hint::LightFromAbove,
        _ => Hint::MoreLight,
    },
    reason: Reason {
        indonesian: "Cahaya pada wajah kurang. Hadap ke cahaya atau cari tempat yang lebih terang.",
        english: "There is too little light on your face. Turn to the light or find a brighter place.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const OVER_EXPOSURE: Rule = Rule {
    measured: |subject| Some(subject.face()?.light?.exposure.clipped_share),
    advice: |_| Hint::LessLight,
    reason: Reason {
        indonesian: "Foto terlalu terang. Hindari cahaya langsung.",
        english: "The photo is too bright. Keep out of direct light.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const ILLUMINATION_UNIFORMITY: Rule = Rule {
    needs_frontal: true,
    measured: |subject| Some(subject.face()?.light?.uneven_stops()),
    advice: toward_light,
    reason: Reason {
        indonesian: "Cahaya tidak merata. Cari tempat dengan cahaya dari depan.",
        english: "The light is uneven. Find a place where it comes from the front.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const CAST_SHADOW: Rule = Rule {
    needs_frontal: true,
    measured: |subject| Some(subject.face()?.light?.cast_shadow_share),
    advice: |_| Hint::AvoidShadow,
    reason: Reason {
        indonesian: "Ada bayangan di wajah. Pindahlah ke cahaya yang merata.",
        english: "There is a shadow on your face. Move to even light.",
    },
    ..Rule::COMMON
};

/// Where the light comes from.
fn toward_light(failure: &Failure<'_>) -> Hint {
    match failure.face.light.map(|light| light.uneven_origin()) {
        Some(LightOrigin::SubjectLeft) => Hint::LightFromLeft,
        Some(LightOrigin::SubjectRight) => Hint::LightFromRight,
        Some(LightOrigin::Below) => Hint::LightFromBelow,
        None => Hint::AvoidShadow,
    }
}
