//! One scan: every code of every block of its components, in order.

use super::bits::Bits;
use super::fault::Fault;
use super::frame::{Component, Frame, Known};
use super::huffman::Table;

/// Most bits of a coefficient that 8-bit samples can have, for DC (a difference of two) and for AC.
const MAX_BITS: (u32, u8) = (11, 10);

/// The DC coefficient of a block of the darkest samples, without its sign.
const DC_LIMIT: i64 = 8 * 128;

/// Most blocks of an MCU.
const MAX_MCU_BLOCKS: usize = 10;

/// The Huffman tables as the segments before a scan have left them.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) dc: [Option<Table>; 4],
    pub(super) ac: [Option<Table>; 4],
}

/// What a start-of-scan segment says.
pub(super) struct Scan {
    members: Vec<Member>,
    /// First and last coefficient, in zigzag order.
    band: (usize, usize),
    /// The bit that is sent is this one, from below.
    low: u8,
    pass: Pass,
}

/// A component in a scan.
struct Member {
    /// Its place in the frame.
    component: usize,
    dc: usize,
    ac: usize,
}

/// A block of a scan: the place of its component among the members, and its own in the component.
#[derive(Clone, Copy)]
struct Place {
    member: usize,
    block: usize,
}

/// What one block's codes say of those after it, up to the next restart.
#[derive(Default)]
struct SoFar {
    /// By member, the last DC coefficient.
    dc: [i32; 4],
    /// For how many further blocks there is nothing more.
    run: u32,
}

impl SoFar {
    /// Ends what was said of further blocks: there are none.
    fn end(&self) -> Result<(), Fault> {
        if self.run > 0 { Err(Fault::Damaged("blocks are missing")) } else { Ok(()) }
    }
}

/// What a scan tells of its coefficients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    /// All there is of a block: not progressive.
    Whole,
    /// The upper bits of DC.
    DcFirst,
    /// One more bit of DC.
    DcMore,
    /// The upper bits of some of AC.
    AcFirst,
    /// One more bit of some of AC.
    AcMore,
}

impl Scan {
    /// The scan of a segment's bytes behind its length. What the frame knows then is noted in it.
    pub(super) fn parse(segment: &[u8], frame: &mut Frame) -> Result<Self, Fault> {
        let (count, rest) = segment.split_first().ok_or(Fault::Damaged("a scan's header is too short"))?;
        let count = usize::from(*count);
        if !(1..=4).contains(&count) || rest.len() != 2 * count + 3 {
            return Err(Fault::Damaged("a scan's header has the wrong length"));
        }
        let mut members: Vec<Member> = Vec::with_capacity(count);
        for member in rest[..2 * count].chunks_exact(2) {
            let component = frame.components.iter().position(|component| component.id == member[0]);
            let component = component.ok_or(Fault::Damaged("a scan has a component that is none"))?;
            if members.iter().any(|other| other.component >= component) {
                return Err(Fault::Damaged("a scan has its components in the wrong order"));
            }
            let (dc, ac) = (usize::from(member[1] >> 4), usize::from(member[1] & 15));
            if dc > 3 || ac > 3 {
                return Err(Fault::Damaged("a scan has a table that cannot be"));
            }
            members.push(Member { component, dc, ac });
        }
        let [first, last, bits] = match rest[2 * count..] {
            [first, last, bits] if frame.progressive => [first, last, bits],
            // Samsung's selfie cameras write other numbers here, which can mean nothing but this.
            _ => [0, 63, 0],
        };
        let band = (usize::from(first), usize::from(last));
        let (high, low) = (bits >> 4, bits & 15);
        let pass = match (frame.progressive, band, high) {
            (false, ..) => Pass::Whole,
            (true, (0, 0), 0) => Pass::DcFirst,
            (true, (0, 0), _) => Pass::DcMore,
            (true, (1.., ..=63), 0) if band.0 <= band.1 && count == 1 => Pass::AcFirst,
            (true, (1.., ..=63), _) if band.0 <= band.1 && count == 1 => Pass::AcMore,
            _ => return Err(Fault::Damaged("a scan has coefficients that cannot be")),
        };
        let known = if high == 0 { Known::Nothing } else { Known::AllBut(high) };
        for member in &members {
            let component = &mut frame.components[member.component];
            for coefficient in &mut component.known[band.0..=band.1] {
                if *coefficient != known || low > 13 || (high > 0 && low + 1 != high) {
                    return Err(Fault::Damaged("scans are missing, or come twice"));
                }
                *coefficient = Known::AllBut(low);
            }
        }
        Ok(Self { members, band, low, pass })
    }

