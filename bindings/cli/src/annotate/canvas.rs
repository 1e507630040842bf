//! A picture to draw lines and text on, smooth-edged.

use ab_glyph::{Font as _, FontRef, PxScale, ScaleFont as _, point};
use image::{Rgb, RgbImage};
use swafoto::geometry::Point2;
use swafoto::raster::RgbPlane;

/// An sRGB colour.
pub(crate) type Color = [u8; 3];

/// What lines are edged with.
const EDGE: Color = [0; 3];

/// How a line looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stroke {
    /// Its colour.
    pub(crate) color: Color,
    /// Its width in pixels.
    pub(crate) width: f32,
    /// How much it covers, `0..=1`.
    pub(crate) opacity: f32,
}

/// Weight of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// For what is in order.
    Regular,
    /// For what is not.
    Bold,
}

/// The picture.
pub(crate) struct Canvas {
    image: RgbImage,
    /// `None` where the embedded font cannot be read, in which case there is no text.
    regular: Option<FontRef<'static>>,
    bold: Option<FontRef<'static>>,
}

impl Canvas {
    /// A canvas of one colour.
    pub(crate) fn new(width: usize, height: usize, background: Color) -> Self {
        Self::of(RgbImage::from_pixel(width as u32, height as u32, Rgb(background)))
    }

    /// A canvas with a picture on it.
    pub(crate) fn of(image: RgbImage) -> Self {
        Self {
            image,
            regular: FontRef::try_from_slice(dejavu::sans::regular()).ok(),
            bold: FontRef::try_from_slice(dejavu::sans::bold()).ok(),
        }
    }

    /// The finished picture.
    pub(crate) fn into_image(self) -> RgbImage {
        self.image
    }

    /// Puts `photo` into the upper left corner.
    pub(crate) fn place(&mut self, photo: &RgbPlane) {
        for (y, row) in (0..photo.height()).map(|y| (y, photo.row(y))) {
            for (x, color) in row.iter().enumerate() {
                self.blend(x as i32, y as i32, *color, 1.0);
            }
        }
    }

