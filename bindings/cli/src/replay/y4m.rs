//! Reading YUV4MPEG2 video: uncompressed, 8 bits, 4:2:0, progressive.
//!
//! The format is a line of text and then, for each frame, another line and its planes (mjpegtools' `yuv4mpeg(5)`). How
//! colours are meant is not in it: here they are BT.601, full range for `C420jpeg`, else video range, unless the `XCOLORRANGE`
//! that ffmpeg writes says which.

use std::io::{self, BufRead, Read};

use swafoto::SwafotoError;
use swafoto::frame::{Channel, Frame, MAX_SIDE, YuvEncoding};

/// Longest header line that is read. Real ones have some 60 bytes.
const MAX_LINE: u64 = 1024;

/// Frames a second where the file does not know.
const UNKNOWN_RATE: (u32, u32) = (30, 1);

/// Why a video cannot be read. The text is one line and does not name the file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Y4mError {
    /// The first bytes are not those of the format.
    #[error("is not a Y4M video: it does not begin with `YUV4MPEG2`")]
    NotY4m,
    /// The header cannot be made sense of.
    #[error("has a damaged Y4M header: {0}")]
    Header(String),
    /// It is a Y4M video of a kind that we do not read.
    #[error("is of an unsupported kind of Y4M: {0}")]
    Unsupported(String),
    /// A frame does not begin with `FRAME`.
    #[error("is damaged: frame {0} does not begin with `FRAME`")]
    Frame(usize),
    /// It ends inside a frame.
    #[error("is truncated: it ends within frame {0}")]
    Truncated(usize),
    /// Reading failed otherwise.
    #[error("cannot be read: {0}")]
    Unreadable(#[from] io::Error),
}

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Header {
    /// Width in pixels, as stored.
    pub(crate) width: usize,
    /// Height in pixels, as stored.
    pub(crate) height: usize,
    /// Frames a second, as a fraction.
    pub(crate) rate: (u32, u32),
    /// How colours are meant.
    pub(crate) encoding: YuvEncoding,
}

impl Header {
    /// Seconds of `index` frames.
    pub(crate) fn seconds(&self, index: usize) -> f64 {
        index as f64 * f64::from(self.rate.1) / f64::from(self.rate.0)
    }

    fn parse(line: &[u8]) -> Result<Self, Y4mError> {
        let text = str::from_utf8(line).map_err(|_| Y4mError::Header("it is not text".to_owned()))?;
        let mut words = text.split(' ');
        if words.next() != Some("YUV4MPEG2") {
            return Err(Y4mError::NotY4m);
        }
        let (mut width, mut height, mut rate) = (None, None, UNKNOWN_RATE);
        let (mut full, mut range) = (false, None);
        for word in words.filter(|word| !word.is_empty()) {
            let (tag, value) = word.split_at_checked(1).unwrap_or((word, ""));
            match tag {
                "W" => width = Some(side("width", value)?),
                "H" => height = Some(side("height", value)?),
                "F" => rate = fraction(value)?,
                "C" => full = color_space(value)?,
                "I" if !matches!(value, "p" | "?") => {
                    return Err(Y4mError::Unsupported(format!("interlaced (`I{value}`)")));
                }
                "X" => range = color_range(value).or(range),
                // The pixels' aspect is nearly always 1:1, and later tags are not ours to refuse.
                _ => {}
            }
        }
        let missing = |what: &str| Y4mError::Header(format!("it has no {what}"));
        Ok(Self {
            width: width.ok_or_else(|| missing("width"))?,
            height: height.ok_or_else(|| missing("height"))?,
            rate,
            encoding: range.unwrap_or(if full {
                YuvEncoding::Bt601FullRange
            } else {
                YuvEncoding::Bt601VideoRange
            }),
        })
    }
}

fn side(name: &str, value: &str) -> Result<usize, Y4mError> {
    let side: usize =
        value.parse().map_err(|_| Y4mError::Header(format!("its {name} `{value}` is not a number")))?;
    if side == 0 || side > MAX_SIDE {
        return Err(Y4mError::Header(format!("its {name} is {side}, must be 1 to {MAX_SIDE}")));
    }
    Ok(side)
}

