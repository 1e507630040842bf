//! From a failed rule to the one instruction that can only help.

use crate::frame::Rotation;

use super::check::{Check, Status};
use super::covering::Subject;
use super::hint::Hint;
use super::id::RuleId;
use super::legible::is_turned_away;
use super::row::Failure;

/// The instruction for the first rule that blocks, and that rule. Failures go before what could not be assessed: a
/// person can mend a failure, and what is unknown often becomes known by it. `preferred` rules go before others, but not
/// before the question of who is to be advised, nor before a face that looks far aside. Where nothing fails and cloth may cover
/// the ears, the person is asked. Of a picture that lies on its side or its head nothing else can be said.
pub(super) fn advise(
    checks: &[Check],
    subject: &Subject<'_>,
    preferred: &[RuleId],
) -> (Hint, Option<RuleId>) {
    let mut failing = checks.iter().filter(|check| check.status == Status::Fail);
    if subject.measures.turn != Rotation::None {
        return (Hint::TurnPhoto, failing.next().map(|check| check.rule));
    }
    let Some(first) = failing.clone().next() else {
        let unknown = checks.iter().filter(|check| check.status == Status::Unknown);
        return unknown
            .filter_map(|check| Some(((check.rule.row().covering.asks)(subject)?, Some(check.rule))))
            .next()
            .unwrap_or((Hint::CannotJudge, None));
    };
    let turned = checks.iter().find(|check| is_turned_away(check));
    let check = match first.rule {
        RuleId::SingleFacePresent => first,
        _ => turned.or_else(|| failing.find(|check| preferred.contains(&check.rule))).unwrap_or(first),
    };
    let hint = match subject.face() {
        Some(face) => (check.rule.row().advice)(&Failure { check, checks, subject, face }),
        None if subject.measures.unconfirmed_score >= subject.policy.faces().sure_score => Hint::FaceCamera,
        None => Hint::ShowFace,
    };
    (hint, Some(check.rule))
}
