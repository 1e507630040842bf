//! The catalogue of rules: everything that is particular to a rule stands in its row, and all else iterates the rows.
//!
//! A new rule is a line in the [list](super::id) and a row in the file of its topic, under [`rules`](super::rules).

use super::hint::Language;
use super::id::{RuleId, for_each_row};
use super::row::Rule;
use super::rules::{background, colour, covering, ears, expression, eyes, framing, light, pose, sharpness};

macro_rules! rows {
    ($($id:ident => $row:path,)*) => {
        impl RuleId {
            /// Its row.
            pub(super) const fn row(self) -> &'static Rule {
                match self { $(Self::$id => &$row,)* }
            }
        }
    };
}
for_each_row!(rows);

impl RuleId {
    /// Whether the rule's number comes of the head parser, which must have run where there is one.
    pub const fn needs_parser(self) -> bool {
        self.row().needs_parser
    }

    /// What is wrong when this rule fails, and what to do about it: a heading's worth, then a sentence. A
    /// [`Hint`](super::Hint) says what to do now; a reason says what was wrong, when there is time to read.
    pub const fn reason(self, language: Language) -> &'static str {
        match language {
            Language::Indonesian => self.row().reason.indonesian,
            Language::English => self.row().reason.english,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_rule_has_a_reason_of_its_own_in_every_language() {
        for language in [Language::Indonesian, Language::English] {
            let reasons: HashSet<_> = RuleId::ALL.iter().map(|rule| rule.reason(language)).collect();
            assert_eq!(reasons.len(), RuleId::ALL.len());
            assert!(reasons.iter().all(|reason| reason.ends_with('.')), "{reasons:?}");
        }
    }
}
