//! From a file's graph to tract's: each operator that our networks have, and no others.

use std::collections::HashMap;

use tract_core::internal::*;
use tract_core::ops::array::{Pad, PadMode, TypedConcat};
use tract_core::ops::cnn::{Conv, KernelFormat, PaddingSpec, PoolSpec};
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math;
use tract_core::ops::nn::DataFormat;

use super::onnx::{FLOAT, OnnxGraph, OnnxNode, OnnxTensor, lengths};
use super::operators::{Depthwise, DoublingBilinear, DoublingNearest, HalvingMaxPool, Prelu};

/// The longest axis of an input, and the widest padding: far above ours, and low enough that nothing overflows.
const LONGEST_AXIS: usize = 1024;

/// tract's graph, with the names of its outputs.
pub(super) struct Graph {
    pub(super) model: TypedModel,
    pub(super) outputs: Vec<String>,
}

/// Builds the graph: inputs of floats and static shapes, weights of single precision.
///
/// # Errors
/// Where the file has an operator, or a use of one, that our networks do not have.
pub(super) fn build(file: &OnnxGraph) -> TractResult<Graph> {
    let mut builder = Builder::default();
    for weights in &file.weights {
        builder.constant(&weights.name, weights)?;
    }
    for input in file.inputs.iter().filter(|input| !builder.constants.contains_key(&input.name)) {
        let shape = input.shape()?;
        ensure!(shape.iter().all(|length| *length <= LONGEST_AXIS), "an input of the shape {shape:?}");
        let outlet = builder.model.add_source(&input.name, f32::fact(shape))?;
        builder.outlets.insert(input.name.clone(), outlet);
    }
    for node in &file.nodes {
        builder.node(node).with_context(|| format!("{} {:?}", node.operator, node.outputs))?;
    }
    let Builder { mut model, outlets, .. } = builder;
    ensure!(model.input_outlets()?.len() == 1, "not one input");
    let outputs: Vec<String> = file.outputs.iter().map(|output| output.name.clone()).collect();
    let found: Option<Vec<OutletId>> = outputs.iter().map(|name| outlets.get(name).copied()).collect();
    model.select_output_outlets(&found.context("an output comes from no node")?)?;
    Ok(Graph { model, outputs })
}

#[derive(Default)]
struct Builder {
    model: TypedModel,
    outlets: HashMap<String, OutletId>,
    constants: HashMap<String, Arc<Tensor>>,
}

impl Builder {
    fn constant(&mut self, name: &str, tensor: &OnnxTensor) -> TractResult<()> {
        self.constants.insert(name.to_owned(), tensor.values()?.into_arc_tensor());
        Ok(())
    }

    fn node(&mut self, node: &OnnxNode) -> TractResult<()> {
        let [name] = &*node.outputs else { bail!("expected one output") };
        let outlet = match &*node.operator {
            "Constant" => return self.constant(name, node.tensor("value").context("no value")?),
            "Cast" => return self.widened(node, name),
            "Conv" => self.convolution(node, name)?,
            "Relu" => {
                let input = self.outlet(node, 0)?;
                let zero = tensor0(0.0_f32).broadcast_into_rank(self.model.outlet_fact(input)?.rank())?;
                let zero = self.model.add_const(format!("{name}.zero"), zero)?;
                self.wire(name, math::max(), &[input, zero])?
            }
            "PRelu" => {
                let inputs = [self.outlet(node, 0)?, self.outlet(node, 1)?];
                self.wire(name, Prelu, &inputs)?
            }
            "Add" => self.binary(node, name, math::add())?,
            "Mul" => self.binary(node, name, math::mul())?,
            "Sub" => self.binary(node, name, math::sub())?,
            "MaxPool" => self.max_pool(node, name)?,
            "Resize" => self.resize(node, name)?,
            "Pad" => self.pad(node, name)?,
            "Transpose" => {
                let permutation = lengths(node.integers("perm").context("no perm")?)?;
                let input = self.outlet(node, 0)?;
                self.transpose(name, input, &permutation)?
            }
            "Reshape" => self.reshaped(node, name)?,
            "Flatten" => {
                ensure!(node.integer("axis").is_none_or(|axis| axis == 1), "only after the first axis");
                let input = self.outlet(node, 0)?;
                let shape = self.shape(input)?;
                let [first, rest @ ..] = &*shape else { bail!("no axes") };
                self.reshape(name, input, &[*first, volume(rest)?])?
            }
            "Concat" => {
                let axis = usize::try_from(node.integer("axis").context("no axis")?)?;
                let inputs: Vec<OutletId> = (0..node.inputs.len())
                    .map(|index| self.outlet(node, index))
                    .collect::<TractResult<_>>()?;
                for input in &inputs {
                    ensure!(axis < self.shape(*input)?.len(), "no axis {axis}");
                }
                ensure!(!inputs.is_empty(), "nothing to join");
                self.wire(name, TypedConcat { axis }, &inputs)?
            }
            "DepthToSpace" => self.depth_to_space(node, name)?,
            "Gemm" => self.matrix_product(node, name)?,
            other => bail!("{other} is no operator of our networks"),
        };
        self.outlets.insert(name.clone(), outlet);
        Ok(())
    }

