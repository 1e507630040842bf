//! How one rule came out.

use serde::Serialize;

use super::id::RuleId;
use super::limit::Limit;
use super::unit::Unit;

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It holds.
    Pass,
    /// It is broken.
    Fail,
    /// It could not be assessed. Blocks as a failure does, but is never called one.
    Unknown,
    /// It does not apply to this person, by policy.
    Waived,
}

impl Status {
    /// Whether it keeps a picture from being accepted.
    pub const fn blocks(self) -> bool {
        matches!(self, Self::Fail | Self::Unknown)
    }

    /// Whether the rule is broken, which the person can mend.
    pub const fn fails(self) -> bool {
        matches!(self, Self::Fail)
    }
}

/// One rule's outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Check {
    /// The rule.
    pub rule: RuleId,
    /// Its outcome.
    pub status: Status,
    /// The number it was judged by; `None` where it could not be measured, or could not be read: from a face that looks far
    /// aside, or of an ear that cloth may cover.
    pub measured: Option<f32>,
    /// Where the number must lie.
    pub limit: Limit,
    /// What the number is counted in.
    pub unit: Unit,
}
