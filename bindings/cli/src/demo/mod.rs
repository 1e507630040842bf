//! `swafoto demo`: what Swafoto does, by its own commands, each printed before it runs.

mod key;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use swafoto_film::{Case, Film};

use crate::arguments::{Arguments, DemoArguments, Networks};
use crate::{CommandError, Outcome, load_engine, name};

/// Somebody who does not exist: generated, and free to pass on (tests/fixtures/README.md).
const PORTRAIT: &[u8] = include_bytes!("../../../../tests/fixtures/portrait.jpg");

/// A photograph that breaks some rules.
const ASTRONAUT: &[u8] = include_bytes!("../../../../tests/fixtures/astronaut.jpg");

/// What happens in the film.
const FILM: &str = include_str!("film.json");

/// What a server would have made up for this one request.
const NONCE: &str = "made-up-for-the-demo";

/// Runs `swafoto demo`.
pub(crate) fn run(arguments: &DemoArguments) -> Result<Outcome, CommandError> {
    let demo = Demo::new(&arguments.out)?;
    let language = arguments.lang.option();
    demo.say(
        "A person comes before a phone's camera: drawn from a photograph of somebody who does not exist.",
    )?;
    demo.film()?;
    demo.say("The gate: one true hint at a time, and no picture before every rule holds.")?;
    let film = demo.run(&format!(
        "replay @film --live --screens @screens {language} --photo @photo.jpg --receipt @receipt.jws \
         --sign @key.pem --nonce {NONCE}"
    ))?;
    demo.say("What the app hands over: the photo, and a receipt that a server can verify.")?;
    let receipt = demo.run(&format!(
        "verify @photo.jpg @receipt.jws --key @public.pem --nonce {NONCE} --policy prakerja-2020"
    ))?;
    demo.say("Photographs are judged by such rules, too. This one passes them:")?;
    let good = demo.run(&format!("check @portrait.jpg --annotate @judged {language}"))?;
    demo.say("This one breaks some of an identity card's. Each reason has its number and its limit:")?;
    let bad = demo.run(&format!("check @astronaut.jpg --policy ektp --annotate @judged {language}"))?;
    demo.say(&format!(
        "Look at {}, at {} and at the pictures in {}.",
        demo.named("screens/contact-sheet.png"),
        demo.named("photo.jpg"),
        demo.named("judged")
    ))?;
    // All went as it should, the refusal too.
    let expected =
        [(film, Outcome::Good), (receipt, Outcome::Good), (good, Outcome::Good), (bad, Outcome::Rejected)];
    let as_expected = expected.iter().all(|(outcome, expected)| outcome == expected);
    Ok(if as_expected { Outcome::Good } else { Outcome::Rejected })
}

/// The folder that everything is written into.
struct Demo<'a> {
    out: &'a Path,
}

impl<'a> Demo<'a> {
    /// A folder with the photographs and the keys, and nothing that another run has left.
    fn new(out: &'a Path) -> Result<Self, CommandError> {
        let demo = Self { out };
        for folder in ["film", "screens", "judged"] {
            let folder = demo.path(folder);
            if folder.exists() {
                std::fs::remove_dir_all(&folder).map_err(|error| CommandError::file(&folder, error))?;
            }
            std::fs::create_dir_all(&folder).map_err(|error| CommandError::file(&folder, error))?;
        }
        let keys = key::throw_away().map_err(|reason| CommandError::file(&demo.path("key.pem"), reason))?;
        demo.write("portrait.jpg", PORTRAIT)?;
        demo.write("astronaut.jpg", ASTRONAUT)?;
        demo.write("key.pem", keys.private.as_bytes())?;
        demo.write("public.pem", keys.public.as_bytes())?;
        Ok(demo)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.out.join(file)
    }

    /// A file's path as it is printed.
    fn named(&self, file: &str) -> String {
        name::printable(&name::of(&self.path(file)))
    }

    fn write(&self, file: &str, bytes: &[u8]) -> Result<(), CommandError> {
        let path = self.path(file);
        std::fs::write(&path, bytes).map_err(|error| CommandError::file(&path, error))
    }

    fn say(&self, text: &str) -> Result<(), CommandError> {
        Ok(writeln!(std::io::stdout(), "\n{text}")?)
    }

    /// Draws the film into the folder `film`.
    fn film(&self) -> Result<(), CommandError> {
        let path = self.path("film");
        let failed = |reason: String| CommandError::file(&path, reason);
        let case: Case = serde_json::from_str(FILM).map_err(|error| failed(error.to_string()))?;
        let portrait = image::load_from_memory(PORTRAIT).map_err(|error| failed(error.to_string()))?;
        let engine = load_engine(&Networks { parser: None })?;
        let mut film = Film::new(&engine, &portrait.to_rgb8()).map_err(|error| failed(error.to_string()))?;
        film.write(&case, &path).map_err(|error| failed(error.to_string()))
    }

    /// Prints a command of ours and runs it. A word that begins with `@` is something in the folder.
    fn run(&self, line: &str) -> Result<Outcome, CommandError> {
        let in_folder = |word: &str| match word.strip_prefix('@') {
            Some(file) => self.path(file).into_os_string(),
            None => word.into(),
        };
        let words: Vec<OsString> = line.split_whitespace().map(in_folder).collect();
        let shown: Vec<String> = words.iter().map(|word| name::of(Path::new(word))).collect();
        writeln!(std::io::stdout(), "\n$ swafoto {}", name::printable(&shown.join(" ")))?;
        let parsed = Arguments::try_parse_from(std::iter::once("swafoto".into()).chain(words));
        crate::run(&parsed.map_err(|error| CommandError::Output(std::io::Error::other(error)))?.command)
    }
}
