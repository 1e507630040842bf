//! A strict reader of JPEG files. It walks a file from marker to marker and every scan from code to code, and makes no picture
//! of it.
//!
//! A decoder goes on over damage with what it can guess: grey for blocks that are missing, whatever the bits say for those
//! that are not what was sent. A gate must not judge a guess. JPEG has no checksum, but most errors in its Huffman
//! codes make the blocks too many or too few, or a value or a code that cannot be, before their end. An error in the bits of
//! a value, or one that is made up for by another, is as good a picture as any: `swafoto-tests`' `damage` counts them.
//!
//! What follows the end of the first picture (a second one for depth, a motion photo's video) is no concern of ours.
//!
//! ITU-T T.81 is the format; where cameras and programs are known to part from it, a comment says so.

mod bits;
mod fault;
mod frame;
mod huffman;
mod quantiser;
mod scan;

use fault::Fault;
use frame::Frame;
use huffman::Table;
use scan::{Scan, Tables};

use crate::error::DecodeError;

/// A JPEG file that is being walked.
pub(crate) struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    tables: Tables,
    /// The quantisers of DC, of the tables that are there.
    dc_steps: [Option<i32>; 4],
    /// MCUs between two restart markers; 0 where there are none.
    restart: usize,
    frame: Option<Frame>,
}

impl<'a> Walk<'a> {
    /// Walks a file, which has a start-of-image marker, as far as its frame's header.
    ///
    /// # Errors
    /// [`DecodeError::Truncated`], [`DecodeError::Damaged`], [`DecodeError::Unsupported`].
    pub(crate) fn begin(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let tables = Tables::default();
        let mut walk = Self { bytes, at: 2, tables, dc_steps: [None; 4], restart: 0, frame: None };
        while walk.frame.is_none() {
            walk.segment()?;
        }
        Ok(walk)
    }

