//! Max-pooling of 2 x 2 blocks, the only kind MediaPipe's networks use.

use tract_core::internal::*;

/// Each output is the greatest of a 2 x 2 block; an odd last row or column is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::net) struct HalvingMaxPool;

impl Op for HalvingMaxPool {
    fn name(&self) -> StaticName {
        "SwafotoHalvingMaxPool".into()
    }

    op_as_typed_op!();
}

impl EvalOp for HalvingMaxPool {
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

impl TypedOp for HalvingMaxPool {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape: TVec<TDim> = inputs[0].shape.to_tvec();
        shape[2] = shape[2].clone() / 2;
        shape[3] = shape[3].clone() / 2;
        Ok(tvec!(inputs[0].datum_type.fact(&*shape)))
    }

    as_op!();
}
