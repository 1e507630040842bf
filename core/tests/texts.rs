//! What the build refuses in the files of words: each fault is found, and named by file and key.

use check::{Keys, check};
use form::Form;

#[path = "../build/check.rs"]
mod check;
#[allow(dead_code)] // What only an institution's own words need.
#[path = "../src/words/form.rs"]
mod form;

const REFERENCE: &str = r#"
[hint.show-face]
note = "No face."
text = "Arahkan kamera"
spoken = "Arahkan"
[hint.move-closer]
note = "Too far."
text = "Dekatkan ponsel"
spoken = "Dekatkan"
[reason.no-eyewear]
note = "Glasses."
failed = "Kacamata tampak. Lepaskan."
unassessed = "Kacamata belum dapat diperiksa."
[screen.cannot-comply]
note = "A way out."
text = "Hubungi {contact}."
[screen.preparing]
note = "At first."
text = "Menyiapkan kamera"
spoken = "Sebentar"
[app.close]
note = "A button."
text = "Tutup"
"#;

const ENGLISH: &str = r#"
[hint.show-face]
text = "Point the camera"
spoken = "Point"
[hint.move-closer]
text = "Hold it closer"
spoken = "Closer"
[reason.no-eyewear]
failed = "We can see glasses. Take them off."
unassessed = "We could not check for glasses."
[screen.cannot-comply]
text = "Contact {contact}."
[screen.preparing]
text = "Getting ready"
spoken = "One moment"
[app.close]
text = "Close"
"#;

fn keys() -> Keys {
    Keys::from([
        ("hint", vec!["show-face", "move-closer"]),
        ("reason", vec!["no-eyewear"]),
        ("screen", vec!["cannot-comply", "preparing"]),
        ("action", vec![]),
        ("covering", vec![]),
        ("picture", vec![]),
    ])
}

/// What is wrong with the two files, in one text.
fn faults(reference: &str, english: &str) -> String {
    let files = [("id.toml", reference), ("en.toml", english)].map(|(name, text)| (name.into(), text.into()));
    check(&files, &keys()).err().unwrap_or_default().join("\n")
}

/// The one thing that is wrong once `from` of the English file is `to`.
#[track_caller]
fn fault(from: &str, to: &str) -> String {
    assert_eq!(ENGLISH.matches(from).count(), 1, "{from}");
    let faults = faults(REFERENCE, &ENGLISH.replace(from, to));
    assert_eq!(faults.lines().count(), 1, "{faults}");
    faults
}

#[test]
fn files_without_a_fault_are_read_whole() {
    let files = [("id.toml", REFERENCE), ("en.toml", ENGLISH)].map(|(name, text)| (name.into(), text.into()));
    let texts = check(&files, &keys()).unwrap();
    assert_eq!(texts[1][&(Form::HintSpoken, "move-closer".to_owned())], "Closer");
    assert_eq!(texts[0][&(Form::App, "close".to_owned())], "Tutup");
    assert_eq!(texts[1].len(), texts[0].len());
}

#[test]
fn a_key_that_is_missing_is_named() {
    let one = "[hint.move-closer]\ntext = \"Hold it closer\"\nspoken = \"Closer\"\n";
    assert_eq!(fault(one, ""), "core/texts/en.toml: `hint.move-closer` is missing");
    assert_eq!(fault("[app.close]\ntext = \"Close\"\n", ""), "core/texts/en.toml: `app.close` is missing");
    assert_eq!(fault("spoken = \"Closer\"\n", ""), "core/texts/en.toml: `hint.move-closer` has no `spoken`");
    assert_eq!(
        fault("unassessed = \"We could not check for glasses.\"\n", ""),
        "core/texts/en.toml: `reason.no-eyewear` has no `unassessed`"
    );
    // What the reference has a short form of to be spoken needs one in every language.
    assert_eq!(
        fault("spoken = \"One moment\"\n", ""),
        "core/texts/en.toml: `screen.preparing` has no `spoken`"
    );
    // The reference is held to the same keys.
    let short = REFERENCE.replace("[hint.show-face]", "[hint.show-feet]");
    let faults = faults(&short, ENGLISH);
    assert!(faults.contains("core/texts/id.toml: `hint.show-face` is missing"), "{faults}");
}

