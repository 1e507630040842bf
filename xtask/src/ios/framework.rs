//! The XCFramework, on a Mac with Xcode. Written from Apple's and Cargo's documentation; no Mac has run it yet.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{LIBRARY, OLDEST, PHONE};
use crate::bindings;
use crate::command;
use crate::command::{copy, output, remove, root, run_command};
use crate::swift;

/// The simulator's targets, on Macs with Apple's processors and with Intel's.
const SIMULATORS: [&str; 2] = ["aarch64-apple-ios-sim", "x86_64-apple-ios"];

/// The framework's name in the package and on disk.
const FRAMEWORK: &str = "SwafotoFFI.xcframework";

/// Puts the framework and the Swift generated with it beside `ios/Package.swift`, which then builds as it is.
pub(super) fn beside_package(cargo: &[&str]) -> Result<(), String> {
    let package = root()?.join("ios");
    build(&package.join(FRAMEWORK), cargo)?;
    lay_out(&package)
}

/// Lays out a package in `target/ios-package` whose binary target is the framework at `address`, and the ZIP that must lie
/// there beside it.
pub(super) fn to_release(address: &str, cargo: &[&str]) -> Result<(), String> {
    const RELEASED: &str = "let released: (address: String, checksum: String)? = nil";
    let root = root()?;
    let out = root.join("target/ios-package");
    remove(&out)?;
    let framework = out.join(FRAMEWORK);
    build(&framework, cargo)?;
    let zip = out.join(format!("{FRAMEWORK}.zip"));
    let mut ditto = Command::new("ditto");
    run_command(ditto.args(["-c", "-k", "--sequesterRsrc", "--keepParent"]).arg(&framework).arg(&zip))?;
    let package = out.join("Swafoto");
    copy(&root.join("ios"), &package)?;
    lay_out(&package)?;
    let mut sum = Command::new("swift");
    let checksum = output(sum.args(["package", "compute-checksum"]).arg(&zip).current_dir(root.join("ios")))?;
    let checksum = checksum.trim();
    let manifest = package.join("Package.swift");
    let text =
        std::fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    let filled =
        format!("let released: (address: String, checksum: String)? = (\"{address}\", \"{checksum}\")");
    if !text.contains(RELEASED) {
        return Err(format!("{}: has no line `{RELEASED}` to fill", manifest.display()));
    }
    std::fs::write(&manifest, text.replace(RELEASED, &filled))
        .map_err(|error| format!("{}: {error}", manifest.display()))?;
    eprintln!("upload {} to {address}; its checksum is {checksum}", zip.display());
    eprintln!("the package is in {}", package.display());
    Ok(())
}

/// The generated Swift alone: the header lies in the framework.
fn lay_out(package: &Path) -> Result<(), String> {
    swift::lay_out(&root()?.join("target/bindings"), package)?;
    remove(&package.join("Sources/SwafotoFFI"))
}

fn build(framework: &Path, cargo: &[&str]) -> Result<(), String> {
    let root = root()?;
    let phone = library(PHONE, cargo)?;
    let simulator = root.join("target/ios-framework/simulator/libswafoto_ffi.a");
    if let Some(folder) = simulator.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut lipo = Command::new("lipo");
    lipo.arg("-create").arg("-output").arg(&simulator);
    for target in SIMULATORS {
        lipo.arg(library(target, cargo)?);
    }
    run_command(&mut lipo)?;
    bindings::generate()?;
    // In a folder of its own, since Xcode lays the headers of all of an app's frameworks into one.
    let headers = root.join("target/ios-framework/headers");
    let generated = root.join("target/bindings/swift");
    remove(&headers)?;
    copy(&generated.join("SwafotoFFI.h"), &headers.join("SwafotoFFI/SwafotoFFI.h"))?;
    copy(&generated.join("SwafotoFFI.modulemap"), &headers.join("SwafotoFFI/module.modulemap"))?;
    remove(framework)?;
    let mut create = Command::new("xcodebuild");
    create.arg("-create-xcframework");
    for library in [&phone, &simulator] {
        create.arg("-library").arg(library).arg("-headers").arg(&headers);
    }
    run_command(create.arg("-output").arg(framework))
}

/// The static library of a target, which rustup must have: `rustup target add` says how where it does not.
fn library(target: &str, cargo: &[&str]) -> Result<PathBuf, String> {
    let mut build = Command::new("cargo");
    build.current_dir(root()?).env("IPHONEOS_DEPLOYMENT_TARGET", OLDEST);
    build.args(["rustc", "--target", target]).args(LIBRARY).args(cargo);
    run_command(&mut build)
        .map_err(|error| format!("{error}; where std is missing: rustup target add {target}"))?;
    Ok(command::target()?.join(target).join("dist/libswafoto_ffi.a"))
}
