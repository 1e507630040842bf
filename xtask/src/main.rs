//! `cargo xtask VERB`: one verb for each job of the repository.

mod android;
mod android_test;
mod bindings;
mod command;
mod debian_root;
mod debian_rust;
mod deny;
mod fuzz;
mod ios;
mod kotlin;
mod peer;
mod python;
mod swift;
mod tools;
mod words;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask VERB

  test           everything that must hold: format, lints, licences, tests, and the bindings in every language
  bindings       Kotlin, Swift and Python that call the library, into target/bindings
  kotlin, swift, python [--release]
                 the bindings' tests in one language; --release against a library optimised as it ships
  android-test [--release]
                 the Android library's tests, on the JVM
  android [ABI] [-- CARGO OPTIONS]
                 the native libraries for phones, checked and weighed: to ship with an NDK, else linked as a check
  ios-test [--release]
                 the iOS package's tests, on Linux
  ios [--local | --url ADDRESS] [-- CARGO OPTIONS]
                 on a Mac the XCFramework, beside ios/Package.swift or in a package that takes it from ADDRESS;
                 on Linux the phone's static library, compiled as a check and weighed
  words          the files of words that Android and iOS need, made anew of core/texts
  wheel          the Python wheel, into target/wheels, tested as installed
  fuzz [TARGET] [--seconds N | --runs N]
                 makes up what strangers hand us, without end: all targets of `fuzz` in turn, or one; part of `test`
  licences       licences and sources of every dependency, by cargo-deny
  advisories     what RustSec knows against a dependency; fetches its database from GitHub, so `test` leaves it out
  bench [--peer | --bindings]
                 milliseconds of each stage; --peer times MediaPipe's Python FaceMesh in the same run,
                 --bindings what a call from Kotlin and Python costs";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test"] => test(),
        ["bindings"] => bindings::generate(),
        ["android", options @ ..] => android::build(options),
        ["ios", options @ ..] => ios::build(options),
        [language @ ("kotlin" | "android-test" | "swift" | "ios-test" | "python"), options @ ..] => {
            test_bindings(&[language], options)
        }
        ["words"] => words::generate(),
        ["wheel"] => python::wheel(),
        ["fuzz", options @ ..] => fuzz::run(options),
        ["licences"] => deny::check(),
        ["advisories"] => deny::advisories(),
        ["bench"] => command::run("cargo", &["run", "--release", "--package", "swafoto-cli", "--", "bench"]),
        ["bench", "--bindings"] => bench_bindings(),
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
    command::run("cargo", &["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"])?;
    command::run("cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    deny::check()?;
    // The clock of what is spoken.
    tools::need("espeak-ng", "espeak-ng")?;
    command::run("cargo", &[&["test"][..], &bindings::TESTED].concat())?;
    test_bindings(&["kotlin", "android-test", "swift", "ios-test", "python"], &[])
}

fn bench_bindings() -> Result<(), String> {
    let bindings = bindings::for_tests(true)?;
    kotlin::bench(&bindings)?;
    bindings::films()?;
    android_test::bench(&bindings)?;
    python::bench(&bindings)
}

fn test_bindings(languages: &[&str], options: &[&str]) -> Result<(), String> {
    let optimised = match options {
        [] => false,
        ["--release"] => true,
        _ => return Err(USAGE.to_owned()),
    };
    bindings::films()?;
    let bindings = bindings::for_tests(optimised)?;
    for language in languages {
        match *language {
            "kotlin" => kotlin::test(&bindings)?,
            "android-test" => android_test::test(&bindings)?,
            "swift" => swift::test(&bindings)?,
            "ios-test" => ios::test(&bindings)?,
            _ => python::test(&bindings)?,
        }
    }
    Ok(())
}
