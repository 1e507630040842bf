//! How far a frame shows what there is to judge.

use std::time::Duration;

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
