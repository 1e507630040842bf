//! Why a photograph could not be decoded.

use image::ImageError;

use crate::MIN_SIDE;

/// Why a photograph could not be decoded. The text is one line and does not name the file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// It may not be read.
    #[error("no permission to read it")]
    Permission,
    /// It is a folder.
    #[error("is a folder, not a photograph")]
    Folder,
    /// Reading it failed otherwise.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It has no bytes.
    #[error("is empty")]
    Empty,
    /// It is neither JPEG, PNG nor WebP. Where it is known what it is, that and what to do are said.
    #[error("is neither a JPEG, a PNG nor a WebP picture{0}")]
    Format(&'static str),
    /// It ends before its picture does.
    #[error("is truncated: the file ends before its picture does")]
    Truncated,
    /// Its bytes contradict the format. No decoder's guess is judged.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// It is of a kind of JPEG, PNG or WebP that we do not decode.
    #[error("is of an unsupported kind: {0}")]
    Unsupported(String),
    /// Some of its pixels are not opaque: what they show depends on what is laid behind them.
    #[error("is transparent in places: save it without transparency")]
    Transparent,
    /// It would take too much memory.
    #[error("is too large: {0}")]
    TooLarge(String),
    /// It has too few pixels to show a face.
    #[error("is too small: {0} x {1} pixels, at least {MIN_SIDE} x {MIN_SIDE} are needed")]
    TooSmall(u32, u32),
}

impl DecodeError {
    /// The error's name in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Permission => "permission",
            Self::Folder => "folder",
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::Format(_) => "format",
            Self::Truncated => "truncated",
            Self::Damaged(_) => "damaged",
            Self::Unsupported(_) => "unsupported",
            Self::Transparent => "transparent",
            Self::TooLarge(_) => "too-large",
            Self::TooSmall(..) => "too-small",
        }
    }
}

impl From<std::io::Error> for DecodeError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::PermissionDenied => Self::Permission,
            std::io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Unreadable(error.to_string()),
        }
    }
}

impl From<ImageError> for DecodeError {
    fn from(error: ImageError) -> Self {
        let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match error {
            ImageError::Limits(error) => Self::TooLarge(one_line(error.to_string())),
            ImageError::Unsupported(error) => Self::Unsupported(one_line(error.to_string())),
            ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                Self::Truncated
            }
            ImageError::Decoding(error) if error.to_string().contains("UnexpectedEof") => Self::Truncated,
            error => Self::Damaged(one_line(error.to_string())),
        }
    }
}
