//! How many of our objects live, so that tests in other languages can prove that none is left behind.

use std::sync::atomic::{AtomicU64, Ordering};

/// Kinds of objects that are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Engine,
    Policy,
    Session,
    Capture,
    Flow,
}

static COUNTS: [AtomicU64; 5] = [const { AtomicU64::new(0) }; 5];

/// Lies in an object and counts it from its making to its end.
#[derive(Debug)]
pub(crate) struct Live(Kind);

impl Live {
    pub(crate) fn new(kind: Kind) -> Self {
        COUNTS[kind as usize].fetch_add(1, Ordering::Relaxed);
        Self(kind)
    }

    /// Objects of `kind` that live.
    #[cfg(feature = "probe")]
    pub(crate) fn count(kind: Kind) -> u64 {
        COUNTS[kind as usize].load(Ordering::Relaxed)
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        COUNTS[self.0 as usize].fetch_sub(1, Ordering::Relaxed);
    }
}
