//! Huffman tables.

use super::bits::Bits;
use super::fault::Fault;

/// Codes up to this length are looked up at once.
const SHORT: u32 = 10;

/// A Huffman table.
pub(super) struct Table {
    /// By the next [`SHORT`] bits: the length of their code in the high byte, its symbol in the low one; 0 where the code is
    /// longer, or there is none.
    short: Box<[u16; 1 << SHORT]>,
    /// By length less one, the first 16 bits that are above every code of this length or less.
    above: [u32; 16],
    /// By length less one, what is added to a code to get its symbol's place.
    place: [i32; 16],
    symbols: Box<[u8]>,
}

impl Table {
    /// The table of `symbols`, of which `counts` have codes of 1 to 16 bits.
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Result<Self, Fault> {
        let mut seen = [false; 256];
        for symbol in symbols {
            if std::mem::replace(&mut seen[usize::from(*symbol)], true) {
                return Err(Fault::Damaged("a Huffman table has two codes for one symbol"));
            }
        }
        let (mut above, mut place) = ([0; 16], [0; 16]);
        let mut short = Box::new([0; 1 << SHORT]);
        let (mut code, mut next) = (0_u32, 0_usize);
        for (length, count) in (1..).zip(counts) {
            place[length as usize - 1] = next as i32 - code as i32;
            for symbol in &symbols[next..next + usize::from(*count)] {
                if code >= 1 << length {
                    return Err(Fault::Damaged("a Huffman table has more codes than there are"));
                }
                if length <= SHORT {
                    let first = (code << (SHORT - length)) as usize;
                    let entry = (length as u16) << 8 | u16::from(*symbol);
                    short[first..first + (1 << (SHORT - length))].fill(entry);
                }
                code += 1;
            }
            next += usize::from(*count);
            above[length as usize - 1] = code << (16 - length);
            code <<= 1;
        }
        Ok(Self { short, above, place, symbols: symbols.into() })
    }

    /// The next code's symbol.
    #[inline]
    pub(super) fn symbol(&self, bits: &mut Bits<'_>) -> Result<u8, Fault> {
        let (symbol, length) = self.peek(bits)?;
        bits.skip(length)?;
        Ok(symbol)
    }

    /// The next code's symbol and length. The code is not passed.
    #[inline]
    pub(super) fn peek(&self, bits: &mut Bits<'_>) -> Result<(u8, u32), Fault> {
        let next = bits.peek();
        let entry = self.short[usize::from(next >> (16 - SHORT))];
        if entry != 0 { Ok((entry as u8, u32::from(entry >> 8))) } else { self.peek_long(next) }
    }

    fn peek_long(&self, next: u16) -> Result<(u8, u32), Fault> {
        let next = u32::from(next);
        let length = (1..=16).find(|length| next < self.above[*length as usize - 1]);
        let symbol = length.and_then(|length| {
            let place = (next >> (16 - length)) as i32 + self.place[length as usize - 1];
            Some((*self.symbols.get(usize::try_from(place).ok()?)?, length))
        });
        symbol.ok_or(Fault::Damaged("a code does not exist"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_every_length_are_read() {
        // One code a length: 0, 10, 110, and so on. All ones is no code.
        let symbols: Vec<u8> = (100..116).collect();
        let table = Table::new(&[1; 16], &symbols).unwrap();
        let codes: String =
            (0..16).rev().map(|ones| "1".repeat(ones) + "0").collect::<String>() + &"1".repeat(16);
        let bytes: Vec<u8> = codes
            .as_bytes()
            .chunks(8)
            .flat_map(|byte| match byte.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0')) {
                0xFF => vec![0xFF, 0],
                byte => vec![byte],
            })
            .collect();
        let mut bits = Bits::new(&bytes, 0);
        for symbol in symbols.iter().rev() {
            assert_eq!(table.symbol(&mut bits), Ok(*symbol));
        }
        assert_eq!(table.symbol(&mut bits), Err(Fault::Damaged("a code does not exist")));
    }

    #[test]
    fn tables_that_cannot_be_are_refused() {
        let mut counts = [0; 16];
        counts[0] = 3;
        assert!(Table::new(&counts, &[1, 2, 3]).is_err(), "three codes of one bit");
        counts[0] = 2;
        assert!(Table::new(&counts, &[1, 1]).is_err(), "one symbol twice");
        assert!(Table::new(&counts, &[1, 2]).is_ok());
    }
}
