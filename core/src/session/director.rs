//! What happens next: the state machine, without a picture in it.
//!
//! ```text
//! searching -> guiding -> holding -> (take a still) -> verifying -> accepted
//!                 ^___________________________________________|   or exited: blocked, cancelled, timed out, camera failed
//! ```

use std::time::Duration;

use crate::rule::{Hint, OnBlocked, RuleId, SessionSettings, Verdict};

use super::block_times::{BlockTimes, Reasons};
use super::board::{HintBoard, HintRequest};
use super::sight::Sight;
use super::{Ending, State};

const SHOW_FACE: HintRequest = HintRequest { hint: Hint::ShowFace, cause: None, urgent: true };
const FACE_CAMERA: HintRequest = HintRequest { hint: Hint::FaceCamera, cause: None, urgent: true };
const STAY_LIKE_THAT: HintRequest = HintRequest { hint: Hint::StayLikeThat, cause: None, urgent: false };
const TAKING_PHOTO: HintRequest = HintRequest { hint: Hint::TakingPhoto, cause: None, urgent: true };

/// What to show and do.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) hint: Option<Hint>,
    pub(super) progress: f32,
    pub(super) capture: bool,
    pub(super) help: Vec<RuleId>,
    pub(super) explains_retake: bool,
    pub(super) reasons: Reasons,
}

/// The state of a session.
#[derive(Debug)]
pub(super) struct Director {
    settings: SessionSettings,
    /// The longest the session may take.
    limit: Duration,
    /// Whether somebody who is blocked may hand over a last still for a human to look at.
    on_blocked: OnBlocked,
    retake: Vec<RuleId>,
    state: State,
    ending: Option<Ending>,
    board: HintBoard,
    block_times: BlockTimes,
    /// What fails in the latest verdict.
    failing: Vec<RuleId>,
    last: Option<Duration>,
    /// When a frame was last judged.
    seen: Duration,
    /// Time that the session has run. A gap longer than `longest-gap-s` is the app in the background: nobody is
    /// blocked by what they could not see.
    active: Duration,
    /// The same, since a face was last seen.
    absent: Duration,
    holding_since: Option<Duration>,
    progress: f32,
    still_ordered: Option<Duration>,
    /// Stills in a row that were ordered and never judged.
    lost_stills: u32,
    /// The still that is ordered is the last one, whatever is wrong with it.
    last_still: bool,
    /// What was wrong with the last still, and until when the person reads it.
    refused: Reasons,
    refused_until: Duration,
    /// What the person still has to be told of it: the hint before it has its time first.
    refusal: Option<HintRequest>,
}

impl Director {
    pub(super) fn new(
        settings: SessionSettings,
        limit: Duration,
        on_blocked: OnBlocked,
        retake: Vec<RuleId>,
    ) -> Self {
        Self {
            settings,
            limit,
            on_blocked,
            retake,
            state: State::Searching,
            ending: None,
            board: HintBoard::new(settings),
            block_times: BlockTimes::default(),
            failing: Vec::new(),
            last: None,
            seen: Duration::ZERO,
            active: Duration::ZERO,
            absent: Duration::ZERO,
            holding_since: None,
            progress: 0.0,
            still_ordered: None,
            lost_stills: 0,
            last_still: false,
            refused: Reasons::default(),
            refused_until: Duration::ZERO,
            refusal: None,
        }
    }

    pub(super) fn state(&self) -> State {
        self.state
    }

    pub(super) fn ending(&self) -> Option<Ending> {
        self.ending
    }

    pub(super) fn wants_frames(&self) -> bool {
        matches!(self.state, State::Searching | State::Guiding | State::Holding)
    }

    pub(super) fn wants_still(&self) -> bool {
        self.still_ordered.is_some()
    }

    pub(super) fn holding_since(&self) -> Option<Duration> {
        self.holding_since
    }

