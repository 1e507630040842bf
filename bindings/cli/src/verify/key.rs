//! Keys on P-256 from PEM files.

use std::path::Path;

use p256::SecretKey;
use p256::ecdsa::{SigningKey, VerifyingKey};
use p256::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use x509_cert::Certificate;
use x509_cert::der::{DecodePem as _, Encode as _};

use crate::CommandError;

/// Largest key file that is read.
const MAX_BYTES: u64 = 64 << 10;

/// The public key in the file at `path`: a `PUBLIC KEY` or a `CERTIFICATE`. Of a certificate only the key is used;
/// whether to trust it is for whoever hands it over.
pub(crate) fn verifying(path: &Path) -> Result<VerifyingKey, CommandError> {
    let text = super::read_text(path, MAX_BYTES)?;
    let refused = |reason: String| CommandError::file(path, reason);
    if text.contains("PRIVATE KEY-----") {
        return Err(refused("is a private key, which has no place here; give its public key".to_owned()));
    }
    let key = if text.contains("-----BEGIN CERTIFICATE-----") {
        let certificate =
            Certificate::from_pem(&text).map_err(|_| refused("is not a certificate in PEM".to_owned()))?;
        let der = certificate.tbs_certificate().subject_public_key_info().to_der().ok();
        der.and_then(|der| VerifyingKey::from_public_key_der(&der).ok())
    } else {
        VerifyingKey::from_public_key_pem(&text).ok()
    };
    key.ok_or_else(|| refused("is not a public key on P-256 in PEM".to_owned()))
}

/// The private key in the file at `path`: a `PRIVATE KEY` (PKCS #8) or an `EC PRIVATE KEY` (SEC 1).
pub(crate) fn signing(path: &Path) -> Result<SigningKey, CommandError> {
    let text = super::read_text(path, MAX_BYTES)?;
    let key = match block(&text, "EC PRIVATE KEY") {
        Some(sec1) => SecretKey::from_sec1_pem(sec1).ok().map(SigningKey::from),
        None => SigningKey::from_pkcs8_pem(&text).ok(),
    };
    let reason = if text.contains("ENCRYPTED") {
        "is encrypted, which is not read; `openssl pkey` decrypts it"
    } else {
        "is not a private key on P-256 in PEM"
    };
    key.ok_or_else(|| CommandError::file(path, reason))
}

/// The block called `label`: `openssl ecparam -genkey` writes the curve's name in a block before the key's.
fn block<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let end = format!("-----END {label}-----");
    let from = text.find(&format!("-----BEGIN {label}-----"))?;
    let length = text.get(from..)?.find(&end)? + end.len();
    text.get(from..from + length)
}
