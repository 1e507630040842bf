//! Max-pooling of 2 x 2 blocks, the only kind MediaPipe's networks use.

use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;

/// Each output is the greatest of a 2 x 2 block; an odd last row or column is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct HalvingMaxPool;

impl Expansion for HalvingMaxPool {
    fn name(&self) -> StaticName {
        "SwafotoHalvingMaxPool".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, 1)?;
        solver.equals(&inputs[0].datum_type, &outputs[0].datum_type)?;
        solver.equals(&outputs[0].rank, 4)?;
        solver.given(&inputs[0].shape, move |solver, shape| {
            let [batch, channels, height, width] = &*shape else {
                bail!("expected four axes, got {shape:?}")
            };
            let halved = tvec!(batch.clone(), channels.clone(), height.clone() / 2, width.clone() / 2);
            solver.equals(&outputs[0].shape, ShapeFactoid::from(halved))
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        model.wire_node(prefix, RunHalvingMaxPool, inputs)
    }
}

/// [`HalvingMaxPool`] in a typed graph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RunHalvingMaxPool;

impl Op for RunHalvingMaxPool {
    fn name(&self) -> StaticName {
        "SwafotoHalvingMaxPool".into()
    }

    op_as_typed_op!();
}

impl EvalOp for RunHalvingMaxPool {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let (channels, height, width) = super::nchw(input.shape())?;
        let view = input.try_as_plain_ram()?;
        let source = view.as_slice::<f32>()?;
        let mut output = Vec::with_capacity(channels * (height / 2) * (width / 2));
        let mut greatest = vec![0.0_f32; width];
        for channel in source.chunks_exact(height * width) {
            for rows in channel.chunks_exact(2 * width) {
                let (upper, lower) = rows.split_at(width);
                for ((value, a), b) in greatest.iter_mut().zip(upper).zip(lower) {
                    *value = a.max(*b);
                }
                output.extend(greatest.chunks_exact(2).map(|pair| pair[0].max(pair[1])));
            }
        }
        Ok(tvec!(Tensor::from_shape(&[1, channels, height / 2, width / 2], &output)?.into_tvalue()))
    }
}

impl TypedOp for RunHalvingMaxPool {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape: TVec<TDim> = inputs[0].shape.to_tvec();
        shape[2] = shape[2].clone() / 2;
        shape[3] = shape[3].clone() / 2;
        Ok(tvec!(inputs[0].datum_type.fact(&*shape)))
    }

    as_op!();
}
