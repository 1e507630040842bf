//! Swafoto for Kotlin, Swift, Python and TypeScript, by UniFFI.
//!
//! The crate holds no rule, threshold or text of its own: it hands bytes to the core and what the core says back.
//! What it does add is what a boundary needs:
//!
//! - Pixels are borrowed for the length of a call and never copied ([`SelfieSession::preview_yuv420`]).
//! - One frame at a time: what comes meanwhile is refused, not queued ([`SwafotoError::Busy`]).
//! - Every call that does work returns a [`SwafotoError`], also where the core panics ([`guard`]).
//! - Logs go to whom the app names ([`set_logger`]).

mod analysis;
mod capture;
mod core_types;
mod engine;
mod error;
#[cfg(feature = "decode")]
mod file;
mod flow;
mod frame;
mod guard;
mod live;
mod logging;
mod policy;
#[cfg(feature = "probe")]
mod probe;
mod screen_types;
mod session;
mod update;
#[cfg(target_family = "wasm")]
mod wasm;
mod words;

pub use analysis::Analysis;
pub use capture::{Capture, ReceiptSigner};
pub use core_types::*;
pub use engine::{Engine, NetworkFiles};
#[cfg(feature = "decode")]
pub use error::FileFault;
pub use error::SwafotoError;
pub use flow::{FlowRequest, PolicyChoice, SelfieFlow};
pub use frame::{FrameFacts, PackedFormat, Yuv420Format};
pub use guard::guarded;
pub use logging::{LogLevel, LogSink, set_logger};
pub use policy::{Policy, PolicyRule, default_policy_name, preset_names};
#[cfg(feature = "probe")]
pub use probe::probe_event;
pub use screen_types::*;
pub use session::{PictureSize, SelfieSession, SessionListener, SessionRequest};
pub use update::{Outline, Update};
pub use words::{
    ending_name, hint_name, hint_text, language_from_tag, rule_name, rule_reason, state_name, unit_suffix,
};

uniffi::setup_scaffolding!("swafoto");

/// The SDK's version, such as `0.1.0`.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
