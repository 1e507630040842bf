//! A loaded network.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::error::SwafotoError;
use crate::raster::ImageTensor;

use super::chain::{Chain, ChainRun, Lowered, StepFacts, lower};
use super::error::InvalidNetwork;
use super::graph::{constants, image};
use super::onnx::OnnxFile;
use super::rest::{Rest, build};

/// A network ready to run: loaded and optimised once, shared between threads, cheap to clone.
#[derive(Clone)]
pub struct Network {
    facts: Arc<Facts>,
    chain: Arc<Chain>,
    /// The steps of each part.
    parts: Arc<[Range<usize>]>,
    /// What is made of the pictures that the chain leaves.
    rest: Arc<Rest>,
}

/// What is known of a network without running it.
#[derive(Debug)]
struct Facts {
    name: String,
    input: (usize, usize),
    outputs: Vec<String>,
    /// Lengths of the axes of each output.
    output_shapes: Box<[Box<[usize]>]>,
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
    values: Vec<Vec<f32>>,
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
    /// [`SwafotoError::Inference`] where the network has no such output.
    pub fn get(&self, name: &str) -> Result<&[f32], SwafotoError> {
        let failed = |reason: String| SwafotoError::Inference { model: self.network.name.clone(), reason };
        let position = self.names().iter().position(|candidate| candidate == name);
        let value = position.and_then(|index| self.values.get(index));
        let value = value.ok_or_else(|| failed(format!("has no output called {name}")))?;
        Ok(value)
    }
}

impl Network {
    /// Loads an ONNX file: one input `1 x 3 x height x width` of floats, static shapes, and no operators but those that our
    /// networks have (`net/chain/lower.rs` and `net/graph.rs` list them).
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `onnx` is not such a network.
    pub fn load(name: &str, onnx: &[u8]) -> Result<Self, SwafotoError> {
        Self::load_in_parts(name, onnx, 1)
    }

    /// As [`Network::load`]; a [`Run`] of it takes one step of the graph at a time, and what follows them with the last one.
    ///
    /// # Errors
    /// As [`Network::load`].
    pub fn load_in_steps(name: &str, onnx: &[u8]) -> Result<Self, SwafotoError> {
        let mut network = Self::load(name, onnx)?;
        network.parts = network.chain.one_by_one().into();
        Ok(network)
    }

    /// What each step of the graph does, up to where rows of numbers are made of pictures.
    pub fn steps(&self) -> impl Iterator<Item = StepFacts> {
        self.chain.steps()
    }

    /// As [`Network::load`]; a [`Run`] of it takes `parts` steps of about the same work.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where `onnx` is not such a network, or too small for so many parts.
    pub fn load_in_parts(name: &str, onnx: &[u8], parts: usize) -> Result<Self, SwafotoError> {
        Self::build(name, onnx, parts)
            .map_err(|error| SwafotoError::InvalidModel { model: name.to_owned(), reason: error.to_string() })
    }

    fn build(name: &str, onnx: &[u8], parts: usize) -> Result<Self, InvalidNetwork> {
        let OnnxFile { graph, metadata } = OnnxFile::read(onnx)?;
        let constants = constants(&graph)?;
        let (image, [height, width]) = image(&graph, &constants)?;
        let Lowered { chain, leaves, rest } = lower(&graph, &constants, &image, [height, width])?;
        let outputs: Vec<String> = graph.outputs.iter().map(|output| output.name.clone()).collect();
        let rest = build(&leaves, &rest, &outputs, &constants)?;
        let output_shapes = rest.output_shapes();
        let parts = chain.parts(parts.max(1)).into();
        let facts = Facts { name: name.to_owned(), input: (width, height), outputs, output_shapes, metadata };
        Ok(Self { facts: facts.into(), chain: chain.into(), parts, rest: rest.into() })
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
    /// [`SwafotoError::Inference`] where the picture has another size than the input.
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
        Ok(Run { network: self.clone(), done: 0, chain: self.chain.begin(&image) })
    }

    fn failed(&self, reason: String) -> SwafotoError {
        SwafotoError::Inference { model: self.facts.name.clone(), reason }
    }
}

/// A network on its way through one picture.
pub struct Run {
    network: Network,
    /// Parts that are done.
    done: usize,
    chain: ChainRun,
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
        let Network { facts, parts, rest, .. } = &self.network;
        if let Some(steps) = parts.get(self.done) {
            self.chain.take(steps.clone());
            self.done += 1;
        }
        if self.done < parts.len() {
            return Ok(Progress::Going(self));
        }
        let values = rest.run(self.chain.finish());
        Ok(Progress::Done(Outputs { values, network: facts.clone() }))
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = self.network.parts.len();
        write!(formatter, "Run of {}: {} of {parts} parts done", self.network.name(), self.done)
    }
}
