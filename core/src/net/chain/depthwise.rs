//! Depthwise convolution: each channel with a kernel of its own.

#[cfg(target_arch = "x86_64")]
use super::arithmetic::Fused;
#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
use super::arithmetic::{Arithmetic, Common};
use super::arithmetic::{Has, Processor};
use super::convolution::Window;
use super::epilogue::{Addend, Epilogue, Row};
use super::layout::{LANES, Layout};
#[cfg(arm_neon)]
use super::neon;
#[cfg(target_arch = "wasm32")]
use super::simd128::{QUAD, Quad};

/// Pixels of a block, which share the kernel.
#[cfg(not(arm_neon))]
const PIXELS: usize = 4;

/// Kernels and biases.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DepthwiseKernels {
    processor: Processor,
    window: Window,
    /// Tap by tap, of a tap lane by lane.
    weights: Vec<f32>,
    biases: Vec<f32>,
}

impl DepthwiseKernels {
    /// Of `weights` in the order of files: channels x 1 x rows x columns, and a bias for each channel.
    pub(super) fn new(processor: Processor, window: Window, weights: &[f32], biases: &[f32]) -> Self {
        let taps = window.kernel[0] * window.kernel[1];
        let lanes = biases.len().next_multiple_of(LANES);
        let mut by_tap = vec![0.0; taps * lanes];
        for (channel, kernel) in weights.chunks_exact(taps).enumerate() {
            for (tap, weight) in kernel.iter().enumerate() {
                by_tap[tap * lanes + channel] = *weight;
            }
        }
        let mut padded = biases.to_vec();
        padded.resize(lanes, 0.0);
        Self { processor, window, weights: by_tap, biases: padded }
    }

    /// Multiply-adds for a pixel.
    pub(super) fn work(&self) -> usize {
        self.weights.len()
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
        for row in 0..to.size[0] {
            let mut ends = Row::new(epilogue, addend, (to, output), row);
            match self.processor.has() {
                // SAFETY: the processor, which is the one that this runs on, has what the function is compiled for.
                #[cfg(target_arch = "x86_64")]
                Has::Avx2 | Has::Avx512 => unsafe { self.row_avx2(from, row, input, &mut ends) },
                #[cfg(target_arch = "wasm32")]
                Has::Nothing => self.row_in_quads(from, row, input, &mut ends),
                #[cfg(arm_neon)]
                Has::Nothing => self.row_in_neon(from, row, input, &mut ends),
                #[cfg(not(any(target_arch = "wasm32", arm_neon)))]
                Has::Nothing => self.row::<Common>(from, row, input, &mut ends),
            }
        }
    }

    /// [`DepthwiseKernels::row`], compiled for 256-bit vectors.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn row_avx2(&self, from: &Layout, row: usize, input: &[f32], ends: &mut Row<'_>) {
        self.row::<Fused>(from, row, input, ends);
    }
}

#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
impl DepthwiseKernels {
    #[inline(always)]
    fn row<A: Arithmetic>(&self, from: &Layout, row: usize, input: &[f32], ends: &mut Row<'_>) {
        let Window { kernel, strides, dilations, .. } = self.window;
        for lane in (0..from.lanes).step_by(LANES) {
            match (kernel, strides[1], dilations[1]) {
                ([_, 3], 1, 1) => self.row_of::<A, 3, 1>(from, row, lane, input, ends),
                ([_, 3], 2, 1) => self.row_of::<A, 3, 2>(from, row, lane, input, ends),
                _ => self.row_by_tap::<A>(from, row, lane, input, ends),
            }
        }
    }

