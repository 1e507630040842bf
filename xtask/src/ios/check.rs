//! The phone's static library, compiled on Linux: proof that it compiles, with its NEON kernels, and what it asks of iOS.
//!
//! Nothing is linked, which needs Apple's SDK.

use std::path::Path;

use super::{LIBRARY, OLDEST, PHONE};
use crate::command::{output, root, run_command};
use crate::debian_rust::DebianRust;

/// APIs that Apple wants a reason for, by the C functions that are theirs
/// (<https://developer.apple.com/documentation/bundleresources/describing-use-of-required-reason-api>).
const REASONED: [(&str, &[&str]); 3] = [
    ("NSPrivacyAccessedAPICategorySystemBootTime", &["_mach_absolute_time"]),
    ("NSPrivacyAccessedAPICategoryDiskSpace", &["_statfs", "_statvfs", "_fstatfs", "_fstatvfs"]),
    (
        "NSPrivacyAccessedAPICategoryFileTimestamp",
        &[
            "_stat",
            "_fstat",
            "_lstat",
            "_fstatat",
            "_getattrlist",
            "_fgetattrlist",
            "_getattrlistat",
            "_getattrlistbulk",
        ],
    ),
];

/// Compiles, then looks at what came out.
pub(super) fn compile(cargo: &[&str]) -> Result<(), String> {
    let rust = DebianRust::install()?;
    let target = root()?.join("target");
    // Build scripts ask for an SDK's folder, and need nothing in it to assemble kernels.
    let sdk = target.join("ios-check/sdk");
    std::fs::create_dir_all(&sdk).map_err(|error| format!("{}: {error}", sdk.display()))?;
    let mut variables = DebianRust::variables()?;
    variables.extend([
        ("SDKROOT", text(&sdk)),
        ("IPHONEOS_DEPLOYMENT_TARGET", OLDEST.to_owned()),
        ("CRATE_CC_NO_DEFAULTS", "1".to_owned()),
        ("CC_aarch64_apple_ios", "clang".to_owned()),
        ("CFLAGS_aarch64_apple_ios", format!("--target=arm64-apple-ios{OLDEST} -fPIC")),
        ("AR_aarch64_apple_ios", "llvm-ar".to_owned()),
        ("RANLIB_aarch64_apple_ios", "llvm-ranlib".to_owned()),
    ]);
    let mut build = vec!["cargo", "rustc", "--offline", "--target", PHONE, "-Zbuild-std=std,panic_unwind"];
    build.extend(LIBRARY);
    build.extend(cargo);
    run_command(&mut rust.command(&variables, &build)?)?;
    look_at(&rust, &target.join(PHONE).join("dist/libswafoto_ffi.a"))
}

fn look_at(rust: &DebianRust, library: &Path) -> Result<(), String> {
    let inside = |program: &[&str]| -> Result<String, String> { output(&mut rust.command(&[], program)?) };
    let path = text(library);
    // Debian's LLVM may be older than the one in its Rust, whose bitcode it cannot read; symbols need none.
    let symbols = ["llvm-nm", "--no-llvm-bc", "--quiet", "--format=just-symbols"];
    let defined = inside(&[&symbols[..], &["--defined-only", &path]].concat())?;
    let kernels = defined.lines().filter(|symbol| symbol.contains("arm64simd")).count();
    if kernels == 0 {
        return Err(format!("{path}: has no NEON kernel"));
    }
    let undefined = inside(&[&symbols[..], &["--undefined-only", &path]].concat())?;
    check_reasons(&undefined)?;
    let (text, data) = sections(&inside(&["llvm-size", &path])?);
    let bytes = std::fs::metadata(library).map_err(|error| format!("{path}: {error}"))?.len();
    let [bytes, text, data] = [bytes, text, data].map(|size| size as f64 / 1e6);
    eprintln!("{path}: {bytes:.1} MB, with {kernels} symbols of NEON kernels");
    eprintln!(
        "code and constants {text:.1} MB, data {data:.1} MB, before an app's linker leaves out what it does not need"
    );
    Ok(())
}

/// Bytes of code with constants and of data, over all objects. A line of `llvm-size` is an object: __TEXT, __DATA and more.
fn sections(table: &str) -> (u64, u64) {
    let sizes = table.lines().filter_map(|line| {
        let mut columns = line.split_whitespace().map(str::parse::<u64>);
        Some((columns.next()?.ok()?, columns.next()?.ok()?))
    });
    sizes.fold((0, 0), |(text, data), (more_text, more_data)| (text + more_text, data + more_data))
}

/// Every API with a required reason that the library calls has its reason in the privacy manifest.
fn check_reasons(undefined: &str) -> Result<(), String> {
    let manifest = root()?.join("ios/Sources/Swafoto/PrivacyInfo.xcprivacy");
    let declared =
        std::fs::read_to_string(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
    for (category, functions) in REASONED {
        let called: Vec<&str> =
            undefined.lines().map(str::trim).filter(|symbol| functions.contains(symbol)).collect();
        if !called.is_empty() && !declared.contains(category) {
            return Err(format!("{}: {called:?} want a reason under {category}", manifest.display()));
        }
        eprintln!("{category}: calls {called:?}");
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_all_objects_are_summed() {
        let table = "__TEXT\t__DATA\t__OBJC\tothers\tdec\thex\n\
                     238811\t9545\t0\t13536\t261892\t3ff04\tlib.a(one.o)\n\
                     47052\t0\t0\t127937\t174989\t2ab8d\tlib.a(two.o)\n";
        assert_eq!(sections(table), (238_811 + 47_052, 9545));
    }

    #[test]
    fn what_wants_a_reason_has_one_or_is_refused() {
        assert_eq!(check_reasons("_malloc\n_fstat\n"), Ok(()));
        let refused = check_reasons("_mach_absolute_time\n").unwrap_err();
        assert!(refused.contains("SystemBootTime"), "{refused}");
    }
}
