//! UniFFI's generator, of the very version the library was built with: `cargo xtask bindings` runs it.
//!
//! `uniffi-bindgen typescript LIBRARY FILE` writes what UniFFI has no language for.

mod typescript;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["typescript", library, file] => match typescript::generate(library.as_ref(), file.as_ref()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        },
        _ => {
            uniffi::uniffi_bindgen_main();
            ExitCode::SUCCESS
        }
    }
}
