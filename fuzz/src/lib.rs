//! What strangers hand us, made up without end: a target for each reader. None may panic, hang or take what is not there.
//!
//! A target takes any bytes and panics where a promise is broken. `cargo xtask fuzz` runs them; the bytes that broke one lie in
//! `regressions/TARGET` once it is mended, and are tried first.

mod frames;
mod network;
mod pictures;
mod policy;
mod receipt;
mod video;

pub use frames::frames;
pub use network::onnx;
pub use pictures::{jpeg, png};
pub use policy::policies;
pub use receipt::receipts;
pub use video::y4m;
