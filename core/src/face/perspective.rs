//! Head pitch as a near camera sees it.
//!
//! [`pose::fit`](super::pose::fit) carries the canonical face onto the mesh without perspective. A face at arm's length is seen
//! with: its forehead and chin lie up to a third farther from the camera than its nose, shrink towards the middle, and the fit takes
//! that for a chin that is down. People who hold the phone near, 30 cm and less, read 4 degrees, at 60 cm none. So the pitch
//! comes from a fit that projects: rotation `R` and translation `t` of the canonical face's points `m`, in centimetres, for which
//! `f X / Z` and `f Y / Z` of `R m + t` lie nearest to the mesh, by Levenberg and Marquardt's damped least squares. The mesh's own
//! depth, which the network knows less well than it sees, counts half.
//!
//! The angle is against the line of sight to the face, not the camera's axis: a face off the middle of a picture that looks into the
//! camera looks into the camera.
//!
//! Yaw and roll stay those of the plain fit: left and right shrink alike, and neither depends on the distance.

use crate::geometry::Point3;

use super::canonical::CANONICAL_FACE;
use super::landmarks::COUNT;
use super::pose::{RIGID_POINTS, RigidFit, angles, centered};

/// Focal length over the picture's diagonal where the camera does not say its own: 28 mm of a 35 mm camera, a field of view of 75
/// degrees from corner to corner. Front cameras of phones have 22 to 32 mm; over that range the pitch of a face at 30 cm moves by a
/// degree.
const FOCAL_LENGTH_OVER_DIAGONAL: f64 = 28.0 / 43.27;

/// How much a pixel of depth counts over a pixel of place.
const WEIGHT_OF_DEPTH: f64 = 0.5;

/// Steps of the fit; it stands still to a hundredth of a degree after six.
const STEPS: usize = 10;

/// Rotation by columns of three, then translation.
const UNKNOWNS: usize = 6;

type Vector = [f64; 3];
type Matrix = [[f64; 3]; 3];

/// Pitch in degrees, as [`HeadPose`](super::HeadPose) has it, of the face of these `landmarks` and their `plain` fit in a
/// picture of `width x height` that is not cut off more on one side than on the other. `None` where nothing fits.
pub(super) fn pitch(
    landmarks: &[Point3; COUNT],
    plain: &RigidFit,
    (width, height): (usize, usize),
) -> Option<f32> {
    let (width, height) = (width as f64, height as f64);
    let focal = FOCAL_LENGTH_OVER_DIAGONAL * width.hypot(height);
    let model = centered(RIGID_POINTS.map(|index| {
        let [x, y, z] = CANONICAL_FACE[index];
        [f64::from(x), -f64::from(y), -f64::from(z)]
    }));
    let mut seen = RIGID_POINTS.map(|index| {
        let Point3 { x, y, z } = landmarks[index];
        [f64::from(x) - width / 2.0, f64::from(y) - height / 2.0, f64::from(z)]
    });
    let mean = |axis: usize| seen.iter().map(|point| point[axis]).sum::<f64>() / seen.len() as f64;
    let [x, y, depth] = [mean(0), mean(1), mean(2)];
    seen.iter_mut().for_each(|point| point[2] -= depth);

    let distance = focal / f64::from(plain.pixels_per_cm);
    let mut at = Placed {
        rotation: plain.rotation.map(|row| row.map(f64::from)),
        translation: [x * distance / focal, y * distance / focal, distance],
    };
    let mut error = at.error(&model, &seen, focal);
    let mut damping = 1e-3;
    for _ in 0..STEPS {
        let Some(next) = at.stepped(&model, &seen, focal, damping) else { break };
        let of_next = next.error(&model, &seen, focal);
        if of_next < error {
            (at, error, damping) = (next, of_next, damping / 5.0);
        } else {
            damping *= 5.0;
        }
    }
    let pitch = angles(&at.along_line_of_sight()).pitch;
    pitch.is_finite().then_some(pitch)
}

/// Where a face is, in the picture's axes, centimetres from the camera.
#[derive(Clone, Copy)]
struct Placed {
    rotation: Matrix,
    translation: Vector,
}

