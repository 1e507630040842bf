//! Rules, policies, verdicts and hints: what the measures mean.

mod advice;
mod hint;
mod id;
mod legible;
mod photo_settings;
mod policy;
mod reason;
mod session_settings;
#[cfg(test)]
mod tests;
mod verdict;

pub use hint::{Hint, Language};
pub use id::{RuleId, Unit};
pub use photo_settings::{PhotoSettings, Range};
pub use policy::{EarRequirement, FaceSettings, HeadCovering, Limit, OnBlocked, Policy};
pub use session_settings::SessionSettings;
pub use verdict::{Check, Status, Verdict, judge, judge_as};
pub(crate) use verdict::{believed, checks};
