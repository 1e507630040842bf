//! The Python package and its tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings::Bindings;
use crate::command::{remove, root, run_command};

/// What builds the package.
const MATURIN: &str = "maturin==1.16.0";

/// What its tests need.
const TEST_PACKAGES: [&str; 6] = [
    "pytest==9.2.0",
    "PyJWT==2.15.1",
    "cryptography==50.0.2",
    "mypy==2.4.1",
    "dask[distributed]==2026.8.0",
    "pyarrow==26.0.1",
];

/// The environment that they are in.
const TEST_ENVIRONMENT: &str = "python-tests";

/// The tests of `tests/python` that need nothing but what ships.
const WHEEL_TESTS: [&str; 4] = ["test_check.py", "test_copies.py", "test_buffers.py", "test_records.py"];

/// Runs `tests/python` against the package as its wheel would have it.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    let root = root()?;
    let environment = environment(TEST_ENVIRONMENT, &TEST_PACKAGES)?;
    let package = bindings.python_package(&root)?;
    let tests = root.join("tests/python");
    let mut pytest = Command::new(environment.join("bin/pytest"));
    // A test that is passed over is told of.
    pytest
        .args(["-p", "no:cacheprovider", "-rs"])
        .arg(tests)
        .env("PYTHONPATH", package)
        .env("SWAFOTO_ROOT", &root);
    run_command(&mut pytest)
}

/// Whether what the tests import is there.
pub(crate) fn tests_installed() -> bool {
    root().is_ok_and(|root| is_made(&folder(&root, TEST_ENVIRONMENT), &TEST_PACKAGES))
}

/// Installs what the tests import.
pub(crate) fn install_tests() -> Result<(), String> {
    environment(TEST_ENVIRONMENT, &TEST_PACKAGES).map(drop)
}

/// Prints what a call costs.
pub(crate) fn bench(bindings: &Bindings) -> Result<(), String> {
    let root = root()?;
    let package = bindings.python_package(&root)?;
    let mut python = Command::new("python3");
    run_command(python.arg(root.join("tests/python/benchmark.py")).env("PYTHONPATH", package))
}

/// Builds the wheel that ships into `target/wheels`, installs it into a fresh environment, and runs [`WHEEL_TESTS`]
/// against it.
pub(crate) fn wheel() -> Result<(), String> {
    let root = root()?;
    let environment = environment("python-wheel", &[MATURIN, TEST_PACKAGES[0]])?;
    let wheels = root.join("target/wheels");
    remove(&wheels)?;
    let mut maturin = Command::new(environment.join("bin/maturin"));
    maturin.arg("build").arg("--out").arg(&wheels).current_dir(root.join("bindings/python"));
    run_command(&mut maturin)?;
    let mut pip = Command::new(pip(&environment));
    pip.args(["install", "--quiet", "--force-reinstall", "--no-deps", "--no-index", "--find-links"]);
    run_command(pip.arg(&wheels).arg("swafoto"))?;
    let mut pytest = Command::new(environment.join("bin/pytest"));
    pytest.args(["-p", "no:cacheprovider"]).args(WHEEL_TESTS).current_dir(root.join("tests/python"));
    run_command(pytest.env("SWAFOTO_ROOT", &root))
}

/// The environment called `name` with these very packages, made where there is none.
fn environment(name: &str, packages: &[&str]) -> Result<PathBuf, String> {
    let environment = folder(&root()?, name);
    if !is_made(&environment, packages) {
        run_command(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        run_command(Command::new(pip(&environment)).args(["install", "--quiet"]).args(packages))?;
        let stamp = environment.join(STAMP);
        std::fs::write(&stamp, packages.join(" "))
            .map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    Ok(environment)
}

/// The file of an environment that says what is in it.
const STAMP: &str = "packages";

fn is_made(environment: &Path, packages: &[&str]) -> bool {
    std::fs::read_to_string(environment.join(STAMP)).is_ok_and(|found| found == packages.join(" "))
}

fn folder(root: &Path, name: &str) -> PathBuf {
    root.join("target/tools").join(name)
}

fn pip(environment: &Path) -> PathBuf {
    environment.join("bin/pip")
}
