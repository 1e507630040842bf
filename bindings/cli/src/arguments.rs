//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use swafoto::rule::{Declaration, Policy, RuleId};
use swafoto::words::Language;

use crate::locale;

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
    /// See what Swafoto does: a film through the gate, its photo and receipt, and two photographs judged.
    ///
    /// Needs nothing but itself. The person in it does not exist. Every command that it runs is printed, and what they write
    /// stays in a folder, to go on from.
    Demo(DemoArguments),
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
    /// Cut the photo that an app would hand over out of a photograph, and write its receipt.
    ///
    /// For looking, tests and demonstration: on a phone the session does this, and only for an accepted still. Here a
    /// rejected one is cut all the same, and its receipt says so. Exit status: as `check`.
    Crop(CropArguments),
    /// Verify a photo's receipt: the signature, and that it is for this photo.
    ///
    /// Exit status: 0 everything matches; 1 something does not; 2 something could not be read or used.
    Verify(VerifyArguments),
    /// Replay recorded frames through a session, as a camera would deliver them.
    ///
    /// Prints when states and hints change, how long frames took, and how it ended. When the footage is over, the person
    /// gives up. Exit status: 0 a photo was accepted; 1 none was; 2 something could not be read or used.
    Replay(ReplayArguments),
    /// List the policies that come with Swafoto, or print one, or a file's in full.
    Policy(PolicyArguments),
}

/// Which policy judges.
#[derive(Debug, Args)]
pub(crate) struct PolicyChoice {
    /// A policy's name (`swafoto policy` lists them) or a TOML file.
    #[arg(long, value_name = "NAME|FILE", default_value = Policy::DEFAULT)]
    pub(crate) policy: String,
}

/// Which networks judge.
#[derive(Debug, Args)]
pub(crate) struct Networks {
    /// An ONNX file with a head parser of your own, in place of the one that the command embeds. Receipts name its hash.
    #[arg(long, value_name = "FILE")]
    pub(crate) parser: Option<PathBuf>,
}

/// What the person says of their head.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Declared {
    /// The person covers their head for faith or health, as an app may know of them.
    #[arg(long)]
    pub(crate) declared_covering: bool,
}

impl Declared {
    /// The same for the core.
    pub(crate) fn declaration(self) -> Declaration {
        Declaration::by_app(self.declared_covering)
    }
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArguments {
    /// The folder to write into. What it wrote there before is replaced.
    #[arg(long, value_name = "DIR", default_value = "swafoto-demo")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) lang: Spoken,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Photographs.
    #[arg(required = true, value_name = "PHOTO")]
    pub(crate) photos: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) policy: PolicyChoice,
    #[command(flatten)]
    pub(crate) declared: Declared,
    /// Print one JSON object a line and photo.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write a picture for each photo that shows what was seen and why it was judged so.
    #[arg(long, value_name = "DIR")]
    pub(crate) annotate: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lang: Spoken,
    #[command(flatten)]
    pub(crate) networks: Networks,
}

/// In which language the person is addressed.
#[derive(Debug, Args)]
pub(crate) struct Spoken {
    /// Language of what is said to the person, by its tag, such as `id`. That of the locale where it is not given; English where we do
    /// not speak the locale's.
    #[arg(long, value_name = "TAG", value_parser = language)]
    lang: Option<Language>,
}

impl Spoken {
    /// The option as it was given, to hand on to another command.
    pub(crate) fn option(&self) -> String {
        self.lang.map_or(String::new(), |language| format!("--lang {}", language.tag()))
    }

