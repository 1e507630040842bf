//! What can be put on the person: drawn on the landmarks, so that a parser sees what a person would.

mod eyelids;
mod glasses;
mod hair;
mod hat;
mod scarf;
mod turn;

use super::portrait::Portrait;
use super::scene::{Channel, Moment};

/// What the person wears and how the head is turned; each value as its [`Channel`] has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outfit {
    yaw: f32,
    glasses: f32,
    hat: f32,
    hair_over_ears: f32,
    scarf: f32,
    eyes_closed: f32,
}

impl Outfit {
    /// The outfit at `moment`.
    pub(super) fn at(moment: &Moment) -> Self {
        Self {
            yaw: moment.get(Channel::Yaw),
            glasses: moment.get(Channel::Glasses),
            hat: moment.get(Channel::Hat),
            hair_over_ears: moment.get(Channel::HairOverEars),
            scarf: moment.get(Channel::Scarf),
            eyes_closed: moment.get(Channel::EyesClosed),
        }
    }

    /// Whether the portrait stays as photographed.
    pub(super) fn is_bare(&self) -> bool {
        let Self { yaw, glasses, hat, hair_over_ears, scarf, eyes_closed } = *self;
        [yaw, glasses, hat, hair_over_ears, scarf, eyes_closed] == [0.0; 6]
    }
}

/// Dresses `portrait`.
pub(super) fn put_on(portrait: &mut Portrait, outfit: &Outfit) {
    if outfit.eyes_closed > 0.0 {
        eyelids::close(portrait, outfit.eyes_closed);
    }
    if outfit.hair_over_ears > 0.0 {
        hair::cover_ears(portrait, outfit.hair_over_ears);
    }
    if outfit.scarf > 0.0 {
        scarf::put_on(portrait, outfit.scarf);
    }
    if outfit.glasses > 0.0 {
        glasses::put_on(portrait, outfit.glasses);
    }
    if outfit.hat > 0.0 {
        hat::put_on(portrait, outfit.hat);
    }
    if outfit.yaw != 0.0 {
        turn::turn(portrait, outfit.yaw);
    }
}

/// How much of a pixel a shape covers whose edge is `distance` away (negative inside), with an edge `softness` wide. All in
/// eye distances.
fn coverage(distance: f32, softness: f32) -> f32 {
    (0.5 - distance / softness).clamp(0.0, 1.0)
}
