//! Where the head is turned.

use crate::rule::hint::Hint;
use crate::rule::row::{Reason, Rule};

pub(in crate::rule) const HEAD_POSE_YAW: Rule = Rule {
    measured: |subject| Some(subject.face()?.pose.yaw),
    advice: |failure| if failure.is_above() { Hint::TurnRight } else { Hint::TurnLeft },
    reason: Reason {
        indonesian: "Wajah menoleh. Hadapkan wajah lurus ke kamera.",
        english: "Your face is turned. Look straight at the camera.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const HEAD_POSE_PITCH: Rule = Rule {
    measured: |subject| Some(subject.face()?.pose.pitch),
    advice: |failure| if failure.is_above() { Hint::LiftChin } else { Hint::LowerChin },
    reason: Reason {
        indonesian: "Wajah menunduk atau mendongak. Pegang ponsel setinggi mata.",
        english: "Your face is tilted up or down. Hold the phone at eye level.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const HEAD_POSE_ROLL: Rule = Rule {
    measured: |subject| Some(subject.face()?.pose.roll),
    advice: |failure| if failure.is_above() { Hint::LeanLeft } else { Hint::LeanRight },
    reason: Reason {
        indonesian: "Kepala miring. Tegakkan kepala.",
        english: "Your head leans to one side. Hold it upright.",
    },
    ..Rule::COMMON
};
