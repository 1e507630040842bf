//! Operators that replace tract's own where those are slow.
//!
//! tract 0.23 expands PReLU into three element-wise passes (60 % of the mesh's time), reads 2 x 2 max-pooling and
//! resizing through generic index tables, and has no vector path for a depthwise convolution of stride 2. Ours are plain
//! loops over rows, which the compiler vectorises.

mod depthwise;
mod max_pool;
mod prelu;
mod upsample;

use tract_core::internal::*;

pub(super) use depthwise::Depthwise;
pub(super) use max_pool::HalvingMaxPool;
pub(super) use prelu::Prelu;
pub(super) use upsample::{DoublingBilinear, DoublingNearest};

/// The shape of a `1 x channels x height x width` tensor.
fn nchw(shape: &[usize]) -> TractResult<(usize, usize, usize)> {
    match shape {
        [1, channels, height, width] => Ok((*channels, *height, *width)),
        other => bail!("expected 1 x channels x height x width, got {other:?}"),
    }
}
