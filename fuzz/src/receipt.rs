//! Receipts: what a server is handed as one, and what a phone's key returns.

use std::sync::LazyLock;

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};

// The command's own reader: the command is no library.
#[path = "../../bindings/cli/src/verify/receipt.rs"]
mod reader;

use reader::{Jws, ReadReceipt};

/// A key of no secret: seeds are signed with it, so that a target can tell what was.
pub const KEY: [u8; 32] = [7; 32];

static VERIFYING: LazyLock<VerifyingKey> = LazyLock::new(|| *signing().verifying_key());

fn signing() -> SigningKey {
    SigningKey::from_slice(&KEY).expect("a number below the curve's order is a key")
}

/// A receipt is read or refused in a line; and what was not signed does not verify.
pub fn receipts(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else { return };
    let receipt = match ReadReceipt::parse(text) {
        Ok(receipt) => receipt,
        Err(reason) => return assert!(!reason.contains('\n'), "{reason:?}"),
    };
    let Some(Jws { signing_input, signature, .. }) = receipt.jws else { return };
    let genuine: Signature = signing().sign(signing_input.as_bytes());
    let verified = VERIFYING.verify(signing_input.as_bytes(), &signature).is_ok();
    // ECDSA's signatures come in pairs: the negative of `s` is as good.
    let same = signature.normalize_s() == genuine.normalize_s();
    assert_eq!(verified, same, "taken for signed: {signing_input}");
}
