//! A case's folder: a film with its still, its policy and how its frames are stored.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use swafoto::frame::Rotation;
use swafoto::rule::RuleId;

use super::footage::Orientation;
use crate::CommandError;

/// What a replay needs of `case.json`; the rest is for the tests.
#[derive(Debug, Deserialize)]
struct CaseFile {
    #[serde(default)]
    rotation: i32,
    #[serde(default)]
    mirrored: bool,
    #[serde(default)]
    request: RequestFile,
}

#[derive(Debug, Default, Deserialize)]
struct RequestFile {
    #[serde(default)]
    retake: Vec<RuleId>,
    #[serde(default)]
    declared_covering: bool,
    #[serde(default)]
    covers_head: Option<bool>,
}

/// A case's folder, as `sequences` in the tests writes it.
#[derive(Debug)]
pub(crate) struct Case {
    /// The film.
    pub(crate) preview: PathBuf,
    /// The stills, where there are any.
    pub(crate) still: Option<PathBuf>,
    /// Its policy, where it has its own.
    pub(crate) policy: Option<PathBuf>,
    /// How all of its frames are stored.
    pub(crate) orientation: Orientation,
    /// Rules that failed last time.
    pub(crate) retake: Vec<RuleId>,
    /// Whether a head covering is declared.
    pub(crate) declared_covering: bool,
    /// What the person answers when asked if they cover their head; `None`: nothing.
    pub(crate) covers_head: Option<bool>,
}

impl Case {
    /// The case in `folder`, or `None` where it is not a case's folder.
    pub(crate) fn open(folder: &Path) -> Result<Option<Self>, CommandError> {
        let preview = folder.join("preview.y4m");
        if !preview.is_file() {
            return Ok(None);
        }
        let file = folder.join("case.json");
        let refused = |reason: String| CommandError::file(&file, reason);
        let text = std::fs::read_to_string(&file).map_err(|error| refused(error.to_string()))?;
        let CaseFile { rotation, mirrored, request } =
            serde_json::from_str(&text).map_err(|error| refused(error.to_string()))?;
        let rotation = Rotation::from_degrees(rotation).map_err(|error| refused(error.to_string()))?;
        let existing = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
        Ok(Some(Self {
            preview,
            still: existing("still.y4m"),
            policy: existing("policy.toml"),
            orientation: Orientation { rotation: Some(rotation), mirrored: Some(mirrored) },
            retake: request.retake,
            declared_covering: request.declared_covering,
            covers_head: request.covers_head,
        }))
    }
}
