//! Where the photo lies in the still.

use crate::error::{PhotoObstacle, SwafotoError};
use crate::face::Face;
use crate::geometry::{Affine, Point2, Rect};
use crate::measure::{self, HEAD_HEIGHT_IN_EYE_DISTANCES, Margins, head_outline};
use crate::rule::{PhotoSettings, Policy, RuleId};

/// Shares of the tilt that are undone, the best first. Level eyes give way to a whole head.
const LEVELLING: [f32; 5] = [1.0, 0.75, 0.5, 0.25, 0.0];

/// With fewer pixels of the still to one of the photo, along a side, a turn blurs: it is left out where the head is level enough as
/// it is.
const LEAST_PIXELS_TO_TURN: f32 = 1.25;

/// Above this tilt the eyes are not levelled: no policy accepts it, and a turn would leave little of the still.
const GREATEST_TURN_DEGREES: f32 = 45.0;

/// A margin may be short of its limit by this many pixels, which is what rounding to whole pixels takes.
const ROUNDING_PIXELS: f32 = 1.0;

/// By how much the sides of a photo shrink whose file is too large.
const FEWER_PIXELS: f32 = 0.85;

/// A rectangle of the still that becomes the photo: inside of it as a whole, so that no pixel is invented.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    /// Its centre, in upright pixels of the still.
    pub center: Point2,
    /// Its width in pixels of the still.
    pub width: f32,
    /// Its height in pixels of the still.
    pub height: f32,
    /// Its turn in radians, clockwise on the screen.
    pub turn: f32,
    /// Width and height of the photo in pixels. Never more than the crop's own: nothing is scaled up.
    pub output: (usize, usize),
}

impl Crop {
    /// The crop of a `width x height` still in which `face` has the place that `policy` asks for.
    ///
    /// In this order: the eyes are level and the head is in its place, as small as `photo.head-size` says; it is
    /// larger, up to the greatest size or the fewest pixels that the rule `resolution` asks, where the still has less room; it
    /// leaves its place where even that reaches over the still's edge; the eyes are less level. What the photo shows of the head is never less than the rule `crop`
    /// asks, or than the still itself shows.
    ///
    /// # Errors
    /// [`SwafotoError::Photo`] where the policy has no table `[photo]`, the face has no size, or the still is so narrow
    /// or low that a head that fits into it does not fit into a photo of the policy's aspect.
    pub fn plan(size: (usize, usize), face: &Face, policy: &Policy) -> Result<Self, SwafotoError> {
        let settings =
            policy.photo().ok_or_else(|| refused("the policy has no table `[photo]`".to_owned()))?;
        let framing =
            measure::framing(face, size).ok_or_else(|| refused("the face has no size".to_owned()))?;
        let least_side = policy.limit(RuleId::Resolution).and_then(|limit| limit.min).unwrap_or(0.0);
        let still = Still { size, face, settings, distance: framing.inter_eye_distance, least_side };
        let least = policy.limit(RuleId::Crop).and_then(|limit| limit.min);
        let margins = least_margins(least, &framing.margins);
        let largest_head =
            policy.limit(RuleId::HeadSize).and_then(|limit| limit.max).map(|max| max.max(framing.head_size));
        let tilt = still.tilt();
        let is_level = policy.limit(RuleId::HeadPoseRoll).is_some_and(|limit| limit.admits(face.pose().roll));
        for share in LEVELLING {
            let turn = still.worth_turning(share * tilt);
            let crop = still.place(turn);
            let head_fits = largest_head.is_none_or(|max| still.head_size(&crop) <= max);
            // A crop that is not turned is the last resort, and of it only the margins are asked.
            if still.shows(&crop, &margins) && (head_fits || turn == 0.0) {
                let planned = still.with_output(crop)?;
                if turn == 0.0 || !is_level || planned.to_frame().scale() >= LEAST_PIXELS_TO_TURN {
                    return Ok(planned);
                }
            }
        }
        Err(refused(format!(
            "no photo of {} x {} cut from a still of {} x {} pixels holds the head",
            settings.width, settings.height, size.0, size.1
        )))
    }