#[test]
fn what_nothing_reads_is_named() {
    let more = |text: &str| fault("[hint.show-face]", &format!("{text}\n[hint.show-face]"));
    assert_eq!(
        more("[hint.show-feet]\ntext = \"Feet\"\nspoken = \"Feet\""),
        "core/texts/en.toml: nothing shows `hint.show-feet`"
    );
    assert_eq!(more("[app.open]\ntext = \"Open\""), "core/texts/en.toml: nothing shows `app.open`");
    assert_eq!(more("[hints.show]\ntext = \"Feet\""), "core/texts/en.toml: nothing reads the table `hints`");
    assert_eq!(
        fault("spoken = \"Point\"", "spoken = \"Point\"\nspelt = \"P\""),
        "core/texts/en.toml: nothing reads `spelt` of `hint.show-face`"
    );
}

#[test]
fn a_text_that_no_phone_shows_is_named() {
    let long = "x".repeat(73);
    assert_eq!(
        fault("Hold it closer", &long),
        "core/texts/en.toml: `text` of `hint.move-closer` is 73 characters long, and a phone shows 72"
    );
    assert_eq!(faults(REFERENCE, &ENGLISH.replace("Hold it closer", &long[1..])), "");
    assert_eq!(fault("Hold it closer", ""), "core/texts/en.toml: `text` of `hint.move-closer` is empty");
    for broken in ["Hold it\\ncloser", "Hold it closer "] {
        assert!(fault("Hold it closer", broken).contains("line break"), "{broken}");
    }
}

#[test]
fn a_placeholder_that_is_not_the_references_is_named() {
    for (text, has) in [
        ("Contact us.", "none"),
        ("Ask {whom}.", "{whom}"),
        ("Ask {contact} {contact}.", "{contact}, {contact}"),
    ] {
        assert_eq!(
            fault("Contact {contact}.", text),
            format!(
                "core/texts/en.toml: `text` of `screen.cannot-comply` has the placeholders {has}, and needs {{contact}}"
            )
        );
    }
    assert!(fault("Hold it closer", "Hold it {closer").contains("has the placeholders {, and needs none"));
}

#[test]
fn two_causes_have_two_instructions() {
    assert_eq!(
        fault("Hold it closer", "Point the camera"),
        "core/texts/en.toml: `hint.move-closer` and `hint.show-face` have the same `text`"
    );
    // The short forms may be the same: the sign for it is on the screen.
    assert_eq!(faults(REFERENCE, &ENGLISH.replace("\"Closer\"", "\"Point\"")), "");
}

#[test]
fn notes_stand_in_the_reference_and_nowhere_else() {
    let faults = faults(&REFERENCE.replace("note = \"Too far.\"\n", ""), ENGLISH);
    assert_eq!(faults, "core/texts/id.toml: `hint.move-closer` has no `note` on where it shows");
    assert_eq!(
        fault("spoken = \"Closer\"", "spoken = \"Closer\"\nnote = \"Too far.\""),
        "core/texts/en.toml: the `note` of `hint.move-closer` belongs into the reference"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line() {
    let told = fault("text = \"Hold it closer\"", "text = Hold it closer");
    assert!(told.starts_with("core/texts/en.toml, line 6: "), "{told}");
    let told = fault("spoken = \"Closer\"", "spoken = 3");
    assert!(told.starts_with("core/texts/en.toml, line 7: "), "{told}");
}

#[test]
fn every_field_of_a_table_is_one_form() {
    for (at, form) in Form::ALL.into_iter().enumerate() {
        for other in &Form::ALL[..at] {
            assert!(form.table() != other.table() || form.field() != other.field(), "{form:?}, {other:?}");
        }
    }
}
