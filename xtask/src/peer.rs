//! Our bench and MediaPipe's, in turns on the same machine: the ratio is what counts.

use crate::command::{root, run};

/// Times `swafoto bench` and MediaPipe's Python FaceMesh in turns and holds their ratios against those of `xtask/bench.json`, or
/// records them there. The peer is installed into `target/tools`.
pub(crate) fn bench(options: &[&str]) -> Result<(), String> {
    let root = root()?;
    let environment = root.join("target/tools/mediapipe-0.10.21");
    let python = environment.join("bin/python");
    if !environment.join("ready").exists() {
        run("python3", &["-m", "venv", &environment.to_string_lossy()])?;
        let pip = environment.join("bin/pip");
        run(&pip.to_string_lossy(), &["install", "--quiet", "mediapipe==0.10.21"])?;
        std::fs::write(environment.join("ready"), "").map_err(|error| error.to_string())?;
    }
    run("cargo", &["build", "--release", "--package", "swafoto-cli"])?;
    let script = root.join("xtask/peer.py");
    let swafoto = root.join("target/release/swafoto");
    let photo = root.join("tests/fixtures/astronaut.jpg");
    let arguments = [script, swafoto, photo].map(|path| path.to_string_lossy().into_owned());
    let arguments: Vec<_> = arguments.iter().map(String::as_str).chain(options.iter().copied()).collect();
    run(&python.to_string_lossy(), &arguments)
}
