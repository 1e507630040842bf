//! The fuzz targets of `fuzz`: built instrumented, tried on what broke them before, and run.
//!
//! cargo-fuzz wants a nightly compiler for the sanitizers alone; the coverage that guides libFuzzer comes from a pass that any
//! compiler has.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{output, root, run_command, target};

/// A target and where its seeds lie beside `fuzz/seeds/TARGET`.
struct Target {
    name: &'static str,
    /// A folder of this repository whose files are seeds as they are.
    seeds: Option<&'static str>,
    /// Bytes of the longest input that is made up.
    longest: u32,
}

const TARGETS: [Target; 7] = [
    Target { name: "policies", seeds: Some("core/policies"), longest: 8192 },
    Target { name: "receipts", seeds: None, longest: 4096 },
    Target { name: "y4m", seeds: None, longest: 1024 },
    Target { name: "onnx", seeds: None, longest: 4096 },
    Target { name: "jpeg", seeds: None, longest: 4096 },
    Target { name: "png", seeds: None, longest: 8192 },
    Target { name: "frames", seeds: None, longest: 1024 },
];

/// Seconds of all targets together where nothing is said.
const DEFAULT_SECONDS: u32 = 60;

/// How cargo-fuzz has code count where it comes along, for libFuzzer to see what is new.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How long to go on.
#[derive(Clone, Copy)]
enum Limit {
    Seconds(u32),
    Runs(u64),
}

/// `[TARGET] [--seconds N | --runs N]`.
pub(crate) fn run(options: &[&str]) -> Result<(), String> {
    let usage = || "usage: cargo xtask fuzz [TARGET] [--seconds N | --runs N]".to_owned();
    let (name, options) = match options {
        [name, rest @ ..] if !name.starts_with("--") => (Some(*name), rest),
        rest => (None, rest),
    };
    let limit = match options {
        [] => Limit::Seconds(DEFAULT_SECONDS),
        ["--seconds", seconds] => Limit::Seconds(seconds.parse().map_err(|_| usage())?),
        ["--runs", runs] => Limit::Runs(runs.parse().map_err(|_| usage())?),
        _ => return Err(usage()),
    };
    let Some(name) = name else { return run_all(limit) };
    let names = || TARGETS.map(|target| target.name).join(", ");
    let target = TARGETS.iter().find(|target| target.name == name);
    let target = target.ok_or_else(|| format!("there is no target `{name}`; there are {}", names()))?;
    fuzz(&build()?, target, limit)
}

/// Every target; seconds are shared among them.
fn run_all(limit: Limit) -> Result<(), String> {
    let binaries = build()?;
    let limit = match limit {
        Limit::Seconds(seconds) => Limit::Seconds(seconds.div_ceil(TARGETS.len() as u32)),
        runs @ Limit::Runs(_) => runs,
    };
    TARGETS.iter().try_for_each(|target| fuzz(&binaries, target, limit))
}

/// Builds every target; the folder that they lie in.
fn build() -> Result<PathBuf, String> {
    let folder = target()?.join("fuzz");
    // Named, so that build scripts and macros, which run here and now, are not instrumented.
    let host = output(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let host = host.trim();
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--locked", "--release", "--bins", "--target", host, "--manifest-path"]);
    cargo.arg(root()?.join("fuzz/Cargo.toml")).env("CARGO_TARGET_DIR", &folder);
    run_command(cargo.env("RUSTFLAGS", INSTRUMENTED))?;
    Ok(folder.join(host).join("release"))
}

/// Tries what broke the target before, then makes up more from the seeds and what was found worth keeping.
fn fuzz(binaries: &Path, target: &Target, limit: Limit) -> Result<(), String> {
    let (root, work) = (root()?, crate::command::target()?.join("fuzz"));
    let (corpus, found) = (work.join("corpus").join(target.name), work.join("found").join(target.name));
    for folder in [&corpus, &found] {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let program = binaries.join(target.name);
    let regressions = files(&root.join("fuzz/regressions").join(target.name));
    if !regressions.is_empty() {
        run_command(Command::new(&program).arg("-runs=1").args(regressions))?;
    }
    let mut libfuzzer = Command::new(&program);
    libfuzzer.args([
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        "-print_funcs=0",
        "-verbosity=0",
    ]);
    libfuzzer.arg(format!("-max_len={}", target.longest));
    libfuzzer.arg(format!("-artifact_prefix={}/", found.display()));
    libfuzzer.arg(match limit {
        Limit::Seconds(seconds) => format!("-max_total_time={seconds}"),
        Limit::Runs(runs) => format!("-runs={runs}"),
    });
    // The first folder takes what is found.
    libfuzzer
        .arg(corpus)
        .arg(root.join("fuzz/seeds").join(target.name))
        .args(target.seeds.map(|seeds| root.join(seeds)));
    run_command(&mut libfuzzer).map_err(|error| format!("{error}; the input is in {}", found.display()))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
