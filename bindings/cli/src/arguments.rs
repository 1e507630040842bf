//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use swafoto::rule::{Language, Policy};

/// Judges selfies: is a photograph one that an institution will accept, and if not, what should the person do?
#[derive(Debug, Parser)]
#[command(name = "swafoto", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the command can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Judge photographs (JPEG or PNG).
    ///
    /// Exit status: 0 every photo accepted; 1 some photo rejected; 2 something could not be read or used. One
    /// unreadable photo never stops the others.
    Check(CheckArguments),
    /// Measure how well the rules do on folders of labelled photographs.
    ///
    /// Each folder holds `labels.csv` with a column `file`; the other columns decide what can be evaluated. Prints
    /// for every rule how many bad photos it caught and how many good ones it blocked, with Wilson 95 % intervals.
    Eval(EvalArguments),
    /// Time each stage on one thread, the engine's start, and the peak of memory.
    Bench(BenchArguments),
    /// List the policies that come with Swafoto, or print one.
    Policy(PolicyArguments),
}

/// Which policy judges.
#[derive(Debug, Args)]
pub(crate) struct PolicyChoice {
    /// A policy's name (`swafoto policy` lists them) or a TOML file.
    #[arg(long, value_name = "NAME|FILE", default_value = Policy::DEFAULT)]
    pub(crate) policy: String,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Photographs.
    #[arg(required = true, value_name = "PHOTO")]
    pub(crate) photos: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) policy: PolicyChoice,
    /// Print one JSON object a line and photo.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write a picture for each photo that shows what was seen and why it was judged so.
    #[arg(long, value_name = "DIR")]
    pub(crate) annotate: Option<PathBuf>,
    /// Language of the instruction to the person, `id` or `en`.
    #[arg(long, default_value = "id", value_parser = language)]
    pub(crate) lang: Language,
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub(crate) struct EvalArguments {
    /// Folders with `labels.csv`. Several are evaluated as one.
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) policy: PolicyChoice,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write each photo's labels, measures and checks to a CSV file.
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArguments {
    /// A photograph with a face; an embedded portrait where none is given.
    pub(crate) photo: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// Runs of each stage.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) runs: u16,
}

/// Arguments of `policy`.
#[derive(Debug, Args)]
pub(crate) struct PolicyArguments {
    /// The policy to print.
    pub(crate) name: Option<String>,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "there are `id` and `en`".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
