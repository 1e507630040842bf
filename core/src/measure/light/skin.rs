//! Which parts of the mesh are bare skin, and which point lies opposite of which.

use std::sync::LazyLock;

use crate::face::CANONICAL_FACE;
use crate::face::landmarks::COUNT;

/// Mesh points on or next to what is not skin or seldom bare: lids and the ring around them, brows, lips,
/// nostrils, and the rim of the face, where hair begins.
#[rustfmt::skip]
const NOT_SKIN: [usize; 201] = [
    0, 2, 7, 10, 13, 14, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 33, 37, 39, 40, 46,
    52, 53, 54, 55, 56, 58, 59, 60, 61, 62, 63, 65, 66, 67, 70, 75, 78, 79, 80, 81, 82, 84, 87, 88,
    91, 93, 94, 95, 97, 98, 99, 103, 105, 107, 109, 110, 112, 125, 127, 130, 132, 133, 136, 141, 144, 145, 146, 148,
    149, 150, 152, 153, 154, 155, 157, 158, 159, 160, 161, 162, 163, 166, 172, 173, 176, 178, 181, 183, 185, 190, 191, 218,
    234, 237, 238, 239, 241, 242, 243, 246, 247, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258, 259, 260, 263, 267, 269,
    270, 276, 282, 283, 284, 285, 286, 288, 289, 290, 291, 292, 293, 295, 296, 297, 300, 305, 308, 309, 310, 311, 312, 314,
    317, 318, 321, 323, 324, 326, 327, 328, 332, 334, 336, 338, 339, 341, 354, 356, 359, 361, 362, 365, 370, 373, 374, 375,
    377, 378, 379, 380, 381, 382, 384, 385, 386, 387, 388, 389, 390, 392, 397, 398, 400, 402, 405, 407, 409, 414, 415, 438,
    454, 457, 458, 459, 461, 462, 463, 466, 467,
];

/// Whether each mesh point lies on skin: `1.0` or `0.0`, to be interpolated over triangles.
pub(super) static ON_SKIN: LazyLock<[f32; COUNT]> = LazyLock::new(|| {
    let mut on_skin = [1.0; COUNT];
    for point in NOT_SKIN {
        on_skin[point] = 0.0;
    }
    on_skin
});

/// The mesh point opposite of each on the other half of the face; its own index on the midline.
pub(super) static MIRRORED: LazyLock<[usize; COUNT]> = LazyLock::new(|| {
    std::array::from_fn(|point| {
        let [x, y, z] = CANONICAL_FACE[point];
        let distance =
            |other: &[f32; 3]| (other[0] + x).powi(2) + (other[1] - y).powi(2) + (other[2] - z).powi(2);
        let nearest = CANONICAL_FACE
            .iter()
            .enumerate()
            .min_by(|(_, one), (_, other)| distance(one).total_cmp(&distance(other)));
        nearest.map_or(point, |(index, _)| index)
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirroring_twice_comes_back() {
        for point in 0..COUNT {
            assert_eq!(MIRRORED[MIRRORED[point]], point);
        }
        assert_eq!((MIRRORED[33], MIRRORED[61], MIRRORED[1]), (263, 291, 1));
    }

    #[test]
    fn skin_is_symmetric() {
        for point in 0..COUNT {
            assert_eq!(ON_SKIN[point], ON_SKIN[MIRRORED[point]], "point {point}");
        }
    }
}
