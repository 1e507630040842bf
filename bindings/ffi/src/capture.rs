//! What a session hands over, and its signature.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::SwafotoError;
use crate::guard::{called_back, guarded};
use crate::live::{Kind, Live};

/// Signs receipts with a key that never leaves the platform (Android Keystore, Secure Enclave); implemented by the app.
///
/// What it throws comes out of [`Capture::sign`]; the photo stays, and signing may be tried again.
#[uniffi::export(with_foreign)]
pub trait ReceiptSigner: Send + Sync {
    /// Tells a server that knows many keys which one signs; goes into the receipt's header as `kid`.
    ///
    /// # Errors
    /// Whatever the app throws.
    fn key_id(&self) -> Result<Option<String>, SwafotoError>;

    /// Signs `bytes` with ECDSA on P-256 over their SHA-256 (`SHA256withECDSA`, `ecdsaSignatureMessageX962SHA256`). DER
    /// or the two numbers of 32 bytes each are both fine.
    ///
    /// # Errors
    /// Whatever the app throws.
    fn sign(&self, bytes: Vec<u8>) -> Result<Vec<u8>, SwafotoError>;
}

/// A photo and what is said about it.
#[derive(Debug, uniffi::Object)]
pub struct Capture {
    core: Mutex<Option<swafoto::session::Capture>>,
    _live: Live,
}

#[uniffi::export]
impl Capture {
    /// The JPEG file, upright and cut as the policy asks. The bytes returned are the app's own: wipe them when done.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn jpeg(&self) -> Result<Vec<u8>, SwafotoError> {
        self.call(|core| Ok(core.photo.jpeg().to_vec()))
    }

    /// Width in pixels.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn width(&self) -> Result<u32, SwafotoError> {
        self.call(|core| Ok(core.photo.width()))
    }

    /// Height in pixels.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn height(&self) -> Result<u32, SwafotoError> {
        self.call(|core| Ok(core.photo.height()))
    }

    /// SHA-256 of the JPEG file, hexadecimal.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn sha256(&self) -> Result<String, SwafotoError> {
        self.call(|core| Ok(core.photo.sha256_hex()))
    }

    /// Whether it passed every rule. False only under a policy with `on-blocked = "review"`.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn compliant(&self) -> Result<bool, SwafotoError> {
        self.call(|core| Ok(core.compliant))
    }

    /// The receipt, not signed: canonical JSON (RFC 8785).
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`], [`SwafotoError::Released`].
    pub fn receipt(&self) -> Result<String, SwafotoError> {
        self.call(|core| Ok(core.receipt.to_canonical_json()?))
    }

    /// The receipt, signed: a compact JWS (RFC 7515) with ES256, which any server can verify.
    ///
    /// # Errors
    /// What the signer throws; [`SwafotoError::Receipt`] for bytes that no key on P-256 could have made;
    /// [`SwafotoError::Released`].
    pub fn sign(&self, signer: Arc<dyn ReceiptSigner>) -> Result<String, SwafotoError> {
        // Held by nobody while the app works, which may take as long as a fingerprint.
        let key_id = called_back(|| signer.key_id())?;
        let bytes = self.to_sign(key_id.clone())?;
        let signature = called_back(|| signer.sign(bytes))?;
        self.with_signature(&signature, key_id)
    }

    /// What is to be signed, for a key that answers later, such as one of WebCrypto's: hand the signature to
    /// [`Capture::with_signature`]. `key_id` as in [`ReceiptSigner::key_id`], the bytes as in [`ReceiptSigner::sign`].
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`], [`SwafotoError::Released`].
    #[uniffi::method(default(key_id = None))]
    pub fn to_sign(&self, key_id: Option<String>) -> Result<Vec<u8>, SwafotoError> {
        self.call(|core| Ok(core.receipt.to_sign(key_id.as_deref())?.signing_input().to_vec()))
    }

    /// The receipt as [`Capture::sign`] gives it, with the signature of what [`Capture::to_sign`] gave for the same `key_id`.
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`] for bytes that no key on P-256 could have made; [`SwafotoError::Released`].
    #[uniffi::method(default(key_id = None))]
    pub fn with_signature(&self, signature: &[u8], key_id: Option<String>) -> Result<String, SwafotoError> {
        self.call(|core| Ok(core.receipt.to_sign(key_id.as_deref())?.with_signature(signature)?))
    }

    /// Wipes the photo. Whatever is called later gives [`SwafotoError::Released`]; another release does nothing.
    pub fn release(&self) {
        *self.core() = None;
    }
}

impl Capture {
    pub(crate) fn new(core: swafoto::session::Capture) -> Arc<Self> {
        Arc::new(Self { core: Mutex::new(Some(core)), _live: Live::new(Kind::Capture) })
    }

    fn call<T>(
        &self,
        call: impl FnOnce(&swafoto::session::Capture) -> Result<T, SwafotoError>,
    ) -> Result<T, SwafotoError> {
        let core = self.core();
        let core = core.as_ref().ok_or(SwafotoError::Released)?;
        guarded(|| call(core))
    }

    fn core(&self) -> MutexGuard<'_, Option<swafoto::session::Capture>> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
