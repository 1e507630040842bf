//! The kinds of phones.

/// One of Android's binary interfaces.
#[derive(Debug)]
pub(super) struct Abi {
    /// Android's name, also of the folder in an app.
    pub(super) name: &'static str,
    /// Rust's name.
    pub(super) target: &'static str,
    /// clang's name, without the API level.
    pub(super) clang: &'static str,
    /// What Debian's clang has to be told of it, and the NDK's knows.
    pub(super) told: &'static [&'static str],
    /// musl's name of the processor, by which the stub route finds headers.
    pub(super) musl: &'static str,
    /// What readelf calls its machine.
    pub(super) machine: &'static str,
    /// What readelf calls its class.
    pub(super) class: &'static str,
}

/// Those that ship: 64-bit phones, the 32-bit phones that are still sold, and the emulator.
pub(super) const ABIS: [Abi; 3] = [
    Abi {
        name: "arm64-v8a",
        target: "aarch64-linux-android",
        clang: "aarch64-linux-android",
        told: &[],
        musl: "aarch64-linux",
        machine: "AArch64",
        class: "ELF64",
    },
    Abi {
        name: "armeabi-v7a",
        target: "armv7-linux-androideabi",
        clang: "armv7a-linux-androideabi",
        // Else it takes the processor for one without floating point.
        told: &["-mfloat-abi=softfp"],
        musl: "arm-linux",
        machine: "ARM",
        class: "ELF32",
    },
    Abi {
        name: "x86_64",
        target: "x86_64-linux-android",
        clang: "x86_64-linux-android",
        told: &[],
        musl: "x86_64-linux",
        machine: "Advanced Micro Devices X86-64",
        class: "ELF64",
    },
];
