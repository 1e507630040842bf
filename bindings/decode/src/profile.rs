//! ICC profiles: what the numbers of a picture mean, and the same colours in sRGB.
//!
//! Of the profiles that photographs have (sRGB, Display P3, Adobe RGB, ProPhoto, linear ones) all are a matrix and three
//! curves. One that cannot be read, or is of another kind, is left aside and the picture taken for sRGB: that is what
//! every viewer does, so it is how the person saw the photograph.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Largest profile that is read.
const MAX_BYTES: usize = 4 << 20;

/// Colours that differ by no more than this are the same ones: sRGB has many spellings, whose curves differ by rounding.
const SAME: u8 = 2;

/// Steps of a channel between the colours by which two profiles are compared.
const PROBE_STEP: usize = 15;

/// Pixels that are converted at once.
const CHUNK: usize = 4096;

/// Makes the colours of `rgb`, which are those of `profile`, those of sRGB. Nothing changes where the profile is sRGB's.
pub(crate) fn to_srgb(rgb: &mut [u8], profile: &[u8]) {
    let Some(transform) = transform(profile) else { return };
    let mut source = vec![0; 3 * CHUNK];
    for chunk in rgb.chunks_mut(3 * CHUNK) {
        let source = &mut source[..chunk.len()];
        source.copy_from_slice(chunk);
        if transform.transform(source, chunk).is_err() {
            chunk.copy_from_slice(source);
        }
    }
}

/// How colours of `profile` become those of sRGB; `None` where they are or cannot.
fn transform(profile: &[u8]) -> Option<std::sync::Arc<moxcms::Transform8BitExecutor>> {
    let profile = (profile.len() <= MAX_BYTES).then(|| ColorProfile::new_from_slice(profile).ok())??;
    if profile.color_space != DataColorSpace::Rgb || !profile.is_matrix_shaper() {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options).ok()?;
    let levels = || (0..=255_u8).step_by(PROBE_STEP);
    let probe: Vec<u8> =
        levels().flat_map(|r| levels().flat_map(move |g| levels().flat_map(move |b| [r, g, b]))).collect();
    let mut seen = vec![0; probe.len()];
    transform.transform(&probe, &mut seen).ok()?;
    let differs = probe.iter().zip(&seen).any(|(one, other)| one.abs_diff(*other) > SAME);
    differs.then_some(transform)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(profile: &ColorProfile, color: [u8; 3]) -> [u8; 3] {
        let mut rgb = color;
        to_srgb(&mut rgb, &profile.encode().unwrap());
        rgb
    }

    #[test]
    fn colours_are_those_of_the_profile() {
        let near = |profile: ColorProfile, color, expected: [u8; 3]| {
            let rgb = converted(&profile, color);
            assert!(rgb.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 2), "{rgb:?}, not {expected:?}");
        };
        // By the primaries and curves of each, computed in floating point.
        near(ColorProfile::new_display_p3(), [200, 140, 110], [211, 137, 104]);
        near(ColorProfile::new_adobe_rgb(), [180, 140, 115], [196, 140, 114]);
        near(ColorProfile::new_pro_photo_rgb(), [128, 128, 128], [146, 146, 146]);
    }

    #[test]
    fn srgb_stays_as_it_is() {
        for color in [[0, 1, 2], [90, 60, 50], [255, 254, 253]] {
            assert_eq!(converted(&ColorProfile::new_srgb(), color), color);
        }
    }

    #[test]
    fn what_is_no_profile_changes_nothing() {
        let whole = ColorProfile::new_pro_photo_rgb().encode().unwrap();
        for bytes in [&b""[..], b"profile", &whole[..100], &whole[..whole.len() - 40]] {
            let mut rgb = [90, 60, 50];
            to_srgb(&mut rgb, bytes);
            assert_eq!(rgb, [90, 60, 50]);
        }
        let grey = converted(&ColorProfile::new_gray_with_gamma(1.0), [90, 60, 50]);
        assert_eq!(grey, [90, 60, 50]);
    }
}
