//! What covers the head, the face, the eyes and the ears, read from the parser's picture of the head.

use crate::face::landmarks::{LEFT_FACE_EDGE, NOSE_TIP, RIGHT_FACE_EDGE};
use crate::face::{Ears, FACE_OVAL, HEAD_CROP_EYE_DISTANCE, HEAD_CROP_SIDE, HeadCrop, HeadParse, PixelClass};
use crate::geometry::Point2;
use crate::raster::Plane;

use super::ears;
use super::numbers::named;

/// Coverings of one head. Probabilities and shares are `0..=1`; left and right are the subject's. By default nothing is seen, not
/// even an ear.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// Share of the place beside the face where the right ear would show that hair fills: what tells an ear under hair
    /// from one that the turn of the head or a near camera hides.
    pub right_ear_under_hair: f32,
    /// The same of the left ear.
    pub left_ear_under_hair: f32,
    /// Share of the place beside the face where the right ear would show that hat, scarf or an object fills.
    pub right_ear_under_cloth: f32,
    /// The same of the left ear.
    pub left_ear_under_cloth: f32,
    /// Probability that hair hides the right ear, if nothing of it shows: the parser's pixels call a fringe before an ear its hair, and
    /// miss thin hair over one.
    pub right_ear_hidden_by_hair: f32,
    /// The same of the left ear.
    pub left_ear_hidden_by_hair: f32,
    /// Probability that cloth or a thing hides the right ear, if nothing of it shows.
    pub right_ear_hidden_by_cloth: f32,
    /// The same of the left ear.
    pub left_ear_hidden_by_cloth: f32,
    /// Share of the place beside the face where the right ear would show that a scarf fills.
    pub right_ear_under_scarf: f32,
    /// The same of the left ear.
    pub left_ear_under_scarf: f32,
    /// Probability of a mask, a hand or an object on the face.
    pub face_covered: f32,
    /// Share of the eye zone that hair, hat, scarf or an object covers. Glasses have their own rule. The zone is the
    /// eyes' box, grown on each side by a twentieth of the eye distance (ISO/IEC 39794-5's eye visibility zone).
    pub eyes_covered: f32,
    /// Share that a scarf fills of the lines around the lower face, from ear to ear below the chin.
    pub scarf_at_jaw: f32,
    /// Share of the band above the forehead, from temple to temple, that a scarf fills.
    pub scarf_on_crown: f32,
    /// Share that a hat fills of the line that hats fill most, among lines around the top of the head up to 0.9 eye distances
    /// away from the face: a hat that is set back leaves a band of hair, and one on a turned head shows on a part of the way
    /// only. Of the lines beyond the first only those count that are filled by two fifths.
    pub hat_on_top: f32,
    /// The same of scarf and hat together.
    pub top_covered: f32,
    /// Share of the face's outline, from chin over both edges to the forehead, that scarf, hat or an object covers.
    pub outline_covered: f32,
}

named! { Covering {
    eyewear_clear, eyewear_tinted, hat, scarf, right_ear, left_ear, right_ear_full, left_ear_full, right_ear_under_hair, left_ear_under_hair, right_ear_under_cloth, left_ear_under_cloth, right_ear_hidden_by_hair, left_ear_hidden_by_hair, right_ear_hidden_by_cloth, left_ear_hidden_by_cloth, face_covered, eyes_covered, right_ear_under_scarf, left_ear_under_scarf, scarf_at_jaw, scarf_on_crown as "crown_covered", hat_on_top, top_covered, outline_covered,
} }

impl Covering {
    /// How surely anything covers the head, `0..=1`: the geometric mean of its probability and of what is seen of it
    /// around the top of the head. A background may look like a hat, and cloth round the neck like a scarf, but neither goes
    /// around the top.
    pub fn head_covered(&self) -> f32 {
        ((self.hat + self.scarf) * self.top_covered).sqrt()
    }

    /// How surely a hat is worn, `0..=1`: the geometric mean of its probability and of what is seen of a hat around the top of
    /// the head. What the pixels call a scarf is no hat.
    pub fn hat_worn(&self) -> f32 {
        (self.hat * self.hat_on_top).sqrt()
    }

