//! Convolution over all channels.
//!
//! A block of neighbouring pixels and of channels is summed in registers over all that the kernel covers, then ended
//! ([`Epilogue`]) and written once.

use std::ops::Range;

#[cfg(target_arch = "x86_64")]
use super::arithmetic::Fused;
#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
use super::arithmetic::{Arithmetic, Common};
use super::arithmetic::{Has, Processor};
use super::epilogue::{Addend, Epilogue, Row};
use super::layout::{LANES, Layout};
#[cfg(arm_neon)]
use super::neon;
#[cfg(target_arch = "wasm32")]
use super::simd128::{QUAD, Quad};

/// Channels of a block. With [`PIXELS`] as many sums as hide how long one takes, and no more than there are registers for.
const WIDE: usize = 2 * LANES;

/// Channels of the last block where they are an odd multiple of [`LANES`], which by themselves are too few sums; and its pixels.
const ODD: usize = 3 * LANES;
#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
const ODD_PIXELS: usize = 3;

/// Channels of the blocks that a processor with more registers, and wider ones, has first.
const WIDER: usize = 4 * LANES;
const WIDEST: usize = 8 * LANES;

/// Pixels of a block.
#[cfg(not(arm_neon))]
const PIXELS: usize = 4;

/// Where a kernel stands and moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// Rows and columns of the kernel.
    pub(super) kernel: [usize; 2],
    /// Pixels from a place of it to the next.
    pub(super) strides: [usize; 2],
    /// Pixels from a tap to the next.
    pub(super) dilations: [usize; 2],
    /// Zeros above, to the left, below, to the right.
    pub(super) pads: [usize; 4],
}

impl Window {
    /// Rows and columns of what comes out of a picture of so many; `None` where the kernel does not fit in.
    pub(super) fn output_size(&self, size: [usize; 2]) -> Option<[usize; 2]> {
        let along = |axis: usize| {
            let reach = (self.kernel[axis] - 1).checked_mul(self.dilations[axis])?.checked_add(1)?;
            let padded = size[axis] + self.pads[axis] + self.pads[axis + 2];
            Some(padded.checked_sub(reach)? / self.strides[axis] + 1)
        };
        Some([along(0)?, along(1)?])
    }

    /// Where the first tap of the kernel's place at `row` and `column` of the output lies in the input. The border is wide enough.
    #[inline(always)]
    pub(super) fn first_tap(&self, layout: &Layout, row: usize, column: usize) -> usize {
        let [top, left, ..] = self.pads;
        (layout.border[0] + row * self.strides[0] - top) * layout.stride()
            + (layout.border[1] + column * self.strides[1] - left) * layout.lanes
    }

    /// Where each tap lies from the first one.
    pub(super) fn taps(&self, layout: &Layout) -> Vec<usize> {
        let row = |row: usize| row * self.dilations[0] * layout.stride();
        let column = |column: usize| column * self.dilations[1] * layout.lanes;
        (0..self.kernel[0])
            .flat_map(|down| (0..self.kernel[1]).map(move |right| row(down) + column(right)))
            .collect()
    }
}

/// Kernels and biases in the order in which they are read: of the first block of output channels tap by tap, of a tap input channel by
/// input channel, then of the next block.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kernels {
    /// What the blocks are for.
    processor: Processor,
    window: Window,
    inputs: usize,
    widest: Block<WIDEST>,
    wider: Block<WIDER>,
    wide: Block<WIDE>,
    odd: Block<ODD>,
    /// What is left, where there is no more.
    narrow: Block<LANES>,
}

#[derive(Clone, Debug, PartialEq)]
struct Block<const N: usize> {
    /// The first of its channels.
    first: usize,
    weights: Vec<[f32; N]>,
    biases: Vec<[f32; N]>,
}

