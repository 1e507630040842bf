//! Receipts as they are written: signed, or the JSON alone.

use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use swafoto::SwafotoError;
use swafoto::photo::Receipt;

/// `receipt` as a compact JWS by `key`; without one its JSON, which proves nothing.
pub(crate) fn written(receipt: &Receipt, key: Option<&SigningKey>) -> Result<String, SwafotoError> {
    let Some(key) = key else { return receipt.to_canonical_json() };
    let unsigned = receipt.to_sign(None)?;
    let signature: Signature = key.sign(unsigned.signing_input());
    unsigned.with_signature(&signature.to_bytes())
}
