//! sRGB's transfer curve (IEC 61966-2-1).

/// Linear light, `0.0..=1.0`, of an encoded value, `0.0..=1.0`.
pub(crate) fn to_linear(encoded: f32) -> f32 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

/// Encoded value, `0.0..=1.0`, of linear light, `0.0..=1.0`.
pub(crate) fn from_linear(light: f32) -> f32 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_goes_there_and_back() {
        for code in 0..=255_u8 {
            let back = from_linear(to_linear(f32::from(code) / 255.0)) * 255.0;
            assert_eq!(back.round() as u8, code);
        }
    }
}
