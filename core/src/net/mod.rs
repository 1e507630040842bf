//! Neural networks: loading and running them. What their numbers mean is the business of [`crate::face`].

mod chain;
mod constant;
mod error;
mod fact;
mod graph;
mod network;
mod onnx;
mod rest;

#[cfg(feature = "internals")]
pub use chain::{StepFacts, multiply_in_registers};
pub use fact::ModelFact;
pub use network::{Network, Outputs, Progress, Run, Stepwise};

/// The probability that a logit stands for, `0..=1`.
pub(crate) fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}