    /// What a node reads. Weights become a node of the graph when they are first read.
    fn outlet(&mut self, node: &OnnxNode, index: usize) -> TractResult<OutletId> {
        let name = node.input(index)?;
        if let Some(outlet) = self.outlets.get(name) {
            return Ok(*outlet);
        }
        let weights = self.constants.get(name).with_context(|| format!("{name} comes from nowhere"))?;
        let outlet = self.model.add_const(name, weights.clone())?;
        self.outlets.insert(name.to_owned(), outlet);
        Ok(outlet)
    }

    fn weights(&self, node: &OnnxNode, index: usize) -> TractResult<Arc<Tensor>> {
        let name = node.input(index)?;
        self.constants.get(name).cloned().with_context(|| format!("{name} is not constant"))
    }

    /// What a node reads first, where it is of four axes.
    fn picture(&mut self, node: &OnnxNode) -> TractResult<OutletId> {
        let input = self.outlet(node, 0)?;
        let shape = self.shape(input)?;
        ensure!(shape.len() == 4, "not four axes, but {shape:?}");
        Ok(input)
    }

    fn shape(&self, outlet: OutletId) -> TractResult<Vec<usize>> {
        let shape = self.model.outlet_fact(outlet)?.shape.as_concrete().map(<[usize]>::to_vec);
        shape.context("a shape is not static")
    }

    fn wire(
        &mut self,
        name: &str,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        self.model.wire_node(name, operator, inputs)?.first().copied().context("no output")
    }

    fn binary(
        &mut self,
        node: &OnnxNode,
        name: &str,
        operator: impl Into<Box<dyn TypedOp>>,
    ) -> TractResult<OutletId> {
        let inputs = [self.outlet(node, 0)?, self.outlet(node, 1)?];
        self.broadcast(name, operator, &inputs)
    }

    /// As `wire`; inputs of fewer axes get more in front.
    fn broadcast(
        &mut self,
        name: &str,
        operator: impl Into<Box<dyn TypedOp>>,
        inputs: &[OutletId],
    ) -> TractResult<OutletId> {
        let inputs = wire_rank_broadcast(name, &mut self.model, inputs)?;
        self.wire(name, operator, &inputs)
    }

    /// A cast of weights to single precision, which they have since they were read.
    fn widened(&mut self, node: &OnnxNode, name: &str) -> TractResult<()> {
        ensure!(node.integer("to") == Some(FLOAT.into()), "only to single precision");
        let weights = self.weights(node, 0)?;
        self.constants.insert(name.to_owned(), weights);
        Ok(())
    }

