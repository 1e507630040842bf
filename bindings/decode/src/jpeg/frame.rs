//! What a start-of-frame segment says: the picture's size and its components.

use super::fault::Fault;

/// Most components of a frame: CMYK.
const MAX_COMPONENTS: usize = 4;

/// Largest sampling factor.
const MAX_SAMPLING: u8 = 4;

/// A frame: all there is of one picture.
pub(super) struct Frame {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    pub(super) progressive: bool,
    pub(super) components: Vec<Component>,
    /// MCUs of an interleaved scan, across and down.
    pub(super) mcus: (usize, usize),
}

/// A component of a frame: luma, one of chroma, or an ink.
pub(super) struct Component {
    pub(super) id: u8,
    /// Blocks of an MCU, across and down.
    pub(super) sampling: (usize, usize),
    /// Which quantisation table it uses.
    pub(super) quantiser: u8,
    /// The quantiser of its DC coefficients, once its first scan has begun.
    pub(super) dc_step: i32,
    /// Blocks that show some of the picture, across and down.
    pub(super) blocks: (usize, usize),
    /// Blocks of a row, with those that fill the last MCU.
    pub(super) stride: usize,
    /// Which coefficients are known, and to which bit: what [`Component::known`] says of each.
    pub(super) known: [Known; 64],
    /// Of a progressive frame, by block: a bit for each coefficient that is not zero as far as it is known.
    pub(super) nonzero: Vec<u64>,
}

/// How much of a coefficient is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing: no scan has had it.
    Nothing,
    /// All but the lowest bits, that many.
    AllBut(u8),
}

impl Known {
    /// Every bit of it.
    pub(super) const ALL: Self = Self::AllBut(0);
}

impl Frame {
    /// The frame of a segment's bytes behind its length.
    pub(super) fn parse(segment: &[u8], progressive: bool) -> Result<Self, Fault> {
        let [precision, h0, h1, w0, w1, count, components @ ..] = segment else {
            return Err(Fault::Damaged("a frame's header is too short"));
        };
        let (width, height) = (u16::from_be_bytes([*w0, *w1]), u16::from_be_bytes([*h0, *h1]));
        let count = usize::from(*count);
        if count == 0 || components.len() != 3 * count {
            return Err(Fault::Damaged("a frame's header has the wrong length"));
        }
        if *precision != 8 {
            return Err(Fault::Unsupported("more than 8 bits a sample"));
        }
        if count > MAX_COMPONENTS {
            return Err(Fault::Unsupported("more than four components"));
        }
        if width == 0 {
            return Err(Fault::Damaged("its width is 0"));
        }
        if height == 0 {
            return Err(Fault::Unsupported("a height that stands behind the picture"));
        }
        let mut parsed: Vec<Component> = Vec::with_capacity(count);
        for component in components.chunks_exact(3) {
            let (id, across, down, quantiser) =
                (component[0], component[1] >> 4, component[1] & 15, component[2]);
            let range = 1..=MAX_SAMPLING;
            if !range.contains(&across) || !range.contains(&down) || quantiser > 3 {
                return Err(Fault::Damaged("a component's description makes no sense"));
            }
            if parsed.iter().any(|other| other.id == id) {
                return Err(Fault::Damaged("two components have one name"));
            }
            parsed.push(Component {
                id,
                sampling: (usize::from(across), usize::from(down)),
                quantiser,
                dc_step: 0,
                blocks: (0, 0),
                stride: 0,
                known: [Known::Nothing; 64],
                nonzero: Vec::new(),
            });
        }
        let most = |of: fn(&Component) -> usize| parsed.iter().map(of).max().unwrap_or(1);
        let (across, down) = (most(|component| component.sampling.0), most(|component| component.sampling.1));
        let size = (usize::from(width), usize::from(height));
        let mcus = (size.0.div_ceil(8 * across), size.1.div_ceil(8 * down));
        for component in &mut parsed {
            let (x, y) = component.sampling;
            component.blocks =
                ((size.0 * x).div_ceil(across).div_ceil(8), (size.1 * y).div_ceil(down).div_ceil(8));
            component.stride = mcus.0 * x;
        }
        Ok(Self { size: (u32::from(width), u32::from(height)), progressive, components: parsed, mcus })
    }

    /// Makes room for what a progressive frame's later scans must know of its earlier ones: a bit a coefficient.
    pub(super) fn remember(&mut self) {
        for component in &mut self.components {
            component.nonzero = vec![0; component.stride * self.mcus.1 * component.sampling.1];
        }
    }

    /// Whether every bit of every coefficient has come.
    pub(super) fn is_complete(&self) -> bool {
        self.components.iter().all(|component| component.known.iter().all(|known| *known == Known::ALL))
    }
}
