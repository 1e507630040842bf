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
    copy(files, &out.join("files"))?;
    // What the service worker keeps from the first visit on; the large files keep themselves.
    let mut kept = vec!["./".to_owned()];
    list(out, out, &mut kept)?;
    kept.retain(|path| !path.starts_with("files/") && !path.ends_with(".d.ts") && path != "sw.js");
    kept.sort_unstable();
    let list: Vec<String> = kept.iter().map(|path| format!("  \"{path}\"")).collect();
    write(&out.join("kept.json"), &format!("[\n{}\n]\n", list.join(",\n")))
}

/// Every file in `folder`, by its path from `root`.
fn list(root: &Path, folder: &Path, paths: &mut Vec<String>) -> Result<(), String> {
    let explain = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in std::fs::read_dir(folder).map_err(explain)? {
        let path = entry.map_err(explain)?.path();
        if path.is_dir() {
            list(root, &path, paths)?;
        } else if let Ok(path) = path.strip_prefix(root) {
            paths.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
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
    let mut names: Vec<(String, String)> =
        NETWORKS.iter().map(|network| (lower_camel(network), format!("{network}.onnx"))).collect();
    names.push(("library".to_owned(), "swafoto.wasm".to_owned()));
    let hexadecimal = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut all = Sha256::new();
    let mut rows = String::new();
    for (key, name) in names {
        let file = files.join(&name);
        let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        all.update(&bytes);
        let hash = hexadecimal(&Sha256::digest(&bytes));
        _ = writeln!(rows, "  {key}: {{ bytes: {}, sha256: '{hash}' }},", bytes.len());
    }
    let release = hexadecimal(&all.finalize()[..8]);
    Ok(format!(
        "/** Written by `cargo xtask web`. */\n\n\
         /** A name for these very files. */\nexport const RELEASE = '{release}';\n\n\
         /** What each of them is. */\nexport const FILES = {{\n{rows}}} as const;\n"
    ))
}

/// A file's name as TypeScript spells the field of `NetworkFiles` that it fills.
fn lower_camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        name + &head.to_uppercase() + tail
    })
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
