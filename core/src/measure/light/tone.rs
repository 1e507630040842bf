//! The colour of the skin, for tables that show that no rule blocks one colour more than another.

use crate::raster::RgbPlane;

use super::linear::linear_rgb;
use super::surface::FaceSurface;

/// D65 white over sRGB's primaries (IEC 61966-2-1): rows X, Y and Z, each divided by the white point.
const LINEAR_RGB_TO_WHITE_RELATIVE_XYZ: [[f32; 3]; 3] =
    [[0.433_9, 0.376_2, 0.189_9], [0.212_6, 0.715_2, 0.072_2], [0.017_7, 0.109_5, 0.872_8]];

/// Individual typology angle `atan((L* - 50) / b*)` in degrees (Chardon et al. 1991) of the brighter half of the
/// skin: above 41 light, below 10 brown, below -30 dark. The brighter half, because a face that is half in the
/// shade would count as darker skin than it is.
pub(super) fn individual_typology_angle(head: &RgbPlane, surface: &FaceSurface) -> f32 {
    let (mut sum, mut count) = ([0.0_f32; 3], 0_usize);
    for sample in surface.samples.iter().filter(|sample| sample.luminance >= surface.median) {
        for (x, y) in sample.pixels() {
            let rgb = linear_rgb(head.at(x, y));
            sum = std::array::from_fn(|channel| sum[channel] + rgb[channel]);
            count += 1;
        }
    }
    let mean = sum.map(|channel| channel / count.max(1) as f32);
    let [_, y, z] = LINEAR_RGB_TO_WHITE_RELATIVE_XYZ.map(|row| {
        let value: f32 = row.iter().zip(mean).map(|(weight, channel)| weight * channel).sum();
        if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 }
    });
    let (lightness, yellowness) = (116.0 * y - 16.0, 200.0 * (y - z));
    (lightness - 50.0).atan2(yellowness).to_degrees()
}
