//! Why a photograph could not be judged, in words and as JSON.

use serde::Serialize;
use swafoto::SwafotoError;
use swafoto_decode::DecodeError;

pub(crate) use swafoto_decode::Photo;

/// Why a photograph could not be judged. The text is one line and does not name the file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum PhotoError {
    /// It could not be read or decoded.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It was decoded, but the core could not work with it.
    #[error("could not be judged: {0}")]
    Core(#[from] SwafotoError),
    /// The picture that explains the verdict could not be written.
    #[error("its annotated picture cannot be written: {0}")]
    Annotation(String),
}

impl PhotoError {
    /// The error's name in JSON.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Decode(error) => error.kind(),
            Self::Core(_) => "core",
            Self::Annotation(_) => "annotation",
        }
    }
}

/// An error as JSON shows it.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorReport {
    kind: &'static str,
    message: String,
}

impl From<&PhotoError> for ErrorReport {
    fn from(error: &PhotoError) -> Self {
        Self { kind: error.kind(), message: error.to_string() }
    }
}
