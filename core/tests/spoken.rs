//! What is spoken can be heard to its end: a hint may give way to another after little more than a second.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

use std::io::{ErrorKind, Write as _};
use std::process::Command;

use swafoto::rule::Hint;
use swafoto::words::{Language, ScreenText};

/// The longest that a spoken form may take, in seconds.
const LONGEST: f64 = 2.0;

/// The voice of espeak-ng, at its default speed. Where it has none for a language, as for Javanese, that of Indonesian does: what we
/// speak besides is near to it.
fn voice(language: Language) -> &'static str {
    let voices = Command::new("espeak-ng").arg(format!("--voices={}", language.tag())).output().unwrap();
    // The first line is a heading.
    if String::from_utf8_lossy(&voices.stdout).lines().count() > 1 { language.tag() } else { "id" }
}

/// How long espeak-ng speaks `text`, in seconds; `None` where it is not installed.
fn seconds(text: &str, voice: &str) -> Option<f64> {
    let spoken = Command::new("espeak-ng").args(["-v", voice, "--stdout", text]).output();
    let wave = match spoken {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(error) => panic!("espeak-ng: {error}"),
    };
    assert!(wave.status.success(), "espeak-ng: {}", String::from_utf8_lossy(&wave.stderr));
    let wave = wave.stdout;
    assert_eq!((&wave[..4], &wave[36..40]), (&b"RIFF"[..], &b"data"[..]));
    let bytes_a_second = u32::from_le_bytes(wave[28..32].try_into().unwrap());
    Some((wave.len() - 44) as f64 / f64::from(bytes_a_second))
}

#[test]
fn every_spoken_form_is_over_in_two_seconds() {
    if seconds("a", "en").is_none() {
        // Past the test's own capture: nobody should take this for a clock that was asked.
        writeln!(std::io::stderr(), "NOT RUN: espeak-ng is not installed, so no spoken form was timed")
            .unwrap();
        return;
    }
    // The clock itself: the long form of a hint, which is why there are short ones.
    let long = seconds(Hint::LiftChin.text(Language::Indonesian), "id").unwrap();
    assert!((2.5..6.0).contains(&long), "{long} s");
    let mut too_long = Vec::new();
    for language in Language::ALL.iter().copied() {
        let voice = voice(language);
        let hints = Hint::ALL.iter().map(|hint| (hint.key(), hint.spoken(language)));
        // What has no short form stands until the person does something, and may take its time.
        let screen = ScreenText::ALL.iter().filter(|text| text.spoken(language) != text.text(language));
        for (key, text) in hints.chain(screen.map(|text| (text.key(), text.spoken(language)))) {
            let takes = seconds(text, voice).unwrap();
            if takes > LONGEST {
                too_long.push(format!("{} {key}: {takes:.2} s, {text}", language.tag()));
            }
        }
    }
    assert!(too_long.is_empty(), "{too_long:#?}");
}
