//! The picture's colours.

use crate::rule::hint::Hint;
use crate::rule::row::{Reason, Rule};

pub(in crate::rule) const NATURAL_COLOUR: Rule = Rule {
    measured: |subject| subject.face()?.natural_colour,
    advice: |_| Hint::NaturalColours,
    reason: Reason {
        indonesian: "Warna foto tidak alami. Matikan filter dan cari cahaya biasa.",
        english: "The colours are not natural. Turn filters off and find ordinary light.",
    },
    ..Rule::COMMON
};
