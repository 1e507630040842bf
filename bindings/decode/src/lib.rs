//! Photographs from files: decoded once, never turned, described to the core as they are stored.
//!
//! EXIF's orientation is handed to the core as a rotation and a mirroring, so that a 12-megapixel picture is held
//! in memory once, as RGB with 8 bits a channel.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{ColorType, ImageDecoder, ImageError, Limits};
use swafoto::SwafotoError;
use swafoto::frame::{ExposureFacts, Frame, MAX_SIDE, PackedLayout, Rotation};

/// Shortest side of a picture that could show a face, in pixels: the detector's own stride times two.
const MIN_SIDE: u32 = 32;

/// Largest file that is read. A 200-megapixel JPEG has some 100 MB.
pub const MAX_FILE_BYTES: u64 = 256 << 20;

/// Largest decoded picture, and what its decoding takes: 200 megapixels of RGB.
const MAX_DECODED_BYTES: u64 = 640 << 20;

/// Why a photograph could not be decoded. The text is one line and does not name the file.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// It may not be read.
    #[error("no permission to read it")]
    Permission,
    /// It is a folder.
    #[error("is a folder, not a photograph")]
    Folder,
    /// Reading it failed otherwise.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// It has no bytes.
    #[error("is empty")]
    Empty,
    /// It is neither JPEG nor PNG.
    #[error("is neither a JPEG nor a PNG picture{0}")]
    Format(&'static str),
    /// It ends before its picture does.
    #[error("is truncated: the file ends before its picture does")]
    Truncated,
    /// Its bytes contradict the format.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// It is of a kind of JPEG or PNG that we do not decode.
    #[error("is of an unsupported kind: {0}")]
    Unsupported(String),
    /// It would take too much memory.
    #[error("is too large: {0}")]
    TooLarge(String),
    /// It has too few pixels to show a face.
    #[error("is too small: {0} x {1} pixels, at least {MIN_SIDE} x {MIN_SIDE} are needed")]
    TooSmall(u32, u32),
}