    /// The same part of the still in fewer pixels, for a file that is too large.
    ///
    /// # Errors
    /// [`SwafotoError::Photo`] where these would be fewer than the rules `resolution` and `inter-eye-distance` ask.
    pub(super) fn with_fewer_pixels(&self, face: &Face, policy: &Policy) -> Result<Self, SwafotoError> {
        let fewer = |side: usize| (side as f32 * FEWER_PIXELS) as usize;
        let output = (fewer(self.output.0), fewer(self.output.1));
        let least = |rule| policy.limit(rule).and_then(|limit| limit.min).unwrap_or(0.0);
        let distance = face.eye_distance() * output.0 as f32 / self.width;
        let smaller_side = output.0.min(output.1) as f32;
        if smaller_side < least(RuleId::Resolution).max(1.0) || distance < least(RuleId::InterEyeDistance) {
            let reason = format!(
                "{} x {} pixels take more than `max-bytes` at the lowest quality, and the rules ask for as many",
                self.output.0, self.output.1
            );
            return Err(super::refused(reason));
        }
        Ok(Self { output, ..*self })
    }

    /// The map from pixels of the photo to upright pixels of the still.
    pub fn to_frame(&self) -> Affine {
        let (columns, rows) = (self.output.0 as f32, self.output.1 as f32);
        Affine::translation(-columns / 2.0, -rows / 2.0)
            .then(&Affine::scaling(self.width / columns, self.height / rows))
            .then(&Affine::rotation(self.turn))
            .then(&Affine::translation(self.center.x, self.center.y))
    }
}

/// The margins a photo must have: those of the rule, or less where the still has less itself.
fn least_margins(least: Option<f32>, own: &Margins) -> Margins {
    // Without the rule anything passes.
    let asked = least.map_or(Margins::same(f32::NEG_INFINITY), Margins::asked);
    Margins {
        left: own.left.min(asked.left),
        right: own.right.min(asked.right),
        top: own.top.min(asked.top),
        bottom: own.bottom.min(asked.bottom),
    }
}

/// A still, its face, and how the photo is framed.
struct Still<'a> {
    size: (usize, usize),
    face: &'a Face,
    settings: &'a PhotoSettings,
    /// Pixels between the eyes.
    distance: f32,
    /// Pixels that the photo's shorter side must have.
    least_side: f32,
}

