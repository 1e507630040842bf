//! From a failed rule to the one instruction that can only help.

use crate::measure::light::LightOrigin;
use crate::measure::{Covering, FaceMeasures, Measures};

use super::hint::Hint;
use super::id::RuleId;
use super::policy::HeadCovering;
use super::verdict::{Check, Status};

/// The instruction for the first rule that blocks, and that rule. Failures go before what could not be assessed: a
/// person can mend a failure, and what is unknown often becomes known by it. `preferred` rules go before others, but
/// not before the question of who is to be advised. Nobody is asked to take off what `allowed` accepts.
pub(super) fn advise(
    checks: &[Check],
    measures: &Measures,
    allowed: HeadCovering,
    preferred: &[RuleId],
) -> (Hint, Option<RuleId>) {
    let mut failing = checks.iter().filter(|check| check.status == Status::Fail);
    let Some(first) = failing.clone().next() else { return (Hint::CannotJudge, None) };
    let chosen = match first.rule {
        RuleId::SingleFacePresent => first,
        _ => failing.find(|check| preferred.contains(&check.rule)).unwrap_or(first),
    };
    (for_failure(chosen, checks, measures, allowed), Some(chosen.rule))
}

fn for_failure(check: &Check, checks: &[Check], measures: &Measures, allowed: HeadCovering) -> Hint {
    let above = check.limit.max.is_some_and(|max| check.measured.is_some_and(|value| value > max));
    let Some(face) = &measures.face else { return Hint::ShowFace };
    match check.rule {
        RuleId::SingleFacePresent => Hint::BeAlone,
        RuleId::Resolution => Hint::UseLargerPicture,
        RuleId::HeadSize if above => Hint::MoveAway,
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
        RuleId::NoHeadCovering => match (allowed, face.covering) {
            (HeadCovering::Forbidden, Some(covering)) if covering.scarf > covering.hat => {
                Hint::RemoveHeadCovering
            }
            _ => Hint::RemoveHat,
        },
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
        RuleId::Sharpness => match face.sharpness {
            Some(sharpness) if sharpness.defocus < check.limit.max.unwrap_or(f32::INFINITY) => {
                Hint::HoldStill
            }
            _ => Hint::WaitForFocus,
        },
    }
}

/// Towards the side that has room. Where two opposite sides together have less than `least` for each, no side has any,
/// and distance is needed instead.
fn recenter(face: &FaceMeasures, least: f32) -> Hint {
    let margins = face.framing.margins;
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

/// Hair that covers an ear can be tucked away. An ear that does not show although no hair lies there is hidden by the
/// face itself: by the turn of the head, or by a camera so near that the cheeks are in the way.
fn ears(checks: &[Check], face: &FaceMeasures) -> Hint {
    let fails = |rule| checks.iter().any(|check| check.rule == rule && check.status == Status::Fail);
    // More hair than anything else, where the ear would be.
    let under_hair =
        |share: fn(&Covering) -> f32| face.covering.is_none_or(|covering| share(&covering) >= 0.5);
    let right = fails(RuleId::EarsVisibleRight);
    let left = fails(RuleId::EarsVisibleLeft);
    let right_hair = right && under_hair(|covering| covering.right_ear_under_hair);
    let left_hair = left && under_hair(|covering| covering.left_ear_under_hair);
    match (right_hair, left_hair) {
        (true, true) => Hint::ShowEars,
        (true, false) => Hint::ShowRightEar,
        (false, true) => Hint::ShowLeftEar,
        (false, false) if right && !left && face.pose.yaw < 0.0 => Hint::TurnLeft,
        (false, false) if left && !right && face.pose.yaw > 0.0 => Hint::TurnRight,
        (false, false) => Hint::MoveAwayForEars,
    }
}
