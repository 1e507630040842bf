//! Numbers that a file holds: weights, shapes, scales.

use super::error::{InvalidNetwork, ensure};

/// Numbers and how they lie.
#[derive(Clone, Debug)]
pub(super) struct Constant {
    shape: Vec<usize>,
    numbers: Numbers,
}

/// What the numbers are.
#[derive(Clone, Debug)]
pub(super) enum Numbers {
    /// Of single precision.
    Floats(Vec<f32>),
    /// Of 64 bits.
    Integers(Vec<i64>),
}

impl Constant {
    /// `numbers` along axes of the lengths in `shape`, the last one fastest.
    ///
    /// # Errors
    /// Where there are more or fewer numbers than `shape` says.
    pub(super) fn new(shape: Vec<usize>, numbers: Numbers) -> Result<Self, InvalidNetwork> {
        let count = match &numbers {
            Numbers::Floats(numbers) => numbers.len(),
            Numbers::Integers(numbers) => numbers.len(),
        };
        ensure!(volume(&shape) == Some(count), "{count} numbers of the shape {shape:?}");
        Ok(Self { shape, numbers })
    }

    /// The lengths of its axes.
    pub(super) fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// Its numbers, which must be floats.
    pub(super) fn floats(&self) -> Result<&[f32], InvalidNetwork> {
        match &self.numbers {
            Numbers::Floats(numbers) => Ok(numbers),
            Numbers::Integers(_) => Err(InvalidNetwork::new("integers, where floats should be")),
        }
    }

    /// Its numbers, which must be integers.
    pub(super) fn integers(&self) -> Result<&[i64], InvalidNetwork> {
        match &self.numbers {
            Numbers::Integers(numbers) => Ok(numbers),
            Numbers::Floats(_) => Err(InvalidNetwork::new("floats, where integers should be")),
        }
    }
}

/// How many numbers lie along axes of such lengths; `None` where no computer has as many.
pub(super) fn volume(shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(1_usize, |volume, length| volume.checked_mul(*length))
}

/// A number of half precision (IEEE 754's binary16), which single precision holds exactly.
pub(super) fn from_half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1f), u32::from(bits & 0x3ff));
    match exponent {
        // Less than the least normal number: the fraction counts steps of 2^-24.
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        // Infinite, or none.
        0x1f => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_is_what_its_definition_says() {
        for bits in 0..=u16::MAX {
            let (exponent, fraction) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff) / 1024.0);
            let size = match exponent {
                0 => fraction * 2_f64.powi(-14),
                31 if fraction == 0.0 => f64::INFINITY,
                31 => f64::NAN,
                _ => (1.0 + fraction) * 2_f64.powi(exponent - 15),
            };
            let expected = if bits >> 15 == 1 { -size } else { size };
            let found = f64::from(from_half(bits));
            assert!(found == expected || found.is_nan() && expected.is_nan(), "{bits:#06x}: {found}");
            assert_eq!(found.is_sign_negative(), bits >> 15 == 1, "{bits:#06x}");
        }
    }

    #[test]
    fn as_many_numbers_as_the_shape_says() {
        assert!(Constant::new(vec![2, 3], Numbers::Floats(vec![0.0; 6])).is_ok());
        assert!(Constant::new(vec![2, 3], Numbers::Integers(vec![0; 5])).is_err());
        assert!(Constant::new(vec![usize::MAX, 2], Numbers::Floats(Vec::new())).is_err());
    }
}
