//! Doubling height and width.
//!
//! Bilinear with half-pixel centres, every output sample lies a quarter pixel from an input sample: the weights are 3/4
//! and 1/4 throughout, and the edges repeat. Nearest, each sample becomes a block of 2 x 2.

use tract_core::internal::*;

/// Doubles height and width by bilinear interpolation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::net) struct DoublingBilinear;

impl Op for DoublingBilinear {
    fn name(&self) -> StaticName {
        "SwafotoDoublingBilinear".into()
    }

    op_as_typed_op!();
}

const NEAR: f32 = 0.75;
const FAR: f32 = 0.25;

fn double_row(source: &[f32], doubled: &mut [f32]) {
    let (Some(first), Some(last)) = (source.first(), source.last()) else { return };
    let inner = doubled.len() - 1;
    doubled[0] = *first;
    doubled[inner] = *last;
    for (pair, between) in source.windows(2).zip(doubled[1..inner].chunks_exact_mut(2)) {
        between[0] = NEAR * pair[0] + FAR * pair[1];
        between[1] = FAR * pair[0] + NEAR * pair[1];
    }
}

impl EvalOp for DoublingBilinear {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let (channels, height, width) = super::nchw(input.shape())?;
        let view = input.try_as_plain_ram()?;
        let source = view.as_slice::<f32>()?;
        let wide = 2 * width;
        let mut output = Tensor::zero::<f32>(&[1, channels, 2 * height, wide])?;
        let mut written = output.try_as_plain_ram_mut()?;
        let output_planes = written.as_slice_mut::<f32>()?.chunks_exact_mut(2 * height * wide);
        let mut rows = vec![0.0_f32; height * wide];
        for (channel, doubled) in source.chunks_exact(height * width).zip(output_planes) {
            for (row, wide_row) in channel.chunks_exact(width).zip(rows.chunks_exact_mut(wide)) {
                double_row(row, wide_row);
            }
            let last = doubled.len() - wide;
            doubled[..wide].copy_from_slice(&rows[..wide]);
            doubled[last..].copy_from_slice(&rows[rows.len() - wide..]);
            let between = doubled[wide..last].chunks_exact_mut(2 * wide);
            for (pair, between) in rows.windows(2 * wide).step_by(wide).zip(between) {
                let (above, below) = pair.split_at(wide);
                let (upper, lower) = between.split_at_mut(wide);
                for (((up, low), a), b) in upper.iter_mut().zip(lower).zip(above).zip(below) {
                    *up = NEAR * a + FAR * b;
                    *low = FAR * a + NEAR * b;
                }
            }
        }
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for DoublingBilinear {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        doubled(inputs)
    }

    as_op!();
}

/// Doubles height and width by repeating each sample.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::net) struct DoublingNearest;

impl Op for DoublingNearest {
    fn name(&self) -> StaticName {
        "SwafotoDoublingNearest".into()
    }

    op_as_typed_op!();
}

impl EvalOp for DoublingNearest {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let (channels, height, width) = super::nchw(input.shape())?;
        let view = input.try_as_plain_ram()?;
        let mut output = Tensor::zero::<f32>(&[1, channels, 2 * height, 2 * width])?;
        let mut written = output.try_as_plain_ram_mut()?;
        let blocks = written.as_slice_mut::<f32>()?.chunks_exact_mut(4 * width);
        for (row, block) in view.as_slice::<f32>()?.chunks_exact(width).zip(blocks) {
            let (upper, lower) = block.split_at_mut(2 * width);
            for (value, pair) in row.iter().zip(upper.chunks_exact_mut(2)) {
                pair.fill(*value);
            }
            lower.copy_from_slice(upper);
        }
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for DoublingNearest {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        doubled(inputs)
    }

    as_op!();
}

fn doubled(inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
    let mut shape: TVec<TDim> = inputs[0].shape.to_tvec();
    shape[2] = shape[2].clone() * 2;
    shape[3] = shape[3].clone() * 2;
    Ok(tvec!(inputs[0].datum_type.fact(&*shape)))
}
