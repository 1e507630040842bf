//! From a still to what is handed over: the photo is cut, encoded, read back and judged, so that what is said is said of the very
//! bytes that leave.

use crate::error::SwafotoError;
use crate::face::Face;
use crate::frame::Frame;
use crate::rule::{Policy, Verdict};

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

/// Cuts the photo that `policy` asks for out of `still`, in which `face` was found, and has its file judged: `judge` gets the pixels
/// that anybody gets who opens it.
///
/// What is measured on a photo differs a little from what was measured on its still: there are fewer pixels, and they went through
/// JPEG. Who judges the file again finds what the receipt says.
///
/// # Errors
/// As [`Photo::from_still`], and what `judge` fails with.
pub fn hand_over(
    still: &Frame<'_>,
    face: &Face,
    policy: &Policy,
    facts: &ReceiptFacts,
    judge: impl FnOnce(&Frame<'_>) -> Result<Verdict, SwafotoError>,
) -> Result<Handover, SwafotoError> {
    let photo = Photo::from_still(still, face, policy)?;
    let pixels = jpeg::decode(photo.jpeg())?;
    let frame = Frame::rgb(&pixels, photo.width() as usize, photo.height() as usize)?;
    let verdict = judge(&frame)?;
    let receipt = Receipt::new(&photo, &verdict, (still.width(), still.height()), policy, facts);
    Ok(Handover { photo, verdict, receipt })
}
