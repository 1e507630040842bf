//! Head pose: the rigid motion that best carries MediaPipe's canonical face onto the mesh. What a near camera does to its
//! pitch is the business of [`perspective`](super::perspective).
//!
//! Angles follow ISO/IEC 19794-5, 5.5.8: positive yaw turns the face to its own left, positive pitch looks down,
//! positive roll leans towards the own right shoulder. In an upright, unmirrored picture that is: towards the
//! picture's right, downwards, and counter-clockwise.

use crate::geometry::Point3;

use super::canonical::CANONICAL_FACE;
use super::landmarks::COUNT;

/// Where the head points, in degrees.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HeadPose {
    /// Turn about the vertical axis, positive to the subject's left.
    pub yaw: f32,
    /// Turn about the axis through the ears, positive downwards.
    pub pitch: f32,
    /// Turn about the viewing axis, positive towards the subject's right shoulder.
    pub roll: f32,
}

/// A rigid fit of the canonical face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RigidFit {
    /// Rotation of the head from level and frontal, row by row, in the picture's axes (x right, y down, z away from the
    /// camera): the identity for a face that looks straight into the camera.
    pub rotation: [[f32; 3]; 3],
    /// Pixels of one centimetre at the head.
    pub pixels_per_cm: f32,
    /// The angles of the rotation.
    pub pose: HeadPose,
}

/// Points that move with the skull: brow ridge, eye corners, nose, temples, cheekbones. Lips, jaw and eyelids
/// move on their own and would turn a smile into a nod.
pub(super) const RIGID_POINTS: [usize; 40] = [
    10, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, // midline from forehead to nose tip
    33, 133, 362, 263, // eye corners
    54, 284, 103, 332, 67, 297, 109, 338, // forehead
    21, 251, 162, 389, 127, 356, 234, 454, // temples
    117, 346, 50, 280, // cheekbones
    129, 358, 98, 327, // nostrils
    2,
];

/// Fits the canonical face to `landmarks` (468 points, any scale), or `None` where they are degenerate.
///
/// Least squares over [`RIGID_POINTS`] by Horn's unit quaternion (J. Opt. Soc. Am. A 4, 629, 1987).
pub fn fit(landmarks: &[Point3; COUNT]) -> Option<RigidFit> {
    // Both sets in the picture's axes: the canonical face has y up and z towards the camera.
    let model = RIGID_POINTS.map(|index| {
        let [x, y, z] = CANONICAL_FACE[index];
        [f64::from(x), -f64::from(y), -f64::from(z)]
    });
    let seen = RIGID_POINTS.map(|index| {
        let Point3 { x, y, z } = landmarks[index];
        [f64::from(x), f64::from(y), f64::from(z)]
    });
    let (model, seen) = (centered(model), centered(seen));
    let mut covariance = [[0.0; 3]; 3];
    for (a, b) in model.iter().zip(&seen) {
        for (row, from) in covariance.iter_mut().zip(a) {
            for (sum, to) in row.iter_mut().zip(b) {
                *sum += from * to;
            }
        }
    }
    let spread = |points: &[[f64; 3]]| points.iter().flatten().map(|value| value * value).sum::<f64>();
    let scale = (spread(&seen) / spread(&model)).sqrt();
    if !scale.is_normal() {
        return None;
    }
    let rotation = rotation_of(greatest_eigenvector(horn_matrix(&covariance)));
    let pose = angles(&rotation);
    Some(RigidFit {
        rotation: rotation.map(|row| row.map(|value| value as f32)),
        pixels_per_cm: scale as f32,
        pose,
    })
}

pub(super) fn centered<const N: usize>(mut points: [[f64; 3]; N]) -> [[f64; 3]; N] {
    for axis in 0..3 {
        let mean = points.iter().map(|point| point[axis]).sum::<f64>() / N as f64;
        points.iter_mut().for_each(|point| point[axis] -= mean);
    }
    points
}

/// Horn's symmetric 4 x 4 matrix, whose greatest eigenvector is the rotation's quaternion.
fn horn_matrix([[xx, xy, xz], [yx, yy, yz], [zx, zy, zz]]: &[[f64; 3]; 3]) -> [[f64; 4]; 4] {
    [
        [xx + yy + zz, yz - zy, zx - xz, xy - yx],
        [yz - zy, xx - yy - zz, xy + yx, zx + xz],
        [zx - xz, xy + yx, yy - xx - zz, yz + zy],
        [xy - yx, zx + xz, yz + zy, zz - xx - yy],
    ]
}

