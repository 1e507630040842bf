//! Writes the films of `tests/cases`: `sequences --out DIR [--case NAME]... [PHOTO...]`.
//!
//! Without a photograph the films show the portrait in `tests/fixtures`. With photographs, each case is filmed with each of
//! them into `DIR/PHOTO/CASE`.

#![allow(clippy::print_stdout, reason = "a command prints")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use image::RgbImage;
use swafoto_film::{Case, Film};

const USAGE: &str = "usage: sequences --out DIR [--case NAME]... [PHOTO...]";

struct Arguments {
    out: PathBuf,
    cases: Vec<String>,
    photographs: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn arguments() -> Result<Arguments, String> {
    let usage = || USAGE.to_owned();
    let (mut out, mut cases, mut photographs) = (None, Vec::new(), Vec::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--out" => out = Some(PathBuf::from(words.next().ok_or_else(usage)?)),
            "--case" => cases.push(words.next().ok_or_else(usage)?),
            flag if flag.starts_with("--") => return Err(usage()),
            photograph => photographs.push(PathBuf::from(photograph)),
        }
    }
    Ok(Arguments { out: out.ok_or_else(usage)?, cases, photographs })
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let mut cases = Case::all()?;
    if let Some(unknown) = arguments.cases.iter().find(|name| cases.iter().all(|case| case.name != **name)) {
        return Err(format!("there is no case called `{unknown}`"));
    }
    cases.retain(|case| arguments.cases.is_empty() || arguments.cases.contains(&case.name));
    if arguments.photographs.is_empty() {
        return film(&swafoto_tests::portrait(), &cases, &arguments.out);
    }
    for path in &arguments.photographs {
        let explain = |reason: String| format!("{}: {reason}", path.display());
        let photograph = image::open(path).map_err(|error| explain(error.to_string()))?.to_rgb8();
        let name = path.file_stem().unwrap_or_default();
        film(&photograph, &cases, &arguments.out.join(name)).map_err(explain)?;
    }
    Ok(())
}

fn film(photograph: &RgbImage, cases: &[Case], out: &Path) -> Result<(), String> {
    let mut film = Film::new(swafoto_tests::engine(), photograph).map_err(|error| error.to_string())?;
    for case in cases {
        let folder = out.join(&case.name);
        film.write(case, &folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        println!("{}", folder.display());
    }
    Ok(())
}
