//! What a library weighs, and what of it is whose.

use std::collections::HashMap;
use std::fs::metadata;
use std::path::Path;
use std::process::Command;

use super::abi::Abi;
use crate::command::{output, run_command};
use crate::tools::llvm;

/// Crates that are named; the rest is one line.
const SHOWN: usize = 12;

/// Prints how many bytes of code and data each crate has, strips the library, and prints its size. The symbols are gone
/// afterwards, as they are in an app.
pub(super) fn print(library: &Path, abi: &Abi) -> Result<(), String> {
    let mut symbols = Command::new(llvm("nm")?);
    symbols.args(["--print-size", "--demangle", "--defined-only"]).arg(library);
    let shares = shares(&output(&mut symbols)?);
    run_command(Command::new(llvm("strip")?).arg("--strip-all").arg(library))?;
    let size = metadata(library).map_err(|error| format!("{}: {error}", library.display()))?.len();
    eprintln!("{:<12} {} stripped", abi.name, megabytes(size));
    for (krate, bytes) in shares.iter().take(SHOWN) {
        eprintln!("             {:>8}  {krate}", megabytes(*bytes));
    }
    let rest: u64 = shares.iter().skip(SHOWN).map(|(_, bytes)| bytes).sum();
    eprintln!("             {:>8}  others", megabytes(rest));
    Ok(())
}

fn megabytes(bytes: u64) -> String {
    format!("{:.2} MB", bytes as f64 / 1e6)
}

/// Bytes of each crate, most first.
fn shares(symbols: &str) -> Vec<(String, u64)> {
    let mut bytes: HashMap<String, u64> = HashMap::new();
    for line in symbols.lines() {
        let mut words = line.splitn(4, ' ');
        let (Some(_), Some(size), Some(_), Some(name)) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            continue;
        };
        if let Ok(size) = u64::from_str_radix(size, 16) {
            *bytes.entry(krate(name).to_owned()).or_default() += size;
        }
    }
    let mut shares: Vec<(String, u64)> = bytes.into_iter().collect();
    shares.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    shares
}

/// The crate of a demangled name: `tract_core::ops::f`, `<ndarray::ArrayBase as core::fmt::Debug>::fmt`,
/// `<&mut image::Rgb>::f`. A name of no crate is C's.
fn krate(name: &str) -> &str {
    let name = name.trim_start_matches(['<', '&', '*', '[', '(']);
    let name =
        ["mut ", "const ", "dyn "].iter().fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    // Version 0 of Rust's mangling tells crates of one name apart by a hash: `core[1a2b]::`.
    let rest = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(rest, |(_, rest)| rest);
    if rest.starts_with("::") && !first.is_empty() { first } else { "C and data" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_crate() {
        assert_eq!(krate("tract_core::ops::eval"), "tract_core");
        assert_eq!(krate("<ndarray::ArrayBase<S> as core::fmt::Debug>::fmt"), "ndarray");
        assert_eq!(krate("<&mut image::Rgb as core::fmt::Debug>::fmt"), "image");
        assert_eq!(krate("core[1a2b]::fmt::write"), "core");
        assert_eq!(krate("_Unwind_Resume"), "C and data");
    }

    #[test]
    fn bytes_are_summed_by_crate() {
        let symbols = "0000000000001000 0000000000000010 t image::a\n\
             0000000000001010 0000000000000020 T image::b\n0000000000002000 T bare\n";
        assert_eq!(shares(symbols), [("image".to_owned(), 0x30)]);
    }
}
