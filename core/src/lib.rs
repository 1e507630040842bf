//! Judges a selfie: is it one that an institution will accept, and if not, what should the person do?
//!
//! The crate is a pure function of frames and policy. It reads no file, opens no network connection, asks no
//! clock and knows no platform. Data flows one way through its modules:
//! [`frame`] -> [`raster`] -> [`net`] -> [`face`] -> [`measure`] -> [`rule`] -> [`words`] -> [`engine`] -> [`photo`] ->
//! [`session`] -> [`screen`]. A module may know those before it, never those after it, nor a file of its own one that knows it: a
//! test reads the imports.

pub mod engine;
pub mod error;
pub mod face;
pub mod frame;
pub mod geometry;
pub mod measure;
pub mod photo;
pub mod rule;
pub mod screen;
pub mod session;
pub mod words;

// How pixels become numbers is public for this repository's own bench, annotator and tests only: it changes with every release.
#[cfg(feature = "internals")]
pub mod net;
#[cfg(not(feature = "internals"))]
mod net;
#[cfg(feature = "internals")]
pub mod raster;
#[cfg(not(feature = "internals"))]
mod raster;

pub use engine::{Engine, Models};
pub use error::{PhotoObstacle, SwafotoError};
pub use measure::Analysis;
pub use net::ModelFact;
pub use session::SelfieSession;
