//! What is behind the person.

use crate::rule::hint::Hint;
use crate::rule::row::Rule;

pub(in crate::rule) const BACKGROUND_UNIFORMITY: Rule = Rule {
    needs_parser: true,
    measured: |subject| subject.face()?.background_gradient,
    advice: |_| Hint::PlainBackground,
    ..Rule::COMMON
};
