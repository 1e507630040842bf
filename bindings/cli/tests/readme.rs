//! What README and the pages that it leads to tell a stranger to type must work.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is a test's report")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{portrait_file, run_in};

/// Most words that a README may have.
const MOST_WORDS: usize = 700;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap()
}

/// Lines that are indented, as what is to be typed is.
fn indented(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter_map(move |line| {
        fenced ^= line.starts_with("```");
        line.strip_prefix("    ").filter(|_| !fenced)
    })
}

/// The commands on a page. Other indented lines are files.
fn commands(text: &str) -> Vec<&str> {
    let is_command =
        |line: &&str| ["cargo ", "swafoto ", "target/release/swafoto "].iter().any(|c| line.starts_with(c));
    indented(text).filter(is_command).collect()
}

/// A place as a stranger has it: a photograph, a policy of the page on policies, and labelled photographs.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    fs::copy(repository().join("tests/fixtures/portrait.jpg"), path("me.jpg")).unwrap();
    let policies = page("docs/policies.md");
    let lines: Vec<&str> = indented(&policies).filter(|line| !line.starts_with("swafoto")).collect();
    fs::write(path("bank.toml"), lines.join("\n")).unwrap();
    fs::create_dir_all(path("S/images")).unwrap();
    fs::copy(portrait_file(), path("S/images/astronaut.jpg")).unwrap();
    fs::write(path("S/labels.csv"), "file,n_faces\nimages/astronaut.jpg,1\n").unwrap();
    place
}

#[test]
fn every_command_works_as_it_is_written() {
    let place = place();
    let mut ran = Vec::new();
    for name in ["README.md", "docs/policies.md", "docs/receipts.md"] {
        let text = page(name);
        for line in commands(&text) {
            ran.push(line.to_owned());
            if let Some(verb) = line.strip_prefix("cargo xtask ") {
                // The tests would test themselves.
                let words = verb.split(' ').chain(["--plan"]);
                let cargo = Command::new("cargo").current_dir(repository()).arg("xtask").args(words).status();
                assert!(cargo.unwrap().success(), "{line}");
                continue;
            }
            let words = line
                .strip_prefix("cargo run --release -p swafoto-cli -- ")
                .or(line.strip_prefix("target/release/swafoto "))
                .or(line.strip_prefix("swafoto "));
            let words = words.unwrap_or_else(|| panic!("{name}: `{line}` is run by no test"));
            let run = run_in(place.path(), words.split(' '));
            assert_eq!(run.status, 0, "{name}: {line}\n{}{}", run.stdout, run.stderr);
            // The policy that forbids smiles refuses who smiles, and says so.
            if words.contains("bank.toml") {
                fs::copy(portrait_file(), place.path().join("me.jpg")).unwrap();
                let run = run_in(place.path(), words.split(' '));
                assert_eq!(run.status, 1, "{line}");
                assert!(run.stdout.contains("✗ FAIL     expression"), "{}", run.stdout);
                assert!(place.path().join("judged/me.png").exists());
            }
        }
    }
    for needed in ["-- demo", "cargo xtask test", " check ", " eval ", " verify ", "--policy bank.toml"] {
        assert!(ran.iter().any(|line| line.contains(needed)), "no page tells of `{needed}`: {ran:?}");
    }
}

#[test]
fn the_demo_ends_in_a_verified_photo_and_pictures_to_look_at() {
    let place = tempfile::tempdir().unwrap();
    let run = run_in(place.path(), ["demo", "--out", "seen"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let said = [
        "glasses",
        "brighter",
        "Straighten",
        "ended accepted",
        "verified",
        ": accepted",
        ": rejected",
        "✗ FAIL",
    ];
    let mut rest = &*run.stdout;
    for words in said {
        let at =
            rest.find(words).unwrap_or_else(|| panic!("`{words}` is not said, or too early: {}", run.stdout));
        rest = &rest[at..];
    }
    // Nobody watches: nothing moves the cursor.
    assert!(!run.stdout.contains('\u{1b}'));
    let sheet = image::open(place.path().join("seen/screens/contact-sheet.png")).unwrap();
    assert!(sheet.width() > 1000, "{}", sheet.width());
    for picture in ["photo.jpg", "judged/portrait.png", "judged/astronaut.png"] {
        image::open(place.path().join("seen").join(picture)).unwrap();
    }
    // Again over what is there, and in another language.
    let again = run_in(place.path(), ["demo", "--out", "seen", "--lang", "id"]);
    assert_eq!(again.status, 0, "{}", again.stderr);
    assert_ne!(again.stdout, run.stdout);
}

#[test]
fn the_readme_is_short_and_its_links_and_figures_hold() {
    let readme = page("README.md");
    let words = readme.split_whitespace().count();
    assert!(words <= MOST_WORDS, "{words} words");
    let pages = [
        "README.md",
        "CONTRIBUTING.md",
        "docs/policies.md",
        "docs/receipts.md",
        "docs/embedding.md",
        "docs/limits.md",
    ];
    for name in pages.into_iter().chain(["docs/decisions/README.md"]) {
        let text = page(name);
        let folder = repository().join(name).parent().unwrap().to_owned();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http")) {
            let file = link.split('#').next().unwrap();
            assert!(folder.join(file).exists(), "{name} leads to {link}");
        }
    }
    // As `cargo xtask accuracy` has them: A of B photographs are printed as A/B.
    let accuracy = page("docs/accuracy.md");
    let figures = readme.lines().filter_map(|line| line.strip_prefix("- ")?.split_once(" of "));
    let figures: Vec<String> = figures
        .filter_map(|(caught, rest)| {
            Some(format!("{}/{}", caught.parse::<u32>().ok()?, rest.split(' ').next()?))
        })
        .collect();
    assert_eq!(figures.len(), 3, "{figures:?}");
    for figure in figures {
        assert!(accuracy.contains(&format!(" {figure}  ")), "{figure} is not in docs/accuracy.md");
    }
}

#[test]
fn the_page_on_policies_names_every_rule() {
    let page = page("docs/policies.md");
    let missing: Vec<&str> = swafoto::rule::RuleId::ALL
        .iter()
        .map(|rule| rule.name())
        .filter(|name| !page.contains(&format!("`{name}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
