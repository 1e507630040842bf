//! Blocks of pixels in vectors of 128 bits, for 32-bit ARM: its compiler makes no vectors of loops over numbers with a fraction, for these
//! flush what is almost zero, and what Rust has for them by hand is unstable there.
//!
//! Only Android: "all ARMv7-based Android devices that shipped with API level 21 or later" have the vectors
//! (<https://developer.android.com/ndk/guides/cpu-arm-neon>). Elsewhere, where it was asked for.

use std::arch::global_asm;

use super::epilogue::{Activation, Row};
use super::layout::LANES;

/// Pixels of a block. With [`LANES`] channels their sums fill half of the registers.
const PIXELS: usize = 4;

/// What a block is computed of. The assembly below knows the places of the fields.
#[repr(C)]
struct Block {
    /// The first number of the first pixel.
    input: *const f32,
    /// Bytes from a pixel to the next.
    input_step: usize,
    /// Where each run begins, in numbers from `input`; and how many runs there are, at least one.
    starts: *const usize,
    runs: usize,
    /// Numbers of a run, at least one; where each channel has a kernel of its own, bytes from a tap's weights to the next's.
    length: usize,
    weights: *const f32,
    /// [`LANES`] of them, as everything below that is not null.
    biases: *const f32,
    /// Slopes of what is below zero, or null where it stays.
    first: *const f32,
    /// What is added to the first pixel, or null.
    addend: *const f32,
    addend_step: usize,
    /// As `first`.
    last: *const f32,
    output: *mut f32,
    output_step: usize,
}

unsafe extern "C" {
    /// Four pixels.
    fn swafoto_convolve_4(block: *const Block);
    /// One pixel.
    fn swafoto_convolve_1(block: *const Block);
    /// Four pixels, each channel with a kernel of its own.
    fn swafoto_depthwise_4(block: *const Block);
    /// One pixel, each channel with a kernel of its own.
    fn swafoto_depthwise_1(block: *const Block);
}

/// What is convolved: the first place of the kernel begins where `samples` does, each further one after a `step`.
pub(super) struct Input<'a> {
    pub(super) samples: &'a [f32],
    pub(super) step: usize,
    /// Where each run that the kernel covers begins.
    pub(super) starts: &'a [usize],
}

/// What `biases` and the products of `weights`, [`LANES`] for each number of each run, make of the runs of `length` numbers.
///
/// # Panics
/// Where something reaches beyond its slice.
pub(super) fn convolve(
    input: &Input<'_>,
    length: usize,
    weights: &[[f32; LANES]],
    biases: &[f32; LANES],
    ends: &mut Row<'_>,
    lane: usize,
) {
    assert!(length > 0 && weights.len() == input.starts.len() * length, "weights");
    let block = Block::new(input, length, weights.as_flattened(), biases, length, ends, lane);
    // SAFETY: the functions read runs of `length` numbers and as many times `LANES` weights, which are there.
    unsafe { block.run_row(input.step, ends.columns(), swafoto_convolve_4, swafoto_convolve_1) };
}

/// What `biases` and the products of `weights`, from each tap to the next of which are `lanes` numbers, make of each channel.
///
/// # Panics
/// Where something reaches beyond its slice.
pub(super) fn convolve_depthwise(
    input: &Input<'_>,
    weights: &[f32],
    lanes: usize,
    biases: &[f32; LANES],
    ends: &mut Row<'_>,
    lane: usize,
) {
    assert!(weights.len() >= (input.starts.len() - 1) * lanes + LANES, "weights");
    let block = Block::new(input, LANES, weights, biases, lanes * size_of::<f32>(), ends, lane);
    // SAFETY: the functions read `LANES` numbers of each tap and as many weights, which are there.
    unsafe { block.run_row(input.step, ends.columns(), swafoto_depthwise_4, swafoto_depthwise_1) };
}

/// Nothing of what is below zero is left.
static FLAT: [f32; LANES] = [0.0; LANES];

