//! Head parsers that mean something else than the one that ships, made by editing what its file says of itself.

use swafoto_models::HEAD_PARSER;

/// The key of the metadata's first entry, which ends the file.
const FIRST_KEY: &[u8] = b"contract";

/// Bytes of an entry before its key: tag and length of the entry, tag and length of the key.
const BEFORE_KEY: usize = 4;

fn metadata_start() -> usize {
    let found = HEAD_PARSER.bytes.windows(FIRST_KEY.len()).rposition(|bytes| bytes == FIRST_KEY);
    found.expect("the shipped network has metadata")
}

/// The shipped file with `new` in place of `old` where this first stands in its metadata.
///
/// # Panics
/// Where it does not, or is not as long.
pub fn restated(old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len(), "the file knows the lengths of its parts");
    let (network, metadata) = HEAD_PARSER.bytes.split_at(metadata_start());
    let at = metadata.windows(old.len()).position(|bytes| bytes == old.as_bytes());
    let at = at.expect("the metadata says what is to be replaced");
    [network, &metadata[..at], new.as_bytes(), &metadata[at + old.len()..]].concat()
}

/// The shipped file as it was before it said anything of itself.
///
/// # Panics
/// Where the shipped file has no metadata.
pub fn silent() -> Vec<u8> {
    HEAD_PARSER.bytes[..metadata_start() - BEFORE_KEY].to_vec()
}
