//! The catalogue of rules: everything that is particular to a rule stands in its row, and all else iterates the rows.
//!
//! A new rule is a line in the [list](super::id) and a row in the file of its topic, under [`rules`](super::rules).

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
}
