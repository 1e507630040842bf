//! The core's own lists of hints and rules, read for their keys.
#![allow(dead_code, unused_imports, unused_macros)]

#[path = "../src/rule/hint.rs"]
mod hint;
#[path = "../src/rule/id.rs"]
mod id;
#[path = "../src/rule/unit.rs"]
mod unit;

pub(crate) use hint::Hint;
pub(crate) use id::RuleId;
