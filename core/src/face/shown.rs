//! Our second network: which places of a face are seen to be that face, and whether the picture has its own colours.
//!
//! What covers a face may be anything. So this one asks the other way round: a place counts where it is seen, never because
//! nothing known covers it.

use crate::error::SwafotoError;
use crate::geometry::Point2;
use crate::net::{Network, Outputs, sigmoid};
use crate::raster::{Plane, RgbPlane};

use super::contract;
use super::head_crop::{EYES_AT, HeadCrop};
use super::shown_window::{PLACES, STEP, WINDOW, WINDOW_EYES_AT};

/// The column and the row of the crop where the window begins.
const WINDOW_AT: (usize, usize) =
    ((EYES_AT.0 - WINDOW_EYES_AT.0) as usize, (EYES_AT.1 - WINDOW_EYES_AT.1) as usize);

/// What the network says of one head.
#[derive(Clone, Debug, PartialEq)]
pub struct FaceShown {
    /// Probability that a place is seen to be what belongs there in a face: skin, an eye, a lip, a beard, a fringe. 28 x 32
    /// places of 4 x 4 crop pixels. `0` where the picture is black.
    pub seen: Plane<f32>,
    /// Probability that the colours are those of a camera: not grey, toned, exchanged, negative, of few levels or drawn.
    pub natural: f32,
}

impl FaceShown {
    /// The probability at a point of the crop, or `None` beyond what the network is shown.
    pub fn seen_at(&self, point: Point2) -> Option<f32> {
        let place = |at: f32, begin: usize| (at - begin as f32) / STEP as f32;
        self.seen.at_point(Point2::new(place(point.x, WINDOW_AT.0), place(point.y, WINDOW_AT.1)))
    }

    fn from_outputs(outputs: &Outputs, head: &HeadCrop) -> Result<Self, SwafotoError> {
        let place = |(index, logit): (usize, &f32)| {
            let is_black = is_black(&head.rgb, (index % PLACES.0, index / PLACES.0));
            if is_black { 0.0 } else { sigmoid(*logit) }
        };
        let logits = outputs.get("seen")?;
        let is_whole = logits.len() == PLACES.0 * PLACES.1;
        let seen = is_whole.then(|| logits.iter().enumerate().map(place).collect());
        let natural = outputs.get("natural")?.first().copied();
        match (seen.and_then(|seen| Plane::new(PLACES.0, PLACES.1, seen)), natural) {
            (Some(seen), Some(natural)) => Ok(Self { seen, natural: sigmoid(natural) }),
            _ => Err(SwafotoError::Inference {
                model: "face_shown".to_owned(),
                reason: "an output of another length than its contract says".to_owned(),
            }),
        }
    }
}

/// The greatest channel, of 255, of what is black: what noise and compression make of no light. Hair in shade is brighter somewhere in
/// a place: of 8,096 faces that were looked at, 13 have half a forehead as dark as this, and none of them shows it.
const BLACK: u8 = 8;

/// Whether a place, by column and row, holds nothing but black: no hair and no shadow, but what is painted, cut off or lost. A network
/// that knows dark hair takes black for it.
fn is_black(head: &RgbPlane, (column, row): (usize, usize)) -> bool {
    let (left, top) = (WINDOW_AT.0 + column * STEP, WINDOW_AT.1 + row * STEP);
    let mut pixels = (top..top + STEP).flat_map(|y| &head.row(y)[left..left + STEP]);
    pixels.all(|pixel| pixel.iter().all(|channel| *channel <= BLACK))
}

/// The network.
#[derive(Clone, Debug)]
pub struct FaceShownNetwork(Network);

impl FaceShownNetwork {
    /// What `network` is taken for.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `network` says of itself in its metadata that it is another, by the name of what differs.
    pub fn new(network: Network) -> Result<Self, SwafotoError> {
        contract::check_face_shown(&network)?;
        Ok(Self(network))
    }

    /// Looks at a head.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn look(&self, head: &HeadCrop) -> Result<FaceShown, SwafotoError> {
        FaceShown::from_outputs(&self.0.run(head.window_to_tensor(WINDOW_AT, WINDOW))?, head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_black_place_is_one_without_any_light() {
        let side = crate::face::HEAD_CROP_SIDE;
        let head = RgbPlane::from_fn(side, side, |x, y| if (x, y) == (101, 99) { [9, 0, 0] } else { [8; 3] });
        let head = head.unwrap();
        let lit = ((101 - WINDOW_AT.0) / STEP, (99 - WINDOW_AT.1) / STEP);
        for at in (0..PLACES.1).flat_map(|row| (0..PLACES.0).map(move |column| (column, row))) {
            // One pixel that is not black shows something.
            assert_eq!(is_black(&head, at), at != lit, "{at:?}");
        }
    }

    #[test]
    fn a_place_is_found_by_the_point_of_the_crop_that_lies_in_it() {
        let seen = Plane::from_fn(PLACES.0, PLACES.1, |x, y| (100 * y + x) as f32).unwrap();
        let shown = FaceShown { seen, natural: 1.0 };
        let at = |x, y| shown.seen_at(Point2::new(x, y));
        // The eyes' middle is 56 and 44 pixels into the window: the fifteenth column and the twelfth row.
        assert_eq!(at(EYES_AT.0, EYES_AT.1), Some(1114.0));
        assert_eq!(at(WINDOW_AT.0 as f32, WINDOW_AT.1 as f32), Some(0.0));
        assert_eq!(at(WINDOW_AT.0 as f32 - 0.1, 100.0), None);
        assert_eq!(at((WINDOW_AT.0 + WINDOW.0) as f32, 100.0), None);
        assert_eq!(at(96.0, (WINDOW_AT.1 + WINDOW.1) as f32), None);
    }
}