    /// A frame was judged; `verdict` is about what was in `sight`.
    pub(super) fn observe(&mut self, verdict: &Verdict, sight: Sight, at: Duration) -> Outcome {
        let passed = self.pass_time(at);
        self.seen = at;
        self.block_times.add(verdict, sight, passed);
        // What has not been looked at again yet is taken to be as it was.
        let failing = verdict.checks.iter().filter(|check| {
            check.status.fails() || (check.status.blocks() && self.failing.contains(&check.rule))
        });
        self.failing = failing.map(|check| check.rule).chain(self.refused.rules.iter().copied()).collect();
        self.absent = if sight == Sight::NoFace { self.absent + passed } else { Duration::ZERO };
        if self.out_of_time() {
            return self.give_up(at);
        }
        self.tell_refusal(at);
        match sight {
            Sight::NoFace => {
                self.refusal = None;
                self.leave_hold(State::Searching);
                let is_there = verdict.hint == Some(Hint::FaceCamera);
                self.board.show(if is_there { FACE_CAMERA } else { SHOW_FACE }, Some(verdict), at);
            }
            Sight::Whole { oldest } if verdict.accepted && self.explained() && at >= self.refused_until => {
                return self.hold(verdict, oldest, at);
            }
            Sight::Partial | Sight::Whole { .. } => {
                self.leave_hold(State::Guiding);
                // While a face has not been looked at all over, there is nothing to say yet.
                if self.refusal.is_none()
                    && let Some(hint) = verdict.hint
                    && (hint != Hint::CannotJudge || sight != Sight::Partial)
                {
                    let urgent = hint == Hint::BeAlone;
                    self.board.show(HintRequest { hint, cause: verdict.cause, urgent }, Some(verdict), at);
                }
            }
        }
        self.clear_board(at);
        self.outcome()
    }

    /// Time passes without a frame that would be looked at.
    pub(super) fn idle(&mut self, at: Duration) -> Outcome {
        if self.ending.is_some() {
            return self.outcome();
        }
        let passed = self.pass_time(at);
        self.absent += passed;
        if let Some(ordered) = self.still_ordered {
            if at.saturating_sub(ordered) >= self.settings.still_timeout() {
                return self.still_lost(at);
            }
            self.board.show(TAKING_PHOTO, None, at);
            return self.outcome();
        }
        // Frames may come as slowly as ticks. Only who was not seen for long may have moved.
        if at.saturating_sub(self.seen) >= self.settings.longest_gap() {
            self.leave_hold(self.state);
            self.clear_board(at);
        }
        if self.out_of_time() { self.give_up(at) } else { self.outcome() }
    }

    /// The camera was opened anew or turned: what was held is not held any more. A still that was ordered may be on its way.
    pub(super) fn interrupted(&mut self) -> Outcome {
        if self.ending.is_none() && self.still_ordered.is_none() {
            self.leave_hold(self.state);
            self.board.withdraw(Hint::StayLikeThat);
        }
        self.outcome()
    }

    /// How things stand.
    pub(super) fn standing(&self) -> Outcome {
        self.outcome()
    }

    /// Takes off what the person need not do any more, once it could be read.
    fn clear_board(&mut self, at: Duration) {
        if self.state != State::Holding {
            self.board.expire(Hint::StayLikeThat, at);
        }
        if self.state != State::Verifying {
            self.board.expire(Hint::TakingPhoto, at);
        }
    }

    /// The still was judged: `reasons` are the rules that keep it from being accepted.
    pub(super) fn judged(
        &mut self,
        hint: Option<Hint>,
        cause: Option<RuleId>,
        reasons: impl Into<Reasons>,
        at: Duration,
    ) -> Outcome {
        if self.ending.is_some() {
            return self.outcome();
        }
        let reasons = reasons.into();
        self.pass_time(at);
        self.absent = Duration::ZERO;
        self.still_ordered = None;
        self.lost_stills = 0;
        if reasons.rules.is_empty() {
            return self.end(Ending::Accepted);
        }
        if self.last_still {
            self.block_times.charge(&reasons, self.settings.hint());
            return self.end(Ending::Blocked);
        }
        // Each refused still counts as if its reasons had blocked for as long as they are shown.
        self.block_times.charge(&reasons, self.settings.hint());
        self.failing.clone_from(&reasons.rules);
        self.refused = reasons;
        let hint = match hint {
            // They are open again, and nobody saw them closed.
            Some(Hint::OpenEyes) => Hint::EyesClosedStill,
            hint => hint.unwrap_or(Hint::CannotJudge),
        };
        self.refuse(hint, cause, at);
        self.outcome()
    }

    /// Goes back to guiding, and says why as soon as the hint on show has had its time.
    fn refuse(&mut self, hint: Hint, cause: Option<RuleId>, at: Duration) {
        self.refusal = Some(HintRequest { hint, cause, urgent: true });
        self.refused_until = at + self.settings.hint();
        self.leave_hold(State::Guiding);
        self.tell_refusal(at);
    }

    fn tell_refusal(&mut self, at: Duration) {
        let Some(request) = self.refusal else { return };
        self.board.show(request, None, at);
        if self.board.shown() == Some(request.hint) {
            self.refusal = None;
            self.refused_until = at + self.settings.hint();
        }
    }

