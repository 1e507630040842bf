//! Receipts as a server reads them: a compact JWS, or the JSON alone.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use p256::ecdsa::Signature;
use serde::Deserialize;
use swafoto::SwafotoError;
use swafoto::photo::Claims;

/// A receipt, read but not yet believed.
pub(super) struct ReadReceipt {
    /// `None` where it is the JSON alone.
    pub(super) jws: Option<Jws>,
    /// What it says.
    pub(super) claims: Claims,
}

/// The signed form.
pub(super) struct Jws {
    pub(super) header: Header,
    /// The bytes that were signed.
    pub(super) signing_input: String,
    pub(super) signature: Signature,
}

/// A JWS's header. What it may hold beside `alg` and `typ` is either a hint (`kid`) or must be understood (`crit`).
#[derive(Debug, Deserialize)]
pub(super) struct Header {
    pub(super) alg: String,
    pub(super) typ: Option<String>,
    pub(super) kid: Option<String>,
    pub(super) crit: Option<serde_json::Value>,
}

impl ReadReceipt {
    /// Reads a receipt; the error says in one line why it is none.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        if text.starts_with('{') {
            return Ok(Self { jws: None, claims: claims(text.as_bytes())? });
        }
        let parts: Vec<&str> = text.split('.').collect();
        let [header, payload, signature] = parts[..] else {
            return Err(format!(
                "is truncated or no receipt: a compact JWS has 3 parts, this has {}",
                parts.len()
            ));
        };
        let header = decode("header", header)?;
        let header: Header = serde_json::from_slice(&header).map_err(|error| {
            format!("its header is not that of a JWS: {}", error.to_string().escape_debug())
        })?;
        let signature = decode("signature", signature)?;
        let signature = Signature::from_slice(&signature).map_err(|_| {
            format!(
                "its signature is truncated or none: {} bytes are not two numbers of 32 bytes",
                signature.len()
            )
        })?;
        let claims = claims(&decode("payload", payload)?)?;
        let signing_input = format!("{}.{}", parts[0], parts[1]);
        Ok(Self { jws: Some(Jws { header, signing_input, signature }), claims })
    }
}

fn decode(part: &str, text: &str) -> Result<Vec<u8>, String> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| format!("its {part} is not base64url"))
}

fn claims(json: &[u8]) -> Result<Claims, String> {
    Claims::from_json(json).map_err(|error| match error {
        SwafotoError::Receipt { reason } => reason,
        other => other.to_string(),
    })
}
