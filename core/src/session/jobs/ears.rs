//! The ears of the main face, one a step.

use crate::error::SwafotoError;
use crate::face::{EarCrop, EarShownNetwork, Ears, Face, Side};
use crate::session::look::Look;

/// The ears, each as it was seen last.
#[derive(Clone, Copy, Debug)]
pub(in crate::session) struct EarsSeen {
    pub(super) ears: Ears,
    /// Which was looked at last.
    newest: Side,
}

/// Ears that are being looked at.
#[derive(Debug)]
pub(super) struct EarsJob {
    network: EarShownNetwork,
    due: Vec<EarCrop>,
    seen: EarsSeen,
}

impl EarsJob {
    /// Of ears that were looked at just `before`, the one that had to wait is due, of others both: they take turns as the parser's
    /// views do. None is due where no parser tells what else is on the head.
    pub(super) fn begin(look: &Look<'_>, face: &Face, before: Option<EarsSeen>) -> Self {
        let due = match (look.engine.parser(), before) {
            (None, _) => Vec::new(),
            (Some(_), Some(before)) => vec![before.newest.other()],
            (Some(_), None) => vec![Side::Right, Side::Left],
        };
        Self {
            network: look.engine.ear_shown().clone(),
            due: due.into_iter().filter_map(|side| EarCrop::new(look.frame, face, side)).collect(),
            seen: before.unwrap_or(EarsSeen { ears: Ears::default(), newest: Side::Left }),
        }
    }

    /// Whether an ear is still to be looked at.
    pub(super) fn is_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// Looks at the next ear that is due.
    pub(super) fn advance(mut self) -> Result<Self, SwafotoError> {
        let Some(crop) = self.due.pop() else { return Ok(self) };
        let newest = crop.side;
        let ears = self.seen.ears.with(newest, self.network.look(crop)?);
        Ok(Self { seen: EarsSeen { ears, newest }, ..self })
    }

    /// What is known of them.
    pub(super) fn seen(&self) -> EarsSeen {
        self.seen
    }
}
