//! What covers the head, the face, the eyes and the ears, read from the parser's picture of the head.

use crate::face::{FACE_OVAL, HEAD_CROP_EYE_DISTANCE, HEAD_CROP_SIDE, HeadCrop, HeadParse, PixelClass};
use crate::geometry::Point2;
use crate::raster::Plane;

/// Coverings of one head. Probabilities and shares are `0..=1`; left and right are the subject's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Covering {
    /// Probability of clear glasses.
    pub eyewear_clear: f32,
    /// Probability of tinted glasses.
    pub eyewear_tinted: f32,
    /// Probability of a hat, cap, helmet or hood.
    pub hat: f32,
    /// Probability of a hijab, turban or wrap.
    pub scarf: f32,
    /// Probability that at least a sliver of the right ear shows.
    pub right_ear: f32,
    /// Probability that at least a sliver of the left ear shows.
    pub left_ear: f32,
    /// Probability that the right ear's whole outline shows.
    pub right_ear_full: f32,
    /// Probability that the left ear's whole outline shows.
    pub left_ear_full: f32,
    /// Probability of a mask, a hand or an object on the face.
    pub face_covered: f32,
    /// Share of the eye zone that hair, hat, scarf or an object covers. Glasses have their own rule. The zone is the
    /// eyes' box, grown on each side by a twentieth of the eye distance (ISO/IEC 39794-5's eye visibility zone).
    pub eyes_covered: f32,
    /// Share of the face's outline, from chin over both edges to the forehead, that scarf, hat or an object covers.
    pub outline_covered: f32,
}

impl Covering {
    /// Probability of any glasses before the eyes.
    pub fn eyewear(&self) -> f32 {
        self.eyewear_clear + self.eyewear_tinted
    }
}

/// The mesh's outline runs on the very edge of the face; a point this share of the way towards the face's middle
/// must show skin (or a beard or a fringe) unless something covers the edge.
const OUTLINE_INSET: f32 = 0.12;

/// Margin of the eye visibility zone in eye distances (ISO/IEC 39794-5; OFIQ's EyesVisible).
const EYE_ZONE_MARGIN: f32 = 0.05;

/// Reads the coverings of a parsed head.
pub fn covering(head: &HeadCrop, parse: &HeadParse) -> Covering {
    let attributes = parse.attributes;
    Covering {
        eyewear_clear: attributes.eyewear_clear,
        eyewear_tinted: attributes.eyewear_tinted,
        hat: attributes.head_hat,
        scarf: attributes.head_scarf,
        right_ear: attributes.right_ear_shown,
        left_ear: attributes.left_ear_shown,
        right_ear_full: attributes.right_ear_full,
        left_ear_full: attributes.left_ear_full,
        face_covered: attributes.face_covered,
        eyes_covered: eyes_covered(head, &parse.classes),
        outline_covered: outline_covered(head, &parse.classes),
    }
}

/// The class at a point of the crop, or `None` outside of it.
fn class_at(classes: &Plane<PixelClass>, point: Point2) -> Option<PixelClass> {
    let scale = classes.width() as f32 / HEAD_CROP_SIDE as f32;
    let (x, y) = (point.x * scale, point.y * scale);
    let inside = x >= 0.0 && y >= 0.0 && x < classes.width() as f32 && y < classes.height() as f32;
    inside.then(|| classes.at(x as usize, y as usize))
}

fn share(classes: impl Iterator<Item = Option<PixelClass>>, covers: impl Fn(PixelClass) -> bool) -> f32 {
    let (mut all, mut covered) = (0.0, 0.0);
    for class in classes.flatten() {
        all += 1.0;
        covered += f32::from(covers(class));
    }
    // Nothing to see is nothing shown.
    if all > 0.0 { covered / all } else { 1.0 }
}

fn eyes_covered(head: &HeadCrop, classes: &Plane<PixelClass>) -> f32 {
    let margin = EYE_ZONE_MARGIN * HEAD_CROP_EYE_DISTANCE;
    let covers = |class| {
        matches!(class, PixelClass::Hair | PixelClass::Hat | PixelClass::Scarf | PixelClass::OtherOccluder)
    };
    let zone = |contour: &[usize]| {
        let points = contour.iter().filter_map(|index| head.landmarks.get(*index)).map(|point| point.flat());
        let Some(bounds) = crate::geometry::Rect::around(points) else { return 1.0 };
        let columns = (bounds.x - margin) as usize..=(bounds.x + bounds.width + margin) as usize;
        let rows = (bounds.y - margin) as usize..=(bounds.y + bounds.height + margin) as usize;
        let cells =
            rows.flat_map(|y| columns.clone().map(move |x| Point2::new(x as f32 + 0.5, y as f32 + 0.5)));
        share(cells.map(|point| class_at(classes, point)), covers)
    };
    zone(&crate::face::RIGHT_EYE).max(zone(&crate::face::LEFT_EYE))
}

fn outline_covered(head: &HeadCrop, classes: &Plane<PixelClass>) -> f32 {
    let outline: Vec<Point2> =
        FACE_OVAL.iter().filter_map(|index| head.landmarks.get(*index)).map(|point| point.flat()).collect();
    let count = outline.len().max(1) as f32;
    let middle =
        outline.iter().fold(Point2::default(), |sum, point| Point2::new(sum.x + point.x, sum.y + point.y));
    let middle = Point2::new(middle.x / count, middle.y / count);
    let inset = outline.iter().map(|point| {
        let toward = |from: f32, to: f32| from + (to - from) * OUTLINE_INSET;
        Point2::new(toward(point.x, middle.x), toward(point.y, middle.y))
    });
    let covers = |class| {
        matches!(
            class,
            PixelClass::Hat | PixelClass::Scarf | PixelClass::Clothing | PixelClass::OtherOccluder
        )
    };
    share(inset.map(|point| class_at(classes, point)), covers)
}
