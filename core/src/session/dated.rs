//! Values that remember how old they are, so that a hold can be refused to rest on anything older than itself.

use std::time::Duration;

/// A value, and how old it is.
#[derive(Debug)]
pub(super) struct Dated<T> {
    pub(super) value: T,
    /// When the newest frame that the value rests on was taken.
    pub(super) looked_at: Duration,
    /// When the oldest frame that the value rests on was taken.
    pub(super) rests_on: Duration,
}

impl<T> Dated<T> {
    /// A value that rests on the frame of `at` alone.
    pub(super) fn of_one_frame(value: T, at: Duration) -> Self {
        Self { value, looked_at: at, rests_on: at }
    }
}
