//! Swift: the compiler, and the bindings' tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings::Bindings;
use crate::command::{copy, installed, remove, root, run_command};
use crate::debian_root::DebianRoot;

/// The Debian release that has Swift 6, and what its compiler needs to build and run a package.
const SUITE: &str = "trixie";
const PACKAGES: [&str; 6] = ["swiftlang", "bash", "coreutils", "dash", "libc6-dev", "libstdc++-14-dev"];

/// The folder that they are unpacked into.
const ROOT: &str = "swift-6-trixie";

/// Whether Debian's Swift is unpacked.
pub(crate) fn is_unpacked() -> bool {
    DebianRoot::is_unpacked(ROOT, SUITE, &PACKAGES)
}

/// Unpacks Debian's Swift.
pub(crate) fn install() -> Result<(), String> {
    DebianRoot::install(ROOT, SUITE, &PACKAGES).map(drop)
}

/// Builds a package of the generated sources and `tests/swift`, and runs its tests.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    let root = root()?;
    let package = root.join("target/swift");
    let tests = root.join("tests/swift");
    remove(&package.join("Sources"))?;
    remove(&package.join("Tests"))?;
    copy(&tests.join("Package.swift"), &package.join("Package.swift"))?;
    copy(&tests.join("Tests"), &package.join("Tests"))?;
    lay_out(&bindings.sources, &package)?;
    test_package(bindings, &package)
}

/// Lays the generated sources into a package, which takes no sources from outside of its folder.
pub(crate) fn lay_out(generated: &Path, package: &Path) -> Result<(), String> {
    let (generated, sources) = (generated.join("swift"), package.join("Sources"));
    for (from, to) in [
        ("SwafotoBindings.swift", "SwafotoBindings/SwafotoBindings.swift"),
        ("SwafotoFFI.h", "SwafotoFFI/SwafotoFFI.h"),
        ("SwafotoFFI.modulemap", "SwafotoFFI/module.modulemap"),
    ] {
        copy(&generated.join(from), &sources.join(to))?;
    }
    Ok(())
}

/// Builds a package against the library of `bindings` and runs its tests.
pub(crate) fn test_package(bindings: &Bindings, package: &Path) -> Result<(), String> {
    let (library, package) = (bindings.folder.to_string_lossy(), package.to_string_lossy());
    let link = format!("-L{library}");
    let variables = [
        ("LD_LIBRARY_PATH", library.clone().into_owned()),
        ("SWAFOTO_ROOT", root()?.to_string_lossy().into_owned()),
    ];
    run(&["swift", "test", "--package-path", &package, "-Xlinker", &link], &variables)
}

/// Runs a program of Swift's tools: the machine's own where there are any, else Debian's.
pub(crate) fn run(program: &[&str], variables: &[(&str, String)]) -> Result<(), String> {
    if installed("swift") {
        let variables = variables.iter().map(|(name, value)| (*name, value));
        return run_command(Command::new(program[0]).args(&program[1..]).envs(variables));
    }
    let debian = DebianRoot::install(ROOT, SUITE, &PACKAGES)?;
    run_command(&mut debian.command(&root()?, "/usr/libexec/swift/bin:/usr/bin", variables, program))
}

/// Every Swift file under `folder`, in the order of their names.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let explain = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(explain)? {
        let path = entry.map_err(explain)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "swift") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
