//! What the face does.

use crate::rule::hint::Hint;
use crate::rule::row::{Reason, Rule};

pub(in crate::rule) const MOUTH_CLOSED: Rule = Rule {
    measured: |subject| Some(subject.face()?.expression?.mouth_openness),
    advice: |_| Hint::CloseMouth,
    reason: Reason {
        indonesian: "Mulut terbuka. Tutup mulut Anda.",
        english: "Your mouth is open. Close it.",
    },
    ..Rule::COMMON
};

pub(in crate::rule) const EXPRESSION: Rule = Rule {
    measured: |subject| Some(subject.face()?.expression?.mouth_width),
    advice: |_| Hint::NeutralExpression,
    reason: Reason {
        indonesian: "Ekspresi tidak netral. Jangan tersenyum.",
        english: "Your expression is not neutral. Do not smile.",
    },
    ..Rule::COMMON
};
