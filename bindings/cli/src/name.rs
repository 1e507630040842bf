//! Names of files as they are printed: whoever names a file must not write on the terminal as they please.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Whether a path means the standard input. A file of that name is `./-`.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What a path names: a file, or the standard input.
pub(crate) fn source(path: &Path) -> io::Result<Box<dyn Read>> {
    Ok(if is_stdin(path) { Box::new(io::stdin()) } else { Box::new(File::open(path)?) })
}

/// A path as text. A name may be any bytes: what is no UTF-8 is written as `\xNN`.
pub(crate) fn of(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// The bytes of a path that is no UTF-8, hexadecimal: two such names may be the same as text.
pub(crate) fn bytes(path: &Path) -> Option<String> {
    let bytes = path.as_os_str().as_encoded_bytes();
    std::str::from_utf8(bytes).is_err().then(|| bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// `text` for a terminal: what would move its cursor, colour it or turn its writing's direction is escaped.
pub(crate) fn printable(text: &str) -> String {
    let harmless = |character: char| {
        !character.is_control()
            && !matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut printable = String::new();
    for character in text.chars() {
        if harmless(character) {
            printable.push(character);
        } else {
            printable.extend(character.escape_default());
        }
    }
    printable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_terminal_obeys_is_escaped() {
        assert_eq!(printable("foto é日本 \"a\\b\".jpg"), "foto é日本 \"a\\b\".jpg");
        assert_eq!(printable("\u{1b}[2Ja\nb\r"), "\\u{1b}[2Ja\\nb\\r");
        assert_eq!(printable("gpj.\u{202e}exe\u{9b}"), "gpj.\\u{202e}exe\\u{9b}");
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;
        let path = |bytes: &'static [u8]| Path::new(OsStr::from_bytes(bytes));
        assert_eq!(of(path(b"a\xff/b\xc3\xa9.jpg")), "a\\xff/b\u{e9}.jpg");
        assert_eq!(bytes(path(b"a\xff")).as_deref(), Some("61ff"));
        assert_eq!((of(path(b"b.jpg")), bytes(path(b"b.jpg"))), ("b.jpg".to_owned(), None));
    }
}
