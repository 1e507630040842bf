//! The picture's colours.

use crate::rule::hint::Hint;
use crate::rule::row::Rule;

pub(in crate::rule) const NATURAL_COLOUR: Rule = Rule {
    measured: |subject| subject.face()?.natural_colour,
    advice: |_| Hint::NaturalColours,
    ..Rule::COMMON
};
