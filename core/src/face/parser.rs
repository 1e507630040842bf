//! Our own network: what each part of the head crop is, and what the person wears.

use std::ops::Range;

use crate::error::SwafotoError;
use crate::net::{Network, Outputs, Progress, Run, Stepwise, sigmoid};
use crate::raster::{ImageTensor, Plane};

use super::contract;
use super::head_crop::{EYES_AT, HEAD_CROP_EYE_DISTANCE, HEAD_CROP_SIDE, HeadCrop};
use super::parser_outputs::{ATTRIBUTES, EAR_ATTRIBUTES, MIRRORED_ATTRIBUTE, PixelClass};

/// What the network says of one head.
#[derive(Clone, Debug)]
pub struct HeadParse {
    /// The likeliest class of each pixel, on a grid coarser than the crop.
    pub classes: Plane<PixelClass>,
    /// Probability of skin, on the same grid.
    pub skin: Plane<f32>,
    /// What the person wears and shows.
    pub attributes: HeadAttributes,
}

/// What light is read from, at every pixel of the crop.
#[derive(Clone, Debug)]
pub struct LitFace {
    /// Probability of skin.
    pub skin: Plane<f32>,
    /// Whether hair, cloth, an object or a tinted lens lies there, which tells nothing of the light on what is white in a face.
    /// A clear lens lets the eye be seen.
    pub covered: Plane<bool>,
}

/// Tinted glasses of at least this probability hide the whites of the eyes.
const SURELY_TINTED: f32 = 0.5;

impl HeadParse {
    /// What light is read from, at every pixel of the crop.
    pub fn lit_face(&self) -> Option<LitFace> {
        let step = HEAD_CROP_SIDE / self.skin.width();
        let tinted = self.attributes.eyewear_tinted > SURELY_TINTED;
        let covers = |class| match class {
            PixelClass::Eyewear => tinted,
            PixelClass::Hair | PixelClass::Hat | PixelClass::Scarf | PixelClass::OtherOccluder => true,
            _ => false,
        };
        let side = HEAD_CROP_SIDE;
        Some(LitFace {
            skin: Plane::from_fn(side, side, |x, y| self.skin.at(x / step, y / step))?,
            covered: Plane::from_fn(side, side, |x, y| covers(self.classes.at(x / step, y / step)))?,
        })
    }
}

/// Probabilities, `0..=1`. Left and right are the subject's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HeadAttributes {
    /// Clear glasses before the eyes.
    pub eyewear_clear: f32,
    /// Tinted glasses before the eyes.
    pub eyewear_tinted: f32,
    /// Hat, cap, helmet or hood.
    pub head_hat: f32,
    /// Hijab, turban or wrap.
    pub head_scarf: f32,
    /// At least a sliver of the right ear shows.
    pub right_ear_shown: f32,
    /// At least a sliver of the left ear shows.
    pub left_ear_shown: f32,
    /// The whole outline of the right ear shows.
    pub right_ear_full: f32,
    /// The whole outline of the left ear shows.
    pub left_ear_full: f32,
    /// Mask, hand or object on the face.
    pub face_covered: f32,
}

/// The parser network.
#[derive(Clone, Debug)]
pub struct HeadParser {
    network: Network,
}

/// How a head is shown to the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadView {
    /// The whole crop, as it is.
    Whole,
    /// The face and what frames it, with left and right exchanged and black beyond. So are most photographs of coverings cut
    /// that the network was trained on: the crowns, necks and shoulders that it knows of scarves were made up.
    Close,
}

impl HeadView {
    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Whole => Self::Close,
            Self::Close => Self::Whole,
        }
    }
}

/// What a close view shows, in eye distances from the point between the eyes: to either side, ...
const CLOSE_SIDEWAYS: f32 = 1.42;
/// ... above ...
const CLOSE_ABOVE: f32 = 0.9;
/// ... and below. The medians of FairFace's photographs.
const CLOSE_BELOW: f32 = 1.92;
/// So near to where a close view ends, in crop pixels, its pixels are not believed.
const CLOSE_BORDER: f32 = 4.0;

