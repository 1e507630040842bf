//! Depthwise 3 x 3 convolution: each channel with a kernel of its own. A third of the time of MediaPipe's networks.
//!
//! The padded plane of a channel is cut into `stride x stride` phases, so that all taps of neighbouring outputs lie
//! next to each other at any stride. All rows of the plane are then one long row, whose sums the compiler
//! vectorises without a remainder at the end of each; what it sums across the ends of rows is thrown away.

use tract_core::internal::*;

/// Taps along each axis.
const SIDE: usize = 3;

/// Taps of a kernel.
const TAPS: usize = SIDE * SIDE;

/// The operator. Inputs are picture, kernels (`channels x 1 x 3 x 3`), bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::net) struct Depthwise {
    /// 1 or 2, along both axes.
    pub stride: usize,
    /// Zeros above, to the left, below, to the right.
    pub pads: [usize; 4],
}

impl Depthwise {
    /// Rows and columns of the output of a plane.
    fn output_size(&self, height: usize, width: usize) -> TractResult<(usize, usize)> {
        let [top, left, bottom, right] = self.pads;
        let steps = |padded: usize| {
            padded.checked_sub(SIDE).map(|last| last / self.stride + 1).context("less than a kernel")
        };
        Ok((steps(height + top + bottom)?, steps(width + left + right)?))
    }
}

impl Op for Depthwise {
    fn name(&self) -> StaticName {
        "SwafotoDepthwise".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Depthwise {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let (input, kernels, biases) = args_3!(inputs);
        let (channels, height, width) = super::nchw(input.shape())?;
        let (rows, columns) = self.output_size(height, width)?;
        let (input, kernels, biases) =
            (input.try_as_plain_ram()?, kernels.try_as_plain_ram()?, biases.try_as_plain_ram()?);
        let (kernels, biases) = (kernels.as_slice::<f32>()?.as_chunks::<TAPS>().0, biases.as_slice::<f32>()?);
        ensure!(kernels.len() == channels && biases.len() == channels, "not one kernel a channel");
        let mut phases = Phases::new(self, (height, width));
        let mut output = Tensor::zero::<f32>(&[1, channels, rows, columns])?;
        let mut written = output.try_as_plain_ram_mut()?;
        let outputs = written.as_slice_mut::<f32>()?.chunks_exact_mut(rows * columns);
        let planes = input.as_slice::<f32>()?.chunks_exact(height * width);
        let mut sums = vec![0.0; (rows - 1) * phases.width + columns];
        for (((plane, kernel), bias), output) in planes.zip(kernels).zip(biases).zip(outputs) {
            phases.fill(plane);
            sum(phases.taps(sums.len()), kernel, *bias, &mut sums);
            for (row, output) in sums.chunks(phases.width).zip(output.chunks_exact_mut(columns)) {
                output.copy_from_slice(&row[..columns]);
            }
        }
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for Depthwise {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let shape = inputs[0].shape.as_concrete().context("expected a static shape")?;
        let (channels, height, width) = super::nchw(shape)?;
        let (height, width) = self.output_size(height, width)?;
        Ok(tvec!(inputs[0].datum_type.fact([1, channels, height, width])))
    }

    as_op!();
}

/// A padded plane, parted by the remainders of row and column by the stride.
struct Phases {
    stride: usize,
    top: usize,
    left: usize,
    plane_width: usize,
    /// Columns of a phase.
    width: usize,
    /// The phases after each other, each of the same size.
    samples: Vec<f32>,
}

impl Phases {
    fn new(
        Depthwise { stride, pads: [top, left, bottom, right] }: &Depthwise,
        (height, width): (usize, usize),
    ) -> Self {
        let (rows, columns) =
            ((height + top + bottom).div_ceil(*stride), (width + left + right).div_ceil(*stride));
        let samples = vec![0.0; stride * stride * rows * columns];
        Self { stride: *stride, top: *top, left: *left, plane_width: width, width: columns, samples }
    }

    /// Takes the samples of a channel; the padding stays zero.
    fn fill(&mut self, plane: &[f32]) {
        let size = self.samples.len() / (self.stride * self.stride);
        for (row, samples) in plane.chunks_exact(self.plane_width).enumerate() {
            let row = row + self.top;
            let start = (row % self.stride) * self.stride * size + row / self.stride * self.width;
            if self.stride == 1 {
                self.samples[start + self.left..][..samples.len()].copy_from_slice(samples);
                continue;
            }
            for phase in 0..self.stride {
                // The first column of this phase that is not padding.
                let first = (phase + self.stride - self.left % self.stride) % self.stride;
                let column = start + phase * size + (self.left + first) / self.stride;
                let taken = samples.iter().skip(first).step_by(self.stride);
                self.samples[column..].iter_mut().zip(taken).for_each(|(to, from)| *to = *from);
            }
        }
    }

    /// For each tap the samples under it as it moves over the plane, row by row.
    fn taps(&self, length: usize) -> [&[f32]; TAPS] {
        let size = self.samples.len() / (self.stride * self.stride);
        std::array::from_fn(|tap| {
            let (row, column) = (tap / SIDE, tap % SIDE);
            let phase = row % self.stride * self.stride + column % self.stride;
            let start = phase * size + row / self.stride * self.width + column / self.stride;
            &self.samples[start..start + length]
        })
    }
}

/// The weighted sum of `taps`, and `bias`, at each place of `output`.
fn sum(taps: [&[f32]; TAPS], weights: &[f32; TAPS], bias: f32, output: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
        // SAFETY: the processor has what the function is compiled for.
        return unsafe { sum_avx2(taps, weights, bias, output) };
    }
    // Every 64-bit ARM multiplies and adds in one instruction; where none does, it would be a function call.
    sum_plain::<{ cfg!(target_arch = "aarch64") }>(taps, weights, bias, output);
}

/// [`sum_plain`], compiled for 256-bit vectors.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn sum_avx2(taps: [&[f32]; TAPS], weights: &[f32; TAPS], bias: f32, output: &mut [f32]) {
    sum_plain::<true>(taps, weights, bias, output);
}

