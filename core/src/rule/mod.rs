//! Rules, policies, verdicts and hints: what the measures mean.

mod advice;
mod covering;
mod covering_settings;
mod covering_text;
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

pub use covering::{Declaration, Headwear};
pub(crate) use covering::{Subject, adjust_for_prior};
pub use covering_settings::{CoveringSettings, HeadCovering};
pub use covering_text::CoveringText;
pub use hint::{Hint, Language};
pub use id::{RuleId, Unit};
pub use photo_settings::{PhotoSettings, Range};
pub use policy::{EarRequirement, FaceSettings, Limit, OnBlocked, Policy};
pub use session_settings::SessionSettings;
pub use verdict::{Check, Status, Verdict, judge, judge_as};
pub(crate) use verdict::{checks, is_about_an_ear};