/// `0:0` stands for unknown.
fn fraction(value: &str) -> Result<(u32, u32), Y4mError> {
    let parts =
        value.split_once(':').and_then(|(upper, lower)| Some((upper.parse().ok()?, lower.parse().ok()?)));
    match parts {
        Some((0, 0)) => Ok(UNKNOWN_RATE),
        Some((upper, lower)) if upper > 0 && lower > 0 => Ok((upper, lower)),
        _ => Err(Y4mError::Header(format!("its frame rate `{value}` is not a fraction"))),
    }
}

/// Whether a colour space of 4:2:0 with 8 bits is full range by its name.
fn color_space(value: &str) -> Result<bool, Y4mError> {
    match value {
        "420jpeg" => Ok(true),
        "420" | "420mpeg2" | "420paldv" => Ok(false),
        other => {
            Err(Y4mError::Unsupported(format!("colour space `{other}`, only 4:2:0 with 8 bits is read")))
        }
    }
}

fn color_range(value: &str) -> Option<YuvEncoding> {
    match value {
        "COLORRANGE=FULL" => Some(YuvEncoding::Bt601FullRange),
        "COLORRANGE=LIMITED" => Some(YuvEncoding::Bt601VideoRange),
        _ => None,
    }
}

/// A video being read, one frame in memory.
pub(crate) struct Reader<Source> {
    source: Source,
    header: Header,
    planes: Vec<u8>,
    read: usize,
}

impl<Source: BufRead> Reader<Source> {
    /// Reads the header.
    pub(crate) fn new(mut source: Source) -> Result<Self, Y4mError> {
        let line = line(&mut source)?;
        if !line.starts_with(b"YUV4MPEG2") {
            return Err(Y4mError::NotY4m);
        }
        let header = Header::parse(
            line.strip_suffix(b"\n")
                .ok_or_else(|| Y4mError::Header("its first line does not end".to_owned()))?,
        )?;
        Ok(Self { source, header, planes: Vec::new(), read: 0 })
    }

    /// What the header says.
    pub(crate) fn header(&self) -> Header {
        self.header
    }

    /// Reads the next frame; `false` where the video is at its end.
    pub(crate) fn advance(&mut self) -> Result<bool, Y4mError> {
        let line = line(&mut self.source)?;
        if line.is_empty() {
            return Ok(false);
        }
        let number = self.read + 1;
        let Some(rest) = line.strip_prefix(b"FRAME") else {
            return Err(if line.ends_with(b"\n") || line.len() >= 5 {
                Y4mError::Frame(number)
            } else {
                Y4mError::Truncated(number)
            });
        };
        if !rest.ends_with(b"\n") {
            return Err(Y4mError::Truncated(number));
        }
        let chroma = self.header.width.div_ceil(2) * self.header.height.div_ceil(2);
        let length = self.header.width * self.header.height + 2 * chroma;
        // Not allocated at once: a header may promise more than the file holds.
        self.planes.clear();
        let got = self.source.by_ref().take(length as u64).read_to_end(&mut self.planes)?;
        if got < length {
            return Err(Y4mError::Truncated(number));
        }
        self.read = number;
        Ok(true)
    }

    /// The frame that was read last, as it is stored.
    pub(crate) fn frame(&self) -> Result<Frame<'_>, SwafotoError> {
        let Header { width, height, encoding, .. } = self.header;
        let half = width.div_ceil(2);
        let (y, chroma) = self.planes.split_at_checked(width * height).unwrap_or((&self.planes, &[]));
        let (u, v) = chroma.split_at(chroma.len() / 2);
        let tight = Channel::tight;
        Frame::yuv420(tight(y, width), tight(u, half), tight(v, half), encoding, width, height)
    }
}

/// The next line with its end, empty at the end of the file.
fn line(source: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    source.take(MAX_LINE).read_until(b'\n', &mut line)?;
    Ok(line)
}

#[cfg(test)]
mod tests {
    use swafoto::geometry::Affine;
    use swafoto::raster::warp_to_plane;

    use super::*;

