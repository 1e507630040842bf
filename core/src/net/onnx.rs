//! The file format: the parts of ONNX (<https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3>) that our networks use.
//!
//! Not read by tract-onnx, which brings a reader for all of ONNX, shape inference, and a second format: two fifths of
//! what the library weighed on a phone, a quarter of the time it took to start and a sixth of the memory.

use std::collections::BTreeMap;

use super::constant::{Constant, Numbers, from_half};
use super::error::{Context as _, InvalidNetwork};
use prost::Message;

/// A file.
#[derive(Clone, PartialEq, Message)]
struct OnnxModel {
    #[prost(message, optional, tag = "7")]
    graph: Option<OnnxGraph>,
    #[prost(message, repeated, tag = "14")]
    metadata: Vec<OnnxEntry>,
}

/// What a file says of itself under a name.
#[derive(Clone, PartialEq, Message)]
struct OnnxEntry {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(string, tag = "2")]
    value: String,
}

/// The network: nodes in an order in which each finds its inputs.
#[derive(Clone, PartialEq, Message)]
pub(super) struct OnnxGraph {
    #[prost(message, repeated, tag = "1")]
    pub(super) nodes: Vec<OnnxNode>,
    #[prost(message, repeated, tag = "5")]
    pub(super) weights: Vec<OnnxTensor>,
    #[prost(message, repeated, tag = "11")]
    pub(super) inputs: Vec<OnnxValue>,
    #[prost(message, repeated, tag = "12")]
    pub(super) outputs: Vec<OnnxValue>,
}

/// One operation.
#[derive(Clone, PartialEq, Message)]
pub(super) struct OnnxNode {
    #[prost(string, repeated, tag = "1")]
    pub(super) inputs: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    pub(super) outputs: Vec<String>,
    #[prost(string, tag = "4")]
    pub(super) operator: String,
    #[prost(message, repeated, tag = "5")]
    attributes: Vec<OnnxAttribute>,
}

#[derive(Clone, PartialEq, Message)]
struct OnnxAttribute {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(float, tag = "2")]
    float: f32,
    #[prost(int64, tag = "3")]
    integer: i64,
    #[prost(bytes = "vec", tag = "4")]
    text: Vec<u8>,
    #[prost(message, optional, tag = "5")]
    tensor: Option<OnnxTensor>,
    #[prost(int64, repeated, tag = "8")]
    integers: Vec<i64>,
}

/// Numbers that the file holds.
#[derive(Clone, PartialEq, Message)]
pub(super) struct OnnxTensor {
    #[prost(int64, repeated, tag = "1")]
    shape: Vec<i64>,
    #[prost(int32, tag = "2")]
    kind: i32,
    #[prost(int64, repeated, tag = "7")]
    integers: Vec<i64>,
    #[prost(string, tag = "8")]
    pub(super) name: String,
    #[prost(bytes = "vec", tag = "9")]
    raw: Vec<u8>,
}

/// What goes in or comes out.
#[derive(Clone, PartialEq, Message)]
pub(super) struct OnnxValue {
    #[prost(string, tag = "1")]
    pub(super) name: String,
    #[prost(message, optional, tag = "2")]
    kind: Option<OnnxKind>,
}

#[derive(Clone, PartialEq, Message)]
struct OnnxKind {
    #[prost(message, optional, tag = "1")]
    tensor: Option<OnnxTensorKind>,
}

#[derive(Clone, PartialEq, Message)]
struct OnnxTensorKind {
    #[prost(message, optional, tag = "2")]
    shape: Option<OnnxShape>,
}

#[derive(Clone, PartialEq, Message)]
struct OnnxShape {
    #[prost(message, repeated, tag = "1")]
    axes: Vec<OnnxAxis>,
}

#[derive(Clone, PartialEq, Message)]
struct OnnxAxis {
    #[prost(int64, tag = "1")]
    length: i64,
}

/// `TensorProto.DataType`.
pub(super) const FLOAT: i32 = 1;
const INT64: i32 = 7;
const FLOAT16: i32 = 10;

/// What a file holds.
pub(super) struct OnnxFile {
    pub(super) graph: OnnxGraph,
    /// What it says of itself, by name.
    pub(super) metadata: BTreeMap<String, String>,
}

