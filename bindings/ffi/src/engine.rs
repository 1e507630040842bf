//! The loaded networks.

use std::sync::Arc;

use swafoto::rule::Declaration;

use crate::core_types::Verdict;
use crate::error::SwafotoError;
use crate::frame::{FrameFacts, PackedFormat, Yuv420Format};
use crate::guard::guarded;
use crate::live::{Kind, Live};
use crate::policy::Policy;

/// The ONNX files that an engine runs, of the release that the library is of: for where the library carries none, as in a browser.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct NetworkFiles {
    /// `face_detection_short_range.onnx`.
    pub face_detection_short_range: Vec<u8>,
    /// `face_detection_full_range.onnx`.
    pub face_detection_full_range: Vec<u8>,
    /// `face_landmark.onnx`.
    pub face_landmark: Vec<u8>,
    /// `face_shown.onnx`.
    pub face_shown: Vec<u8>,
    /// `face_eyes.onnx`.
    pub face_eyes: Vec<u8>,
    /// `ear_shown.onnx`.
    pub ear_shown: Vec<u8>,
    /// `head_parser.onnx`, or an institution's own, as `models/train/export.py` writes it. Receipts name its hash.
    pub head_parser: Vec<u8>,
}

impl NetworkFiles {
    fn models(&self) -> swafoto::Models<'_> {
        swafoto::Models {
            face_detection_short_range: &self.face_detection_short_range,
            face_detection_full_range: &self.face_detection_full_range,
            face_landmark: &self.face_landmark,
            face_shown: &self.face_shown,
            face_eyes: &self.face_eyes,
            ear_shown: &self.ear_shown,
            head_parser: Some(&self.head_parser),
        }
    }
}

/// The networks that judge, ready to run. Make one, off the main thread (some 100 ms), and share it: every method may
/// be called from many threads at once.
#[derive(Debug, uniffi::Object)]
pub struct Engine {
    core: swafoto::Engine,
    _live: Live,
}

#[uniffi::export]
impl Engine {
    /// Loads networks from their files.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where a file is not the network that its name says: the reason names what differs.
    #[uniffi::constructor]
    pub fn of_networks(files: NetworkFiles) -> Result<Arc<Self>, SwafotoError> {
        Self::load(&files.models())
    }
}

#[cfg(feature = "networks")]
#[uniffi::export]
impl Engine {
    /// Loads the networks that the library carries.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`], which a whole library never gives.
    #[uniffi::constructor]
    pub fn new() -> Result<Arc<Self>, SwafotoError> {
        Self::load(&swafoto_models::all())
    }

    /// Loads the networks that the library carries, but for the head parser: `onnx` is the file of an institution's own, as
    /// `models/train/export.py` writes it. Receipts name its hash.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidModel`] where the file is no head parser that this version understands: the reason names what
    /// differs.
    #[uniffi::constructor]
    pub fn with_head_parser(onnx: Vec<u8>) -> Result<Arc<Self>, SwafotoError> {
        Self::load(&swafoto::Models { head_parser: Some(&onnx), ..swafoto_models::all() })
    }
}

#[uniffi::export]
impl Engine {
    /// Judges an interleaved picture by every rule of `policy`. `pixels` are borrowed for the call, not copied.
    /// `declared_covering` says that the person covers their head for faith or health.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where format and bytes contradict each other, [`SwafotoError::Inference`].
    #[uniffi::method(default(declared_covering = false))]
    pub fn judge_packed(
        &self,
        pixels: &[u8],
        format: PackedFormat,
        facts: FrameFacts,
        policy: &Policy,
        declared_covering: bool,
    ) -> Result<Verdict, SwafotoError> {
        guarded(|| self.judge(&format.frame(pixels, &facts)?, policy, declared_covering))
    }

    /// Judges a 4:2:0 picture by every rule of `policy`. The planes are borrowed for the call, not copied; U and V may
    /// overlap.
    ///
    /// # Errors
    /// As [`Engine::judge_packed`].
    #[expect(clippy::too_many_arguments, reason = "three planes; UniFFI crosses slices as arguments only")]
    #[uniffi::method(default(declared_covering = false))]
    pub fn judge_yuv420(
        &self,
        y: &[u8],
        u: &[u8],
        v: &[u8],
        format: Yuv420Format,
        facts: FrameFacts,
        policy: &Policy,
        declared_covering: bool,
    ) -> Result<Verdict, SwafotoError> {
        guarded(|| self.judge(&format.frame(y, u, v, &facts)?, policy, declared_covering))
    }
}

impl Engine {
    fn load(models: &swafoto::Models<'_>) -> Result<Arc<Self>, SwafotoError> {
        guarded(|| {
            let core = swafoto::Engine::load(models)?;
            Ok(Arc::new(Self { core, _live: Live::new(Kind::Engine) }))
        })
    }

    pub(crate) fn core(&self) -> &swafoto::Engine {
        &self.core
    }

    pub(crate) fn judge(
        &self,
        frame: &swafoto::frame::Frame<'_>,
        policy: &Policy,
        declared_covering: bool,
    ) -> Result<Verdict, SwafotoError> {
        let declaration = Declaration::by_app(declared_covering);
        let (verdict, _) = self.core.judge_as(frame, policy.core(), declaration)?;
        Ok(verdict)
    }
}
