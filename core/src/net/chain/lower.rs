//! From a file's nodes to steps: those that make pictures of pictures, as long as they follow each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::net::constant::Constant;
use crate::net::error::{Context as _, InvalidNetwork, bail, ensure};
use crate::net::graph::LONGEST_AXIS;
use crate::net::onnx::{OnnxGraph, OnnxNode, lengths};

use super::arithmetic::Processor;
use super::convolution::{Kernels, Window};
use super::depthwise::DepthwiseKernels;
use super::epilogue::{Activation, Epilogue};
use super::layout::Layout;
use super::plan::{Planned, place};
use super::simple::Doubling;
use super::{Chain, IMAGE, Leave, Operation, Picture, Step};

/// A chain, and what follows it.
pub(in crate::net) struct Lowered<'a> {
    pub(in crate::net) chain: Chain,
    /// Names and shapes of what the chain leaves, in its order.
    pub(in crate::net) leaves: Vec<(String, [usize; 4])>,
    /// The nodes that are not of the chain.
    pub(in crate::net) rest: Vec<&'a OnnxNode>,
}

/// Parts `graph`, whose image has so many rows and columns, and whose constants are known by name.
///
/// # Errors
/// Where a picture is made in a way that none of our networks has.
pub(in crate::net) fn lower<'a>(
    graph: &'a OnnxGraph,
    constants: &HashMap<String, Arc<Constant>>,
    image: &str,
    size: [usize; 2],
) -> Result<Lowered<'a>, InvalidNetwork> {
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for name in graph.nodes.iter().flat_map(|node| &node.inputs) {
        *uses.entry(name).or_default() += 1;
    }
    // An output is used by who runs the network.
    for output in &graph.outputs {
        *uses.entry(&output.name).or_default() += 1;
    }
    let mut lowering = Lowering {
        constants,
        uses,
        // Three numbers a pixel, without zeros between them: the rows of the first kernel are one run.
        pictures: vec![Planned {
            layout: Layout { size, lanes: 3, border: [0; 4] },
            channels: 3,
            constant: None,
        }],
        known: HashMap::from([(image.to_owned(), Known::Made(IMAGE))]),
        steps: Vec::new(),
        scale: [1.0, 0.0],
    };
    let mut rest = Vec::new();
    for node in &graph.nodes {
        if matches!(&*node.operator, "Constant" | "Cast") {
            continue;
        }
        let is_picture = |name: &String| {
            constants.contains_key(name) || name.is_empty() || lowering.known.contains_key(name)
        };
        let is_of_pictures = node.inputs.iter().all(is_picture)
            && node.inputs.iter().any(|name| lowering.known.contains_key(name));
        if is_of_pictures && Lowering::knows(&node.operator) {
            lowering.node(node).with_context(|| format!("{} {:?}", node.operator, node.outputs))?;
        } else {
            rest.push(node);
        }
    }
    let wanted =
        rest.iter().flat_map(|node| &node.inputs).chain(graph.outputs.iter().map(|output| &output.name));
    let mut left: Vec<String> = Vec::new();
    for name in wanted.filter(|name| lowering.known.contains_key(*name)) {
        if !left.contains(name) {
            left.push(name.clone());
        }
    }
    let (mut leaves, mut named) = (Vec::new(), Vec::new());
    for name in left {
        let (picture, side) = match lowering.known.get(&name) {
            Some(Known::Spread(picture, side)) => (*picture, *side),
            _ => (lowering.picture(&name)?, 1),
        };
        let Planned { layout, channels, .. } = &lowering.pictures[picture];
        let leave = Leave { picture, channels: *channels, side };
        leaves.push(leave);
        named.push((name, leave.shape(layout.size)));
    }
    let Lowering { pictures, steps, scale, .. } = lowering;
    let (places, buffers) = place(pictures, &steps, &leaves);
    let chain = Chain { steps, places, buffers, scale, leaves, idle: Mutex::default() };
    Ok(Lowered { chain, leaves: named, rest })
}

/// What stands behind a name.
#[derive(Debug)]
enum Known {
    /// A picture that is there.
    Made(Picture),
    /// As another picture, with channels of zeros after its own, as many as that in all.
    Padded(Picture, usize),
    /// As another picture, each pixel of which becomes a block of so many rows and columns, of as many channels. No step reads it.
    Spread(Picture, usize),
    /// A step that may still take more into its one pass.
    Open(Box<Open>),
}

#[derive(Debug)]
struct Open {
    operation: Operation,
    input: Picture,
    channels: usize,
    size: [usize; 2],
    epilogue: Epilogue,
    addend: Option<Picture>,
    work: usize,
}

struct Lowering<'a> {
    constants: &'a HashMap<String, Arc<Constant>>,
    uses: HashMap<&'a str, usize>,
    pictures: Vec<Planned>,
    known: HashMap<String, Known>,
    steps: Vec<Step>,
    scale: [f32; 2],
}

