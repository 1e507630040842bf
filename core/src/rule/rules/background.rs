//! What is behind the person.

use crate::rule::hint::Hint;
use crate::rule::row::{Reason, Rule};

pub(in crate::rule) const BACKGROUND_UNIFORMITY: Rule = Rule {
    needs_parser: true,
    measured: |subject| subject.face()?.background_gradient,
    advice: |_| Hint::PlainBackground,
    reason: Reason {
        indonesian: "Latar belakang ramai. Pilih dinding polos.",
        english: "The background is busy. Choose a plain wall.",
    },
    ..Rule::COMMON
};
