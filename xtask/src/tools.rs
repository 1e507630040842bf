//! Programs of Debian's that a verb needs and installs where they are missing.

use std::path::PathBuf;
use std::process::Command;

use crate::command::{installed, run_command};

/// The release of LLVM whose tools read and strip libraries where there is no NDK.
const LLVM: &str = "19";

/// Installs `packages` of the machine's own release.
pub(crate) fn install(packages: &[&str]) -> Result<(), String> {
    run_command(Command::new("apt-get").args(["update", "--quiet"]))?;
    let install = ["install", "--quiet", "--yes", "--no-install-recommends"];
    run_command(Command::new("apt-get").args(install).args(packages))
}

/// Installs `package` unless `program` runs.
pub(crate) fn need(program: &str, package: &str) -> Result<(), String> {
    if installed(program) { Ok(()) } else { install(&[package]) }
}

/// Whether Python 3 is there and makes virtual environments, which Debian has in a package of its own.
pub(crate) fn makes_environments() -> bool {
    let python = Command::new("python3").args(["-c", "import ensurepip, venv"]).output();
    python.is_ok_and(|python| python.status.success())
}

/// `llvm-nm`, `llvm-strip` and so on: the NDK's where there is one, else Debian's.
pub(crate) fn llvm(tool: &str) -> Result<PathBuf, String> {
    if let Some(ndk) = std::env::var_os("ANDROID_NDK_HOME").map(PathBuf::from) {
        let hosts = std::fs::read_dir(ndk.join("toolchains/llvm/prebuilt"));
        let tools = hosts
            .into_iter()
            .flatten()
            .flatten()
            .map(|host| host.path().join("bin").join(format!("llvm-{tool}")));
        if let Some(found) = tools.into_iter().find(|tool| tool.exists()) {
            return Ok(found);
        }
    }
    let program = format!("llvm-{tool}-{LLVM}");
    need(&program, &format!("llvm-{LLVM}"))?;
    Ok(program.into())
}
