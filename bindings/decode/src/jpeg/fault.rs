//! Why a JPEG file is not read any further.

use crate::error::DecodeError;

/// Why a JPEG file is not read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It ends before its picture does.
    Truncated,
    /// Its bytes contradict the format.
    Damaged(&'static str),
    /// It is of a kind of JPEG that nobody sends.
    Unsupported(&'static str),
}

impl From<Fault> for DecodeError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Truncated => Self::Truncated,
            Fault::Damaged(reason) => Self::Damaged(reason.to_owned()),
            Fault::Unsupported(kind) => Self::Unsupported(kind.to_owned()),
        }
    }
}