    /// How surely hair is what hides the right ear, if anything does, `0..=1`: by the pixels beside the face or by what the ear itself
    /// looks like, whichever is surer.
    pub fn hair_over_right_ear(&self) -> f32 {
        self.right_ear_under_hair.max(self.right_ear_hidden_by_hair)
    }

    /// The same of the left ear.
    pub fn hair_over_left_ear(&self) -> f32 {
        self.left_ear_under_hair.max(self.left_ear_hidden_by_hair)
    }

    /// How surely cloth or a thing is what hides the right ear, `0..=1`, in the same way.
    pub fn cloth_over_right_ear(&self) -> f32 {
        self.right_ear_under_cloth.max(self.right_ear_hidden_by_cloth)
    }

    /// The same of the left ear.
    pub fn cloth_over_left_ear(&self) -> f32 {
        self.left_ear_under_cloth.max(self.left_ear_hidden_by_cloth)
    }

    /// How surely a scarf is worn, `0..=1`: the geometric mean of its probability and of the cloth that is seen above the
    /// forehead, at the ears or around the jaw, where most of it is. Black cloth on the head is taken for hair, but hair does not
    /// meet below a chin.
    pub fn scarf_worn(&self) -> f32 {
        (self.scarf * self.scarf_on_crown.max(self.scarf_at_ears()).max(self.scarf_at_jaw)).sqrt()
    }

    /// Share that a scarf fills of the place of that ear of which it fills more: the far ear of a head that is a little turned
    /// has hardly a place of its own.
    pub fn scarf_at_ears(&self) -> f32 {
        self.right_ear_under_scarf.max(self.left_ear_under_scarf)
    }

    /// Probability of any glasses before the eyes.
    pub fn eyewear(&self) -> f32 {
        self.eyewear_clear + self.eyewear_tinted
    }
}

/// The mesh's outline runs on the very edge of the face, and under a scarf where it supposes that edge: a point this share of
/// the way towards the face's middle must show skin (or a beard or a fringe) unless something covers the face. At 0.12, 12 % of 276
/// well-worn hijabs of the training photographs cover more than a fifth of the outline, at 0.25 they are 3 %; cloth drawn up to the
/// lower lip covers more at either.
const OUTLINE_INSET: f32 = 0.25;

/// Margin of the eye visibility zone in eye distances (ISO/IEC 39794-5; OFIQ's EyesVisible).
const EYE_ZONE_MARGIN: f32 = 0.05;

/// Where an ear shows beside the edge of the face, in eye distances: this far outwards, ...
const EAR_ZONE_WIDTH: f32 = 0.35;
/// ... and this far up and down from the edge's landmark, which lies at the ear's notch.
const EAR_ZONE_HALF_HEIGHT: f32 = 0.4;
/// Samples across and down that zone.
const EAR_ZONE_CELLS: usize = 8;

/// How far outside of the face's upper outline hair or cloth is looked for, in eye distances: as far as a hat that is set
/// back begins.
const TOP_DISTANCES: [f32; 6] = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9];
/// The first of these lines run next to the forehead.
const CROWN_LINES: usize = 3;
/// Beyond the first line, what fills no more than this of one is no hat: a hat that is set back goes around the head, and what looks
/// like one in a patterned curtain behind it does not.
const LEAST_SET_BACK: f32 = 0.4;

/// Points of the face's outline before and after the one on top of the forehead that make its upper part: from
/// temple to temple.
const CROWN_POINTS: usize = 6;