/// The columns and the rows of a square grid of `side` cells over the crop whose middles a close view shows, at least `border` crop
/// pixels away from where it ends.
fn close_cells(side: usize, border: f32) -> (Range<usize>, Range<usize>) {
    let step = HEAD_CROP_SIDE as f32 / side as f32;
    let cells = |middle: f32, before: f32, after: f32| {
        let reach = |distances: f32| distances * HEAD_CROP_EYE_DISTANCE - border;
        let cell = |pixel: f32| pixel / step - 0.5;
        (cell(middle - reach(before)).ceil() as usize)
            ..(cell(middle + reach(after)).floor() as usize + 1).min(side)
    };
    (cells(EYES_AT.0, CLOSE_SIDEWAYS, CLOSE_SIDEWAYS), cells(EYES_AT.1, CLOSE_ABOVE, CLOSE_BELOW))
}

impl HeadParser {
    /// The parser that runs `network`.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `network` says of itself in its metadata that it is another than the card says,
    /// by the name of what differs; or where it says nothing.
    pub fn new(network: Network) -> Result<Self, SwafotoError> {
        contract::check_head_parser(&network)?;
        Ok(Self { network })
    }

    /// Parses a head: the mean of what the network sees in the whole of it, and in the mirror image of the face and what frames
    /// it. Both are the same head, and much of what the network errs by is chance.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails or answers in another shape than the card says.
    pub fn parse(&self, head: &HeadCrop) -> Result<HeadParse, SwafotoError> {
        let whole = self.begin(head, HeadView::Whole)?.finish()?;
        let close = self.begin(head, HeadView::Close)?.finish()?;
        whole.mean(&close).parse()
    }

    /// Begins to look at a head one way, to be taken step by step: as many as the network has parts.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network is another than the card says.
    pub fn begin(&self, head: &HeadCrop, view: HeadView) -> Result<Parsing, SwafotoError> {
        let mut image = head.to_tensor();
        if view == HeadView::Close {
            blacken_beyond_the_face(&mut image);
            reverse_rows(&mut image.values, image.width);
        }
        Ok(Parsing { run: self.network.begin(image)?, view })
    }
}

/// The parser on its way through one view of a head.
#[derive(Debug)]
pub struct Parsing {
    run: Run,
    view: HeadView,
}

impl Stepwise for Parsing {
    type Outcome = HeadLogits;

    fn advance(self) -> Result<Progress<Self, HeadLogits>, SwafotoError> {
        let view = self.view;
        Ok(match self.run.advance()? {
            Progress::Going(run) => Progress::Going(Self { run, view }),
            Progress::Done(outputs) => Progress::Done(HeadLogits::from_outputs(&outputs, view)?),
        })
    }
}

/// What the network says of a head, turned back where it was mirrored: class-major logits of a square grid, and the
/// attributes'.
#[derive(Clone, Debug)]
pub struct HeadLogits {
    view: HeadView,
    classes: Vec<f32>,
    attributes: [f32; ATTRIBUTES],
}

impl HeadLogits {
    fn from_outputs(outputs: &Outputs, view: HeadView) -> Result<Self, SwafotoError> {
        let mut classes = outputs.get("classes")?.to_vec();
        let side = grid_side(&classes).ok_or_else(|| unexpected("classes", classes.len()))?;
        let attributes = outputs.get("attributes")?;
        let attributes = <[f32; ATTRIBUTES]>::try_from(attributes)
            .map_err(|_| unexpected("attributes", attributes.len()))?;
        let attributes = match view {
            HeadView::Whole => attributes,
            HeadView::Close => {
                reverse_rows(&mut classes, side);
                MIRRORED_ATTRIBUTE.map(|at| attributes[at])
            }
        };
        Ok(Self { view, classes, attributes })
    }

    /// Which view it is of.
    pub fn view(&self) -> HeadView {
        self.view
    }

