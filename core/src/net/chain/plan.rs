//! Where each picture lies: how wide the zeros around it must be, and which pictures share a buffer.

use super::layout::Layout;
use super::{IMAGE, Leave, Memory, Place, Step};

/// A picture before it has a place.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) layout: Layout,
    pub(super) channels: usize,
    /// What a file adds to a picture, in planes.
    pub(super) constant: Option<Vec<f32>>,
}

/// The places of `pictures`, of which `leaves` are left in the end, and the numbers of each buffer.
pub(super) fn place(pictures: Vec<Planned>, steps: &[Step], leaves: &[Leave]) -> (Vec<Place>, Vec<usize>) {
    let mut layouts: Vec<Layout> = pictures.iter().map(|planned| planned.layout).collect();
    for step in steps {
        let Some(window) = step.operation.window() else { continue };
        for (border, pad) in layouts[step.input].border.iter_mut().zip(window.pads) {
            *border = pad.max(*border);
        }
    }
    // The last step that reads or writes each picture; what is left in the end is never free.
    let mut last = vec![0; pictures.len()];
    for (index, step) in steps.iter().enumerate() {
        for picture in [step.input, step.output].into_iter().chain(step.addend) {
            last[picture] = index;
        }
    }
    for leave in leaves {
        last[leave.picture] = steps.len();
    }
    let mut buffers = Buffers::default();
    let mut memories: Vec<Option<usize>> = vec![None; pictures.len()];
    memories[IMAGE] = Some(buffers.take(layouts[IMAGE]));
    for (index, step) in steps.iter().enumerate() {
        memories[step.output] = Some(buffers.take(layouts[step.output]));
        for picture in 0..pictures.len() {
            if let Some(buffer) = memories[picture].filter(|_| last[picture] == index) {
                buffers.free.push(buffer);
            }
        }
    }
    let is_shared = buffers.are_shared();
    let places = pictures.into_iter().zip(layouts).zip(memories).map(|((planned, layout), buffer)| {
        let memory = match (planned.constant, buffer) {
            (Some(planes), _) => {
                let mut samples = vec![0.0; layout.volume()];
                layout.lay_out(&planes, planned.channels, &mut samples);
                Memory::Constant(samples)
            }
            (None, Some(buffer)) => Memory::Buffer { buffer, is_shared: is_shared[buffer] },
            // Nothing makes it, and so nothing reads it.
            (None, None) => Memory::Constant(Vec::new()),
        };
        Place { layout, memory }
    });
    (places.collect(), buffers.volumes())
}

#[derive(Default)]
struct Buffers {
    /// The layouts of all pictures that each buffer holds, one after the other.
    held: Vec<Vec<Layout>>,
    free: Vec<usize>,
}

impl Buffers {
    /// A buffer for a picture: a free one of the same layout, whose zeros are where they belong; else the free one whose size is nearest;
    /// else a new one.
    fn take(&mut self, layout: Layout) -> usize {
        let distance = |buffer: &usize| {
            let is_alike = self.held[*buffer].iter().all(|other| *other == layout);
            let volume = self.held[*buffer].iter().map(Layout::volume).max().unwrap_or_default();
            (!is_alike, volume.abs_diff(layout.volume()))
        };
        let nearest = (0..self.free.len()).min_by_key(|at| distance(&self.free[*at]));
        let buffer = match nearest {
            Some(at) => self.free.swap_remove(at),
            None => {
                self.held.push(Vec::new());
                self.held.len() - 1
            }
        };
        self.held[buffer].push(layout);
        buffer
    }

    /// Whether each buffer holds pictures of different layouts.
    fn are_shared(&self) -> Vec<bool> {
        self.held.iter().map(|layouts| layouts.windows(2).any(|pair| pair[0] != pair[1])).collect()
    }

    /// Numbers of each buffer.
    fn volumes(&self) -> Vec<usize> {
        self.held.iter().map(|layouts| layouts.iter().map(Layout::volume).max().unwrap_or_default()).collect()
    }
}
