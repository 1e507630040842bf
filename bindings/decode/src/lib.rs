//! Photographs from files: decoded once, never turned, described to the core as they are stored.
//!
//! EXIF's orientation is handed to the core as a rotation and a mirroring, so that a 12-megapixel picture is held
//! in memory once, as RGB with 8 bits a channel, in sRGB's colours. A file is walked by a strict reader before it is decoded:
//! what a decoder guesses over damage is never judged.

mod error;
mod format;
mod jpeg;
mod pixels;
mod png;
mod profile;
mod webp;

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ImageDecoder, Limits};
use swafoto::SwafotoError;
use swafoto::frame::{ExposureFacts, Frame, MAX_SIDE, Rotation};

pub use error::DecodeError;
use format::Format;

/// Shortest side of a picture that could show a face, in pixels: the detector's own stride times two.
const MIN_SIDE: u32 = 32;

/// Largest file that is read. A 200-megapixel JPEG has some 100 MB.
pub const MAX_FILE_BYTES: u64 = 256 << 20;

/// A JPEG of so many bytes is decoded while it is walked.
const WALKED_BESIDE: usize = 1 << 18;

/// Largest decoded JPEG, and what its decoding takes: 200 megapixels of RGB.
const MAX_JPEG_BYTES: u64 = 640 << 20;

/// Largest decoded picture of the other formats, and what its decoding takes: 89 megapixels of RGB. No camera writes them, and
/// a few bytes can ask for as much as they like.
const MAX_OTHER_BYTES: u64 = 256 << 20;

/// What a PNG's metadata may take once they are unpacked.
const MAX_METADATA_BYTES: u64 = 16 << 20;

/// Bytes a pixel that a progressive JPEG takes beside its picture: its coefficients, 16 bits each, are held until the last scan.
const PROGRESSIVE_BYTES: u64 = 6;

/// Bytes a pixel that a WebP picture takes beside it, at most: as it is before its colours are RGB.
const WEBP_BYTES: u64 = 4;

/// A decoded photograph.
#[derive(Debug)]
pub struct Photo {
    rgb: Vec<u8>,
    width: usize,
    height: usize,
    orientation: Orientation,
    exposure: Option<ExposureFacts>,
}

impl Photo {
    /// Reads and decodes the file at `path`.
    ///
    /// # Errors
    /// [`DecodeError`]: what is wrong with the file.
    pub fn open(path: &Path) -> Result<Self, DecodeError> {
        Self::decode(Self::read(path)?)
    }

