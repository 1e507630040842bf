//! What a face that looks far aside does not tell, and what a dark picture does not.

use super::check::{Check, Status};
use super::id::RuleId;

/// Degrees of yaw beyond which half of the face is out of sight, the mesh and with it the head's crop err by tenths of an
/// eye distance, and a cheek is taken for a mask, or what is behind the head for a hat: what is worn and how the light
/// falls is told once the face is turned back.
const GREATEST_LEGIBLE_YAW: f32 = 30.0;

/// Whether this is a broken rule on yaw, of a face that looks far aside.
pub(super) fn is_turned_away(check: &Check) -> bool {
    check.rule == RuleId::HeadPoseYaw
        && check.status == Status::Fail
        && check.measured.is_some_and(|yaw| yaw.abs() > GREATEST_LEGIBLE_YAW)
}

/// Takes back what `checks` say of a face that looks farther aside than the policy allows and than can be read: neither
/// that it wears nothing nor that it does is known. And what they say of a dark picture's colours.
pub(super) fn mark_unreadable_unknown(checks: &mut [Check]) {
    let fails = |rule| checks.iter().any(|check| check.rule == rule && check.status == Status::Fail);
    // What is dark has no colours.
    let is_dark = fails(RuleId::UnderExposure);
    let colours = |check: &&mut Check| check.rule == RuleId::NaturalColour && check.status == Status::Fail;
    for check in checks.iter_mut().filter(|_| is_dark).filter(colours) {
        (check.status, check.measured) = (Status::Unknown, None);
    }
    if !checks.iter().any(is_turned_away) {
        return;
    }
    // What is worn and how the light falls. Not the ears: the near one shows, and the far one is hidden by the very turn that
    // fails.
    let judged = |check: &&mut Check| matches!(check.status, Status::Pass | Status::Fail);
    for check in checks.iter_mut().filter(|check| check.rule.row().needs_frontal).filter(judged) {
        (check.status, check.measured) = (Status::Unknown, None);
    }
}
