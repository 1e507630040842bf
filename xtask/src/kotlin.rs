//! The bindings' tests in Kotlin.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings::Bindings;
use crate::command::{output, root, run_command};
use crate::tools::need;

/// Where the tests lie.
const HARNESS: &str = "tests/kotlin";

/// Compiles the generated sources and `tests/kotlin` by Maven, and runs the tests.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    run_command(maven(HARNESS, bindings)?.arg("test"))
}

/// Prints what a call costs, beside what JNI itself costs.
pub(crate) fn bench(bindings: &Bindings) -> Result<(), String> {
    let peer = build_peer()?;
    let mut maven = maven(HARNESS, bindings)?;
    maven.args(["-Dswafoto.groups=benchmark", "-Dswafoto.excludedGroups=", "-Dtest=BoundaryBenchmark"]);
    run_command(maven.arg(property("peer", &peer)).args(["--quiet", "test"]))
}

/// Maven on the harness in `folder`, which is told where library and generated Kotlin lie.
pub(crate) fn maven(folder: &str, bindings: &Bindings) -> Result<Command, String> {
    need("mvn", "maven")?;
    let root = root()?;
    let mut maven = Command::new("mvn");
    maven.args(["--batch-mode", "--no-transfer-progress", "--file"]).arg(root.join(folder).join("pom.xml"));
    maven.arg(property("root", &root)).arg(property("library", &bindings.folder));
    maven.arg(property("bindings", &bindings.sources.join("kotlin")));
    Ok(maven)
}

fn property(name: &str, value: &Path) -> String {
    format!("-Dswafoto.{name}={}", value.display())
}

/// Compiles the peer against the headers of the JDK that Maven runs.
fn build_peer() -> Result<PathBuf, String> {
    let root = root()?;
    let settings = ["-XshowSettings:properties", "-version"];
    let told = Command::new("java").args(settings).output().map_err(|error| format!("java: {error}"))?;
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    let home = told.lines().find_map(|line| line.trim().strip_prefix("java.home = "));
    let headers = Path::new(home.ok_or("java does not say where it lies")?).join("include");
    let peer = root.join("target/peer.so");
    let mut cc = Command::new("cc");
    cc.args(["-O2", "-shared", "-fPIC", "-I"]).arg(&headers).arg("-I").arg(headers.join("linux"));
    output(cc.arg("-o").arg(&peer).arg(root.join("tests/kotlin/peer/peer.c")))?;
    Ok(peer)
}
