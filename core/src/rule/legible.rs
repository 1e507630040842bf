//! What a face that looks far aside does not tell, and what a dark or blurred picture does not.

use super::check::{Check, Status};
use super::covering::Subject;
use super::id::RuleId;
use super::rules::covering::hides_what_is_smooth;

/// Degrees of yaw beyond which half of the face is out of sight, the mesh and with it the head's crop err by tenths of an
/// eye distance, and a cheek is taken for a mask, or what is behind the head for a hat: what is worn and how the light
/// falls is told once the face is turned back.
const GREATEST_LEGIBLE_YAW: f32 = 30.0;

/// A rule whose breaking another broken rule explains, and for whom. The hint is then the one that can be followed.
struct Explained {
    rule: RuleId,
    by: RuleId,
    of: fn(&Subject<'_>) -> bool,
}

/// What is dark has no colours, and what is smooth looks like anything in a blur. Not so eyes, nose and mouth: what lies over them makes a
/// face look blurred, too.
const EXPLAINED: [Explained; 2] = [
    Explained { rule: RuleId::NaturalColour, by: RuleId::UnderExposure, of: |_| true },
    Explained { rule: RuleId::FacePartsVisible, by: RuleId::Sharpness, of: hides_what_is_smooth },
];

/// Whether this is a broken rule on yaw, of a face that looks far aside.
pub(super) fn is_turned_away(check: &Check) -> bool {
    check.rule == RuleId::HeadPoseYaw
        && check.status == Status::Fail
        && check.measured.is_some_and(|yaw| yaw.abs() > GREATEST_LEGIBLE_YAW)
}

/// Takes back what `checks` say of a face that looks farther aside than the policy allows and than can be read: neither
/// that it wears nothing nor that it does is known. And what another broken rule explains ([`EXPLAINED`]).
pub(super) fn mark_unreadable_unknown(checks: &mut [Check], subject: &Subject<'_>) {
    for Explained { rule, by, of } in EXPLAINED {
        let fails = |checks: &[Check], rule| {
            checks.iter().any(|check| check.rule == rule && check.status == Status::Fail)
        };
        if fails(checks, rule) && fails(checks, by) && of(subject) {
            for check in checks.iter_mut().filter(|check| check.rule == rule) {
                (check.status, check.measured) = (Status::Unknown, None);
            }
        }
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
