//! What our networks do to pictures, from the image up to where rows of numbers are made of it: convolutions and what lies between
//! them. What is left are plain loops (`net/rest.rs`).
//!
//! A picture lies with the channels of a pixel next to each other ([`Layout`]), so that every step computes [`layout::LANES`] channels or more at
//! once whatever the size of the picture, and what belongs together (a convolution, a picture that is added, an activation) is one
//! pass. Weights are packed when the network is loaded; the memory of a run is planned then, too, and used again by the next one.

mod arithmetic;
mod convolution;
mod depthwise;
mod epilogue;
mod layout;
mod lower;
#[cfg(arm_neon)]
mod neon;
#[cfg(feature = "internals")]
mod peak;
mod plan;
#[cfg(target_arch = "wasm32")]
mod simd128;
mod simple;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::raster::ImageTensor;

use convolution::{Kernels, Window};
use depthwise::DepthwiseKernels;
use epilogue::{Addend, Epilogue};
use layout::Layout;
use simple::Doubling;

pub(super) use lower::{Lowered, lower};
#[cfg(all(feature = "internals", any(target_arch = "x86_64", target_arch = "aarch64")))]
pub use peak::multiply_in_registers;

/// Nobody knows how many.
#[cfg(all(feature = "internals", not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub fn multiply_in_registers(_rounds: u32) -> u64 {
    0
}

/// A picture of a chain, by its place among them.
type Picture = usize;

/// One pass over a picture.
#[derive(Debug)]
struct Step {
    operation: Operation,
    input: Picture,
    output: Picture,
    /// What is added.
    addend: Option<Picture>,
    epilogue: Epilogue,
    /// Multiply-adds, roughly.
    work: usize,
}

#[derive(Debug)]
enum Operation {
    Convolve(Box<Kernels>),
    ConvolveDepthwise(DepthwiseKernels),
    Halve,
    Double(Doubling),
    /// The picture itself.
    Copy,
}

impl Operation {
    /// Where its kernel stands and moves; `None` where it has none.
    fn window(&self) -> Option<&Window> {
        match self {
            Self::Convolve(kernels) => Some(kernels.window()),
            Self::ConvolveDepthwise(kernels) => Some(kernels.window()),
            Self::Halve | Self::Double(_) | Self::Copy => None,
        }
    }
}

/// Where a picture of a chain lies.
#[derive(Debug)]
struct Place {
    layout: Layout,
    memory: Memory,
}

#[derive(Debug)]
enum Memory {
    /// In a buffer of the run.
    Buffer {
        buffer: usize,
        /// Whether pictures of other layouts lie in it before or after: what is around this one must be cleared.
        is_shared: bool,
    },
    /// In the network: what a file adds to a picture.
    Constant(Vec<f32>),
}

/// A picture that the chain leaves.
#[derive(Clone, Copy, Debug)]
struct Leave {
    picture: Picture,
    channels: usize,
    /// Rows and columns of the block that each pixel becomes, of as many channels.
    side: usize,
}

impl Leave {
    /// The lengths of the axes of what is left.
    fn shape(&self, [height, width]: [usize; 2]) -> [usize; 4] {
        let Self { channels, side, .. } = self;
        [1, channels / (side * side), height * side, width * side]
    }
}

/// The steps.
#[derive(Debug)]
pub(super) struct Chain {
    steps: Vec<Step>,
    places: Vec<Place>,
    /// Numbers of each buffer.
    buffers: Vec<usize>,
    /// What the image is multiplied by, and what is added to it then.
    scale: [f32; 2],
    leaves: Vec<Leave>,
    /// The buffers of runs that have ended.
    idle: Mutex<Vec<Vec<Vec<f32>>>>,
}

/// What a step of a network does, for who measures where the time goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepFacts {
    /// Its name.
    pub operation: &'static str,
    /// Rows and columns of the kernel.
    pub kernel: [usize; 2],
    /// Pixels from a place of it to the next, down and across.
    pub strides: [usize; 2],
    /// Channels that it reads, and that it writes, with the zeros that fill them up.
    pub inputs: usize,
    /// See `inputs`.
    pub outputs: usize,
    /// Rows and columns of what it writes.
    pub size: [usize; 2],
    /// Multiply-adds of a run.
    pub multiply_adds: u64,
}

/// The image is the first picture.
const IMAGE: Picture = 0;

/// Runs that end keep their buffers for as many that begin: a preview's and a photograph's.
const MOST_IDLE: usize = 2;

