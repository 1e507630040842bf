//! Where the numbers of a picture lie.

/// Channels that are computed together, at least. Each pixel has a multiple of as many, zeros after its own.
pub(super) const LANES: usize = 8;

/// A picture in memory: row by row, in a row pixel by pixel, of a pixel all channels next to each other. Around it lie zeros, as
/// many as any convolution reads beyond its edge, so that none needs to ask where the picture ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Rows and columns.
    pub(super) size: [usize; 2],
    /// Numbers from a pixel to the next: its channels and the zeros after them.
    pub(super) lanes: usize,
    /// Zero pixels above, to the left, below, to the right.
    pub(super) border: [usize; 4],
}

impl Layout {
    /// The layout of `channels` that a step writes.
    pub(super) const fn of_channels(size: [usize; 2], channels: usize) -> Self {
        Self { size, lanes: channels.next_multiple_of(LANES), border: [0; 4] }
    }

    /// Numbers from a row to the next.
    pub(super) const fn stride(&self) -> usize {
        (self.border[1] + self.size[1] + self.border[3]) * self.lanes
    }

    /// Numbers of it all.
    pub(super) const fn volume(&self) -> usize {
        (self.border[0] + self.size[0] + self.border[2]) * self.stride()
    }

    /// Where a pixel begins.
    pub(super) const fn at(&self, row: usize, column: usize) -> usize {
        (self.border[0] + row) * self.stride() + (self.border[1] + column) * self.lanes
    }

    /// The numbers of a row, without what lies around.
    pub(super) fn row<'a>(&self, samples: &'a [f32], row: usize) -> &'a [f32] {
        &samples[self.at(row, 0)..][..self.size[1] * self.lanes]
    }

    /// As [`Layout::row`].
    pub(super) fn row_mut<'a>(&self, samples: &'a mut [f32], row: usize) -> &'a mut [f32] {
        &mut samples[self.at(row, 0)..][..self.size[1] * self.lanes]
    }

    /// Puts the zeros around the picture.
    pub(super) fn clear_border(&self, samples: &mut [f32]) {
        let [top, left, _, right] = self.border;
        let end = self.at(self.size[0], 0) - left * self.lanes;
        samples[..top * self.stride()].fill(0.0);
        samples[end..self.volume()].fill(0.0);
        if left > 0 || right > 0 {
            for row in 0..self.size[0] {
                let (start, end) = (self.at(row, 0), self.at(row, self.size[1]));
                samples[start - left * self.lanes..start].fill(0.0);
                samples[end..end + right * self.lanes].fill(0.0);
            }
        }
    }

    /// Lays out `channels` planes in the order of files.
    pub(super) fn lay_out(&self, planes: &[f32], channels: usize, to: &mut [f32]) {
        let [height, width] = self.size;
        for row in 0..height {
            let pixels = self.row_mut(to, row);
            for (channel, plane) in planes.chunks_exact(height * width).enumerate().take(channels) {
                let samples = &plane[row * width..][..width];
                for (pixel, sample) in pixels.chunks_exact_mut(self.lanes).zip(samples) {
                    pixel[channel] = *sample;
                }
            }
        }
    }

    /// Writes the `channels` of `samples` as planes. Each pixel becomes a block of `side` x `side` in a plane, row by row of as many
    /// channels (ONNX calls this order `CRD`).
    pub(super) fn write_planes(&self, samples: &[f32], channels: usize, side: usize, planes: &mut [f32]) {
        let [height, width] = self.size;
        let (block, wide) = (side * side, side * width);
        for row in 0..height {
            // A row of all channels stays near.
            let pixels = self.row(samples, row);
            for channel in 0..channels {
                let (plane, down, across) = (channel / block, channel % block / side, channel % side);
                let start = (plane * height * side + row * side + down) * wide + across;
                let written = planes[start..].iter_mut().step_by(side);
                for (pixel, to) in pixels.chunks_exact(self.lanes).zip(written) {
                    *to = pixel[channel];
                }
            }
        }
    }
}
