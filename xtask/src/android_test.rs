//! The Android library's tests, on the JVM.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings::Bindings;
use crate::command::{output, remove, root, run_command};
use crate::kotlin;
use crate::tools::install;

/// The modules whose resources make up the app that the tests run as, and the package of each.
const RESOURCES: [(&str, &str); 2] = [("swafoto", "swafoto.android"), ("sample", "swafoto.sample")];

/// Links the resources, compiles library, declarations and `tests/android` by Maven, and runs the tests.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    run_command(maven(bindings)?.arg("test"))
}

/// Prints how long Kotlin takes for a frame, beside the core.
pub(crate) fn bench(bindings: &Bindings) -> Result<(), String> {
    let mut maven = maven(bindings)?;
    run_command(maven.args([
        "--quiet",
        "-Dtest=FramePathBenchmark",
        "-Dsurefire.failIfNoSpecifiedTests=false",
        "test",
    ]))
}

fn maven(bindings: &Bindings) -> Result<Command, String> {
    // Linking asks Maven for the framework.
    let maven = kotlin::maven("tests/android", bindings)?;
    link_resources(&root()?)?;
    Ok(maven)
}

/// Writes `R.java` of each module, the linked resources, and where Robolectric finds them.
fn link_resources(root: &Path) -> Result<(), String> {
    if !aapt2_installed() {
        install(&["aapt"])?;
    }
    let work = root.join("target/android-test");
    let folder = work.join("resources");
    remove(&folder)?;
    let settings = folder.join("classes/com/android/tools");
    std::fs::create_dir_all(&settings).map_err(|error| format!("{}: {error}", settings.display()))?;
    let manifest = root.join("tests/android/AndroidManifest.xml");
    let linked = folder.join("resources.apk");
    let mut link = Command::new("aapt2");
    link.arg("link").arg("-I").arg(oldest_framework(root)?).arg("--manifest").arg(&manifest);
    link.arg("--java").arg(folder.join("java")).args([
        "--min-sdk-version",
        "24",
        "--target-sdk-version",
        "35",
    ]);
    link.args(["--extra-packages", RESOURCES[1].1, "--auto-add-overlay", "-o"]).arg(&linked);
    for (module, _) in RESOURCES {
        let compiled = folder.join(format!("{module}.zip"));
        let sources = root.join("android").join(module).join("src/main/res");
        run_command(Command::new("aapt2").args(["compile", "--dir"]).arg(sources).arg("-o").arg(&compiled))?;
        link.arg(compiled);
    }
    output(&mut link)?;
    let settings = settings.join("test_config.properties");
    let text = format!(
        "android_merged_manifest={}\nandroid_resource_apk={}\nandroid_custom_package={}\n",
        manifest.display(),
        linked.display(),
        RESOURCES[0].1
    );
    std::fs::write(&settings, text).map_err(|error| format!("{}: {error}", settings.display()))
}

/// Whether the linker of resources is there. Unlike other programs it takes its version as a verb.
pub(crate) fn aapt2_installed() -> bool {
    Command::new("aapt2").arg("version").output().is_ok()
}

/// The framework of the oldest Android, which Debian's aapt2 can read; Maven copies it.
fn oldest_framework(root: &Path) -> Result<PathBuf, String> {
    let folder = root.join("target/android-test/frameworks");
    let find = || {
        let files = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
        files.into_iter().find(|file| file.to_string_lossy().contains("android-all-instrumented-7."))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    let mut maven = Command::new("mvn");
    maven.args(["--batch-mode", "--no-transfer-progress", "--quiet", "--file"]);
    maven.arg(root.join("tests/android/pom.xml")).arg(format!("-Dswafoto.root={}", root.display()));
    run_command(maven.arg("dependency:copy@frameworks"))?;
    find().ok_or_else(|| format!("Maven left no framework in {}", folder.display()))
}