impl Block {
    /// The block that begins the row of `ends`, [`LANES`] of it from `lane` on, of runs of `reach` numbers.
    fn new(
        input: &Input<'_>,
        reach: usize,
        weights: &[f32],
        biases: &[f32; LANES],
        length: usize,
        ends: &mut Row<'_>,
        lane: usize,
    ) -> Self {
        let columns = ends.columns();
        let farthest = input.starts.iter().max().map(|start| start + reach);
        let read = farthest.map(|farthest| columns.saturating_sub(1) * input.step + farthest);
        assert!(read.is_some_and(|read| read <= input.samples.len()), "samples");
        assert!(lane + LANES <= ends.lanes, "lanes");
        let slopes = |activation: &Activation| match activation {
            Activation::None => std::ptr::null(),
            Activation::Relu => FLAT.as_ptr(),
            Activation::Prelu(slopes) => slopes[lane..][..LANES].as_ptr(),
        };
        // A pixel's lanes are a multiple of these: all are there, or none.
        let addend = ends.addend.filter(|(_, lanes)| lane + LANES <= *lanes);
        if let Some((samples, lanes)) = addend {
            assert!(samples.len() >= columns * lanes, "what is added");
        }
        Self {
            input: input.samples.as_ptr(),
            input_step: input.step * size_of::<f32>(),
            starts: input.starts.as_ptr(),
            runs: input.starts.len(),
            length,
            weights: weights.as_ptr(),
            biases: biases.as_ptr(),
            first: slopes(&ends.epilogue.first),
            addend: addend.map_or(std::ptr::null(), |(samples, _)| samples[lane..].as_ptr()),
            addend_step: addend.map_or(0, |(_, lanes)| lanes * size_of::<f32>()),
            last: slopes(&ends.epilogue.last),
            output: ends.written[lane..].as_mut_ptr(),
            output_step: ends.lanes * size_of::<f32>(),
        }
    }

    /// All `columns` pixels of the row that this block begins.
    ///
    /// # Safety
    /// The block comes of [`Block::new`] with so many columns and a `step` of the input, and there are as many weights as the functions read.
    unsafe fn run_row(
        mut self,
        step: usize,
        columns: usize,
        four: unsafe extern "C" fn(*const Self),
        one: unsafe extern "C" fn(*const Self),
    ) {
        let mut left = columns;
        while left > 0 {
            let (pixels, function) = if left >= PIXELS { (PIXELS, four) } else { (1, one) };
            // SAFETY: so many pixels of the row are left, for which everything that the block names is there; the output is borrowed for
            // writing, so nothing else that is read lies in it.
            unsafe { function(&raw const self) };
            left -= pixels;
            // Past the end of a slice only once nothing is left.
            self.input = self.input.wrapping_add(pixels * step);
            self.output = self.output.wrapping_byte_add(pixels * self.output_step);
            self.addend = self.addend.wrapping_byte_add(pixels * self.addend_step);
        }
    }
}

