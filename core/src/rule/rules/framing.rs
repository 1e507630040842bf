//! Who is in the picture, where, and how large.

use crate::rule::hint::Hint;
use crate::rule::id::RuleId;
use crate::rule::row::{Failure, Rule};

pub(in crate::rule) const SINGLE_FACE_PRESENT: Rule = Rule {
    measured: |subject| {
        let least = subject.policy.faces().min_other_size;
        Some(subject.measures.face_sizes.iter().filter(|size| **size >= least).count() as f32)
    },
    advice: |_| Hint::BeAlone,
    ..Rule::COMMON
};

pub(in crate::rule) const RESOLUTION: Rule = Rule {
    measured: |subject| Some(subject.measures.size.0.min(subject.measures.size.1) as f32),
    advice: |_| Hint::UseLargerPicture,
    ..Rule::COMMON
};

pub(in crate::rule) const HEAD_SIZE: Rule =
    Rule { measured: |subject| Some(subject.face()?.framing.head_size), advice: distance, ..Rule::COMMON };

pub(in crate::rule) const INTER_EYE_DISTANCE: Rule = Rule {
    measured: |subject| Some(subject.face()?.framing.inter_eye_distance),
    advice: distance,
    ..Rule::COMMON
};

pub(in crate::rule) const CROP: Rule = Rule {
    measured: |subject| {
        let least = subject.policy.limit(RuleId::Crop).and_then(|limit| limit.min).unwrap_or_default();
        Some(subject.face()?.framing.margins.counted(least).smallest())
    },
    advice: recenter,
    ..Rule::COMMON
};

fn distance(failure: &Failure<'_>) -> Hint {
    if failure.is_above() { Hint::MoveAway } else { Hint::MoveCloser }
}

/// Towards the side that has room. Where two opposite sides together have less than the limit for each, no side has any, and
/// distance is needed instead.
fn recenter(failure: &Failure<'_>) -> Hint {
    let least = failure.check.limit.min.unwrap_or_default();
    let margins = failure.face.framing.margins.counted(least);
    let smallest = margins.smallest();
    if margins.left + margins.right < 2.0 * least || margins.top + margins.bottom < 2.0 * least {
        Hint::MoveAway
    } else if smallest == margins.top {
        Hint::PointHigher
    } else if smallest == margins.bottom {
        Hint::PointLower
    } else if smallest == margins.left {
        // The picture's left is the subject's right.
        Hint::MoveLeft
    } else {
        Hint::MoveRight
    }
}
