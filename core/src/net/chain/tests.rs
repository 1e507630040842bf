//! Every kernel against its definition, on the processor that this runs on and on one that has nothing.

use super::arithmetic::Processor;
use super::convolution::{Kernels, Window};
use super::depthwise::DepthwiseKernels;
use super::epilogue::{Activation, Addend, Epilogue};
use super::layout::Layout;
use super::simple::{Doubling, add, double, halve};

/// A picture as the tests see it.
#[derive(Clone, Debug)]
struct Picture {
    channels: usize,
    size: [usize; 2],
    planes: Vec<f32>,
}

impl Picture {
    /// Numbers that differ from each other, about zero.
    fn new(channels: usize, size: [usize; 2], seed: usize) -> Self {
        let count = channels * size[0] * size[1];
        let planes = (0..count).map(|at| ((at * 37 + seed * 11) % 101) as f32 / 50.0 - 1.0).collect();
        Self { channels, size, planes }
    }

    fn at(&self, channel: usize, row: Option<usize>, column: Option<usize>) -> f32 {
        let [height, width] = self.size;
        match (row, column) {
            (Some(row), Some(column)) if row < height && column < width => {
                self.planes[(channel * height + row) * width + column]
            }
            _ => 0.0,
        }
    }

    /// It laid out, with a border.
    fn laid_out(&self, border: [usize; 4]) -> (Layout, Vec<f32>) {
        let layout = Layout { border, ..Layout::of_channels(self.size, self.channels) };
        let mut samples = vec![0.0; layout.volume()];
        layout.lay_out(&self.planes, self.channels, &mut samples);
        (layout, samples)
    }

    fn map(&self, mut to: impl FnMut(usize, usize, f32) -> f32) -> Self {
        let plane = self.size[0] * self.size[1];
        let planes = self.planes.iter().enumerate().map(|(at, value)| to(at / plane, at, *value)).collect();
        Self { planes, ..self.clone() }
    }
}

/// What a step wrote, of so many channels. What is around must be as it was: zero.
fn read(layout: &Layout, samples: &[f32], channels: usize) -> Vec<f32> {
    let mut planes = vec![0.0; channels * layout.size[0] * layout.size[1]];
    layout.write_planes(samples, channels, 1, &mut planes);
    let mut around = samples.to_vec();
    (0..layout.size[0]).for_each(|row| layout.row_mut(&mut around, row).fill(0.0));
    assert!(around.iter().all(|value| *value == 0.0), "something was written around the picture");
    planes
}

fn assert_near(found: &[f32], expected: &[f32], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let scale = expected.iter().fold(1.0_f32, |scale, value| scale.max(value.abs()));
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= 1e-5 * scale, "{what}: {found} instead of {expected} at {at}");
    }
}

/// The sum at a place by its definition; `inputs` tells the weight of each input channel and tap.
fn convolved(
    picture: &Picture,
    window: &Window,
    [row, column]: [usize; 2],
    weights: &[f32],
    channels: std::ops::Range<usize>,
) -> f32 {
    let [height, width] = window.kernel;
    let mut sum = 0.0;
    for (input, channel) in channels.enumerate() {
        for tap in 0..height * width {
            let at = |place: usize, axis: usize, tap: usize| {
                (place * window.strides[axis] + tap * window.dilations[axis]).checked_sub(window.pads[axis])
            };
            let sample = picture.at(channel, at(row, 0, tap / width), at(column, 1, tap % width));
            sum += weights[input * height * width + tap] * sample;
        }
    }
    sum
}

/// Windows of many kinds.
fn windows() -> Vec<Window> {
    let window = |kernel, stride, dilation, pads| Window {
        kernel,
        strides: [stride; 2],
        dilations: [dilation; 2],
        pads,
    };
    vec![
        window([1, 1], 1, 1, [0; 4]),
        window([3, 3], 1, 1, [1; 4]),
        window([3, 3], 2, 1, [0, 0, 1, 1]),
        window([3, 3], 2, 1, [1; 4]),
        window([3, 3], 3, 1, [0; 4]),
        window([5, 5], 2, 1, [1, 1, 2, 2]),
        window([3, 3], 1, 2, [2; 4]),
        window([2, 4], 1, 1, [0, 1, 1, 2]),
    ]
}

/// Epilogues of every kind, for a picture of so many channels.
fn epilogues(channels: usize) -> Vec<Epilogue> {
    let mut slopes: Vec<f32> = (0..channels).map(|channel| channel as f32 / 8.0 - 0.5).collect();
    slopes.resize(channels.next_multiple_of(super::layout::LANES), 0.0);
    let prelu = || Activation::Prelu(slopes.clone());
    vec![
        Epilogue::NONE,
        Epilogue { first: Activation::Relu, last: Activation::None },
        Epilogue { first: Activation::None, last: prelu() },
        Epilogue { first: prelu(), last: Activation::Relu },
    ]
}

