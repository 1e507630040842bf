//! Networks that mean something else than the ones that ship, made by editing what their files say of themselves.

use swafoto_models::Model;

/// The key of the metadata's first entry, which ends the file.
const FIRST_KEY: &[u8] = b"contract";

/// Bytes of an entry before its key: tag and length of the entry, tag and length of the key.
const BEFORE_KEY: usize = 4;

fn metadata_start(model: Model) -> usize {
    let found = model.bytes.windows(FIRST_KEY.len()).rposition(|bytes| bytes == FIRST_KEY);
    found.expect("the shipped network has metadata")
}

/// The file of `model` with `new` in place of `old` where this first stands in its metadata.
///
/// # Panics
/// Where it does not, or is not as long.
pub fn restated(model: Model, old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len(), "the file knows the lengths of its parts");
    let (network, metadata) = model.bytes.split_at(metadata_start(model));
    let at = metadata.windows(old.len()).position(|bytes| bytes == old.as_bytes());
    let at = at.expect("the metadata says what is to be replaced");
    [network, &metadata[..at], new.as_bytes(), &metadata[at + old.len()..]].concat()
}

/// The file of `model` as it was before it said anything of itself.
///
/// # Panics
/// Where the shipped file has no metadata.
pub fn silent(model: Model) -> Vec<u8> {
    model.bytes[..metadata_start(model) - BEFORE_KEY].to_vec()
}
