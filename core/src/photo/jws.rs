//! A receipt's signature: JWS in its compact form (RFC 7515) with ES256, which is ECDSA on P-256 over SHA-256 and what
//! Android's Keystore and Apple's Secure Enclave both do.
//!
//! The key lies outside of the core: it gives the bytes to sign and takes the signature.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use serde_json::json;

use crate::error::SwafotoError;

use super::{Receipt, canonical};

/// Media type of a signed receipt, as RFC 8725, 3.11 advises: nobody takes it for another kind of token.
pub const RECEIPT_TYPE: &str = "swafoto-receipt+jws";

/// Bytes of each of a signature's two numbers.
const NUMBER_BYTES: usize = 32;

/// Order of the curve P-256 (SP 800-186): each of a signature's numbers lies above zero and below it.
const ORDER: [u8; NUMBER_BYTES] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc,
    0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

/// A receipt that waits for its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedReceipt {
    signing_input: String,
}

impl Receipt {
    /// The receipt, ready to be signed. `key_id` tells a server that knows many keys which one signs (`kid`); what it
    /// means is between the two of them.
    ///
    /// # Errors
    /// As [`Receipt::to_canonical_json`].
    pub fn to_sign(&self, key_id: Option<&str>) -> Result<UnsignedReceipt, SwafotoError> {
        let mut header = json!({ "alg": "ES256", "typ": RECEIPT_TYPE });
        if let Some(key_id) = key_id {
            header["kid"] = key_id.into();
        }
        let header = Base64UrlUnpadded::encode_string(canonical::to_string(&header).as_bytes());
        let payload = Base64UrlUnpadded::encode_string(self.to_canonical_json()?.as_bytes());
        Ok(UnsignedReceipt { signing_input: format!("{header}.{payload}") })
    }
}

impl UnsignedReceipt {
    /// The bytes to sign with ECDSA over SHA-256. The key hashes them itself.
    pub fn signing_input(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The signed receipt: a compact JWS. `signature` is its two numbers of 32 bytes each, or the DER that platforms'
    /// keys give (RFC 3279, 2.2.3). It is not verified: the core has no key.
    ///
    /// # Errors
    /// [`SwafotoError::Receipt`] for bytes that no key on P-256 could have made.
    pub fn with_signature(&self, signature: &[u8]) -> Result<String, SwafotoError> {
        let numbers = if signature.len() == 2 * NUMBER_BYTES {
            signature.try_into().ok()
        } else {
            numbers_of_der(signature)
        };
        let numbers: [u8; 2 * NUMBER_BYTES] = numbers.ok_or_else(|| SwafotoError::Receipt {
            reason: format!(
                "a signature of {} bytes is neither two numbers of {NUMBER_BYTES} bytes nor their DER",
                signature.len()
            ),
        })?;
        let in_range = |number: &[u8]| number.iter().any(|byte| *byte != 0) && *number < ORDER[..];
        if !numbers.chunks(NUMBER_BYTES).all(in_range) {
            return Err(SwafotoError::Receipt {
                reason: "the signature's numbers are not those of a key on P-256".to_owned(),
            });
        }
        Ok(format!("{}.{}", self.signing_input, Base64UrlUnpadded::encode_string(&numbers)))
    }
}

/// `r` and `s` of `SEQUENCE { r INTEGER, s INTEGER }`.
fn numbers_of_der(der: &[u8]) -> Option<[u8; 2 * NUMBER_BYTES]> {
    const SEQUENCE: u8 = 0x30;
    let (content, []) = element(der, SEQUENCE)? else { return None };
    let (r, rest) = integer(content)?;
    let (s, []) = integer(rest)? else { return None };
    let mut numbers = [0; 2 * NUMBER_BYTES];
    for (target, number) in numbers.chunks_mut(NUMBER_BYTES).zip([r, s]) {
        let start = NUMBER_BYTES.checked_sub(number.len())?;
        target[start..].copy_from_slice(number);
    }
    Some(numbers)
}

/// A positive integer without its leading zero, and what follows it.
fn integer(der: &[u8]) -> Option<(&[u8], &[u8])> {
    const INTEGER: u8 = 0x02;
    let (content, rest) = element(der, INTEGER)?;
    match content {
        // A zero byte leads exactly where the number would read as negative without it.
        [0, number @ ..] if number.first().is_some_and(|first| *first >= 0x80) => Some((number, rest)),
        [first, ..] if (1..0x80).contains(first) => Some((content, rest)),
        _ => None,
    }
}

/// The content of the element that `der` begins with, and what follows it. A signature is so short that its length is
/// always a single byte.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let [first, length, rest @ ..] = der else { return None };
    let length = usize::from(*length);
    (*first == tag && length < 0x80 && length <= rest.len()).then(|| rest.split_at(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unsigned() -> UnsignedReceipt {
        UnsignedReceipt { signing_input: "e30.e30".to_owned() }
    }

    fn raw(r: u8, s: u8) -> [u8; 64] {
        let mut numbers = [0; 64];
        (numbers[31], numbers[63]) = (r, s);
        numbers
    }

    #[test]
    fn both_forms_of_a_signature_give_the_same_jws() {
        let signed = unsigned().with_signature(&raw(0x81, 0x07)).unwrap();
        assert_eq!(unsigned().with_signature(&[0x30, 7, 2, 2, 0, 0x81, 2, 1, 7]).unwrap(), signed);
        assert_eq!(signed.split('.').count(), 3);
        assert!(signed.starts_with("e30.e30.AAAA") && !signed.ends_with('='));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let refused = |bytes: &[u8]| unsigned().with_signature(bytes).unwrap_err().to_string();
        assert!(refused(&[]).contains("0 bytes"));
        assert!(refused(&[1; 63]).contains("63 bytes"));
        assert!(refused(&raw(0, 1)).contains("P-256"));
        assert!(refused(&[0xff; 64]).contains("P-256"));
        let mut order = raw(1, 1);
        order[..32].copy_from_slice(&ORDER);
        assert!(refused(&order).contains("P-256"));
        // Negative, padded, trailing bytes, a length that lies, a missing number.
        for der in [
            &[0x30, 6, 2, 1, 0x81, 2, 1, 7][..],
            &[0x30, 7, 2, 2, 0, 1, 2, 1, 7],
            &[0x30, 6, 2, 1, 1, 2, 1, 7, 0],
            &[0x30, 9, 2, 1, 1, 2, 1, 7],
            &[0x30, 3, 2, 1, 1],
            &[0x30, 6, 2, 0, 2, 1, 7, 0],
        ] {
            assert!(refused(der).contains("DER"), "{der:?}");
        }
    }
}
