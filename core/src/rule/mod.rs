//! Rules, policies, verdicts and hints: what the measures mean.

mod advice;
mod catalogue;
mod check;
mod covering;
mod covering_settings;
mod ears_in_turn;
mod face_settings;
mod hint;
mod id;
mod legible;
mod limit;
mod photo_settings;
mod policy;
mod presets;
mod resolved;
mod row;
mod rules;
mod session_settings;
#[cfg(test)]
mod tests;
mod unit;
mod verdict;

pub use check::{Check, Status};
pub use covering::{Declaration, Headwear};
pub(crate) use covering::{Subject, adjust_for_prior};
pub use covering_settings::{CoveringSettings, HeadCovering};
pub use ears_in_turn::EarsInTurn;
pub(crate) use ears_in_turn::EarsShown;
pub use face_settings::FaceSettings;
pub use hint::Hint;
pub use id::{RuleId, Topic};
pub use limit::Limit;
pub use photo_settings::{PhotoSettings, Range};
pub use policy::{EarRequirement, OnBlocked, Policy};
pub use session_settings::SessionSettings;
pub use unit::Unit;
pub use verdict::{Verdict, judge, judge_as};
pub(crate) use verdict::{checks, is_about_an_ear, judge_subject, may_waive};
