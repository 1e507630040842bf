//! What our networks make of pictures in the end: rows of numbers, laid out anew, joined, and multiplied by weights.
//!
//! It is a thousandth of the work, so these are plain loops, each the operator's definition.

use std::collections::HashMap;
use std::sync::Arc;

use super::constant::{Constant, volume};
use super::error::{Context as _, InvalidNetwork, bail, ensure};
use super::onnx::{OnnxNode, lengths};

/// Numbers that are joined at most: far above ours, and few enough for a phone.
const MOST_JOINED: usize = 1 << 20;

/// Products that are summed side by side, so that a processor takes several at once.
const LANES: usize = 16;

/// A row of numbers of a run, by its place among them. What is only shaped anew is the same row.
type Row = usize;

/// The steps. The first rows are those that the chain leaves.
#[derive(Debug)]
pub(super) struct Rest {
    steps: Vec<Step>,
    outputs: Vec<(Row, Box<[usize]>)>,
}

/// Each makes the next row.
#[derive(Debug)]
enum Step {
    /// Nothing below zero.
    Relu(Row),
    /// Axes of these lengths in another order: that of the numbers in `order`.
    Transpose { input: Row, shape: Vec<usize>, order: Vec<usize> },
    /// From each row in turn, as many numbers as its second number says, until all are taken.
    Join(Vec<(Row, usize)>),
    /// From so many numbers in turn, one.
    Pool { input: Row, area: usize, how: Pooling },
    /// With each row of `weights`, and a bias for it.
    Product { input: Row, weights: Arc<Constant>, bias: Arc<Constant> },
}

#[derive(Clone, Copy, Debug)]
enum Pooling {
    Mean,
    Greatest,
}

/// Builds the steps of `nodes`, which read `sources` and `constants` and leave `outputs`.
///
/// # Errors
/// Where a node has an operator, or a use of one, that our networks do not have.
pub(super) fn build(
    sources: &[(String, [usize; 4])],
    nodes: &[&OnnxNode],
    outputs: &[String],
    constants: &HashMap<String, Arc<Constant>>,
) -> Result<Rest, InvalidNetwork> {
    let known = sources.iter().enumerate().map(|(row, (name, shape))| {
        let value = Value { row, shape: shape.to_vec() };
        (name.clone(), value)
    });
    let mut builder = Builder { constants, known: known.collect(), rows: sources.len(), steps: Vec::new() };
    for node in nodes {
        builder.node(node).with_context(|| format!("{} {:?}", node.operator, node.outputs))?;
    }
    let found = outputs.iter().map(|name| {
        let value = builder.known.get(name).context("an output comes from no node")?;
        Ok((value.row, value.shape.clone().into()))
    });
    let outputs = found.collect::<Result<_, InvalidNetwork>>()?;
    Ok(Rest { steps: builder.steps, outputs })
}

/// What stands behind a name.
#[derive(Clone, Debug)]
struct Value {
    row: Row,
    shape: Vec<usize>,
}

struct Builder<'a> {
    constants: &'a HashMap<String, Arc<Constant>>,
    known: HashMap<String, Value>,
    rows: usize,
    steps: Vec<Step>,
}

