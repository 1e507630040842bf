//! The one error type of the boundary.

/// Why a call could not be carried out.
///
/// Nothing is lost by an error: the engine, policy or session it came from stays usable, unless the variant says
/// otherwise. Kotlin calls it `SwafotoException`.
#[derive(Clone, Debug, PartialEq, thiserror::Error, uniffi::Error)]
pub enum SwafotoError {
    /// A frame's description and its bytes contradict each other, or it does not fit the session.
    #[error("frame refused: {field} {reason}")]
    InvalidFrame {
        /// Which part of the frame: `width`, `row stride`, `y plane`, `timestamp` and so on.
        field: String,
        /// What is wrong with it, with the numbers.
        reason: String,
    },
    /// A policy that cannot be used: not readable, unknown to this version, or contradictory.
    #[error("policy refused: {reason}")]
    InvalidPolicy {
        /// What is wrong, with the key or the rule's name.
        reason: String,
    },
    /// A request that no session can meet.
    #[error("request refused: {field} {reason}")]
    InvalidRequest {
        /// Which part of the request: `limit` or `still size`.
        field: String,
        /// What is wrong with it, with the numbers.
        reason: String,
    },
    /// A network that cannot be loaded.
    #[error("model {model} cannot be loaded: {reason}")]
    InvalidModel {
        /// The model's name.
        model: String,
        /// What the inference engine said.
        reason: String,
    },
    /// A loaded network failed to run.
    #[error("model {model} failed to run: {reason}")]
    Inference {
        /// The model's name.
        model: String,
        /// What the inference engine said.
        reason: String,
    },
    /// A still from which no photo can be made as the policy asks. The session guides on.
    #[error("photo cannot be made: {reason}")]
    Photo {
        /// What stands in the way, with the numbers.
        reason: String,
    },
    /// A receipt that cannot be written, signed or read. The photo stays.
    #[error("receipt refused: {reason}")]
    Receipt {
        /// What stands in the way.
        reason: String,
    },
    /// A still that the session did not ask for, or that does not show what its preview did. The session guides on.
    #[error("still refused: {reason}")]
    UnexpectedStill {
        /// What is wrong, with the numbers.
        reason: String,
    },
    /// Another frame is being judged. Drop this one, the camera has the next.
    #[error("another frame is being judged")]
    Busy,
    /// The session or capture was released before.
    #[error("it was released")]
    Released,
    /// A defect of the SDK; the session it happened in is given up. Please report it with the reason.
    #[error("internal defect: {reason}")]
    Internal {
        /// What was said where it happened.
        reason: String,
    },
    /// The app's own code, called by the SDK, threw.
    #[error("the app's callback failed: {reason}")]
    Callback {
        /// What the app's exception says.
        reason: String,
    },
    /// A file that cannot be used as a photograph.
    #[cfg(feature = "decode")]
    #[error("the file {reason}")]
    UnusableFile {
        /// What kind of fault it is.
        fault: FileFault,
        /// What is wrong, with the numbers.
        reason: String,
    },
}

/// What is wrong with a file.
#[cfg(feature = "decode")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FileFault {
    /// It has no bytes.
    Empty,
    /// It is neither JPEG, PNG nor WebP. The reason says what it is and what to do, where that is known.
    Format,
    /// It ends before its picture does.
    Truncated,
    /// Its bytes contradict the format: a part of the picture would be a decoder's guess.
    Damaged,
    /// It is of a kind of JPEG, PNG or WebP that is not decoded.
    Unsupported,
    /// Some of its pixels are not opaque.
    Transparent,
    /// It would take too much memory.
    TooLarge,
    /// It has too few pixels to show a face.
    TooSmall,
    /// It could not be read.
    Unreadable,
}

impl From<swafoto::SwafotoError> for SwafotoError {
    fn from(error: swafoto::SwafotoError) -> Self {
        use swafoto::SwafotoError as Core;
        match error {
            Core::InvalidFrame { field, reason } => Self::InvalidFrame { field: field.to_owned(), reason },
            Core::InvalidPolicy { reason } => Self::InvalidPolicy { reason },
            Core::InvalidRequest { field, reason } => {
                Self::InvalidRequest { field: field.to_owned(), reason }
            }
            Core::InvalidModel { model, reason } => Self::InvalidModel { model, reason },
            Core::Inference { model, reason } => Self::Inference { model, reason },
            Core::Photo { reason, .. } => Self::Photo { reason },
            Core::Receipt { reason } => Self::Receipt { reason },
            Core::UnexpectedStill { reason } => Self::UnexpectedStill { reason },
            // The core may learn new errors before the boundary has a name for them.
            other => Self::Internal { reason: other.to_string() },
        }
    }
}

/// An exception of the app that it did not declare: whatever is thrown, the SDK goes on.
impl From<uniffi::UnexpectedUniFFICallbackError> for SwafotoError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Callback { reason: error.reason }
    }
}
