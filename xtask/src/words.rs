//! The platforms' own files of words, made of `core/texts`: what the system shows before the core runs, or without it.

mod exports;
mod formats;

use std::collections::BTreeMap;
use std::path::Path;

use crate::command::root;
use exports::{EXPORTS, Export, REFERENCE};

/// The texts of a language by table and key, such as `screen.title`.
type Texts = BTreeMap<String, String>;

/// Writes every file anew.
pub(crate) fn generate() -> Result<(), String> {
    let root = root()?;
    for (path, text) in files(&root)? {
        let file = root.join(&path);
        if std::fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        let folder = file.parent().unwrap_or(&root);
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        eprintln!("{path}");
    }
    Ok(())
}

/// Every file by its path from the root, as `core/texts` would have it.
fn files(root: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    for (tag, texts) in languages(root)? {
        for export in EXPORTS {
            for path in paths(export, &tag) {
                files.insert(path, contents(export, &tag, &texts)?);
            }
        }
    }
    Ok(files)
}

/// Where a language's texts belong: those of the reference also where phones in none of our languages look.
fn paths(export: &Export, tag: &str) -> Vec<String> {
    match (tag == REFERENCE, export.reference) {
        (true, folders) if !folders.is_empty() => folders.iter().map(|folder| export.path(folder)).collect(),
        (false, _) if export.only_reference => Vec::new(),
        _ => vec![export.path(&(export.folder)(tag))],
    }
}

fn contents(export: &Export, tag: &str, texts: &Texts) -> Result<String, String> {
    let mut entries = Vec::new();
    for (name, path) in export.texts {
        let text = texts
            .get(*path)
            .ok_or_else(|| format!("core/texts/{tag}.toml has no `{path}`, which `{name}` is"))?;
        entries.push((*name, text.as_str()));
    }
    Ok((export.format)(&format!("core/texts/{tag}.toml"), &entries))
}

/// How a draft begins. Phones choose a language by the files that an app has in it, and no phone may choose a draft.
const DRAFT: &str = "# NEEDS A NATIVE READER";

/// The texts of every language by its tag, but for drafts.
fn languages(root: &Path) -> Result<BTreeMap<String, Texts>, String> {
    let folder = root.join("core/texts");
    let explain = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut languages = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).map_err(explain)? {
        let file = entry.map_err(explain)?.path();
        let tag = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let source =
            std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        if source.starts_with(DRAFT) {
            continue;
        }
        languages.insert(tag, texts(&source).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    Ok(languages)
}

/// What each key stands for first of all: a reason's failure, else its text.
fn texts(source: &str) -> Result<Texts, toml::de::Error> {
    type Tables = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;
    let mut texts = Texts::new();
    for (table, keys) in toml::from_str::<Tables>(source)? {
        for (key, mut fields) in keys {
            if let Some(text) = fields.remove("text") {
                texts.insert(format!("{table}.{key}"), text);
            }
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    #[test]
    fn no_file_is_older_than_the_words() {
        let files = files(&root()).unwrap();
        assert!(files.len() > 9, "{:?}", files.keys());
        for (path, text) in files {
            let there = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
            assert!(there == text, "{path} is stale: run `cargo xtask words`");
        }
    }

    #[test]
    fn no_language_is_left_out_on_any_platform() {
        let files = files(&root()).unwrap();
        let sample = std::fs::read_to_string(root().join("ios/Sample/project.yml")).unwrap();
        let (_, listed) = sample.split_once("CFBundleLocalizations: [").unwrap();
        let listed: Vec<&str> = listed.split(']').next().unwrap().split(", ").collect();
        for (tag, texts) in languages(&root()).unwrap() {
            assert!(listed.contains(&tag.as_str()), "ios/Sample/project.yml does not list {tag}");
            let platforms = [
                ("android/swafoto/src/main/res", "screen.title"),
                ("ios/Sample/Resources", "app.camera-usage"),
            ];
            for (folder, key) in platforms {
                let shown = files.iter().filter(|(path, _)| path.starts_with(folder));
                assert!(shown.into_iter().any(|(_, file)| file.contains(&texts[key])), "{tag}, {folder}");
            }
        }
    }

    #[test]
    fn a_text_that_is_missing_is_named() {
        let texts = texts("[screen.blocked]\ntext = \"No photo yet\"\n").unwrap();
        let faults: Vec<String> =
            EXPORTS.iter().filter_map(|export| contents(export, "en", &texts).err()).collect();
        assert!(faults[0].contains("core/texts/en.toml has no `screen.title`, which `swafoto_title` is"));
    }
}