impl Builder<'_> {
    fn node(&mut self, node: &OnnxNode) -> Result<(), InvalidNetwork> {
        let [name] = &*node.outputs else { bail!("expected one output") };
        let value = match &*node.operator {
            "Relu" => {
                let Value { row, shape } = self.input(node, 0)?;
                self.step(Step::Relu(row), shape)
            }
            "Transpose" => self.transposed(node)?,
            "Reshape" => self.reshaped(node)?,
            "Flatten" => {
                ensure!(node.integer("axis").is_none_or(|axis| axis == 1), "only after the first axis");
                let Value { row, shape } = self.input(node, 0)?;
                let [first, rest @ ..] = &*shape else { bail!("no axes") };
                Value { row, shape: vec![*first, volume(rest).context("too large")?] }
            }
            "Concat" => self.joined(node)?,
            "ReduceMean" => self.pooled(node, Pooling::Mean)?,
            "ReduceMax" => self.pooled(node, Pooling::Greatest)?,
            "Gemm" => self.product(node)?,
            other => bail!("{other} is no operator of our networks"),
        };
        self.known.insert(name.clone(), value);
        Ok(())
    }

    /// What a node reads.
    fn input(&self, node: &OnnxNode, index: usize) -> Result<Value, InvalidNetwork> {
        let name = node.input(index)?;
        self.known.get(name).cloned().with_context(|| format!("{name} comes from nowhere"))
    }

    fn weights(&self, node: &OnnxNode, index: usize) -> Result<Arc<Constant>, InvalidNetwork> {
        let name = node.input(index)?;
        self.constants.get(name).cloned().with_context(|| format!("{name} is not constant"))
    }

    /// A step that makes a row of the shape.
    fn step(&mut self, step: Step, shape: Vec<usize>) -> Value {
        self.steps.push(step);
        self.rows += 1;
        Value { row: self.rows - 1, shape }
    }

    fn transposed(&mut self, node: &OnnxNode) -> Result<Value, InvalidNetwork> {
        let order = lengths(node.integers("perm").context("no perm")?)?;
        let Value { row, shape } = self.input(node, 0)?;
        let mut sorted = order.clone();
        sorted.sort_unstable();
        ensure!(sorted.iter().copied().eq(0..shape.len()), "{order:?} is no permutation");
        let turned = order.iter().map(|axis| shape[*axis]).collect();
        Ok(self.step(Step::Transpose { input: row, shape, order }, turned))
    }

    /// One axis may be -1: it takes what the others leave.
    fn reshaped(&mut self, node: &OnnxNode) -> Result<Value, InvalidNetwork> {
        let weights = self.weights(node, 1)?;
        let to = weights.integers()?;
        let Value { row, shape: from } = self.input(node, 0)?;
        let all = volume(&from).context("too large")?;
        let others: Vec<i64> = to.iter().copied().filter(|axis| *axis != -1).collect();
        let others = volume(&lengths(&others)?).context("too large")?;
        ensure!(others > 0, "an axis of {to:?} keeps its length");
        let left = i64::try_from(all / others)?;
        let shape: Vec<i64> = to.iter().map(|axis| if *axis == -1 { left } else { *axis }).collect();
        let shape = lengths(&shape)?;
        ensure!(volume(&shape) == Some(all), "{from:?} does not fit {shape:?}");
        Ok(Value { row, shape })
    }

    fn joined(&mut self, node: &OnnxNode) -> Result<Value, InvalidNetwork> {
        let axis = usize::try_from(node.integer("axis").context("no axis")?)?;
        let inputs: Vec<Value> =
            (0..node.inputs.len()).map(|index| self.input(node, index)).collect::<Result<_, _>>()?;
        let mut shape = inputs.first().context("nothing to join")?.shape.clone();
        ensure!(axis < shape.len(), "no axis {axis}");
        shape[axis] = 0;
        let mut runs = Vec::new();
        for Value { row, shape: other } in inputs {
            let fits = other.len() == shape.len()
                && other.iter().zip(&shape).enumerate().all(|(at, (a, b))| at == axis || a == b);
            ensure!(fits, "{other:?} does not join {shape:?}");
            shape[axis] += other[axis];
            runs.push((row, volume(&other[axis..]).context("too large")?));
        }
        ensure!(volume(&shape).is_some_and(|all| all <= MOST_JOINED), "joined to {shape:?}");
        Ok(self.step(Step::Join(runs), shape))
    }

    /// Of each channel one number.
    fn pooled(&mut self, node: &OnnxNode, how: Pooling) -> Result<Value, InvalidNetwork> {
        let whole = node.integers("axes") == Some(&[2, 3]) && node.integer("keepdims") == Some(0);
        ensure!(whole, "only over rows and columns, which do not stay");
        let Value { row, shape } = self.input(node, 0)?;
        let [first, channels, height, width] = *shape else { bail!("{shape:?} is no picture") };
        let area = volume(&[height, width]).context("too large")?;
        ensure!(area > 0, "there is nothing to pool");
        Ok(self.step(Step::Pool { input: row, area, how }, vec![first, channels]))
    }

    /// `input x weights, turned + bias`.
    fn product(&mut self, node: &OnnxNode) -> Result<Value, InvalidNetwork> {
        let one = |name: &str| node.float(name).is_none_or(|factor| factor == 1.0);
        let turned =
            node.integer("transB") == Some(1) && node.integer("transA").is_none_or(|turned| turned == 0);
        ensure!(one("alpha") && one("beta") && turned, "only with the weights turned");
        let Value { row, shape } = self.input(node, 0)?;
        let (weights, bias) = (self.weights(node, 1)?, self.weights(node, 2)?);
        let ([rows, length], [outputs, inputs]) = (&*shape, weights.shape()) else {
            bail!("{shape:?} times {:?}", weights.shape())
        };
        ensure!(length == inputs, "{shape:?} times {:?}", weights.shape());
        ensure!(bias.shape() == [*outputs], "not one bias a row");
        // Both are floats, or this would be found too late.
        for constant in [&weights, &bias] {
            constant.floats()?;
        }
        let shape = vec![*rows, *outputs];
        ensure!(volume(&shape).is_some_and(|all| all <= MOST_JOINED), "a product of {shape:?}");
        Ok(self.step(Step::Product { input: row, weights, bias }, shape))
    }
}