impl Still<'_> {
    /// Turn of the eye line, in radians, clockwise on the screen.
    fn tilt(&self) -> f32 {
        let (right, left) = (self.face.right_eye(), self.face.left_eye());
        let tilt = (left.y - right.y).atan2(left.x - right.x);
        if tilt.abs() > GREATEST_TURN_DEGREES.to_radians() { 0.0 } else { tilt }
    }

    /// A turn that moves no pixel of the still by as much as half a pixel is none, and needs no resampling.
    fn worth_turning(&self, turn: f32) -> f32 {
        let reach = self.size.0.max(self.size.1) as f32 / 2.0;
        if turn.abs() * reach < 0.5 { 0.0 } else { turn }
    }

    /// Height of a crop in which the head takes `share` of it.
    fn height_at(&self, share: f32) -> f32 {
        HEAD_HEIGHT_IN_EYE_DISTANCES * self.distance / share
    }

    fn head_size(&self, crop: &Crop) -> f32 {
        HEAD_HEIGHT_IN_EYE_DISTANCES * self.distance / crop.height
    }

    /// The best crop that is turned by `turn`.
    fn place(&self, turn: f32) -> Crop {
        let (width, height) = (self.size.0 as f32, self.size.1 as f32);
        let aspect = self.settings.aspect();
        let (sin, cos) = turn.sin_cos();
        let eyes = self.face.eye_midpoint();
        let back = Affine::rotation(turn);
        // A crop of height 1 whose eyes are in their place, as corners about the eyes.
        let (top, bottom) = (-self.settings.eyes_at, 1.0 - self.settings.eyes_at);
        let corners = [(-aspect, top), (aspect, top), (-aspect, bottom), (aspect, bottom)]
            .map(|(x, y)| back.apply(Point2::new(x / 2.0, y)));
        // It grows about the eyes until its first corner meets an edge.
        let room = |from: f32, step: f32, limit: f32| {
            let room = if step > 0.0 { limit - from } else { from };
            room.max(0.0) / step.abs().max(f32::MIN_POSITIVE)
        };
        let centred = corners.iter().fold(f32::INFINITY, |least, corner| {
            least.min(room(eyes.x, corner.x, width)).min(room(eyes.y, corner.y, height))
        });
        let (widest, closest) =
            (self.height_at(self.settings.head_size.min), self.height_at(self.settings.head_size.max));
        // Rounded down to whole pixels, there must be as many as the rule asks.
        let closest = closest.max((self.least_side + 1.0) / aspect.min(1.0));
        let (across, upwards) = (aspect * cos + sin.abs(), aspect * sin.abs() + cos);
        let crop_height = if centred >= closest {
            centred.min(widest.max(closest))
        } else {
            closest.min(width / across).min(height / upwards)
        };
        let offset = back.apply(Point2::new(0.0, (0.5 - self.settings.eyes_at) * crop_height));
        let (half_x, half_y) = (across * crop_height / 2.0, upwards * crop_height / 2.0);
        let center = Point2::new(
            between(eyes.x + offset.x, half_x, width - half_x),
            between(eyes.y + offset.y, half_y, height - half_y),
        );
        Crop { center, width: aspect * crop_height, height: crop_height, turn, output: (0, 0) }
    }

    /// Whether `crop` leaves the head the `least` margins.
    fn shows(&self, crop: &Crop, least: &Margins) -> bool {
        let to_crop = Affine::translation(-crop.center.x, -crop.center.y).then(&Affine::rotation(-crop.turn));
        let outline = head_outline(self.face, self.distance).map(|point| to_crop.apply(point));
        let Some(head) = Rect::around(outline) else { return false };
        let enough = |pixels: f32, least: f32| pixels >= least * self.distance - ROUNDING_PIXELS;
        enough(head.x + crop.width / 2.0, least.left)
            && enough(crop.width / 2.0 - head.x - head.width, least.right)
            && enough(head.y + crop.height / 2.0, least.top)
            && enough(crop.height / 2.0 - head.y - head.height, least.bottom)
    }

    /// Decides the photo's pixels: the policy's where the crop has as many, or else the crop's own.
    fn with_output(&self, mut crop: Crop) -> Result<Crop, SwafotoError> {
        let largest = (self.settings.width as usize, self.settings.height as usize);
        if crop.height >= largest.1 as f32 && crop.width >= largest.0 as f32 {
            crop.output = largest;
            return Ok(crop);
        }
        crop.output = (crop.width.floor() as usize, crop.height.floor() as usize);
        if crop.output.0 == 0 || crop.output.1 == 0 {
            return Err(refused("less than a pixel would be left".to_owned()));
        }
        (crop.width, crop.height) = (crop.output.0 as f32, crop.output.1 as f32);
        if crop.turn == 0.0 {
            // Whole pixels are copied, not interpolated.
            let whole = |center: f32, extent: f32| (center - extent / 2.0).floor() + extent / 2.0;
            crop.center = Point2::new(whole(crop.center.x, crop.width), whole(crop.center.y, crop.height));
        }
        Ok(crop)
    }
}

/// `value` between `low` and `high`, which rounding may have turned inside out.
fn between(value: f32, low: f32, high: f32) -> f32 {
    if low < high { value.clamp(low, high) } else { (low + high) / 2.0 }
}

