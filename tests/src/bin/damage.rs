//! Damages JPEG photographs in many ways, and counts what becomes of them.
//!
//!     cargo run --release -p swafoto-tests --bin damage -- MUTANTS FOLDER SEED PHOTO...
//!
//! Makes `MUTANTS` files of the photographs, the same ones for the same `SEED`, and prints by kind of damage how many are refused,
//! read with the same pixels on the head, read with a difference there that cannot be seen, and read with one that can: a mean of
//! more than 8 of 255 in a square of 64 pixels. Those, which no reader of the format can tell, are written to `FOLDER`, and judged:
//! the last column counts the ones that a policy, `prakerja-2020`, accepts all the same. Give photographs that it accepts.

#![allow(clippy::print_stdout, reason = "a command that reports")]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use swafoto::geometry::Rect;
use swafoto::rule::Policy;
use swafoto_decode::{DecodeError, Photo};
use swafoto_tests::{Noise, engine};

/// Side of the squares whose mean difference counts, in pixels, and how far one is from the next.
const SQUARE: usize = 64;
const STEP: usize = 16;

/// Mean difference of a square from which on it is seen, of 255.
const VISIBLE: f32 = 8.0;

/// Most bytes that are cut, doubled or moved.
const LONGEST: usize = 400;

/// A photograph as it is sent.
struct Original {
    bytes: Vec<u8>,
    photo: Photo,
    head: Rect,
}

/// What a kind of damage makes of a file; the second one is another photograph's.
type Damage = fn(&[u8], &[u8], &mut Noise) -> Vec<u8>;

const KINDS: [(&str, Damage); 10] = [
    ("one bit flipped", |bytes, _, noise| flipped(bytes, 1, noise)),
    ("2 to 8 bits flipped", |bytes, _, noise| flipped(bytes, 2 + noise.below(7), noise)),
    ("one byte replaced", |bytes, _, noise| {
        let at = noise.below(bytes.len());
        [&bytes[..at], &[noise.below(256) as u8], &bytes[at + 1..]].concat()
    }),
    ("a piece cut out", |bytes, _, noise| {
        let (at, length) = piece(bytes, noise);
        [&bytes[..at], &bytes[at + length..]].concat()
    }),
    ("a piece doubled", |bytes, _, noise| {
        let (at, length) = piece(bytes, noise);
        [&bytes[..at + length], &bytes[at..]].concat()
    }),
    ("a piece moved", |bytes, _, noise| {
        let ((at, length), to) = (piece(bytes, noise), noise.below(bytes.len()));
        let rest = [&bytes[..at], &bytes[at + length..]].concat();
        let to = to.min(rest.len());
        [&rest[..to], &bytes[at..at + length], &rest[to..]].concat()
    }),
    ("a piece of another", |bytes, other, noise| {
        let ((at, length), from) = (piece(bytes, noise), noise.below(other.len()));
        let spliced = &other[from..other.len().min(from + length)];
        [&bytes[..at], spliced, &bytes[at + length..]].concat()
    }),
    ("a piece of one value", |bytes, _, noise| {
        let (at, length) = piece(bytes, noise);
        let value = [0, 0x55, 0xFF][noise.below(3)];
        [&bytes[..at], &vec![value; length][..], &bytes[at + length..]].concat()
    }),
    ("the rest of another", |bytes, other, noise| {
        [&bytes[..noise.below(bytes.len())], &other[noise.below(other.len())..]].concat()
    }),
    ("a bit of the header", |bytes, _, noise| {
        let scan = bytes.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap_or(bytes.len());
        let mut damaged = bytes.to_vec();
        damaged[noise.below(scan)] ^= 1 << noise.below(8);
        damaged
    }),
];

fn flipped(bytes: &[u8], count: usize, noise: &mut Noise) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    for _ in 0..count {
        damaged[noise.below(bytes.len())] ^= 1 << noise.below(8);
    }
    damaged
}

/// Where a piece of `bytes` begins, and how long it is.
fn piece(bytes: &[u8], noise: &mut Noise) -> (usize, usize) {
    let at = noise.below(bytes.len());
    (at, 1 + noise.below(LONGEST.min(bytes.len() - at)))
}

/// What becomes of the mutants of one kind.
#[derive(Clone, Copy, Default)]
struct Outcomes {
    refused: usize,
    same: usize,
    unseen: usize,
    seen: usize,
    accepted: usize,
}

impl Outcomes {
    fn all(&self) -> usize {
        self.refused + self.same + self.unseen + self.seen
    }

