//! From a still to what is handed over: the photo is cut, encoded, read back and judged, so that what is said is said of the very
//! bytes that leave.

use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::frame::Frame;
use crate::measure::Analysis;
use crate::rule::{Declaration, Policy, Verdict};

use super::{Photo, Receipt, ReceiptFacts, jpeg};

/// A photo, and what was found in its file.
#[derive(Debug)]
pub struct Handover {
    /// The picture.
    pub photo: Photo,
    /// What the policy says of it.
    pub verdict: Verdict,
    /// What is said of it.
    pub receipt: Receipt,
}

/// Cuts the photo out of `still`, in which `analysis` was found, and judges its file by the same policy.
///
/// What is measured on a photo differs a little from what was measured on its still: there are fewer pixels, and they went through
/// JPEG. Who judges the file again finds what the receipt says.
///
/// # Errors
/// As [`Photo::from_still`]; [`SwafotoError::Photo`] too where there is no face; [`SwafotoError::Inference`] where a network fails.
pub fn hand_over(
    engine: &Engine,
    still: &Frame<'_>,
    analysis: &Analysis,
    policy: &Policy,
    declaration: Declaration,
    facts: &ReceiptFacts,
) -> Result<Handover, SwafotoError> {
    let face = analysis.face.as_ref().ok_or_else(|| super::refused("there is no face in the still"))?;
    let photo = Photo::from_still(still, face, policy)?;
    let pixels = jpeg::decode(photo.jpeg())?;
    let frame = Frame::rgb(&pixels, photo.width() as usize, photo.height() as usize)?;
    let (verdict, _) = engine.judge_as(&frame, policy, declaration)?;
    let receipt = Receipt::new(&photo, &verdict, (still.width(), still.height()), policy, facts);
    Ok(Handover { photo, verdict, receipt })
}