    /// The mean of a whole and a close view, in either order: beyond the face and of ears only the whole one speaks.
    #[must_use]
    pub fn mean(&self, other: &Self) -> Self {
        let (whole, close) = if self.view == HeadView::Close { (other, self) } else { (self, other) };
        let mut whole = whole.clone();
        let side = grid_side(&whole.classes).unwrap_or(1);
        let (columns, rows) = close_cells(side, CLOSE_BORDER);
        let lines = whole.classes.chunks_exact_mut(side).zip(close.classes.chunks_exact(side)).enumerate();
        for (_, (mine, theirs)) in lines.filter(|(line, _)| rows.contains(&(line % side))) {
            for (mine, theirs) in mine[columns.clone()].iter_mut().zip(&theirs[columns.clone()]) {
                *mine = 0.5 * (*mine + theirs);
            }
        }
        for (index, (mine, theirs)) in whole.attributes.iter_mut().zip(&close.attributes).enumerate() {
            // Ears lie where a close view ends.
            if !EAR_ATTRIBUTES.contains(&index) {
                *mine = 0.5 * (*mine + theirs);
            }
        }
        whole
    }

    /// The likeliest classes and the probabilities.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the grid is another than the card says.
    pub fn parse(mut self) -> Result<HeadParse, SwafotoError> {
        self.follow_what_is_worn();
        let (classes, skin) =
            per_pixel(&self.classes).ok_or_else(|| unexpected("classes", self.classes.len()))?;
        Ok(HeadParse { classes, skin, attributes: HeadAttributes::from_logits(&self.attributes) })
    }
}

/// How much the logits of hat and scarf pixels follow those of the attributes. On 713 photographs of held-out people of the
/// training sources this share gave the best overlap of hair, hat and scarf with their labels, of the shares 0, 0.25, 0.5, 0.75 and 1
/// (scarf pixels found 73 -> 82 %, hat pixels 68 -> 76 %, wrongly found ones on a bare head 77 -> 70 of 9216).
const SHARE_OF_WORN: f32 = 0.25;

impl HeadLogits {
    /// Makes the pixels follow what the whole head wears: without it the map of a dark scarf may say hair, and the attributes a
    /// scarf.
    fn follow_what_is_worn(&mut self) {
        let [_, _, _, bare, hat, scarf, ..] = self.attributes;
        let cells = self.classes.len() / PixelClass::ALL.len();
        for (class, worn) in [(PixelClass::Hat, hat), (PixelClass::Scarf, scarf)] {
            let given = SHARE_OF_WORN * (worn - bare);
            let plane = self.classes.iter_mut().skip(class as usize * cells).take(cells);
            plane.for_each(|logit| *logit += given);
        }
    }
}

fn unexpected(what: &str, length: usize) -> SwafotoError {
    SwafotoError::Inference {
        model: "head_parser".to_owned(),
        reason: format!("unexpected length {length} of {what}"),
    }
}

/// Leaves of an image what a close view shows.
fn blacken_beyond_the_face(image: &mut ImageTensor) {
    let (columns, rows) = close_cells(image.width, 0.0);
    for (line, values) in image.values.chunks_exact_mut(image.width).enumerate() {
        if rows.contains(&(line % image.height)) {
            values[..columns.start].fill(0.0);
            values[columns.end..].fill(0.0);
        } else {
            values.fill(0.0);
        }
    }
}

/// Exchanges left and right of rows of `width` numbers.
fn reverse_rows(values: &mut [f32], width: usize) {
    values.chunks_exact_mut(width).for_each(<[f32]>::reverse);
}

/// The side of the square grid that these class-major logits are of.
fn grid_side(logits: &[f32]) -> Option<usize> {
    let side = (logits.len() / PixelClass::ALL.len()).isqrt();
    let is_grid = side > 0 && side * side * PixelClass::ALL.len() == logits.len();
    (is_grid && HEAD_CROP_SIDE.is_multiple_of(side)).then_some(side)
}

