//! PReLU: `max(x, 0) + slope[channel] * min(x, 0)`.

use tract_core::internal::*;

/// The operator. Inputs are picture and slopes, one a channel, of any sign.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::net) struct Prelu;

impl Op for Prelu {
    fn name(&self) -> StaticName {
        "SwafotoPrelu".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Prelu {
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

impl TypedOp for Prelu {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(inputs[0].without_value()))
    }

    as_op!();
}