    /// Lays a colour over a pixel. Outside of the picture nothing happens.
    pub(crate) fn blend(&mut self, x: i32, y: i32, color: Color, opacity: f32) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        let Some(pixel) = self.image.get_pixel_mut_checked(x, y) else { return };
        for (channel, wanted) in pixel.0.iter_mut().zip(color) {
            let mixed = f32::from(*channel) * (1.0 - opacity) + f32::from(wanted) * opacity;
            *channel = mixed.round() as u8;
        }
    }

    /// A filled rectangle.
    pub(crate) fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, color: Color, opacity: f32) {
        for row in y as i32..(y + height) as i32 {
            for column in x as i32..(x + width) as i32 {
                self.blend(column, row, color, opacity);
            }
        }
    }

    /// A filled area: what lies in an odd number of `contours`, which are polygons.
    pub(crate) fn area(&mut self, contours: &[Vec<Point2>], color: Color, opacity: f32) {
        /// Samples a side of a pixel.
        const FINE: usize = 4;
        let (width, height) = (self.image.width() as usize, self.image.height() as usize);
        let mut coverage = vec![0_u8; width];
        for row in 0..height {
            coverage.fill(0);
            for fine in 0..FINE {
                let y = row as f32 + (fine as f32 + 0.5) / FINE as f32;
                let mut crossings: Vec<f32> =
                    contours.iter().flat_map(|contour| crossings(contour, y)).collect();
                crossings.sort_by(f32::total_cmp);
                for span in crossings.chunks_exact(2) {
                    let sample = |x: f32| (x.clamp(0.0, width as f32) * FINE as f32).round() as usize;
                    for at in sample(span[0])..sample(span[1]) {
                        coverage[at / FINE] += 1;
                    }
                }
            }
            for (column, covered) in coverage.iter().enumerate().filter(|(_, covered)| **covered > 0) {
                let share = f32::from(*covered) / (FINE * FINE) as f32;
                self.blend(column as i32, row as i32, color, share * opacity);
            }
        }
    }

    /// A filled rectangle (left, top, width, height) with round corners.
    pub(crate) fn rounded(
        &mut self,
        (left, top, width, height): (f32, f32, f32, f32),
        radius: f32,
        color: Color,
        opacity: f32,
    ) {
        let (middle_x, middle_y) = (left + width / 2.0, top + height / 2.0);
        for y in top as i32 - 1..=(top + height) as i32 + 1 {
            for x in left as i32 - 1..=(left + width) as i32 + 1 {
                let across = ((x as f32 + 0.5 - middle_x).abs() - width / 2.0 + radius).max(0.0);
                let down = ((y as f32 + 0.5 - middle_y).abs() - height / 2.0 + radius).max(0.0);
                let coverage = (radius + 0.5 - across.hypot(down)).clamp(0.0, 1.0);
                if coverage > 0.0 {
                    self.blend(x, y, color, coverage * opacity);
                }
            }
        }
    }

    /// A straight line with round ends.
    pub(crate) fn line(&mut self, from: Point2, to: Point2, stroke: Stroke) {
        let reach = stroke.width / 2.0 + 1.0;
        let limit = |value: f32, size: u32| value.clamp(-1.0, size as f32) as i32;
        let (width, height) = self.image.dimensions();
        let (left, right) = (limit(from.x.min(to.x) - reach, width), limit(from.x.max(to.x) + reach, width));
        let (top, bottom) =
            (limit(from.y.min(to.y) - reach, height), limit(from.y.max(to.y) + reach, height));
        for y in top..=bottom {
            for x in left..=right {
                let away = distance_to_segment(Point2::new(x as f32 + 0.5, y as f32 + 0.5), from, to);
                let coverage = (stroke.width / 2.0 + 0.5 - away).clamp(0.0, 1.0).min(stroke.width);
                if coverage > 0.0 {
                    self.blend(x, y, stroke.color, coverage * stroke.opacity);
                }
            }
        }
    }

    /// A closed line through `points`.
    pub(crate) fn polygon(&mut self, points: &[Point2], stroke: Stroke) {
        for (from, to) in points.iter().zip(points.iter().cycle().skip(1)) {
            self.line(*from, *to, stroke);
        }
    }

    /// A line with a head at `to`, edged so that it shows on light and dark ground alike.
    pub(crate) fn arrow(&mut self, from: Point2, to: Point2, stroke: Stroke) {
        let length = from.distance(to);
        if length < 1.0 {
            return;
        }
        let head = (4.0 * stroke.width).min(0.5 * length);
        let (ux, uy) = ((from.x - to.x) / length, (from.y - to.y) / length);
        let barbs = [0.5_f32, -0.5].map(|turn| {
            let (sin, cos) = turn.sin_cos();
            Point2::new(to.x + head * (cos * ux - sin * uy), to.y + head * (sin * ux + cos * uy))
        });
        let edge = Stroke { color: EDGE, width: stroke.width + 2.0, opacity: 0.5 };
        for stroke in [edge, stroke] {
            for end in [from, barbs[0], barbs[1]] {
                self.line(to, end, stroke);
            }
        }
    }

    /// A closed line, edged as an arrow is.
    pub(crate) fn edged_polygon(&mut self, points: &[Point2], stroke: Stroke) {
        self.polygon(points, Stroke { color: EDGE, width: stroke.width + 1.5, opacity: 0.35 });
        self.polygon(points, stroke);
    }

    /// Writes `text` with its baseline's left end at `x`, `y`.
    pub(crate) fn text(&mut self, text: &str, x: f32, y: f32, size: f32, weight: Weight, color: Color) {
        let Some(font) = self.font(weight) else { return };
        let scaled = font.as_scaled(PxScale::from(size));
        let mut at = x;
        let mut before = None;
        for letter in text.chars() {
            let glyph = scaled.glyph_id(letter);
            if let Some(before) = before.replace(glyph) {
                at += scaled.kern(before, glyph);
            }
            if let Some(outline) = scaled.outline_glyph(glyph.with_scale_and_position(size, point(at, y))) {
                let bounds = outline.px_bounds();
                let (left, top) = (bounds.min.x as i32, bounds.min.y as i32);
                outline.draw(|column, row, coverage| {
                    self.blend(left + column as i32, top + row as i32, color, coverage.min(1.0));
                });
            }
            at += scaled.h_advance(glyph);
        }
    }

    fn font(&self, weight: Weight) -> Option<FontRef<'static>> {
        match weight {
            Weight::Regular => self.regular.clone(),
            Weight::Bold => self.bold.clone(),
        }
    }
}

/// Width of `text` in pixels.
pub(crate) fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    let bytes = match weight {
        Weight::Regular => dejavu::sans::regular(),
        Weight::Bold => dejavu::sans::bold(),
    };
    let Ok(font) = FontRef::try_from_slice(bytes) else { return 0.0 };
    let scaled = font.as_scaled(PxScale::from(size));
    text.chars().map(|letter| scaled.h_advance(scaled.glyph_id(letter))).sum()
}

