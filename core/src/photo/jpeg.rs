//! Pixels into a JPEG file that keeps within a limit.

use jpeg_encoder::{ColorType, Encoder, EncodingError, JfifWrite, SamplingFactor};
use zeroize::Zeroizing;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

use crate::error::SwafotoError;
use crate::rule::Range;

use super::refused;

/// A JPEG file and the quality it was encoded at.
pub(super) type Encoded = (Zeroizing<Vec<u8>>, u8);

/// Encodes `rgb` (sRGB, three bytes a pixel) at the best quality of `quality` that takes at most `max_bytes`.
///
/// Baseline and in one scan, so that everything can read it: fitted Huffman tables would save a twentieth of the bytes, but the
/// encoder then writes a scan for each channel, of which a common decoder loses the last rows (zune-image's issue 448). Chroma at full
/// resolution, because the colours of lips, eyes and skin are part of what is judged, and the still that was shrunk has them. The file has a
/// JFIF header and no other metadata: no EXIF, no thumbnail. Without a profile JFIF means sRGB. `None` where even the lowest
/// quality takes more.
///
/// # Errors
/// [`SwafotoError::Photo`] where the encoder fails.
pub(super) fn encode(
    rgb: &[u8],
    size: (usize, usize),
    quality: Range<u8>,
    max_bytes: u64,
) -> Result<Option<Encoded>, SwafotoError> {
    let side = |side: usize| {
        u16::try_from(side).map_err(|_| refused(format!("{side} pixels are too many for a JPEG")))
    };
    let size = (side(size.0)?, side(size.1)?);
    // No picture needs more than its pixels, and a buffer that never grows leaves no copy behind.
    let limit = usize::try_from(max_bytes).unwrap_or(usize::MAX).min(rgb.len() + HEADER_BYTES);
    let attempt = |quality| encode_at(rgb, size, quality, limit).map_err(|error| refused(error.to_string()));
    if let Some(jpeg) = attempt(quality.max)? {
        return Ok(Some((jpeg, quality.max)));
    }
    let (mut low, mut high) = (quality.min, quality.max);
    let mut best = None;
    // Everything at `high` and above is too large.
    while low < high {
        let middle = low + (high - low) / 2;
        match attempt(middle)? {
            Some(jpeg) => {
                best = Some((jpeg, middle));
                low = middle + 1;
            }
            None => high = middle,
        }
    }
    Ok(best)
}

/// The pixels of a file that [`encode`] wrote: sRGB, three bytes a pixel.
///
/// # Errors
/// [`SwafotoError::Photo`] where the file cannot be read, which one of ours always can.
pub(super) fn decode(jpeg: &[u8]) -> Result<Zeroizing<Vec<u8>>, SwafotoError> {
    let decoded = JpegDecoder::new(ZCursor::new(jpeg)).decode();
    decoded.map(Zeroizing::new).map_err(|error| refused(format!("it cannot be read back: {error}")))
}

/// More than the headers of a JPEG file take.
const HEADER_BYTES: usize = 4096;

/// `None` where the file would take more than `limit` bytes.
fn encode_at(
    rgb: &[u8],
    (width, height): (u16, u16),
    quality: u8,
    limit: usize,
) -> Result<Option<Zeroizing<Vec<u8>>>, EncodingError> {
    let mut bounded = Bounded { bytes: Zeroizing::new(Vec::with_capacity(limit)), full: false };
    let mut encoder = Encoder::new(&mut bounded, quality);
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    let done = encoder.encode(rgb, width, height, ColorType::Rgb);
    if bounded.full {
        return Ok(None);
    }
    done.map(|()| Some(bounded.bytes))
}

/// A buffer that never grows and says when it is full, which ends the encoding early.
struct Bounded {
    bytes: Zeroizing<Vec<u8>>,
    full: bool,
}

impl JfifWrite for &mut Bounded {
    fn write_all(&mut self, bytes: &[u8]) -> Result<(), EncodingError> {
        if self.bytes.len() + bytes.len() > self.bytes.capacity() {
            self.full = true;
            return Err(EncodingError::Write("over the limit".into()));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texture(width: usize, height: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        (0..width * height * 3).map(|_| next()).collect()
    }

    #[test]
    fn the_best_quality_within_the_limit_is_taken() {
        let rgb = texture(64, 48);
        let quality = Range { min: 10, max: 95 };
        let (whole, best) = encode(&rgb, (64, 48), quality, u64::MAX).unwrap().unwrap();
        assert_eq!(best, 95);
        let limit = whole.len() as u64 / 2;
        let (half, chosen) = encode(&rgb, (64, 48), quality, limit).unwrap().unwrap();
        assert!(half.len() as u64 <= limit && (10..95).contains(&chosen));
        assert!(encode_at(&rgb, (64, 48), chosen + 1, limit as usize).unwrap().is_none());
        assert!(encode(&rgb, (64, 48), quality, 700).unwrap().is_none());
    }

    #[test]
    fn a_file_is_read_back_nearly_as_it_was() {
        let rgb: Vec<u8> = (0..64 * 48 * 3).map(|at| (at / 200) as u8).collect();
        let (jpeg, _) = encode(&rgb, (64, 48), Range { min: 95, max: 95 }, 100_000).unwrap().unwrap();
        let read = decode(&jpeg).unwrap();
        assert_eq!(read.len(), rgb.len());
        let worst = read.iter().zip(&rgb).map(|(read, written)| read.abs_diff(*written)).max();
        assert!(worst.is_some_and(|worst| worst < 4), "{worst:?}");
        assert!(decode(&jpeg[..jpeg.len() / 2]).is_err() || decode(&[]).is_err());
    }

    #[test]
    fn the_file_is_baseline_and_has_no_metadata() {
        let (jpeg, _) =
            encode(&texture(17, 9), (17, 9), Range { min: 90, max: 90 }, 100_000).unwrap().unwrap();
        let mut markers = Vec::new();
        let mut at = 2;
        while jpeg[at + 1] != 0xDA {
            assert_eq!(jpeg[at], 0xFF);
            markers.push(jpeg[at + 1]);
            at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        }
        // JFIF, quantisation, Huffman tables, and a baseline frame.
        assert!(markers.iter().all(|marker| [0xE0, 0xDB, 0xC4, 0xC0].contains(marker)), "{markers:02x?}");
        assert!(markers.contains(&0xC0) && jpeg.starts_with(b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"));
        assert!(jpeg.ends_with(&[0xFF, 0xD9]));
    }
}
