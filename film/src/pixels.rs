//! Pictures between their pixels.

use image::RgbImage;

/// `image` scaled by `factor`.
pub fn scaled(image: &RgbImage, factor: f32) -> RgbImage {
    let size = |side: u32| ((side as f32 * factor).round() as u32).max(1);
    image::imageops::resize(
        image,
        size(image.width()),
        size(image.height()),
        image::imageops::FilterType::CatmullRom,
    )
}

/// The colour of `image` at `x`, `y`, whole numbers at the centres of pixels, which must lie in it.
pub fn bilinear(image: &RgbImage, x: f32, y: f32) -> [f32; 3] {
    let (left, top) = (x.floor() as u32, y.floor() as u32);
    let (right, bottom) = ((left + 1).min(image.width() - 1), (top + 1).min(image.height() - 1));
    let (fx, fy) = (x - left as f32, y - top as f32);
    let at = |x, y| image.get_pixel(x, y).0.map(f32::from);
    let (a, b, c, d) = (at(left, top), at(right, top), at(left, bottom), at(right, bottom));
    [0, 1, 2].map(|channel: usize| {
        let upper = a[channel] * (1.0 - fx) + b[channel] * fx;
        let lower = c[channel] * (1.0 - fx) + d[channel] * fx;
        upper * (1.0 - fy) + lower * fy
    })
}