/// `text` broken between words into lines of at most `width` pixels.
pub(crate) fn wrap(text: &str, size: f32, weight: Weight, width: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if text_width(&format!("{line} {word}"), size, weight) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The pieces of a line that are drawn, for a pattern of the lengths of dash and gap: dash after gap, or all of it without a
/// pattern. A closed line ends where it began.
pub(crate) fn dashes(points: &[Point2], closed: bool, pattern: Option<(f32, f32)>) -> Vec<(Point2, Point2)> {
    let end = if closed { points.first() } else { None };
    let points: Vec<Point2> = points.iter().chain(end).copied().collect();
    let sides = points.windows(2).map(|side| (side[0], side[1]));
    let Some((dash, gap)) = pattern else { return sides.collect() };
    let mut pieces = Vec::new();
    let mut walked = 0.0;
    for (from, to) in sides {
        let length = from.distance(to);
        let at = |along: f32| {
            let share = (along / length).clamp(0.0, 1.0);
            Point2::new(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y))
        };
        let mut along = 0.0;
        while along < length {
            let phase = (walked + along) % (dash + gap);
            let left = if phase < dash { dash - phase } else { dash + gap - phase };
            let next = (along + left.max(0.1)).min(length);
            if phase < dash {
                pieces.push((at(along), at(next)));
            }
            along = next;
        }
        walked += length;
    }
    pieces
}

/// Where a closed polygon crosses the height `y`.
fn crossings(contour: &[Point2], y: f32) -> impl Iterator<Item = f32> + '_ {
    let sides = contour.iter().zip(contour.iter().cycle().skip(1));
    sides
        .filter(move |(from, to)| (from.y <= y) != (to.y <= y))
        .map(move |(from, to)| from.x + (y - from.y) / (to.y - from.y) * (to.x - from.x))
}

fn distance_to_segment(point: Point2, from: Point2, to: Point2) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point.x - from.x) * dx + (point.y - from.y) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    point.distance(Point2::new(from.x + along * dx, from.y + along * dy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_where_it_does_not_fit() {
        let lines = wrap("Selipkan rambut ke belakang telinga kanan", 18.0, Weight::Regular, 200.0);
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| text_width(line, 18.0, Weight::Regular) <= 200.0), "{lines:?}");
        assert_eq!(lines.join(" "), "Selipkan rambut ke belakang telinga kanan");
    }

    fn length(pieces: &[(Point2, Point2)]) -> f32 {
        pieces.iter().map(|(from, to)| from.distance(*to)).sum()
    }

    #[test]
    fn dashes_cover_their_share_of_a_line() {
        let at = |index: usize| {
            let (sin, cos) = (std::f32::consts::TAU * index as f32 / 120.0).sin_cos();
            Point2::new(100.0 * cos, 100.0 * sin)
        };
        let ring: Vec<Point2> = (0..120).map(at).collect();
        let whole = length(&dashes(&ring, true, None));
        assert!((whole - 628.0).abs() < 1.0, "{whole}");
        let dashed = length(&dashes(&ring, true, Some((10.0, 10.0))));
        assert!((dashed / whole - 0.5).abs() < 0.02, "{dashed}");
        assert!(dashes(&[], true, Some((1.0, 1.0))).is_empty());
    }

    #[test]
    fn dashes_cover_half_of_a_line_and_a_plain_line_is_whole() {
        let square = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)].map(|(x, y)| Point2::new(x, y));
        assert_eq!(length(&dashes(&square, true, None)), 400.0);
        assert_eq!(length(&dashes(&square, false, None)), 300.0);
        assert!((length(&dashes(&square, true, Some((10.0, 10.0)))) - 200.0).abs() < 1.0);
        assert!(dashes(&[], true, Some((10.0, 10.0))).is_empty());
    }

    #[test]
    fn an_area_leaves_out_its_hole() {
        let square = |from: f32, to: f32| {
            [(from, from), (to, from), (to, to), (from, to)].map(|(x, y)| Point2::new(x, y)).to_vec()
        };
        let mut canvas = Canvas::new(20, 20, [0; 3]);
        canvas.area(&[square(2.0, 18.0), square(8.0, 12.0)], [200; 3], 1.0);
        let image = canvas.into_image();
        let grey = |x, y| image.get_pixel(x, y).0[0];
        assert_eq!((grey(4, 4), grey(10, 10), grey(0, 0), grey(17, 10)), (200, 0, 0, 200));
    }

    #[test]
    fn drawing_outside_of_the_picture_is_harmless_and_inside_it_shows() {
        let mut canvas = Canvas::new(20, 20, [0; 3]);
        let stroke = Stroke { color: [255; 3], width: 2.0, opacity: 1.0 };
        canvas.line(Point2::new(-1e4, 10.0), Point2::new(1e4, 10.0), stroke);
        canvas.arrow(Point2::new(-50.0, -50.0), Point2::new(-60.0, -60.0), stroke);
        canvas.text("✓", 0.0, 18.0, 16.0, Weight::Bold, [255, 0, 0]);
        let image = canvas.into_image();
        assert_eq!(image.get_pixel(3, 0).0, [0; 3]);
        assert_eq!(image.get_pixel(19, 10).0, [255; 3]);
        assert!(image.pixels().any(|pixel| pixel.0 == [255, 0, 0]), "the sign is in the font");
    }
}
