//! What a policy asks of the file that is handed over.

use std::ops::RangeInclusive;

use serde::Deserialize;

use crate::error::SwafotoError;
use crate::frame::MAX_SIDE;
use crate::measure::{CROWN_ABOVE_EYES, HALF_HEAD_WIDTH, HEAD_HEIGHT_IN_EYE_DISTANCES, Margins};

use super::limit::{Limit, refused, within};

/// Framing and file of the photo that is handed over: the table `[photo]` of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PhotoSettings {
    /// Greatest width in pixels. `width` over `height` is the photo's aspect, whatever its size.
    pub width: u32,
    /// Greatest height in pixels.
    pub height: u32,
    /// Height of the head, chin to crown, as a share of the photo's height. The photo is as wide as `min` allows; it is
    /// cut closer, up to `max`, so that the head stays in its place where the still has no room.
    pub head_size: Range<f32>,
    /// Height of the eyes in the photo, as a share of its height from the top.
    pub eyes_at: f32,
    /// JPEG quality (the scale of the Independent JPEG Group, 1 to 100): the best that keeps within `max-bytes`.
    pub quality: Range<u8>,
    /// Largest size of the JPEG file in bytes.
    pub max_bytes: u64,
}

/// A closed range of which both ends must be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range<T> {
    /// Its lower end.
    pub min: T,
    /// Its upper end.
    pub max: T,
}

/// The limits of those rules that a photo's framing could contradict.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FramingLimits {
    pub(super) resolution: Limit,
    pub(super) head_size: Limit,
    pub(super) inter_eye_distance: Limit,
    pub(super) crop: Limit,
}

/// Width over height of an upright still: the sensors of phones are 4:3, and stills are taken with all of one.
const STILL_ASPECT: f32 = 0.75;

/// Pixels that a side of a photo may have: fewer show no face.
const SIDES: RangeInclusive<u32> = 32..=MAX_SIDE as u32;

/// The least a JPEG can spend on a block of 8 x 8 pixels: a bit to say that its mean is that of the last block, and a
/// bit to say that this is all, for each of three components.
const LEAST_BITS_OF_A_BLOCK: u64 = 6;

impl PhotoSettings {
    /// Width over height of the photo.
    pub fn aspect(&self) -> f32 {
        self.width as f32 / self.height as f32
    }

    /// Refuses what no photo can meet, and framing that breaks the policy's own rules.
    pub(super) fn check(&self, limits: &FramingLimits) -> Result<(), SwafotoError> {
        self.check_values()?;
        self.check_file_size()?;
        self.check_pixels(limits)?;
        self.check_head(limits)?;
        self.check_still(limits)
    }

    fn check_values(&self) -> Result<(), SwafotoError> {
        within("photo.width", self.width, SIDES)?;
        within("photo.height", self.height, SIDES)?;
        within("photo.eyes-at", self.eyes_at, 0.1..=0.9)?;
        within("photo.max-bytes", self.max_bytes, 1_000..=100_000_000)?;
        let Range { min, max } = self.head_size;
        within("photo.head-size.min", min, 0.05..=1.0)?;
        within("photo.head-size.max", max, 0.05..=1.0)?;
        if min > max {
            return Err(refused(format!("`photo.head-size` is empty: min {min} is above max {max}")));
        }
        let Range { min, max } = self.quality;
        within("photo.quality.min", min, 1..=100)?;
        within("photo.quality.max", max, 1..=100)?;
        if min > max {
            return Err(refused(format!("`photo.quality` is empty: min {min} is above max {max}")));
        }
        Ok(())
    }

    fn check_file_size(&self) -> Result<(), SwafotoError> {
        let blocks = u64::from(self.width.div_ceil(8)) * u64::from(self.height.div_ceil(8));
        let least = blocks * LEAST_BITS_OF_A_BLOCK / 8;
        if self.max_bytes < least {
            return Err(refused(format!(
                "`photo.max-bytes` is {}, and an empty JPEG of {} x {} pixels has {least}",
                self.max_bytes, self.width, self.height
            )));
        }
        Ok(())
    }

    /// A photo of the greatest size must have the pixels that the rules ask of the still.
    fn check_pixels(&self, limits: &FramingLimits) -> Result<(), SwafotoError> {
        let smaller = self.width.min(self.height) as f32;
        if let Some(least) = limits.resolution.min
            && smaller < least
        {
            return Err(refused(format!(
                "`photo` of {} x {} pixels and `resolution` of at least {least} contradict each other",
                self.width, self.height
            )));
        }
        let distance = self.head_size.min * self.height as f32 / HEAD_HEIGHT_IN_EYE_DISTANCES;
        if let Some(least) = limits.inter_eye_distance.min
            && distance < least
        {
            return Err(refused(format!(
                "`photo` would leave {distance:.0} pixels between the eyes, and `inter-eye-distance` is at least {least}"
            )));
        }
        Ok(())
    }

    /// The photo, judged again, must pass: its head size, and room around a head that is whole.
    fn check_head(&self, limits: &FramingLimits) -> Result<(), SwafotoError> {
        for share in [self.head_size.min, self.head_size.max] {
            if !limits.head_size.admits(share) {
                return Err(refused(format!(
                    "`photo.head-size` of {share} breaks the policy's own rule `head-size`"
                )));
            }
            let height = HEAD_HEIGHT_IN_EYE_DISTANCES / share;
            let chin_below_eyes = HEAD_HEIGHT_IN_EYE_DISTANCES - CROWN_ABOVE_EYES;
            let margins = [
                ("above the crown", self.eyes_at * height - CROWN_ABOVE_EYES),
                ("below the chin", (1.0 - self.eyes_at) * height - chin_below_eyes),
                ("beside the ears", self.aspect() * height / 2.0 - HALF_HEAD_WIDTH),
            ];
            let least = limits.crop.min.unwrap_or(0.0).max(0.0);
            for (side, margin) in margins {
                if margin < least {
                    return Err(refused(format!(
                        "`photo.head-size` of {share} leaves {margin:.2} eye distances {side}, at least {least} are \
                         needed"
                    )));
                }
            }
        }
        Ok(())
    }

