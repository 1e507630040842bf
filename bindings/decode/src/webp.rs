//! What the chunks of a WebP file say. Its pictures have no checksum, and every bit of their codes means something: beyond
//! what the decoder notices, damage within them cannot be told.

use crate::error::DecodeError;

/// Walks the chunks of a WebP file. What follows them is no concern of ours.
///
/// # Errors
/// [`DecodeError::Truncated`], [`DecodeError::Damaged`], and [`DecodeError::Unsupported`] for an animation.
pub(crate) fn walk(bytes: &[u8]) -> Result<(), DecodeError> {
    let damaged = |reason: &str| DecodeError::Damaged(reason.to_owned());
    let (header, rest) = bytes.split_first_chunk::<12>().ok_or(DecodeError::Truncated)?;
    let length = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
    let mut rest = rest.get(..length.saturating_sub(4)).ok_or(DecodeError::Truncated)?;
    let mut pictures = 0;
    while !rest.is_empty() {
        let (header, behind) =
            rest.split_first_chunk::<8>().ok_or_else(|| damaged("a chunk has no length"))?;
        let length = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        // Chunks begin at even places; the last one's padding may be missing.
        rest = match behind.get(length + length % 2..) {
            Some(next) => next,
            None if behind.len() == length => &[],
            None => return Err(damaged("a chunk is longer than the file says it is")),
        };
        match &header[..4] {
            b"VP8 " | b"VP8L" => pictures += 1,
            b"ANIM" | b"ANMF" => return Err(DecodeError::Unsupported("an animation".to_owned())),
            _ => {}
        }
    }
    if pictures == 1 { Ok(()) } else { Err(damaged("it has not one picture")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(chunks: &[(&[u8; 4], usize)]) -> Vec<u8> {
        let mut body = b"WEBP".to_vec();
        for (name, length) in chunks {
            body.extend(*name);
            body.extend((*length as u32).to_le_bytes());
            body.extend(vec![7; length + length % 2]);
        }
        [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
    }

    #[test]
    fn chunks_must_fill_the_file() {
        let whole = file(&[(b"VP8X", 10), (b"VP8 ", 31), (b"EXIF", 4)]);
        assert_eq!(walk(&whole), Ok(()));
        assert_eq!(walk(&[&whole[..], b"more"].concat()), Ok(()));
        for length in 12..whole.len() {
            assert_eq!(walk(&whole[..length]), Err(DecodeError::Truncated), "{length} bytes");
        }
        let mut longer = whole.clone();
        longer[16] += 2;
        assert!(matches!(walk(&longer), Err(DecodeError::Damaged(_))));
        assert!(matches!(walk(&file(&[(b"VP8X", 10)])), Err(DecodeError::Damaged(_))));
        assert!(matches!(walk(&file(&[(b"ANIM", 6)])), Err(DecodeError::Unsupported(_))));
    }
}