/// The eigenvector of the greatest eigenvalue of a symmetric matrix, by Jacobi's rotations.
fn greatest_eigenvector(mut matrix: [[f64; 4]; 4]) -> [f64; 4] {
    let mut vectors = [[0.0; 4]; 4];
    for (index, row) in vectors.iter_mut().enumerate() {
        row[index] = 1.0;
    }
    // Convergence is quadratic: a 4 x 4 matrix is diagonal to rounding after five sweeps.
    for _ in 0..8 {
        for p in 0..3 {
            for q in p + 1..4 {
                if matrix[p][q].abs() < f64::MIN_POSITIVE {
                    continue;
                }
                let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
                let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let cos = 1.0 / (tangent * tangent + 1.0).sqrt();
                let sin = tangent * cos;
                for row in &mut matrix {
                    let (a, b) = (row[p], row[q]);
                    (row[p], row[q]) = (cos * a - sin * b, sin * a + cos * b);
                }
                let (upper, lower) = (matrix[p], matrix[q]);
                for ((column, a), b) in upper.into_iter().enumerate().zip(lower) {
                    (matrix[p][column], matrix[q][column]) = (cos * a - sin * b, sin * a + cos * b);
                }
                for row in &mut vectors {
                    let (a, b) = (row[p], row[q]);
                    (row[p], row[q]) = (cos * a - sin * b, sin * a + cos * b);
                }
            }
        }
    }
    let greatest = (0..4).max_by(|a, b| matrix[*a][*a].total_cmp(&matrix[*b][*b])).unwrap_or(0);
    [0, 1, 2, 3].map(|row: usize| vectors[row][greatest])
}

fn rotation_of([w, x, y, z]: [f64; 4]) -> [[f64; 3]; 3] {
    [
        [1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y - w * z), 2.0 * (x * z + w * y)],
        [2.0 * (x * y + w * z), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z - w * x)],
        [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)],
    ]
}

/// The face looks along the third column's negative: towards the camera, which is `-z`.
pub(super) fn angles(rotation: &[[f64; 3]; 3]) -> HeadPose {
    let gaze = [-rotation[0][2], -rotation[1][2], -rotation[2][2]];
    let yaw = gaze[0].atan2(-gaze[2]);
    let pitch = gaze[1].clamp(-1.0, 1.0).asin();
    // With yaw and pitch undone, what is left turns the eye line: the angle of the head's x axis against the
    // horizontal axis perpendicular to its gaze.
    let level = [yaw.cos(), 0.0, yaw.sin()];
    let across = [rotation[0][0], rotation[1][0], rotation[2][0]];
    let down = [rotation[0][1], rotation[1][1], rotation[2][1]];
    let dot = |a: [f64; 3], b: [f64; 3]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    let roll = dot(down, level).atan2(dot(across, level));
    HeadPose {
        yaw: yaw.to_degrees() as f32,
        pitch: pitch.to_degrees() as f32,
        roll: roll.to_degrees() as f32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The canonical face, turned by the three angles as the standard defines them, 3 px a centimetre.
    fn turned(yaw: f32, pitch: f32, roll: f32) -> [Point3; COUNT] {
        let (yaw, pitch, roll) = (yaw.to_radians(), pitch.to_radians(), roll.to_radians());
        CANONICAL_FACE.map(|[x, y, z]| {
            // Picture axes: x right, y down, z away. The nose points to -z.
            let (x, y, z) = (x, -y, -z);
            // Leaning to the own right shoulder is counter-clockwise on the screen.
            let (x, y) = (x * roll.cos() + y * roll.sin(), -x * roll.sin() + y * roll.cos());
            // Looking down moves the nose, at -z, towards +y.
            let (y, z) = (y * pitch.cos() - z * pitch.sin(), y * pitch.sin() + z * pitch.cos());
            // Turning to the own left moves the nose towards +x.
            let (x, z) = (x * yaw.cos() - z * yaw.sin(), x * yaw.sin() + z * yaw.cos());
            Point3::new(3.0 * x + 100.0, 3.0 * y + 50.0, 3.0 * z)
        })
    }

    #[test]
    fn angles_and_scale_come_back() {
        for (yaw, pitch, roll) in [
            (0.0, 0.0, 0.0),
            (20.0, 0.0, 0.0),
            (0.0, -15.0, 0.0),
            (0.0, 0.0, 25.0),
            (-35.0, 12.0, -8.0),
            (50.0, 20.0, 30.0),
        ] {
            let fit = fit(&turned(yaw, pitch, roll)).unwrap();
            let HeadPose { yaw: y, pitch: p, roll: r } = fit.pose;
            let close = (y - yaw).abs() < 0.01 && (p - pitch).abs() < 0.01 && (r - roll).abs() < 0.01;
            assert!(close, "expected {yaw} {pitch} {roll}, got {y} {p} {r}");
            assert!((fit.pixels_per_cm - 3.0).abs() < 1e-3);
        }
    }

    #[test]
    fn the_subjects_left_is_the_pictures_right() {
        let face = turned(20.0, 0.0, 0.0);
        let flat = turned(0.0, 0.0, 0.0);
        assert!(face[super::super::landmarks::NOSE_TIP].x > flat[super::super::landmarks::NOSE_TIP].x);
    }

    #[test]
    fn degenerate_points_have_no_pose() {
        assert!(fit(&[Point3::default(); COUNT]).is_none());
    }
}
