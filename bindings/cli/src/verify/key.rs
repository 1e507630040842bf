//! Keys on P-256 from PEM files.

use std::path::Path;

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
    let refused = |reason: String| CommandError::File { file: path.display().to_string(), reason };
    if text.contains("PRIVATE KEY-----") {
        return Err(refused("is a private key, which has no place here; give its public key".to_owned()));
    }
    let key = if text.contains("-----BEGIN CERTIFICATE-----") {
        let certificate = Certificate::from_pem(&text)
            .map_err(|error| refused(format!("is not a certificate in PEM: {error}")))?;
        let der = certificate.tbs_certificate().subject_public_key_info().to_der();
        der.map_err(|error| error.to_string())
            .and_then(|der| VerifyingKey::from_public_key_der(&der).map_err(|error| error.to_string()))
    } else {
        VerifyingKey::from_public_key_pem(&text).map_err(|error| error.to_string())
    };
    key.map_err(|error| refused(format!("is not a public key on P-256 in PEM: {error}")))
}

/// The private key in the file at `path`: a `PRIVATE KEY` (PKCS #8).
pub(crate) fn signing(path: &Path) -> Result<SigningKey, CommandError> {
    let text = super::read_text(path, MAX_BYTES)?;
    SigningKey::from_pkcs8_pem(&text).map_err(|error| CommandError::File {
        file: path.display().to_string(),
        reason: format!("is not a private key on P-256 in PEM (PKCS #8): {error}"),
    })
}