    fn convolution(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        ensure!(node.text("auto_pad").is_none_or(|pad| pad == "NOTSET"), "only explicit padding");
        let [kernels, biases] = [self.weights(node, 1)?, self.weights(node, 2)?];
        let [output_channels, group_channels, height, width] = *kernels.shape() else {
            bail!("kernels of the shape {:?}", kernels.shape())
        };
        ensure!(biases.shape() == [output_channels], "not one bias a channel");
        let pair = |name: &str| -> TractResult<[usize; 2]> {
            match node.integers(name).map(lengths).transpose()?.as_deref() {
                None => Ok([1, 1]),
                Some([down, right]) if *down > 0 && *right > 0 => Ok([*down, *right]),
                other => bail!("{name} of {other:?}"),
            }
        };
        let (strides, dilations) = (pair("strides")?, pair("dilations")?);
        let pads = match node.integers("pads").map(lengths).transpose()?.as_deref() {
            None => [0; 4],
            Some([top, left, bottom, right]) => [*top, *left, *bottom, *right],
            other => bail!("pads of {other:?}"),
        };
        ensure!(pads.iter().all(|pad| *pad <= LONGEST_AXIS), "pads of {pads:?}");
        let group = usize::try_from(node.integer("group").unwrap_or(1))?;
        ensure!(group > 0 && output_channels % group == 0, "{output_channels} channels in {group} groups");
        let inputs = [self.outlet(node, 0)?, self.outlet(node, 1)?, self.outlet(node, 2)?];
        let depthwise = group > 1 && group == output_channels && group_channels == 1;
        if let ([3, 3], [1, 1], [stride @ (1 | 2), across]) = ([height, width], dilations, strides)
            && depthwise
            && stride == across
        {
            return self.wire(name, Depthwise { stride, pads }, &inputs);
        }
        let [top, left, bottom, right] = pads;
        let pool_spec = PoolSpec {
            data_format: DataFormat::NCHW,
            kernel_shape: tvec!(height, width),
            padding: PaddingSpec::Explicit(tvec!(top, left), tvec!(bottom, right)),
            dilations: Some(dilations.into_iter().collect()),
            strides: Some(strides.into_iter().collect()),
            input_channels: group_channels * group,
            output_channels,
        };
        self.wire(name, Conv { pool_spec, kernel_fmt: KernelFormat::OIHW, group, q_params: None }, &inputs)
    }

    fn max_pool(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        let all = |name: &str, length: i64| node.integers(name).is_some_and(|all| all == [length; 2]);
        let bare = node.integers("pads").is_none_or(|pads| pads.iter().all(|pad| *pad == 0))
            && node.text("auto_pad").is_none_or(|pad| pad == "NOTSET" || pad == "VALID")
            && node.integer("ceil_mode").is_none_or(|mode| mode == 0)
            && node.integers("dilations").is_none_or(|all| all.iter().all(|dilation| *dilation == 1));
        ensure!(all("kernel_shape", 2) && all("strides", 2) && bare, "only of 2 x 2 blocks");
        let input = self.picture(node)?;
        self.wire(name, HalvingMaxPool, &[input])
    }

    fn resize(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        // Inputs are picture, region, scales, and no sizes after them.
        ensure!(node.inputs.len() == 3, "only by scales");
        let scales = self.weights(node, 2)?;
        let scales = scales.try_as_plain_ram()?.as_slice::<f32>()?;
        ensure!(scales == [1.0, 1.0, 2.0, 2.0], "only doubling, not by {scales:?}");
        let input = self.picture(node)?;
        let mode = node.text("mode").unwrap_or("nearest");
        let coordinates = node.text("coordinate_transformation_mode").unwrap_or("half_pixel");
        let rounding = node.text("nearest_mode").unwrap_or("round_prefer_floor");
        match (mode, coordinates, rounding) {
            ("linear", "half_pixel", _) => self.wire(name, DoublingBilinear, &[input]),
            ("nearest", "asymmetric", "floor") => self.wire(name, DoublingNearest, &[input]),
            other => bail!("not as {other:?}"),
        }
    }

    fn pad(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        ensure!(node.text("mode").is_none_or(|mode| mode == "constant"), "only with a constant");
        ensure!(node.inputs.len() == 2, "only with zeros");
        let pads = lengths(&integers(&*self.weights(node, 1)?)?)?;
        let input = self.outlet(node, 0)?;
        let rank = self.shape(input)?.len();
        ensure!(pads.len() == 2 * rank, "{} pads for {rank} axes", pads.len());
        ensure!(pads.iter().all(|pad| *pad <= LONGEST_AXIS), "pads of {pads:?}");
        let (before, after) = pads.split_at(rank);
        let pads = before.iter().copied().zip(after.iter().copied()).collect();
        self.wire(name, Pad { pads, mode: PadMode::Constant(tensor0(0.0_f32).into_arc_tensor()) }, &[input])
    }

