//! The bindings' tests in Swift.

use std::path::Path;
use std::process::Command;

use crate::bindings::Bindings;
use crate::command::{copy, installed, remove, root, run_command};
use crate::debian_root::DebianRoot;

/// The Debian release that has Swift 6, and what its compiler needs to build and run a package.
const SUITE: &str = "trixie";
const PACKAGES: [&str; 6] = ["swiftlang", "bash", "coreutils", "dash", "libc6-dev", "libstdc++-14-dev"];

/// Builds a package of the generated sources and `tests/swift`, and runs its tests.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    let root = root()?;
    let package = root.join("target/swift");
    lay_out(&root, bindings, &package)?;
    let library = bindings.folder.to_string_lossy().into_owned();
    let package = package.to_string_lossy().into_owned();
    let link = format!("-L{library}");
    let program = ["swift", "test", "--package-path", &package, "-Xlinker", &link];
    let variables =
        [("LD_LIBRARY_PATH", library.clone()), ("SWAFOTO_ROOT", root.to_string_lossy().into_owned())];
    if installed("swift") {
        return run_command(Command::new(program[0]).args(&program[1..]).envs(variables));
    }
    let debian = DebianRoot::install("swift-6-trixie", SUITE, &PACKAGES)?;
    run_command(&mut debian.command(&root, "/usr/libexec/swift/bin:/usr/bin", &variables, &program))
}

/// Lays the generated sources beside the tests: a Swift package takes no sources from outside of its folder.
fn lay_out(root: &Path, bindings: &Bindings, package: &Path) -> Result<(), String> {
    let (generated, tests) = (bindings.sources.join("swift"), root.join("tests/swift"));
    remove(&package.join("Sources"))?;
    remove(&package.join("Tests"))?;
    copy(&tests.join("Package.swift"), &package.join("Package.swift"))?;
    copy(&tests.join("Tests"), &package.join("Tests"))?;
    let sources = package.join("Sources");
    for (from, to) in [
        ("SwafotoBindings.swift", "SwafotoBindings/SwafotoBindings.swift"),
        ("SwafotoFFI.h", "SwafotoFFI/SwafotoFFI.h"),
        ("SwafotoFFI.modulemap", "SwafotoFFI/module.modulemap"),
    ] {
        copy(&generated.join(from), &sources.join(to))?;
    }
    Ok(())
}
