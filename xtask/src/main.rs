//! `cargo xtask VERB`: one verb for each job of the repository.

mod command;
mod deny;
mod peer;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask VERB

  test           everything that must hold: format, lints, licences, tests
  licences       licences and sources of every dependency, by cargo-deny
  bench [--peer] milliseconds of each stage; --peer times MediaPipe's Python FaceMesh in the same run";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test(),
        ["licences"] => deny::check(),
        ["bench"] => command::run("cargo", &["run", "--release", "--package", "swafoto-cli", "--", "bench"]),
        ["bench", "--peer"] => peer::bench(),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn test() -> Result<(), String> {
    command::run("cargo", &["fmt", "--all", "--check"])?;
    command::run("cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    deny::check()?;
    command::run("cargo", &["test", "--workspace"])
}