    /// Depth, row, column: each output takes its `size x size` block from as many channels (ONNX calls it `CRD`).
    fn depth_to_space(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        ensure!(node.text("mode") == Some("CRD"), "only in the order CRD");
        let size = usize::try_from(node.integer("blocksize").context("no blocksize")?)?;
        let input = self.outlet(node, 0)?;
        let [batch, channels, height, width] = *self.shape(input)? else { bail!("not four axes") };
        let block = size.checked_mul(size).filter(|block| *block > 0).context("no block")?;
        ensure!(channels % block == 0, "{channels} channels in blocks of {size}");
        let depth = channels / block;
        let blocks =
            self.reshape(&format!("{name}.blocks"), input, &[batch, depth, size, size, height, width])?;
        let laid_out = self.transpose(&format!("{name}.laid-out"), blocks, &[0, 1, 4, 2, 5, 3])?;
        self.reshape(name, laid_out, &[batch, depth, height * size, width * size])
    }

    /// `input x weights, turned + bias`.
    fn matrix_product(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        let one = |name: &str| node.float(name).is_none_or(|factor| factor == 1.0);
        let turned =
            node.integer("transB") == Some(1) && node.integer("transA").is_none_or(|turned| turned == 0);
        ensure!(one("alpha") && one("beta") && turned, "only with the weights turned");
        let [input, weights, bias] = [self.outlet(node, 0)?, self.outlet(node, 1)?, self.outlet(node, 2)?];
        let axes: AxesMapping = "mk,nk->mn".parse()?;
        let product =
            self.wire(&format!("{name}.product"), EinSum::new(axes, f32::datum_type()), &[input, weights])?;
        self.broadcast(name, math::add(), &[product, bias])
    }

    /// One axis may be -1: it takes what the others leave.
    fn reshaped(&mut self, node: &OnnxNode, name: &str) -> TractResult<OutletId> {
        let shape = integers(&*self.weights(node, 1)?)?;
        let input = self.outlet(node, 0)?;
        let others: Vec<i64> = shape.iter().copied().filter(|axis| *axis != -1).collect();
        let others = volume(&lengths(&others)?)?;
        ensure!(others > 0, "an axis of {shape:?} keeps its length");
        let left = i64::try_from(volume(&self.shape(input)?)? / others)?;
        let shape: Vec<i64> = shape.iter().map(|axis| if *axis == -1 { left } else { *axis }).collect();
        self.reshape(name, input, &lengths(&shape)?)
    }

    fn reshape(&mut self, name: &str, input: OutletId, to: &[usize]) -> TractResult<OutletId> {
        let from = self.shape(input)?;
        ensure!(volume(&from)? == volume(to)?, "{from:?} does not fit {to:?}");
        let dims = |shape: &[usize]| shape.iter().map(|length| length.to_dim()).collect::<TVec<TDim>>();
        self.wire(name, AxisOp::Reshape(0, dims(&from), dims(to)), &[input])
    }

    fn transpose(&mut self, name: &str, input: OutletId, permutation: &[usize]) -> TractResult<OutletId> {
        let mut sorted = permutation.to_vec();
        sorted.sort_unstable();
        ensure!(sorted.iter().copied().eq(0..self.shape(input)?.len()), "{permutation:?} is no permutation");
        let mut outlet = input;
        for (step, operation) in perm_to_ops(permutation).into_iter().enumerate() {
            outlet = self.wire(&format!("{name}.{step}"), operation, &[outlet])?;
        }
        Ok(outlet)
    }
}

fn integers(tensor: &Tensor) -> TractResult<Vec<i64>> {
    Ok(tensor.try_as_plain_ram()?.as_slice::<i64>()?.to_vec())
}

fn volume(shape: &[usize]) -> TractResult<usize> {
    let volume = shape.iter().try_fold(1_usize, |volume, length| volume.checked_mul(*length));
    volume.with_context(|| format!("{shape:?} is too large"))
}
