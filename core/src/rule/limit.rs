//! Limits of rules, and the ranges in which the numbers of a policy make sense.

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::error::SwafotoError;
use crate::frame::MAX_SIDE;

use super::id::RuleId;
use super::unit::Unit;

/// The interval in which a rule's number must lie; open where a bound is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Smallest number that passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f32>,
    /// Greatest number that passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f32>,
}

impl Limit {
    /// Whether `value` lies in the interval. A number that is none never does.
    pub fn admits(&self, value: f32) -> bool {
        value.is_finite()
            && self.min.is_none_or(|min| value >= min)
            && self.max.is_none_or(|max| value <= max)
    }

    /// Refuses what no number meets, and bounds where the rule's numbers never are.
    pub(super) fn check(&self, rule: RuleId) -> Result<(), SwafotoError> {
        if self.min.is_none() && self.max.is_none() {
            return Err(refused(format!("`rules.{rule}` has neither `min` nor `max`")));
        }
        for (end, bound) in [("min", self.min), ("max", self.max)] {
            if let Some(bound) = bound {
                within(&format!("rules.{rule}.{end}"), bound, range(rule))?;
            }
        }
        match (self.min, self.max) {
            (Some(min), Some(max)) if min > max => {
                Err(refused(format!("`rules.{rule}` is empty: min {min} is above max {max}")))
            }
            _ => Ok(()),
        }
    }
}

/// Between which numbers a bound of `rule` makes sense.
fn range(rule: RuleId) -> RangeInclusive<f32> {
    match (rule, rule.unit()) {
        // A head may be cut off.
        (RuleId::HeadSize, _) => 0.0..=2.0,
        // Grey levels from one pixel to the next.
        (RuleId::BackgroundUniformity, _) => 0.0..=100.0,
        (_, Unit::Share) => 0.0..=1.0,
        (_, Unit::Count | Unit::Ratio) => 0.0..=10.0,
        (_, Unit::Pixels) => 0.0..=MAX_SIDE as f32,
        // A face that looks farther aside than a profile is not seen.
        (_, Unit::Degrees) => -90.0..=90.0,
        (_, Unit::PercentOfEyeDistance) => 0.0..=100.0,
        // Negative where there is more light than is needed, or where something is cut off.
        (_, Unit::Stops | Unit::EyeDistances) => -10.0..=10.0,
    }
}

/// A policy that cannot hold, and why.
pub(super) fn refused(reason: String) -> SwafotoError {
    SwafotoError::InvalidPolicy { reason }
}

/// Refuses a number outside of `range`, and one that is none. The ranges are wide: they stop slips of the pen, and leave
/// opinions to the policy.
pub(super) fn within<T: PartialOrd + Display>(
    key: &str,
    value: T,
    range: RangeInclusive<T>,
) -> Result<(), SwafotoError> {
    if range.contains(&value) {
        return Ok(());
    }
    Err(refused(format!("`{key}` is {value}, must be {} to {}", range.start(), range.end())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_admits_its_bounds_and_no_nan() {
        let limit = Limit { min: Some(1.0), max: Some(2.0) };
        assert!(limit.admits(1.0) && limit.admits(2.0) && !limit.admits(2.01) && !limit.admits(f32::NAN));
    }

    #[test]
    fn a_bound_beyond_its_rules_range_is_refused_with_the_range() {
        for rule in RuleId::ALL {
            let range = range(rule);
            let (least, greatest) = (*range.start(), *range.end());
            assert!(Limit { min: Some(least), max: Some(greatest) }.check(rule).is_ok(), "{rule}");
            for beyond in [least - 0.01, greatest + 0.01, 1e30, -1e30, f32::INFINITY, f32::NAN] {
                for limit in [Limit { min: Some(beyond), max: None }, Limit { min: None, max: Some(beyond) }]
                {
                    let reason = limit.check(rule).unwrap_err().to_string();
                    assert!(reason.contains(&format!("must be {least} to {greatest}")), "{reason}");
                }
            }
        }
    }
}
