//! What `face_shown` is shown of a head crop, and how its answer lies on it.

/// The part of a head crop that the network is shown, in crop pixels: the face from the hair to below the chin.
pub(super) const WINDOW: (usize, usize) = (112, 128);
/// Where the point between the eyes lies in it.
pub(super) const WINDOW_EYES_AT: (f32, f32) = (56.0, 44.0);
/// Crop pixels to a place, in both directions.
pub(super) const STEP: usize = 4;
/// Places across and down.
pub(super) const PLACES: (usize, usize) = (WINDOW.0 / STEP, WINDOW.1 / STEP);
