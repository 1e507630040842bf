//! Skin tone, to see whether a rule treats dark and light skin alike. It is measured for `eval` only: no rule may
//! know it.

use swafoto::face::HeadCrop;

/// Points of the mesh in the middle of the right and the left cheek, below the eyes and beside the nose.
const CHEEKS: [usize; 4] = [50, 205, 280, 425];

/// Half the side of the patch around each point in pixels of the head crop, 1/40 of the eye distance each.
const PATCH: i32 = 3;

/// The individual typology angle of the cheeks in degrees: `atan2(L* - 50, b*)` of their median colour in CIELAB
/// (Chardon et al., Int. J. Cosmet. Sci. 13, 191, 1991). Above 55 very light, below -30 dark. Meaningful only in good
/// light.
pub(crate) fn typology_angle(head: &HeadCrop) -> Option<f32> {
    let mut channels: [Vec<u8>; 3] = Default::default();
    for index in CHEEKS {
        let center = head.landmarks[index];
        for y in center.y as i32 - PATCH..=center.y as i32 + PATCH {
            for x in center.x as i32 - PATCH..=center.x as i32 + PATCH {
                let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { continue };
                if x >= head.rgb.width() || y >= head.rgb.height() || !head.inside.at(x, y) {
                    continue;
                }
                for (channel, value) in channels.iter_mut().zip(head.rgb.at(x, y)) {
                    channel.push(value);
                }
            }
        }
    }
    let [red, green, blue] = channels.map(median);
    let [lightness, _, yellow] = lab([red?, green?, blue?]);
    Some((lightness - 50.0).atan2(yellow).to_degrees())
}

fn median(mut values: Vec<u8>) -> Option<u8> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// CIELAB under D65 of an sRGB colour (IEC 61966-2-1, CIE 15).
fn lab(rgb: [u8; 3]) -> [f32; 3] {
    let [r, g, b] = rgb.map(|value| {
        let value = f32::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
    let [x, y, z] = [x, y, z].map(|value: f32| {
        if value > 216.0 / 24389.0 { value.cbrt() } else { (24389.0 / 27.0 * value + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lab_of_known_colours() {
        // White is the reference; red is in every textbook.
        for (rgb, expected) in [([255, 255, 255], [100.0, 0.0, 0.0]), ([255, 0, 0], [53.24, 80.09, 67.20])] {
            for (value, wanted) in lab(rgb).iter().zip(expected) {
                assert!((value - wanted).abs() < 0.1, "{rgb:?}: {:?}", lab(rgb));
            }
        }
    }
}
