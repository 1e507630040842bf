//! Quantisation tables.

use super::fault::Fault;

/// By place in a segment, the row and column of a coefficient: eight times the one, and the other.
const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7,
    14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39,
    46, 53, 60, 61, 54, 47, 55, 62, 63,
];

/// No quantiser of AC is more than this many times the largest one beside it. Of the tables of 49,000 photographs and of the
/// encoders we know, none has one above twice.
const GREATEST_PEAK: u32 = 4;

/// The quantiser of DC of a table whose values have `width` bytes each, in the order of a segment.
pub(super) fn dc_step(table: &[u8], width: usize) -> Result<i32, Fault> {
    let mut steps = [[0; 8]; 8];
    for (place, value) in ZIGZAG.iter().zip(table.chunks_exact(width)) {
        let step = value.iter().fold(0, |step, byte| step << 8 | u32::from(*byte));
        if step == 0 {
            return Err(Fault::Damaged("a quantisation table has a zero"));
        }
        steps[usize::from(place / 8)][usize::from(place % 8)] = step;
    }
    for place in 1..64 {
        let (row, column) = (place / 8, place % 8);
        let beside = |at: usize| at.saturating_sub(1)..=(at + 1).min(7);
        let others =
            beside(row).flat_map(|y| beside(column).map(move |x| (y, x))).filter(|at| *at != (row, column));
        let largest = others.map(|(y, x)| steps[y][x]).max().unwrap_or(0);
        if steps[row][column] > GREATEST_PEAK * largest {
            return Err(Fault::Damaged("a quantisation table has a value that does not fit the others"));
        }
    }
    Ok(steps[0][0] as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_stands_alone_is_damage() {
        let flat = [3; 64];
        assert_eq!(dc_step(&flat, 1), Ok(3));
        let of = |change: fn(&mut [u8; 64])| {
            let mut table = flat;
            change(&mut table);
            dc_step(&table, 1)
        };
        assert_eq!(of(|table| table[0] = 40), Ok(40), "DC is for itself");
        assert_eq!(of(|table| table[9] = 12), Ok(3));
        assert!(of(|table| table[9] = 13).is_err());
        assert!(of(|table| table[63] = 131).is_err());
        assert!(of(|table| table[9] = 0).is_err());
        // High frequencies that are hardly kept: a step, and no peak.
        assert_eq!(of(|table| table[40..].fill(255)), Ok(3));
        let wide: Vec<u8> = [1, 44].repeat(64);
        assert_eq!(dc_step(&wide, 2), Ok(300));
    }
}
