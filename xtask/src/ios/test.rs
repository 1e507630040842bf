//! The iOS package's tests, on Linux: camera and screen run on fakes of Apple's frameworks, the rest is type-checked.

use std::path::{Path, PathBuf};

use crate::bindings::Bindings;
use crate::command::{copy, remove, root};
use crate::swift;

/// Runs the tests of `ios/` against the host's library and the frameworks in `tests/ios/fakes`, then compiles what only a phone
/// can run against the declarations beside them.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    if cfg!(target_os = "macos") {
        return Err("the tests of ios/ run on Linux: on a Mac, Xcode builds the package".to_owned());
    }
    let root = root()?;
    let package = root.join("target/ios");
    for folder in ["Sources", "Tests"] {
        remove(&package.join(folder))?;
        copy(&root.join("ios").join(folder), &package.join(folder))?;
    }
    copy(&root.join("ios/Package.swift"), &package.join("Package.swift"))?;
    remove(&package.join("Fakes"))?;
    copy(&root.join("tests/ios/fakes"), &package.join("Fakes"))?;
    // The same reader of films as the bindings' own tests have, and the sample's form.
    let shared =
        ["tests/swift/Tests/SwafotoBindingsTests/Films.swift", "ios/Sample/Sources/Registration.swift"];
    for file in shared.map(|file| root.join(file)) {
        let name = file.file_name().ok_or("a shared file has no name")?;
        copy(&file, &package.join("Tests/SwafotoTests").join(name))?;
    }
    swift::lay_out(&bindings.sources, &package)?;
    swift::test_package(bindings, &package)?;
    check_types(&root, &package)
}

/// Compiles camera and screen, then the sample app, as if Apple's frameworks were there. The sample uses what exists only
/// where they are, so that nothing is passed over unseen.
fn check_types(root: &Path, package: &Path) -> Result<(), String> {
    let (built, checked) = (package.join(".build/debug"), package.join("checked"));
    remove(&checked)?;
    std::fs::create_dir_all(&checked).map_err(|error| format!("{}: {error}", checked.display()))?;
    let camera = swift::files(&package.join("Sources/SwafotoCamera"))?;
    let sample = swift::files(&root.join("ios/Sample/Sources"))?;
    for (module, sources) in [("SwafotoCamera", camera), ("Sample", sample)] {
        let searched = [
            checked.clone(),
            root.join("tests/ios/declarations"),
            built.join("Modules"),
            package.join("Sources/SwafotoFFI"),
        ];
        compile(module, &sources, &searched, &checked)?;
    }
    eprintln!("camera, screen and sample hold against the declarations of Apple's frameworks");
    Ok(())
}

/// Compiles a module as far as an object file, which no linker sees.
fn compile(module: &str, sources: &[PathBuf], searched: &[PathBuf], out: &Path) -> Result<(), String> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut words: Vec<String> =
        ["swiftc", "-swift-version", "6", "-warnings-as-errors", "-parse-as-library"]
            .into_iter()
            // The name that the package manager calls the package by: that of its folder.
            .chain(["-wmo", "-c", "-emit-module", "-package-name", "ios", "-module-name", module])
            .map(str::to_owned)
            .collect();
    words.extend(["-o".to_owned(), text(&out.join(format!("{module}.o")))]);
    words.extend(["-emit-module-path".to_owned(), text(&out.join(format!("{module}.swiftmodule")))]);
    words.extend(["-module-cache-path".to_owned(), text(&out.join("cache"))]);
    words.extend(searched.iter().flat_map(|folder| ["-I".to_owned(), text(folder)]));
    words.extend(sources.iter().map(|source| text(source)));
    swift::run(&words.iter().map(String::as_str).collect::<Vec<_>>(), &[])
}
