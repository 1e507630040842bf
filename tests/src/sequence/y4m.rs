//! Writing YUV4MPEG2, the plainest of video files.

use std::io::{self, Write};

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
