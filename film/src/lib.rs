//! Films of a person before a front camera, made from one photograph.
//!
//! A case (`tests/cases/NAME.json`) says as data what happens: when the glasses come off, when the light is turned on.
//! [`Film`] draws it, frame by frame, always the same: the person as dressed and posed at that moment, seen by a phone in a
//! hand that trembles, through a lens and a sensor. Every language's tests replay the same files.

mod camera;
mod case;
mod film;
mod lens;
mod noise;
mod pixels;
mod portrait;
mod scene;
mod sensor;
mod wear;
mod y4m;

pub use case::{Case, Expectation, Request, Source};
pub use film::{Film, FilmError};
pub use noise::Noise;
pub use pixels::{bilinear, scaled};
pub use portrait::Portrait;
pub use scene::{Channel, Keyframe, Moment, Script};
pub use y4m::{Picture, Video};
