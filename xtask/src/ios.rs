//! The Swift package of `ios/`: tested here, its library built for phones.

mod check;
mod framework;
mod test;

pub(crate) use test::test;

use crate::command::split_for_cargo;

/// The target of phones.
const PHONE: &str = "aarch64-apple-ios";

/// The oldest iOS we run on, as in `ios/Package.swift`.
const OLDEST: &str = "14.0";

/// How the phone's static library is compiled, the same for what ships and for the check.
const LIBRARY: [&str; 7] =
    ["--profile", "dist", "--package", "swafoto-ffi", "--lib", "--crate-type", "staticlib"];

/// On a Mac builds the XCFramework that ships; elsewhere compiles the phone's library as a check. What follows `--` goes to
/// cargo.
pub(crate) fn build(arguments: &[&str]) -> Result<(), String> {
    let (own, cargo) = split_for_cargo(arguments);
    match own {
        [] if !cfg!(target_os = "macos") => check::compile(cargo),
        _ if !cfg!(target_os = "macos") => Err("an XCFramework is built on a Mac with Xcode".to_owned()),
        [] | ["--local"] => framework::beside_package(cargo),
        ["--url", address] => framework::to_release(address, cargo),
        _ => Err("usage: cargo xtask ios [--local | --url ADDRESS] [-- CARGO OPTIONS]".to_owned()),
    }
}
