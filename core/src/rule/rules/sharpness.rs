//! Focus and movement.

use crate::measure::{LEAST_MOTION, Sharpness, pixel_blur};

use crate::rule::hint::Hint;
use crate::rule::id::RuleId;
use crate::rule::row::{Failure, Rule};

pub(in crate::rule) const SHARPNESS: Rule =
    Rule { measured: |subject| Some(subject.face()?.sharpness?.blur), advice: sharpen, ..Rule::COMMON };

/// Share of the greatest blur that the pixels of a small face may be before distance, not lens or hand, is to blame.
const GREATEST_SHARE_OF_PIXELS: f32 = 0.5;

/// Who fills less than this share of the greatest head size may be asked to come closer.
const ROOM_TO_COME_CLOSER: f32 = 0.9;

/// A face of few pixels is blurred by these; a smear that is longer than any unmoved face shows is movement; all else is
/// the lens.
fn sharpen(failure: &Failure<'_>) -> Hint {
    let face = failure.face;
    let greatest = failure.check.limit.max.unwrap_or(f32::INFINITY);
    let head_size = failure.checks.iter().find(|other| other.rule == RuleId::HeadSize);
    let largest_head = head_size.and_then(|size| size.limit.max);
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
