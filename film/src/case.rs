//! A case: what is filmed, what is asked of the session, and what it must do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::scene::{Channel, Script};

/// One file of `tests/cases`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The file's name without its ending.
    pub name: String,
    /// What happens, in a line.
    pub about: String,
    /// A preset, or a file in `tests/cases/policies`.
    pub policy: String,
    /// What the institution asks for.
    #[serde(default)]
    pub request: Request,
    /// How far a stored frame must be turned, clockwise in degrees, to be upright.
    #[serde(default)]
    pub rotation: i32,
    /// Whether a turned frame shows the scene as a mirror does.
    #[serde(default)]
    pub mirrored: bool,
    /// What is filmed.
    pub source: Source,
    /// When everything is in order for the first time, in seconds; what `captured_before_s` is counted from.
    #[serde(default)]
    pub fixed_at_s: Option<f32>,
    /// What the session must do.
    pub expect: Expectation,
}

/// What goes into the session's request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Rules that failed last time.
    #[serde(default)]
    pub retake: Vec<String>,
    /// Whether the person declares a head covering for faith or health.
    #[serde(default)]
    pub declared_covering: bool,
    /// What the person answers, 0.6 s after the session asks if they cover their head; nothing where
    /// it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers_head: Option<bool>,
}

/// What is filmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Length of the film in seconds.
    pub seconds: f32,
    /// Frames a second.
    #[serde(default = "thirty")]
    pub fps: u32,
    /// What happens.
    #[serde(default)]
    pub scene: Script,
    /// What is different in the still: it shows the film's last moment with these values.
    #[serde(default)]
    pub still: BTreeMap<Channel, f32>,
}

fn thirty() -> u32 {
    30
}

/// What a session must do with a film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// How it ends: `accepted`, `blocked`, `timed-out`, `camera-failed`, or `cancelled` by the caller when the frames run out.
    pub end: String,
    /// The states in order, without repeats.
    pub states: Vec<String>,
    /// Hints that must appear in this order; others may come between.
    #[serde(default)]
    pub hints: Vec<String>,
    /// Hints that must never appear.
    #[serde(default)]
    pub never: Vec<String>,
    /// The reasons of a session that did not end in a photo.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// Seconds from `fixed_at_s` within which the still is asked for.
    #[serde(default)]
    pub captured_before_s: Option<f32>,
    /// Seconds within which the session asks if the head is covered; it must not ask where this is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_before_s: Option<f32>,
    /// The still's verdict.
    #[serde(default)]
    pub verdict: Option<ExpectedVerdict>,
}

/// What is expected of the still.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedVerdict {
    /// Whether it passes every rule.
    pub accepted: bool,
}

impl Case {
    /// The folder with the cases.
    pub fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases")
    }

    /// Every case, by name.
    ///
    /// # Errors
    /// Where a file cannot be read or is not a case; the text names the file.
    pub fn all() -> Result<Vec<Self>, String> {
        let folder = Self::folder();
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        files.sort();
        files.iter().map(|path| Self::read(path)).collect()
    }

    /// The case in the file at `path`.
    ///
    /// # Errors
    /// As [`Case::all`].
    pub fn read(path: &Path) -> Result<Self, String> {
        let explain = |reason: String| format!("{}: {reason}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| explain(error.to_string()))?;
        let case: Self = serde_json::from_str(&text).map_err(|error| explain(error.to_string()))?;
        if path.file_stem().is_none_or(|stem| stem != case.name.as_str()) && !path.ends_with("case.json") {
            return Err(explain(format!("its name is `{}`", case.name)));
        }
        Ok(case)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_reads() {
        let cases = Case::all().unwrap();
        assert!(cases.len() > 20, "{}", cases.len());
    }
}