impl Rest {
    /// The lengths of the axes of each output.
    pub(super) fn output_shapes(&self) -> Box<[Box<[usize]>]> {
        self.outputs.iter().map(|(_, shape)| shape.clone()).collect()
    }

    /// The outputs that become of what the chain leaves.
    pub(super) fn run(&self, leaves: Vec<Vec<f32>>) -> Vec<Vec<f32>> {
        let mut rows = leaves;
        for step in &self.steps {
            let row = match step {
                Step::Relu(input) => rows[*input].iter().map(|value| value.max(0.0)).collect(),
                Step::Transpose { input, shape, order } => transpose(&rows[*input], shape, order),
                Step::Join(runs) => join(&rows, runs),
                Step::Pool { input, area, how } => pool(&rows[*input], *area, *how),
                Step::Product { input, weights, bias } => multiply(&rows[*input], weights, bias),
            };
            rows.push(row);
        }
        self.outputs.iter().map(|(row, _)| rows[*row].clone()).collect()
    }
}

/// `values`, along axes of the lengths in `shape`, with the axes in the order of `order`.
fn transpose(values: &[f32], shape: &[usize], order: &[usize]) -> Vec<f32> {
    let strides: Vec<usize> = (0..shape.len()).map(|axis| shape[axis + 1..].iter().product()).collect();
    let mut at = vec![0; order.len()];
    let mut from = 0;
    let mut turned = Vec::with_capacity(values.len());
    for _ in values {
        turned.push(values[from]);
        // One further along the last axis; where that is at its end, along the one before.
        for (index, axis) in at.iter_mut().zip(order).rev() {
            *index += 1;
            from += strides[*axis];
            if *index < shape[*axis] {
                break;
            }
            from -= strides[*axis] * *index;
            *index = 0;
        }
    }
    turned
}

fn join(rows: &[Vec<f32>], runs: &[(Row, usize)]) -> Vec<f32> {
    let turns = runs.first().map_or(0, |(row, run)| rows[*row].len() / (*run).max(1));
    let mut joined = Vec::with_capacity(turns * runs.iter().map(|(_, run)| run).sum::<usize>());
    for turn in 0..turns {
        for (row, run) in runs {
            joined.extend_from_slice(&rows[*row][turn * run..(turn + 1) * run]);
        }
    }
    joined
}

