//! A verdict together with the numbers behind it.

use std::collections::HashMap;

use swafoto::face::Face;
use swafoto::frame::Frame;
use swafoto::rule::{Declaration, judge_as};

use crate::core_types::{Point3, Verdict};
use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::frame::{FrameFacts, PackedFormat, Yuv420Format};
use crate::guard::guarded;
use crate::policy::Policy;
use crate::session::PictureSize;
use crate::update::Outline;

/// What is said of a picture, and everything that was measured in it.
#[derive(Clone, Debug, PartialEq, uniffi::Record)]
pub struct Analysis {
    /// The same as `judge_…` gives.
    pub verdict: Verdict,
    /// Every number that could be measured, by the names of `measures` in `swafoto check --json`.
    pub measures: HashMap<String, f32>,
    /// Outline of the main face in pixels of the upright picture, a closed loop; empty without a face.
    pub outline: Outline,
    /// Width and height of the upright picture.
    pub size: PictureSize,
}

#[uniffi::export]
impl Engine {
    /// As [`Engine::judge_packed`], with what was measured. An app that follows the face already gives the 468 points of
    /// MediaPipe's face mesh, in upright pixels, as `landmarks`: then that face is measured, and none is looked for.
    ///
    /// # Errors
    /// As [`Engine::judge_packed`]; [`SwafotoError::InvalidFrame`] also where `landmarks` are no face.
    #[uniffi::method(default(declared_covering = false, landmarks = None))]
    pub fn analyse_packed(
        &self,
        pixels: &[u8],
        format: PackedFormat,
        facts: FrameFacts,
        policy: &Policy,
        declared_covering: bool,
        landmarks: Option<Vec<Point3>>,
    ) -> Result<Analysis, SwafotoError> {
        guarded(|| self.analyse(&format.frame(pixels, &facts)?, policy, declared_covering, landmarks))
    }

    /// As [`Engine::judge_yuv420`], with what was measured; `landmarks` as in [`Engine::analyse_packed`].
    ///
    /// # Errors
    /// As [`Engine::analyse_packed`].
    #[expect(clippy::too_many_arguments, reason = "three planes; UniFFI crosses slices as arguments only")]
    #[uniffi::method(default(declared_covering = false, landmarks = None))]
    pub fn analyse_yuv420(
        &self,
        y: &[u8],
        u: &[u8],
        v: &[u8],
        format: Yuv420Format,
        facts: FrameFacts,
        policy: &Policy,
        declared_covering: bool,
        landmarks: Option<Vec<Point3>>,
    ) -> Result<Analysis, SwafotoError> {
        guarded(|| self.analyse(&format.frame(y, u, v, &facts)?, policy, declared_covering, landmarks))
    }
}

impl Engine {
    pub(crate) fn analyse(
        &self,
        frame: &Frame<'_>,
        policy: &Policy,
        declared_covering: bool,
        landmarks: Option<Vec<Point3>>,
    ) -> Result<Analysis, SwafotoError> {
        let policy = policy.core();
        let analysis = match landmarks {
            None => self.core().analyse(frame, policy.faces())?,
            Some(landmarks) => self.core().analyse_face(frame, Face::from_landmarks(landmarks)?)?,
        };
        let verdict = judge_as(&analysis.measures, policy, Declaration::by_app(declared_covering));
        let numbers = analysis.measures.numbers().into_iter();
        let measures = numbers.filter_map(|(name, number)| Some((name.to_owned(), number?))).collect();
        let outline = Outline(analysis.face.as_ref().map(Face::outline).unwrap_or_default());
        let size = PictureSize { width: frame.width() as u32, height: frame.height() as u32 };
        Ok(Analysis { verdict, measures, outline, size })
    }
}
