//! The whole screen, decided once: what a phone shows, says and does at each moment of taking a selfie.
//!
//! [`SelfieFlow`] owns the session. Whatever happens goes in as an [`Event`], a frame or a still, each with its time; out comes a
//! [`Turn`]: the [`Screen`] to draw where it is another, the overlay over the camera's picture, what to say and to let the person
//! feel once, and [`Command`]s that only a platform can carry out. Wrappers own the camera, threads, drawing and the system's
//! dialogs, and decide nothing.
//!
//! It has no clock, no thread and no picture of its own, and what a wrapper may do wrong (frames that do not fit, a still that
//! nobody asked for) is dealt with here once: no call returns an error.

mod announcer;
mod camera;
mod card;
mod command;
mod compose;
mod event;
mod flow;
mod funnel;
mod lens;
mod light;
mod outcome;
mod overlay;
mod pace;
mod pictogram;
mod record;
#[cfg(feature = "internals")]
mod script;
mod shape;
#[cfg(test)]
mod tests;
mod view;

pub use command::{Announcement, Command, Haptic, Turn};
pub use event::{CameraInterruption, CameraPermission, CameraProblem, Event, Heat, PreviewArea};
pub use flow::{FlowRequest, Opening, SelfieFlow};
pub use funnel::Step;
pub use outcome::Outcome;
pub use record::record;
#[cfg(feature = "internals")]
pub use script::event_of;
pub use shape::{Ink, Paint, Shape};
pub use view::{Action, Button, Card, Question, Scene, Screen};