    /// Walks the scan's data, which begin at the byte `at`, and returns where the marker behind them is. A restart marker
    /// comes after every `restart` MCUs, where that is not 0.
    pub(super) fn walk(
        &self,
        frame: &mut Frame,
        tables: &Tables,
        restart: usize,
        bytes: &[u8],
        at: usize,
    ) -> Result<usize, Fault> {
        let bits = Bits::new(bytes, at);
        match self.pass {
            Pass::Whole => {
                let tables = self.tables(|member| {
                    Some((tables.dc[member.dc].as_ref()?, tables.ac[member.ac].as_ref()?))
                })?;
                self.blocks(frame, restart, bits, |bits, so_far, component, at| {
                    let (dc, ac) = tables[at.member];
                    self.dc(bits, dc, &mut so_far.dc[at.member], component)?;
                    whole_block(bits, ac)
                })
            }
            Pass::DcFirst => {
                let tables = self.tables(|member| tables.dc[member.dc].as_ref())?;
                self.blocks(frame, restart, bits, |bits, so_far, component, at| {
                    self.dc(bits, tables[at.member], &mut so_far.dc[at.member], component)
                })
            }
            Pass::DcMore => self.blocks(frame, restart, bits, |bits, _, _, _| bits.take(1).map(|_| ())),
            Pass::AcFirst | Pass::AcMore => {
                let tables = self.tables(|member| tables.ac[member.ac].as_ref())?;
                let read = if self.pass == Pass::AcFirst { Self::first_of_ac } else { Self::more_of_ac };
                self.blocks(frame, restart, bits, |bits, so_far, component, at| {
                    let nonzero = &mut component.nonzero[at.block];
                    read(self, bits, tables[at.member], nonzero, &mut so_far.run)
                })
            }
        }
    }

    /// What `of` finds for each member.
    fn tables<T>(&self, of: impl Fn(&Member) -> Option<T>) -> Result<Vec<T>, Fault> {
        let found = self.members.iter().map(of).collect::<Option<_>>();
        found.ok_or(Fault::Damaged("a scan has no Huffman table"))
    }