    /// A row, by a kernel of `K` columns that moves by `S` pixels.
    #[inline(always)]
    fn row_of<A: Arithmetic, const K: usize, const S: usize>(
        &self,
        from: &Layout,
        row: usize,
        lane: usize,
        input: &[f32],
        ends: &mut Row<'_>,
    ) {
        let down = self.window.dilations[0] * from.stride();
        let input = &input[self.window.first_tap(from, row, 0) + lane..];
        let (columns, step) = (ends.columns(), S * from.lanes);
        let mut column = 0;
        while column + PIXELS <= columns {
            let sums = self.summed::<A, PIXELS, K, S>(&input[column * step..], down, lane);
            for (pixel, sums) in sums.into_iter().enumerate() {
                ends.end(sums, column + pixel, lane);
            }
            column += PIXELS;
        }
        while column < columns {
            let [sums] = self.summed::<A, 1, K, S>(&input[column * step..], down, lane);
            ends.end(sums, column, lane);
            column += 1;
        }
    }

    /// The sums of `M` neighbouring pixels, the kernel's place for the first of which begins where `input` does. A pixel that several
    /// places of the kernel cover is read once.
    #[inline(always)]
    fn summed<A: Arithmetic, const M: usize, const K: usize, const S: usize>(
        &self,
        input: &[f32],
        down: usize,
        lane: usize,
    ) -> [[f32; LANES]; M] {
        let lanes = self.biases.len();
        let mut first = [0.0; LANES];
        first.copy_from_slice(&self.biases[lane..][..LANES]);
        let mut sums = [first; M];
        for (row, weights) in self.weights.chunks_exact(K * lanes).enumerate() {
            let samples = &input[row * down..][..((M - 1) * S + K - 1) * lanes + LANES];
            let mut covered = [[0.0; LANES]; COVERED];
            for column in 0..(M - 1) * S + K {
                covered[column].copy_from_slice(&samples[column * lanes..][..LANES]);
            }
            // Over places, not iterators: so the compiler keeps all sums in registers.
            for column in 0..K {
                let weights = &weights[column * lanes + lane..][..LANES];
                for pixel in 0..M {
                    for lane in 0..LANES {
                        sums[pixel][lane] = A::multiply_add(
                            weights[lane],
                            covered[pixel * S + column][lane],
                            sums[pixel][lane],
                        );
                    }
                }
            }
        }
        sums
    }

    /// A row by any kernel, pixel by pixel and tap by tap.
    #[inline(always)]
    fn row_by_tap<A: Arithmetic>(
        &self,
        from: &Layout,
        row: usize,
        lane: usize,
        input: &[f32],
        ends: &mut Row<'_>,
    ) {
        let taps = self.window.taps(from);
        for column in 0..ends.columns() {
            let start = self.window.first_tap(from, row, column) + lane;
            let mut sums = [0.0; LANES];
            sums.copy_from_slice(&self.biases[lane..][..LANES]);
            for (tap, weights) in taps.iter().zip(self.weights.chunks_exact(from.lanes)) {
                let (weights, samples) = (&weights[lane..][..LANES], &input[start + tap..][..LANES]);
                for lane in 0..LANES {
                    sums[lane] = A::multiply_add(weights[lane], samples[lane], sums[lane]);
                }
            }
            ends.end(sums, column, lane);
        }
    }
}

#[cfg(arm_neon)]
impl DepthwiseKernels {
    fn row_in_neon(&self, from: &Layout, row: usize, input: &[f32], ends: &mut Row<'_>) {
        let (taps, lanes) = (self.window.taps(from), from.lanes);
        let step = self.window.strides[1] * lanes;
        let first = self.window.first_tap(from, row, 0);
        for (biases, lane) in self.biases.as_chunks::<LANES>().0.iter().zip((0..lanes).step_by(LANES)) {
            let input = neon::Input { samples: &input[first + lane..], step, starts: &taps };
            neon::convolve_depthwise(&input, &self.weights[lane..], lanes, biases, ends, lane);
        }
    }
}

