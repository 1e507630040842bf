//! What is published: compiled TypeScript beside library and networks.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::bindings::{self, Bindings};
use crate::command::{copy, remove, root, run_command};

/// The networks' files, as `NetworkFiles` names them.
const NETWORKS: [&str; 7] = [
    "ear_shown",
    "face_detection_full_range",
    "face_detection_short_range",
    "face_eyes",
    "face_landmark",
    "face_shown",
    "head_parser",
];

/// Where everything goes.
pub(super) fn folder() -> Result<PathBuf, String> {
    Ok(root()?.join("target/web"))
}

/// Puts the package and the page together, of `library` and of what `bindings` says of it.
pub(super) fn assemble(library: &Path, bindings: &Bindings) -> Result<(), String> {
    let (root, out) = (root()?, folder()?);
    let (source, package) = (root.join("bindings/web"), out.join("package"));
    remove(&package)?;
    let files = package.join("files");
    copy(library, &files.join("swafoto.wasm"))?;
    for network in NETWORKS {
        let name = format!("{network}.onnx");
        copy(&root.join("models").join(&name), &files.join(name))?;
    }
    write(&source.join("src/library/manifest.ts"), &manifest(&files)?)?;
    bindings::typescript(&bindings.library, &source.join("src/library/swafoto.ts"))?;
    npm(&source)?;
    // Browsers need no comments, and who reads the types needs them all.
    for output in [&["--removeComments"][..], &["--declaration", "--emitDeclarationOnly", "--stripInternal"]]
    {
        run_command(Command::new("npx").current_dir(&source).args(["--no-install", "tsc"]).args(output))?;
    }
    let compiled = source.join("dist");
    site(&source.join("page"), &compiled, &files, &out.join("page"))?;
    // The page is no part of what apps embed.
    remove(&compiled.join("page"))?;
    copy(&compiled, &package.join("dist"))?;
    remove(&compiled)?;
    for name in ["package.json", "README.md"] {
        copy(&source.join(name), &package.join(name))?;
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"] {
        copy(&root.join(name), &package.join(name))?;
    }
    Ok(())
}

/// The page to try it on: static files, for any server.
fn site(page: &Path, compiled: &Path, files: &Path, out: &Path) -> Result<(), String> {
    remove(out)?;
    copy(page, out)?;
    copy(compiled, &out.join("dist"))?;
    copy(files, &out.join("files"))
}

/// Compiler and test driver, of the versions in `package-lock.json`.
fn npm(source: &Path) -> Result<(), String> {
    let installed = source.join("node_modules/.package-lock.json");
    let modified = |path: &Path| std::fs::metadata(path).and_then(|facts| facts.modified()).ok();
    if modified(&installed) >= modified(&source.join("package-lock.json")) {
        return Ok(());
    }
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run_command(Command::new("npm").current_dir(source).args(options))
}

/// How large each file is, and a name for all of them together: a browser that has kept those of another release lets them go.
fn manifest(files: &Path) -> Result<String, String> {
    let mut names: Vec<String> = NETWORKS.iter().map(|network| format!("{network}.onnx")).collect();
    names.push("swafoto.wasm".to_owned());
    let mut hash = Sha256::new();
    let mut sizes = String::new();
    for name in names {
        let file = files.join(&name);
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        hash.update(&bytes);
        _ = writeln!(sizes, "  '{name}': {},", bytes.len());
    }
    let release: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Ok(format!(
        "/** Written by `cargo xtask web`. */\n\n\
         /** A name for these very files. */\nexport const RELEASE = '{release}';\n\n\
         /** How many bytes each file has. */\nexport const BYTES: Readonly<Record<string, number>> = {{\n{sizes}}};\n"
    ))
}

/// Prints what crosses the wire.
pub(super) fn weigh() -> Result<(), String> {
    let package = folder()?.join("package");
    run_command(Command::new("node").arg(root()?.join("bindings/web/weigh.mjs")).arg(package))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
