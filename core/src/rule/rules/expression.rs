//! What the face does.

use crate::rule::hint::Hint;
use crate::rule::row::Rule;

pub(in crate::rule) const MOUTH_CLOSED: Rule = Rule {
    measured: |subject| Some(subject.face()?.expression?.mouth_openness),
    advice: |_| Hint::CloseMouth,
    ..Rule::COMMON
};

pub(in crate::rule) const EXPRESSION: Rule = Rule {
    measured: |subject| Some(subject.face()?.expression?.mouth_width),
    advice: |_| Hint::NeutralExpression,
    ..Rule::COMMON
};