    fn video(header: &str, frames: &[&[u8]]) -> Vec<u8> {
        let mut bytes = format!("{header}\n").into_bytes();
        for frame in frames {
            bytes.extend(b"FRAME\n");
            bytes.extend(*frame);
        }
        bytes
    }

    fn refusal(bytes: &[u8]) -> String {
        let mut reader = match Reader::new(bytes) {
            Ok(reader) => reader,
            Err(error) => return error.to_string(),
        };
        loop {
            match reader.advance() {
                Ok(true) => {}
                Ok(false) => return String::new(),
                Err(error) => return error.to_string(),
            }
        }
    }

    #[test]
    fn an_odd_picture_comes_out_with_its_colours() {
        // 3 x 3 luma, 2 x 2 of each chroma; the last column and row have their own.
        let frame = [100, 100, 200, 100, 100, 200, 50, 50, 128, 128, 128, 128, 128, 128, 128, 128, 255];
        let bytes = video("YUV4MPEG2 W3 H3 F30000:1001 Ip A1:1 C420jpeg XYSCSS=420", &[&frame, &frame]);
        let mut reader = Reader::new(&bytes[..]).unwrap();
        assert_eq!(reader.header().rate, (30_000, 1001));
        assert!((reader.header().seconds(30) - 1.001).abs() < 1e-9);
        assert!(reader.advance().unwrap());
        let frame = reader.frame().unwrap();
        let (plane, _) = warp_to_plane(&frame, &Affine::IDENTITY, (3, 3)).unwrap();
        assert_eq!(plane.at(0, 0), [100; 3]);
        assert_eq!(plane.at(2, 0), [200; 3]);
        let [r, g, b] = plane.at(2, 2);
        assert!(r == 255 && g < 60 && b.abs_diff(128) < 3, "{r} {g} {b}");
        assert!(reader.advance().unwrap());
        assert!(!reader.advance().unwrap());
    }

    #[test]
    fn the_range_is_what_the_header_says() {
        let encoding = |tags: &str| {
            Reader::new(&video(&format!("YUV4MPEG2 W2 H2 {tags}"), &[])[..]).unwrap().header().encoding
        };
        assert_eq!(encoding("C420jpeg"), YuvEncoding::Bt601FullRange);
        assert_eq!(encoding("C420mpeg2"), YuvEncoding::Bt601VideoRange);
        assert_eq!(encoding(""), YuvEncoding::Bt601VideoRange);
        assert_eq!(encoding("C420jpeg XCOLORRANGE=LIMITED"), YuvEncoding::Bt601VideoRange);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let flat = [128; 6];
        let good = video("YUV4MPEG2 W2 H2 F30:1 C420jpeg", &[&flat, &flat]);
        assert_eq!(refusal(&good), "");
        for (bytes, words) in [
            (&b""[..], "not a Y4M"),
            (b"RIFF\0\0\0\0AVI ", "not a Y4M"),
            (b"YUV4MPEG2 W2 H2", "does not end"),
            (b"YUV4MPEG2 H2\n", "no width"),
            (b"YUV4MPEG2 W2 H0\n", "height is 0"),
            (b"YUV4MPEG2 W2 H99999999999999999999\n", "not a number"),
            (b"YUV4MPEG2 W2 H2 F30\n", "not a fraction"),
            (b"YUV4MPEG2 W2 H2 F30:0\n", "not a fraction"),
            (b"YUV4MPEG2 W2 H2 It\n", "interlaced"),
            (b"YUV4MPEG2 W2 H2 C444\n", "colour space `444`"),
            (b"YUV4MPEG2 W2 H2 C420p10\n", "colour space `420p10`"),
            (b"YUV4MPEG2 W2 \xff\n", "not text"),
            (b"YUV4MPEG2 W16384 H16384\nFRAME\nabc", "within frame 1"),
            (&good[..good.len() - 1], "within frame 2"),
            (&good[..good.len() - 9], "within frame 2"),
            (b"YUV4MPEG2 W2 H2\nJUNK!!\nabcdef", "frame 1 does not begin"),
        ] {
            assert!(refusal(bytes).contains(words), "{words}: {}", refusal(bytes));
        }
    }
}