/// Reads the coverings of a parsed head whose ears were looked at.
pub fn covering(head: &HeadCrop, parse: &HeadParse, ears: Ears) -> Covering {
    let attributes = parse.attributes;
    let lines = around_the_top(head, &parse.classes);
    Covering {
        eyewear_clear: attributes.eyewear_clear,
        eyewear_tinted: attributes.eyewear_tinted,
        hat: attributes.head_hat,
        scarf: attributes.head_scarf,
        right_ear: ears::shown(attributes.right_ear_shown, ears.right),
        left_ear: ears::shown(attributes.left_ear_shown, ears.left),
        right_ear_full: attributes.right_ear_full,
        left_ear_full: attributes.left_ear_full,
        right_ear_under_hair: beside(head, &parse.classes, RIGHT_FACE_EDGE, is_hair),
        left_ear_under_hair: beside(head, &parse.classes, LEFT_FACE_EDGE, is_hair),
        right_ear_under_cloth: beside(head, &parse.classes, RIGHT_FACE_EDGE, is_put_on),
        left_ear_under_cloth: beside(head, &parse.classes, LEFT_FACE_EDGE, is_put_on),
        right_ear_hidden_by_hair: ears.right.map_or(0.0, |ear| ear.if_hidden().hair),
        left_ear_hidden_by_hair: ears.left.map_or(0.0, |ear| ear.if_hidden().hair),
        right_ear_hidden_by_cloth: ears.right.map_or(0.0, |ear| ear.if_hidden().cloth),
        left_ear_hidden_by_cloth: ears.left.map_or(0.0, |ear| ear.if_hidden().cloth),
        right_ear_under_scarf: beside(head, &parse.classes, RIGHT_FACE_EDGE, is_scarf),
        left_ear_under_scarf: beside(head, &parse.classes, LEFT_FACE_EDGE, is_scarf),
        face_covered: attributes.face_covered,
        eyes_covered: eyes_covered(head, &parse.classes),
        scarf_at_jaw: share(around_the_jaw(head, &parse.classes).into_iter(), is_scarf),
        scarf_on_crown: on_crown(&lines, is_scarf),
        hat_on_top: on_top(&lines, is_hat),
        top_covered: on_top(&lines, |class| is_hat(class) || is_scarf(class)),
        outline_covered: outline_covered(head, &parse.classes),
    }
}

