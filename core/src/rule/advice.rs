//! From a failed rule to the one instruction that can only help.

use crate::measure::light::LightOrigin;
use crate::measure::{Covering, FaceMeasures, LEAST_MOTION, Sharpness, pixel_blur};

use super::covering::Subject;
use super::hint::Hint;
use super::id::RuleId;
use super::legible::is_turned_away;
use super::verdict::{Check, Status, is_about_an_ear};

/// The instruction for the first rule that blocks, and that rule. Failures go before what could not be assessed: a
/// person can mend a failure, and what is unknown often becomes known by it. `preferred` rules go before others, but not
/// before the question of who is to be advised, nor before a face that looks far aside. Where nothing fails and cloth may cover
/// the ears, the person is asked.
pub(super) fn advise(
    checks: &[Check],
    subject: &Subject<'_>,
    preferred: &[RuleId],
) -> (Hint, Option<RuleId>) {
    let mut failing = checks.iter().filter(|check| check.status == Status::Fail);
    let Some(first) = failing.clone().next() else {
        let doubtful =
            checks.iter().find(|check| check.status == Status::Unknown && is_about_an_ear(check.rule));
        return match doubtful {
            Some(ear) if subject.is_in_doubt() => (Hint::AskCovering, Some(ear.rule)),
            _ => (Hint::CannotJudge, None),
        };
    };
    let turned = checks.iter().find(|check| is_turned_away(check));
    let chosen = match first.rule {
        RuleId::SingleFacePresent => first,
        _ => turned.or_else(|| failing.find(|check| preferred.contains(&check.rule))).unwrap_or(first),
    };
    (for_failure(chosen, checks, subject), Some(chosen.rule))
}

fn for_failure(check: &Check, checks: &[Check], subject: &Subject<'_>) -> Hint {
    let above = is_above(check);
    let Some(face) = &subject.measures.face else { return Hint::ShowFace };
    match check.rule {
        RuleId::SingleFacePresent => Hint::BeAlone,
        RuleId::Resolution => Hint::UseLargerPicture,
        RuleId::HeadSize | RuleId::InterEyeDistance if above => Hint::MoveAway,
        RuleId::HeadSize | RuleId::InterEyeDistance => Hint::MoveCloser,
        RuleId::Crop => recenter(face, check.limit.min.unwrap_or_default()),
        RuleId::HeadPoseYaw if above => Hint::TurnRight,
        RuleId::HeadPoseYaw => Hint::TurnLeft,
        RuleId::HeadPosePitch if above => Hint::LiftChin,
        RuleId::HeadPosePitch => Hint::LowerChin,
        RuleId::HeadPoseRoll if above => Hint::LeanLeft,
        RuleId::HeadPoseRoll => Hint::LeanRight,
        RuleId::EyesVisible => Hint::UncoverEyes,
        RuleId::EyesOpen => Hint::OpenEyes,
        RuleId::MouthClosed => Hint::CloseMouth,
        RuleId::Expression => Hint::NeutralExpression,
        RuleId::BackgroundUniformity => Hint::PlainBackground,
        RuleId::FaceOcclusion => Hint::UncoverFace,
        RuleId::FaceOutline => Hint::ShowFaceOutline,
        RuleId::NoHeadCovering => unaccepted_covering(subject),
        RuleId::NoEyewear => match face.covering {
            Some(covering) if covering.eyewear_tinted > covering.eyewear_clear => Hint::RemoveSunglasses,
            _ => Hint::RemoveGlasses,
        },
        RuleId::EarsVisibleRight | RuleId::EarsVisibleLeft => ears(checks, face),
        RuleId::UnderExposure => match face.light {
            Some(light) if light.exposure.is_backlit() => Hint::LightBehind,
            _ => Hint::MoreLight,
        },
        RuleId::OverExposure => Hint::LessLight,
        RuleId::IlluminationUniformity => toward_light(face),
        RuleId::CastShadow => Hint::AvoidShadow,
        RuleId::Sharpness => blurred(check, checks, face),
    }
}

/// Whether the number is too great rather than too small. A rule that has failed goes on failing for a while when its
/// number is within the limit again: the nearer bound is the one that it has come from.
fn is_above(check: &Check) -> bool {
    match (check.limit.min, check.limit.max) {
        (Some(min), Some(max)) => check.measured.is_some_and(|value| value > min + (max - min) / 2.0),
        (None, max) => max.is_some(),
        (Some(_), None) => false,
    }
}

