//! The one error type of the crate.

/// Why a call could not be carried out. Nothing is lost by an error: the engine, session and policy it came
/// from stay usable.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SwafotoError {
    /// A frame's description and its bytes contradict each other.
    #[error("frame refused: {field} {reason}")]
    InvalidFrame {
        /// Which part of the frame: `width`, `height`, `row stride`, `y plane` and so on.
        field: &'static str,
        /// What is wrong with it, with the numbers.
        reason: String,
    },
    /// A policy that cannot be used: not readable, unknown to this version, or contradictory.
    #[error("policy refused: {reason}")]
    InvalidPolicy {
        /// What is wrong, with the key or the rule's name.
        reason: String,
    },
    /// A request that no session can meet.
    #[error("request refused: {field} {reason}")]
    InvalidRequest {
        /// Which part of the request: `limit`, `still size` or `text`.
        field: &'static str,
        /// What is wrong with it, with the numbers.
        reason: String,
    },
    /// A network that cannot be loaded.
    #[error("model {model} cannot be loaded: {reason}")]
    InvalidModel {
        /// The model's name.
        model: String,
        /// What the inference engine said.
        reason: String,
    },
    /// A loaded network failed to run.
    #[error("model {model} failed to run: {reason}")]
    Inference {
        /// The model's name.
        model: String,
        /// What the inference engine said.
        reason: String,
    },
    /// A still from which no photo can be made as the policy asks.
    #[error("photo cannot be made: {reason}")]
    Photo {
        /// What stands in the way.
        obstacle: PhotoObstacle,
        /// The same in words, with the numbers.
        reason: String,
    },
    /// A receipt that cannot be written, signed or read.
    #[error("receipt refused: {reason}")]
    Receipt {
        /// What stands in the way.
        reason: String,
    },
    /// A still that the session did not ask for, or that does not show what its preview did.
    #[error("still refused: {reason}")]
    UnexpectedStill {
        /// What is wrong, with the numbers.
        reason: String,
    },
}

/// What stands in the way of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotoObstacle {
    /// The head and its margins do not fit into a photo of the policy's shape: a greater distance helps.
    Framing,
    /// The file, or what it is made from: nothing that the person does changes it.
    File,
}
