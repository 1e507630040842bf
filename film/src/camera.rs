//! The phone in a hand: where it points, and how it trembles.

use swafoto::geometry::{Affine, Point2};

use super::portrait::Portrait;
use super::scene::{Channel, Moment};

/// Height of a head in eye distances, as the core measures it.
const HEAD_IN_EYE_DISTANCES: f32 = swafoto::measure::HEAD_HEIGHT_IN_EYE_DISTANCES;

/// How far a calm hand's aim wanders, in per cent of the eye distance.
const DRIFT: f32 = 1.2;

/// How far it turns, in degrees.
const TURN: f32 = 0.3;

/// Eye distance in pixels of a head that fills `head` of a frame `height` pixels high.
pub(super) fn eye_distance(head: f32, height: usize) -> f32 {
    head * height as f32 / HEAD_IN_EYE_DISTANCES
}

/// Maps pixels of a frame of `size` to those of `portrait`, as the phone sees it at `seconds`.
pub(super) fn to_portrait(
    portrait: &Portrait,
    moment: &Moment,
    size: (usize, usize),
    seconds: f32,
) -> Option<Affine> {
    let tremor = Tremor::at(seconds, moment.get(Channel::Shake));
    let distance = eye_distance(moment.get(Channel::Head), size.1);
    let aim = Point2::new(
        moment.get(Channel::X) * size.0 as f32 + tremor.x * distance,
        moment.get(Channel::Y) * size.1 as f32 + tremor.y * distance,
    );
    let scale = distance / portrait.face.eye_distance();
    let middle = portrait.face.eye_midpoint();
    // Leaning to the own right shoulder is counter-clockwise in the picture.
    let lean = (tremor.degrees - moment.get(Channel::Roll)).to_radians();
    Affine::translation(-middle.x, -middle.y)
        .then(&Affine::scaling(scale, scale))
        .then(&Affine::rotation(lean))
        .then(&Affine::translation(aim.x, aim.y))
        .inverse()
}

/// Where the aim is off, in eye distances and degrees.
struct Tremor {
    x: f32,
    y: f32,
    degrees: f32,
}

impl Tremor {
    /// A slow drift, the physiological tremor of 9 Hz on it, and for a hand that shakes its larger swings.
    fn at(seconds: f32, shake: f32) -> Self {
        let wave = |hertz: f32, phase: f32| (std::f32::consts::TAU * hertz * seconds + phase).sin();
        let calm = |phase: f32| 0.8 * wave(0.43, phase) + 0.2 * wave(9.1, 2.3 * phase);
        let swing = |phase: f32| shake * wave(4.7, phase);
        Self {
            x: (DRIFT * calm(0.4) + swing(1.0)) / 100.0,
            y: (DRIFT * calm(1.9) + swing(2.6)) / 100.0,
            degrees: TURN * calm(4.1),
        }
    }
}

/// The direction in which a shaking hand moves at `seconds`, in radians.
pub(super) fn shake_direction(seconds: f32) -> f32 {
    std::f32::consts::TAU * 1.3 * seconds + 0.5 * (11.0 * seconds).sin()
}