impl Chain {
    /// What each step does.
    pub(super) fn steps(&self) -> impl Iterator<Item = StepFacts> {
        self.steps.iter().map(|step| {
            let (from, to) = (&self.places[step.input].layout, &self.places[step.output].layout);
            let (name, of_pixel) = match &step.operation {
                Operation::Convolve(kernels) => ("convolution", kernels.work()),
                Operation::ConvolveDepthwise(kernels) => ("depthwise", kernels.work()),
                Operation::Halve => ("greatest of four", 0),
                Operation::Double(Doubling::Nearest) => ("doubling, nearest", 0),
                Operation::Double(Doubling::Bilinear) => ("doubling, bilinear", 0),
                Operation::Copy => ("sum", 0),
            };
            let window = step.operation.window();
            StepFacts {
                operation: name,
                kernel: window.map_or([1, 1], |window| window.kernel),
                strides: window.map_or([1, 1], |window| window.strides),
                inputs: from.lanes,
                outputs: to.lanes,
                size: to.size,
                multiply_adds: (to.size[0] * to.size[1] * of_pixel) as u64,
            }
        })
    }

    /// Every step by itself.
    pub(super) fn one_by_one(&self) -> Vec<Range<usize>> {
        (0..self.steps.len()).map(|step| step..step + 1).collect()
    }

    /// Cuts the steps into `parts` of about the same work.
    pub(super) fn parts(&self, parts: usize) -> Vec<Range<usize>> {
        let total: usize = self.steps.iter().map(|step| step.work).sum();
        let mut done = 0;
        let mut ends: Vec<usize> = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            // Where the middle of a step is past the end of a part, the part ends before it.
            while ends.len() + 1 < parts && (2 * done + step.work) * parts > 2 * total * (ends.len() + 1) {
                ends.push(index);
            }
            done += step.work;
        }
        ends.resize(parts.saturating_sub(1), self.steps.len());
        ends.push(self.steps.len());
        let starts = std::iter::once(0).chain(ends.clone());
        starts.zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Begins a run on an image of the network's size.
    pub(super) fn begin(self: &Arc<Self>, image: &ImageTensor) -> ChainRun {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut buffers =
            idle.pop().unwrap_or_else(|| self.buffers.iter().map(|length| vec![0.0; *length]).collect());
        drop(idle);
        let Place { layout, memory } = &self.places[IMAGE];
        if let Memory::Buffer { buffer, is_shared } = memory {
            let samples = &mut buffers[*buffer];
            if *is_shared {
                layout.clear_border(samples);
            }
            let [factor, offset] = self.scale;
            layout.lay_out(&image.values, layout.lanes, samples);
            if self.scale != [1.0, 0.0] {
                for row in 0..layout.size[0] {
                    layout
                        .row_mut(samples, row)
                        .iter_mut()
                        .for_each(|value| *value = *value * factor + offset);
                }
            }
        }
        ChainRun { chain: self.clone(), buffers }
    }
}

/// A chain on its way through one image.
pub(super) struct ChainRun {
    chain: Arc<Chain>,
    buffers: Vec<Vec<f32>>,
}

impl ChainRun {
    /// Takes some steps, which must follow those that were taken.
    pub(super) fn take(&mut self, steps: Range<usize>) {
        let Self { chain, buffers } = self;
        for Step { operation, input, output, addend, epilogue, .. } in &chain.steps[steps] {
            let to = &chain.places[*output];
            // A step never writes into a constant.
            let Memory::Buffer { buffer: written, is_shared } = to.memory else { continue };
            let mut samples = std::mem::take(&mut buffers[written]);
            if is_shared {
                to.layout.clear_border(&mut samples);
            }
            let read = |picture: Picture| {
                let Place { layout, memory } = &chain.places[picture];
                match memory {
                    Memory::Buffer { buffer, .. } => (layout, &*buffers[*buffer]),
                    Memory::Constant(samples) => (layout, &**samples),
                }
            };
            let from = read(*input);
            let addend = addend.map(|picture| {
                let (layout, samples) = read(picture);
                Addend { layout: *layout, samples }
            });
            let (to, addend) = ((&to.layout, &mut *samples), addend.as_ref());
            match operation {
                Operation::Convolve(kernels) => kernels.run(from, to, epilogue, addend),
                Operation::ConvolveDepthwise(kernels) => kernels.run(from, to, epilogue, addend),
                Operation::Halve => simple::halve(from, to),
                Operation::Double(how) => simple::double(*how, from, to),
                Operation::Copy => simple::add(from, to, epilogue, addend),
            }
            buffers[written] = samples;
        }
    }

    /// What the chain leaves, each along the axes 1 x channels x height x width, once all steps are taken.
    pub(super) fn finish(self) -> Vec<Vec<f32>> {
        let leave = |leave: &Leave| {
            let Place { layout, memory } = &self.chain.places[leave.picture];
            let samples = match memory {
                Memory::Buffer { buffer, .. } => &self.buffers[*buffer],
                Memory::Constant(samples) => samples,
            };
            let mut planes = vec![0.0; leave.shape(layout.size).iter().product()];
            layout.write_planes(samples, leave.channels, leave.side, &mut planes);
            planes
        };
        self.chain.leaves.iter().map(leave).collect()
    }
}

impl Drop for ChainRun {
    fn drop(&mut self) {
        let mut idle = self.chain.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST_IDLE {
            idle.push(std::mem::take(&mut self.buffers));
        }
    }
}