/// The class at a point of the crop, or `None` outside of it.
fn class_at(classes: &Plane<PixelClass>, point: Point2) -> Option<PixelClass> {
    let scale = classes.width() as f32 / HEAD_CROP_SIDE as f32;
    classes.at_point(Point2::new(point.x * scale, point.y * scale))
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

fn is_hair(class: PixelClass) -> bool {
    class == PixelClass::Hair
}

fn is_put_on(class: PixelClass) -> bool {
    matches!(class, PixelClass::Hat | PixelClass::Scarf | PixelClass::OtherOccluder)
}

fn eyes_covered(head: &HeadCrop, classes: &Plane<PixelClass>) -> f32 {
    let margin = EYE_ZONE_MARGIN * HEAD_CROP_EYE_DISTANCE;
    let zone = |contour: &[usize]| {
        let points = contour.iter().map(|index| head.landmarks[*index].flat());
        let Some(bounds) = crate::geometry::Rect::around(points) else { return 1.0 };
        let columns = (bounds.x - margin) as usize..=(bounds.x + bounds.width + margin) as usize;
        let rows = (bounds.y - margin) as usize..=(bounds.y + bounds.height + margin) as usize;
        let cells =
            rows.flat_map(|y| columns.clone().map(move |x| Point2::new(x as f32 + 0.5, y as f32 + 0.5)));
        share(cells.map(|point| class_at(classes, point)), |class| is_hair(class) || is_put_on(class))
    };
    zone(&crate::face::RIGHT_EYE).max(zone(&crate::face::LEFT_EYE))
}

/// Share of what `covers` beside the landmark `edge` of the face's outline, away from its middle.
fn beside(
    head: &HeadCrop,
    classes: &Plane<PixelClass>,
    edge: usize,
    covers: impl Fn(PixelClass) -> bool,
) -> f32 {
    let (edge, middle) = (head.landmarks[edge], head.landmarks[NOSE_TIP]);
    let outward = (edge.x - middle.x).signum() * EAR_ZONE_WIDTH * HEAD_CROP_EYE_DISTANCE;
    let half_height = EAR_ZONE_HALF_HEIGHT * HEAD_CROP_EYE_DISTANCE;
    let cells = (0..EAR_ZONE_CELLS * EAR_ZONE_CELLS).map(|cell| {
        let along = |index: usize| (index as f32 + 0.5) / EAR_ZONE_CELLS as f32;
        let (x, y) = (along(cell % EAR_ZONE_CELLS), along(cell / EAR_ZONE_CELLS));
        Point2::new(edge.x + outward * x, edge.y + half_height * (2.0 * y - 1.0))
    });
    share(cells.map(|point| class_at(classes, point)), covers)
}

/// The face's outline in crop pixels, clockwise from the top of the forehead, and its middle.
fn outline(head: &HeadCrop) -> ([Point2; FACE_OVAL.len()], Point2) {
    let outline = FACE_OVAL.map(|index| head.landmarks[index].flat());
    (outline, Point2::mean(outline.iter().copied()))
}

/// How far outside of the face's lower outline cloth is looked for, in eye distances.
const JAW_DISTANCES: [f32; 3] = [0.1, 0.2, 0.3];
/// The points of [`FACE_OVAL`] from the lobe of one ear over the chin to that of the other.
const JAW_POINTS: std::ops::Range<usize> = 9..28;

/// The classes around the lower face.
fn around_the_jaw(head: &HeadCrop, classes: &Plane<PixelClass>) -> Line {
    let (outline, middle) = outline(head);
    let lower = &outline[JAW_POINTS];
    let line = |distance| lower.iter().map(move |point| class_at(classes, outward(*point, middle, distance)));
    JAW_DISTANCES.into_iter().flat_map(line).collect()
}

/// The point `distance` eye distances away from `point`, in the direction away from `middle`.
fn outward(point: Point2, middle: Point2, distance: f32) -> Point2 {
    let (dx, dy) = (point.x - middle.x, point.y - middle.y);
    let step = distance * HEAD_CROP_EYE_DISTANCE / dx.hypot(dy).max(1.0);
    Point2::new(point.x + dx * step, point.y + dy * step)
}

/// The classes along a line around the top of the head.
type Line = Vec<Option<PixelClass>>;

/// One line for each of [`TOP_DISTANCES`].
fn around_the_top(head: &HeadCrop, classes: &Plane<PixelClass>) -> [Line; TOP_DISTANCES.len()] {
    let (outline, middle) = outline(head);
    TOP_DISTANCES.map(|distance| {
        let upper = outline.iter().take(CROWN_POINTS + 1).chain(outline.iter().rev().take(CROWN_POINTS));
        upper.map(|point| class_at(classes, outward(*point, middle, distance))).collect()
    })
}

fn is_hat(class: PixelClass) -> bool {
    class == PixelClass::Hat
}

fn is_scarf(class: PixelClass) -> bool {
    class == PixelClass::Scarf
}

/// Share of what `covers` next to the forehead.
fn on_crown(lines: &[Line], covers: impl Fn(PixelClass) -> bool) -> f32 {
    share(lines.iter().take(CROWN_LINES).flatten().copied(), covers)
}

/// Share of what `covers` on the line that it fills most.
fn on_top(lines: &[Line; TOP_DISTANCES.len()], covers: impl Fn(PixelClass) -> bool) -> f32 {
    // Of a line that leaves the crop, the little that is left tells nothing.
    let told = lines.iter().enumerate().filter(|(_, line)| line.iter().flatten().count() * 2 > line.len());
    let shares = told.map(|(distance, line)| match share(line.iter().copied(), &covers) {
        some if distance > 0 && some <= LEAST_SET_BACK => 0.0,
        share => share,
    });
    shares.reduce(f32::max).unwrap_or(1.0)
}

fn outline_covered(head: &HeadCrop, classes: &Plane<PixelClass>) -> f32 {
    let (outline, middle) = outline(head);
    let inset = outline.iter().map(|point| point.toward(middle, OUTLINE_INSET));
    let covers = |class| {
        matches!(
            class,
            PixelClass::Hat | PixelClass::Scarf | PixelClass::Clothing | PixelClass::OtherOccluder
        )
    };
    share(inset.map(|point| class_at(classes, point)), covers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::{CANONICAL_FACE, Face, Mesh};
    use crate::geometry::{Affine, Point3};

    /// A level face whose eyes are where a head crop has them.
    fn head() -> HeadCrop {
        let unscaled = Box::new(CANONICAL_FACE.map(|[x, y, z]| Point3::new(x, -y, -z)));
        let face = Face::from_mesh(Mesh { landmarks: unscaled, presence: 1.0 }).unwrap();
        let (middle, scale) = (face.eye_midpoint(), HEAD_CROP_EYE_DISTANCE / face.eye_distance());
        let map = Affine::translation(-middle.x, -middle.y)
            .then(&Affine::scaling(scale, scale))
            .then(&Affine::translation(96.0, 100.0));
        HeadCrop {
            rgb: Plane::from_fn(HEAD_CROP_SIDE, HEAD_CROP_SIDE, |_, _| [0; 3]).unwrap(),
            inside: Plane::from_fn(HEAD_CROP_SIDE, HEAD_CROP_SIDE, |_, _| true).unwrap(),
            landmarks: Box::new(face.landmarks().map(|point| map.apply3(point))),
            from_frame: Affine::IDENTITY,
        }
    }

    /// `class` where `lies` says so of a distance above the forehead's top, in eye distances; hair elsewhere.
    fn wearing(head: &HeadCrop, class: PixelClass, lies: impl Fn(f32) -> bool) -> Plane<PixelClass> {
        let forehead = head.landmarks[FACE_OVAL[0]].y;
        Plane::from_fn(96, 96, |_, y| {
            let above = (forehead - 2.0 * y as f32) / HEAD_CROP_EYE_DISTANCE;
            if lies(above) { class } else { PixelClass::Hair }
        })
        .unwrap()
    }

    #[test]
    fn a_hat_that_is_set_back_lies_on_the_top_and_not_on_the_crown() {
        let head = head();
        let low = around_the_top(&head, &wearing(&head, PixelClass::Hat, |above| above > -0.3));
        assert!(on_crown(&low, is_hat) > 0.7 && on_top(&low, is_hat) > 0.7);
        let set_back = around_the_top(&head, &wearing(&head, PixelClass::Hat, |above| above > 0.5));
        assert_eq!(on_crown(&set_back, is_hat), 0.0);
        assert!(on_top(&set_back, is_hat) > 0.2);
        assert_eq!(on_top(&set_back, is_scarf), 0.0);
    }

    #[test]
    fn a_pattern_behind_the_head_is_no_hat_that_is_set_back() {
        let head = head();
        let forehead = head.landmarks[FACE_OVAL[0]].y;
        let beside = Plane::from_fn(96, 96, |x, y| {
            let above = (forehead - 2.0 * y as f32) / HEAD_CROP_EYE_DISTANCE;
            if above > 0.5 && x < 46 { PixelClass::Hat } else { PixelClass::Hair }
        });
        let lines = around_the_top(&head, &beside.unwrap());
        let filled = lines.iter().map(|line| share(line.iter().copied(), is_hat)).fold(0.0, f32::max);
        assert!((0.2..0.5).contains(&filled), "{filled}");
        assert_eq!(on_top(&lines, is_hat), 0.0);
    }

    #[test]
    fn cloth_round_the_neck_and_hair_cover_neither() {
        let head = head();
        let neck = around_the_top(&head, &wearing(&head, PixelClass::Scarf, |above| above < -2.0));
        assert_eq!((on_crown(&neck, is_scarf), on_top(&neck, is_scarf)), (0.0, 0.0));
        let hair = around_the_top(&head, &wearing(&head, PixelClass::Hat, |_| false));
        assert_eq!((on_crown(&hair, is_hat), on_top(&hair, is_hat)), (0.0, 0.0));
    }

    #[test]
    fn hat_pixels_are_no_scarf_and_scarf_pixels_no_hat() {
        let head = head();
        let seen = |class| {
            let classes = wearing(&head, class, |above| above > -0.3);
            let lines = around_the_top(&head, &classes);
            (on_top(&lines, is_hat), on_crown(&lines, is_scarf))
        };
        let (hat, scarf) = (seen(PixelClass::Hat), seen(PixelClass::Scarf));
        assert!(hat.0 > 0.7 && hat.1 == 0.0, "{hat:?}");
        assert!(scarf.0 == 0.0 && scarf.1 > 0.7, "{scarf:?}");
    }
}