/// In vectors of four channels: there are registers for these and for all pixels that a block covers.
#[cfg(target_arch = "wasm32")]
impl DepthwiseKernels {
    #[inline(always)]
    fn row_in_quads(&self, from: &Layout, row: usize, input: &[f32], ends: &mut Row<'_>) {
        let Window { kernel, strides, dilations, .. } = self.window;
        for lane in (0..from.lanes).step_by(QUAD) {
            match (kernel, strides[1], dilations[1]) {
                ([_, 3], 1, 1) => self.row_of_quads::<3, 1>(from, row, lane, input, ends),
                ([_, 3], 2, 1) => self.row_of_quads::<3, 2>(from, row, lane, input, ends),
                ([_, 5], 1, 1) => self.row_of_quads::<5, 1>(from, row, lane, input, ends),
                ([_, 5], 2, 1) => self.row_of_quads::<5, 2>(from, row, lane, input, ends),
                _ => self.row_by_tap(from, row, lane, input, ends),
            }
        }
    }

    /// A row, by a kernel of `K` columns that moves by `S` pixels.
    #[inline(always)]
    fn row_of_quads<const K: usize, const S: usize>(
        &self,
        from: &Layout,
        row: usize,
        lane: usize,
        input: &[f32],
        ends: &mut Row<'_>,
    ) {
        let down = self.window.dilations[0] * from.stride();
        let input = &input[self.window.first_tap(from, row, 0) + lane..];
        let (columns, step) = (ends.columns(), S * from.lanes);
        let mut column = 0;
        while column + PIXELS <= columns {
            let sums = self.summed::<PIXELS, K, S>(&input[column * step..], down, lane);
            for (pixel, sums) in sums.into_iter().enumerate() {
                ends.end_quad(sums, column + pixel, lane);
            }
            column += PIXELS;
        }
        while column < columns {
            let [sums] = self.summed::<1, K, S>(&input[column * step..], down, lane);
            ends.end_quad(sums, column, lane);
            column += 1;
        }
    }

    /// The sums of `M` neighbouring pixels, the kernel's place for the first of which begins where `input` does.
    #[inline(always)]
    fn summed<const M: usize, const K: usize, const S: usize>(
        &self,
        input: &[f32],
        down: usize,
        lane: usize,
    ) -> [Quad; M] {
        let lanes = self.biases.len();
        let mut sums = [Quad::load(&self.biases[lane..]); M];
        for (row, weights) in self.weights.chunks_exact(K * lanes).enumerate() {
            let samples = &input[row * down..][..((M - 1) * S + K - 1) * lanes + QUAD];
            // A pixel is read once, and added to the sums of all places that cover it.
            for covered in 0..(M - 1) * S + K {
                let sample = Quad::load(&samples[covered * lanes..]);
                for pixel in 0..M {
                    let Some(column) = covered.checked_sub(pixel * S).filter(|column| *column < K) else {
                        continue;
                    };
                    let weights = Quad::load(&weights[column * lanes + lane..]);
                    sums[pixel] = sums[pixel].plus_product(weights, sample);
                }
            }
        }
        sums
    }

    /// A row by any kernel, pixel by pixel and tap by tap.
    #[inline(always)]
    fn row_by_tap(&self, from: &Layout, row: usize, lane: usize, input: &[f32], ends: &mut Row<'_>) {
        let taps = self.window.taps(from);
        for column in 0..ends.columns() {
            let start = self.window.first_tap(from, row, column) + lane;
            let mut sums = Quad::load(&self.biases[lane..]);
            for (tap, weights) in taps.iter().zip(self.weights.chunks_exact(from.lanes)) {
                sums = sums.plus_product(Quad::load(&weights[lane..]), Quad::load(&input[start + tap..]));
            }
            ends.end_quad(sums, column, lane);
        }
    }
}

/// Pixels that `PIXELS` places of a kernel of three columns cover where it moves by two.
#[cfg(not(any(target_arch = "wasm32", arm_neon)))]
const COVERED: usize = 2 * (PIXELS - 1) + 3;
