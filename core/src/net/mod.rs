//! Neural networks: loading and running them. What their numbers mean is the business of [`crate::face`].

mod network;
mod operators;

pub use network::{Network, Outputs};
