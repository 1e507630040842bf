//! `swafoto policy`, and the choice of a policy by name or file.

use std::io::Write as _;
use std::path::Path;

use swafoto::rule::Policy;

use crate::arguments::{PolicyArguments, PolicyChoice};
use crate::{CommandError, Outcome};

/// The policy that `choice` names: one that comes with Swafoto, or else a file.
pub(crate) fn load(choice: &PolicyChoice) -> Result<Policy, CommandError> {
    Ok(read(&choice.policy)?.0)
}

/// The policy called `name`, or in the file `name`, and its text as it is written.
fn read(name: &str) -> Result<(Policy, String), CommandError> {
    let preset = Policy::preset_text(name);
    if preset.is_some() || !looks_like_file(name) {
        return Ok((Policy::preset(name)?, preset.unwrap_or_default().to_owned()));
    }
    let refused = |reason| CommandError::File { file: name.to_owned(), reason };
    let text = std::fs::read_to_string(name).map_err(|error| refused(error.to_string()))?;
    let policy = Policy::from_toml(&text).map_err(|error| refused(error.to_string()))?;
    Ok((policy, text))
}

fn looks_like_file(name: &str) -> bool {
    let path = Path::new(name);
    path.exists() || path.extension().is_some() || path.components().count() > 1
}

/// Runs `swafoto policy`.
pub(crate) fn run(arguments: &PolicyArguments) -> Result<Outcome, CommandError> {
    let mut out = std::io::stdout().lock();
    if let Some(name) = &arguments.name {
        let (policy, text) = read(name)?;
        let text = if arguments.resolved { policy.resolved_text() } else { &text };
        write!(out, "{text}")?;
        return Ok(Outcome::Good);
    }
    for name in Policy::presets() {
        let policy = Policy::preset(name)?;
        let default = if name == Policy::DEFAULT { " (default)" } else { "" };
        writeln!(out, "{name:16} {}{default}", policy.title())?;
    }
    Ok(Outcome::Good)
}
