//! Receipts as a server reads them: a compact JWS, or the JSON alone.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use p256::ecdsa::Signature;
use serde::Deserialize;

/// The only form of receipt that this version understands.
const FORM: u32 = 2;

/// A receipt, read but not yet believed.
pub(super) struct ReadReceipt {
    /// `None` where it is the JSON alone.
    pub(super) jws: Option<Jws>,
    /// What it says.
    pub(super) content: Content,
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

/// What a receipt says, as far as it can be compared.
#[derive(Debug, Deserialize)]
pub(super) struct Content {
    receipt: u32,
    pub(super) compliant: bool,
    pub(super) photo: PhotoFact,
    pub(super) policy: PolicyFact,
    pub(super) checks: Vec<CheckFact>,
    pub(super) nonce: Option<String>,
    pub(super) reference: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct PhotoFact {
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) width: u32,
    pub(super) height: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct PolicyFact {
    pub(super) id: String,
    pub(super) sha256: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct CheckFact {
    pub(super) rule: String,
    pub(super) status: String,
}

impl ReadReceipt {
    /// Reads a receipt; the error says in one line why it is none.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        if text.starts_with('{') {
            return Ok(Self { jws: None, content: content(text.as_bytes())? });
        }
        let parts: Vec<&str> = text.split('.').collect();
        let [header, payload, signature] = parts[..] else {
            return Err(format!(
                "is truncated or no receipt: a compact JWS has 3 parts, this has {}",
                parts.len()
            ));
        };
        let header = decode("header", header)?;
        let header: Header = serde_json::from_slice(&header)
            .map_err(|error| format!("its header is not that of a JWS: {}", brief(&error)))?;
        let signature = decode("signature", signature)?;
        let signature = Signature::from_slice(&signature).map_err(|_| {
            format!(
                "its signature is truncated or none: {} bytes are not two numbers of 32 bytes",
                signature.len()
            )
        })?;
        let content = content(&decode("payload", payload)?)?;
        let signing_input = format!("{}.{}", parts[0], parts[1]);
        Ok(Self { jws: Some(Jws { header, signing_input, signature }), content })
    }
}

fn decode(part: &str, text: &str) -> Result<Vec<u8>, String> {
    Base64UrlUnpadded::decode_vec(text).map_err(|_| format!("its {part} is not base64url"))
}

fn content(json: &[u8]) -> Result<Content, String> {
    let content: Content = serde_json::from_slice(json)
        .map_err(|error| format!("its content is not that of a receipt: {}", brief(&error)))?;
    if content.receipt != FORM {
        return Err(format!("is of form {}, this version knows {FORM}", content.receipt));
    }
    Ok(content)
}

/// The error without what it quotes.
fn brief(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}