impl OnnxFile {
    /// Reads a file.
    pub(super) fn read(file: &[u8]) -> Result<Self, InvalidNetwork> {
        let model = OnnxModel::decode(file).map_err(|error| InvalidNetwork::new(error.to_string()))?;
        let graph = model.graph.ok_or_else(|| InvalidNetwork::new("it holds no graph"))?;
        let metadata = model.metadata.into_iter().map(|entry| (entry.key, entry.value)).collect();
        Ok(Self { graph, metadata })
    }
}

impl OnnxNode {
    /// The name of what it reads at `index`.
    pub(super) fn input(&self, index: usize) -> Result<&str, InvalidNetwork> {
        let name = self.inputs.get(index).ok_or_else(|| InvalidNetwork::new(format!("no input {index}")))?;
        Ok(name)
    }

    fn attribute(&self, name: &str) -> Option<&OnnxAttribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        self.attribute(name).map(|attribute| attribute.integer)
    }

    pub(super) fn float(&self, name: &str) -> Option<f32> {
        self.attribute(name).map(|attribute| attribute.float)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.attribute(name).and_then(|attribute| std::str::from_utf8(&attribute.text).ok())
    }

    pub(super) fn integers(&self, name: &str) -> Option<&[i64]> {
        self.attribute(name).map(|attribute| &*attribute.integers)
    }

    pub(super) fn tensor(&self, name: &str) -> Option<&OnnxTensor> {
        self.attribute(name).and_then(|attribute| attribute.tensor.as_ref())
    }
}

impl OnnxTensor {
    /// Floats, of single precision also where the file stores halves, or 64-bit integers.
    pub(super) fn values(&self) -> Result<Constant, InvalidNetwork> {
        self.numbers().and_then(|numbers| Constant::new(given(&self.shape)?, numbers)).context(&self.name)
    }

    fn numbers(&self) -> Result<Numbers, InvalidNetwork> {
        let raw = &*self.raw;
        Ok(match self.kind {
            FLOAT => Numbers::Floats(numbers(raw, f32::from_le_bytes)?),
            FLOAT16 => Numbers::Floats(numbers(raw, |bytes| from_half(u16::from_le_bytes(bytes)))?),
            INT64 if raw.is_empty() => Numbers::Integers(self.integers.clone()),
            INT64 => Numbers::Integers(numbers(raw, i64::from_le_bytes)?),
            other => return Err(InvalidNetwork::new(format!("numbers of kind {other}"))),
        })
    }
}

impl OnnxValue {
    /// The lengths of its axes, which must be given.
    pub(super) fn shape(&self) -> Result<Vec<usize>, InvalidNetwork> {
        let shape = self.kind.as_ref().and_then(|kind| kind.tensor.as_ref()?.shape.as_ref());
        let shape = shape.ok_or_else(|| InvalidNetwork::new(format!("{} has no shape", self.name)))?;
        given(&shape.axes.iter().map(|axis| axis.length).collect::<Vec<_>>()).context(&self.name)
    }
}

/// `axes` as lengths.
pub(super) fn lengths(axes: &[i64]) -> Result<Vec<usize>, InvalidNetwork> {
    let lengths: Result<Vec<usize>, _> = axes.iter().map(|length| usize::try_from(*length)).collect();
    lengths.map_err(|_| InvalidNetwork::new(format!("an axis is as long as {axes:?} says")))
}

/// `axes` as a shape, of which no axis may be empty or left open.
fn given(axes: &[i64]) -> Result<Vec<usize>, InvalidNetwork> {
    let shape = lengths(axes)?;
    if shape.contains(&0) {
        return Err(InvalidNetwork::new(format!("it has the shape {shape:?}")));
    }
    Ok(shape)
}

/// `bytes` as numbers of `SIZE` bytes each, with none left over.
fn numbers<Number, const SIZE: usize>(
    bytes: &[u8],
    read: impl Fn([u8; SIZE]) -> Number,
) -> Result<Vec<Number>, InvalidNetwork> {
    match bytes.as_chunks() {
        (numbers, []) => Ok(numbers.iter().copied().map(read).collect()),
        _ => Err(InvalidNetwork::new(format!("{} bytes are no numbers of {SIZE} bytes", bytes.len()))),
    }
}
