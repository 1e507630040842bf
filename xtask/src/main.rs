//! `cargo xtask VERB`: one verb for each job of the repository.

mod accuracy;
mod android;
mod android_test;
mod arm;
mod bindings;
mod command;
mod debian_root;
mod debian_rust;
mod deny;
mod fuzz;
mod instructions;
mod ios;
mod kotlin;
mod needs;
mod peer;
mod python;
mod swift;
mod test;
mod tools;
mod web;
mod words;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask VERB

Check a change
  test [PART]... [--skip PART]... [--release] [--plan]
                 format, lints, licences and every test. PART is rust, arm, kotlin, android, swift, ios, python or web;
                 --plan only says what would be installed and run
  fuzz [TARGET] [--seconds N | --runs N]
                 makes up what strangers hand us: all targets of `fuzz` in turn, or one
  licences       licences and sources of every dependency, by cargo-deny
  advisories     what RustSec knows against a dependency; fetches its database from GitHub

Build what ships
  words          the files of words that Android and iOS need, made anew of core/texts
  bindings       Kotlin, Swift and Python that call the library, into target/bindings
  android [ABI] [-- CARGO OPTIONS]
                 the native libraries for phones, checked and weighed: to ship with an NDK, else linked as a check
  ios [--local | --url ADDRESS] [-- CARGO OPTIONS]
                 on a Mac the XCFramework, beside ios/Package.swift or in a package that takes it from ADDRESS;
                 on Linux the phone's static library, compiled as a check and weighed
  web [-- CARGO OPTIONS]
                 the npm package with the library as WebAssembly, and the page to try it on, into target/web
  wheel          the Python wheel, into target/wheels, tested as installed

Measure
  bench [--instructions [--write] | --peer [--write] | --web | --bindings]
                 milliseconds of each stage; --instructions counts them under valgrind, and holds them against
                 xtask/bench.json or writes that; --peer times MediaPipe's Python FaceMesh in the same run,
                 --web its FaceLandmarker in Chromium beside our package,
                 --bindings what a call from Kotlin and Python costs
  accuracy DATA [--fairface DIR] [--selfies DIR]
                 docs/accuracy.md, from what `swafoto eval` prints on labelled photographs";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["test", options @ ..] => test::test(options),
        // What the tests of one language were called before.
        [language @ ("kotlin" | "swift" | "python"), options @ ..] => {
            test::test(&[&[*language][..], options].concat())
        }
        ["android-test", options @ ..] => test::test(&[&["android"][..], options].concat()),
        ["ios-test", options @ ..] => test::test(&[&["ios"][..], options].concat()),
        ["bindings"] => bindings::generate(),
        ["android", options @ ..] => android::build(options),
        ["ios", options @ ..] => ios::build(options),
        ["web", options @ ..] => web::build(options),
        ["words"] => words::generate(),
        ["wheel"] => python::wheel(),
        ["fuzz", options @ ..] => fuzz::run(options),
        ["licences"] => deny::check(),
        ["advisories"] => deny::advisories(),
        ["accuracy", options @ ..] => accuracy::write(options),
        ["bench"] => command::run("cargo", &["run", "--release", "--package", "swafoto-cli", "--", "bench"]),
        ["bench", "--bindings"] => bench_bindings(),
        ["bench", "--instructions"] => instructions::hold(),
        ["bench", "--instructions", "--write"] => instructions::write(),
        ["bench", "--peer"] => peer::bench(&[]),
        ["bench", "--peer", "--write"] => peer::bench(&["--write"]),
        ["bench", "--web"] => web::bench(),
        // Whoever asks what there is has done nothing wrong.
        [] | ["help" | "--help"] => {
            eprintln!("{USAGE}");
            Ok(())
        }
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

fn bench_bindings() -> Result<(), String> {
    let bindings = bindings::for_tests(true)?;
    kotlin::bench(&bindings)?;
    bindings::films()?;
    android_test::bench(&bindings)?;
    python::bench(&bindings)
}