fn refused(reason: String) -> SwafotoError {
    SwafotoError::Photo { obstacle: PhotoObstacle::Framing, reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::{CANONICAL_FACE, Mesh};
    use crate::geometry::Point3;

    const POLICY: &str = r#"
        id = "test"
        title = "A test"
        head-covering = []
        [photo]
        width = 600
        height = 800
        head-size = { min = 0.5, max = 0.7 }
        eyes-at = 0.45
        quality = { min = 80, max = 95 }
        max-bytes = 1000000
        [rules]
        single-face-present = { min = 1, max = 1 }
        head-size = { min = 0.25, max = 0.95 }
        crop = { min = -0.3 }
    "#;

    /// A neutral face whose eyes are `distance` apart about `eyes`, turned clockwise by `degrees`.
    fn face(eyes: (f32, f32), distance: f32, degrees: f32) -> Face {
        let mesh = |map: &Affine| {
            let landmarks = Box::new(CANONICAL_FACE.map(|[x, y, z]| map.apply3(Point3::new(x, -y, -z))));
            Face::from_mesh(Mesh { landmarks, presence: 1.0 }).unwrap()
        };
        let plain = mesh(&Affine::IDENTITY);
        let (middle, scale) = (plain.eye_midpoint(), distance / plain.eye_distance());
        mesh(
            &Affine::translation(-middle.x, -middle.y)
                .then(&Affine::scaling(scale, scale))
                .then(&Affine::rotation(degrees.to_radians()))
                .then(&Affine::translation(eyes.0, eyes.1)),
        )
    }

    fn plan(size: (usize, usize), face: &Face) -> Crop {
        let crop = Crop::plan(size, face, &Policy::from_toml(POLICY).unwrap()).unwrap();
        let to_frame = crop.to_frame();
        let (columns, rows) = (crop.output.0 as f32, crop.output.1 as f32);
        for (x, y) in [(0.0, 0.0), (columns, 0.0), (0.0, rows), (columns, rows)] {
            let Point2 { x, y } = to_frame.apply(Point2::new(x, y));
            let inside = x > -0.01 && y > -0.01 && x < size.0 as f32 + 0.01 && y < size.1 as f32 + 0.01;
            assert!(inside, "({x}, {y}) lies outside of {size:?}: {crop:?}");
        }
        assert!((columns / rows - 0.75).abs() < 1.0 / rows + 1e-4, "{crop:?}");
        assert!(to_frame.scale() > 1.0 - 1e-4, "{crop:?} is scaled up");
        crop
    }

    /// Where the eyes come to lie, as shares of the photo.
    fn eyes_in(crop: &Crop, face: &Face) -> (Point2, f32) {
        let to_crop = crop.to_frame().inverse().unwrap();
        let [right, left, middle] = [face.right_eye().flat(), face.left_eye().flat(), face.eye_midpoint()]
            .map(|eye| to_crop.apply(eye));
        let share = Point2::new(middle.x / crop.output.0 as f32, middle.y / crop.output.1 as f32);
        (share, (left.y - right.y).atan2(left.x - right.x).to_degrees())
    }

    #[test]
    fn with_room_the_head_is_in_its_place_and_level() {
        for degrees in [0.0, 6.0, -9.0, 20.0] {
            let face = face((1500.0, 1900.0), 300.0, degrees);
            let crop = plan((3000, 4000), &face);
            let (eyes, tilt) = eyes_in(&crop, &face);
            assert!((eyes.x - 0.5).abs() < 1e-3 && (eyes.y - 0.45).abs() < 1e-3, "{degrees}: {eyes:?}");
            assert!(tilt.abs() < 0.05, "{degrees}: {tilt}");
            assert_eq!(crop.output, (600, 800));
            assert!((3.7 * 300.0 / crop.height - 0.5).abs() < 1e-3);
        }
    }

    #[test]
    fn a_small_still_is_copied_pixel_by_pixel() {
        let crop = plan((480, 640), &face((240.3, 300.7), 60.0, 0.0));
        assert!(crop.output.1 < 640 && crop.turn == 0.0, "{crop:?}");
        let [a, b, c, d, e, f] = crop.to_frame().coefficients;
        assert_eq!((a, b, d, e), (1.0, 0.0, 0.0, 1.0));
        assert_eq!((c.fract(), f.fract()), (0.0, 0.0));
    }

    #[test]
    fn with_less_room_the_head_grows_before_it_leaves_its_place() {
        // 2.1 eye distances to the left edge: the widest crop wants 2.8, the closest 2.0.
        let near_edge = face((630.0, 1900.0), 300.0, 0.0);
        let crop = plan((3000, 4000), &near_edge);
        let (eyes, _) = eyes_in(&crop, &near_edge);
        assert!((eyes.x - 0.5).abs() < 2e-3 && (eyes.y - 0.45).abs() < 2e-3, "{eyes:?}");
        let share = 3.7 * 300.0 / crop.height;
        assert!(share > 0.6 && share < 0.7, "{share}");
        // 1.4 eye distances: the closest crop is moved.
        let nearer = face((420.0, 1900.0), 300.0, 0.0);
        let crop = plan((3000, 4000), &nearer);
        let (eyes, _) = eyes_in(&crop, &nearer);
        assert!(eyes.x < 0.45 && (eyes.y - 0.45).abs() < 2e-3, "{eyes:?}");
        assert!((3.7 * 300.0 / crop.height - 0.7).abs() < 1e-3);
    }

    #[test]
    fn a_photo_is_not_turned_where_a_turn_would_blur_it() {
        let policy = POLICY.replace("crop =", "head-pose-roll = { min = -8, max = 8 }\n crop =");
        let policy = Policy::from_toml(&policy).unwrap();
        let turn = |scale: f32, degrees: f32| {
            let face = face((750.0 * scale, 900.0 * scale), 150.0 * scale, degrees);
            Crop::plan(((1500.0 * scale) as usize, (2000.0 * scale) as usize), &face, &policy).unwrap().turn
        };
        // 150 pixels between the eyes are 1110 rows for a photo of 800; at half of that there is none to spare.
        assert!(turn(1.0, 5.0) > 0.08 && turn(0.5, 5.0) == 0.0);
        assert!(turn(0.5, 12.0) > 0.2, "what the policy refuses as it is, is turned");
    }

    #[test]
    fn a_photo_has_the_pixels_that_the_rules_ask() {
        // Eyes in their place would leave 239 columns.
        let policy = POLICY.replace("crop =", "resolution = { min = 240 }\n crop =");
        let face = face((165.0, 140.0), 43.5, 0.0);
        let plan = |policy: &str| Crop::plan((330, 440), &face, &Policy::from_toml(policy).unwrap()).unwrap();
        let (before, after) = (plan(POLICY), plan(&policy));
        assert!(before.output.0 < 240 && after.output.0 >= 240, "{before:?} {after:?}");
        assert!(after.output.0 <= 242, "no more than it must leave its place: {after:?}");
    }

    #[test]
    fn level_eyes_give_way_to_a_whole_head() {
        // The head fills 0.9 of the still: turned by 10 degrees, a crop that shows it would reach outside.
        let tilted = face((1500.0, 2000.0), 970.0, 10.0);
        let crop = plan((3000, 4000), &tilted);
        assert!(crop.turn < 9.0_f32.to_radians(), "{crop:?}");
        let small = face((1500.0, 2000.0), 700.0, 10.0);
        let (_, tilt) = eyes_in(&plan((3000, 4000), &small), &small);
        assert!(tilt.abs() < 0.05, "{tilt}");
    }

    #[test]
    fn every_still_that_passes_holds_a_photo_that_passes() {
        let policy = Policy::from_toml(POLICY).unwrap();
        let (head_size, crop_rule) =
            (policy.limit(RuleId::HeadSize).unwrap(), policy.limit(RuleId::Crop).unwrap());
        let size = (1500, 2000);
        let mut passed = 0;
        for degrees in [-8.0, 0.0, 3.0, 8.0] {
            for distance in [140.0, 300.0, 420.0, 510.0] {
                for x in (1..10).map(|step| step as f32 * 150.0) {
                    for y in (1..10).map(|step| step as f32 * 200.0) {
                        let face = face((x, y), distance, degrees);
                        let still = measure::framing(&face, size).unwrap();
                        if !head_size.admits(still.head_size)
                            || !crop_rule.admits(still.margins.counted(-0.3).smallest())
                        {
                            continue;
                        }
                        passed += 1;
                        let crop = plan(size, &face);
                        let to_crop = crop.to_frame().inverse().unwrap();
                        let landmarks = Box::new(face.landmarks().map(|point| to_crop.apply3(point)));
                        let again = Face::from_mesh(Mesh { landmarks, presence: 1.0 }).unwrap();
                        let photo = measure::framing(&again, crop.output).unwrap();
                        let pixel = 2.0 / photo.inter_eye_distance;
                        let margins = photo.margins.counted(-0.3);
                        assert!(margins.smallest() > -0.3 - pixel, "{crop:?} {photo:?}");
                        assert!(photo.head_size < 0.95 + 0.01, "{crop:?} {photo:?}");
                    }
                }
            }
        }
        assert!(passed > 100, "{passed}");
    }

    #[test]
    fn fewer_pixels_show_the_same_until_the_rules_forbid() {
        let policy =
            Policy::from_toml(&POLICY.replace("crop =", "resolution = { min = 400 }\n crop =")).unwrap();
        let face = face((1500.0, 1900.0), 300.0, 6.0);
        let crop = Crop::plan((3000, 4000), &face, &policy).unwrap();
        let smaller = crop.with_fewer_pixels(&face, &policy).unwrap();
        assert_eq!((smaller.output, smaller.width, smaller.turn), ((510, 680), crop.width, crop.turn));
        let ((before, _), (after, _)) = (eyes_in(&crop, &face), eyes_in(&smaller, &face));
        assert!((before.x - after.x).abs() < 1e-4 && (before.y - after.y).abs() < 1e-4);
        let least = smaller.with_fewer_pixels(&face, &policy).unwrap();
        let error = least.with_fewer_pixels(&face, &policy).unwrap_err();
        assert!(matches!(error, SwafotoError::Photo { obstacle: PhotoObstacle::File, .. }));
        let reason = error.to_string();
        assert!(reason.contains("433 x 578") && reason.contains("max-bytes"), "{reason}");
        // 300 pixels apart of 1665 wide: 108 in a photo of 600, 92 in one of 510.
        let apart = POLICY.replace("crop =", "inter-eye-distance = { min = 100 }\n crop =");
        assert!(crop.with_fewer_pixels(&face, &Policy::from_toml(&apart).unwrap()).is_err());
    }

    #[test]
    fn what_cannot_be_cut_is_refused() {
        // As narrow as the head: no 3:4 of it is as high as the head.
        let policy = Policy::from_toml(POLICY).unwrap();
        let error = Crop::plan((900, 4000), &face((450.0, 2000.0), 450.0, 0.0), &policy).unwrap_err();
        assert!(matches!(error, SwafotoError::Photo { obstacle: PhotoObstacle::Framing, .. }));
        assert!(error.to_string().contains("holds the head"), "{error}");
        let (start, end) = (POLICY.find("[photo]").unwrap(), POLICY.find("[rules]").unwrap());
        let without = POLICY[..start].to_owned() + "photo = false\n" + &POLICY[end..];
        let without = Policy::from_toml(&without).unwrap();
        let reason = Crop::plan((900, 1200), &face((450.0, 500.0), 100.0, 0.0), &without).unwrap_err();
        assert!(reason.to_string().contains("no table `[photo]`"), "{reason}");
    }
}