fn bent(activation: &Activation, channel: usize, value: f32) -> f32 {
    match activation {
        Activation::None => value,
        Activation::Relu => value.max(0.0),
        Activation::Prelu(slopes) if value < 0.0 => slopes[channel] * value,
        Activation::Prelu(_) => value,
    }
}

/// What becomes of sums by the definition; an addend may have fewer channels.
fn ended(sums: &Picture, epilogue: &Epilogue, addend: Option<&Picture>) -> Vec<f32> {
    let ended = sums.map(|channel, at, sum| {
        let added = addend.and_then(|addend| addend.planes.get(at)).copied().unwrap_or_default();
        bent(&epilogue.last, channel, bent(&epilogue.first, channel, sum) + added)
    });
    ended.planes
}

/// Every way in which a step is ended, with and without something added, on both processors.
fn each_way(
    sums: &Picture,
    mut run: impl FnMut(Processor, &Epilogue, Option<&Addend<'_>>, (&Layout, &mut [f32])),
    what: &str,
) {
    let fewer = Picture::new(sums.channels.div_ceil(2), sums.size, 5);
    let as_many = Picture::new(sums.channels, sums.size, 3);
    for epilogue in epilogues(sums.channels) {
        for addend in [None, Some(&fewer), Some(&as_many)] {
            let laid_out = addend.map(|picture| picture.laid_out([1, 0, 0, 2]));
            let added = laid_out.as_ref().map(|(layout, samples)| Addend { layout: *layout, samples });
            for processor in [Processor::here(), Processor::plain()] {
                let to = Layout { border: [1, 2, 0, 1], ..Layout::of_channels(sums.size, sums.channels) };
                let mut output = vec![0.0; to.volume()];
                run(processor, &epilogue, added.as_ref(), (&to, &mut output));
                let what = format!("{what}, {epilogue:?}, {processor:?}");
                assert_near(&read(&to, &output, sums.channels), &ended(sums, &epilogue, addend), &what);
            }
        }
    }
}

#[test]
fn a_convolution_is_its_definition() {
    for window in windows() {
        for (inputs, outputs) in [(1, 1), (3, 8), (8, 24), (12, 17), (5, 104)] {
            for size in [[5, 5], [6, 9]] {
                let picture = Picture::new(inputs, size, 1);
                let per_output = inputs * window.kernel[0] * window.kernel[1];
                let weights: Vec<f32> =
                    (0..outputs * per_output).map(|at| ((at * 29) % 83) as f32 / 83.0 - 0.5).collect();
                let biases: Vec<f32> = (0..outputs).map(|output| output as f32 / 4.0).collect();
                let output_size = window.output_size(size).unwrap();
                let sums = Picture::new(outputs, output_size, 0).map(|output, at, _| {
                    let place = [at / output_size[1] % output_size[0], at % output_size[1]];
                    let weights = &weights[output * per_output..][..per_output];
                    biases[output] + convolved(&picture, &window, place, weights, 0..inputs)
                });
                let kernels = |processor| Kernels::new(processor, window, &weights, &biases, inputs);
                // As an image lies, too: without zeros between the channels.
                let (padded, samples) = picture.laid_out(window.pads);
                let dense = Layout { lanes: inputs, ..padded };
                let mut dense_samples = vec![0.0; dense.volume()];
                dense.lay_out(&picture.planes, inputs, &mut dense_samples);
                for (layout, samples) in [(padded, samples), (dense, dense_samples)] {
                    let run = |processor,
                               epilogue: &Epilogue,
                               addend: Option<&Addend<'_>>,
                               to: (&Layout, &mut [f32])| {
                        kernels(processor).run((&layout, &samples), to, epilogue, addend);
                    };
                    each_way(&sums, run, &format!("{window:?}, {inputs} to {outputs}, {size:?}"));
                }
            }
        }
    }
}

#[test]
fn a_depthwise_convolution_is_its_definition() {
    for window in windows() {
        for channels in [2, 8, 12, 24] {
            for size in [[5, 5], [6, 9]] {
                let picture = Picture::new(channels, size, 1);
                let taps = window.kernel[0] * window.kernel[1];
                let weights: Vec<f32> =
                    (0..channels * taps).map(|at| ((at * 29) % 83) as f32 / 83.0 - 0.5).collect();
                let biases: Vec<f32> = (0..channels).map(|channel| channel as f32 / 4.0).collect();
                let output_size = window.output_size(size).unwrap();
                let sums = Picture::new(channels, output_size, 0).map(|channel, at, _| {
                    let place = [at / output_size[1] % output_size[0], at % output_size[1]];
                    let weights = &weights[channel * taps..][..taps];
                    biases[channel] + convolved(&picture, &window, place, weights, channel..channel + 1)
                });
                let kernels = |processor| DepthwiseKernels::new(processor, window, &weights, &biases);
                let (layout, samples) = picture.laid_out(window.pads.map(|pad| pad + 1));
                let run = |processor,
                           epilogue: &Epilogue,
                           addend: Option<&Addend<'_>>,
                           to: (&Layout, &mut [f32])| {
                    kernels(processor).run((&layout, &samples), to, epilogue, addend);
                };
                each_way(&sums, run, &format!("{window:?}, {channels}, {size:?}"));
            }
        }
    }
}

#[test]
fn a_sum_is_its_definition() {
    let picture = Picture::new(11, [3, 4], 2);
    let (layout, samples) = picture.laid_out([0, 1, 1, 0]);
    each_way(&picture, |_, epilogue, addend, to| add((&layout, &samples), to, epilogue, addend), "a sum");
}

#[test]
fn half_the_size_is_the_greatest_of_four() {
    for size in [[4, 6], [5, 7]] {
        let picture = Picture::new(9, size, 1);
        let (from, samples) = picture.laid_out([1, 1, 0, 0]);
        let to = Layout { border: [0, 0, 2, 1], ..Layout::of_channels([2, 3], 9) };
        let mut output = vec![0.0; to.volume()];
        halve((&from, &samples), (&to, &mut output));
        let expected = Picture::new(9, [2, 3], 0).map(|channel, at, _| {
            let (row, column) = (2 * (at / 3 % 2), 2 * (at % 3));
            let four = [(row, column), (row, column + 1), (row + 1, column), (row + 1, column + 1)];
            four.map(|(row, column)| picture.at(channel, Some(row), Some(column)))
                .into_iter()
                .fold(f32::MIN, f32::max)
        });
        assert_near(&read(&to, &output, 9), &expected.planes, "the greatest of four");
    }
}

#[test]
fn twice_the_size_is_repeated_or_between() {
    let picture = Picture::new(5, [3, 4], 1);
    let (from, samples) = picture.laid_out([1; 4]);
    let to = Layout { border: [1, 0, 0, 1], ..Layout::of_channels([6, 8], 5) };
    for how in [Doubling::Nearest, Doubling::Bilinear] {
        let mut output = vec![0.0; to.volume()];
        double(how, (&from, &samples), (&to, &mut output));
        let expected = Picture::new(5, [6, 8], 0).map(|channel, at, _| {
            let (row, column) = (at / 8 % 6, at % 8);
            if how == Doubling::Nearest {
                return picture.at(channel, Some(row / 2), Some(column / 2));
            }
            // Where a pixel's centre lies among the old ones; beyond the outermost they repeat.
            let old = |index: usize, length: usize| {
                let centre = ((index as f32 + 0.5) / 2.0 - 0.5).clamp(0.0, length as f32 - 1.0);
                (centre.floor() as usize, (centre.ceil() as usize).min(length - 1), centre.fract())
            };
            let ((top, bottom, down), (left, right, across)) = (old(row, 3), old(column, 4));
            let along = |row: usize| {
                let at = |column: usize| picture.at(channel, Some(row), Some(column));
                at(left) * (1.0 - across) + at(right) * across
            };
            along(top) * (1.0 - down) + along(bottom) * down
        });
        assert_near(&read(&to, &output, 5), &expected.planes, &format!("{how:?}"));
    }
}

#[test]
fn a_pixel_becomes_a_block() {
    // Channel 4 is plane 1, row 0, column 0 of the block; channel 3 is plane 0, row 1, column 1.
    let picture = Picture::new(8, [2, 3], 1);
    let (layout, samples) = picture.laid_out([1; 4]);
    let mut planes = vec![0.0; 2 * 4 * 6];
    layout.write_planes(&samples, 8, 2, &mut planes);
    assert_eq!(planes[24], picture.at(4, Some(0), Some(0)));
    assert_eq!(planes[(2 + 1) * 6 + 2 * 2 + 1], picture.at(3, Some(1), Some(2)));
}

#[test]
fn what_is_around_is_cleared() {
    let layout = Layout { border: [1, 2, 3, 1], ..Layout::of_channels([2, 3], 4) };
    let mut samples = vec![1.0; layout.volume() + 5];
    layout.clear_border(&mut samples);
    let picture = 2 * 3 * layout.lanes;
    assert_eq!(samples.iter().sum::<f32>(), (picture + 5) as f32);
    (0..2).for_each(|row| assert!(layout.row(&samples, row).iter().all(|value| *value == 1.0)));
}
