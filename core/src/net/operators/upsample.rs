//! Bilinear doubling with half-pixel centres.
//!
//! Every output sample lies a quarter pixel from an input sample, so the weights are 3/4 and 1/4 throughout and
//! the edges repeat.

use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;

/// Doubles height and width.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct DoublingBilinear;

impl Expansion for DoublingBilinear {
    fn name(&self) -> StaticName {
        "SwafotoDoublingBilinear".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_output_arity(outputs, 1)?;
        let Some(scales) = inputs.last() else { bail!("no scales") };
        solver.equals(&inputs[0].datum_type, &outputs[0].datum_type)?;
        solver.equals(&inputs[0].rank, 4)?;
        solver.equals(&outputs[0].rank, 4)?;
        solver.given(&scales.value, |_, scales| {
            let view = scales.try_as_plain_ram()?;
            let scales = view.as_slice::<f32>()?;
            ensure!(scales == [1.0, 1.0, 2.0, 2.0], "only doubling is supported, got {scales:?}");
            Ok(())
        })?;
        solver.equals(&inputs[0].shape[0], &outputs[0].shape[0])?;
        solver.equals(&inputs[0].shape[1], &outputs[0].shape[1])?;
        solver.equals(2 * inputs[0].shape[2].bex(), &outputs[0].shape[2])?;
        solver.equals(2 * inputs[0].shape[3].bex(), &outputs[0].shape[3])
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        model.wire_node(prefix, RunDoublingBilinear, &inputs[..1])
    }
}

/// [`DoublingBilinear`] in a typed graph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RunDoublingBilinear;

impl Op for RunDoublingBilinear {
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

impl EvalOp for RunDoublingBilinear {
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

impl TypedOp for RunDoublingBilinear {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape: TVec<TDim> = inputs[0].shape.to_tvec();
        shape[2] = shape[2].clone() * 2;
        shape[3] = shape[3].clone() * 2;
        Ok(tvec!(inputs[0].datum_type.fact(&*shape)))
    }

    as_op!();
}
