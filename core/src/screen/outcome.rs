//! How it ended, for the app.

use crate::rule::RuleId;
use crate::session::Capture;

use super::event::{CameraPermission, CameraProblem};

/// How a selfie ended.
#[derive(Debug)]
pub enum Outcome {
    /// A photo that passed every rule.
    Accepted(Box<Capture>),
    /// Only under a policy with `on-blocked = "review"`: the best photo, for a person to look at.
    ForReview {
        /// The photo.
        capture: Box<Capture>,
        /// The rules it breaks, the weightiest first.
        reasons: Vec<RuleId>,
    },
    /// The rules could not be met within the policy's time.
    Blocked {
        /// What blocked most comes first.
        reasons: Vec<RuleId>,
    },
    /// Nobody was seen within the policy's time.
    TimedOut,
    /// The person did all they were asked to, and the camera delivered no usable photo.
    NoUsablePhoto,
    /// The person or the app went back.
    Cancelled,
    /// The person went back because the camera could not be used.
    CameraUnusable(CameraProblem),
    /// The person went back because the app may not use the camera.
    PermissionMissing(CameraPermission),
    /// The policy cannot be used, or a defect. The reason is for the app's developers, in English.
    Failed {
        /// What went wrong.
        reason: String,
    },
}
