//! Linking for Android without its NDK: against libraries that have Android's names and nothing in them.
//!
//! What comes out has the machine, the needed libraries and the undefined symbols of the real one, and very nearly its
//! size; it has never seen bionic's headers or start-up code, so it is a check and does not ship.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::Abi;
use super::elf::{SYSTEM, bionic};
use super::{API, LINK, built};
use crate::command::{output, remove, root, run_command};
use crate::debian_rust::DebianRust;

/// LLVM's libunwind and musl's headers, as sources.
const ZIG: &str = "ziglang==0.15.1";

/// What links for Android.
pub(super) struct Stubs {
    rust: DebianRust,
    zig: PathBuf,
}

impl Stubs {
    /// Fetches compilers and sources where they are missing.
    pub(super) fn install() -> Result<Self, String> {
        Ok(Self { rust: DebianRust::install()?, zig: zig()? })
    }

    /// Builds the library of `abi`, with its symbols.
    pub(super) fn build(&self, abi: &Abi, cargo: &[&str]) -> Result<PathBuf, String> {
        let sysroot = self.sysroot(abi)?;
        let under = abi.target.replace('-', "_");
        let upper = under.to_uppercase();
        let at = sysroot.display();
        let flags = [
            format!("-Clink-arg=--target={}{API}", abi.clang),
            "-Clink-arg=-fuse-ld=lld".to_owned(),
            "-Clink-arg=-nostdlib".to_owned(),
            format!("-Clink-arg=-L{at}"),
            format!("-Clink-arg={at}/dso_handle.o"),
            // What is undefined is judged afterwards, by name.
            "-Clink-arg=-Wl,-z,undefs".to_owned(),
        ];
        let flags: Vec<&str> = flags.iter().map(String::as_str).chain(LINK).collect();
        let own = [
            (format!("CC_{under}"), "clang".to_owned()),
            (format!("AR_{under}"), "llvm-ar".to_owned()),
            (
                format!("CFLAGS_{under}"),
                format!("--target={}{API} -fPIC -nostdlibinc {}", abi.clang, abi.told.join(" ")),
            ),
            (format!("CARGO_TARGET_{upper}_LINKER"), "clang".to_owned()),
            (format!("CARGO_TARGET_{upper}_RUSTFLAGS"), flags.join(" ")),
        ];
        let mut variables = DebianRust::variables()?;
        variables.extend(own.iter().map(|(name, value)| (name.as_str(), value.clone())));
        let mut build = vec!["cargo", "rustc", "--offline", "--profile", "dist", "--target", abi.target];
        build.extend(["-Zbuild-std=std,panic_unwind", "--package", "swafoto-ffi", "--lib"]);
        build.extend(["--crate-type", "cdylib", "--config", "profile.dist.strip=false"]);
        build.extend(cargo);
        run_command(&mut self.rust.command(&variables, &build)?)?;
        built(abi)
    }

    /// Hollow libraries, libunwind and the handle that C++ start-up code would define.
    fn sysroot(&self, abi: &Abi) -> Result<PathBuf, String> {
        let folder = root()?.join("target/android/stubs").join(abi.name);
        remove(&folder)?;
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let target = format!("--target={}{API}", abi.clang);
        for library in SYSTEM {
            // The linker names a library as needed only where it has what is asked for, so each has its symbols.
            let symbols = bionic().filter(|(of, _)| *of == library);
            let code: String = symbols.map(|(_, symbol)| format!("void {symbol}(void) {{}}\n")).collect();
            let source = folder.join(library).with_extension("c");
            write(&source, &code)?;
            let (soname, out) = (format!("-Wl,-soname,{library}"), text(&folder.join(library)));
            let link = ["clang", &target, "-shared", "-nostdlib", "-fuse-ld=lld", &soname, "-o", &out];
            let quiet = ["-fPIC", "-ffreestanding", "-fno-builtin", "-w", &text(&source)];
            output(&mut self.rust.command(&[], &[&link[..], &quiet].concat())?)?;
        }
        let handle = folder.join("dso_handle.c");
        write(&handle, "__attribute__((visibility(\"hidden\"))) void *__dso_handle = &__dso_handle;\n")?;
        let (source, out) = (text(&handle), text(&folder.join("dso_handle.o")));
        let compile = ["clang", &target, "-fPIC", "-O2", "-c", &source, "-o", &out];
        output(&mut self.rust.command(&[], &compile)?)?;
        self.unwind(abi, &target, &folder)?;
        Ok(folder)
    }

    /// `libunwind.a`, which the NDK brings. It finds frames by `dl_iterate_phdr`, which bionic has.
    fn unwind(&self, abi: &Abi, target: &str, folder: &Path) -> Result<(), String> {
        const SOURCES: [&str; 7] = [
            "libunwind.cpp",
            "Unwind-EHABI.cpp",
            "UnwindLevel1.c",
            "UnwindLevel1-gcc-ext.c",
            "Unwind-sjlj.c",
            "UnwindRegistersRestore.S",
            "UnwindRegistersSave.S",
        ];
        let sources = self.zig.join("lib/libunwind");
        let headers = self.zig.join("lib/libc/include");
        let processor = abi.musl.replace("-linux", "");
        let includes = [
            headers.join(format!("{}-musl", abi.musl)),
            headers.join("generic-musl"),
            headers.join(format!("{processor}-linux-any")),
            headers.join("any-linux-any"),
            sources.join("include"),
            sources.join("src"),
        ];
        let includes: Vec<String> = includes.iter().map(|folder| format!("-I{}", folder.display())).collect();
        let mut objects = Vec::new();
        for source in SOURCES {
            let (from, to) =
                (text(&sources.join("src").join(source)), text(&folder.join(source).with_extension("o")));
            let mut compile = vec!["clang", target, "-c", &from, "-o", &to, "-fPIC", "-O2", "-DNDEBUG"];
            compile.extend([
                "-fvisibility=hidden",
                "-funwind-tables",
                "-fno-stack-protector",
                "-nostdlibinc",
            ]);
            compile.extend(["-D_LIBUNWIND_DISABLE_VISIBILITY_ANNOTATIONS", "-D_LIBUNWIND_IS_NATIVE_ONLY"]);
            // musl's headers call it by another name than bionic does: without this it would link, and not load.
            compile.push("-D__errno_location=__errno");
            compile.extend(match source.rsplit('.').next() {
                Some("cpp") => &["-std=c++17", "-nostdinc++", "-fno-exceptions", "-fno-rtti"][..],
                Some("c") => &["-std=c99", "-fexceptions"],
                _ => &[],
            });
            compile.extend(abi.told);
            compile.extend(includes.iter().map(String::as_str));
            output(&mut self.rust.command(&[], &compile)?)?;
            objects.push(to);
        }
        let archive = text(&folder.join("libunwind.a"));
        let mut collect = vec!["llvm-ar", "rcs", &archive];
        collect.extend(objects.iter().map(String::as_str));
        output(&mut self.rust.command(&[], &collect)?)?;
        Ok(())
    }
}

/// The folder of zig's sources in a virtual environment.
fn zig() -> Result<PathBuf, String> {
    let environment = root()?.join("target/tools").join(ZIG.replace("==", "-"));
    let python = environment.join("bin/python");
    if !environment.join("ready").exists() {
        run_command(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
        run_command(Command::new(environment.join("bin/pip")).args(["install", "--quiet", ZIG]))?;
        write(&environment.join("ready"), "")?;
    }
    let print = "import os, ziglang; print(os.path.dirname(ziglang.__file__))";
    Ok(output(Command::new(python).args(["-c", print]))?.trim().into())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
