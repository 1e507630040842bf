//! A loaded network.

use std::collections::BTreeMap;
use std::sync::Arc;

use tract_core::optim::Optimizer;
use tract_core::prelude::*;

use crate::error::SwafotoError;
use crate::raster::ImageTensor;

use super::graph::{Graph, build};
use super::onnx::OnnxFile;
use super::split::split;

/// A network ready to run: loaded and optimised once, shared between threads, cheap to clone.
#[derive(Clone)]
pub struct Network {
    facts: Arc<Facts>,
    /// In the order they run; what one leaves is the next one's input.
    parts: Arc<[Arc<TypedRunnableModel>]>,
}

/// What is known of a network without running it.
#[derive(Debug)]
struct Facts {
    name: String,
    input: (usize, usize),
    outputs: Vec<String>,
    /// Lengths of the axes of each output.
    output_shapes: Vec<Box<[usize]>>,
    metadata: BTreeMap<String, String>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Network").field("name", &self.facts.name).finish_non_exhaustive()
    }
}

/// What a network said: its outputs by name, each a flat row of numbers.
#[derive(Clone, Debug)]
pub struct Outputs {
    values: Vec<TValue>,
    network: Arc<Facts>,
}

impl Outputs {
    /// Names of the outputs, in the graph's order.
    pub fn names(&self) -> &[String] {
        &self.network.outputs
    }

    /// The values of the output called `name`, in the graph's own order.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network has no such output of floats.
    pub fn get(&self, name: &str) -> Result<&[f32], SwafotoError> {
        let failed = |reason: String| SwafotoError::Inference { model: self.network.name.clone(), reason };
        let position = self.names().iter().position(|candidate| candidate == name);
        let value = position.and_then(|index| self.values.get(index));
        let value = value.ok_or_else(|| failed(format!("has no output called {name}")))?;
        let view = value.view();
        view.as_slice::<f32>().map_err(|error| failed(error.to_string()))
    }
}

impl Network {
    /// Loads an ONNX file: one input `1 x 3 x height x width` of floats, static shapes, and no operators but those that our
    /// networks have (`net/graph.rs` lists them).
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `onnx` is not such a network.
    pub fn load(name: &str, onnx: &[u8]) -> Result<Self, SwafotoError> {
        Self::load_in_parts(name, onnx, 1)
    }

    /// As [`Network::load`]; a [`Run`] of it takes `parts` steps of about the same work.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `onnx` is not such a network, or too small for so many parts.
    pub fn load_in_parts(name: &str, onnx: &[u8], parts: usize) -> Result<Self, SwafotoError> {
        Self::build(name, onnx, parts).map_err(|error| SwafotoError::InvalidModel {
            model: name.to_owned(),
            reason: format!("{error:#}"),
        })
    }

    fn build(name: &str, onnx: &[u8], parts: usize) -> TractResult<Self> {
        let OnnxFile { graph, metadata } = OnnxFile::read(onnx)?;
        let Graph { mut model, outputs } = build(&graph)?;
        let output_shapes = (0..outputs.len())
            .map(|index| {
                let shape = model.output_fact(index)?.shape.as_concrete().map(Box::from);
                shape.ok_or_else(|| TractError::msg(format!("the shape of output {index} is not static")))
            })
            .collect::<TractResult<_>>()?;
        declutterer().optimize(&mut model)?;
        let shape = model.input_fact(0)?.shape.as_concrete().map(<[usize]>::to_vec);
        let Some([1, 3, height, width]) = shape.as_deref() else {
            return Err(TractError::msg(format!("expected one 1 x 3 x height x width input, got {shape:?}")));
        };
        let input = (*width, *height);
        let parts = split(&model, parts.max(1))?
            .into_iter()
            .map(|mut part| {
                part.optimize()?;
                part.into_runnable()
            })
            .collect::<TractResult<_>>()?;
        let facts = Facts { name: name.to_owned(), input, outputs, output_shapes, metadata };
        Ok(Self { facts: facts.into(), parts })
    }

