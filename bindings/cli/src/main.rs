//! The `swafoto` command.

mod annotate;
mod arguments;
mod batch;
mod bench;
mod bench_steps;
mod check;
mod crop;
mod demo;
mod eval;
mod locale;
mod name;
mod phone;
mod photo;
mod policy;
mod replay;
mod signature;
mod table;
mod verify;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser as _;
use swafoto::{Engine, SwafotoError};

use arguments::{Arguments, Command, Networks};

/// Why the command as a whole could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommandError {
    /// The core refused: a policy, a network.
    #[error(transparent)]
    Core(#[from] SwafotoError),
    /// A file that the command needs cannot be used.
    #[error("{file}: {reason}")]
    File {
        /// The file as it was named.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What was found could not be printed.
    #[error("cannot print: {0}")]
    Output(#[from] std::io::Error),
}

impl CommandError {
    /// That the file at `path` cannot be used.
    fn file(path: &Path, reason: impl ToString) -> Self {
        Self::File { file: name::of(path), reason: reason.to_string() }
    }
}

/// How the photographs fared, which is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Every photo accepted, or nothing to judge.
    Good = 0,
    /// Some photo rejected.
    Rejected = 1,
    /// Something could not be read or used.
    Unusable = 2,
}

/// What a shell says of a process that SIGPIPE has ended.
const BROKEN_PIPE: u8 = 128 + 13;

fn main() -> ExitCode {
    let outcome = run(&Arguments::parse().command);
    match outcome {
        Ok(outcome) => ExitCode::from(outcome as u8),
        // Whoever reads us has read enough, as `head` does. Not every verdict was given, so this is no success.
        Err(CommandError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::from(BROKEN_PIPE)
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "swafoto: {}", name::printable(&error.to_string()));
            ExitCode::from(Outcome::Unusable as u8)
        }
    }
}

/// Does what `command` says.
pub(crate) fn run(command: &Command) -> Result<Outcome, CommandError> {
    match command {
        Command::Demo(arguments) => demo::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Eval(arguments) => eval::run(arguments),
        Command::Bench(arguments) => bench::run(arguments),
        Command::Crop(arguments) => crop::run(arguments),
        Command::Verify(arguments) => verify::run(arguments),
        Command::Policy(arguments) => policy::run(arguments),
        Command::Replay(arguments) => replay::run(arguments),
    }
}

/// The engine with the networks that the command embeds, and with another parser where one is named.
pub(crate) fn load_engine(networks: &Networks) -> Result<Engine, CommandError> {
    let mut models = swafoto_models::all();
    let own = networks
        .parser
        .as_ref()
        .map(|path| std::fs::read(path).map_err(|error| CommandError::file(path, error)));
    let own = own.transpose()?;
    if let Some(onnx) = &own {
        models.head_parser = Some(onnx);
    }
    Engine::load(&models).map_err(|error| match (error, &networks.parser) {
        (SwafotoError::InvalidModel { model, reason }, Some(path)) if model == "head_parser" => {
            CommandError::file(path, format!("is no head parser: {reason}"))
        }
        (error, _) => error.into(),
    })
}
