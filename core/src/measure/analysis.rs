//! All that was seen in one picture.

use crate::face::{Detection, Ears, Face, FaceShown, HeadCrop, HeadParse};

use super::Measures;

/// What was seen in one picture.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The main face.
    pub face: Option<Face>,
    /// The main face's aligned crop.
    pub head: Option<HeadCrop>,
    /// What the parser sees in the crop.
    pub parse: Option<HeadParse>,
    /// Which places of the face in the crop show.
    pub shown: Option<FaceShown>,
    /// What shows of the main face's ears.
    pub ears: Ears,
    /// Every confirmed face, the main one first.
    pub detections: Vec<Detection>,
    /// What was measured.
    pub measures: Measures,
}
