//! Running programs.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs `program` and waits for it.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    run_command(Command::new(program).args(arguments))
}

/// Runs `command` and waits for it.
pub(crate) fn run_command(command: &mut Command) -> Result<(), String> {
    let line = line(command);
    eprintln!("$ {line}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` failed: {status}")),
        Err(error) => Err(format!("`{line}` could not start: {error}")),
    }
}

/// What `command` prints.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let line = line(command);
    let output = command.output().map_err(|error| format!("`{line}` could not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{line}` failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{line}` printed {error}"))
}

/// Whether `program` is installed.
pub(crate) fn installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The root of the repository that cargo runs in, without links and dots. A path compiled in would be that of the checkout
/// that this was built in, which a copy of it must not write to.
pub(crate) fn root() -> Result<PathBuf, String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("it must be run by cargo: `cargo xtask`")?;
    let root = Path::new(&package).join("..");
    root.canonicalize().map_err(|error| format!("{}: {error}", root.display()))
}

/// Where cargo leaves what it builds.
pub(crate) fn target() -> Result<PathBuf, String> {
    Ok(std::env::var_os("CARGO_TARGET_DIR").map_or(root()?.join("target"), PathBuf::from))
}

/// A verb's own arguments, and those after `--`, which go to cargo.
pub(crate) fn split_for_cargo<'a, 'b>(arguments: &'a [&'b str]) -> (&'a [&'b str], &'a [&'b str]) {
    match arguments.iter().position(|argument| *argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[]),
    }
}

/// The command as a person would type it; scripts of many lines are shortened to their first.
fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words = words.map(|word| {
        let word = word.to_string_lossy();
        match word.trim().split_once('\n') {
            Some((first, _)) => format!("'{first} …'"),
            None => word.into_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Copies a file, or a folder with all it holds. Times are kept, so that only what changed is compiled again.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let explain = |error: std::io::Error| format!("{}: {error}", from.display());
    if from.is_dir() {
        for entry in std::fs::read_dir(from).map_err(explain)? {
            let entry = entry.map_err(explain)?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    let copied = || {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::copy(from, to)?;
        let modified = std::fs::metadata(from)?.modified()?;
        std::fs::File::options().write(true).open(to)?.set_modified(modified)
    };
    copied().map_err(explain)
}

/// Removes a folder with all it holds, if it is there.
pub(crate) fn remove(folder: &Path) -> Result<(), String> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()))
        }
        _ => Ok(()),
    }
}