impl Lowering<'_> {
    fn knows(operator: &str) -> bool {
        matches!(
            operator,
            "Conv" | "Relu" | "PRelu" | "Add" | "Mul" | "Sub" | "MaxPool" | "Resize" | "Pad" | "DepthToSpace"
        )
    }

    fn node(&mut self, node: &OnnxNode) -> Result<(), InvalidNetwork> {
        let [name] = &*node.outputs else { bail!("expected one output") };
        let known = match &*node.operator {
            "Conv" => Known::Open(self.convolution(node)?.into()),
            "Relu" => Known::Open(self.activated(node.input(0)?, |_| Ok(Activation::Relu))?.into()),
            "PRelu" => Known::Open(self.prelu(node)?.into()),
            "Add" => Known::Open(self.sum(node)?.into()),
            "Mul" | "Sub" => self.scaled(node)?,
            "MaxPool" => Known::Open(self.halved(node)?.into()),
            "Resize" => Known::Open(self.doubled(node)?.into()),
            "Pad" => self.padded(node)?,
            "DepthToSpace" => self.spread(node)?,
            other => bail!("{other} makes no picture"),
        };
        self.known.insert(name.clone(), known);
        Ok(())
    }

    /// The picture behind a name. What was open is closed.
    fn picture(&mut self, name: &str) -> Result<Picture, InvalidNetwork> {
        let picture = match self.known.remove(name) {
            Some(Known::Made(picture)) => picture,
            Some(Known::Open(open)) => self.close(*open),
            // Only what is added to a picture may lack channels.
            Some(Known::Padded(picture, channels)) => {
                let size = self.pictures[picture].layout.size;
                self.close(self.copied(picture, channels, size))
            }
            Some(spread @ Known::Spread(..)) => {
                self.known.insert(name.to_owned(), spread);
                bail!("{name} is not read as a picture")
            }
            None => self.constant(name)?,
        };
        self.known.insert(name.to_owned(), Known::Made(picture));
        Ok(picture)
    }

    fn close(&mut self, Open { operation, input, channels, size, epilogue, addend, work }: Open) -> Picture {
        self.pictures.push(Planned { layout: Layout::of_channels(size, channels), channels, constant: None });
        let output = self.pictures.len() - 1;
        self.steps.push(Step { operation, input, output, addend, epilogue, work });
        output
    }

    fn copied(&self, input: Picture, channels: usize, size: [usize; 2]) -> Open {
        let work = size[0] * size[1] * channels;
        Open {
            operation: Operation::Copy,
            input,
            channels,
            size,
            epilogue: Epilogue::NONE,
            addend: None,
            work,
        }
    }

    /// A picture that the file holds.
    fn constant(&mut self, name: &str) -> Result<Picture, InvalidNetwork> {
        let tensor = self.constants.get(name).with_context(|| format!("{name} comes from nowhere"))?;
        let [1, channels, height, width] = *tensor.shape() else {
            bail!("{name} is no picture, but {:?}", tensor.shape())
        };
        let constant = Some(tensor.floats()?.to_vec());
        self.pictures.push(Planned {
            layout: Layout::of_channels([height, width], channels),
            channels,
            constant,
        });
        Ok(self.pictures.len() - 1)
    }

    /// Whether the step that makes what is called `name` may take in what becomes of it: nothing else reads it.
    fn is_open(&self, name: &str) -> bool {
        let ends = |open: &Open| !matches!(open.operation, Operation::Halve | Operation::Double(_));
        self.uses.get(name) == Some(&1)
            && matches!(self.known.get(name), Some(Known::Open(open)) if ends(open))
    }

    /// The step that makes what is called `name`, where it may take in more; else one that copies the picture.
    fn open(&mut self, name: &str) -> Result<Open, InvalidNetwork> {
        if self.is_open(name)
            && let Some(Known::Open(open)) = self.known.remove(name)
        {
            return Ok(*open);
        }
        let picture = self.made(name)?;
        Ok(self.read(picture))
    }

    /// The picture behind a name, which is not the image: its three channels are no multiple of the lanes.
    fn made(&mut self, name: &str) -> Result<Picture, InvalidNetwork> {
        let picture = self.picture(name)?;
        ensure!(picture != IMAGE, "only a convolution reads the image");
        Ok(picture)
    }

    fn activated(
        &mut self,
        name: &str,
        activation: impl FnOnce(&Open) -> Result<Activation, InvalidNetwork>,
    ) -> Result<Open, InvalidNetwork> {
        let mut open = self.open(name)?;
        let activation = activation(&open)?;
        if open.addend.is_none() && open.epilogue.first == Activation::None {
            open.epilogue.first = activation;
        } else if open.addend.is_some() && open.epilogue.last == Activation::None {
            open.epilogue.last = activation;
        } else {
            open = self.closed_and_copied(open);
            open.epilogue.first = activation;
        }
        Ok(open)
    }

    fn prelu(&mut self, node: &OnnxNode) -> Result<Open, InvalidNetwork> {
        let slopes = self.weights(node, 1)?;
        self.activated(node.input(0)?, |open| {
            ensure!(*slopes.shape() == [open.channels, 1, 1], "slopes of the shape {:?}", slopes.shape());
            let mut slopes = slopes.floats()?.to_vec();
            slopes.resize(Layout::of_channels(open.size, open.channels).lanes, 0.0);
            Ok(Activation::Prelu(slopes))
        })
    }

    fn closed_and_copied(&mut self, open: Open) -> Open {
        let picture = self.close(open);
        self.read(picture)
    }

    /// A step that reads a picture and as yet copies it.
    fn read(&self, picture: Picture) -> Open {
        let Planned { layout, channels, .. } = &self.pictures[picture];
        self.copied(picture, *channels, layout.size)
    }

    fn sum(&mut self, node: &OnnxNode) -> Result<Open, InvalidNetwork> {
        let [a, b] = [node.input(0)?, node.input(1)?];
        ensure!(a != b, "a picture added to itself");
        // The later one takes in the earlier.
        let (base, added) = if self.is_open(b) || self.constants.contains_key(a) { (b, a) } else { (a, b) };
        let (picture, channels) = match self.known.get(added) {
            Some(Known::Padded(picture, channels)) => (*picture, *channels),
            _ => {
                let picture = self.made(added)?;
                (picture, self.pictures[picture].channels)
            }
        };
        let mut open = self.open(base)?;
        if open.addend.is_some() {
            open = self.closed_and_copied(open);
        }
        let size = self.pictures[picture].layout.size;
        ensure!(
            size == open.size && channels == open.channels,
            "{size:?} of {channels} added to {:?}",
            open.size
        );
        open.addend = Some(picture);
        Ok(open)
    }

    /// The image's range, for nothing else is multiplied.
    fn scaled(&mut self, node: &OnnxNode) -> Result<Known, InvalidNetwork> {
        let factor = self.weights(node, 1)?;
        let [factor] = *factor.floats()? else { bail!("not one number") };
        ensure!(matches!(self.known.get(node.input(0)?), Some(Known::Made(IMAGE))), "only of the image");
        ensure!(self.uses.get(node.input(0)?) == Some(&1), "only all of the image");
        let [scale, offset] = self.scale;
        self.scale =
            if node.operator == "Mul" { [scale * factor, offset * factor] } else { [scale, offset - factor] };
        Ok(Known::Made(IMAGE))
    }

    fn halved(&mut self, node: &OnnxNode) -> Result<Open, InvalidNetwork> {
        let all = |name: &str, length: i64| node.integers(name).is_some_and(|all| all == [length; 2]);
        let bare = node.integers("pads").is_none_or(|pads| pads.iter().all(|pad| *pad == 0))
            && node.text("auto_pad").is_none_or(|pad| pad == "NOTSET" || pad == "VALID")
            && node.integer("ceil_mode").is_none_or(|mode| mode == 0)
            && node.integers("dilations").is_none_or(|all| all.iter().all(|dilation| *dilation == 1));
        ensure!(all("kernel_shape", 2) && all("strides", 2) && bare, "only of 2 x 2 blocks");
        let picture = self.made(node.input(0)?)?;
        let mut open = self.read(picture);
        let [height, width] = open.size;
        ensure!(height >= 2 && width >= 2, "there is nothing to halve");
        open.size = [height / 2, width / 2];
        open.operation = Operation::Halve;
        Ok(open)
    }

    fn doubled(&mut self, node: &OnnxNode) -> Result<Open, InvalidNetwork> {
        // Inputs are picture, region, scales, and no sizes after them.
        ensure!(node.inputs.len() == 3, "only by scales");
        let scales = self.weights(node, 2)?;
        let scales = scales.floats()?;
        ensure!(scales == [1.0, 1.0, 2.0, 2.0], "only doubling, not by {scales:?}");
        let mode = node.text("mode").unwrap_or("nearest");
        let coordinates = node.text("coordinate_transformation_mode").unwrap_or("half_pixel");
        let rounding = node.text("nearest_mode").unwrap_or("round_prefer_floor");
        let how = match (mode, coordinates, rounding) {
            ("linear", "half_pixel", _) => Doubling::Bilinear,
            ("nearest", "asymmetric", "floor") => Doubling::Nearest,
            other => bail!("not as {other:?}"),
        };
        let picture = self.made(node.input(0)?)?;
        let mut open = self.read(picture);
        open.size = open.size.map(|length| 2 * length);
        ensure!(open.size.iter().all(|length| *length <= LONGEST_AXIS), "a picture of {:?}", open.size);
        open.operation = Operation::Double(how);
        Ok(open)
    }

    /// Channels of zeros after those that are there.
    fn padded(&mut self, node: &OnnxNode) -> Result<Known, InvalidNetwork> {
        ensure!(node.text("mode").is_none_or(|mode| mode == "constant"), "only with a constant");
        ensure!(node.inputs.len() == 2, "only with zeros");
        let pads = lengths(self.weights(node, 1)?.integers()?)?;
        let [0, 0, 0, 0, 0, more, 0, 0] = *pads else { bail!("pads of {pads:?}") };
        ensure!(more <= LONGEST_AXIS, "{more} more channels");
        let picture = self.made(node.input(0)?)?;
        Ok(Known::Padded(picture, self.pictures[picture].channels + more))
    }

    /// Depth, row, column: each output takes its block from as many channels (ONNX calls it `CRD`).
    fn spread(&mut self, node: &OnnxNode) -> Result<Known, InvalidNetwork> {
        ensure!(node.text("mode") == Some("CRD"), "only in the order CRD");
        let side = usize::try_from(node.integer("blocksize").context("no blocksize")?)?;
        let picture = self.made(node.input(0)?)?;
        let Planned { layout, channels, .. } = &self.pictures[picture];
        ensure!((1..=LONGEST_AXIS).contains(&side), "blocks of {side}");
        ensure!(channels % (side * side) == 0, "{channels} channels in blocks of {side}");
        ensure!(
            layout.size.iter().all(|length| length * side <= LONGEST_AXIS),
            "a picture of {:?} in blocks",
            layout.size
        );
        Ok(Known::Spread(picture, side))
    }

    fn convolution(&mut self, node: &OnnxNode) -> Result<Open, InvalidNetwork> {
        ensure!(node.text("auto_pad").is_none_or(|pad| pad == "NOTSET"), "only explicit padding");
        let [kernels, biases] = [self.weights(node, 1)?, self.weights(node, 2)?];
        let [outputs, group_channels, height, width] = *kernels.shape() else {
            bail!("kernels of the shape {:?}", kernels.shape())
        };
        ensure!(biases.shape() == [outputs], "not one bias a channel");
        let pair = |name: &str| -> Result<[usize; 2], InvalidNetwork> {
            match node.integers(name).map(lengths).transpose()?.as_deref() {
                None => Ok([1, 1]),
                Some([down @ 1..=LONGEST_AXIS, right @ 1..=LONGEST_AXIS]) => Ok([*down, *right]),
                other => bail!("{name} of {other:?}"),
            }
        };
        let pads = match node.integers("pads").map(lengths).transpose()?.as_deref() {
            None => [0; 4],
            Some([top, left, bottom, right]) => [*top, *left, *bottom, *right],
            other => bail!("pads of {other:?}"),
        };
        ensure!(pads.iter().all(|pad| *pad <= LONGEST_AXIS), "pads of {pads:?}");
        let window = Window {
            kernel: [height, width],
            strides: pair("strides")?,
            dilations: pair("dilations")?,
            pads,
        };
        let input = self.picture(node.input(0)?)?;
        let Planned { layout, channels, .. } = &self.pictures[input];
        let (channels, size) = (*channels, layout.size);
        let size = window.output_size(size).with_context(|| format!("a kernel larger than {size:?}"))?;
        let group = node.integer("group").unwrap_or(1);
        let depthwise =
            group > 1 && usize::try_from(group)? == channels && outputs == channels && group_channels == 1;
        ensure!(
            depthwise || (group == 1 && group_channels == channels),
            "{outputs} channels in {group} groups"
        );
        let (weights, biases) = (kernels.floats()?, biases.floats()?);
        let (operation, of_pixel) = if depthwise {
            ensure!(input != IMAGE, "not one kernel a colour");
            let kernels = DepthwiseKernels::new(Processor::here(), window, weights, biases);
            let work = 2 * kernels.work();
            (Operation::ConvolveDepthwise(kernels), work)
        } else {
            let kernels = Kernels::new(Processor::here(), window, weights, biases, channels);
            let work = kernels.work();
            (Operation::Convolve(kernels.into()), work)
        };
        let work = size[0] * size[1] * (of_pixel + outputs);
        Ok(Open { operation, input, channels: outputs, size, epilogue: Epilogue::NONE, addend: None, work })
    }

    fn weights(&self, node: &OnnxNode, index: usize) -> Result<Arc<Constant>, InvalidNetwork> {
        let name = node.input(index)?;
        self.constants.get(name).cloned().with_context(|| format!("{name} is not constant"))
    }
}
