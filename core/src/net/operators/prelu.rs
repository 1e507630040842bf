//! PReLU: `max(x, 0) + slope[channel] * min(x, 0)`.

use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;

/// The operator as the graph states it, and as it runs. Slopes are one a channel, of any sign.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Prelu;

impl Expansion for Prelu {
    fn name(&self) -> StaticName {
        "SwafotoPrelu".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 2)?;
        check_output_arity(outputs, 1)?;
        solver.equals(&inputs[0].datum_type, &outputs[0].datum_type)?;
        solver.equals(&inputs[0].shape, &outputs[0].shape)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        model.wire_node(prefix, RunPrelu, inputs)
    }
}

/// [`Prelu`] in a typed graph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct RunPrelu;

impl Op for RunPrelu {
    fn name(&self) -> StaticName {
        "SwafotoPrelu".into()
    }

    op_as_typed_op!();
}

impl EvalOp for RunPrelu {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let (input, slopes) = args_2!(inputs);
        let mut output = input.into_tensor();
        let (channels, height, width) = super::nchw(output.shape())?;
        let slopes = slopes.try_as_plain_ram()?.as_slice::<f32>()?;
        ensure!(slopes.len() == channels, "{} slopes for {channels} channels", slopes.len());
        let mut view = output.try_as_plain_ram_mut()?;
        for (channel, slope) in view.as_slice_mut::<f32>()?.chunks_exact_mut(height * width).zip(slopes) {
            for value in channel {
                *value = value.max(0.0) + slope * value.min(0.0);
            }
        }
        Ok(tvec!(output.into_tvalue()))
    }
}

impl TypedOp for RunPrelu {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(inputs[0].without_value()))
    }

    as_op!();
}
