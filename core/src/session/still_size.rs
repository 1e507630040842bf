//! A preview is judged as the still that will be taken, whose rules on pixels are about more pixels.

use crate::measure::{FaceMeasures, pixel_blur};

/// Width and height of the stills, where they are known; else the preview is judged as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct StillSize(pub(super) Option<(usize, usize)>);

impl StillSize {
    /// The size of the still that would be taken instead of a frame of the size `frame`.
    pub(super) fn of_frame(self, frame: (usize, usize)) -> (usize, usize) {
        self.0.map_or(frame, |still| held_like(frame, still))
    }

    /// A still came: one that is smaller than promised, as from a phone without the memory for more, is what to expect from now on.
    pub(super) fn came(&mut self, size: (usize, usize)) {
        if self.0.is_some() {
            self.0 = Some(size);
        }
    }

    /// Turns what a frame of the size `frame` shows into what the still will: more pixels between the eyes, and less of the
    /// blur that the preview's own pixels are. A pixel is a box, whose standard deviation is `1 / sqrt(12)`.
    pub(super) fn expect(self, mut measured: FaceMeasures, frame: (usize, usize)) -> FaceMeasures {
        let still = self.of_frame(frame);
        let enlargement = (still.0 as f32 / frame.0 as f32).min(still.1 as f32 / frame.1 as f32);
        let preview_distance = measured.framing.inter_eye_distance;
        measured.framing.inter_eye_distance *= enlargement;
        if let Some(sharpness) = measured.sharpness.as_mut().filter(|_| enlargement > 1.0) {
            let pixel = pixel_blur(preview_distance);
            let gained = pixel.powi(2) * (1.0 - enlargement.powi(-2));
            for blur in [&mut sharpness.blur, &mut sharpness.defocus] {
                *blur = (blur.powi(2) - gained).max(0.0).sqrt();
            }
        }
        measured
    }
}

/// The size that a still has when it is taken as the frame was: who turns the phone after the session began turns its
/// stills, too.
const fn held_like(frame: (usize, usize), still: (usize, usize)) -> (usize, usize) {
    if (frame.0 < frame.1) == (still.0 < still.1) { still } else { (still.1, still.0) }
}

#[cfg(test)]
mod tests {
    use super::{StillSize, held_like};

    #[test]
    fn a_still_of_another_size_than_promised_breaks_the_promise() {
        let mut promised = StillSize(Some((1944, 2592)));
        promised.came((972, 1296));
        assert_eq!(promised.of_frame((480, 640)), (972, 1296));
        let mut unknown = StillSize(None);
        unknown.came((972, 1296));
        assert_eq!(unknown.of_frame((480, 640)), (480, 640));
    }

    #[test]
    fn a_turned_phone_turns_its_stills() {
        assert_eq!(held_like((480, 640), (1944, 2592)), (1944, 2592));
        assert_eq!(held_like((640, 480), (1944, 2592)), (2592, 1944));
        assert_eq!(held_like((640, 480), (2592, 1944)), (2592, 1944));
        assert_eq!(held_like((480, 480), (1000, 1000)), (1000, 1000));
    }
}
