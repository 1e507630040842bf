//! What is known of the camera, from all that was told.

use std::time::Duration;

use super::command::Command;
use super::event::{CameraInterruption, CameraPermission, CameraProblem};

/// What keeps frames from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    Permission(CameraPermission),
    Problem(CameraProblem),
    Interruption(CameraInterruption),
}

/// Where the camera stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Running {
    /// Nobody wants it: the screen is not on show, or it is over.
    #[default]
    Closed,
    /// It was asked to open.
    Opening { since: Duration },
    /// It was taken away; it is asked for again from `at` on.
    TakenAway { again_at: Duration },
    /// Frames come.
    Open,
}

/// The camera.
#[derive(Debug, Default)]
pub(super) struct Camera {
    running: Running,
    shown: bool,
    permission: Option<CameraPermission>,
    problem: Option<CameraProblem>,
    interruption: Option<CameraInterruption>,
}

/// Some cameras neither open nor say why not. The slowest cheap phones take four seconds.
const OPENING: Duration = Duration::from_secs(10);

/// Another app may need the camera for a moment.
const PAUSE_BEFORE_AGAIN: Duration = Duration::from_secs(1);

impl Camera {
    /// What stands in the way, the weightiest first; `None` where frames come or are about to.
    pub(super) fn obstacle(&self) -> Option<Obstacle> {
        let permission = self.permission.filter(|permission| *permission != CameraPermission::Granted);
        permission
            .map(Obstacle::Permission)
            .or(self.problem.map(Obstacle::Problem))
            .or(self.interruption.map(Obstacle::Interruption))
    }

    pub(super) fn is_open(&self) -> bool {
        self.running == Running::Open
    }

    pub(super) fn is_shown(&self) -> bool {
        self.shown
    }

    /// The screen came on show, or went. Returns whether the camera is to be opened.
    pub(super) fn show(&mut self, at: Duration) -> bool {
        self.shown = true;
        self.may_open(at)
    }

    pub(super) fn hide(&mut self) {
        self.shown = false;
        self.close();
    }

    /// Nobody wants it any more.
    pub(super) fn close(&mut self) {
        (self.running, self.problem, self.interruption) = (Running::Closed, None, None);
    }

    /// Returns what to do with the camera. One that is no longer permitted is closed, also while it opens: it would be
    /// waited for in vain, and not asked for again when the permission is back.
    pub(super) fn permit(&mut self, permission: CameraPermission, at: Duration) -> Option<Command> {
        self.permission = Some(permission);
        if permission == CameraPermission::Granted {
            return self.may_open(at).then_some(Command::OpenCamera);
        }
        let closes = self.running != Running::Closed;
        self.close();
        closes.then_some(Command::CloseCamera)
    }

    /// Returns whether the camera is to be opened, in place of the one before.
    pub(super) fn try_again(&mut self, at: Duration) -> bool {
        self.close();
        self.may_open(at)
    }

    fn may_open(&mut self, at: Duration) -> bool {
        let may = self.shown
            && self.running == Running::Closed
            && self.permission.is_none_or(|permission| permission == CameraPermission::Granted);
        if may {
            (self.running, self.problem) = (Running::Opening { since: at }, None);
        }
        may
    }

    /// Returns whether it was wanted: one that opens after it was closed is not.
    pub(super) fn opened(&mut self) -> bool {
        let wanted = self.running != Running::Closed;
        if wanted {
            (self.running, self.problem, self.interruption) = (Running::Open, None, None);
        }
        wanted
    }

    pub(super) fn fail(&mut self, problem: CameraProblem) {
        self.problem = Some(problem);
    }

    pub(super) fn interrupt(&mut self, interruption: CameraInterruption) {
        self.interruption = Some(interruption);
    }

    pub(super) fn take_away(&mut self, at: Duration) {
        if self.running != Running::Closed {
            self.running = Running::TakenAway { again_at: at + PAUSE_BEFORE_AGAIN };
            self.interruption = Some(CameraInterruption::Unknown);
        }
    }

    /// Time has passed. Returns whether the camera is to be opened again.
    pub(super) fn wait(&mut self, at: Duration) -> bool {
        match self.running {
            Running::Opening { since } if at.saturating_sub(since) > OPENING && self.obstacle().is_none() => {
                self.problem = Some(CameraProblem::Failed);
                false
            }
            Running::TakenAway { again_at } if at >= again_at => {
                self.running = Running::Opening { since: at };
                true
            }
            _ => false,
        }
    }
}