    fn print(&self, kind: &str) {
        let Self { refused, same, unseen, seen, accepted } = self;
        println!("{kind:<22} {:>7} {refused:>9} {same:>7} {unseen:>9} {seen:>9} {accepted:>9}", self.all());
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    const USAGE: &str = "usage: damage MUTANTS FOLDER SEED PHOTO...";
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mutants, folder, seed, photos @ ..] = &arguments[..] else { return Err(USAGE.into()) };
    let (mutants, mut noise) = (mutants.parse::<usize>()?, Noise::new(seed.parse()?));
    std::fs::create_dir_all(folder)?;
    let originals = photos.iter().map(|path| original(Path::new(path))).collect::<Result<Vec<_>, _>>()?;
    if originals.is_empty() {
        return Err(USAGE.into());
    }
    let policy = Policy::preset(Policy::DEFAULT)?;
    let mut outcomes = [Outcomes::default(); KINDS.len()];
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    for mutant in 0..mutants {
        let kind = mutant % KINDS.len();
        let original = &originals[noise.below(originals.len())];
        let other = &originals[noise.below(originals.len())];
        let bytes = KINDS[kind].1(&original.bytes, &other.bytes, &mut noise);
        let outcome = &mut outcomes[kind];
        match Photo::decode(bytes.clone()) {
            Err(error) => {
                outcome.refused += 1;
                *reasons.entry(reason(&error)).or_default() += 1;
            }
            Ok(photo) => match original.difference(&photo) {
                0.0 => outcome.same += 1,
                difference if difference <= VISIBLE => outcome.unseen += 1,
                _ => {
                    outcome.seen += 1;
                    let is_accepted = engine().judge(&photo.frame()?, &policy)?.0.accepted;
                    outcome.accepted += usize::from(is_accepted);
                    let verdict = if is_accepted { "accepted" } else { "rejected" };
                    let name = format!("{verdict}-{mutant}-{}.jpg", KINDS[kind].0.replace(' ', "-"));
                    std::fs::write(Path::new(folder).join(name), bytes)?;
                }
            },
        }
    }
    println!(
        "{:<22} {:>7} {:>9} {:>7} {:>9} {:>9} {:>9}",
        "damage", "mutants", "refused", "same", "unseen", "visible", "accepted"
    );
    let mut total = Outcomes::default();
    for ((kind, _), outcomes) in KINDS.iter().zip(&outcomes) {
        outcomes.print(kind);
        total.refused += outcomes.refused;
        total.same += outcomes.same;
        total.unseen += outcomes.unseen;
        total.seen += outcomes.seen;
        total.accepted += outcomes.accepted;
    }
    total.print("all");
    let share = |count: usize| 100.0 * count as f32 / total.all().max(1) as f32;
    println!("visible: {:.2} %, accepted all the same: {:.2} %", share(total.seen), share(total.accepted));
    println!();
    for (reason, count) in reasons {
        println!("{count:>7} {reason}");
    }
    Ok(())
}

/// The kind of an error and what it says, without its numbers.
fn reason(error: &DecodeError) -> String {
    let words = error.to_string().replace(|letter: char| letter.is_ascii_digit(), "");
    format!("{}: {words}", error.kind())
}

fn original(path: &Path) -> Result<Original, Box<dyn Error>> {
    let bytes = Photo::read(path)?;
    let photo = Photo::decode(bytes.clone())?;
    if photo.is_turned() {
        return Err(format!("{}: is turned, and its head is not where its pixels are", path.display()).into());
    }
    let (_, analysis) = engine().judge(&photo.frame()?, &Policy::preset(Policy::DEFAULT)?)?;
    let face = analysis.measures.face.ok_or_else(|| format!("{}: shows no face", path.display()))?;
    Ok(Original { bytes, photo, head: face.framing.head })
}

impl Original {
    /// The largest mean difference of a square of the head, of 255; all there is where the pictures are not of one shape.
    fn difference(&self, other: &Photo) -> f32 {
        let (width, height) = self.photo.stored_size();
        if other.stored_size() != (width, height) || other.is_turned() {
            return 255.0;
        }
        let Rect { x, y, width: across, height: down } = self.head;
        let columns = (x.max(0.0) as usize, ((x + across).max(0.0) as usize).min(width));
        let rows = (y.max(0.0) as usize, ((y + down).max(0.0) as usize).min(height));
        let starts =
            |(from, to): (usize, usize)| (from..to.saturating_sub(SQUARE).max(from + 1)).step_by(STEP);
        let mut largest: f32 = 0.0;
        for top in starts(rows) {
            for left in starts(columns) {
                let (bottom, right) = ((top + SQUARE).min(height), (left + SQUARE).min(width));
                let mut sum = 0_u32;
                for row in top..bottom {
                    let pixels = 3 * (row * width + left)..3 * (row * width + right);
                    let pairs = self.photo.rgb()[pixels.clone()].iter().zip(&other.rgb()[pixels]);
                    sum += pairs.map(|(one, other)| u32::from(one.abs_diff(*other))).sum::<u32>();
                }
                largest = largest.max(sum as f32 / (3 * (bottom - top) * (right - left)) as f32);
            }
        }
        largest
    }
}