    /// Calls `read` for every block, and returns where the marker behind the last one is.
    fn blocks(
        &self,
        frame: &mut Frame,
        restart: usize,
        mut bits: Bits<'_>,
        mut read: impl FnMut(&mut Bits<'_>, &mut SoFar, &mut Component, Place) -> Result<(), Fault>,
    ) -> Result<usize, Fault> {
        let (alone, mcus) = match &self.members[..] {
            [member] => (true, frame.components[member.component].blocks),
            _ => (false, frame.mcus),
        };
        let mut layout = Vec::with_capacity(MAX_MCU_BLOCKS);
        for (place, member) in self.members.iter().enumerate() {
            let (across, down) = if alone { (1, 1) } else { frame.components[member.component].sampling };
            layout.extend(
                (0..across * down).map(|block| (place, (across, down), block % across, block / across)),
            );
        }
        if layout.len() > MAX_MCU_BLOCKS {
            return Err(Fault::Damaged("an MCU has too many blocks"));
        }
        let mut left = if restart == 0 { usize::MAX } else { restart };
        let mut next_restart = 0;
        let mut so_far = SoFar::default();
        for y in 0..mcus.1 {
            for x in 0..mcus.0 {
                if left == 0 {
                    so_far.end()?;
                    so_far = SoFar::default();
                    bits = bits.restart(next_restart)?;
                    next_restart = (next_restart + 1) % 8;
                    left = restart;
                }
                left -= 1;
                for &(member, (across, down), block_x, block_y) in &layout {
                    let component = &mut frame.components[self.members[member].component];
                    let block = (y * down + block_y) * component.stride + x * across + block_x;
                    read(&mut bits, &mut so_far, component, Place { member, block })?;
                }
            }
        }
        so_far.end()?;
        bits.end()
    }

    /// The code of a DC coefficient and its bits: by how much it differs from the last one.
    #[inline]
    fn dc(
        &self,
        bits: &mut Bits<'_>,
        table: &Table,
        last: &mut i32,
        component: &Component,
    ) -> Result<(), Fault> {
        let size = u32::from(table.symbol(bits)?);
        if size + u32::from(self.low) > MAX_BITS.0 {
            return Err(TOO_LARGE);
        }
        let value = bits.take(size)? as i32;
        // The lower half of the values of a size are the negative ones.
        *last += if value < 1 << size >> 1 { value - (1 << size) + 1 } else { value };
        // An error in one difference moves all that follows. A block's mean is within the range of its samples, but for what is lost
        // by rounding.
        let step = i64::from(component.dc_step) << self.low;
        if (i64::from(*last) * step).abs() > DC_LIMIT + step {
            return Err(Fault::Damaged("a block is darker than black or brighter than white"));
        }
        Ok(())
    }

    /// The first scan of a band of AC: see T.81, G.1.2.2. For `run` blocks there is nothing more.
    fn first_of_ac(
        &self,
        bits: &mut Bits<'_>,
        table: &Table,
        nonzero: &mut u64,
        run: &mut u32,
    ) -> Result<(), Fault> {
        if *run > 0 {
            *run -= 1;
            return Ok(());
        }
        let mut at = self.band.0;
        while at <= self.band.1 {
            let (symbol, length) = table.peek(bits)?;
            let (zeros, size) = (usize::from(symbol >> 4), symbol & 15);
            bits.skip(length + u32::from(size))?;
            match (zeros, size) {
                (15, 0) => at += 16,
                (_, 0) => {
                    *run = end_of_bands(bits, zeros)?;
                    return Ok(());
                }
                _ => {
                    at += zeros;
                    if at > self.band.1 || size + self.low > MAX_BITS.1 {
                        return Err(if at > self.band.1 { PAST_THE_LAST } else { TOO_LARGE });
                    }
                    *nonzero |= 1 << at;
                    at += 1;
                }
            }
        }
        if at > self.band.1 + 1 { Err(PAST_THE_LAST) } else { Ok(()) }
    }

    /// A further scan of a band of AC: see T.81, G.1.2.3. A coefficient that is not zero yet has one more bit in the order
    /// of coefficients, between the codes.
    fn more_of_ac(
        &self,
        bits: &mut Bits<'_>,
        table: &Table,
        nonzero: &mut u64,
        run: &mut u32,
    ) -> Result<(), Fault> {
        let known = *nonzero;
        let mut at = self.band.0;
        if *run == 0 {
            while at <= self.band.1 {
                let symbol = table.symbol(bits)?;
                let (mut zeros, size) = (u32::from(symbol >> 4), symbol & 15);
                match (zeros, size) {
                    (15, 0) | (_, 1) => {}
                    // This block is the run's first.
                    (_, 0) => {
                        *run = end_of_bands(bits, zeros as usize)? + 1;
                        break;
                    }
                    _ => return Err(Fault::Damaged("a code does not exist in a scan of single bits")),
                }
                let sign = u32::from(size);
                bits.take(sign)?;
                let mut corrections = 0;
                // `zeros` coefficients that stay zero are passed, and then, for a code with a size, the one that does not.
                loop {
                    if at > self.band.1 {
                        return Err(PAST_THE_LAST);
                    }
                    if known >> at & 1 == 1 {
                        corrections += 1;
                    } else if zeros == 0 {
                        break;
                    } else {
                        zeros -= 1;
                    }
                    at += 1;
                }
                bits.skip_many(corrections)?;
                if size == 1 {
                    *nonzero |= 1 << at;
                }
                at += 1;
            }
        }
        if *run > 0 {
            *run -= 1;
            let rest = (at..=self.band.1).filter(|at| known >> at & 1 == 1).count();
            bits.skip_many(rest as u32)?;
        }
        Ok(())
    }
}

/// A block's codes go past its last coefficient.
const PAST_THE_LAST: Fault = Fault::Damaged("a block has more than 64 coefficients");

/// More bits than [`MAX_BITS`].
const TOO_LARGE: Fault = Fault::Damaged("a coefficient is too large");

/// The codes of a block's AC coefficients and their bits.
#[inline]
fn whole_block(bits: &mut Bits<'_>, table: &Table) -> Result<(), Fault> {
    let mut at = 1;
    while at < 64 {
        let (symbol, length) = table.peek(bits)?;
        let (zeros, size) = (usize::from(symbol >> 4), symbol & 15);
        bits.skip(length + u32::from(size))?;
        match (zeros, size) {
            (0, 0) => return Ok(()),
            (15, 0) => at += 16,
            (_, 0) => return Err(Fault::Damaged("a code does not exist in such a scan")),
            _ => at += zeros + 1,
        }
        if size > MAX_BITS.1 {
            return Err(TOO_LARGE);
        }
    }
    if at > 64 { Err(PAST_THE_LAST) } else { Ok(()) }
}

/// For how many further blocks there is nothing more.
fn end_of_bands(bits: &mut Bits<'_>, exponent: usize) -> Result<u32, Fault> {
    Ok((1 << exponent) - 1 + bits.take(exponent as u32)?)
}