fn pool(values: &[f32], area: usize, how: Pooling) -> Vec<f32> {
    let one = |channel: &[f32]| match how {
        Pooling::Mean => channel.iter().sum::<f32>() / channel.len() as f32,
        Pooling::Greatest => channel.iter().copied().fold(f32::NEG_INFINITY, f32::max),
    };
    values.chunks_exact(area).map(one).collect()
}

fn multiply(input: &[f32], weights: &Constant, bias: &Constant) -> Vec<f32> {
    // They are floats of such shapes since the network was built.
    let (Ok(numbers), Ok(biases), &[_, length]) = (weights.floats(), bias.floats(), weights.shape()) else {
        return Vec::new();
    };
    let of_row = |row: &[f32]| {
        let products = numbers.chunks_exact(length).zip(biases);
        products.map(|(weights, bias)| dot(row, weights) + bias).collect::<Vec<f32>>()
    };
    input.chunks_exact(length).flat_map(of_row).collect()
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let (a, b) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; LANES];
    for (a, b) in a.0.iter().zip(b.0) {
        for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    let left: f32 = a.1.iter().zip(b.1).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::constant::Numbers;

    #[test]
    fn axes_change_places() {
        let values: Vec<f32> = (0..24).map(|value| value as f32).collect();
        let turned = transpose(&values, &[2, 3, 4], &[2, 0, 1]);
        let mut expected = Vec::new();
        for c in 0..4 {
            for a in 0..2 {
                for b in 0..3 {
                    expected.push(values[a * 12 + b * 4 + c]);
                }
            }
        }
        assert_eq!(turned, expected);
        assert_eq!(transpose(&values, &[2, 3, 4], &[0, 1, 2]), values);
    }

    #[test]
    fn rows_are_joined_along_an_axis() {
        let rows = [vec![1.0, 2.0, 5.0, 6.0], vec![3.0, 7.0]];
        assert_eq!(join(&rows, &[(0, 2), (1, 1)]), [1.0, 2.0, 3.0, 5.0, 6.0, 7.0]);
        assert_eq!(join(&rows, &[(0, 4), (1, 2)]), [1.0, 2.0, 5.0, 6.0, 3.0, 7.0]);
    }

    #[test]
    fn a_channel_becomes_one_number() {
        let values = [1.0, -2.0, 3.0, 6.0, -5.0, -4.0, -3.0, -8.0];
        assert_eq!(pool(&values, 4, Pooling::Mean), [2.0, -5.0]);
        assert_eq!(pool(&values, 4, Pooling::Greatest), [6.0, -3.0]);
    }

    #[test]
    fn each_row_is_multiplied_by_each_row_of_weights() {
        let length = LANES + 3;
        let numbers = |count: usize, factor: f32| (0..count).map(|at| (at % 7) as f32 * factor).collect();
        let (input, weights): (Vec<f32>, Vec<f32>) = (numbers(2 * length, 0.5), numbers(3 * length, 0.25));
        let constant = |shape: &[usize], numbers: &[f32]| {
            Constant::new(shape.to_vec(), Numbers::Floats(numbers.to_vec())).unwrap()
        };
        let bias = [1.0, 2.0, 3.0];
        let product = multiply(&input, &constant(&[3, length], &weights), &constant(&[3], &bias));
        for row in 0..2 {
            for output in 0..3 {
                let sum: f64 = (0..length)
                    .map(|at| f64::from(input[row * length + at]) * f64::from(weights[output * length + at]))
                    .sum();
                let expected = sum + f64::from(bias[output]);
                assert!((f64::from(product[row * 3 + output]) - expected).abs() < 1e-4, "{row} {output}");
            }
        }
    }
}
