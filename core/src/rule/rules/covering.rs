//! What is worn on the head or lies on the face.

use crate::measure::{FacePart, Shown};

use crate::rule::covering::Subject;
use crate::rule::covering_settings::HeadCovering;
use crate::rule::hint::Hint;
use crate::rule::id::RuleId;
use crate::rule::row::{Bend, Failure, Rule};

const COVERING: Rule = Rule { needs_frontal: true, needs_parser: true, ..Rule::COMMON };

pub(in crate::rule) const NO_HEAD_COVERING: Rule = Rule {
    measured: |subject| subject.unaccepted_covering(),
    covering: Bend {
        waives: |subject| subject.waives_bare_head(),
        may_waive: |policy, declared| declared && policy.head_coverings().contains(&HeadCovering::Peci),
        ..Bend::NONE
    },
    advice: unaccepted_covering,
    ..COVERING
};

pub(in crate::rule) const NO_EYEWEAR: Rule = Rule {
    measured: |subject| Some(subject.covering()?.eyewear()),
    advice: |failure| match failure.face.covering {
        Some(covering) if covering.eyewear_tinted > covering.eyewear_clear => Hint::RemoveSunglasses,
        _ => Hint::RemoveGlasses,
    },
    ..COVERING
};

pub(in crate::rule) const FACE_OCCLUSION: Rule = Rule {
    measured: |subject| Some(subject.covering()?.face_covered),
    advice: |_| Hint::UncoverFace,
    ..COVERING
};

pub(in crate::rule) const FACE_OUTLINE: Rule = Rule {
    measured: |subject| Some(1.0 - subject.covering()?.outline_covered),
    covering: Bend {
        waives: |subject| subject.waives_outline(),
        may_waive: |policy, declared| policy.covering().is_none() || !declared,
        ..Bend::NONE
    },
    advice: |_| Hint::ShowFaceOutline,
    ..COVERING
};

pub(in crate::rule) const FACE_PARTS_VISIBLE: Rule = Rule {
    needs_frontal: true,
    measured: |subject| Some(least_shown(subject)?.1),
    advice: |failure| match least_shown(failure.subject).map(|(part, _)| part) {
        None | Some(FacePart::RightEye | FacePart::LeftEye) => Hint::ShowEyes,
        Some(FacePart::Nose | FacePart::Mouth) => Hint::ShowNoseAndMouth,
        Some(FacePart::Forehead) => Hint::ShowForehead,
        Some(FacePart::RightCheek | FacePart::LeftCheek | FacePart::Chin) => Hint::ShowCheeksAndChin,
    },
    covering: Bend {
        doubts: is_lost_in_blur,
        asks: |subject| is_lost_in_blur(subject).then_some(Hint::WaitForFocus),
        ..Bend::NONE
    },
    ..Rule::COMMON
};

/// The part of the face that is seen least. Under a covering that the policy accepts the forehead is a matter of
/// [`FACE_OUTLINE`]: cloth lies on it, and may reach low.
fn least_shown(subject: &Subject<'_>) -> Option<(FacePart, f32)> {
    let shown = subject.face()?.shown?;
    let judged = if subject.waives_outline() { shown } else { Shown { forehead: 1.0, ..shown } };
    Some(judged.least())
}

/// Whether the part that is seen least is a smooth one, which looks like anything in a picture as blurred as the one that was looked at.
/// Not so eyes, nose and mouth: what lies over them makes a face look blurred, too.
fn is_lost_in_blur(subject: &Subject<'_>) -> bool {
    use FacePart::{Chin, Forehead, LeftCheek, RightCheek};
    let is_smooth = |(part, _)| matches!(part, Chin | Forehead | LeftCheek | RightCheek);
    let blur = subject.face().and_then(|face| face.shown_blur);
    let limit = subject.policy.limit(RuleId::Sharpness);
    least_shown(subject).is_some_and(is_smooth)
        && limit.zip(blur).is_some_and(|(limit, blur)| !limit.admits(blur))
}

/// Where no scarf is accepted, the rule is told; where one is, nobody is told to take off what may be it.
fn unaccepted_covering(failure: &Failure<'_>) -> Hint {
    let subject = failure.subject;
    if !subject.accepts_scarves() {
        return Hint::RemoveHeadCovering;
    }
    match subject.covering() {
        Some(covering) if covering.scarf <= covering.hat => Hint::RemoveHat,
        _ if subject.is_in_doubt() => Hint::AskCovering,
        // A scarf, but of a kind that the policy does not list.
        _ => Hint::RemoveHeadCovering,
    }
}
