//! Operators that replace tract's own where those are slow.
//!
//! tract 0.23 expands PReLU into three element-wise passes (60 % of the mesh's time), reads 2 x 2 max-pooling and
//! bilinear resizing through generic index tables, and has no vector path for a depthwise convolution of stride 2.
//! Ours are plain loops over rows, which the compiler vectorises. Everything that is not exactly the case at hand
//! falls through to tract.

mod depthwise;
mod max_pool;
mod prelu;
mod upsample;

use std::sync::LazyLock;

use tract_onnx::Onnx;
use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::expandable::expand;

type Built = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;

/// The ONNX reader with our operators in place of the slow ones.
pub(super) fn onnx_with_own_operators() -> Onnx {
    let mut onnx = onnx();
    onnx.op_register.insert("Conv", build_convolution);
    onnx.op_register.insert("PRelu", |_, _| Ok((expand(prelu::Prelu), vec![])));
    onnx.op_register.insert("MaxPool", build_max_pool);
    onnx.op_register.insert("Resize", build_resize);
    onnx
}

fn build_convolution(context: &ParsingContext, node: &NodeProto) -> Built {
    let all = |name: &str, expected: i64| -> TractResult<bool> {
        Ok(node.get_attr_opt_vec::<i64>(name)?.is_none_or(|all| all.iter().all(|value| *value == expected)))
    };
    let kernels = context.model.graph.as_ref().and_then(|graph| {
        let name = node.input.get(1)?;
        graph.initializer.iter().find(|weights| weights.name == *name)
    });
    let depthwise = kernels
        .is_some_and(|kernels| matches!(kernels.dims[..], [channels, 1, 3, 3] if channels > 1))
        && node.get_attr_opt::<i64>("group")? == kernels.map(|kernels| kernels.dims[0]);
    let stride = [1, 2].into_iter().find(|stride| all("strides", *stride).unwrap_or(false));
    let pads = match node.get_attr_opt_vec::<i64>("pads")?.as_deref() {
        None => Some([0; 4]),
        Some([top, left, bottom, right]) => {
            let pads = [*top, *left, *bottom, *right].map(usize::try_from);
            pads.iter().all(Result::is_ok).then(|| pads.map(Result::unwrap_or_default))
        }
        Some(_) => None,
    };
    let explicit = node.get_attr_opt::<&str>("auto_pad")?.is_none_or(|pad| pad == "NOTSET");
    if depthwise
        && explicit
        && node.input.len() == 3
        && all("dilations", 1)?
        && let (Some(stride), Some(pads)) = (stride, pads)
    {
        return Ok((expand(depthwise::Depthwise { stride: stride as usize, pads }), vec![]));
    }
    stock(context, node)
}

fn build_max_pool(context: &ParsingContext, node: &NodeProto) -> Built {
    let is = |name: &str, expected: i64| -> TractResult<bool> {
        Ok(node.get_attr_opt_vec::<i64>(name)?.is_some_and(|all| all.iter().all(|value| *value == expected)))
    };
    let padded = node.get_attr_opt_vec::<i64>("pads")?.is_some_and(|pads| pads.iter().any(|pad| *pad != 0))
        || node.get_attr_opt::<&str>("auto_pad")?.is_some_and(|pad| pad.starts_with("SAME"));
    let two_dimensional =
        node.get_attr_opt_vec::<i64>("kernel_shape")?.is_some_and(|kernel| kernel.len() == 2);
    if two_dimensional && is("kernel_shape", 2)? && is("strides", 2)? && !padded && node.output.len() == 1 {
        return Ok((expand(max_pool::HalvingMaxPool), vec![]));
    }
    stock(context, node)
}

fn build_resize(context: &ParsingContext, node: &NodeProto) -> Built {
    let mode = node.get_attr_opt::<&str>("mode")?.unwrap_or("nearest");
    let coordinates = node.get_attr_opt::<&str>("coordinate_transformation_mode")?.unwrap_or("half_pixel");
    // Inputs are picture, region, scales and nothing after them.
    let by_scales = node.input.len() == 3;
    if mode == "linear" && coordinates == "half_pixel" && by_scales {
        return Ok((expand(upsample::DoublingBilinear), vec![]));
    }
    stock(context, node)
}

fn stock(context: &ParsingContext, node: &NodeProto) -> Built {
    static STOCK: LazyLock<Onnx> = LazyLock::new(onnx);
    let Some(build) = STOCK.op_register.0.get(&node.op_type) else {
        bail!("tract has no operator {}", node.op_type)
    };
    build(context, node)
}

/// The shape of a `1 x channels x height x width` tensor.
fn nchw(shape: &[usize]) -> TractResult<(usize, usize, usize)> {
    match shape {
        [1, channels, height, width] => Ok((*channels, *height, *width)),
        other => bail!("expected 1 x channels x height x width, got {other:?}"),
    }
}