// r0 the block, r1 what is at hand, r2 starts, r3 runs left, r4 input, r5 to r8 pixels, r9 numbers left, r11 weights, r12 steps.
// q8 to q15 the sums of four pixels, q8 and q9 of one; q4 to q7 weights or slopes, q0 to q3 samples.
global_asm!(
    r#"
    .section .text.swafoto_neon, "ax", %progbits
    .syntax unified
    .arch armv7-a
    .fpu neon
    .arm

    .macro swafoto_begin
        push {{r4-r9, r11, lr}}
        vpush {{d8-d15}}
        ldr r4, [r0]
        ldr r2, [r0, #8]
        ldr r3, [r0, #12]
        ldr r11, [r0, #20]
        ldr r1, [r0, #24]
        vld1.32 {{d16-d19}}, [r1]
    .endm

    .macro swafoto_bend sum, slopes
        vmin.f32 q0, \sum, q1
        vmax.f32 \sum, \sum, q1
        vmla.f32 \sum, q0, \slopes
    .endm

    .macro swafoto_end_4 field
        ldr r1, [r0, #\field]
        cmp r1, #0
        beq 1f
        vld1.32 {{d8-d11}}, [r1]
        vmov.i32 q1, #0
        swafoto_bend q8, q4
        swafoto_bend q9, q5
        swafoto_bend q10, q4
        swafoto_bend q11, q5
        swafoto_bend q12, q4
        swafoto_bend q13, q5
        swafoto_bend q14, q4
        swafoto_bend q15, q5
    1:
    .endm

    .macro swafoto_end_1 field
        ldr r1, [r0, #\field]
        cmp r1, #0
        beq 1f
        vld1.32 {{d8-d11}}, [r1]
        vmov.i32 q1, #0
        swafoto_bend q8, q4
        swafoto_bend q9, q5
    1:
    .endm

    .macro swafoto_finish_4
        swafoto_end_4 28
        ldr r1, [r0, #32]
        cmp r1, #0
        beq 2f
        ldr r12, [r0, #36]
        vld1.32 {{d0-d3}}, [r1], r12
        vld1.32 {{d4-d7}}, [r1], r12
        vadd.f32 q8, q8, q0
        vadd.f32 q9, q9, q1
        vadd.f32 q10, q10, q2
        vadd.f32 q11, q11, q3
        vld1.32 {{d0-d3}}, [r1], r12
        vld1.32 {{d4-d7}}, [r1]
        vadd.f32 q12, q12, q0
        vadd.f32 q13, q13, q1
        vadd.f32 q14, q14, q2
        vadd.f32 q15, q15, q3
    2:
        swafoto_end_4 40
        ldr r1, [r0, #44]
        ldr r12, [r0, #48]
        vst1.32 {{d16-d19}}, [r1], r12
        vst1.32 {{d20-d23}}, [r1], r12
        vst1.32 {{d24-d27}}, [r1], r12
        vst1.32 {{d28-d31}}, [r1]
        vpop {{d8-d15}}
        pop {{r4-r9, r11, pc}}
    .endm

    .macro swafoto_finish_1
        swafoto_end_1 28
        ldr r1, [r0, #32]
        cmp r1, #0
        beq 2f
        vld1.32 {{d0-d3}}, [r1]
        vadd.f32 q8, q8, q0
        vadd.f32 q9, q9, q1
    2:
        swafoto_end_1 40
        ldr r1, [r0, #44]
        vst1.32 {{d16-d19}}, [r1]
        vpop {{d8-d15}}
        pop {{r4-r9, r11, pc}}
    .endm

    .macro swafoto_copy_bias
        vmov q10, q8
        vmov q11, q9
        vmov q12, q8
        vmov q13, q9
        vmov q14, q8
        vmov q15, q9
    .endm

    .macro swafoto_multiply_4 low, high, a, b, c, d
        vmla.f32 q8, \low, \a
        vmla.f32 q9, \high, \a
        vmla.f32 q10, \low, \b
        vmla.f32 q11, \high, \b
        vmla.f32 q12, \low, \c
        vmla.f32 q13, \high, \c
        vmla.f32 q14, \low, \d
        vmla.f32 q15, \high, \d
    .endm

    .globl swafoto_convolve_4
    .hidden swafoto_convolve_4
    .type swafoto_convolve_4, %function
    .p2align 4
swafoto_convolve_4:
    swafoto_begin
    swafoto_copy_bias
    ldr r12, [r0, #4]
3:  ldr r5, [r2], #4
    ldr r9, [r0, #16]
    add r5, r4, r5, lsl #2
    add r6, r5, r12
    add r7, r6, r12
    add r8, r7, r12
    subs r9, r9, #4
    blt 5f
4:  vld1.32 {{d8-d11}}, [r11]!
    vld1.32 {{d0-d1}}, [r5]!
    vld1.32 {{d2-d3}}, [r6]!
    vld1.32 {{d4-d5}}, [r7]!
    vld1.32 {{d6-d7}}, [r8]!
    vld1.32 {{d12-d15}}, [r11]!
    swafoto_multiply_4 q4, q5, d0[0], d2[0], d4[0], d6[0]
    vld1.32 {{d8-d11}}, [r11]!
    swafoto_multiply_4 q6, q7, d0[1], d2[1], d4[1], d6[1]
    vld1.32 {{d12-d15}}, [r11]!
    swafoto_multiply_4 q4, q5, d1[0], d3[0], d5[0], d7[0]
    swafoto_multiply_4 q6, q7, d1[1], d3[1], d5[1], d7[1]
    subs r9, r9, #4
    bge 4b
5:  adds r9, r9, #4
    beq 7f
6:  vld1.32 {{d8-d11}}, [r11]!
    vld1.32 {{d0[0]}}, [r5]!
    vld1.32 {{d2[0]}}, [r6]!
    vld1.32 {{d4[0]}}, [r7]!
    vld1.32 {{d6[0]}}, [r8]!
    swafoto_multiply_4 q4, q5, d0[0], d2[0], d4[0], d6[0]
    subs r9, r9, #1
    bne 6b
7:  subs r3, r3, #1
    bne 3b
    swafoto_finish_4
    .size swafoto_convolve_4, . - swafoto_convolve_4

    .globl swafoto_convolve_1
    .hidden swafoto_convolve_1
    .type swafoto_convolve_1, %function
    .p2align 4
swafoto_convolve_1:
    swafoto_begin
3:  ldr r5, [r2], #4
    ldr r9, [r0, #16]
    add r5, r4, r5, lsl #2
4:  vld1.32 {{d8-d11}}, [r11]!
    vld1.32 {{d0[0]}}, [r5]!
    vmla.f32 q8, q4, d0[0]
    vmla.f32 q9, q5, d0[0]
    subs r9, r9, #1
    bne 4b
    subs r3, r3, #1
    bne 3b
    swafoto_finish_1
    .size swafoto_convolve_1, . - swafoto_convolve_1

    .globl swafoto_depthwise_4
    .hidden swafoto_depthwise_4
    .type swafoto_depthwise_4, %function
    .p2align 4
swafoto_depthwise_4:
    swafoto_begin
    swafoto_copy_bias
    ldr r12, [r0, #4]
    ldr r9, [r0, #16]
3:  ldr r5, [r2], #4
    vld1.32 {{d8-d11}}, [r11], r9
    add r5, r4, r5, lsl #2
    vld1.32 {{d0-d3}}, [r5], r12
    vld1.32 {{d4-d7}}, [r5], r12
    vmla.f32 q8, q0, q4
    vmla.f32 q9, q1, q5
    vmla.f32 q10, q2, q4
    vmla.f32 q11, q3, q5
    vld1.32 {{d0-d3}}, [r5], r12
    vld1.32 {{d4-d7}}, [r5]
    vmla.f32 q12, q0, q4
    vmla.f32 q13, q1, q5
    vmla.f32 q14, q2, q4
    vmla.f32 q15, q3, q5
    subs r3, r3, #1
    bne 3b
    swafoto_finish_4
    .size swafoto_depthwise_4, . - swafoto_depthwise_4

    .globl swafoto_depthwise_1
    .hidden swafoto_depthwise_1
    .type swafoto_depthwise_1, %function
    .p2align 4
swafoto_depthwise_1:
    swafoto_begin
    ldr r9, [r0, #16]
3:  ldr r5, [r2], #4
    vld1.32 {{d8-d11}}, [r11], r9
    add r5, r4, r5, lsl #2
    vld1.32 {{d0-d3}}, [r5]
    vmla.f32 q8, q0, q4
    vmla.f32 q9, q1, q5
    subs r3, r3, #1
    bne 3b
    swafoto_finish_1
    .size swafoto_depthwise_1, . - swafoto_depthwise_1

    .text
    "#
);
