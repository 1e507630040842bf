//! The photo that is handed over: cropped to the policy's framing, encoded, and described by a receipt.

mod canonical;
mod claims;
mod crop;
mod handover;
mod jpeg;
mod jws;
mod receipt;

use std::fmt;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::error::{PhotoObstacle, SwafotoError};
use crate::face::Face;
use crate::frame::Frame;
use crate::raster::resample;
use crate::rule::Policy;

pub use claims::{CheckClaim, Claims, Contradiction, PhotoClaim, PolicyClaim};
pub use crop::Crop;
pub use handover::{Handover, hand_over};
pub use jws::{RECEIPT_TYPE, UnsignedReceipt};
pub use receipt::{Declarant, Receipt, ReceiptFacts};

/// A JPEG cut from a still: upright, not mirrored, eyes level, sRGB.
///
/// That it exists does not say that it passed: its receipt does. Its bytes are wiped when it is dropped, and so are all
/// copies of its pixels that this crate made; the encoder's own blocks and the caller's frame are not ours to wipe.
pub struct Photo {
    jpeg: Zeroizing<Vec<u8>>,
    width: u32,
    height: u32,
    quality: u8,
    sha256: [u8; 32],
}

impl Photo {
    /// Cuts the photo that `policy` asks for out of `frame`, in which `face` was found.
    ///
    /// Nothing is scaled up: where the still has fewer pixels than the policy's size, so has the photo, in the same
    /// aspect. [`Crop::plan`] says how it is framed. Where the file would be larger than `max-bytes` at the lowest quality,
    /// the photo gets fewer pixels, though never fewer than the policy's rules ask.
    ///
    /// # Errors
    /// [`SwafotoError::Photo`] where the policy has no table `[photo]`, the head does not fit into its
    /// aspect, or no photo of enough pixels keeps within `max-bytes`.
    pub fn from_still(frame: &Frame<'_>, face: &Face, policy: &Policy) -> Result<Self, SwafotoError> {
        let settings = policy.photo().ok_or_else(|| refused("the policy has no table `[photo]`"))?;
        let mut crop = Crop::plan((frame.width(), frame.height()), face, policy)?;
        let (jpeg, quality) = loop {
            let rgb = resample(frame, &crop.to_frame(), crop.output)
                .ok_or_else(|| refused("the crop does not lie in the still"))?;
            if let Some(encoded) = jpeg::encode(&rgb, crop.output, settings.quality, settings.max_bytes)? {
                break encoded;
            }
            crop = crop.with_fewer_pixels(face, policy)?;
        };
        let sha256 = Sha256::digest(&jpeg).into();
        let (width, height) = (crop.output.0 as u32, crop.output.1 as u32);
        Ok(Self { jpeg, width, height, quality, sha256 })
    }

    /// The JPEG file.
    pub fn jpeg(&self) -> &[u8] {
        &self.jpeg
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The JPEG quality it was encoded at, on the scale of the Independent JPEG Group.
    pub fn quality(&self) -> u8 {
        self.quality
    }

    /// SHA-256 of the JPEG file.
    pub fn sha256(&self) -> [u8; 32] {
        self.sha256
    }

    /// SHA-256 of the JPEG file, hexadecimal.
    pub fn sha256_hex(&self) -> String {
        hex(&self.sha256)
    }
}

/// Sizes only: a photo must not find its way into a log.
impl fmt::Debug for Photo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Photo")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("bytes", &self.jpeg.len())
            .finish_non_exhaustive()
    }
}

/// There is no file, or none that can be: nothing that the person does changes it.
fn refused(reason: impl Into<String>) -> SwafotoError {
    SwafotoError::Photo { obstacle: PhotoObstacle::File, reason: reason.into() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