impl<const N: usize> Block<N> {
    /// The output channels in `range`; `weights` are of the shape outputs x inputs x taps.
    fn new(weights: &[f32], biases: &[f32], per_output: usize, inputs: usize, range: Range<usize>) -> Self {
        let taps = per_output / inputs;
        let outputs = |lane: usize| (lane..lane + N).map(|output| (output < biases.len()).then_some(output));
        let gathered = |lane: usize, at: usize| {
            let mut lanes = [0.0; N];
            for (to, output) in lanes.iter_mut().zip(outputs(lane)) {
                *to = output.map_or(0.0, |output| weights[output * per_output + at]);
            }
            lanes
        };
        let starts = || range.clone().step_by(N);
        let order = move |lane: usize| {
            (0..taps).flat_map(move |tap| (0..inputs).map(move |input| (lane, input * taps + tap)))
        };
        Self {
            first: range.start,
            weights: starts().flat_map(order).map(|(lane, at)| gathered(lane, at)).collect(),
            biases: starts()
                .map(|lane| {
                    let mut lanes = [0.0; N];
                    for (to, output) in lanes.iter_mut().zip(outputs(lane)) {
                        *to = output.map_or(0.0, |output| biases[output]);
                    }
                    lanes
                })
                .collect(),
        }
    }
}

impl Kernels {
    /// Of `weights` in the order of files: output channels x input channels x rows x columns, and a bias for each output channel.
    pub(super) fn new(
        processor: Processor,
        window: Window,
        weights: &[f32],
        biases: &[f32],
        inputs: usize,
    ) -> Self {
        let per_output = inputs * window.kernel[0] * window.kernel[1];
        let lanes = biases.len().next_multiple_of(LANES);
        let is_wide = processor.has_wide_registers();
        // What `row` has vectors for there.
        let only_narrow = cfg!(any(target_arch = "wasm32", arm_neon));
        let mut from = 0;
        // As many blocks of so many channels as there are, but for what is kept back.
        let mut range = |channels: usize, kept: usize| {
            let start = from;
            from += (lanes - start).saturating_sub(kept) / channels * channels;
            start..from
        };
        let [widest, wider] =
            [WIDEST, WIDER].map(|channels| range(channels, if is_wide { 0 } else { lanes }));
        let left = lanes - wider.end;
        let is_odd = !left.is_multiple_of(WIDE) && left >= ODD && !only_narrow;
        let wide = range(
            WIDE,
            if only_narrow {
                lanes
            } else if is_odd {
                ODD
            } else {
                0
            },
        );
        let odd = range(ODD, if is_odd { 0 } else { lanes });
        let narrow = range(LANES, 0);
        Self {
            processor,
            window,
            inputs,
            widest: Block::new(weights, biases, per_output, inputs, widest),
            wider: Block::new(weights, biases, per_output, inputs, wider),
            wide: Block::new(weights, biases, per_output, inputs, wide),
            odd: Block::new(weights, biases, per_output, inputs, odd),
            narrow: Block::new(weights, biases, per_output, inputs, narrow),
        }
    }

    /// Multiply-adds for a pixel.
    pub(super) fn work(&self) -> usize {
        self.widest.weights.len() * WIDEST
            + self.wider.weights.len() * WIDER
            + self.wide.weights.len() * WIDE
            + self.odd.weights.len() * ODD
            + self.narrow.weights.len() * LANES
    }

    /// Where the kernel stands and moves.
    pub(super) fn window(&self) -> &Window {
        &self.window
    }