    /// The smallest still that passes `head-size` and `crop` must hold a photo that passes `crop`.
    fn check_still(&self, limits: &FramingLimits) -> Result<(), SwafotoError> {
        let Some(margin) = limits.crop.min else { return Ok(()) };
        // All in eye distances.
        let (height, width) = (HEAD_HEIGHT_IN_EYE_DISTANCES, 2.0 * HALF_HEAD_WIDTH);
        let asked = Margins::asked(margin);
        let upright = height + asked.top + asked.bottom;
        let holds_head = |aspect: f32| upright.max((width + asked.left + asked.right) / aspect);
        let largest_head = limits.head_size.max.unwrap_or(f32::INFINITY);
        let still = holds_head(STILL_ASPECT).max(height / largest_head);
        let photo = holds_head(self.aspect());
        let needed = photo.max(photo * self.aspect() / STILL_ASPECT);
        if needed > still * (1.0 + 8.0 * f32::EPSILON) {
            return Err(refused(format!(
                "a head of {:.2} of a 3:4 still's height passes `head-size` and `crop`, but no photo of {} x {} cut \
                 from it passes `crop`",
                height / still,
                self.width,
                self.height
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Policy;

    const POLICY: &str = r#"
        id = "test"
        title = "A test"
        head-covering = []
        [photo]
        width = 1200
        height = 1600
        head-size = { min = 0.5, max = 0.7 }
        eyes-at = 0.45
        quality = { min = 80, max = 95 }
        max-bytes = 1000000
        [rules]
        single-face-present = { min = 1, max = 1 }
        resolution = { min = 240 }
        head-size = { min = 0.3, max = 0.9 }
        inter-eye-distance = { min = 60 }
        crop = { min = -0.3 }
    "#;

    fn reason(from: &str, to: &str) -> String {
        assert!(POLICY.contains(from));
        Policy::from_toml(&POLICY.replace(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn sound_settings_are_read() {
        let policy = Policy::from_toml(POLICY).unwrap();
        let photo = policy.photo().unwrap();
        assert_eq!((photo.width, photo.height, photo.aspect()), (1200, 1600, 0.75));
        assert_eq!(photo.quality, Range { min: 80, max: 95 });
    }

    #[test]
    fn values_out_of_range_and_unknown_keys_are_refused() {
        assert!(reason("width = 1200", "width = 0").contains("`photo.width` is 0"));
        assert!(reason("height = 1600", "height = 20000").contains("20000"));
        assert!(reason("min = 0.5, max = 0.7", "min = 0.7, max = 0.5").contains("empty"));
        assert!(reason("min = 0.5, max = 0.7", "min = 0.5, max = 1.1").contains("0.05 to 1"));
        assert!(reason("min = 0.5, max = 0.7", "min = nan, max = 0.7").contains("NaN"));
        assert!(reason("min = 0.5, max = 0.7", "min = 0.5").contains("max"));
        assert!(reason("eyes-at = 0.45", "eyes-at = 1.0").contains("eyes-at"));
        assert!(reason("min = 80, max = 95", "min = 96, max = 95").contains("empty"));
        assert!(reason("min = 80, max = 95", "min = 0, max = 95").contains("1 to 100"));
        assert!(reason("eyes-at", "eyes-att").contains("eyes-att"));
        assert!(reason("max-bytes = 1000000", "max-bytes = 20000").contains("empty JPEG of 1200 x 1600"));
        assert!(reason("max-bytes = 1000000", "max-bytes = 1e6").contains("max-bytes"));
        assert!(reason("max-bytes = 1000000", "max-bytes = 1000000000").contains("1000 to 100000000"));
    }

    #[test]
    fn framing_that_breaks_the_policys_own_rules_is_refused() {
        assert!(reason("resolution = { min = 240 }", "resolution = { min = 1201 }").contains("resolution"));
        // 0.5 of 1600 pixels over 3.7.
        assert!(reason("distance = { min = 60 }", "distance = { min = 220 }").contains("216 pixels"));
        assert!(reason("min = 0.5, max = 0.7", "min = 0.2, max = 0.7").contains("own rule `head-size`"));
        assert!(reason("eyes-at = 0.45", "eyes-at = 0.3").contains("above the crown"));
        assert!(reason("eyes-at = 0.45", "eyes-at = 0.7").contains("below the chin"));
        assert!(reason("width = 1200", "width = 600").contains("beside the ears"));
        assert!(reason("crop = { min = -0.3 }", "crop = { min = 0.6 }").contains("0.6 are needed"));
    }

    #[test]
    fn a_still_that_passes_must_hold_a_photo() {
        // A square cut from a 3:4 still has three quarters of its height.
        assert!(reason("width = 1200", "width = 1600").contains("3:4 still"));
        let smaller_heads = POLICY.replace("width = 1200", "width = 1600").replace("max = 0.9", "max = 0.75");
        assert!(Policy::from_toml(&smaller_heads).is_ok());
    }
}
