//! Data flow one way: no module of the core imports one that comes after it, and no file one that imports it in turn.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The modules, each of which may know those before it. `lib.rs` has the same chain in its documentation.
const CHAIN: [&str; 13] = [
    "error", "geometry", "frame", "raster", "net", "face", "measure", "rule", "words", "engine", "photo",
    "session", "screen",
];

/// The name of each file as a path in the crate, and its text without its tests.
fn files() -> io::Result<BTreeMap<String, String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![root.clone()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if is_source(&path) {
                let text = fs::read_to_string(&path)?;
                let source = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                files.insert(name(path.strip_prefix(&root).unwrap_or(&path)), source.to_owned());
            }
        }
    }
    Ok(files)
}

/// Whether the file at `path` is part of the crate and no test.
fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rs")
        && !["tests.rs", "properties.rs", "script.rs"].iter().any(|tests| path.ends_with(tests))
}

/// `measure/light/mod.rs` is `measure::light`.
fn name(file: &Path) -> String {
    let module: PathBuf = match file.parent() {
        Some(folder) if file.ends_with("mod.rs") => folder.into(),
        _ => file.with_extension(""),
    };
    module.to_string_lossy().replace(['/', '\\'], "::")
}

/// The paths that a file imports, in full: braces taken apart, `super` and `crate` resolved.
fn imports(module: &str, source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for start in source.match_indices("use ").map(|(at, _)| at) {
        let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
        if !source[line_start..start].trim_start().is_empty()
            && !source[line_start..start].trim_start().starts_with("pub")
        {
            continue;
        }
        let statement = source[start + 4..].split(';').next().unwrap_or_default();
        // What a thing is called here does not matter.
        let statement: String = statement.replace(" as ", "@").split_whitespace().collect();
        expand("", &statement, &mut found);
    }
    found.iter().filter_map(|path| resolve(module, path)).collect()
}

/// `a::{b, c::{d}}` is `a::b` and `a::c::d`.
fn expand(prefix: &str, tree: &str, found: &mut Vec<String>) {
    let Some(open) = tree.find('{') else {
        let path = format!("{prefix}{}", tree.split('@').next().unwrap_or_default());
        found.push(path.trim_end_matches("::self").to_owned());
        return;
    };
    let prefix = format!("{prefix}{}", &tree[..open]);
    let (mut depth, mut part) = (0, String::new());
    for letter in tree[open + 1..].chars() {
        match letter {
            ',' | '}' if depth == 0 => {
                if !part.is_empty() {
                    expand(&prefix, &part, found);
                }
                part.clear();
            }
            _ => {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                part.push(letter);
            }
        }
    }
}

fn resolve(module: &str, path: &str) -> Option<String> {
    if let Some(path) = path.strip_prefix("crate::") {
        return Some(path.to_owned());
    }
    let mut here: Vec<&str> = module.split("::").collect();
    let mut rest = path;
    while let Some(path) = rest.strip_prefix("super::") {
        here.pop()?;
        rest = path;
    }
    (rest != path).then(|| [&here[..], &[rest]].concat().join("::"))
}

/// The file that a path leads to: the longest part of it that is one.
fn file_of<'f>(path: &str, files: &'f BTreeMap<String, String>) -> Option<&'f str> {
    let parts: Vec<&str> = path.split("::").collect();
    (1..=parts.len())
        .rev()
        .find_map(|length| files.get_key_value(&parts[..length].join("::")).map(|(name, _)| name.as_str()))
}

fn top(path: &str) -> &str {
    path.split("::").next().unwrap_or_default()
}

#[test]
fn no_module_knows_one_that_comes_after_it() {
    let place = |module: &str| CHAIN.iter().position(|name| *name == module);
    let mut upward = Vec::new();
    for (module, source) in files().unwrap() {
        let Some(own) = place(top(&module)) else { continue };
        // A path that is written out counts like an import.
        let written = source.match_indices("crate::").map(|(at, _)| {
            let path: String =
                source[at + 7..].chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect();
            (path, source[..at].rsplit('\n').next().unwrap_or_default().trim_start().starts_with("//"))
        });
        let written = written.filter(|(_, in_comment)| !in_comment).map(|(path, _)| path);
        for path in imports(&module, &source).into_iter().chain(written) {
            if place(top(&path)).is_some_and(|other| other > own) {
                upward.push(format!("{module} imports {path}"));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn no_file_imports_one_that_imports_it() {
    let files = files().unwrap();
    let mut graph: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (module, source) in &files {
        for path in imports(module, source) {
            // What a file has from the module that it is part of stands there for all of its files, and a module and the
            // files that make it up are no circle either.
            let within =
                |inner: &str, outer: &str| inner == outer || inner.starts_with(&format!("{outer}::"));
            if let Some(file) = file_of(&path, &files)
                && !within(module, file)
                && !within(file, module)
            {
                graph.entry(module).or_default().insert(file);
            }
        }
    }
    // Take away what imports nothing that is left, and what nothing left imports, until only circles are.
    while let Some(end) = graph.iter().find_map(|(from, to)| {
        let leads_on = to.iter().any(|file| graph.contains_key(file));
        let is_reached = graph.values().any(|to| to.contains(from));
        (!leads_on || !is_reached).then_some(*from)
    }) {
        graph.remove(end);
        graph.values_mut().for_each(|to| _ = to.remove(end));
    }
    assert!(graph.is_empty(), "circles: {graph:#?}");
}

#[test]
fn the_reader_of_imports_reads() {
    let source =
        "use super::plane::{Plane, RgbPlane};\nuse crate::face::{self, landmarks::COUNT};\nuse std::fmt;\n";
    let read = imports("raster::warp", source);
    assert_eq!(read, ["raster::plane::Plane", "raster::plane::RgbPlane", "face", "face::landmarks::COUNT"]);
    let files = files().unwrap();
    assert!(files.len() > 60 && CHAIN.iter().all(|module| files.contains_key(*module)));
}