    /// Convolves a picture.
    pub(super) fn run(
        &self,
        (from, input): (&Layout, &[f32]),
        (to, output): (&Layout, &mut [f32]),
        epilogue: &Epilogue,
        addend: Option<&Addend<'_>>,
    ) {
        let mut taps = self.window.taps(from);
        let mut run = self.inputs;
        // Neighbouring pixels without zeros between their channels are one run.
        if from.lanes == self.inputs && self.window.dilations[1] == 1 {
            taps = taps.into_iter().step_by(self.window.kernel[1]).collect();
            run *= self.window.kernel[1];
        }
        let runs = Runs { starts: &taps, length: run };
        for row in 0..to.size[0] {
            // A row of the input stays near while all that is made of it is made.
            let input = &input[self.window.first_tap(from, row, 0)..];
            let step = self.window.strides[1] * from.lanes;
            let mut ends = Row::new(epilogue, addend, (to, &mut *output), row);
            match self.processor.has() {
                // SAFETY: the processor, which is the one that this runs on, has what the function is compiled for.
                #[cfg(target_arch = "x86_64")]
                Has::Avx2 => unsafe { self.row_avx2(input, step, &runs, &mut ends) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Has::Avx512 => unsafe {
                    self.row_avx512(input, step, &runs, &mut ends);
                    self.row_avx2(input, step, &runs, &mut ends);
                },
                #[cfg(target_arch = "wasm32")]
                Has::Nothing => self.narrow.row_in_quads(input, step, &runs, &mut ends),
                #[cfg(arm_neon)]
                Has::Nothing => self.narrow.row_in_neon(input, step, &runs, &mut ends),
                #[cfg(not(any(target_arch = "wasm32", arm_neon)))]
                Has::Nothing => self.row::<Common>(input, step, &runs, &mut ends),
            }
        }
    }

    /// [`Kernels::row`], compiled for 256-bit vectors.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn row_avx2(&self, input: &[f32], step: usize, runs: &Runs<'_>, ends: &mut Row<'_>) {
        self.row::<Fused>(input, step, runs, ends);
    }

    /// As [`Kernels::row`], of the channels whose blocks need wide registers. The others are no faster so.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma,avx512f,avx512vl")]
    fn row_avx512(&self, input: &[f32], step: usize, runs: &Runs<'_>, ends: &mut Row<'_>) {
        self.widest.row::<Fused, PIXELS>(input, step, runs, ends);
        self.wider.row::<Fused, PIXELS>(input, step, runs, ends);
    }

    /// A row of the output, whose first place of the kernel begins where `input` does, and each further one after a `step`.
    #[cfg(not(any(target_arch = "wasm32", arm_neon)))]
    #[inline(always)]
    fn row<A: Arithmetic>(&self, input: &[f32], step: usize, runs: &Runs<'_>, ends: &mut Row<'_>) {
        self.wide.row::<A, PIXELS>(input, step, runs, ends);
        self.odd.row::<A, ODD_PIXELS>(input, step, runs, ends);
        self.narrow.row::<A, PIXELS>(input, step, runs, ends);
    }
}

/// What a kernel covers, as runs of numbers that lie next to each other.
struct Runs<'a> {
    /// Where each begins, from the first one on.
    starts: &'a [usize],
    length: usize,
}

#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
impl<const N: usize> Block<N> {
    /// The channels of the blocks, of a row, `M` pixels at a time.
    #[inline(always)]
    fn row<A: Arithmetic, const M: usize>(
        &self,
        input: &[f32],
        step: usize,
        runs: &Runs<'_>,
        ends: &mut Row<'_>,
    ) {
        let weights = self.weights.chunks_exact(runs.starts.len() * runs.length);
        for (block, (weights, biases)) in weights.zip(&self.biases).enumerate() {
            let (lane, columns) = (self.first + block * N, ends.columns());
            let mut column = 0;
            while column + M <= columns {
                let sums = summed::<A, M, N>(&input[column * step..], step, runs, weights, biases);
                for (pixel, sums) in sums.into_iter().enumerate() {
                    ends.end(sums, column + pixel, lane);
                }
                column += M;
            }
            while column < columns {
                let [sums] = summed::<A, 1, N>(&input[column * step..], step, runs, weights, biases);
                ends.end(sums, column, lane);
                column += 1;
            }
        }
    }
}

