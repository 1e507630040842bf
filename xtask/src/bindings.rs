//! The library behind UniFFI, and the Kotlin, Swift and Python that call it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{copy, remove, root, run_command};

/// What `cargo test` and the tests of the bindings are built with: files are judged, and the tests look inside. One
/// set of packages and features for both, so that nothing is built twice.
pub(crate) const TESTED: [&str; 3] = ["--workspace", "--features", "swafoto-ffi/decode,swafoto-ffi/probe"];

/// A built library and the sources generated from it.
pub(crate) struct Bindings {
    /// The folder of the library.
    pub(crate) folder: PathBuf,
    /// The library.
    pub(crate) library: PathBuf,
    /// The folder with a folder of sources for each language.
    pub(crate) sources: PathBuf,
}

/// Generates what ships into `target/bindings`.
pub(crate) fn generate() -> Result<(), String> {
    let bindings = build(&["--release", "--package", "swafoto-ffi"], "release", "bindings")?;
    eprintln!("Kotlin, Swift and Python are in {}", bindings.sources.display());
    Ok(())
}

/// What the tests call, in `target/tested-bindings`: the library that `cargo test` built, or one optimised as it ships.
pub(crate) fn for_tests(optimised: bool) -> Result<Bindings, String> {
    if optimised {
        let build_only = ["--release", "--package", "swafoto-ffi", TESTED[1], TESTED[2]];
        build(&build_only, "release", "tested-bindings")
    } else {
        build(&TESTED, "debug", "tested-bindings")
    }
}

/// Has the films of `tests/cases` written into `target/cases`, which the tests of every language replay; unless they are
/// there and no case is newer. `cargo test` writes them anew whenever it runs.
pub(crate) fn films() -> Result<(), String> {
    let root = root()?;
    let films = root.join("target/cases");
    let modified = |path: &Path| std::fs::metadata(path).and_then(|facts| facts.modified()).ok();
    let cases = std::fs::read_dir(root.join("tests/cases")).map_err(|error| error.to_string())?;
    let cases = cases.flatten().map(|entry| entry.path());
    let mut stale =
        cases.filter(|case| case.extension().is_some_and(|ending| ending == "json")).filter(|case| {
            let film = films.join(case.file_stem().unwrap_or_default()).join("case.json");
            modified(&film) < modified(case)
        });
    if stale.next().is_none() {
        return Ok(());
    }
    // Not by `cargo run`, which knows no workspace and would build the networks' library once more with other features.
    run_command(Command::new("cargo").current_dir(&root).arg("build").args(TESTED))?;
    let program = root.join("target/debug/sequences").with_extension(std::env::consts::EXE_EXTENSION);
    run_command(Command::new(program).current_dir(&root).arg("--out").arg(films))
}

fn build(arguments: &[&str], profile: &str, sources: &str) -> Result<Bindings, String> {
    let root = root()?;
    run_command(Command::new("cargo").current_dir(&root).arg("build").args(arguments))?;
    let folder = root.join("target").join(profile);
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let library = folder.join(format!("{prefix}swafoto_ffi{suffix}"));
    let sources = root.join("target").join(sources);
    for language in ["kotlin", "swift", "python"] {
        let out = sources.join(language);
        // What a former version generated must not be compiled with what this one does.
        remove(&out)?;
        let mut generator = Command::new("cargo");
        generator.current_dir(&root).args(["run", "--quiet", "--bin", "uniffi-bindgen"]);
        // Of all packages with their features, as `cargo test` and maturin ask for it: so it is built once.
        if profile == "release" {
            generator.args(["--release", "--package", "swafoto-bindgen"]);
        }
        generator.args(["--", "generate", "--no-format", "--language", language, "--out-dir"]).arg(&out);
        run_command(generator.arg(&library))?;
    }
    Ok(Bindings { folder, library, sources })
}

/// Has the TypeScript of `library`, the sides of a browser, written into `file`.
pub(crate) fn typescript(library: &Path, file: &Path) -> Result<(), String> {
    let mut generator = Command::new("cargo");
    generator.current_dir(root()?).args(["run", "--quiet", "--bin", "uniffi-bindgen", "--", "typescript"]);
    run_command(generator.arg(library).arg(file))
}

impl Bindings {
    /// Lays the Python package out as its wheel has it, in a folder to import it from.
    pub(crate) fn python_package(&self, root: &Path) -> Result<PathBuf, String> {
        let folder = root.join("target/python");
        let native = folder.join("swafoto/_native");
        remove(&folder)?;
        copy(&root.join("bindings/python/python/swafoto"), &folder.join("swafoto"))?;
        copy(&self.sources.join("python/swafoto.py"), &native.join("swafoto.py"))?;
        let library = self.library.file_name().ok_or("the library has no name")?;
        copy(&self.library, &native.join(library))?;
        let init = native.join("__init__.py");
        std::fs::write(&init, "from .swafoto import *\n")
            .map_err(|error| format!("{}: {error}", init.display()))?;
        Ok(folder)
    }
}
