//! The package's tests: in Node, and in Chromium with films as its camera.

use std::process::Command;

use crate::bindings::Bindings;
use crate::command::{installed, root, run_command};

/// Runs them.
pub(crate) fn test(bindings: &Bindings) -> Result<(), String> {
    super::assemble(bindings, &[])?;
    super::package::weigh()?;
    let tests = root()?.join("tests/web");
    let mut node = Command::new("node");
    node.current_dir(&tests).args(["--test", "--test-concurrency=1", "--test-reporter=spec"]);
    run_command(node.args(["--test-timeout=600000"]).args([
        "node.test.mjs",
        "browser.test.mjs",
        "package.test.mjs",
    ]))
}

/// Whether there is a Chromium to drive.
pub(crate) fn chromium_installed() -> bool {
    installed("chromium")
}