    /// No usable still came. The person is told, else they would stand there under "the photo is being taken".
    pub(super) fn still_lost(&mut self, at: Duration) -> Outcome {
        if self.ending.is_some() || self.still_ordered.is_none() {
            return self.outcome();
        }
        self.pass_time(at);
        self.still_ordered = None;
        self.lost_stills += 1;
        if self.last_still {
            return self.end_blocked();
        }
        if self.lost_stills >= self.settings.most_lost_stills {
            // Who is waiting for a human to look may have been refused a still before: that one is handed over.
            let for_review = self.on_blocked == OnBlocked::Review;
            return if for_review { self.end_blocked() } else { self.end(Ending::CameraFailed) };
        }
        self.refuse(Hint::PhotoFailed, None, at);
        self.outcome()
    }

    /// The person answered whether they cover their head: nobody asks any more.
    pub(super) fn answered(&mut self) -> Outcome {
        self.board.withdraw(Hint::AskCovering);
        self.outcome()
    }

    /// The person or the app wants to stop.
    pub(super) fn cancel(&mut self) -> Outcome {
        if self.ending.is_some() { self.outcome() } else { self.end(Ending::Cancelled) }
    }

    fn hold(&mut self, verdict: &Verdict, oldest: Duration, at: Duration) -> Outcome {
        let since = *self.holding_since.get_or_insert(at);
        self.state = State::Holding;
        self.refused = Reasons::default();
        let held = at.saturating_sub(since);
        self.progress = (held.as_secs_f32() / self.settings.hold_s).min(1.0);
        // A hold rests on nothing that is older than itself.
        if held >= self.settings.hold() && oldest >= since {
            return self.order_still(at);
        }
        self.board.show(STAY_LIKE_THAT, Some(verdict), at);
        self.outcome()
    }

    fn order_still(&mut self, at: Duration) -> Outcome {
        self.state = State::Verifying;
        self.holding_since = None;
        self.still_ordered = Some(at);
        self.board.show(TAKING_PHOTO, None, at);
        Outcome { capture: true, ..self.outcome() }
    }

    fn leave_hold(&mut self, state: State) {
        self.holding_since = None;
        self.progress = 0.0;
        self.state = if state == State::Holding { State::Guiding } else { state };
    }

    /// How much of the time since the last call counts.
    fn pass_time(&mut self, at: Duration) -> Duration {
        let passed = self.last.map_or(Duration::ZERO, |last| at.saturating_sub(last));
        self.last = Some(at);
        let counts = passed.min(self.settings.longest_gap());
        self.active += counts;
        counts
    }

    /// Whether the person has had the time to read why they are here again.
    fn explained(&self) -> bool {
        self.retake.is_empty() || self.active >= self.settings.explain()
    }

    fn out_of_time(&self) -> bool {
        self.active >= self.limit || self.absent >= self.settings.no_face_after()
    }

    fn give_up(&mut self, at: Duration) -> Outcome {
        if self.absent >= self.settings.no_face_after() || self.block_times.absent() * 2 > self.active {
            return self.end(Ending::TimedOut);
        }
        if self.on_blocked == OnBlocked::Review && !self.last_still {
            self.last_still = true;
            return self.order_still(at);
        }
        if self.lost_stills > 0 && self.failing.is_empty() {
            // Whatever blocked before was mended.
            return self.end(Ending::CameraFailed);
        }
        self.end_blocked()
    }

    /// Nobody is blocked without a reason: where there is none, it was the camera that showed too little.
    fn end_blocked(&mut self) -> Outcome {
        let reasons = self.block_times.worst_or_unassessed();
        self.end(if reasons.rules.is_empty() { Ending::CameraFailed } else { Ending::Blocked })
    }

    fn end(&mut self, ending: Ending) -> Outcome {
        self.leave_hold(match ending {
            Ending::Accepted => State::Accepted,
            _ => State::Exited,
        });
        self.still_ordered = None;
        self.ending = Some(ending);
        self.outcome()
    }

    fn outcome(&self) -> Outcome {
        let ended = self.ending.is_some();
        let explains_retake = !ended && !self.explained();
        let help = if ended {
            Vec::new()
        } else if explains_retake {
            self.retake.clone()
        } else if self.active >= self.settings.help_after() && self.state == State::Guiding {
            // What was mended needs no explaining.
            self.block_times.worst_of(&self.failing)
        } else {
            Vec::new()
        };
        let reasons = match self.ending {
            Some(Ending::Blocked) => self.block_times.worst_or_unassessed(),
            Some(_) => Reasons::default(),
            None => self.refused.clone(),
        };
        let progress = match self.state {
            State::Verifying | State::Accepted => 1.0,
            _ => self.progress,
        };
        let hint = if ended { None } else { self.board.shown() };
        Outcome { hint, progress, capture: false, help, explains_retake, reasons }
    }
}