    /// The name it was loaded by.
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// What the file says of itself under `key`.
    pub fn metadata(&self, key: &str) -> Option<&str> {
        self.facts.metadata.get(key).map(String::as_str)
    }

    /// The lengths of the axes of the output called `name`.
    pub fn output_shape(&self, name: &str) -> Option<&[usize]> {
        let position = self.facts.outputs.iter().position(|candidate| candidate == name)?;
        self.facts.output_shapes.get(position).map(|shape| &**shape)
    }

    /// Width and height of the input in pixels.
    pub fn input_size(&self) -> (usize, usize) {
        self.facts.input
    }

    /// Runs the network on one picture.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the picture has another size than the input, or tract fails.
    pub fn run(&self, image: ImageTensor) -> Result<Outputs, SwafotoError> {
        self.begin(image)?.finish()
    }

    /// Begins a run that is taken step by step. Nothing is computed yet.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the picture has another size than the input.
    pub fn begin(&self, image: ImageTensor) -> Result<Run, SwafotoError> {
        let input = self.facts.input;
        if (image.width, image.height) != input {
            return Err(
                self.failed(format!("expected {input:?} pixels, got {}x{}", image.width, image.height))
            );
        }
        let input = Tensor::from_shape(&[1, 3, image.height, image.width], &image.values)
            .map_err(|error| self.failed(format!("{error:#}")))?;
        Ok(Run { network: self.clone(), done: 0, values: tvec!(input.into_tvalue()) })
    }

    fn failed(&self, reason: String) -> SwafotoError {
        SwafotoError::Inference { model: self.facts.name.clone(), reason }
    }
}

/// A network on its way through one picture.
pub struct Run {
    network: Network,
    done: usize,
    values: TVec<TValue>,
}

/// Work that is taken step by step, so that a preview frame pays for one step only.
pub trait Stepwise: Sized {
    /// What the work leads to.
    type Outcome;

    /// Takes the next step.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where a network fails or answers in another shape than its card says.
    fn advance(self) -> Result<Progress<Self, Self::Outcome>, SwafotoError>;

    /// Takes all steps that are left.
    ///
    /// # Errors
    /// As [`Stepwise::advance`].
    fn finish(self) -> Result<Self::Outcome, SwafotoError> {
        let mut work = self;
        loop {
            match work.advance()? {
                Progress::Done(outcome) => return Ok(outcome),
                Progress::Going(next) => work = next,
            }
        }
    }
}

/// Where such work stands.
#[derive(Debug)]
pub enum Progress<Work, Outcome> {
    /// More steps are to be taken.
    Going(Work),
    /// That was the last.
    Done(Outcome),
}

impl Stepwise for Run {
    type Outcome = Outputs;

    fn advance(mut self) -> Result<Progress<Self, Outputs>, SwafotoError> {
        let Network { facts, parts } = &self.network;
        if let Some(part) = parts.get(self.done) {
            let values = std::mem::take(&mut self.values);
            self.values = part.run(values).map_err(|error| self.network.failed(format!("{error:#}")))?;
            self.done += 1;
        }
        if self.done < parts.len() {
            return Ok(Progress::Going(self));
        }
        let network = facts.clone();
        Ok(Progress::Done(Outputs { values: self.values.into_vec(), network }))
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = self.network.parts.len();
        write!(formatter, "Run of {}: {} of {parts} parts done", self.network.name(), self.done)
    }
}

/// tract's passes over a typed graph, but for one: `ChangeAxes` tries to take away each axis of length one at each
/// node, and follows each try through the whole graph. It finds nothing in ours and takes two thirds of the time.
fn declutterer() -> Optimizer {
    let mut declutterer = Optimizer::declutter();
    declutterer.passes.retain(|pass| format!("{pass:?}") != "ChangeAxes");
    declutterer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_pass_is_left_out() {
        // tract may call it otherwise one day: networks would still load, in three times the time.
        let (all, kept) = (Optimizer::declutter().passes.len(), declutterer().passes.len());
        assert_eq!(kept, all - 1);
    }
}
