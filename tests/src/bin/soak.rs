//! Session after session, faces coming and going: does memory grow, do frames slow down?
//! `soak [--frames N]` (30,000 where none is said) prints a line every so many frames, and a verdict.

#![allow(clippy::print_stdout, reason = "a command prints")]

use std::process::ExitCode;

use swafoto_film::{Case, Film};
use swafoto_tests::drive::drive_timed;
use swafoto_tests::{engine, portrait, target};

/// Films that bring somebody in, lose them, and bring in a second person.
const FILMS: [&str; 6] =
    ["walk-in", "face-lost", "second-face-passing", "dark-start", "timed-out", "still-with-glasses"];

/// After this many frames everything that is kept has been allocated.
const WARM_UP: usize = 500;

/// Frames of a line.
const BLOCK: usize = 3000;

/// How much more memory than after the warm-up is no growth: what an allocator keeps for itself.
const SLACK_MB: f64 = 4.0;

/// How much slower the last frames may be than the first.
const SLOWER: f64 = 1.1;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let frames = match (words.next().as_deref(), words.next().map(|number| number.parse())) {
        (None, None) => 30_000,
        (Some("--frames"), Some(Ok(frames))) => frames,
        _ => {
            eprintln!("usage: soak [--frames N]");
            return ExitCode::FAILURE;
        }
    };
    match soak(frames) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn soak(frames: usize) -> Result<bool, String> {
    let target = target("soak");
    let mut cases = Case::all()?;
    cases.retain(|case| FILMS.contains(&case.name.as_str()));
    let mut film = Film::new(engine(), &portrait()).map_err(|error| error.to_string())?;
    for case in &cases {
        film.write(case, &target.join(&case.name)).map_err(|error| error.to_string())?;
    }
    // What made the films is not what is measured.
    drop(film);
    let (mut done, mut sessions) = (0_usize, 0_usize);
    let mut block = Vec::with_capacity(BLOCK);
    let mut fastest = Vec::new();
    let mut warm = None;
    println!(
        "{:>7}  {:>8}  {:>8}  {:>8}  {:>8}  {:>8}",
        "frames", "sessions", "RSS MB", "p10 ms", "p50 ms", "p95 ms"
    );
    while done < frames {
        let case = &cases[sessions % cases.len()];
        let before = block.len();
        drive_timed(engine(), case, &target.join(&case.name), |took| block.push(took.as_secs_f64() * 1000.0))
            .map_err(|error| error.to_string())?;
        done += block.len() - before;
        sessions += 1;
        if warm.is_none() && done >= WARM_UP {
            warm = resident_mb();
            println!("{done:>7}  {sessions:>8}  {:>8.1}", warm.unwrap_or_default());
        }
        if block.len() >= BLOCK || done >= frames {
            block.sort_by(f64::total_cmp);
            let at = |share: f64| block[(share * (block.len() - 1) as f64) as usize];
            let memory = resident_mb().unwrap_or_default();
            let (p10, p50, p95) = (at(0.1), at(0.5), at(0.95));
            println!("{done:>7}  {sessions:>8}  {memory:>8.1}  {p10:>8.2}  {p50:>8.2}  {p95:>8.2}");
            fastest.push(p10);
            block.clear();
        }
    }
    let grown = resident_mb().zip(warm).map(|(now, warm)| now - warm);
    // Other work on the machine slows frames down, but not the fastest ones of each block.
    let slower = fastest.last().zip(fastest.first()).map_or(1.0, |(last, first)| last / first);
    println!(
        "memory since frame {WARM_UP}: {:+.1} MB; time per frame, last block over first: {slower:.2}",
        grown.unwrap_or_default()
    );
    Ok(grown.is_none_or(|grown| grown <= SLACK_MB) && slower <= SLOWER)
}

/// Resident memory of this process, where the system says.
fn resident_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}
