//! `cargo xtask bench --instructions`: how many instructions the work takes, which no other work on the machine changes.
//!
//! They are counted by valgrind, whose processor is one with AVX2 wherever it runs on x86-64, and held against `xtask/bench.json`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::command::{root, run, target};

/// What was counted when it was last written down.
#[derive(Debug, Deserialize, Serialize)]
struct Recorded {
    instructions: Counts,
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

/// Millions of instructions by what they do.
#[derive(Debug, Deserialize, Serialize)]
struct Counts {
    /// What the counts are of.
    processor: String,
    /// So much of a count another compiler or another library of C may add or take.
    noise: f64,
    millions: BTreeMap<String, f64>,
}

/// Whether the processor is one whose instructions are recorded.
pub(crate) const ARE_COUNTED: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

/// Frames of the demo's film that are counted after the first, which starts the session.
const FRAMES: usize = 8;

/// Prints what is counted beside what is recorded.
///
/// # Errors
/// Where more is counted than noise explains; where less is, so that the record is kept true.
pub(crate) fn hold() -> Result<(), String> {
    let recorded = read()?;
    let Counts { processor, noise, millions } = &recorded.instructions;
    if !ARE_COUNTED {
        eprintln!("the counts in xtask/bench.json are those of {processor}; nothing is counted here");
        return Ok(());
    }
    let counted = count()?;
    let mut off = Vec::new();
    eprintln!("{:20} {:>10} {:>10} {:>7}", "millions", "recorded", "counted", "ratio");
    for (work, now) in &counted {
        let before = millions.get(work).copied().unwrap_or(f64::NAN);
        let ratio = now / before;
        eprintln!("{work:20} {before:10.1} {now:10.1} {ratio:7.3}");
        if !((1.0 - noise)..=(1.0 + noise)).contains(&ratio) {
            off.push(format!("{work} takes {ratio:.3} times the instructions that are recorded"));
        }
    }
    if off.is_empty() {
        return Ok(());
    }
    Err(format!("{}: mend it, or keep it by `cargo xtask bench --instructions --write`", off.join("; ")))
}

/// Records what is counted.
pub(crate) fn write() -> Result<(), String> {
    let mut recorded = read()?;
    recorded.instructions.millions = count()?;
    let text = serde_json::to_string_pretty(&recorded).map_err(|error| error.to_string())?;
    std::fs::write(file()?, text + "\n").map_err(|error| error.to_string())
}

fn file() -> Result<PathBuf, String> {
    Ok(root()?.join("xtask/bench.json"))
}

fn read() -> Result<Recorded, String> {
    let text = std::fs::read_to_string(file()?).map_err(|error| format!("xtask/bench.json: {error}"))?;
    serde_json::from_str(&text).map_err(|error| format!("xtask/bench.json: {error}"))
}

/// Counts. What a process does only once falls out, where the same is done once and twice.
fn count() -> Result<BTreeMap<String, f64>, String> {
    run("cargo", &["build", "--release", "--package", "swafoto-cli"])?;
    let command = target()?.join("release/swafoto");
    let swafoto = |arguments: &[&str]| counted(&command, arguments);
    let photo = root()?.join("tests/fixtures/astronaut.jpg").to_string_lossy().into_owned();
    let (once, twice) = (swafoto(&["check", &photo])?, swafoto(&["check", &photo, &photo])?);
    let films = target()?.join("instructions");
    let film = films.join("demo/film/preview.y4m");
    run(&command.to_string_lossy(), &["demo", "--out", &films.join("demo").to_string_lossy()])?;
    let replayed = |frames: usize| {
        let short = films.join(format!("{frames}.y4m"));
        cut(&film, &short, frames).map_err(|error| format!("{}: {error}", film.display()))?;
        swafoto(&["replay", &short.to_string_lossy()])
    };
    let preview = (replayed(1 + FRAMES)? - replayed(1)?) / FRAMES as f64;
    let counts = [
        ("engine-start", 2.0 * once - twice),
        ("photo-to-verdict", twice - once),
        ("preview-frame", preview),
    ];
    Ok(counts.map(|(work, count)| (work.to_owned(), (count / 1e5).round() / 10.0)).into())
}

/// Instructions of a process. What it says of a picture is no matter.
fn counted(program: &Path, arguments: &[&str]) -> Result<f64, String> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    let output =
        valgrind.arg(program).args(arguments).output().map_err(|error| format!("valgrind: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find_map(|line| line.split_once("refs:"));
    let count = line.and_then(|(_, count)| count.trim().replace(',', "").parse().ok());
    // One says that a picture was refused, or that a film ended before it was accepted.
    let went = output.status.code().is_some_and(|code| code <= 1);
    count.filter(|_| went).ok_or_else(|| format!("valgrind {} {arguments:?}: {said}", program.display()))
}

/// Writes the first `frames` of a Y4M film in 4:2:0 and 8 bits.
fn cut(film: &Path, to: &Path, frames: usize) -> io::Result<()> {
    let mut film = BufReader::new(File::open(film)?);
    let mut header = Vec::new();
    film.read_until(b'\n', &mut header)?;
    let text = String::from_utf8_lossy(&header);
    let side = |name| {
        let value = text.split_whitespace().find_map(|word| word.strip_prefix(name)?.parse::<usize>().ok());
        value.ok_or_else(|| io::Error::other(format!("no {name} in its header")))
    };
    let (width, height) = (side('W')?, side('H')?);
    let frame = "FRAME\n".len() + width * height + 2 * width.div_ceil(2) * height.div_ceil(2);
    let mut short = File::create(to)?;
    short.write_all(&header)?;
    io::copy(&mut film.take((frames * frame) as u64), &mut short).map(drop)
}
