//! What a receipt says of a network.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A network that judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelFact {
    /// Its name.
    pub name: String,
    /// SHA-256 of its ONNX file, hexadecimal.
    pub sha256: String,
}

impl ModelFact {
    /// The network called `name`, of which `onnx` is the file.
    pub fn of(name: &str, onnx: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            sha256: Sha256::digest(onnx).iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}
