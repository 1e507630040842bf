//! What a camera says about how it took a frame.

/// Exposure of one frame, from Camera2's `CaptureResult`, AVFoundation or EXIF.
///
/// They give the light of the *scene*, which no pixel can: the camera lifts a dark room to the same grey as a
/// bright one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExposureFacts {
    /// Sensor sensitivity, ISO speed.
    pub iso: f32,
    /// Exposure time in seconds.
    pub exposure_time_s: f32,
    /// Aperture as an f-number, such as 2.2.
    pub aperture: f32,
}

impl ExposureFacts {
    /// Scene brightness as an exposure value at ISO 100: `log2(N^2 / t) - log2(ISO / 100)` (ISO 2720).
    ///
    /// About 15 in sunlight, 7 to 9 in a lit office, 5 in a living room at night, 2 and less by candle.
    /// `None` where a fact is not a positive number.
    pub fn exposure_value(&self) -> Option<f32> {
        let all = [self.iso, self.exposure_time_s, self.aperture];
        let usable = all.iter().all(|fact| fact.is_finite() && *fact > 0.0);
        usable.then(|| (self.aperture.powi(2) / self.exposure_time_s).log2() - (self.iso / 100.0).log2())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sunny_sixteen() {
        let facts = ExposureFacts { iso: 100.0, exposure_time_s: 1.0 / 125.0, aperture: 16.0 };
        assert!((facts.exposure_value().unwrap() - 14.97).abs() < 0.01);
        assert_eq!(ExposureFacts { iso: 0.0, ..facts }.exposure_value(), None);
    }
}