/// Share of the greatest blur that the pixels of a small face may be before distance, not lens or hand, is to blame.
const GREATEST_SHARE_OF_PIXELS: f32 = 0.5;

/// A face of few pixels is blurred by these; a smear that is longer than any unmoved face shows is movement; all else is
/// the lens.
fn blurred(check: &Check, checks: &[Check], face: &FaceMeasures) -> Hint {
    let greatest = check.limit.max.unwrap_or(f32::INFINITY);
    let largest_head =
        checks.iter().find(|other| other.rule == RuleId::HeadSize).and_then(|size| size.limit.max);
    let has_room = largest_head.is_none_or(|largest| face.framing.head_size < ROOM_TO_COME_CLOSER * largest);
    if has_room && pixel_blur(face.framing.inter_eye_distance) > GREATEST_SHARE_OF_PIXELS * greatest {
        return Hint::MoveCloser;
    }
    match face.sharpness {
        Some(Sharpness { defocus, motion, .. }) if defocus < greatest && motion > LEAST_MOTION => {
            Hint::HoldStill
        }
        _ => Hint::WaitForFocus,
    }
}

/// Who fills less than this share of the greatest head size may be asked to come closer.
const ROOM_TO_COME_CLOSER: f32 = 0.9;

/// Towards the side that has room. Where two opposite sides together have less than `least` for each, no side has any,
/// and distance is needed instead.
fn recenter(face: &FaceMeasures, least: f32) -> Hint {
    let margins = face.framing.margins.counted(least);
    let smallest = margins.smallest();
    if margins.left + margins.right < 2.0 * least || margins.top + margins.bottom < 2.0 * least {
        Hint::MoveAway
    } else if smallest == margins.top {
        Hint::PointHigher
    } else if smallest == margins.bottom {
        Hint::PointLower
    } else if smallest == margins.left {
        // The picture's left is the subject's right.
        Hint::MoveLeft
    } else {
        Hint::MoveRight
    }
}

/// Where the light comes from, as the fitted shading has it.
fn toward_light(face: &FaceMeasures) -> Hint {
    match face.light.map(|light| light.shading.origin()) {
        Some(LightOrigin::SubjectLeft) => Hint::LightFromLeft,
        Some(LightOrigin::SubjectRight) => Hint::LightFromRight,
        Some(LightOrigin::Above) => Hint::LightFromAbove,
        Some(LightOrigin::Below) => Hint::LightFromBelow,
        None => Hint::AvoidShadow,
    }
}

/// Where no scarf is accepted, the rule is told; where one is, nobody is told to take off what may be it.
fn unaccepted_covering(subject: &Subject<'_>) -> Hint {
    if !subject.accepts_scarves() {
        return Hint::RemoveHeadCovering;
    }
    match subject.covering() {
        Some(covering) if covering.scarf <= covering.hat => Hint::RemoveHat,
        _ if subject.is_in_doubt() => Hint::AskCovering,
        // A scarf, but of a kind that the policy does not list.
        _ => Hint::RemoveHeadCovering,
    }
}

/// Hair that covers an ear can be tucked away, and headphones taken off. An ear that does not show although nothing lies
/// there is hidden by the face itself: by the turn of the head, or by a camera so near that the cheeks are in the way.
fn ears(checks: &[Check], face: &FaceMeasures) -> Hint {
    let fails = |rule| checks.iter().any(|check| check.rule == rule && check.status == Status::Fail);
    // More of it than of anything else, where the ear would be.
    let most = |share: fn(&Covering) -> f32| face.covering.is_none_or(|covering| share(&covering) >= 0.5);
    let right = fails(RuleId::EarsVisibleRight);
    let left = fails(RuleId::EarsVisibleLeft);
    let right_cloth = right && most(|covering| covering.right_ear_under_cloth);
    let left_cloth = left && most(|covering| covering.left_ear_under_cloth);
    if face.covering.is_some() && (right_cloth || left_cloth) {
        return Hint::UncoverEars;
    }
    let right_hair = right && most(|covering| covering.right_ear_under_hair);
    let left_hair = left && most(|covering| covering.left_ear_under_hair);
    match (right_hair, left_hair) {
        (true, true) => Hint::ShowEars,
        (true, false) => Hint::ShowRightEar,
        (false, true) => Hint::ShowLeftEar,
        (false, false) if right && !left && face.pose.yaw < 0.0 => Hint::TurnLeft,
        (false, false) if left && !right && face.pose.yaw > 0.0 => Hint::TurnRight,
        (false, false) => Hint::MoveAwayForEars,
    }
}
