//! What a face that looks far aside does not tell, and what a picture that is blurred or dark does not.

use super::check::{Check, Status};
use super::id::RuleId;

/// Degrees of yaw beyond which half of the face is out of sight, the mesh and with it the head's crop err by tenths of an
/// eye distance, and a cheek is taken for a mask, or what is behind the head for a hat: what is worn and how the light
/// falls is told once the face is turned back.
const GREATEST_LEGIBLE_YAW: f32 = 30.0;

/// Rules whose breaking another broken rule explains: parts of a face that a blur has smeared look as though something hid them, and what
/// is dark has no colours. The hint is then the one that can be followed.
const EXPLAINED: [(RuleId, RuleId); 2] =
    [(RuleId::FacePartsVisible, RuleId::Sharpness), (RuleId::NaturalColour, RuleId::UnderExposure)];

/// Whether this is a broken rule on yaw, of a face that looks far aside.
pub(super) fn is_turned_away(check: &Check) -> bool {
    check.rule == RuleId::HeadPoseYaw
        && check.status == Status::Fail
        && check.measured.is_some_and(|yaw| yaw.abs() > GREATEST_LEGIBLE_YAW)
}

/// Takes back what `checks` say of a face that looks farther aside than the policy allows and than can be read: neither
/// that it wears nothing nor that it does is known. And what another broken rule explains ([`EXPLAINED`]).
pub(super) fn mark_unreadable_unknown(checks: &mut [Check]) {
    for (explained, by) in EXPLAINED {
        let is_broken =
            |rule: RuleId| move |check: &Check| check.rule == rule && check.status == Status::Fail;
        if checks.iter().any(is_broken(by)) {
            for check in checks.iter_mut().filter(|check| is_broken(explained)(check)) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::limit::Limit;

    #[test]
    fn a_blur_explains_a_part_that_is_not_seen_and_darkness_its_colours() {
        use Status::{Fail, Pass, Unknown};
        let read = |broken: &[RuleId]| {
            let all =
                [RuleId::NaturalColour, RuleId::UnderExposure, RuleId::FacePartsVisible, RuleId::Sharpness];
            let mut checks = all.map(|rule| Check {
                rule,
                status: if broken.contains(&rule) { Fail } else { Pass },
                measured: Some(0.1),
                limit: Limit { min: Some(0.5), max: None },
                unit: rule.unit(),
            });
            mark_unreadable_unknown(&mut checks);
            checks.map(|check| check.status)
        };
        assert_eq!(read(&[RuleId::NaturalColour, RuleId::FacePartsVisible]), [Fail, Pass, Fail, Pass]);
        assert_eq!(read(&RuleId::ALL), [Unknown, Fail, Unknown, Fail]);
        // What could be read all the same stays.
        assert_eq!(read(&[RuleId::UnderExposure, RuleId::Sharpness]), [Pass, Fail, Pass, Fail]);
        assert_eq!(read(&[RuleId::NaturalColour, RuleId::Sharpness]), [Fail, Pass, Pass, Fail]);
    }
}