impl DecodeError {
    /// The error's name in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Permission => "permission",
            Self::Folder => "folder",
            Self::Unreadable(_) => "unreadable",
            Self::Empty => "empty",
            Self::Format(_) => "format",
            Self::Truncated => "truncated",
            Self::Damaged(_) => "damaged",
            Self::Unsupported(_) => "unsupported",
            Self::TooLarge(_) => "too-large",
            Self::TooSmall(..) => "too-small",
        }
    }
}

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
        let metadata = std::fs::metadata(path).map_err(unreadable)?;
        if metadata.is_dir() {
            return Err(DecodeError::Folder);
        }
        if metadata.len() > MAX_FILE_BYTES {
            return Err(DecodeError::TooLarge(format!("a file of {} MB", metadata.len() >> 20)));
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        // A pipe has no length and may never end.
        File::open(path)
            .and_then(|file| file.take(MAX_FILE_BYTES).read_to_end(&mut bytes))
            .map_err(unreadable)?;
        Ok(bytes)
    }

    /// Decodes the bytes of a JPEG or PNG file.
    ///
    /// # Errors
    /// [`DecodeError`]: what is wrong with the bytes.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let limits = limits();
        match &bytes[..] {
            [] => Err(DecodeError::Empty),
            [0xFF, 0xD8, 0xFF, ..] => {
                let Some(JpegKind { progressive }) = complete_jpeg(&bytes) else {
                    return Err(DecodeError::Truncated);
                };
                // A progressive picture's coefficients, 16 bits each, are held until its last scan.
                let held = if progressive { 3 * size_of::<i16>() as u64 } else { 0 };
                Self::from_decoder(JpegDecoder::new(Cursor::new(bytes)).map_err(explain)?, &limits, held)
            }
            [0x89, b'P', b'N', b'G', ..] => {
                // The sides are checked by us, whose message names them.
                let mut memory_only = Limits::no_limits();
                memory_only.max_alloc = Some(MAX_DECODED_BYTES);
                let decoder = PngDecoder::with_limits(Cursor::new(bytes), memory_only);
                Self::from_decoder(decoder.map_err(explain)?, &limits, 0)
            }
            [b'%', b'P', b'D', b'F', ..] => Err(DecodeError::Format(" but a PDF")),
            [0, 0, 0, _, b'f', b't', b'y', b'p', ..] => {
                Err(DecodeError::Format(" but a HEIF picture or a video"))
            }
            _ => Err(DecodeError::Format("")),
        }
    }

    /// `held` bytes a pixel are needed beside the decoded picture.
    fn from_decoder(mut decoder: impl ImageDecoder, limits: &Limits, held: u64) -> Result<Self, DecodeError> {
        let (width, height) = decoder.dimensions();
        let pixels = u64::from(width) * u64::from(height);
        // A grey picture is three times as large as RGB.
        let needed = decoder.total_bytes().max(3 * pixels).saturating_add(held * pixels);
        if width.max(height) as usize > MAX_SIDE || needed > MAX_DECODED_BYTES {
            return Err(DecodeError::TooLarge(format!("{width} x {height} pixels")));
        }
        if width.min(height) < MIN_SIDE {
            return Err(DecodeError::TooSmall(width, height));
        }
        decoder.set_limits(limits.clone()).map_err(explain)?;
        let orientation = decoder.orientation().map_err(explain)?;
        // Metadata that cannot be read are no reason to refuse the picture.
        let exposure = decoder.exif_metadata().ok().flatten().and_then(exposure_facts);
        let color = decoder.color_type();
        let length = usize::try_from(decoder.total_bytes())
            .map_err(|_| DecodeError::TooLarge(format!("{width} x {height} pixels")))?;
        let mut bytes = vec![0; length];
        decoder.read_image(&mut bytes).map_err(explain)?;
        let rgb = to_rgb8(bytes, color)
            .ok_or_else(|| DecodeError::Unsupported(format!("pixels of type {color:?}")))?;
        Ok(Self { rgb, width: width as usize, height: height as usize, orientation, exposure })
    }

    /// Width and height in pixels as the file has them, before EXIF turns it.
    pub fn stored_size(&self) -> (usize, usize) {
        (self.width, self.height)
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
        let frame = Frame::packed(&self.rgb, PackedLayout::Rgb, self.width, self.height, 3 * self.width)?;
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

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE as u32);
    limits.max_image_height = Some(MAX_SIDE as u32);
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    limits
}

fn unreadable(error: std::io::Error) -> DecodeError {
    match error.kind() {
        std::io::ErrorKind::NotFound => DecodeError::NotFound,
        std::io::ErrorKind::PermissionDenied => DecodeError::Permission,
        std::io::ErrorKind::IsADirectory => DecodeError::Folder,
        _ => DecodeError::Unreadable(error.to_string()),
    }
}

fn explain(error: ImageError) -> DecodeError {
    let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match error {
        ImageError::Limits(error) => DecodeError::TooLarge(one_line(error.to_string())),
        ImageError::Unsupported(error) => DecodeError::Unsupported(one_line(error.to_string())),
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            DecodeError::Truncated
        }
        ImageError::Decoding(error) if error.to_string().contains("UnexpectedEof") => DecodeError::Truncated,
        error => DecodeError::Damaged(one_line(error.to_string())),
    }
}

/// What the markers of a JPEG file say.
struct JpegKind {
    /// Whether it comes in several scans of growing detail.
    progressive: bool,
}

