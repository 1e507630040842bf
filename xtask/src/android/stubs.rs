//! Linking for Android without its NDK: against libraries that have Android's names and nothing in them.
//!
//! What comes out has the machine, the needed libraries and the undefined symbols of the real one, and very nearly its
//! size; it has never seen bionic's headers or start-up code, so it is a check and does not ship.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::Abi;
use super::{API, LINK, built};
use crate::command::{output, remove, root, run_command};
use crate::debian_root::{DebianRoot, cache};
use crate::tools::{clang, lld, llvm};

/// Rust's sources of the very version that compiles: `std` has to be built for Android.
const SOURCES_SUITE: &str = "trixie-backports";
const SOURCES_PACKAGE: &str = "rust-src";

/// LLVM's libunwind and musl's headers, as sources.
const ZIG: &str = "ziglang==0.15.1";

/// What links for Android.
pub(super) struct Stubs {
    toolchain: PathBuf,
    zig: PathBuf,
}

impl Stubs {
    /// Fetches sources and compilers where they are missing.
    pub(super) fn install() -> Result<Self, String> {
        Ok(Self { toolchain: toolchain()?, zig: zig()? })
    }

    /// Builds the library of `abi`, with its symbols.
    pub(super) fn build(&self, abi: &Abi, cargo: &[&str]) -> Result<PathBuf, String> {
        let sysroot = self.sysroot(abi)?;
        let (clang, lld) = (clang()?, lld()?);
        let under = abi.target.replace('-', "_");
        let upper = under.to_uppercase();
        let at = sysroot.display();
        let flags = [
            format!("-Clink-arg=--target={}{API}", abi.clang),
            format!("-Clink-arg=--ld-path={}", which(&lld)?),
            "-Clink-arg=-nostdlib".to_owned(),
            format!("-Clink-arg=-L{at}"),
            format!("-Clink-arg={at}/dso_handle.o"),
            // What is undefined is judged afterwards, by name.
            "-Clink-arg=-Wl,-z,undefs".to_owned(),
        ];
        let flags: Vec<&str> = flags.iter().map(String::as_str).chain(LINK).collect();
        let mut build = Command::new(self.toolchain.join("bin/cargo"));
        build.current_dir(root()?).env("RUSTC_BOOTSTRAP", "1").env("RUSTC", self.toolchain.join("bin/rustc"));
        build.env(format!("CC_{under}"), &clang).env(format!("AR_{under}"), llvm("ar")?);
        build.env(format!("CFLAGS_{under}"), format!("--target={}{API} -fPIC -nostdlibinc", abi.clang));
        build.env(format!("CARGO_TARGET_{upper}_LINKER"), &clang);
        build.env(format!("CARGO_TARGET_{upper}_RUSTFLAGS"), flags.join(" "));
        build.args(["rustc", "--profile", "dist", "--target", abi.target, "-Zbuild-std=std,panic_unwind"]);
        build.args(["--package", "swafoto-ffi", "--lib", "--crate-type", "cdylib"]);
        build.args(["--config", "profile.dist.strip=false"]).args(cargo);
        run_command(&mut build)?;
        built(abi)
    }

    /// Empty libraries, libunwind and the handle that C++ start-up code would define.
    fn sysroot(&self, abi: &Abi) -> Result<PathBuf, String> {
        let folder = root()?.join("target/android/stubs").join(abi.name);
        remove(&folder)?;
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let target = format!("--target={}{API}", abi.clang);
        let empty = folder.join("empty.c");
        write(&empty, "")?;
        for name in ["c", "m", "dl", "log"] {
            let library = format!("lib{name}.so");
            let mut link = Command::new(clang()?);
            link.args([&target, "-shared", "-nostdlib", "-x", "c"]).arg(&empty);
            link.arg(format!("--ld-path={}", which(&lld()?)?)).arg(format!("-Wl,-soname,{library}"));
            output(link.arg("-o").arg(folder.join(library)))?;
        }
        let handle = folder.join("dso_handle.c");
        write(&handle, "__attribute__((visibility(\"hidden\"))) void *__dso_handle = &__dso_handle;\n")?;
        let mut compile = Command::new(clang()?);
        compile.args([&target, "-fPIC", "-O2", "-c"]).arg(&handle);
        output(compile.arg("-o").arg(folder.join("dso_handle.o")))?;
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
        let mut objects = Vec::new();
        for source in SOURCES {
            let object = folder.join(source).with_extension("o");
            let mut compile = Command::new(clang()?);
            compile.args([target, "-fPIC", "-O2", "-DNDEBUG", "-fvisibility=hidden", "-funwind-tables"]);
            compile.args(["-D_LIBUNWIND_DISABLE_VISIBILITY_ANNOTATIONS", "-D_LIBUNWIND_IS_NATIVE_ONLY"]);
            // musl's headers call it by another name than bionic does: without this it would link, and not load.
            compile.args(["-D__errno_location=__errno", "-fno-stack-protector", "-nostdlibinc"]);
            let processor = abi.musl.replace("-linux", "");
            let of_linux = format!("{processor}-linux-any");
            for name in [&format!("{}-musl", abi.musl), "generic-musl", &of_linux, "any-linux-any"] {
                compile.arg("-isystem").arg(headers.join(name));
            }
            compile.arg("-I").arg(sources.join("include")).arg("-I").arg(sources.join("src"));
            match source.rsplit('.').next() {
                Some("cpp") => compile.args(["-std=c++17", "-nostdinc++", "-fno-exceptions", "-fno-rtti"]),
                Some("c") => compile.args(["-std=c99", "-fexceptions"]),
                _ => &mut compile,
            };
            output(compile.arg("-c").arg(sources.join("src").join(source)).arg("-o").arg(&object))?;
            objects.push(object);
        }
        let mut archive = Command::new(llvm("ar")?);
        output(archive.arg("rcs").arg(folder.join("libunwind.a")).args(objects))?;
        Ok(())
    }
}

/// The machine's own toolchain with Rust's sources in it. Its files are links to the originals.
fn toolchain() -> Result<PathBuf, String> {
    let version = output(Command::new("rustc").arg("--version"))?;
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let number = version.split_whitespace().nth(1).unwrap_or_default();
    let folder = cache()?.join(format!("rust-{number}-with-sources"));
    if folder.join("lib/rustlib/src/rust/library/std").is_dir() {
        return Ok(folder);
    }
    let debian = DebianRoot::install(&format!("rust-src-{number}"), SOURCES_SUITE, &[SOURCES_PACKAGE])?;
    let sources = debian.path("usr/src");
    let sources = std::fs::read_dir(&sources)
        .map_err(|error| format!("{}: {error}", sources.display()))?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().ends_with(number))
        .ok_or_else(|| format!("{SOURCES_SUITE} has Rust's sources of another version than {number}"))?;
    remove(&folder)?;
    run_command(Command::new("cp").args(["--archive", "--link", sysroot.trim()]).arg(&folder))?;
    let place = folder.join("lib/rustlib/src");
    std::fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    let mut link = Command::new("cp");
    run_command(link.args(["--archive", "--link"]).arg(&sources).arg(place.join("rust")))?;
    Ok(folder)
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

fn which(program: &str) -> Result<String, String> {
    Ok(output(Command::new("which").arg(program))?.trim().to_owned())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
