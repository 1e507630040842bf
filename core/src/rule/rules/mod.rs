//! The rows of the catalogue, a file for each topic.

pub(super) mod background;
pub(super) mod colour;
pub(super) mod covering;
pub(super) mod ears;
pub(super) mod expression;
pub(super) mod eyes;
pub(super) mod framing;
pub(super) mod light;
pub(super) mod pose;
pub(super) mod sharpness;
