//! From a file's graph to tract's: what our networks make of pictures in the end.

use std::collections::HashMap;

use tract_core::internal::*;
use tract_core::ops::array::TypedConcat;
use tract_core::ops::einsum::EinSum;
use tract_core::ops::math;

use super::onnx::{FLOAT, OnnxGraph, OnnxNode, lengths};

/// The longest axis of an input, and the widest padding: far above ours, and low enough that nothing overflows.
pub(super) const LONGEST_AXIS: usize = 1024;

/// The numbers that a file holds, by name, in single precision.
///
/// # Errors
/// Where some are of a kind that our networks do not have.
pub(super) fn constants(file: &OnnxGraph) -> TractResult<HashMap<String, Arc<Tensor>>> {
    let mut constants = HashMap::new();
    for weights in &file.weights {
        constants.insert(weights.name.clone(), weights.values()?.into_arc_tensor());
    }
    for node in &file.nodes {
        let constant = match &*node.operator {
            "Constant" => node.tensor("value").context("no value")?.values()?.into_arc_tensor(),
            // Of weights to single precision, which they have since they were read.
            "Cast" => {
                ensure!(node.integer("to") == Some(FLOAT.into()), "a cast, but not to single precision");
                let name = node.input(0)?;
                constants.get(name).cloned().with_context(|| format!("{name} is cast and not constant"))?
            }
            _ => continue,
        };
        let [name] = &*node.outputs else { bail!("expected one output of {}", node.operator) };
        constants.insert(name.clone(), constant);
    }
    Ok(constants)
}

/// The name of the one input that is no constant, a picture of three colours, and its rows and columns.
///
/// # Errors
/// Where there is no such input, or another one.
pub(super) fn image(
    file: &OnnxGraph,
    constants: &HashMap<String, Arc<Tensor>>,
) -> TractResult<(String, [usize; 2])> {
    let mut inputs = file.inputs.iter().filter(|input| !constants.contains_key(&input.name));
    let (Some(input), None) = (inputs.next(), inputs.next()) else { bail!("not one input") };
    let shape = input.shape()?;
    ensure!(shape.iter().all(|length| *length <= LONGEST_AXIS), "an input of the shape {shape:?}");
    let [1, 3, height, width] = *shape else {
        bail!("expected one 1 x 3 x height x width input, got {shape:?}")
    };
    Ok((input.name.clone(), [height, width]))
}

/// Builds the graph of `nodes`, which read `sources` and `constants` and leave `outputs`.
///
/// # Errors
/// Where a node has an operator, or a use of one, that our networks do not have.
pub(super) fn build(
    sources: &[(String, [usize; 4])],
    nodes: &[&OnnxNode],
    outputs: &[String],
    constants: HashMap<String, Arc<Tensor>>,
) -> TractResult<TypedModel> {
    let mut builder = Builder { constants, ..Builder::default() };
    for (name, shape) in sources {
        let outlet = builder.model.add_source(name, f32::fact(shape))?;
        builder.outlets.insert(name.clone(), outlet);
    }
    for node in nodes {
        builder.node(node).with_context(|| format!("{} {:?}", node.operator, node.outputs))?;
    }
    let Builder { mut model, outlets, .. } = builder;
    let found: Option<Vec<OutletId>> = outputs.iter().map(|name| outlets.get(name).copied()).collect();
    model.select_output_outlets(&found.context("an output comes from no node")?)?;
    Ok(model)
}

#[derive(Default)]
struct Builder {
    model: TypedModel,
    outlets: HashMap<String, OutletId>,
    constants: HashMap<String, Arc<Tensor>>,
}

impl Builder {
    fn node(&mut self, node: &OnnxNode) -> TractResult<()> {
        let [name] = &*node.outputs else { bail!("expected one output") };
        let outlet = match &*node.operator {
            "Relu" => {
                let input = self.outlet(node, 0)?;
                let zero = tensor0(0.0_f32).broadcast_into_rank(self.model.outlet_fact(input)?.rank())?;
                let zero = self.model.add_const(format!("{name}.zero"), zero)?;
                self.wire(name, math::max(), &[input, zero])?
            }
            "Add" => self.binary(node, name, math::add())?,
            "Mul" => self.binary(node, name, math::mul())?,
            "Sub" => self.binary(node, name, math::sub())?,
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

pub(super) fn integers(tensor: &Tensor) -> TractResult<Vec<i64>> {
    Ok(tensor.try_as_plain_ram()?.as_slice::<i64>()?.to_vec())
}

fn volume(shape: &[usize]) -> TractResult<usize> {
    let volume = shape.iter().try_fold(1_usize, |volume, length| volume.checked_mul(*length));
    volume.with_context(|| format!("{shape:?} is too large"))
}
