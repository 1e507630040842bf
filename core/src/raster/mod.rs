//! One pass from a frame's own bytes to a network's input or a small plane: crop, turn, scale and colour at once.

mod decimate;
mod patch;
mod plane;
mod resample;
mod source;
pub(crate) mod srgb;
mod warp;

pub(crate) use decimate::decimated_luma;
pub(crate) use plane::luma;
pub use plane::{LumaPlane, Plane, RgbPlane};
pub use resample::resample;
pub use source::Border;
pub use warp::{ImageTensor, ValueRange, warp_to_plane, warp_to_tensor};