impl Placed {
    /// What the mesh should show of a point, less what it shows, and how that changes with each unknown.
    fn residuals(&self, model: &Vector, seen: &Vector, focal: f64) -> [(f64, [f64; UNKNOWNS]); 3] {
        let turned = times(&self.rotation, model);
        let [tx, ty, tz] = self.translation;
        let [qx, qy, qz] = turned;
        let (x, y, z) = (qx + tx, qy + ty, qz + tz);
        // A small turn about each axis moves the point by `axis x turned`.
        let moves: [Vector; UNKNOWNS] = [
            [0.0, -qz, qy],
            [qz, 0.0, -qx],
            [-qy, qx, 0.0],
            [1.0, 0.0, 0.0],
            [0.0, 1.0, 0.0],
            [0.0, 0.0, 1.0],
        ];
        let place = |along: f64, axis: usize| {
            let slope = moves.map(|step| focal * (step[axis] - along * step[2] / z) / z);
            (focal * along / z - seen[axis], slope)
        };
        let weight = WEIGHT_OF_DEPTH * focal / tz;
        let mut of_depth = moves.map(|step| weight * step[2]);
        // The face's own distance moves all its points, and only scales their depths.
        of_depth[5] = -weight * qz / tz;
        [place(x, 0), place(y, 1), (weight * qz - WEIGHT_OF_DEPTH * seen[2], of_depth)]
    }

    /// Sum of squares of all residuals.
    fn error(&self, model: &[Vector], seen: &[Vector], focal: f64) -> f64 {
        let points = model.iter().zip(seen);
        points.flat_map(|(one, other)| self.residuals(one, other, focal)).map(|(off, _)| off * off).sum()
    }

    /// One damped step of least squares; `None` where the unknowns do not follow from the points.
    fn stepped(&self, model: &[Vector], seen: &[Vector], focal: f64, damping: f64) -> Option<Self> {
        let mut equations = [[0.0; UNKNOWNS + 1]; UNKNOWNS];
        for (off, slope) in model.iter().zip(seen).flat_map(|(one, other)| self.residuals(one, other, focal))
        {
            for (equation, by) in equations.iter_mut().zip(slope) {
                for (cell, other) in equation.iter_mut().zip(slope) {
                    *cell += by * other;
                }
                equation[UNKNOWNS] -= by * off;
            }
        }
        for (index, equation) in equations.iter_mut().enumerate() {
            equation[index] *= 1.0 + damping;
        }
        let [a, b, c, x, y, z] = solved(equations)?;
        let [tx, ty, tz] = self.translation;
        let distance = tz + z;
        (distance > 0.0).then(|| Self {
            rotation: product(&turn_by([a, b, c]), &self.rotation),
            translation: [tx + x, ty + y, distance],
        })
    }

    /// The rotation as seen along the line from the camera to the face.
    fn along_line_of_sight(&self) -> Matrix {
        let [x, y, z] = self.translation;
        let length = (x * x + y * y + z * z).sqrt();
        // The shortest turn that carries the line onto the camera's axis: about their normal.
        let (sin, cos) = (x.hypot(y) / length, z / length);
        if sin == 0.0 {
            return self.rotation;
        }
        let angle = sin.atan2(cos) / x.hypot(y);
        product(&turn_by([y * angle, -x * angle, 0.0]), &self.rotation)
    }
}

/// Gauss elimination. The matrix is symmetric and, with the damping, positive definite: no pivoting is needed.
fn solved(mut equations: [[f64; UNKNOWNS + 1]; UNKNOWNS]) -> Option<[f64; UNKNOWNS]> {
    for pivot in 0..UNKNOWNS {
        let row = equations[pivot];
        if !row[pivot].is_normal() {
            return None;
        }
        for (index, equation) in equations.iter_mut().enumerate() {
            if index != pivot {
                let factor = equation[pivot] / row[pivot];
                for (cell, above) in equation.iter_mut().zip(row) {
                    *cell -= factor * above;
                }
            }
        }
    }
    Some(std::array::from_fn(|index| equations[index][UNKNOWNS] / equations[index][index]))
}

