//! Rows in vectors of 128 bits, for WebAssembly: its compiler turns loops over arrays into one number at a time.
//!
//! The blocks are smaller than elsewhere, for most processors behind a browser have 16 registers for vectors.

use core::arch::wasm32::{
    f32x4_add, f32x4_mul, f32x4_pmax, f32x4_pmin, f32x4_splat, v128, v128_load, v128_store,
};

/// Channels of a vector.
pub(super) const QUAD: usize = 4;

/// As many channels of a pixel.
#[derive(Clone, Copy)]
pub(super) struct Quad(v128);

impl Quad {
    /// The first four of `numbers`.
    #[inline(always)]
    pub(super) fn load(numbers: &[f32]) -> Self {
        let numbers = &numbers[..QUAD];
        // SAFETY: four numbers lie there, and a vector may begin at any address.
        Self(unsafe { v128_load(numbers.as_ptr().cast()) })
    }

    /// Over the first four of `numbers`.
    #[inline(always)]
    pub(super) fn store(self, numbers: &mut [f32]) {
        let numbers = &mut numbers[..QUAD];
        // SAFETY: four numbers lie there, and a vector may begin at any address.
        unsafe { v128_store(numbers.as_mut_ptr().cast(), self.0) };
    }

    /// The same number four times.
    #[inline(always)]
    pub(super) fn splat(number: f32) -> Self {
        Self(f32x4_splat(number))
    }

    #[inline(always)]
    pub(super) fn plus(self, other: Self) -> Self {
        Self(f32x4_add(self.0, other.0))
    }

    /// `weights * samples + self`, rounded twice.
    #[inline(always)]
    pub(super) fn plus_product(self, weights: Self, samples: Self) -> Self {
        Self(f32x4_add(f32x4_mul(weights.0, samples.0), self.0))
    }

    /// What is above zero; zero for what is no number, as [`f32::max`] has it.
    #[inline(always)]
    pub(super) fn above_zero(self) -> Self {
        Self(f32x4_pmax(f32x4_splat(0.0), self.0))
    }

    /// What is below zero.
    #[inline(always)]
    pub(super) fn below_zero(self) -> Self {
        Self(f32x4_pmin(f32x4_splat(0.0), self.0))
    }
}
