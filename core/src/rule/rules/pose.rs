//! Where the head is turned.

use crate::rule::hint::Hint;
use crate::rule::row::Rule;

pub(in crate::rule) const HEAD_POSE_YAW: Rule = Rule {
    measured: |subject| Some(subject.face()?.pose.yaw),
    advice: |failure| if failure.is_above() { Hint::TurnRight } else { Hint::TurnLeft },
    ..Rule::COMMON
};

pub(in crate::rule) const HEAD_POSE_PITCH: Rule = Rule {
    measured: |subject| Some(subject.face()?.pose.pitch),
    advice: |failure| if failure.is_above() { Hint::LiftChin } else { Hint::LowerChin },
    ..Rule::COMMON
};

pub(in crate::rule) const HEAD_POSE_ROLL: Rule = Rule {
    measured: |subject| Some(subject.face()?.pose.roll),
    advice: |failure| if failure.is_above() { Hint::LeanLeft } else { Hint::LeanRight },
    ..Rule::COMMON
};
