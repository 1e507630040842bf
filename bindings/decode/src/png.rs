//! A strict reader of PNG files: every chunk's checksum, whatever the chunk is for, up to the last one.

use crate::error::DecodeError;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// Largest chunk that is not of the picture itself: no profile, text or preview has more bytes.
const MAX_OTHER_BYTES: usize = 16 << 20;

/// Walks a PNG file up to its end chunk. What follows that is no concern of ours.
///
/// # Errors
/// [`DecodeError::Truncated`], [`DecodeError::Damaged`], [`DecodeError::TooLarge`].
pub(crate) fn walk(bytes: &[u8]) -> Result<(), DecodeError> {
    let damaged = |reason: &str| DecodeError::Damaged(reason.to_owned());
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or_else(|| damaged("its signature is not PNG's"))?;
    let mut has_picture = false;
    loop {
        let (length, behind) = rest.split_first_chunk().ok_or(DecodeError::Truncated)?;
        let length = u32::from_be_bytes(*length) as usize;
        // A length that cannot be is not told from a file that was cut.
        let (checked, behind) = behind.split_at_checked(length + 4).ok_or(DecodeError::Truncated)?;
        let (checksum, behind) = behind.split_first_chunk().ok_or(DecodeError::Truncated)?;
        if crc32fast::hash(checked) != u32::from_be_bytes(*checksum) {
            return Err(damaged("a chunk's checksum does not fit it"));
        }
        match &checked[..4] {
            b"IEND" if has_picture => return Ok(()),
            b"IEND" => return Err(damaged("it has no picture")),
            b"IDAT" => has_picture = true,
            // The decoder takes it for granted, and ends where it is not so.
            b"PLTE" if !length.is_multiple_of(3) => {
                return Err(damaged("its palette does not end with a whole colour"));
            }
            _ if length > MAX_OTHER_BYTES => {
                return Err(DecodeError::TooLarge(format!(
                    "a chunk of {} MB beside its picture",
                    length >> 20
                )));
            }
            _ => {}
        }
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let checked = [name, data].concat();
        [&(data.len() as u32).to_be_bytes(), &checked[..], &crc32fast::hash(&checked).to_be_bytes()].concat()
    }

    #[test]
    fn every_chunk_is_checked_up_to_the_end() {
        let whole = [
            SIGNATURE,
            &chunk(b"IHDR", &[1; 13]),
            &chunk(b"tEXt", b"a"),
            &chunk(b"IDAT", &[2]),
            &chunk(b"IEND", &[]),
        ]
        .concat();
        assert_eq!(walk(&whole), Ok(()));
        assert_eq!(walk(&[&whole[..], b"more"].concat()), Ok(()));
        for length in 8..whole.len() {
            assert_eq!(walk(&whole[..length]), Err(DecodeError::Truncated), "{length} bytes");
        }
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            assert!(walk(&flipped).is_err(), "byte {at}");
        }
        assert!(matches!(walk(&[SIGNATURE, &chunk(b"IEND", &[])].concat()), Err(DecodeError::Damaged(_))));
        let palette = |colours: &[u8]| walk(&[SIGNATURE, &chunk(b"PLTE", colours), &whole[8..]].concat());
        assert_eq!(palette(&[1, 2, 3, 4, 5, 6]), Ok(()));
        assert!(matches!(palette(&[1, 2, 3, 4]), Err(DecodeError::Damaged(_))));
        let vast = [SIGNATURE, &chunk(b"iCCP", &vec![0; MAX_OTHER_BYTES + 1])].concat();
        assert!(matches!(walk(&vast), Err(DecodeError::TooLarge(_))));
    }
}