/// What a JPEG file is, or `None` where it does not reach the end-of-image marker of its first picture.
///
/// The decoder fills what is missing with grey, and a grey chin would be judged. What follows the marker (a second
/// picture for depth, a motion photo's video) is no concern of ours.
fn complete_jpeg(bytes: &[u8]) -> Option<JpegKind> {
    /// Start of a progressive frame with Huffman codes.
    const SOF2: u8 = 0xC2;
    /// End of image.
    const EOI: u8 = 0xD9;
    /// Start of scan: entropy-coded data follow its segment.
    const SOS: u8 = 0xDA;
    let mut at = 2;
    let mut progressive = false;
    loop {
        // Markers may be padded with any number of 0xFF.
        let marker_at = bytes[at..].windows(2).position(|pair| {
            pair[0] == 0xFF && pair[1] != 0xFF && pair[1] != 0 && !(0xD0..=0xD7).contains(&pair[1])
        })?;
        let marker = bytes[at + marker_at + 1];
        at += marker_at + 2;
        if marker == EOI {
            return Some(JpegKind { progressive });
        }
        progressive |= marker == SOF2;
        let length = bytes.get(at..at + 2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if marker == SOS && length < 2 {
            return None;
        }
        at += length;
        if at > bytes.len() {
            return None;
        }
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

/// The pixels as RGB with 8 bits a channel; narrowing happens in place. Alpha is dropped.
fn to_rgb8(mut bytes: Vec<u8>, color: ColorType) -> Option<Vec<u8>> {
    // 16-bit samples are in the machine's byte order; the high byte is the 8-bit sample.
    let high = usize::from(cfg!(target_endian = "little"));
    let (pixel_bytes, samples) = match color {
        ColorType::Rgb8 => return Some(bytes),
        ColorType::Rgba8 => (4, [0, 1, 2]),
        ColorType::Rgb16 => (6, [high, 2 + high, 4 + high]),
        ColorType::Rgba16 => (8, [high, 2 + high, 4 + high]),
        ColorType::L8 => (1, [0; 3]),
        ColorType::La8 => (2, [0; 3]),
        ColorType::L16 => (2, [high; 3]),
        ColorType::La16 => (4, [high; 3]),
        _ => return None,
    };
    if pixel_bytes < 3 {
        let pixels = bytes.chunks_exact(pixel_bytes);
        return Some(pixels.flat_map(|pixel| samples.map(|sample| pixel[sample])).collect());
    }
    let count = bytes.len() / pixel_bytes;
    for pixel in 0..count {
        let rgb = samples.map(|sample| bytes[pixel * pixel_bytes + sample]);
        bytes[3 * pixel..3 * pixel + 3].copy_from_slice(&rgb);
    }
    bytes.truncate(3 * count);
    bytes.shrink_to_fit();
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_type_becomes_rgb() {
        let native = |value: u16| value.to_ne_bytes();
        assert_eq!(to_rgb8(vec![7, 9], ColorType::L8).unwrap(), [7, 7, 7, 9, 9, 9]);
        assert_eq!(to_rgb8(vec![7, 0, 9, 0], ColorType::La8).unwrap(), [7, 7, 7, 9, 9, 9]);
        assert_eq!(to_rgb8(vec![1, 2, 3, 0, 4, 5, 6, 0], ColorType::Rgba8).unwrap(), [1, 2, 3, 4, 5, 6]);
        let wide: Vec<u8> = [0x1234, 0x5678, 0x9ABC].into_iter().flat_map(native).collect();
        assert_eq!(to_rgb8(wide, ColorType::Rgb16).unwrap(), [0x12, 0x56, 0x9A]);
        let grey: Vec<u8> = [0x1234, 0x0000].into_iter().flat_map(native).collect();
        assert_eq!(to_rgb8(grey, ColorType::La16).unwrap(), [0x12; 3]);
        assert_eq!(to_rgb8(vec![0; 12], ColorType::Rgb32F), None);
    }

    #[test]
    fn a_jpeg_is_complete_at_its_end_marker_and_not_before() {
        // Start, a comment that holds an end marker, a scan with a stuffed byte and a restart, the end.
        let head = [0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 0xFF, 0xD9, 0xFF, 0xDA, 0, 2, 1, 0xFF, 0, 2, 0xFF, 0xD0, 3];
        let whole = [&head[..], &[0xFF, 0xFF, 0xD9, 5, 6]].concat();
        assert!(complete_jpeg(&head).is_none());
        assert!(complete_jpeg(&whole).is_some_and(|kind| !kind.progressive));
        let progressive = [&[0xFF, 0xD8, 0xFF, 0xC2, 0, 2], &whole[2..]].concat();
        assert!(complete_jpeg(&progressive).is_some_and(|kind| kind.progressive));
        assert!(
            complete_jpeg(&[0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 0xFF, 0xD9]).is_none(),
            "a segment past the end"
        );
        assert!(complete_jpeg(&[0xFF, 0xD8, 0xFF]).is_none());
    }

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
}