/// The rotation about `axis` by its length in radians (Rodrigues).
fn turn_by(axis: Vector) -> Matrix {
    let angle = axis.iter().map(|part| part * part).sum::<f64>().sqrt();
    if angle < 1e-12 {
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    }
    let [x, y, z] = axis.map(|part| part / angle);
    let (sin, cos) = angle.sin_cos();
    let rest = 1.0 - cos;
    [
        [cos + x * x * rest, x * y * rest - z * sin, x * z * rest + y * sin],
        [y * x * rest + z * sin, cos + y * y * rest, y * z * rest - x * sin],
        [z * x * rest - y * sin, z * y * rest + x * sin, cos + z * z * rest],
    ]
}

fn times(matrix: &Matrix, vector: &Vector) -> Vector {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

fn product(a: &Matrix, b: &Matrix) -> Matrix {
    a.map(|row| [0, 1, 2].map(|column: usize| (0..3).map(|index| row[index] * b[index][column]).sum()))
}

#[cfg(test)]
mod tests {
    use super::super::pose;
    use super::*;

    const SIZE: (usize, usize) = (1080, 1440);

    /// What a camera sees of the canonical face, `distance` centimetres away on the line of sight that leaves the picture's middle by
    /// `aside` and `down`, with its chin `pitch` degrees down from looking into the camera.
    fn seen(pitch: f64, distance: f64, aside: f64, down: f64) -> [Point3; COUNT] {
        let focal = FOCAL_LENGTH_OVER_DIAGONAL * 1800.0;
        let placed = Placed {
            rotation: turn_by([pitch.to_radians(), 0.0, 0.0]),
            translation: [aside * distance, down * distance, distance],
        };
        // What looks along the line of sight is turned by as much as this undoes.
        let undone = placed.along_line_of_sight();
        let sight = product(&undone, &transposed(&placed.rotation));
        let rotation = product(&transposed(&sight), &placed.rotation);
        CANONICAL_FACE.map(|[x, y, z]| {
            let turned = times(&rotation, &[f64::from(x), -f64::from(y), -f64::from(z)]);
            let [x, y, z] = std::array::from_fn(|axis| turned[axis] + placed.translation[axis]);
            let depth = focal * (z - placed.translation[2]) / placed.translation[2];
            Point3::new((focal * x / z + 540.0) as f32, (focal * y / z + 720.0) as f32, depth as f32)
        })
    }

    fn transposed(matrix: &Matrix) -> Matrix {
        [0, 1, 2].map(|row: usize| [0, 1, 2].map(|column: usize| matrix[column][row]))
    }

    fn measured(landmarks: &[Point3; COUNT]) -> f32 {
        pitch(landmarks, &pose::fit(landmarks).unwrap(), SIZE).unwrap()
    }

    #[test]
    fn a_nod_is_as_far_near_as_far_away() {
        for degrees in [-20.0, -8.0, 0.0, 8.0, 20.0] {
            for distance in [22.0, 30.0, 50.0, 150.0] {
                let found = measured(&seen(degrees, distance, 0.0, 0.0));
                assert!((f64::from(found) - degrees).abs() < 0.7, "{degrees} at {distance} cm: {found}");
            }
        }
    }

    #[test]
    fn a_face_beside_the_middle_that_looks_into_the_camera_is_level() {
        for (aside, down) in [(0.3, 0.0), (0.0, 0.4), (0.0, -0.4), (-0.2, -0.3)] {
            let found = measured(&seen(0.0, 35.0, aside, down));
            assert!(found.abs() < 0.7, "{aside}, {down}: {found}");
        }
    }

    #[test]
    fn positive_looks_down() {
        let (up, down) = (seen(-15.0, 40.0, 0.0, 0.0), seen(15.0, 40.0, 0.0, 0.0));
        assert!(down[super::super::landmarks::NOSE_TIP].y > up[super::super::landmarks::NOSE_TIP].y);
        assert!(measured(&down) > 14.0 && measured(&up) < -14.0);
    }
}
