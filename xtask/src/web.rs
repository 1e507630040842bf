//! The npm package `@swafoto/web`: the library as WebAssembly, its TypeScript, and the page to try it on.

mod bench;
mod library;
mod package;
mod test;

pub(crate) use bench::bench;
pub(crate) use library::has_target as library_can_be_built;
pub(crate) use test::{chromium_installed, test};

use crate::bindings::Bindings;
use crate::command::split_for_cargo;

/// Builds the package and the page into `target/web`, and says what they weigh.
pub(crate) fn build(arguments: &[&str]) -> Result<(), String> {
    let (own, cargo) = split_for_cargo(arguments);
    if !own.is_empty() {
        return Err("usage: cargo xtask web [-- CARGO OPTIONS]".to_owned());
    }
    let bindings = crate::bindings::for_tests(false)?;
    assemble(&bindings, cargo)?;
    package::weigh()
}

/// As [`build`], with the library that the tests of other languages call described already.
fn assemble(bindings: &Bindings, cargo: &[&str]) -> Result<(), String> {
    let library = library::build(cargo)?;
    package::assemble(&library, bindings)
}