#[inline(always)]
fn sum_plain<const FUSED: bool>(taps: [&[f32]; TAPS], weights: &[f32; TAPS], bias: f32, output: &mut [f32]) {
    let taps = taps.map(|samples| &samples[..output.len()]);
    for (place, out) in output.iter_mut().enumerate() {
        let mut total = bias;
        for (samples, weight) in taps.iter().zip(weights) {
            total =
                if FUSED { weight.mul_add(samples[place], total) } else { total + weight * samples[place] };
        }
        *out = total;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, tap by tap.
    fn expected(
        operator: &Depthwise,
        plane: &[f32],
        (height, width): (usize, usize),
        kernel: &[f32; TAPS],
    ) -> Vec<f32> {
        let (rows, columns) = operator.output_size(height, width).unwrap();
        let at = |row: usize, column: usize| {
            let (row, column) = (row.checked_sub(operator.pads[0])?, column.checked_sub(operator.pads[1])?);
            (row < height && column < width).then(|| plane[row * width + column])
        };
        let output = (0..rows * columns).map(|index| {
            let (row, column) = (index / columns * operator.stride, index % columns * operator.stride);
            let tap = |tap: usize| kernel[tap] * at(row + tap / SIDE, column + tap % SIDE).unwrap_or(0.0);
            0.5 + (0..TAPS).map(tap).sum::<f32>()
        });
        output.collect()
    }

    #[test]
    fn it_is_the_definition_at_every_stride_padding_and_size() {
        let kernel: [f32; TAPS] = std::array::from_fn(|tap| tap as f32 - 3.5);
        for stride in [1, 2] {
            for pads in [[0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 1, 1], [1, 0, 0, 2]] {
                for (height, width) in [(3, 3), (4, 7), (9, 6), (12, 31)] {
                    let operator = Depthwise { stride, pads };
                    let plane: Vec<f32> = (0..height * width).map(|i| (i * 7 % 13) as f32).collect();
                    let input = Tensor::from_shape(&[1, 1, height, width], &plane).unwrap();
                    let kernels = Tensor::from_shape(&[1, 1, SIDE, SIDE], &kernel).unwrap();
                    let bias = Tensor::from_shape(&[1], &[0.5_f32]).unwrap();
                    let inputs = tvec!(input.into_tvalue(), kernels.into_tvalue(), bias.into_tvalue());
                    let output = operator.eval(&EvalContext::out_of_plan(), inputs).unwrap();
                    let expected = expected(&operator, &plane, (height, width), &kernel);
                    assert_eq!(output[0].view().as_slice::<f32>().unwrap(), expected, "{operator:?}");
                }
            }
        }
    }

    #[test]
    fn with_and_without_wide_vectors_it_is_the_same() {
        let samples: Vec<f32> = (0..200).map(|i| (i * 31 % 17) as f32 / 16.0).collect();
        let taps: [&[f32]; TAPS] = std::array::from_fn(|tap| &samples[tap * 3..tap * 3 + 150]);
        let weights: [f32; TAPS] = std::array::from_fn(|tap| tap as f32 / 8.0 - 0.5);
        let (mut wide, mut plain) = (vec![0.0; 150], vec![0.0; 150]);
        sum(taps, &weights, 0.25, &mut wide);
        sum_plain::<false>(taps, &weights, 0.25, &mut plain);
        assert!(wide.iter().zip(&plain).all(|(a, b)| (a - b).abs() < 1e-5));
    }
}
