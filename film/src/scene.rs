//! What happens before the camera, as data: a few numbers, each with its value at named times.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A number of the scene that changes with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// Height of the head as a share of the frame's height.
    Head,
    /// Place of the point between the eyes, as a share of the frame's width.
    X,
    /// Place of the point between the eyes, as a share of the frame's height.
    Y,
    /// Lean of the head in degrees, positive to the own right shoulder.
    Roll,
    /// Turn of the head in degrees, positive to the own left. The picture is bent by the mesh's depth: good to about 15.
    Yaw,
    /// Light of the scene, `1` as photographed.
    Light,
    /// How one-sided the light is: `0` as photographed, `1` from the subject's left alone, `-1` from the right.
    SideLight,
    /// Standard deviation of the lens's blur in per cent of the eye distance.
    Defocus,
    /// How far the hand moves while a frame is exposed, in per cent of the eye distance.
    Shake,
    /// Clear glasses: `1` on the nose, `0` taken off, between them on their way.
    Glasses,
    /// A cap: `1` on the head, `0` off, between them on its way.
    Hat,
    /// Hair over the ears: `1` covers them, `0` as photographed.
    HairOverEars,
    /// A headscarf around the face: `1` worn, `0` none.
    Scarf,
    /// Eyelids: `0` as photographed, `1` closed.
    EyesClosed,
    /// Where a second person's face stands, as a share of the frame's width; outside of `-0.3..=1.3` there is nobody.
    PasserBy,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 15] = [
        Self::Head,
        Self::X,
        Self::Y,
        Self::Roll,
        Self::Yaw,
        Self::Light,
        Self::SideLight,
        Self::Defocus,
        Self::Shake,
        Self::Glasses,
        Self::Hat,
        Self::HairOverEars,
        Self::Scarf,
        Self::EyesClosed,
        Self::PasserBy,
    ];

    /// The value where nothing else is said: a person who does everything right.
    pub const fn default_value(self) -> f32 {
        match self {
            Self::Head => 0.55,
            Self::X => 0.5,
            Self::Y => 0.37,
            Self::Light => 1.0,
            Self::PasserBy => -9.0,
            _ => 0.0,
        }
    }
}

/// Values of some channels at one time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Keyframe {
    /// Seconds since the first frame.
    pub at: f32,
    /// The values.
    #[serde(flatten)]
    pub values: BTreeMap<Channel, f32>,
}

/// The keyframes of a film. A channel runs straight from one keyframe that names it to the next, and stands still before
/// the first and after the last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Script(pub Vec<Keyframe>);

/// The scene at one time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment([f32; Channel::ALL.len()]);

impl Script {
    /// The scene at `seconds`.
    pub fn moment(&self, seconds: f32) -> Moment {
        Moment(Channel::ALL.map(|channel| self.value(channel, seconds)))
    }

    fn value(&self, channel: Channel, seconds: f32) -> f32 {
        let keys = self.0.iter().filter_map(|key| Some((key.at, *key.values.get(&channel)?)));
        let mut before = None;
        for (at, value) in keys {
            if at > seconds {
                return before.map_or(value, |(from, start): (f32, f32)| {
                    start + (value - start) * (seconds - from) / (at - from)
                });
            }
            before = Some((at, value));
        }
        before.map_or(channel.default_value(), |(_, value)| value)
    }
}

impl Moment {
    /// The value of `channel`.
    pub fn get(&self, channel: Channel) -> f32 {
        self.0[channel as usize]
    }

    /// The same moment with some values replaced.
    #[must_use]
    pub fn with(mut self, values: &BTreeMap<Channel, f32>) -> Self {
        for (channel, value) in values {
            self.0[*channel as usize] = *value;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_runs_straight_between_the_keyframes_that_name_it() {
        let script: Script = serde_json::from_str(
            r#"[{"at": 1, "hat": 1, "x": 0.2}, {"at": 1.5, "x": 0.5}, {"at": 2, "hat": 0}]"#,
        )
        .unwrap();
        let hat = |seconds| script.moment(seconds).get(Channel::Hat);
        assert_eq!([hat(0.0), hat(1.0), hat(1.5), hat(2.0), hat(9.0)], [1.0, 1.0, 0.5, 0.0, 0.0]);
        assert_eq!(script.moment(0.0).get(Channel::Light), 1.0);
        assert!(serde_json::from_str::<Script>(r#"[{"at": 1, "hatt": 1}]"#).is_err());
        for (index, channel) in Channel::ALL.into_iter().enumerate() {
            assert_eq!(channel as usize, index);
        }
    }
}
