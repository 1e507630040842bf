//! The most that a processor can do of what convolutions do, for who compares.
#![cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]

use std::hint::black_box;

use super::arithmetic::{Has, Processor};

/// Vectors that are summed side by side: more than a processor has under way, fewer than it has registers.
const SUMS: usize = 12;

/// Multiplies and adds in registers, nothing read and nothing written, `rounds` times in the widest vectors that the kernels use, and says how
/// many numbers it multiplied.
pub fn multiply_in_registers(rounds: u32) -> u64 {
    let lanes = match Processor::here().has() {
        // SAFETY: the processor, which is the one that this runs on, has what the function is compiled for.
        #[cfg(target_arch = "x86_64")]
        Has::Avx512 => unsafe { x86_64::multiply_512(rounds) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Has::Avx2 => unsafe { x86_64::multiply_256(rounds) },
        // SAFETY: every processor of this kind has what the function is compiled for.
        Has::Nothing => unsafe { multiply_128(rounds) },
    };
    u64::from(rounds) * (SUMS * lanes) as u64
}

// Intrinsics, for the compiler makes other vectors of these loops than of a convolution's.
macro_rules! multiply {
    ($name:ident, $features:literal, $lanes:literal, $splat:expr, $multiply_add:expr) => {
        #[target_feature(enable = $features)]
        pub(super) fn $name(rounds: u32) -> usize {
            let (factor, added) = black_box(($splat(0.5), $splat(0.25)));
            // All alike, they would be computed once.
            let mut sums = black_box([$splat(1.0); SUMS]);
            for _ in 0..rounds {
                for sum in &mut sums {
                    *sum = $multiply_add(*sum, factor, added);
                }
            }
            black_box(sums);
            $lanes
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::arch::x86_64::{
        _mm_add_ps, _mm_mul_ps, _mm_set1_ps, _mm256_fmadd_ps, _mm256_set1_ps, _mm512_fmadd_ps, _mm512_set1_ps,
    };

    use super::{SUMS, black_box};

    multiply!(multiply_512, "avx512f", 16, _mm512_set1_ps, _mm512_fmadd_ps);
    multiply!(multiply_256, "avx2,fma", 8, _mm256_set1_ps, _mm256_fmadd_ps);
    multiply!(multiply_128, "sse2", 4, _mm_set1_ps, |sum, factor, added| _mm_add_ps(
        _mm_mul_ps(sum, factor),
        added
    ));
}

#[cfg(target_arch = "aarch64")]
mod aarch64 {
    use std::arch::aarch64::{vdupq_n_f32, vfmaq_f32};

    use super::{SUMS, black_box};

    multiply!(multiply_128, "neon", 4, vdupq_n_f32, |sum, factor, added| vfmaq_f32(added, sum, factor));
}

#[cfg(target_arch = "aarch64")]
use aarch64::multiply_128;
#[cfg(target_arch = "x86_64")]
use x86_64::multiply_128;
