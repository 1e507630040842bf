//! Finding faces: MediaPipe's short- and full-range detectors.

use std::sync::Arc;

use crate::error::SwafotoError;
use crate::frame::Frame;
use crate::geometry::{Affine, Point2, Rect};
use crate::net::{Network, Outputs, Progress, Run, Stepwise, sigmoid};
use crate::raster::{Border, ValueRange, warp_to_tensor};

/// A face that a detector found, in upright frame pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detection {
    /// The face from brow to chin.
    pub bounds: Rect,
    /// The subject's right eye, on the left of the picture.
    pub right_eye: Point2,
    /// The subject's left eye.
    pub left_eye: Point2,
    /// How sure the detector is, `0..=1`.
    pub score: f32,
}

/// Which of MediaPipe's detectors a network is: they differ in the grid of anchors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetectorRange {
    /// `face_detection_short_range`: faces within about two metres. Grids of 8 and 16 pixels, two and six anchors a cell.
    Short,
    /// `face_detection_full_range`: smaller faces too. A grid of 4 pixels, one anchor a cell.
    Full,
}

/// A face detector.
#[derive(Clone, Debug)]
pub struct FaceDetector {
    network: Network,
    anchors: Arc<[Point2]>,
}

/// A detector on its way through one frame.
#[derive(Debug)]
pub struct Search {
    anchors: Arc<[Point2]>,
    run: Run,
    to_frame: Affine,
    min_score: f32,
}

/// Two boxes that share more than this are one face (MediaPipe's `min_suppression_threshold`).
const SUPPRESSION_OVERLAP: f32 = 0.3;

/// Numbers a detector gives for each anchor: box centre and size, then six key points.
const VALUES_PER_ANCHOR: usize = 16;

impl FaceDetector {
    /// The detector that runs `network`.
    pub fn new(network: Network, range: DetectorRange) -> Self {
        let (side, _) = network.input_size();
        let anchors = match range {
            DetectorRange::Short => {
                [(8, 2), (16, 6)].into_iter().flat_map(|(stride, n)| grid(side, stride, n)).collect()
            }
            DetectorRange::Full => grid(side, 4, 1).collect(),
        };
        Self { network, anchors }
    }

    /// All faces of `frame` that score at least `min_score`, best first.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn detect(&self, frame: &Frame<'_>, min_score: f32) -> Result<Vec<Detection>, SwafotoError> {
        self.begin(frame, min_score)?.finish()
    }

    /// Begins [`FaceDetector::detect`], to be taken step by step: as many as its network has parts. The frame is not
    /// needed any longer.
    ///
    /// # Errors
    /// [`SwafotoError::Inference`] where the network fails.
    pub fn begin(&self, frame: &Frame<'_>, min_score: f32) -> Result<Search, SwafotoError> {
        let (width, height) = (frame.width() as f32, frame.height() as f32);
        let side = width.max(height);
        let area = Rect { x: (width - side) / 2.0, y: (height - side) / 2.0, width: side, height: side };
        let size = self.network.input_size();
        let scale = area.width / size.0 as f32;
        let to_frame = Affine::scaling(scale, scale).then(&Affine::translation(area.x, area.y));
        let image = warp_to_tensor(frame, &to_frame, size, ValueRange::SIGNED, Border::Black);
        Ok(Search { anchors: self.anchors.clone(), run: self.network.begin(image)?, to_frame, min_score })
    }
}

impl Stepwise for Search {
    /// All faces that score at least what was asked for, best first, in the frame that the search began with.
    type Outcome = Vec<Detection>;

    fn advance(self) -> Result<Progress<Self, Vec<Detection>>, SwafotoError> {
        Ok(match self.run.advance()? {
            Progress::Going(run) => Progress::Going(Self { run, ..self }),
            Progress::Done(outputs) => {
                Progress::Done(found(&outputs, &self.anchors, &self.to_frame, self.min_score)?)
            }
        })
    }
}

