//! A key that is thrown away. On a phone it is made in the hardware, and stays there.

use p256::SecretKey;
use p256::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _, LineEnding};

/// A new key on P-256, in PEM.
pub(super) struct Keys {
    /// To sign by.
    pub(super) private: String,
    /// To verify by.
    pub(super) public: String,
}

/// A key that nobody has had before.
pub(super) fn throw_away() -> Result<Keys, String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("cannot be made, there is no chance here: {error}"))?;
    // One of 2^32 is no key.
    let key = SecretKey::from_slice(&bytes).map_err(|error| error.to_string())?;
    let private = key.to_pkcs8_pem(LineEnding::LF).map_err(|error| error.to_string())?;
    let public = key.public_key().to_public_key_pem(LineEnding::LF).map_err(|error| error.to_string())?;
    Ok(Keys { private: private.to_string(), public })
}
