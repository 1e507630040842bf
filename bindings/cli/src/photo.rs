//! Photographs as the command names them, and why one could not be judged, in words and as JSON.

use std::io::Read as _;
use std::path::Path;

use serde::Serialize;
use swafoto::SwafotoError;
use swafoto_decode::{DecodeError, MAX_FILE_BYTES};

use crate::name;

pub(crate) use swafoto_decode::Photo;

/// Why a photograph could not be judged. The text is one line and does not name the file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum PhotoError {
    /// It could not be read or decoded.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It is no file that ends: nobody may ever write into a pipe, and the others would wait.
    #[error("is a pipe or a device, not a file; `-` reads the standard input")]
    NotAFile,
    /// It was decoded, but the core could not work with it.
    #[error("could not be judged: {0}")]
    Core(#[from] SwafotoError),
    /// The program failed over it. Others are judged all the same.
    #[error("could not be judged: an internal error, please report it")]
    Internal,
}

impl PhotoError {
    /// The error's name in JSON.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Decode(error) => error.kind(),
            Self::NotAFile => "not-a-file",
            Self::Core(_) => "core",
            Self::Internal => "internal",
        }
    }
}

/// Reads and decodes the photograph that `path` names.
pub(crate) fn open(path: &Path) -> Result<Photo, PhotoError> {
    Ok(Photo::decode(read(path)?)?)
}

/// The bytes of the photograph that `path` names, not decoded.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, PhotoError> {
    if name::is_stdin(path) {
        let mut bytes = Vec::new();
        let read = std::io::stdin().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| DecodeError::Unreadable(error.to_string()))?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(DecodeError::TooLarge(format!("more than {} MB", MAX_FILE_BYTES >> 20)).into());
        }
        return Ok(bytes);
    }
    if std::fs::metadata(path).is_ok_and(|facts| !facts.is_file() && !facts.is_dir()) {
        return Err(PhotoError::NotAFile);
    }
    Ok(Photo::read(path)?)
}

/// Runs `work` on one photograph, so that a panic in it is that photograph's error and no other's.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, PhotoError>) -> Result<T, PhotoError> {
    // What a panic leaves half done is dropped with it: the engine is never written to.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_or(Err(PhotoError::Internal))
}

/// An error as JSON shows it.
#[derive(Debug, Serialize)]
pub(crate) struct ErrorReport {
    kind: &'static str,
    message: String,
}

impl ErrorReport {
    /// The picture that explains a verdict could not be written.
    pub(crate) fn annotation(reason: &str) -> Self {
        Self { kind: "annotation", message: format!("its annotated picture cannot be written: {reason}") }
    }
}

impl std::fmt::Display for ErrorReport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl From<&PhotoError> for ErrorReport {
    fn from(error: &PhotoError) -> Self {
        Self { kind: error.kind(), message: error.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_one_photographs_error() {
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        assert_eq!(guarded(|| -> Result<(), _> { panic!("a decoder's mistake") }), Err(PhotoError::Internal));
    }
}
