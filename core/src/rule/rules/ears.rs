//! The ears.

use crate::measure::Covering;

use crate::rule::covering_settings::HeadCovering;
use crate::rule::hint::Hint;
use crate::rule::id::RuleId;
use crate::rule::policy::EarRequirement;
use crate::rule::row::{Bend, Failure, Rule};

const EARS: Rule = Rule { needs_parser: true, advice: show, ..Rule::COMMON };

/// An ear that cloth may cover is not known to be hidden by anything that should move: the person is asked.
const UNDER_CLOTH: Bend = Bend {
    may_waive: |policy, declared| {
        let hijab = policy.head_coverings().contains(&HeadCovering::Hijab);
        hijab || (declared && policy.covering().is_some())
    },
    doubts: |subject| subject.is_in_doubt(),
    asks: |subject| subject.is_in_doubt().then_some(Hint::AskCovering),
    ..Bend::NONE
};

pub(in crate::rule) const EARS_VISIBLE_RIGHT: Rule = Rule {
    measured: |subject| {
        let covering = subject.covering()?;
        Some(match subject.policy.ears() {
            EarRequirement::Sliver => covering.right_ear,
            EarRequirement::Outline => covering.right_ear_full,
        })
    },
    covering: Bend {
        waives: |subject| {
            subject.waives_ear(|covering| covering.right_ear_under_hair)
                || subject.showed_in_turn(RuleId::EarsVisibleRight)
        },
        ..UNDER_CLOTH
    },
    ..EARS
};

pub(in crate::rule) const EARS_VISIBLE_LEFT: Rule = Rule {
    measured: |subject| {
        let covering = subject.covering()?;
        Some(match subject.policy.ears() {
            EarRequirement::Sliver => covering.left_ear,
            EarRequirement::Outline => covering.left_ear_full,
        })
    },
    covering: Bend {
        waives: |subject| {
            subject.waives_ear(|covering| covering.left_ear_under_hair)
                || subject.showed_in_turn(RuleId::EarsVisibleLeft)
        },
        ..UNDER_CLOTH
    },
    ..EARS
};

/// Hair that covers an ear can be tucked away, and headphones taken off. An ear that does not show although nothing lies
/// there is hidden by the face itself: by the turn of the head, or by a camera so near that the cheeks are in the way.
fn show(failure: &Failure<'_>) -> Hint {
    let face = failure.face;
    // More of it than of anything else, where the ear would be.
    let most =
        |share: fn(&Covering) -> f32| face.covering.as_ref().is_none_or(|covering| share(covering) >= 0.5);
    let right = failure.also(RuleId::EarsVisibleRight);
    let left = failure.also(RuleId::EarsVisibleLeft);
    let right_cloth = right && most(Covering::cloth_over_right_ear);
    let left_cloth = left && most(Covering::cloth_over_left_ear);
    if face.covering.is_some() && (right_cloth || left_cloth) {
        return Hint::UncoverEars;
    }
    let right_hair = right && most(Covering::hair_over_right_ear);
    let left_hair = left && most(Covering::hair_over_left_ear);
    match (right_hair, left_hair) {
        (true, true) => Hint::ShowEars,
        (true, false) => Hint::ShowRightEar,
        (false, true) => Hint::ShowLeftEar,
        (false, false) if right && !left && face.pose.yaw < 0.0 => Hint::TurnLeft,
        (false, false) if left && !right && face.pose.yaw > 0.0 => Hint::TurnRight,
        (false, false) => Hint::MoveAwayForEars,
    }
}
