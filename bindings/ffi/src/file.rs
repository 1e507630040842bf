//! JPEG, PNG and WebP files, for servers that judge uploads again. Decoded by the same code as the `swafoto` command does.

use swafoto_decode::{DecodeError, Photo};

use crate::analysis::Analysis;
use crate::core_types::Verdict;
use crate::engine::Engine;
use crate::error::{FileFault, SwafotoError};
use crate::guard::guarded;
use crate::policy::Policy;

#[uniffi::export]
impl Engine {
    /// Judges the bytes of a JPEG, PNG or WebP file, turned as its EXIF orientation says. `declared_covering` says that the person
    /// covers their head for faith or health: take it from the receipt.
    ///
    /// # Errors
    /// [`SwafotoError::UnusableFile`] where it cannot be decoded, [`SwafotoError::Inference`].
    #[uniffi::method(default(declared_covering = false))]
    pub fn judge_file(
        &self,
        bytes: &[u8],
        policy: &Policy,
        declared_covering: bool,
    ) -> Result<Verdict, SwafotoError> {
        guarded(|| self.judge(&Photo::decode(bytes.to_vec())?.frame()?, policy, declared_covering))
    }

    /// As [`Engine::judge_file`], with what was measured.
    ///
    /// # Errors
    /// As [`Engine::judge_file`].
    #[uniffi::method(default(declared_covering = false))]
    pub fn analyse_file(
        &self,
        bytes: &[u8],
        policy: &Policy,
        declared_covering: bool,
    ) -> Result<Analysis, SwafotoError> {
        guarded(|| self.analyse(&Photo::decode(bytes.to_vec())?.frame()?, policy, declared_covering, None))
    }
}

impl From<DecodeError> for SwafotoError {
    fn from(error: DecodeError) -> Self {
        let fault = match error {
            DecodeError::Empty => FileFault::Empty,
            DecodeError::Format(_) => FileFault::Format,
            DecodeError::Truncated => FileFault::Truncated,
            DecodeError::Damaged(_) => FileFault::Damaged,
            DecodeError::Unsupported(_) => FileFault::Unsupported,
            DecodeError::Transparent => FileFault::Transparent,
            DecodeError::TooLarge(_) => FileFault::TooLarge,
            DecodeError::TooSmall(..) => FileFault::TooSmall,
            _ => FileFault::Unreadable,
        };
        Self::UnusableFile { fault, reason: error.to_string() }
    }
}