/// The likeliest class and the probability of skin of each cell of a square grid, from class-major logits.
fn per_pixel(logits: &[f32]) -> Option<(Plane<PixelClass>, Plane<f32>)> {
    let side = grid_side(logits)?;
    let cells = side * side;
    // Class by class, as the logits lie in memory, in loops that the compiler turns into vectors.
    let mut greatest = vec![f32::NEG_INFINITY; cells];
    let mut winners = vec![0_u32; cells];
    for (class, plane) in (0_u32..).zip(logits.chunks_exact(cells)) {
        for ((greatest, winner), logit) in greatest.iter_mut().zip(&mut winners).zip(plane) {
            let wins = *logit > *greatest;
            *greatest = if wins { *logit } else { *greatest };
            *winner = if wins { class } else { *winner };
        }
    }
    let mut totals = vec![0.0_f32; cells];
    for plane in logits.chunks_exact(cells) {
        for ((total, logit), greatest) in totals.iter_mut().zip(plane).zip(&greatest) {
            *total += exp_negative(logit - greatest);
        }
    }
    let skin_logits = logits.chunks_exact(cells).nth(PixelClass::Skin as usize)?;
    let skin = skin_logits.iter().zip(&greatest).zip(totals);
    let skin = skin.map(|((logit, greatest), total)| exp_negative(logit - greatest) / total).collect();
    let classes =
        winners.into_iter().filter_map(|class| PixelClass::ALL.get(class as usize).copied()).collect();
    Some((Plane::new(side, side, classes)?, Plane::new(side, side, skin)?))
}

/// `e` to the power of `x`, which is at most zero, to seven digits; what is below `1e-37` is that.
///
/// A parser is sure of most pixels, and the C library's function is slowest where its answer all but vanishes: it took three
/// quarters of a parse. This one is alike on every platform, too.
fn exp_negative(x: f32) -> f32 {
    /// Adding and taking away one and a half times 2^23 rounds to whole numbers.
    const ROUNDING: f32 = 12_582_912.0;
    /// The natural logarithm of two in two parts, the first of few bits, so that whole multiples of it are exact.
    const LN_2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);
    let x = x.max(-85.0);
    let halvings = (x * std::f32::consts::LOG2_E + ROUNDING) - ROUNDING;
    let rest = (x - halvings * LN_2.0) - halvings * LN_2.1;
    // Taylor's series to the sixth power: `rest` is within half of the logarithm of two.
    let series = 1.0 / 720.0;
    let series = series * rest + 1.0 / 120.0;
    let series = series * rest + 1.0 / 24.0;
    let series = series * rest + 1.0 / 6.0;
    let series = series * rest + 0.5;
    let series = (series * rest + 1.0) * rest + 1.0;
    // Whole numbers from -123 to 0, put where a float keeps its exponent.
    let scale = f32::from_bits(((halvings as i32 + 127) as u32) << 23);
    series * scale
}

impl HeadAttributes {
    fn from_logits(logits: &[f32; ATTRIBUTES]) -> Self {
        let [
            bare_eyes,
            clear,
            tinted,
            bare_head,
            hat,
            scarf,
            left_ear,
            right_ear,
            covered,
            left_full,
            right_full,
        ] = *logits;
        let [_, eyewear_clear, eyewear_tinted] = softmax([bare_eyes, clear, tinted]);
        let [_, head_hat, head_scarf] = softmax([bare_head, hat, scarf]);
        // The network speaks of the picture's sides; an upright picture's left is the subject's right.
        Self {
            eyewear_clear,
            eyewear_tinted,
            head_hat,
            head_scarf,
            right_ear_shown: sigmoid(left_ear),
            left_ear_shown: sigmoid(right_ear),
            right_ear_full: sigmoid(left_full),
            left_ear_full: sigmoid(right_full),
            face_covered: sigmoid(covered),
        }
    }
}

