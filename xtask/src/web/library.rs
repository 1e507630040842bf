//! The library as WebAssembly.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{output, root, run_command, target};
use crate::debian_rust::DebianRust;

const TARGET: &str = "wasm32-unknown-unknown";

/// Files are judged, networks are files of their own, and nothing is asked of the host.
const LIBRARY: [&str; 10] = [
    "--profile",
    "web",
    "--package",
    "swafoto-ffi",
    "--lib",
    "--crate-type",
    "cdylib",
    "--no-default-features",
    "--features",
    "decode",
];

/// Vectors of 128 bits, which every browser of our floor has; a panic ends the instance, and with it every unwinding table.
const FLAGS: &str = "-Ctarget-feature=+simd128,+bulk-memory -Cpanic=abort";

/// Builds it and returns where it lies.
pub(super) fn build(cargo: &[&str]) -> Result<PathBuf, String> {
    // A folder of its own, so that who builds this may go on building the rest.
    let folder = target()?.join("wasm");
    let built = |mut rustc: Command| {
        rustc.args(["rustc", "--locked", "--target", TARGET]).args(LIBRARY);
        rustc.arg("--target-dir").arg(&folder).args(cargo);
        run_command(&mut rustc)
    };
    if has_target() {
        let mut rustc = Command::new("cargo");
        rustc.current_dir(root()?).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS);
        built(rustc)?;
    } else {
        let rust = DebianRust::install_for_web()?;
        let mut variables = DebianRust::variables()?;
        variables.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", FLAGS.to_owned()));
        variables.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld".to_owned()));
        built(rust.command(&variables, &["cargo"])?)?;
    }
    Ok(folder.join(TARGET).join("web/swafoto_ffi.wasm"))
}

/// Whether the machine's own Rust builds for browsers, as after `rustup target add wasm32-unknown-unknown`.
pub(crate) fn has_target() -> bool {
    let folder = output(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_ok_and(|folder| PathBuf::from(folder.trim()).is_dir())
}
