//! A Rust that builds for phones and browsers, from a Debian release that has `std` for both.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{root, run_command};
use crate::debian_root::DebianRoot;

/// It rolls, so the versions are whatever it has on the day. Its clang and lld know Android and iOS.
const SUITE: &str = "sid";
const PACKAGES: [&str; 9] =
    ["cargo", "clang", "coreutils", "dash", "gcc", "libc6-dev", "lld", "llvm", "rust-src"];

/// For a browser, `std` comes built.
const WEB_NAME: &str = "rust-for-web-sid";
const WEB_PACKAGES: [&str; 7] =
    ["cargo", "coreutils", "dash", "gcc", "libc6-dev", "libstd-rust-dev-wasm32", "lld"];

/// For ARM's processors under an emulator, too.
const ARM_NAME: &str = "rust-for-arm-sid";
const ARM_PACKAGES: [&str; 12] = [
    "cargo",
    "coreutils",
    "dash",
    "gcc",
    "gcc-aarch64-linux-gnu",
    "gcc-arm-linux-gnueabihf",
    "libc6-dev",
    "libc6-dev-arm64-cross",
    "libc6-dev-armhf-cross",
    "libstd-rust-dev:arm64",
    "libstd-rust-dev:armhf",
    "qemu-user",
];

/// Compilers in a root of their own, and every crate they will ask for.
pub(crate) struct DebianRust {
    debian: DebianRoot,
}

impl DebianRust {
    /// For browsers: fetches compilers and crates where they are missing.
    pub(crate) fn install_for_web() -> Result<Self, String> {
        Self::install_ready(WEB_NAME, &WEB_PACKAGES)
    }

    /// Whether [`DebianRust::install_for_web`] has nothing to unpack.
    pub(crate) fn is_unpacked_for_web() -> bool {
        DebianRoot::is_unpacked(WEB_NAME, SUITE, &WEB_PACKAGES)
    }

    /// For ARM under an emulator: fetches compilers and crates where they are missing.
    pub(crate) fn install_for_arm() -> Result<Self, String> {
        Self::install_ready(ARM_NAME, &ARM_PACKAGES)
    }

    /// One whose packages bring `std` built, with every crate of ours.
    fn install_ready(name: &str, packages: &[&str]) -> Result<Self, String> {
        let debian = DebianRoot::install(name, SUITE, packages)?;
        fetch(&root()?.join("Cargo.toml"))?;
        Ok(Self { debian })
    }

    /// Whether [`DebianRust::install_for_arm`] has nothing to unpack.
    pub(crate) fn is_unpacked_for_arm() -> bool {
        DebianRoot::is_unpacked(ARM_NAME, SUITE, &ARM_PACKAGES)
    }

    /// For phones: fetches compilers and crates where they are missing.
    pub(crate) fn install() -> Result<Self, String> {
        let debian = DebianRoot::install("rust-for-android-sid", SUITE, &PACKAGES)?;
        // Ours and `std`'s.
        let sources = debian.path("usr/lib/rustlib/src/rust/library/Cargo.toml");
        for manifest in [root()?.join("Cargo.toml"), sources] {
            fetch(&manifest)?;
        }
        Ok(Self { debian })
    }

    /// A program of the release, run on the repository.
    pub(crate) fn command(&self, variables: &[(&str, String)], program: &[&str]) -> Result<Command, String> {
        Ok(self.debian.command(&root()?, "/usr/bin", variables, program))
    }

    /// What every build needs: unstable flags, its own folders, and a linker for build scripts.
    pub(crate) fn variables() -> Result<Vec<(&'static str, String)>, String> {
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        Ok(vec![
            ("RUSTC_BOOTSTRAP", "1".to_owned()),
            ("CARGO_HOME", text(cargo_home()?)),
            ("CARGO_TARGET_DIR", text(root()?.join("target"))),
            // `cc` is a link that Debian's packages make when they are installed, and these are not.
            ("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", "gcc".to_owned()),
            ("HOST_CC", "gcc".to_owned()),
        ])
    }
}

/// Fetches what a workspace asks for, by the machine's own cargo: inside there is no network.
fn fetch(manifest: &Path) -> Result<(), String> {
    let mut fetch = Command::new("cargo");
    fetch.args(["fetch", "--locked", "--quiet", "--manifest-path"]).arg(manifest);
    run_command(fetch.env("CARGO_HOME", cargo_home()?).env("RUSTC_BOOTSTRAP", "1"))
}

/// A home for cargo inside the tree, which is all that lies at the same place inside and outside.
fn cargo_home() -> Result<PathBuf, String> {
    Ok(root()?.join("target/phone-cargo"))
}