    /// Width and height in pixels.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.frame.as_ref().map_or((0, 0), |frame| frame.size)
    }

    /// Whether the picture comes in several scans of growing detail.
    pub(crate) fn is_progressive(&self) -> bool {
        self.frame.as_ref().is_some_and(|frame| frame.progressive)
    }

    /// Walks on to the end of the picture. A progressive one takes a bit of memory for each coefficient.
    ///
    /// # Errors
    /// As [`Walk::begin`].
    pub(crate) fn walk(mut self) -> Result<(), DecodeError> {
        if let Some(frame) = self.frame.as_mut().filter(|frame| frame.progressive) {
            frame.remember();
        }
        while self.segment()? == Next::Segment {}
        Ok(())
    }

    /// Walks over one segment, and the data behind a scan's.
    fn segment(&mut self) -> Result<Next, Fault> {
        match self.marker()? {
            // Start of frame: baseline, extended, progressive.
            marker @ 0xC0..=0xC2 => self.start_frame(marker == 0xC2)?,
            0xC4 => self.huffman_tables()?,
            0xC9..=0xCC => return Err(Fault::Unsupported("arithmetic codes")),
            0xC3 | 0xC5..=0xC7 | 0xCD..=0xCF | 0xDE | 0xDF => {
                return Err(Fault::Unsupported("a lossless or hierarchical JPEG"));
            }
            0xD9 => return self.end(),
            0xDA => self.scan()?,
            0xDB => self.quantisation_tables()?,
            0xDC => return Err(Fault::Unsupported("a height that stands behind the picture")),
            0xDD => self.restart_interval()?,
            // Metadata and comments.
            0xE0..=0xEF | 0xFE => {
                self.contents()?;
            }
            0xD0..=0xD7 => return Err(Fault::Damaged("a restart marker stands where none may be")),
            0xD8 => return Err(Fault::Damaged("a second picture begins within the first")),
            _ => return Err(Fault::Damaged("a marker does not exist")),
        }
        Ok(Next::Segment)
    }

    /// The next marker's second byte.
    fn marker(&mut self) -> Result<u8, Fault> {
        let rest = self.bytes.get(self.at..).ok_or(Fault::Truncated)?;
        if rest.first().is_some_and(|byte| *byte != 0xFF) {
            return Err(Fault::Damaged("a segment does not end at a marker"));
        }
        // Markers may be padded with any number of 0xFF.
        let padding = rest.iter().position(|byte| *byte != 0xFF).ok_or(Fault::Truncated)?;
        self.at += padding + 1;
        Ok(rest[padding])
    }

    /// A segment's bytes behind its length.
    fn contents(&mut self) -> Result<&'a [u8], Fault> {
        let length = self.bytes.get(self.at..self.at + 2).ok_or(Fault::Truncated)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 {
            return Err(Fault::Damaged("a segment is shorter than its length"));
        }
        let segment = self.bytes.get(self.at + 2..self.at + length).ok_or(Fault::Truncated)?;
        self.at += length;
        Ok(segment)
    }

    fn start_frame(&mut self, progressive: bool) -> Result<(), Fault> {
        let frame = Frame::parse(self.contents()?, progressive)?;
        if self.frame.replace(frame).is_some() {
            return Err(Fault::Damaged("it has two frames"));
        }
        Ok(())
    }

    fn huffman_tables(&mut self) -> Result<(), Fault> {
        const WRONG: Fault = Fault::Damaged("a Huffman table has the wrong length");
        let mut rest = self.contents()?;
        while let [kind, table @ ..] = rest {
            let (counts, table) = table.split_first_chunk::<16>().ok_or(WRONG)?;
            let count = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, others) = table.split_at_checked(count).ok_or(WRONG)?;
            let kept = match kind >> 4 {
                0 => &mut self.tables.dc,
                1 => &mut self.tables.ac,
                _ => return Err(Fault::Damaged("a Huffman table is of no kind")),
            };
            let kept = kept.get_mut(usize::from(kind & 15));
            *kept.ok_or(Fault::Damaged("a Huffman table has no place"))? = Some(Table::new(counts, symbols)?);
            rest = others;
        }
        Ok(())
    }

    fn quantisation_tables(&mut self) -> Result<(), Fault> {
        let mut rest = self.contents()?;
        while let [kind, tables @ ..] = rest {
            let width = match kind >> 4 {
                0 => 1,
                1 => 2,
                _ => return Err(Fault::Damaged("a quantisation table is of no kind")),
            };
            let (table, others) = tables
                .split_at_checked(64 * width)
                .ok_or(Fault::Damaged("a quantisation table has the wrong length"))?;
            let kept = self.dc_steps.get_mut(usize::from(kind & 15));
            let kept = kept.ok_or(Fault::Damaged("a quantisation table has no place"))?;
            *kept = Some(quantiser::dc_step(table, width)?);
            rest = others;
        }
        Ok(())
    }

    fn restart_interval(&mut self) -> Result<(), Fault> {
        let [high, low] = self.contents()? else {
            return Err(Fault::Damaged("a restart interval has the wrong length"));
        };
        self.restart = usize::from(u16::from_be_bytes([*high, *low]));
        Ok(())
    }

    fn scan(&mut self) -> Result<(), Fault> {
        let header = self.contents()?;
        let frame = self.frame.as_mut().ok_or(Fault::Damaged("a scan comes before its frame"))?;
        for component in &mut frame.components {
            let step = self.dc_steps[usize::from(component.quantiser)];
            component.dc_step = step.ok_or(Fault::Damaged("a component has no quantisation table"))?;
        }
        let scan = Scan::parse(header, frame)?;
        self.at = scan.walk(frame, &self.tables, self.restart, self.bytes, self.at)?;
        Ok(())
    }

    fn end(&self) -> Result<Next, Fault> {
        let frame = self.frame.as_ref().ok_or(Fault::Damaged("it has no picture"))?;
        if frame.is_complete() { Ok(Next::Nothing) } else { Err(Fault::Damaged("scans are missing")) }
    }
}

/// What comes behind a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Another one.
    Segment,
    /// Nothing of this picture.
    Nothing,
}

#[cfg(test)]
mod tests;
