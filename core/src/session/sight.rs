//! How far a frame shows what there is to judge.

use std::time::Duration;

use crate::face::Face;
use crate::measure::Measures;

use super::stage::Stage;

/// How much is known of a frame's main face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// There is no face.
    NoFace,
    /// Something has not been looked at yet.
    Partial,
    /// Everything has been looked at; the oldest frame that a number rests on was taken at `oldest`.
    Whole { oldest: Duration },
}

/// What was seen in one frame.
#[derive(Debug)]
pub(super) struct Seen {
    /// The main face.
    pub(super) face: Option<Face>,
    /// The newest value of everything.
    pub(super) measures: Measures,
    /// How much of it is known.
    pub(super) sight: Sight,
    /// The face was found anew, so that it may be somebody else's.
    pub(super) another_face: bool,
    /// What was computed.
    pub(super) ran: Vec<Stage>,
}
