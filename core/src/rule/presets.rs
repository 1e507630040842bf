//! The policies that come with the SDK.

/// Their names and their texts.
const PRESETS: [(&str, &str); 5] = [
    ("prakerja-2020", include_str!("../../policies/prakerja-2020.toml")),
    ("prakerja-2022", include_str!("../../policies/prakerja-2022.toml")),
    ("ektp", include_str!("../../policies/ektp.toml")),
    ("icao-9303", include_str!("../../policies/icao-9303.toml")),
    ("dukcapil-1to1", include_str!("../../policies/dukcapil-1to1.toml")),
];

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

/// The names in a line, for messages.
pub(super) fn list() -> String {
    names().collect::<Vec<_>>().join(", ")
}

pub(super) fn text(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(candidate, _)| *candidate == name).map(|(_, text)| *text)
}