    /// The bytes of the file at `path`, not decoded.
    ///
    /// # Errors
    /// [`DecodeError`] where the file cannot be read or is larger than any photograph.
    pub fn read(path: &Path) -> Result<Vec<u8>, DecodeError> {
        let metadata = std::fs::metadata(path)?;
        if metadata.is_dir() {
            return Err(DecodeError::Folder);
        }
        if metadata.len() > MAX_FILE_BYTES {
            return Err(DecodeError::TooLarge(format!("a file of {} MB", metadata.len() >> 20)));
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        // A pipe has no length and may never end.
        File::open(path)?.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Decodes the bytes of a JPEG, PNG or WebP file.
    ///
    /// # Errors
    /// [`DecodeError`]: what is wrong with the bytes.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, DecodeError> {
        if bytes.is_empty() {
            return Err(DecodeError::Empty);
        }
        match Format::of(&bytes) {
            Format::Jpeg => {
                let walk = jpeg::Walk::begin(&bytes)?;
                let held = if walk.is_progressive() { PROGRESSIVE_BYTES } else { 0 };
                let bounds = Bounds { held, bytes: MAX_JPEG_BYTES };
                // Before the size is known to make sense, nothing is done that takes memory by it.
                let (width, height) = walk.size();
                bounds.check(width, height, 3)?;
                Self::walked(walk, &bytes, &bounds)
            }
            Format::Png => {
                png::walk(&bytes)?;
                let mut limits = Limits::no_limits();
                limits.max_alloc = Some(MAX_METADATA_BYTES);
                let bounds = Bounds { held: 0, bytes: MAX_OTHER_BYTES };
                Self::from_decoder(PngDecoder::with_limits(Cursor::new(bytes), limits)?, &bounds)
            }
            Format::WebP => {
                webp::walk(&bytes)?;
                let bounds = Bounds { held: WEBP_BYTES, bytes: MAX_OTHER_BYTES };
                Self::from_decoder(WebPDecoder::new(Cursor::new(bytes))?, &bounds)
            }
            Format::Other(what) => Err(DecodeError::Format(what)),
        }
    }

    /// Decodes a JPEG while a second thread walks it, which takes two thirds as long: what the walk finds comes first. A small file
    /// is walked before, which is sooner than a thread begins.
    fn walked(walk: jpeg::Walk<'_>, bytes: &[u8], bounds: &Bounds) -> Result<Self, DecodeError> {
        let decode = || Self::from_decoder(JpegDecoder::new(Cursor::new(bytes))?, bounds);
        if bytes.len() < WALKED_BESIDE {
            walk.walk()?;
            return decode();
        }
        std::thread::scope(|scope| {
            let Ok(walking) = std::thread::Builder::new().spawn_scoped(scope, || walk.walk()) else {
                // There are no threads in a browser, or no more.
                jpeg::Walk::begin(bytes)?.walk()?;
                return decode();
            };
            let decoded = decode();
            walking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            decoded
        })
    }

    fn from_decoder(mut decoder: impl ImageDecoder, bounds: &Bounds) -> Result<Self, DecodeError> {
        let (width, height) = decoder.dimensions();
        let color = decoder.color_type();
        bounds.check(width, height, pixels::room(color))?;
        decoder.set_limits(bounds.limits())?;
        let orientation = decoder.orientation()?;
        // Metadata that cannot be read are no reason to refuse the picture.
        let exposure = decoder.exif_metadata().ok().flatten().and_then(exposure_facts);
        let profile = decoder.icc_profile().ok().flatten();
        let (width, height) = (width as usize, height as usize);
        let mut bytes = vec![0; width * height * pixels::room(color) as usize];
        let length = width * height * usize::from(color.bytes_per_pixel());
        decoder.read_image(&mut bytes[..length])?;
        let mut rgb = pixels::to_rgb8(bytes, width * height, color)?;
        if let Some(profile) = profile {
            profile::to_srgb(&mut rgb, &profile);
        }
        Ok(Self { rgb, width, height, orientation, exposure })
    }

    /// Width and height in pixels as the file has them, before EXIF turns it.
    pub fn stored_size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Its pixels as the file has them: 3 bytes each, red first, in sRGB, row by row.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// Whether EXIF says that the picture is not stored upright.
    pub fn is_turned(&self) -> bool {
        self.orientation != Orientation::NoTransforms
    }

    /// The picture as the core sees it.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where the core takes no picture of its size.
    pub fn frame(&self) -> Result<Frame<'_>, SwafotoError> {
        let frame = Frame::rgb(&self.rgb, self.width, self.height)?;
        let (rotation, mirrored) = turn(self.orientation);
        Ok(frame.rotated(rotation).mirrored(mirrored).with_exposure(self.exposure))
    }
}

/// The clockwise turn, and whether a left-right flip follows it, that make a stored picture upright.
///
/// EXIF names where the stored first row and column belong; `image` spells them as a turn and then a flip, which is
/// the order of [`Frame`]. A vertical flip is half a turn and a horizontal flip.
fn turn(orientation: Orientation) -> (Rotation, bool) {
    match orientation {
        Orientation::NoTransforms => (Rotation::None, false),
        Orientation::FlipHorizontal => (Rotation::None, true),
        Orientation::Rotate180 => (Rotation::Clockwise180, false),
        Orientation::FlipVertical => (Rotation::Clockwise180, true),
        Orientation::Rotate90FlipH => (Rotation::Clockwise90, true),
        Orientation::Rotate90 => (Rotation::Clockwise90, false),
        Orientation::Rotate270FlipH => (Rotation::Clockwise270, true),
        Orientation::Rotate270 => (Rotation::Clockwise270, false),
    }
}

/// How large a picture may be.
struct Bounds {
    /// Bytes a pixel that are needed beside the decoded picture.
    held: u64,
    /// Bytes of all of it.
    bytes: u64,
}

impl Bounds {
    /// Checks a picture that needs `room` bytes a pixel.
    fn check(&self, width: u32, height: u32, room: u64) -> Result<(), DecodeError> {
        let needed = (u64::from(width) * u64::from(height)).saturating_mul(room + self.held);
        if width.max(height) as usize > MAX_SIDE || needed > self.bytes {
            return Err(DecodeError::TooLarge(format!("{width} x {height} pixels")));
        }
        if width.min(height) < MIN_SIDE {
            return Err(DecodeError::TooSmall(width, height));
        }
        Ok(())
    }

    fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE as u32);
        limits.max_image_height = Some(MAX_SIDE as u32);
        limits.max_alloc = Some(self.bytes);
        limits
    }
}

/// ISO speed, exposure time and aperture, where EXIF has all three.
fn exposure_facts(chunk: Vec<u8>) -> Option<ExposureFacts> {
    let exif = exif::Reader::new().read_raw(chunk).ok()?;
    let number = |tag| {
        let field = exif.get_field(tag, exif::In::PRIMARY)?;
        match &field.value {
            exif::Value::Rational(values) => values.first().map(|value| value.to_f32()),
            value => value.get_uint(0).map(|value| value as f32),
        }
    };
    let facts = ExposureFacts {
        iso: number(exif::Tag::PhotographicSensitivity)?,
        exposure_time_s: number(exif::Tag::ExposureTime)?,
        aperture: number(exif::Tag::FNumber)?,
    };
    facts.exposure_value().is_some().then_some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A 32 x 32 baseline JPEG of four components, each the same everywhere: Adobe's inverted CMYK.
    fn flat_cmyk_jpeg(levels: [u8; 4]) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        file.extend(b"\xFF\xEE\0\x0EAdobe\0\x64\0\0\0\0\0");
        // Every quantiser is 8, so that the difference of a level from 128 is the coefficient itself.
        file.extend([0xFF, 0xDB, 0, 67, 0]);
        file.extend([8; 64]);
        file.extend([0xFF, 0xC0, 0, 20, 8, 0, 32, 0, 32, 4]);
        (1..=4).for_each(|component| file.extend([component, 0x11, 0]));
        // One Huffman code of eight bits for each possible length of a difference; one code for "no more".
        file.extend([0xFF, 0xC4, 0, 28, 0x00, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.extend(0..9);
        file.extend([0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.extend([0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
        let mut bits = String::new();
        for block in 0..16 {
            for level in levels {
                let difference = if block == 0 { i32::from(level) - 128 } else { 0 };
                let length = 32 - difference.unsigned_abs().leading_zeros();
                bits += &format!("{length:04b}");
                let value = if difference < 0 { difference + (1 << length) - 1 } else { difference };
                if length > 0 {
                    bits += &format!("{value:0width$b}", width = length as usize);
                }
                bits += "0";
            }
        }
        while !bits.len().is_multiple_of(8) {
            bits += "1";
        }
        for byte in bits.as_bytes().chunks(8) {
            let byte = byte.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0'));
            file.push(byte);
            if byte == 0xFF {
                file.push(0);
            }
        }
        file.extend([0xFF, 0xD9]);
        file
    }

    #[test]
    fn cmyk_becomes_rgb() {
        // Adobe stores 255 less the ink: full paper in black, half in cyan.
        let photo = Photo::decode(flat_cmyk_jpeg([128, 255, 255, 255])).unwrap();
        let [r, g, b] = [photo.rgb[0], photo.rgb[1], photo.rgb[2]];
        assert!(r.abs_diff(128) <= 2 && g >= 253 && b >= 253, "{r} {g} {b}");
        let photo = Photo::decode(flat_cmyk_jpeg([255, 255, 255, 60])).unwrap();
        assert!(photo.rgb.iter().all(|value| value.abs_diff(60) <= 2), "{:?}", &photo.rgb[..3]);
    }

    #[test]
    fn colours_are_those_of_the_files_profile() {
        use image::ImageEncoder as _;
        let profile = moxcms::ColorProfile::new_pro_photo_rgb().encode().unwrap();
        let pixels = [150, 110, 90].repeat(40 * 40);
        let file = |profile: Option<&[u8]>| {
            let mut file = Vec::new();
            let mut encoder = image::codecs::png::PngEncoder::new(&mut file);
            if let Some(profile) = profile {
                encoder.set_icc_profile(profile.to_vec()).unwrap();
            }
            encoder.write_image(&pixels, 40, 40, image::ExtendedColorType::Rgb8).unwrap();
            file
        };
        let pixel = |file| Photo::decode(file).unwrap().rgb()[..3].to_vec();
        assert_eq!(pixel(file(None)), [150, 110, 90]);
        assert_eq!(pixel(file(Some(b"no profile"))), [150, 110, 90]);
        let [r, g, b] = pixel(file(Some(&profile)))[..] else { panic!() };
        assert!(r > 180 && r > g && g > b, "{r} {g} {b}");
    }
}
