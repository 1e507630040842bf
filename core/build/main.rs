//! Makes functions of the files of words in `core/texts`, and fails with a sentence for each thing that is wrong with them.
#![allow(clippy::print_stdout, reason = "so a build script speaks to cargo")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use form::Form;
use rule::{Hint, RuleId};
use words::{CoveringText, Label, Language, Picture, ScreenText};

mod check;
#[allow(dead_code)] // What only an institution's own words need.
#[path = "../src/words/form.rs"]
mod form;
mod rule;
mod words;
mod write;

/// Where the files stand, as seen from this crate.
const FOLDER: &str = "texts";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rustc-check-cfg=cfg(arm_neon)");
    if has_arm_neon() {
        println!("cargo::rustc-cfg=arm_neon");
    }
    match build() {
        Ok(faults) if faults.is_empty() => ExitCode::SUCCESS,
        Ok(faults) => {
            faults.iter().for_each(|fault| println!("cargo::error={fault}"));
            ExitCode::FAILURE
        }
        Err(error) => {
            println!("cargo::error=the words cannot be built: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether this is for 32-bit ARM with vectors (`src/net/chain/neon.rs`). Every phone that Android's present versions run on has them, though
/// Rust's target does not say so.
fn has_arm_neon() -> bool {
    let is = |name: &str, wanted: &str| {
        env::var(format!("CARGO_CFG_{name}")).is_ok_and(|all| all.split(',').any(|value| value == wanted))
    };
    is("TARGET_ARCH", "arm") && (is("TARGET_OS", "android") || is("TARGET_FEATURE", "neon"))
}

/// Writes the functions, or says what is wrong with the files.
fn build() -> Result<Vec<String>, Box<dyn Error>> {
    let mut files = Vec::new();
    for language in Language::ALL {
        let name = format!("{}.toml", language.tag());
        let source = fs::read_to_string(Path::new(FOLDER).join(&name))
            .map_err(|error| format!("core/{FOLDER}/{name} of {language:?}: {error}"))?;
        files.push((name, source));
    }
    let mut faults = unlisted(&files)?;
    match check::check(&files, &keys()) {
        Ok(texts) if faults.is_empty() => {
            let languages: Vec<_> = Language::ALL.iter().map(|language| format!("{language:?}")).collect();
            let source = write::functions(&languages, &texts, variants);
            fs::write(Path::new(&env::var("OUT_DIR")?).join("texts.rs"), source)?;
        }
        Ok(_) => {}
        Err(more) => faults.extend(more),
    }
    Ok(faults)
}

/// Files that are of no language in the list.
fn unlisted(files: &[(String, String)]) -> io::Result<Vec<String>> {
    let mut faults = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !files.iter().any(|(listed, _)| *listed == name) {
            faults.push(format!(
                "core/{FOLDER}/{name}: no language of core/src/words/language.rs has that tag"
            ));
        }
    }
    Ok(faults)
}

/// The keys that code knows, by table.
fn keys() -> check::Keys {
    let forms = Form::ALL.into_iter().filter(|form| *form != Form::App);
    forms
        .map(|form| (form.table(), variants(form).1.into_iter().map(|(_, key)| key).collect()))
        .collect::<BTreeMap<_, _>>()
}

/// The type that names the texts of a form, and its variants with their keys.
fn variants(form: Form) -> write::Variants {
    macro_rules! list {
        ($kind:ident, $key:ident) => {
            (stringify!($kind), $kind::ALL.iter().map(|name| (format!("{name:?}"), name.$key())).collect())
        };
    }
    match form {
        Form::Hint | Form::HintSpoken => list!(Hint, key),
        Form::Reason | Form::Unassessed => list!(RuleId, name),
        Form::Screen | Form::ScreenSpoken => list!(ScreenText, key),
        Form::Action => list!(Label, key),
        Form::Covering => list!(CoveringText, key),
        Form::Picture => list!(Picture, key),
        Form::App => ("", Vec::new()),
    }
}
