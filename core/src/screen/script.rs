//! Events by their names, for the states that `tests/screens` plays in every language and `swafoto replay` draws.

use crate::words::Language;

use super::event::{CameraInterruption, CameraPermission, CameraProblem, Event, Heat};
use super::view::Action;

/// The event that a line of `tests/screens/states.script` tells of, such as `problem in-use`; nothing where it is none.
pub fn event_of(line: &str) -> Option<Event> {
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let yes = rest == "yes";
    Some(match name {
        "shown" => Event::Shown,
        "hidden" => Event::Hidden,
        "permission" => Event::Permission(permission(rest)?),
        "opened" => Event::Opened(None),
        "turned" => Event::Turned,
        "interrupted" => Event::Interrupted(interruption(rest)?),
        "taken-away" => Event::TakenAway,
        "problem" => Event::Problem(problem(rest)?),
        "still-taken" => Event::StillTaken,
        "still-failed" => Event::StillFailed,
        "frame-refused" => Event::FrameRefused,
        "out-of-memory" => Event::OutOfMemory,
        "defect" => Event::Defect(rest.to_owned()),
        "heat" => Event::Heat(heat(rest)?),
        "power-saving" => Event::PowerSaving(yes),
        "tick" => Event::Tick,
        "press" => Event::Pressed(action(rest)?),
        "answer" => Event::Answered(yes),
        "back" => Event::Back,
        "cancelled" => Event::Cancelled,
        "language" => Event::Language(Language::named(rest).unwrap_or_default()),
        _ => return None,
    })
}

fn permission(name: &str) -> Option<CameraPermission> {
    use CameraPermission::{Granted, NotAsked, Refused, RefusedForGood, RefusedOrWaved, Restricted};
    Some(match name {
        "not-asked" => NotAsked,
        "granted" => Granted,
        "refused" => Refused,
        "refused-for-good" => RefusedForGood,
        "refused-or-waved" => RefusedOrWaved,
        "restricted" => Restricted,
        _ => return None,
    })
}

fn interruption(name: &str) -> Option<CameraInterruption> {
    use CameraInterruption::{InBackground, SharedScreen, TooHot, Unknown, UsedByAnother};
    Some(match name {
        "in-background" => InBackground,
        "used-by-another" => UsedByAnother,
        "shared-screen" => SharedScreen,
        "too-hot" => TooHot,
        "unknown" => Unknown,
        _ => return None,
    })
}

fn problem(name: &str) -> Option<CameraProblem> {
    use CameraProblem::{Disabled, Failed, InUse, NoFrontCamera};
    Some(match name {
        "no-front-camera" => NoFrontCamera,
        "in-use" => InUse,
        "disabled" => Disabled,
        "failed" => Failed,
        _ => return None,
    })
}

fn heat(name: &str) -> Option<Heat> {
    use Heat::{Critical, Fair, Nominal, Serious};
    Some(match name {
        "nominal" => Nominal,
        "fair" => Fair,
        "serious" => Serious,
        "critical" => Critical,
        _ => return None,
    })
}

fn action(name: &str) -> Option<Action> {
    use Action::{AllowCamera, Leave, OpenSettings, SpeakOn, TryAgain};
    [AllowCamera, Leave, OpenSettings, SpeakOn, TryAgain].into_iter().find(|action| action.name() == name)
}
