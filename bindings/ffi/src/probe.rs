//! What only the tests of the bindings need. Never part of a library that ships.

use crate::core_types::{Hint, Point2, Stage, State};
use crate::error::SwafotoError;
use crate::frame::{FrameFacts, Yuv420Format};
use crate::guard::guarded;
use crate::live::{Kind, Live};
use crate::screen_types::Event;
use crate::update::{Outline, Update};

/// Objects that live on this side of the boundary.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct LiveObjects {
    /// Engines.
    pub engines: u64,
    /// Policies.
    pub policies: u64,
    /// Sessions.
    pub sessions: u64,
    /// Captures.
    pub captures: u64,
    /// Flows.
    pub flows: u64,
}

/// How many objects live.
#[uniffi::export]
pub fn probe_live_objects() -> LiveObjects {
    LiveObjects {
        engines: Live::count(Kind::Engine),
        policies: Live::count(Kind::Policy),
        sessions: Live::count(Kind::Session),
        captures: Live::count(Kind::Capture),
        flows: Live::count(Kind::Flow),
    }
}

/// Where the bytes lie, as this side sees it: the address the caller knows, unless somebody copied them.
#[uniffi::export]
pub fn probe_address(bytes: &[u8]) -> u64 {
    bytes.as_ptr() as u64
}

/// Takes nothing and gives nothing: what a call costs.
#[uniffi::export]
pub fn probe_nothing() {}

/// Takes a frame and looks at its first byte only: what a frame costs.
#[uniffi::export]
pub fn probe_first_byte(bytes: &[u8]) -> u8 {
    bytes.first().copied().unwrap_or_default()
}

/// Panics.
///
/// # Errors
/// [`SwafotoError::Internal`], always.
#[uniffi::export]
pub fn probe_panic() -> Result<(), SwafotoError> {
    #[allow(clippy::panic, reason = "the tests ask for it")]
    guarded(|| panic!("asked for by a test"))
}

/// Takes what a preview takes and gives what a preview gives, but does not look: what the boundary costs a frame.
///
/// # Errors
/// [`SwafotoError::InvalidFrame`] as a preview would.
#[uniffi::export]
pub fn probe_preview(
    y: &[u8],
    u: &[u8],
    v: &[u8],
    format: Yuv420Format,
    facts: FrameFacts,
) -> Result<Update, SwafotoError> {
    guarded(|| {
        let frame = format.frame(y, u, v, &facts)?;
        let corner = Point2::new(frame.width() as f32, frame.height() as f32);
        Ok(Update {
            state: State::Guiding,
            hint: Some(Hint::MoveCloser),
            progress: 0.5,
            capture: false,
            outline: Outline(vec![corner; swafoto::face::FACE_OVAL.len()]),
            ran: vec![Stage::Mesh, Stage::Head],
            ask_covering: false,
            help: Vec::new(),
            explains_retake: false,
            ending: None,
            reasons: Vec::new(),
            reasons_unassessed: false,
        })
    })
}

/// The event that a line of `tests/screens/states.script` tells of, such as `problem in-use`; nothing where it is none.
#[uniffi::export]
pub fn probe_event(line: &str) -> Option<Event> {
    swafoto::screen::event_of(line).map(Event::from)
}
