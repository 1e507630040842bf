//! `cargo xtask test arm`: the kernels of networks on the processors of phones, under an emulator.

use crate::command::run_command;
use crate::debian_rust::DebianRust;

/// A processor.
struct Processor {
    /// Rust's name.
    target: &'static str,
    /// GNU's name.
    gnu: &'static str,
    emulator: &'static str,
    /// What phones have of it beyond what Rust counts on.
    flags: &'static [&'static str],
}

const PROCESSORS: [Processor; 2] = [
    Processor {
        target: "armv7-unknown-linux-gnueabihf",
        gnu: "arm-linux-gnueabihf",
        emulator: "qemu-arm",
        flags: &["-Ctarget-feature=+neon"],
    },
    Processor {
        target: "aarch64-unknown-linux-gnu",
        gnu: "aarch64-linux-gnu",
        emulator: "qemu-aarch64",
        flags: &[],
    },
];

/// Holds every kernel against its definition.
pub(crate) fn test() -> Result<(), String> {
    let rust = DebianRust::install_for_arm()?;
    for processor in &PROCESSORS {
        let mut test = vec!["cargo".to_owned(), "test".to_owned()];
        test.extend(processor.told());
        test.extend(["--locked", "--offline", "--package", "swafoto", "--lib", "net::"].map(str::to_owned));
        let test: Vec<&str> = test.iter().map(String::as_str).collect();
        run_command(&mut rust.command(&DebianRust::variables()?, &test)?)?;
    }
    Ok(())
}

impl Processor {
    /// What cargo has to be told of it.
    fn told(&self) -> Vec<String> {
        let Self { target, gnu, emulator, flags } = self;
        let set =
            |name: &str, value: &str| ["--config".to_owned(), format!("target.{target}.{name}={value}")];
        let told = [
            set("linker", &format!("\"{gnu}-gcc\"")),
            set("runner", &format!("[\"{emulator}\", \"-L\", \"/usr/{gnu}\"]")),
            set("rustflags", &format!("{flags:?}")),
            ["--target".to_owned(), (*target).to_owned()],
        ];
        told.into_iter().flatten().collect()
    }
}
