//! Gaussian smoothing, and what it does to edges and to noise.

/// A symmetric smoothing kernel of odd length with sum one.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    /// From the centre outwards: `taps[0]` is the centre.
    taps: Vec<f32>,
}

impl Kernel {
    /// A sampled Gaussian of standard deviation `sigma` pixels, cut at three of them; none at all for `0`.
    pub(super) fn gaussian(sigma: f32) -> Self {
        let sigma = sigma.max(0.05);
        let radius = (3.0 * sigma).ceil() as usize;
        let mut taps: Vec<f32> =
            (0..=radius).map(|x| (-((x * x) as f32) / (2.0 * sigma * sigma)).exp()).collect();
        let sum = taps[0] + 2.0 * taps[1..].iter().sum::<f32>();
        taps.iter_mut().for_each(|tap| *tap /= sum);
        Self { taps }
    }

    /// Pixels to each side.
    pub(super) fn radius(&self) -> usize {
        self.taps.len() - 1
    }

    /// Second moment in square pixels.
    pub(super) fn variance(&self) -> f32 {
        2.0 * self.taps.iter().enumerate().map(|(x, tap)| (x * x) as f32 * tap).sum::<f32>()
    }

    /// The kernel that smooths by `self` and then by `next`.
    pub(super) fn then(&self, next: &Self) -> Self {
        let (own, other) = (self.full(), next.full());
        let mut product = vec![0.0; own.len() + other.len() - 1];
        for (i, a) in own.iter().enumerate() {
            for (j, b) in other.iter().enumerate() {
                product[i + j] += a * b;
            }
        }
        Self { taps: product.split_off(self.radius() + next.radius()) }
    }

    /// All taps from left to right.
    fn full(&self) -> Vec<f32> {
        self.taps.iter().skip(1).rev().chain(&self.taps).copied().collect()
    }

    /// Covariance of the gradients, by central differences, of white noise of variance one smoothed by `self` and
    /// by `other`; with `self` twice it is the gradient's variance.
    pub(super) fn gradient_noise(&self, other: &Self) -> f32 {
        let smooth = |kernel: &Self, x: isize| kernel.taps.get(x.unsigned_abs()).copied().unwrap_or(0.0);
        let slope = |kernel: &Self, x: isize| (smooth(kernel, x + 1) - smooth(kernel, x - 1)) / 2.0;
        let reach = self.taps.len().max(other.taps.len()) as isize;
        let (mut along, mut across) = (0.0, 0.0);
        for x in -reach..=reach {
            along += slope(self, x) * slope(other, x);
            across += smooth(self, x) * smooth(other, x);
        }
        along * across
    }
}

/// `samples`, rows of `width`, smoothed along both axes; beyond the border the border's value goes on.
pub(super) fn smooth(samples: &[f32], width: usize, kernel: &Kernel) -> Vec<f32> {
    let radius = kernel.radius();
    let height = samples.len() / width;
    let mut level = Vec::with_capacity(samples.len());
    let mut padded = vec![0.0_f32; width + 2 * radius];
    let mut line = vec![0.0_f32; width];
    for row in samples.chunks_exact(width) {
        padded[..radius].fill(row[0]);
        padded[radius..radius + width].copy_from_slice(row);
        padded[radius + width..].fill(row[width - 1]);
        line.iter_mut().zip(row).for_each(|(out, value)| *out = kernel.taps[0] * value);
        for (x, &tap) in kernel.taps.iter().enumerate().skip(1) {
            let (left, right) = (&padded[radius - x..], &padded[radius + x..]);
            for ((out, left), right) in line.iter_mut().zip(left).zip(right) {
                *out += tap * (left + right);
            }
        }
        level.extend_from_slice(&line);
    }
    let row = |y: usize| &level[y * width..(y + 1) * width];
    let mut smoothed = Vec::with_capacity(samples.len());
    for y in 0..height {
        line.iter_mut().zip(row(y)).for_each(|(out, value)| *out = kernel.taps[0] * value);
        for (offset, &tap) in kernel.taps.iter().enumerate().skip(1) {
            let (above, below) = (row(y.saturating_sub(offset)), row((y + offset).min(height - 1)));
            for ((out, above), below) in line.iter_mut().zip(above).zip(below) {
                *out += tap * (above + below);
            }
        }
        smoothed.extend_from_slice(&line);
    }
    smoothed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernels_add_their_variances() {
        let (a, b) = (Kernel::gaussian(1.2), Kernel::gaussian(0.8));
        assert!((a.variance() - 1.44).abs() < 0.05, "{}", a.variance());
        assert!((a.then(&b).variance() - a.variance() - b.variance()).abs() < 1e-4);
        assert_eq!(Kernel::gaussian(0.0).variance(), 0.0);
    }

    #[test]
    fn gradient_noise_follows_the_continuous_formula() {
        // Variance of a derivative of smoothed white noise: 1 / (8 pi sigma^4), sigma with the central difference.
        let kernel = Kernel::gaussian(2.0);
        let expected = 1.0 / (8.0 * std::f32::consts::PI * (kernel.variance() + 1.0 / 3.0).powi(2));
        let ratio = kernel.gradient_noise(&kernel) / expected;
        assert!((ratio - 1.0).abs() < 0.1, "{ratio}");
    }

    #[test]
    fn smoothing_a_point_gives_the_kernel_and_a_constant_itself() {
        let kernel = Kernel::gaussian(1.0);
        let mut point = vec![0.0; 15 * 11];
        point[5 * 15 + 7] = 1.0;
        let spread = smooth(&point, 15, &kernel);
        assert!((spread[5 * 15 + 7] - kernel.taps[0] * kernel.taps[0]).abs() < 1e-6);
        assert!((spread[7 * 15 + 6] - kernel.taps[2] * kernel.taps[1]).abs() < 1e-6);
        assert!(smooth(&[9.0; 40], 8, &kernel).iter().all(|value| (value - 9.0).abs() < 1e-4));
    }
}
