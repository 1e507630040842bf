//! What the steps of a chain compute with: plain loops over arrays of a fixed length, which the compiler turns into the vectors of
//! the processor that they are compiled for.

/// How a processor multiplies and adds. WebAssembly and 32-bit ARM have vectors for it (`simd128.rs`, `neon.rs`).
#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
pub(super) trait Arithmetic {
    /// `weight * sample + sum`, rounded once or twice.
    fn multiply_add(weight: f32, sample: f32, sum: f32) -> f32;
}

/// In one instruction, which every 64-bit ARM has, and an x86 with FMA.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
pub(super) struct Fused;

#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
impl Arithmetic for Fused {
    #[inline(always)]
    fn multiply_add(weight: f32, sample: f32, sum: f32) -> f32 {
        weight.mul_add(sample, sum)
    }
}

/// In two: where there is none for both, it would be a function call.
#[cfg(not(any(target_arch = "aarch64", target_arch = "wasm32", arm_neon)))]
pub(super) struct Parted;

#[cfg(not(any(target_arch = "aarch64", target_arch = "wasm32", arm_neon)))]
impl Arithmetic for Parted {
    #[inline(always)]
    fn multiply_add(weight: f32, sample: f32, sum: f32) -> f32 {
        weight * sample + sum
    }
}

/// What the processor has beyond what all of its kind have. It can only be had by asking, so that who has it may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Processor(Has);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Has {
    /// Nothing.
    Nothing,
    /// Vectors of 256 bits, and one instruction to multiply and add.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Vectors of 512 bits, and twice as many registers for them.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Processor {
    /// The one that this runs on.
    pub(super) fn here() -> Self {
        #[cfg(target_arch = "x86_64")]
        if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
            let wide = std::is_x86_feature_detected!("avx512f") && std::is_x86_feature_detected!("avx512vl");
            return Self(if wide { Has::Avx512 } else { Has::Avx2 });
        }
        Self(Has::Nothing)
    }

    /// As though it had nothing.
    #[cfg(test)]
    pub(super) const fn plain() -> Self {
        Self(Has::Nothing)
    }

    /// Whether its registers are 512 bits wide and 32 in number.
    pub(super) const fn has_wide_registers(self) -> bool {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Has::Avx512 => true,
            #[cfg(target_arch = "x86_64")]
            Has::Avx2 => false,
            Has::Nothing => false,
        }
    }

    pub(super) const fn has(self) -> Has {
        self.0
    }
}

/// How every processor of the kind that this is compiled for multiplies and adds.
#[cfg(target_arch = "aarch64")]
pub(super) type Common = Fused;

/// How every processor of the kind that this is compiled for multiplies and adds.
#[cfg(not(any(target_arch = "aarch64", target_arch = "wasm32", arm_neon)))]
pub(super) type Common = Parted;
