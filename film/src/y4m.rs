//! YUV4MPEG2, the plainest of video files: written, and read back as it was written. The `swafoto` command has a reader for
//! files of others.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use super::sensor::Yuv;

/// A file being written.
pub(super) struct Writer<Sink> {
    sink: Sink,
    fps: u32,
    begun: bool,
}

impl<Sink: Write> Writer<Sink> {
    /// A file of `fps` frames a second; the first frame decides its size.
    pub(super) fn new(sink: Sink, fps: u32) -> Self {
        Self { sink, fps, begun: false }
    }

    /// Appends a frame.
    pub(super) fn write(&mut self, frame: &Yuv) -> io::Result<()> {
        if !self.begun {
            let (width, height, fps) = (frame.width, frame.height, self.fps);
            writeln!(self.sink, "YUV4MPEG2 W{width} H{height} F{fps}:1 Ip A1:1 C420jpeg XCOLORRANGE=FULL")?;
            self.begun = true;
        }
        self.sink.write_all(b"FRAME\n")?;
        for plane in [&frame.y, &frame.u, &frame.v] {
            self.sink.write_all(plane)?;
        }
        Ok(())
    }

    /// Writes what is buffered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// A film being read back.
pub struct Video {
    source: BufReader<File>,
    width: usize,
    height: usize,
}

/// One frame of it, as stored.
#[derive(Debug)]
pub struct Picture {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Luma, then each chroma at half the width and height.
    pub planes: Vec<u8>,
}

impl Video {
    /// Opens a film that [`Film::write`](super::Film::write) made.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut source = BufReader::new(File::open(path)?);
        let mut header = String::new();
        source.read_line(&mut header)?;
        let side = |tag: char| header.split(' ').find_map(|word| word.strip_prefix(tag)?.parse().ok());
        match (side('W'), side('H')) {
            (Some(width), Some(height)) => Ok(Self { source, width, height }),
            _ => Err(io::Error::other("not a film of ours")),
        }
    }

    /// The next frame, `None` at the end.
    ///
    /// # Errors
    /// Where the file is cut off.
    #[allow(clippy::should_implement_trait, reason = "an iterator of results would hide the end of the file")]
    pub fn next(&mut self) -> io::Result<Option<Picture>> {
        let mut line = String::new();
        if self.source.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let chroma = self.width.div_ceil(2) * self.height.div_ceil(2);
        let mut planes = vec![0; self.width * self.height + 2 * chroma];
        self.source.read_exact(&mut planes)?;
        Ok(Some(Picture { width: self.width, height: self.height, planes }))
    }
}