fn softmax<const N: usize>(logits: [f32; N]) -> [f32; N] {
    let greatest = logits.into_iter().fold(f32::NEG_INFINITY, f32::max);
    let weights = logits.map(|logit| (logit - greatest).exp());
    let total: f32 = weights.iter().sum();
    weights.map(|weight| weight / total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_name_the_subjects_sides() {
        let mut logits = [0.0; ATTRIBUTES];
        logits[6] = 4.0; // the picture's left
        logits[7] = -4.0;
        logits[1] = 5.0;
        let attributes = HeadAttributes::from_logits(&logits);
        assert!(attributes.right_ear_shown > 0.9 && attributes.left_ear_shown < 0.1);
        assert!(attributes.eyewear_clear > 0.9 && attributes.eyewear_tinted < 0.1);
        assert!((attributes.head_hat - 1.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn beyond_the_face_the_whole_view_counts_alone() {
        let of = |view, value: f32| HeadLogits {
            view,
            classes: vec![value; 10 * 96 * 96],
            attributes: [value; ATTRIBUTES],
        };
        for (one, other) in [(HeadView::Whole, HeadView::Close), (HeadView::Close, HeadView::Whole)] {
            let mean = of(one, 1.0).mean(&of(other, 3.0));
            let whole = if one == HeadView::Whole { 1.0 } else { 3.0 };
            let at = |column: usize, row: usize| mean.classes[3 * 96 * 96 + row * 96 + column];
            // Between the eyes, at the chin; the crown, a shoulder, and where a close view ends.
            assert_eq!((at(48, 50), at(48, 85)), (2.0, 2.0));
            assert_eq!((at(48, 10), at(90, 90), at(48, 88)), (whole, whole, whole));
            let (head, ear) = (mean.attributes[5], mean.attributes[6]);
            assert_eq!((head, ear), (2.0, whole));
        }
    }

    #[test]
    fn a_close_view_is_even_and_black_beyond_the_face() {
        let mut image = ImageTensor { width: 192, height: 192, values: vec![1.0; 3 * 192 * 192] };
        blacken_beyond_the_face(&mut image);
        let mut turned = image.values.clone();
        reverse_rows(&mut turned, 192);
        assert_eq!(image.values, turned);
        let shown = image.values.iter().filter(|value| **value > 0.0).count();
        // 2.84 by 2.82 eye distances.
        assert!((shown as f32 / 3.0 / 40.0_f32.powi(2) - 2.84 * 2.82).abs() < 0.1, "{shown}");
    }

    #[test]
    fn pixels_follow_what_the_head_wears() {
        let parsed = |scarf: f32| {
            let mut attributes = [0.0; ATTRIBUTES];
            attributes[5] = scarf;
            let mut classes = vec![0.0; 10 * 4];
            classes[3 * 4] = 1.0; // hair, first cell
            classes[6 * 4] = 0.5; // a scarf nearly as likely
            HeadLogits { view: HeadView::Whole, classes, attributes }.parse().unwrap().classes.samples()[0]
        };
        assert_eq!(
            (parsed(0.0), parsed(4.0), parsed(-4.0)),
            (PixelClass::Hair, PixelClass::Scarf, PixelClass::Hair)
        );
    }

    #[test]
    fn powers_of_e_are_right_to_seven_digits() {
        for step in 0..=8_500 {
            let x = -0.01 * step as f32;
            let (mine, right) = (f64::from(exp_negative(x)), f64::from(x).exp());
            assert!((mine / right - 1.0).abs() < 3e-7, "e^{x} is {right}, not {mine}");
        }
        assert_eq!(exp_negative(0.0), 1.0);
        assert!(exp_negative(f32::NEG_INFINITY) < 1e-36);
    }

    #[test]
    fn the_likeliest_class_wins_and_other_shapes_are_refused() {
        let mut logits = vec![0.0; 10 * 4];
        logits[4] = 3.0; // skin, first cell
        logits[2 * 4 + 3] = 3.0; // ear, last cell
        let (classes, skin) = per_pixel(&logits).unwrap();
        assert_eq!(classes.samples()[0], PixelClass::Skin);
        assert_eq!(classes.samples()[3], PixelClass::Ear);
        assert!(skin.at(0, 0) > 0.6 && skin.at(1, 1) < 0.1);
        assert!(per_pixel(&logits[..30]).is_none());
        assert!(per_pixel(&[]).is_none());
    }
}