fn found(
    outputs: &Outputs,
    anchors: &[Point2],
    to_frame: &Affine,
    min_score: f32,
) -> Result<Vec<Detection>, SwafotoError> {
    let (boxes, scores) = (outputs.get("boxes")?, outputs.get("scores")?);
    let candidates = anchors.iter().zip(boxes.chunks_exact(VALUES_PER_ANCHOR)).zip(scores);
    let mut found: Vec<Detection> = candidates
        .filter_map(|((anchor, values), logit)| {
            let score = sigmoid(*logit);
            (score >= min_score).then(|| decode(values, *anchor, to_frame, score))
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    Ok(suppress(&found))
}

/// Centres of the anchors of one grid, in input pixels, row by row.
fn grid(side: usize, stride: usize, per_cell: usize) -> impl Iterator<Item = Point2> {
    let cells = side.div_ceil(stride);
    let center = move |cell: usize| (cell as f32 + 0.5) * stride as f32;
    (0..cells).flat_map(move |row| {
        (0..cells)
            .flat_map(move |column| std::iter::repeat_n(Point2::new(center(column), center(row)), per_cell))
    })
}

/// Box and key points are offsets from the anchor in input pixels (MediaPipe's anchors have fixed size 1).
fn decode(values: &[f32], anchor: Point2, to_frame: &Affine, score: f32) -> Detection {
    let point =
        |index: usize| to_frame.apply(Point2::new(values[index] + anchor.x, values[index + 1] + anchor.y));
    let center = point(0);
    let (width, height) = (values[2] * to_frame.scale(), values[3] * to_frame.scale());
    let bounds = Rect { x: center.x - width / 2.0, y: center.y - height / 2.0, width, height };
    Detection { bounds, right_eye: point(4), left_eye: point(6), score }
}

/// Weighted non-maximum suppression: each face is the mean of its boxes, weighted by score, as MediaPipe does;
/// the mean moves less from frame to frame than the best box.
fn suppress(sorted: &[Detection]) -> Vec<Detection> {
    let mut taken = vec![false; sorted.len()];
    let mut faces = Vec::new();
    for (index, best) in sorted.iter().enumerate() {
        if taken[index] {
            continue;
        }
        let mut total = 0.0;
        let mut mean = [0.0_f32; 8];
        for (other, used) in sorted.iter().zip(taken.iter_mut()).skip(index) {
            if *used || best.bounds.intersection_over_union(&other.bounds) < SUPPRESSION_OVERLAP {
                continue;
            }
            *used = true;
            total += other.score;
            let Rect { x, y, width, height } = other.bounds;
            let (right, left) = (other.right_eye, other.left_eye);
            let values = [x, y, width, height, right.x, right.y, left.x, left.y];
            for (sum, value) in mean.iter_mut().zip(values) {
                *sum += value * other.score;
            }
        }
        if total <= 0.0 {
            continue;
        }
        let [x, y, width, height, right_x, right_y, left_x, left_y] = mean.map(|sum| sum / total);
        faces.push(Detection {
            bounds: Rect { x, y, width, height },
            right_eye: Point2::new(right_x, right_y),
            left_eye: Point2::new(left_x, left_y),
            score: best.score,
        });
    }
    faces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_as_many_as_the_networks_answers() {
        assert_eq!(grid(128, 8, 2).count() + grid(128, 16, 6).count(), 896);
        assert_eq!(grid(192, 4, 1).count(), 2304);
        assert_eq!(grid(128, 8, 2).nth(2), Some(Point2::new(12.0, 4.0)));
    }

    #[test]
    fn overlapping_boxes_become_their_weighted_mean() {
        let face = |x: f32, score: f32| Detection {
            bounds: Rect { x, y: 0.0, width: 10.0, height: 10.0 },
            right_eye: Point2::new(x + 3.0, 4.0),
            left_eye: Point2::new(x + 7.0, 4.0),
            score,
        };
        let faces = suppress(&[face(0.0, 0.9), face(1.0, 0.6), face(50.0, 0.5)]);
        assert_eq!(faces.len(), 2);
        assert!((faces[0].bounds.x - 0.4).abs() < 1e-5);
        assert_eq!(faces[0].score, 0.9);
    }
}
