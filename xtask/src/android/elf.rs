//! What Android's linker will ask of a library, asked before it ships.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use super::abi::Abi;
use crate::command::output;

/// The system libraries that every phone has and an app may use.
pub(super) const SYSTEM: [&str; 4] = ["libc.so", "libm.so", "libdl.so", "liblog.so"];

/// What bionic has, by library.
const BIONIC: &str = include_str!("../../android/bionic-24.txt");

/// The symbols of bionic that are known to be there, each with its library.
pub(super) fn bionic() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut library = "";
    BIONIC.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).filter_map(
        move |line| {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                library = name;
                return None;
            }
            Some((library, line))
        },
    )
}

/// The largest page that a phone has.
const LARGEST_PAGE: u64 = 16384;

/// Checks machine, needed libraries, symbols and pages.
///
/// # Errors
/// Says what a phone would refuse.
pub(super) fn check(library: &Path, abi: &Abi) -> Result<(), String> {
    let header = readelf(library, "--file-header")?;
    for (field, wanted) in [("Class:", abi.class), ("Machine:", abi.machine), ("Type:", "DYN")] {
        let line = header.lines().map(str::trim).find(|line| line.starts_with(field)).unwrap_or_default();
        if !line[field.len().min(line.len())..].trim().starts_with(wanted) {
            return Err(format!("{}: `{line}`, must be {wanted}", library.display()));
        }
    }
    let dynamic = readelf(library, "--dynamic")?;
    let needed: Vec<&str> = needed(&dynamic).collect();
    if let Some(stranger) = needed.iter().find(|name| !SYSTEM.contains(name)) {
        return Err(format!("{}: needs {stranger}, which no phone has to have", library.display()));
    }
    if dynamic.contains("TEXTREL") {
        return Err(format!("{}: has text relocations, which Android refuses", library.display()));
    }
    let symbols = readelf(library, "--dyn-syms")?;
    let known: BTreeSet<&str> = bionic().map(|(_, symbol)| symbol).collect();
    let strong: BTreeSet<&str> = undefined(&symbols).collect();
    let unknown: Vec<&str> = strong.difference(&known).copied().collect();
    if !unknown.is_empty() {
        return Err(format!(
            "{}: not known to be in bionic at API 24: {}",
            library.display(),
            unknown.join(" ")
        ));
    }
    check_pages(library)?;
    eprintln!(
        "{:<12} {}, needs {}, {} symbols of bionic, all there at API 24",
        abi.name,
        abi.machine,
        needed.join(" "),
        strong.len()
    );
    Ok(())
}

/// Checks that segments can lie on pages of 16 KB.
pub(super) fn check_pages(library: &Path) -> Result<(), String> {
    let segments = readelf(library, "--program-headers")?;
    let alignments: Vec<u64> = alignments(&segments).collect();
    let least =
        alignments.iter().copied().min().ok_or_else(|| format!("{}: loads nothing", library.display()))?;
    if least < LARGEST_PAGE {
        return Err(format!(
            "{}: segments are aligned to {least}, must be {LARGEST_PAGE}",
            library.display()
        ));
    }
    Ok(())
}

fn readelf(library: &Path, part: &str) -> Result<String, String> {
    output(Command::new("readelf").args(["--wide", part]).arg(library).env("LC_ALL", "C"))
}

/// `0x… (NEEDED)  Shared library: [libc.so]`
fn needed(dynamic: &str) -> impl Iterator<Item = &str> {
    let lines = dynamic.lines().filter(|line| line.contains("(NEEDED)"));
    lines.filter_map(|line| line.split_once('[')?.1.split_once(']')).map(|(name, _)| name)
}

/// `12: 0000 0 FUNC GLOBAL DEFAULT UND abort@LIBC (2)`; weak ones may be missing.
fn undefined(symbols: &str) -> impl Iterator<Item = &str> {
    symbols.lines().filter_map(|line| {
        let mut words = line.split_whitespace().skip(4);
        let (binding, _, section, name) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let name = name.split('@').next()?;
        (binding == "GLOBAL" && section == "UND").then_some(name)
    })
}

/// `LOAD 0x0 0x0 0x0 0x1000 0x1000 R 0x4000`
fn alignments(segments: &str) -> impl Iterator<Item = u64> {
    let lines = segments.lines().map(str::trim).filter(|line| line.starts_with("LOAD"));
    lines.filter_map(|line| u64::from_str_radix(line.rsplit(' ').next()?.strip_prefix("0x")?, 16).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_has_its_library() {
        assert!(bionic().count() > 100);
        assert!(bionic().all(|(library, symbol)| SYSTEM.contains(&library) && !symbol.contains(' ')));
        assert_eq!(bionic().find(|(_, symbol)| *symbol == "cosf"), Some(("libm.so", "cosf")));
    }

    #[test]
    fn readelf_is_read() {
        let dynamic =
            " 0x0000000000000001 (NEEDED)             Shared library: [libm.so]\n 0x1 (FLAGS) NOW\n";
        assert_eq!(needed(dynamic).collect::<Vec<_>>(), ["libm.so"]);
        let symbols = "   Num:    Value          Size Type    Bind   Vis      Ndx Name\n\
             3: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND abort@LIBC (2)\n\
             4: 0000000000000000     0 NOTYPE  WEAK   DEFAULT  UND getrandom\n\
             9: 0000000000001234     8 FUNC    GLOBAL DEFAULT   12 ours\n";
        assert_eq!(undefined(symbols).collect::<Vec<_>>(), ["abort"]);
        let segments =
            "  LOAD           0x000000 0x00000000 0x00000000 0x1c 0x1c R   0x4000\n  DYNAMIC 0x0 0x8\n";
        assert_eq!(alignments(segments).collect::<Vec<_>>(), [0x4000]);
    }
}
