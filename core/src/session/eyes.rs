//! What a session sees with. It has one pair, [`Perception`](super::perception::Perception); its tests tell others what to see.

use std::fmt::Debug;
use std::time::Duration;

use crate::error::SwafotoError;
use crate::frame::Frame;
use crate::measure::Analysis;
use crate::net::ModelFact;

use super::likeness::Likeness;
use super::sight::Seen;

/// Sees preview frames one after another, and stills.
pub(super) trait Eyes: Debug + Send {
    /// Looks at a frame. `holding_since` is when the present hold began: whatever is older is renewed first.
    fn look(
        &mut self,
        frame: &Frame<'_>,
        at: Duration,
        holding_since: Option<Duration>,
    ) -> Result<Seen, SwafotoError>;

    /// The newest look at the aligned face, with the time of its frame.
    fn newest_look(&self) -> Option<(Duration, &Likeness)>;

    /// Nothing that was seen counts any longer.
    fn forget(&mut self);

    /// A still came, of so many upright pixels: what the camera promised holds no longer where it is another size.
    fn still_came(&mut self, size: (usize, usize));

    /// Looks at a still all over.
    fn analyse(&self, still: &Frame<'_>) -> Result<Analysis, SwafotoError>;

    /// The networks behind it.
    fn models(&self) -> Vec<ModelFact>;
}