#[cfg(arm_neon)]
impl Block<LANES> {
    /// The channels of the blocks, of a row.
    fn row_in_neon(&self, samples: &[f32], step: usize, runs: &Runs<'_>, ends: &mut Row<'_>) {
        let input = neon::Input { samples, step, starts: runs.starts };
        let weights = self.weights.chunks_exact(runs.starts.len() * runs.length);
        for (block, (weights, biases)) in weights.zip(&self.biases).enumerate() {
            neon::convolve(&input, runs.length, weights, biases, ends, self.first + block * LANES);
        }
    }
}

#[cfg(target_arch = "wasm32")]
impl Block<LANES> {
    /// The channels of the blocks, of a row, [`PIXELS`] at a time.
    #[inline(always)]
    fn row_in_quads(&self, input: &[f32], step: usize, runs: &Runs<'_>, ends: &mut Row<'_>) {
        let weights = self.weights.chunks_exact(runs.starts.len() * runs.length);
        for (block, (weights, biases)) in weights.zip(&self.biases).enumerate() {
            let (lane, columns) = (self.first + block * LANES, ends.columns());
            let mut column = 0;
            while column + PIXELS <= columns {
                let sums = summed_in_quads::<PIXELS>(&input[column * step..], step, runs, weights, biases);
                end_in_quads(sums, ends, column, lane);
                column += PIXELS;
            }
            while column < columns {
                let sums = summed_in_quads::<1>(&input[column * step..], step, runs, weights, biases);
                end_in_quads(sums, ends, column, lane);
                column += 1;
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn end_in_quads<const M: usize>(
    sums: [[Quad; LANES / QUAD]; M],
    ends: &mut Row<'_>,
    column: usize,
    lane: usize,
) {
    for (pixel, sums) in sums.into_iter().enumerate() {
        for (quad, sums) in sums.into_iter().enumerate() {
            ends.end_quad(sums, column + pixel, lane + quad * QUAD);
        }
    }
}

/// The sums of `M` pixels and of [`LANES`] channels, as elsewhere of more.
#[cfg(target_arch = "wasm32")]
#[inline(always)]
fn summed_in_quads<const M: usize>(
    input: &[f32],
    step: usize,
    runs: &Runs<'_>,
    weights: &[[f32; LANES]],
    biases: &[f32; LANES],
) -> [[Quad; LANES / QUAD]; M] {
    let quads = |lanes: &[f32; LANES]| [Quad::load(lanes), Quad::load(&lanes[QUAD..])];
    let mut sums = [quads(biases); M];
    for (start, weights) in runs.starts.iter().zip(weights.chunks_exact(runs.length)) {
        let pixels: [&[f32]; M] = std::array::from_fn(|pixel| &input[pixel * step + start..][..runs.length]);
        for (channel, weights) in weights.iter().enumerate() {
            let weights = quads(weights);
            for pixel in 0..M {
                let sample = Quad::splat(pixels[pixel][channel]);
                for quad in 0..LANES / QUAD {
                    sums[pixel][quad] = sums[pixel][quad].plus_product(weights[quad], sample);
                }
            }
        }
    }
    sums
}

/// The sums of `M` pixels and `N` channels. What the kernel covers of the first pixel begins where `input` does, of each further one after a
/// `step`.
#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
#[inline(always)]
fn summed<A: Arithmetic, const M: usize, const N: usize>(
    input: &[f32],
    step: usize,
    runs: &Runs<'_>,
    weights: &[[f32; N]],
    biases: &[f32; N],
) -> [[f32; N]; M] {
    let mut sums = [*biases; M];
    for (start, weights) in runs.starts.iter().zip(weights.chunks_exact(runs.length)) {
        let pixels: [&[f32]; M] = std::array::from_fn(|pixel| &input[pixel * step + start..][..runs.length]);
        for (channel, weights) in weights.iter().enumerate() {
            // Over places, not iterators: so the compiler keeps all sums in registers.
            for pixel in 0..M {
                let sample = pixels[pixel][channel];
                for lane in 0..N {
                    sums[pixel][lane] = A::multiply_add(weights[lane], sample, sums[pixel][lane]);
                }
            }
        }
    }
    sums
}
