//! From sRGB to the light it stands for.

use std::sync::LazyLock;

use crate::raster::{LumaPlane, RgbPlane, srgb};

/// Linear light of each sRGB code value (IEC 61966-2-1), `0.0..=1.0`.
static LINEAR: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|code| srgb::to_linear(code as f32 / 255.0)));

/// Linear light of a pixel's channels, `0.0..=1.0`.
pub(super) fn linear_rgb(pixel: [u8; 3]) -> [f32; 3] {
    pixel.map(|channel| LINEAR[usize::from(channel)])
}

/// Relative luminance of each pixel, linear, Rec. 709 primaries, `0.0..=1.0`.
pub(super) fn luminance(picture: &RgbPlane) -> LumaPlane {
    let linear = &*LINEAR;
    picture.map(|[red, green, blue]| {
        0.2126 * linear[usize::from(red)]
            + 0.7152 * linear[usize::from(green)]
            + 0.0722 * linear[usize::from(blue)]
    })
}

/// The value below which `share` (`0..=1`) of `values` lie, or `None` where there are none. Reorders them.
pub(super) fn quantile(values: &mut [f32], share: f32) -> Option<f32> {
    let last = values.len().checked_sub(1)?;
    let index = ((last as f32 * share) as usize).min(last);
    Some(*values.select_nth_unstable_by(index, f32::total_cmp).1)
}
