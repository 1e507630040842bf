//! The native libraries for Android: built, checked and measured.

mod abi;
mod elf;
mod stubs;
mod weigh;

use std::path::PathBuf;
use std::process::Command;

use crate::command::{copy, installed, remove, root, run_command, split_for_cargo, target};
use crate::tools::need;
use abi::{ABIS, Abi};

/// The oldest Android we run on (7.0). Android's linker refuses a library that asks for more.
const API: u32 = 24;

/// What every ABI's library is linked with: pages of 16 KB, which Android 15 may have; relocations packed as Android reads
/// them since 6.0; and a SONAME.
const LINK: [&str; 4] = [
    "-Clink-arg=-Wl,--pack-dyn-relocs=android",
    "-Clink-arg=-Wl,-z,max-page-size=16384",
    "-Clink-arg=-Wl,-soname,libswafoto_ffi.so",
    "-Clink-arg=-Wl,--build-id=sha1",
];

/// Builds the library of every ABI, or of the one named, checks it and prints what it weighs. With an NDK
/// (`ANDROID_NDK_HOME`) and cargo-ndk the result ships, in `target/android/jniLibs`. Without, it is linked against stubs:
/// that proves what it needs, and ships nowhere, so it lies in `target/android/check`. What follows `--` goes to cargo.
pub(crate) fn build(arguments: &[&str]) -> Result<(), String> {
    let (own, cargo) = split_for_cargo(arguments);
    let wanted: Vec<&Abi> = match own {
        [] => ABIS.iter().collect(),
        [name] => ABIS.iter().filter(|abi| abi.name == *name).collect(),
        _ => Vec::new(),
    };
    if wanted.is_empty() {
        let names: Vec<&str> = ABIS.iter().map(|abi| abi.name).collect();
        return Err(format!("usage: cargo xtask android [{}] [-- CARGO OPTIONS]", names.join(" | ")));
    }
    let ndk = std::env::var_os("ANDROID_NDK_HOME").map(PathBuf::from).filter(|ndk| ndk.is_dir());
    let stubs = if ndk.is_some() { None } else { Some(stubs::Stubs::install()?) };
    let folder = root()?.join("target/android").join(if ndk.is_some() { "jniLibs" } else { "check" });
    for abi in wanted {
        let built = match &stubs {
            None => with_ndk(abi, cargo)?,
            Some(stubs) => stubs.build(abi, cargo)?,
        };
        let library = folder.join(abi.name).join("libswafoto_ffi.so");
        copy(&built, &library)?;
        elf::check(&library, abi)?;
        weigh::print(&library, abi)?;
    }
    check_jna()?;
    if stubs.is_some() {
        eprintln!(
            "linked against stubs: a check. For libraries that ship, set ANDROID_NDK_HOME and run this again"
        );
    }
    Ok(())
}

fn with_ndk(abi: &Abi, cargo: &[&str]) -> Result<PathBuf, String> {
    if !installed("cargo-ndk") {
        run_command(Command::new("cargo").args(["install", "--locked", "cargo-ndk"]))?;
    }
    let api = API.to_string();
    let mut ndk = Command::new("cargo");
    ndk.current_dir(root()?).args(["ndk", "--target", abi.name, "--platform", &api, "rustc"]);
    ndk.args(["--profile", "dist", "--package", "swafoto-ffi", "--lib", "--crate-type", "cdylib"]);
    // The symbols are counted and then stripped here, not by cargo.
    ndk.args(["--config", "profile.dist.strip=false"]).args(cargo).args(["--"]).args(LINK);
    run_command(&mut ndk)?;
    built(abi)
}

/// Where cargo leaves a library.
fn built(abi: &Abi) -> Result<PathBuf, String> {
    Ok(target()?.join(abi.target).join("dist/libswafoto_ffi.so"))
}

/// JNA's own native libraries go into the same app, so they must load on the same phones.
fn check_jna() -> Result<(), String> {
    let root = root()?;
    let catalogue = root.join("android/gradle/libs.versions.toml");
    let text =
        std::fs::read_to_string(&catalogue).map_err(|error| format!("{}: {error}", catalogue.display()))?;
    let version = text.lines().find_map(|line| line.strip_prefix("jna = \"")?.strip_suffix('"'));
    let version = version.ok_or_else(|| format!("{}: says no version of JNA", catalogue.display()))?;
    let folder = root.join("target/android/jna");
    remove(&folder)?;
    need("mvn", "maven")?;
    let mut maven = Command::new("mvn");
    maven.args(["--batch-mode", "--no-transfer-progress", "--quiet", "dependency:copy"]);
    maven.arg(format!("-Dartifact=net.java.dev.jna:jna:{version}:aar"));
    run_command(maven.arg(format!("-DoutputDirectory={}", folder.display())))?;
    // An AAR is a ZIP, which Python's own library unpacks.
    let archive = folder.join(format!("jna-{version}.aar"));
    run_command(Command::new("python3").args(["-m", "zipfile", "--extract"]).arg(archive).arg(&folder))?;
    for abi in &ABIS {
        elf::check_pages(&folder.join("jni").join(abi.name).join("libjnidispatch.so"))?;
    }
    eprintln!("JNA {version}: pages of 16 KB on every ABI");
    Ok(())
}
