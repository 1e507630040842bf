//! Decoded pixels as RGB with 8 bits a channel.

use image::ColorType;

use crate::error::DecodeError;

/// The bytes a pixel that room is needed for: its own, and at least those of RGB.
pub(crate) fn room(color: ColorType) -> u64 {
    u64::from(color.bytes_per_pixel()).max(3)
}

/// The pixels as RGB with 8 bits a channel, made in place: the `count` pixels lie at the beginning of `bytes`, which has
/// [`room`] for each.
///
/// # Errors
/// [`DecodeError::Transparent`] where one is not opaque, [`DecodeError::Unsupported`] for pixels that no photograph has.
pub(crate) fn to_rgb8(mut bytes: Vec<u8>, count: usize, color: ColorType) -> Result<Vec<u8>, DecodeError> {
    // 16-bit samples are in the machine's byte order; the high byte is the 8-bit sample.
    let high = usize::from(cfg!(target_endian = "little"));
    let (pixel, samples, alpha) = match color {
        ColorType::Rgb8 => (3, [0, 1, 2], 3..3),
        ColorType::Rgba8 => (4, [0, 1, 2], 3..4),
        ColorType::Rgb16 => (6, [high, 2 + high, 4 + high], 6..6),
        ColorType::Rgba16 => (8, [high, 2 + high, 4 + high], 6..8),
        ColorType::L8 => (1, [0; 3], 1..1),
        ColorType::La8 => (2, [0; 3], 1..2),
        ColorType::L16 => (2, [high; 3], 2..2),
        ColorType::La16 => (4, [high; 3], 2..4),
        other => return Err(DecodeError::Unsupported(format!("pixels of type {other:?}"))),
    };
    if !alpha.is_empty()
        && bytes[..pixel * count]
            .chunks_exact(pixel)
            .any(|bytes| bytes[alpha.clone()].iter().any(|byte| *byte != 0xFF))
    {
        return Err(DecodeError::Transparent);
    }
    let mut narrow = |at: usize| {
        let rgb = samples.map(|sample| bytes[pixel * at + sample]);
        bytes[3 * at..3 * at + 3].copy_from_slice(&rgb);
    };
    // From the end where pixels grow, so that none is written over before it is read.
    match pixel {
        3 => {}
        1 | 2 => (0..count).rev().for_each(&mut narrow),
        _ => (0..count).for_each(&mut narrow),
    }
    bytes.truncate(3 * count);
    bytes.shrink_to_fit();
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rgb(bytes: &[u8], color: ColorType) -> Result<Vec<u8>, DecodeError> {
        let count = bytes.len() / usize::from(color.bytes_per_pixel());
        let mut bytes = bytes.to_vec();
        bytes.resize(count * room(color) as usize, 0);
        to_rgb8(bytes, count, color)
    }

    fn native(samples: &[u16]) -> Vec<u8> {
        samples.iter().flat_map(|sample| sample.to_ne_bytes()).collect()
    }

    #[test]
    fn every_pixel_type_becomes_rgb() {
        assert_eq!(rgb(&[7, 9, 1], ColorType::L8).unwrap(), [7, 7, 7, 9, 9, 9, 1, 1, 1]);
        assert_eq!(rgb(&[7, 255, 9, 255], ColorType::La8).unwrap(), [7, 7, 7, 9, 9, 9]);
        assert_eq!(rgb(&[1, 2, 3, 4, 5, 6], ColorType::Rgb8).unwrap(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(rgb(&[1, 2, 3, 255, 4, 5, 6, 255], ColorType::Rgba8).unwrap(), [1, 2, 3, 4, 5, 6]);
        assert_eq!(rgb(&native(&[0x1234, 0x5678, 0x9ABC]), ColorType::Rgb16).unwrap(), [0x12, 0x56, 0x9A]);
        assert_eq!(
            rgb(&native(&[0x1234, 0x5678]), ColorType::L16).unwrap(),
            [0x12, 0x12, 0x12, 0x56, 0x56, 0x56]
        );
        assert_eq!(rgb(&native(&[0x1234, 0xFFFF]), ColorType::La16).unwrap(), [0x12; 3]);
        assert_eq!(rgb(&native(&[1, 0x200, 3, 0xFFFF]), ColorType::Rgba16).unwrap(), [0, 2, 0]);
        assert!(matches!(rgb(&[0; 12], ColorType::Rgb32F), Err(DecodeError::Unsupported(_))));
    }

    #[test]
    fn one_pixel_that_is_not_opaque_is_enough() {
        assert_eq!(rgb(&[7, 255, 9, 254], ColorType::La8), Err(DecodeError::Transparent));
        assert_eq!(rgb(&[1, 2, 3, 255, 4, 5, 6, 0], ColorType::Rgba8), Err(DecodeError::Transparent));
        assert_eq!(rgb(&native(&[1, 2, 3, 0xFFFE]), ColorType::Rgba16), Err(DecodeError::Transparent));
        assert_eq!(rgb(&native(&[1, 0xFEFF]), ColorType::La16), Err(DecodeError::Transparent));
    }
}
