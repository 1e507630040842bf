//! Help and reasons, with a picture each.

use crate::rule::RuleId;
use crate::words::{Picture, Words};

use super::view::Card;

/// What a rule is about, to be looked at. `assessed`: it failed, rather than that it could not be told.
pub(super) fn card(rule: RuleId, assessed: bool, words: &Words) -> Card {
    let picture = picture(rule);
    let text = if assessed { words.reason(rule) } else { words.unassessed(rule) };
    Card { picture, alternative: words.picture(picture).to_owned(), text: text.to_owned() }
}

fn picture(rule: RuleId) -> Picture {
    match rule {
        RuleId::SingleFacePresent => Picture::OneFace,
        RuleId::Resolution | RuleId::HeadSize | RuleId::InterEyeDistance | RuleId::Crop => Picture::Distance,
        RuleId::NaturalColour => Picture::Colours,
        RuleId::NoHeadCovering => Picture::HatOff,
        RuleId::NoEyewear => Picture::GlassesOff,
        RuleId::FaceOcclusion | RuleId::FacePartsVisible => Picture::FaceFree,
        RuleId::EarsVisibleLeft | RuleId::EarsVisibleRight => Picture::Ears,
        RuleId::FaceOutline => Picture::Scarf,
        RuleId::UnderExposure
        | RuleId::OverExposure
        | RuleId::IlluminationUniformity
        | RuleId::CastShadow => Picture::LightInFront,
        RuleId::HeadPoseYaw | RuleId::HeadPosePitch => Picture::EyeLevel,
        RuleId::HeadPoseRoll => Picture::Upright,
        RuleId::EyesVisible | RuleId::EyesOpen => Picture::Eyes,
        RuleId::MouthClosed | RuleId::Expression => Picture::Mouth,
        RuleId::Sharpness => Picture::Lens,
        RuleId::BackgroundUniformity => Picture::PlainWall,
    }
}