    /// The language.
    pub(crate) fn language(&self) -> Language {
        self.lang.unwrap_or_else(|| locale::language(|name| std::env::var(name).ok()))
    }
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub(crate) struct EvalArguments {
    /// Folders with `labels.csv`. Several are evaluated as one.
    #[arg(required = true, value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) policy: PolicyChoice,
    #[command(flatten)]
    pub(crate) declared: Declared,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write each photo's labels, measures and checks to a CSV file.
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Add to that file what the labels say of each rule: good, bad, either.
    #[arg(long, requires = "csv")]
    pub(crate) truth: bool,
    /// Labels that were looked at again: a CSV of photo, column, was, is, why. May be given several times.
    #[arg(long, value_name = "FILE")]
    pub(crate) corrections: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) networks: Networks,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArguments {
    /// A photograph with a face; an embedded portrait where none is given.
    pub(crate) photo: Option<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
    /// Print what each step of each network takes, instead.
    #[arg(long, conflicts_with = "json")]
    pub(crate) steps: bool,
    /// Of one network alone, by its name.
    #[arg(long, requires = "steps")]
    pub(crate) network: Option<String>,
    /// Runs of each stage.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) runs: u16,
    #[command(flatten)]
    pub(crate) networks: Networks,
}

/// Arguments of `crop`.
#[derive(Debug, Args)]
pub(crate) struct CropArguments {
    /// A photograph (JPEG or PNG).
    pub(crate) photo: PathBuf,
    /// The JPEG file to write.
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) policy: PolicyChoice,
    #[command(flatten)]
    pub(crate) declared: Declared,
    /// Write the receipt: a compact JWS with `--sign`, else its JSON, which proves nothing.
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt: Option<PathBuf>,
    /// Sign the receipt with this private key on P-256 (PEM). On a phone the key never leaves its hardware.
    #[arg(long, value_name = "PEM", requires = "receipt")]
    pub(crate) sign: Option<PathBuf>,
    /// The server's nonce.
    #[arg(long, requires = "receipt")]
    pub(crate) nonce: Option<String>,
    /// The institution's reference of the request.
    #[arg(long, requires = "receipt")]
    pub(crate) reference: Option<String>,
    #[command(flatten)]
    pub(crate) networks: Networks,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// The photo as it was received.
    pub(crate) photo: PathBuf,
    /// Its receipt.
    pub(crate) receipt: PathBuf,
    /// Public key on P-256 that must have signed the receipt, or a certificate of it (PEM).
    #[arg(long, value_name = "PEM")]
    pub(crate) key: PathBuf,
    /// The nonce that the receipt must have.
    #[arg(long)]
    pub(crate) nonce: Option<String>,
    /// The policy that must have judged: a name or a TOML file.
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
    /// A photo that broke a rule is all right: a person will look at it.
    #[arg(long)]
    pub(crate) review: bool,
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `replay`.
#[derive(Debug, Args)]
pub(crate) struct ReplayArguments {
    /// A Y4M video (4:2:0, 8 bits), a folder of JPEG or PNG frames (times from `times.csv`, or the number in the name at 30
    /// frames a second), or the folder of a case with `preview.y4m`, `still.y4m`, `policy.toml` and `case.json`.
    #[arg(value_name = "VIDEO|DIR")]
    pub(crate) footage: PathBuf,
    /// A policy's name (`swafoto policy` lists them) or a TOML file; a case's own where none is named.
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) policy: Option<String>,
    /// What the camera delivers when a still is asked for: a JPEG or PNG picture, or a Y4M video of which each still is the
    /// next frame. The preview frame itself where none is named.
    #[arg(long, value_name = "FILE")]
    pub(crate) still: Option<PathBuf>,
    /// Write the accepted photo.
    #[arg(long, value_name = "FILE")]
    pub(crate) photo: Option<PathBuf>,
    /// Write its receipt: a compact JWS with `--sign`, else its JSON, which proves nothing.
    #[arg(long, value_name = "FILE")]
    pub(crate) receipt: Option<PathBuf>,
    /// Sign the receipt with this private key on P-256 (PEM). On a phone the key never leaves its hardware.
    #[arg(long, value_name = "PEM", requires = "receipt")]
    pub(crate) sign: Option<PathBuf>,
    /// The server's nonce.
    #[arg(long, requires = "receipt")]
    pub(crate) nonce: Option<String>,
    /// Play as fast as it was filmed, with the hold's progress where there is a terminal.
    #[arg(long, conflicts_with = "json")]
    pub(crate) live: bool,
    /// Print one JSON object a frame, and one for the end.
    #[arg(long)]
    pub(crate) json: bool,
    /// Write pictures of what a user would see, one for each change and some between.
    #[arg(long, value_name = "DIR")]
    pub(crate) annotate: Option<PathBuf>,
    /// Write what the phone shows, a picture for each change, and all of them on a contact sheet.
    #[arg(long, value_name = "DIR")]
    pub(crate) screens: Option<PathBuf>,
    /// The phone of `--screens`.
    #[command(flatten)]
    pub(crate) phone: PhoneArguments,
    #[command(flatten)]
    pub(crate) lang: Spoken,
    /// How far frames must be turned clockwise to be upright: 0, 90, 180 or 270 degrees.
    #[arg(long, value_name = "DEGREES")]
    pub(crate) rotation: Option<i32>,
    /// Frames, once turned, show the scene as a mirror does.
    #[arg(long)]
    pub(crate) mirrored: bool,
    #[command(flatten)]
    pub(crate) declared: Declared,
    /// What the person answers, where the session asks if they cover their head: `yes` or `no`. Nothing where it is not given,
    /// or what the case says.
    #[arg(long, value_name = "ANSWER", value_parser = answer)]
    pub(crate) covers_head: Option<bool>,
    /// Rules that failed last time, separated by commas: the session begins with these.
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    pub(crate) retake: Vec<RuleId>,
    #[command(flatten)]
    pub(crate) networks: Networks,
}

/// How the owner of the phone that `--screens` draws has set it.
#[derive(Debug, Args)]
pub(crate) struct PhoneArguments {
    /// In dark colours.
    #[arg(long, requires = "screens")]
    pub(crate) dark: bool,
    /// How much larger than usual its letters are.
    #[arg(long, requires = "screens", value_name = "TIMES", default_value_t = 1.0)]
    pub(crate) letters: f32,
    /// A window that is wider than high.
    #[arg(long, requires = "screens")]
    pub(crate) wide: bool,
    /// Whom the institution names for another way.
    #[arg(long, requires = "screens", value_name = "WHOM")]
    pub(crate) contact: Option<String>,
}

/// Arguments of `policy`.
#[derive(Debug, Args)]
pub(crate) struct PolicyArguments {
    /// The policy to print: a name or a TOML file.
    #[arg(value_name = "NAME|FILE")]
    pub(crate) name: Option<String>,
    /// Print all that holds, with its base's keys and the defaults: the text whose SHA-256 is in receipts.
    #[arg(long, requires = "name")]
    pub(crate) resolved: bool,
}

fn language(tag: &str) -> Result<Language, String> {
    let tags = || Language::ALL.iter().map(|language| format!("`{}`", language.tag())).collect::<Vec<_>>();
    Language::named(tag).ok_or_else(|| format!("there are {}", tags().join(", ")))
}

fn answer(word: &str) -> Result<bool, String> {
    match word {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("must be `yes` or `no`".to_owned()),
    }
}

fn rule(name: &str) -> Result<RuleId, String> {
    name.parse()
        .map_err(|()| "there is no such rule; `swafoto policy prakerja-2020` shows their names".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
