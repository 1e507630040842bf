//! The bits of a scan's entropy-coded data, up to the next marker.

use super::fault::Fault;

/// Most bytes between a scan's last block and the next marker.
const MAX_PADDING: u32 = 16;

/// A reader of the bits between two markers. The zero that is stuffed behind each 0xFF is dropped.
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    /// Of the first byte that is not in `buffer`.
    at: usize,
    /// The next bits, from the top. What lies below `count` is of no meaning.
    buffer: u64,
    /// How many bits of `buffer` are read.
    count: u32,
}

impl<'a> Bits<'a> {
    /// The bits of `bytes` from the byte `at` on.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, buffer: 0, count: 0 }
    }

    /// The next 16 bits; zeros stand where the data have ended, and [`Bits::skip`] tells.
    #[inline]
    pub(super) fn peek(&mut self) -> u16 {
        if self.count < 32 {
            self.refill();
        }
        (self.buffer >> 48) as u16
    }

    /// Goes on by `count` bits, at most 32 in all since the last [`Bits::peek`].
    #[inline]
    pub(super) fn skip(&mut self, count: u32) -> Result<(), Fault> {
        if count > self.count {
            return Err(self.ended());
        }
        self.buffer <<= count;
        self.count -= count;
        Ok(())
    }

    /// The next `count` bits, at most 16.
    #[inline]
    pub(super) fn take(&mut self, count: u32) -> Result<u32, Fault> {
        let bits = u32::from(self.peek()) >> (16 - count);
        self.skip(count)?;
        Ok(bits)
    }

    /// Goes on by any number of bits.
    pub(super) fn skip_many(&mut self, mut count: u32) -> Result<(), Fault> {
        while count > 0 {
            let part = count.min(32);
            self.peek();
            self.skip(part)?;
            count -= part;
        }
        Ok(())
    }

    /// Why there are no more bits.
    #[cold]
    fn ended(&self) -> Fault {
        if self.at + 1 >= self.bytes.len() { Fault::Truncated } else { Fault::Damaged("blocks are missing") }
    }

    fn refill(&mut self) {
        let next = self.bytes.get(self.at..self.at + 8).and_then(|bytes| bytes.try_into().ok());
        if let Some(word) = next.map(u64::from_be_bytes)
            && !has_marker_byte(word)
        {
            // Bits of a byte that does not fit as a whole are read again later, and are the same then.
            self.buffer |= word >> self.count;
            let whole = (64 - self.count) / 8;
            self.at += whole as usize;
            self.count += 8 * whole;
            return;
        }
        while self.count <= 56 {
            let (byte, width) = match self.bytes[self.at.min(self.bytes.len())..] {
                [0xFF, 0, ..] => (0xFF, 2),
                [0xFF, ..] | [] => break,
                [byte, ..] => (byte, 1),
            };
            // What the fast way left below `count` is a part of this very byte.
            self.buffer |= u64::from(byte) << (56 - self.count);
            self.at += width;
            self.count += 8;
        }
    }

    /// The bits behind the restart marker that is next; `number` is its number.
    pub(super) fn restart(self, number: u8) -> Result<Self, Fault> {
        let bytes = self.bytes;
        let mut at = self.end()?;
        // Markers may be padded with any number of 0xFF.
        while bytes.get(at + 1) == Some(&0xFF) {
            at += 1;
        }
        match bytes.get(at + 1) {
            Some(marker) if *marker == 0xD0 + number => Ok(Self::new(bytes, at + 2)),
            Some(_) => Err(Fault::Damaged("a restart marker is missing")),
            None => Err(Fault::Truncated),
        }
    }

    /// The place of the 0xFF of the next marker, where nothing but padding lies before it: bits that are all the same. T.81
    /// pads the last byte with ones; some cameras pad with zeros, and up to a multiple of a few bytes.
    pub(super) fn end(mut self) -> Result<usize, Fault> {
        let first = self.peek() >> 15;
        let mut padding = 0;
        while self.count > 0 {
            if self.peek() >> 15 != first || padding >= 8 * MAX_PADDING {
                return Err(Fault::Damaged("a scan has data behind its last block"));
            }
            self.skip(1)?;
            padding += 1;
        }
        if self.at >= self.bytes.len() { Err(Fault::Truncated) } else { Ok(self.at) }
    }
}

/// Whether one of the eight bytes is 0xFF.
fn has_marker_byte(word: u64) -> bool {
    let inverse = !word;
    inverse.wrapping_sub(0x0101_0101_0101_0101) & word & 0x8080_8080_8080_8080 != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_in_order_and_without_stuffing() {
        let bytes: Vec<u8> = (0..40).map(|byte| if byte % 7 == 3 { 0xFF } else { byte }).collect();
        let mut stuffed: Vec<u8> = Vec::new();
        for byte in &bytes {
            stuffed.push(*byte);
            if *byte == 0xFF {
                stuffed.push(0);
            }
        }
        let end = stuffed.len();
        stuffed.extend([0xFF, 0xD9]);
        for width in [1, 3, 5, 8, 16] {
            let mut bits = Bits::new(&stuffed, 0);
            for at in 0..(320 / width) {
                let expected = (0..width).fold(0, |value, bit| {
                    let bit = at * width + bit;
                    value << 1 | u32::from(bytes[bit as usize / 8] >> (7 - bit % 8) & 1)
                });
                assert_eq!(bits.take(width).unwrap(), expected, "bit {} of width {width}", at * width);
            }
            if 320 % width == 0 {
                assert_eq!(bits.take(1), Err(Fault::Damaged("blocks are missing")));
                assert_eq!(bits.end(), Ok(end));
            }
        }
    }

    #[test]
    fn what_is_left_is_padding_or_a_fault() {
        let after = |bytes: &[u8], used| {
            let mut bits = Bits::new(bytes, 0);
            bits.take(used).unwrap();
            bits.end()
        };
        assert_eq!(after(&[0b1010_1111, 0xFF, 0xD9], 4), Ok(1));
        assert_eq!(after(&[0b1010_0000, 0xFF, 0xD9], 4), Ok(1));
        assert_eq!(after(&[0b1010_1011, 0xFF, 0xD9], 8), Ok(1));
        assert!(matches!(after(&[0b1010_1011, 0xFF, 0xD9], 4), Err(Fault::Damaged(_))));
        assert!(matches!(after(&[0b1010_1111, 0, 0xFF, 0xD9], 4), Err(Fault::Damaged(_))));
        assert_eq!(after(&[0b1010_0000, 0, 0, 0, 0xFF, 0xD9], 4), Ok(4));
        assert_eq!(after(&[0b1010_1111, 0xFF, 0, 0xFF, 0xFF, 0xD9], 4), Ok(3));
        assert!(matches!(after(&[[0; 18].as_slice(), &[0xFF, 0xD9]].concat(), 8), Err(Fault::Damaged(_))));
        assert_eq!(after(&[0b1010_1111], 4), Err(Fault::Truncated));
        assert_eq!(Bits::new(&[1], 0).skip_many(9), Err(Fault::Truncated));
    }

    #[test]
    fn a_marker_byte_is_seen_wherever_it_stands() {
        assert!(!has_marker_byte(0xFE7F_80FE_0001_FDFE));
        for at in 0..8 {
            assert!(has_marker_byte(0x00FE_807F_0102_FE00 | 0xFF << (8 * at)), "byte {at}");
        }
    }
}
