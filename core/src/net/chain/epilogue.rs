//! What becomes of a sum before it is written: another picture is added to it, and it is activated.

use super::layout::Layout;
#[cfg(target_arch = "wasm32")]
use super::simd128::{QUAD, Quad};

/// What bends a sum, channel by channel.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Activation {
    /// Nothing.
    None,
    /// Nothing is below zero.
    Relu,
    /// What is below zero is multiplied by its channel's slope. As many slopes as the picture has lanes.
    Prelu(Vec<f32>),
}

impl Activation {
    /// Bends the `N` lanes of a pixel from `lane` on.
    #[inline(always)]
    pub(super) fn apply<const N: usize>(&self, sums: &mut [f32; N], lane: usize) {
        match self {
            Self::None => {}
            Self::Relu => *sums = sums.map(|sum| sum.max(0.0)),
            Self::Prelu(slopes) => {
                let slopes = &slopes[lane..lane + N];
                for lane in 0..N {
                    sums[lane] = sums[lane].max(0.0) + slopes[lane] * sums[lane].min(0.0);
                }
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
impl Activation {
    /// Bends four lanes of a pixel from `lane` on.
    #[inline(always)]
    fn bend(&self, sums: Quad, lane: usize) -> Quad {
        match self {
            Self::None => sums,
            Self::Relu => sums.above_zero(),
            Self::Prelu(slopes) => {
                sums.above_zero().plus_product(Quad::load(&slopes[lane..]), sums.below_zero())
            }
        }
    }
}

/// What becomes of each sum.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Epilogue {
    /// Bends the sum before anything is added to it.
    pub(super) first: Activation,
    /// Bends it then.
    pub(super) last: Activation,
}

/// A picture that is added. It may have fewer lanes than what it is added to: the rest is zero.
#[derive(Clone, Copy)]
pub(super) struct Addend<'a> {
    pub(super) layout: Layout,
    pub(super) samples: &'a [f32],
}

impl Epilogue {
    /// Nothing is added, nothing bent.
    pub(super) const NONE: Self = Self { first: Activation::None, last: Activation::None };
}

/// A row of the output, in which sums end.
pub(super) struct Row<'a> {
    pub(super) epilogue: &'a Epilogue,
    /// The row that is added, and its lanes.
    pub(super) addend: Option<(&'a [f32], usize)>,
    pub(super) written: &'a mut [f32],
    pub(super) lanes: usize,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        epilogue: &'a Epilogue,
        addend: Option<&Addend<'a>>,
        (to, output): (&Layout, &'a mut [f32]),
        row: usize,
    ) -> Self {
        let addend = addend.map(|Addend { layout, samples }| (layout.row(samples, row), layout.lanes));
        Self { epilogue, addend, written: to.row_mut(output, row), lanes: to.lanes }
    }

    /// Pixels of it.
    pub(super) fn columns(&self) -> usize {
        self.written.len() / self.lanes
    }

    /// Ends and writes the `N` lanes from `lane` on of the pixel at `column`.
    #[inline(always)]
    pub(super) fn end<const N: usize>(&mut self, mut sums: [f32; N], column: usize, lane: usize) {
        self.epilogue.first.apply(&mut sums, lane);
        if let Some((samples, lanes)) = self.addend {
            let added = added::<N>(&samples[column * lanes..][..lanes], lane);
            for lane in 0..N {
                sums[lane] += added[lane];
            }
        }
        self.epilogue.last.apply(&mut sums, lane);
        self.written[column * self.lanes + lane..][..N].copy_from_slice(&sums);
    }
}

#[cfg(target_arch = "wasm32")]
impl Row<'_> {
    /// Ends and writes four lanes from `lane` on of the pixel at `column`.
    #[inline(always)]
    pub(super) fn end_quad(&mut self, sums: Quad, column: usize, lane: usize) {
        let mut sums = self.epilogue.first.bend(sums, lane);
        if let Some((samples, lanes)) = self.addend {
            // A pixel's lanes are a multiple of four: all are there, or none.
            if lane + QUAD <= lanes {
                sums = sums.plus(Quad::load(&samples[column * lanes + lane..]));
            }
        }
        self.epilogue.last.bend(sums, lane).store(&mut self.written[column * self.lanes + lane..]);
    }
}

/// The `N` lanes of `pixel` from `lane` on, and zeros where it has no more.
#[inline(always)]
fn added<const N: usize>(pixel: &[f32], lane: usize) -> [f32; N] {
    let mut lanes = [0.0; N];
    if let Some(there) = pixel.get(lane..lane + N) {
        lanes.copy_from_slice(there);
    } else if let Some(there) = pixel.get(lane..) {
        lanes[..there.len()].copy_from_slice(there);
    }
    lanes
}
