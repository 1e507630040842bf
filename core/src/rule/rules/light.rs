//! Light on the face.

use crate::measure::light::LightOrigin;

use crate::rule::hint::Hint;
use crate::rule::row::{Failure, Rule};

pub(in crate::rule) const UNDER_EXPOSURE: Rule = Rule {
    measured: |subject| Some(subject.face()?.light?.exposure.missing_stops()),
    advice: |failure| match failure.face.light {
        Some(light) if light.exposure.is_backlit() => Hint::LightBehind,
        Some(light) if light.shading.is_from_above() => Hint::LightFromAbove,
        _ => Hint::MoreLight,
    },
    ..Rule::COMMON
};

pub(in crate::rule) const OVER_EXPOSURE: Rule = Rule {
    measured: |subject| Some(subject.face()?.light?.exposure.clipped_share),
    advice: |_| Hint::LessLight,
    ..Rule::COMMON
};

pub(in crate::rule) const ILLUMINATION_UNIFORMITY: Rule = Rule {
    needs_frontal: true,
    measured: |subject| Some(subject.face()?.light?.uneven_stops()),
    advice: toward_light,
    ..Rule::COMMON
};

pub(in crate::rule) const CAST_SHADOW: Rule = Rule {
    needs_frontal: true,
    measured: |subject| Some(subject.face()?.light?.cast_shadow_share),
    advice: |_| Hint::AvoidShadow,
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
