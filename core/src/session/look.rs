//! A frame as slow work sees it.

use std::time::Duration;

use crate::engine::Engine;
use crate::face::Face;
use crate::frame::Frame;
use crate::measure::Sharpness;
use crate::rule::FaceSettings;

/// A frame, and what slow work needs to know about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look<'a> {
    pub(super) engine: &'a Engine,
    pub(super) faces: &'a FaceSettings,
    pub(super) frame: &'a Frame<'a>,
    /// When the frame was taken.
    pub(super) at: Duration,
    /// How long after the frame before it; zero for the first.
    pub(super) gap: Duration,
    /// When the present hold began.
    pub(super) holding_since: Option<Duration>,
    /// The main face; `None` where it is still to be found.
    pub(super) face: Option<&'a Face>,
    /// How sharp that face is.
    pub(super) sharpness: Option<Sharpness>,
}
