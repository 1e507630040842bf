//! How even the background is.

use crate::face::{HEAD_CROP_SIDE, HeadCrop, HeadParse, PixelClass};
use crate::raster::Plane;

/// Least background for a judgement, as a share of the crop.
const MIN_SHARE: f32 = 0.03;

/// Mean gradient of the background, `0` for an even wall, or `None` where too little background shows.
///
/// OFIQ's BackgroundUniformity: the mean Sobel magnitude of the luma over the background, its edges eroded; here over
/// the head crop, in grey levels (0..=255) per pixel of 1/40 eye distance.
pub fn background_gradient(head: &HeadCrop, parse: &HeadParse) -> Option<f32> {
    let background = eroded_background(head, &parse.classes)?;
    let luma = head.rgb.luma();
    let (mut sum, mut count) = (0.0, 0.0);
    for y in 1..HEAD_CROP_SIDE - 1 {
        for x in 1..HEAD_CROP_SIDE - 1 {
            if !background.at(x, y) {
                continue;
            }
            let at = |dx: usize, dy: usize| luma.at(x + dx - 1, y + dy - 1);
            let across = at(2, 0) + 2.0 * at(2, 1) + at(2, 2) - at(0, 0) - 2.0 * at(0, 1) - at(0, 2);
            let down = at(0, 2) + 2.0 * at(1, 2) + at(2, 2) - at(0, 0) - 2.0 * at(1, 0) - at(2, 0);
            // Sobel's weights add up to eight times the slope.
            sum += across.hypot(down) / 8.0;
            count += 1.0;
        }
    }
    let enough = MIN_SHARE * (HEAD_CROP_SIDE * HEAD_CROP_SIDE) as f32;
    (count >= enough).then(|| sum / count)
}

/// Pixels of the photograph whose surroundings are background too: the border of a head is no structure of the wall.
fn eroded_background(head: &HeadCrop, classes: &Plane<PixelClass>) -> Option<Plane<bool>> {
    let cells = classes.width();
    let is_background = |x: usize, y: usize| classes.at(x, y) == PixelClass::Background;
    let eroded = Plane::from_fn(cells, cells, |x, y| {
        let around = |center: usize| center.saturating_sub(1)..=(center + 1).min(cells - 1);
        around(y).all(|row| around(x).all(|column| is_background(column, row)))
    })?;
    let step = HEAD_CROP_SIDE / cells;
    Plane::from_fn(HEAD_CROP_SIDE, HEAD_CROP_SIDE, |x, y| {
        let near = |center: usize| center.saturating_sub(1)..=(center + 1).min(HEAD_CROP_SIDE - 1);
        eroded.at(x / step, y / step) && near(y).all(|row| near(x).all(|column| head.inside.at(column, row)))
    })
}
