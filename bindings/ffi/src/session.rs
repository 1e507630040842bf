//! The live gate behind the boundary: one session, any threads, one call at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use swafoto::SelfieSession as Core;
use swafoto::frame::Frame;

use crate::capture::Capture;
use crate::core_types::{Ending, Hint, RuleId, State, Verdict};
use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::frame::{FrameFacts, PackedFormat, Yuv420Format};
use crate::guard::{called_back, guarded};
use crate::live::{Kind, Live};
use crate::policy::Policy;
use crate::update::Update;

/// Width and height of a picture in pixels, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PictureSize {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl PictureSize {
    pub(crate) fn pair(self) -> (usize, usize) {
        (self.width as usize, self.height as usize)
    }
}

/// What the app asks of a session.
#[derive(Clone, Debug, Default, PartialEq, uniffi::Record)]
pub struct SessionRequest {
    /// The institution's reference; goes into the receipt unread.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// The server's nonce; goes into the receipt unread.
    #[uniffi(default = None)]
    pub nonce: Option<String>,
    /// The rules that failed last time: the session begins by explaining these.
    #[uniffi(default = [])]
    pub retake: Vec<RuleId>,
    /// The app knows that the person covers their head for faith or health. Who does not know leaves it `false`: the session
    /// asks where it matters.
    #[uniffi(default = false)]
    pub declared_covering: bool,
    /// Size of the stills the camera will take, where it is known: the preview is then judged as large as they will be.
    #[uniffi(default = None)]
    pub still_size: Option<PictureSize>,
    /// The longest the session may take in milliseconds, in place of the policy's own limit: longer than holding and, in a
    /// retake, explaining take.
    #[uniffi(default = None)]
    pub limit_ms: Option<u64>,
}

/// Hears of what changes in a session; implemented by the app.
///
/// It is called on the thread whose call made the change, after the session is free again, so it may call the session.
/// What it throws is logged and changes nothing.
#[uniffi::export(with_foreign)]
pub trait SessionListener: Send + Sync {
    /// State, hint, question, help or ending is another than when this was called last. Nothing follows after an ending.
    ///
    /// # Errors
    /// Whatever the app throws.
    fn changed(&self, update: Update) -> Result<(), SwafotoError>;
}

/// One person's attempt to take one photo.
///
/// Frames go in with their times, each call returns what to show and do. Any thread may call. While a frame is being
/// judged, another is refused by [`SwafotoError::Busy`] at once: drop it, the camera has the next one. All other calls
/// wait for the frame at work.
///
/// Times are nanoseconds from any origin that stays the same until [`SelfieSession::camera_changed`], such as Android's
/// `Image.timestamp`.
#[derive(uniffi::Object)]
pub struct SelfieSession {
    /// Taken for the length of a frame and of what the listener does about it.
    frame_at_work: Mutex<()>,
    slot: Mutex<Slot>,
    listener: Option<Arc<dyn SessionListener>>,
    told: Mutex<Option<Told>>,
    end_was_told: AtomicBool,
    _live: Live,
}

enum Slot {
    Live(Box<Core>),
    Released,
    /// A defect may have left it half-changed.
    Broken,
}

/// What a listener hears of.
#[derive(PartialEq)]
struct Told {
    state: State,
    hint: Option<Hint>,
    ask_covering: bool,
    help: Vec<RuleId>,
    ending: Option<Ending>,
}

#[uniffi::export]
impl SelfieSession {
    /// A session that has seen nothing yet.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidPolicy`] for a policy that says nothing about sessions or about the photo,
    /// [`SwafotoError::InvalidRequest`] for a limit in which nobody can pass, or stills that no camera takes.
    #[uniffi::constructor(default(listener = None))]
    pub fn new(
        engine: &Engine,
        policy: &Policy,
        request: SessionRequest,
        listener: Option<Arc<dyn SessionListener>>,
    ) -> Result<Arc<Self>, SwafotoError> {
        guarded(|| {
            let core = Core::new(engine.core().clone(), policy.core().clone(), request.into())?;
            Ok(Arc::new(Self::of(core, listener)))
        })
    }

    /// Looks at an interleaved preview frame. `pixels` are borrowed for the call, not copied.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where bytes and format contradict each other, time goes backwards or the frame has
    /// another size than those before it; [`SwafotoError::Busy`], [`SwafotoError::Released`],
    /// [`SwafotoError::Inference`]. The session stays as it was.
    pub fn preview_packed(
        &self,
        pixels: &[u8],
        format: PackedFormat,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Result<Update, SwafotoError> {
        self.frame(at_ns, || format.frame(pixels, &facts), Core::preview)
    }

    /// Looks at a 4:2:0 preview frame. The planes are borrowed for the call, not copied; U and V may overlap.
    ///
    /// # Errors
    /// As [`SelfieSession::preview_packed`].
    pub fn preview_yuv420(
        &self,
        y: &[u8],
        u: &[u8],
        v: &[u8],
        format: Yuv420Format,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Result<Update, SwafotoError> {
        self.frame(at_ns, || format.frame(y, u, v, &facts), Core::preview)
    }

    /// Judges the interleaved still that was asked for by [`Update::capture`], on every rule and at full resolution.
    ///
    /// # Errors
    /// As [`SelfieSession::preview_packed`]; [`SwafotoError::UnexpectedStill`] where none was asked for or it does not
    /// show what the preview did, [`SwafotoError::Photo`] where no photo can be made of it. The session then guides on, which the
    /// listener hears; where it ends, there is an update and no error.
    pub fn still_packed(
        &self,
        pixels: &[u8],
        format: PackedFormat,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Result<Update, SwafotoError> {
        self.frame(at_ns, || format.frame(pixels, &facts), Core::still)
    }

    /// Judges the 4:2:0 still that was asked for by [`Update::capture`], on every rule and at full resolution.
    ///
    /// # Errors
    /// As [`SelfieSession::still_packed`].
    pub fn still_yuv420(
        &self,
        y: &[u8],
        u: &[u8],
        v: &[u8],
        format: Yuv420Format,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Result<Update, SwafotoError> {
        self.frame(at_ns, || format.frame(y, u, v, &facts), Core::still)
    }

    /// The camera could not take the still: the session guides on, or ends where it was the last one or too many have failed.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] for a time below zero, [`SwafotoError::Released`].
    pub fn still_failed(&self, at_ns: i64) -> Result<Update, SwafotoError> {
        let at = time(at_ns)?;
        self.notify(self.call(|core| Ok(core.still_failed(at))))
    }

    /// Time has passed without a frame: the camera is busy, or the app was in the background.
    ///
    /// # Errors
    /// [`SwafotoError::InvalidFrame`] where time goes backwards, [`SwafotoError::Released`].
    pub fn tick(&self, at_ns: i64) -> Result<Update, SwafotoError> {
        let at = time(at_ns)?;
        self.notify(self.call(|core| Ok(core.tick(at)?)))
    }

    /// The person says whether they cover their head for faith or health: their answer to [`Update::ask_covering`], or unasked. It
    /// counts from the next frame on, and the receipt says that the person declared it.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn declare_covering(&self, covered: bool) -> Result<Update, SwafotoError> {
        self.notify(self.call(|core| Ok(core.declare_covering(covered))))
    }

    /// Ends the session at the person's or the app's wish. A session that has ended stays as it ended.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn cancel(&self) -> Result<Update, SwafotoError> {
        self.notify(self.call(|core| Ok(core.cancel())))
    }

    /// The camera was opened anew or turned: the next frame may have another size and its time another origin. A still that was
    /// asked for must still show what was held.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn camera_changed(&self) -> Result<(), SwafotoError> {
        self.notify(self.call(|core| Ok(core.camera_changed()))).map(drop)
    }

    /// The latest verdict with every check: of the last preview frame, smoothed, or of the still.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn verdict(&self) -> Result<Option<Verdict>, SwafotoError> {
        self.call(|core| Ok(core.verdict().cloned()))
    }

    /// Where the session stands.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn state(&self) -> Result<State, SwafotoError> {
        self.call(|core| Ok(core.state()))
    }

    /// Takes the photo out of a session that has ended with one. The second call finds nothing.
    ///
    /// # Errors
    /// [`SwafotoError::Released`].
    pub fn take_capture(&self) -> Result<Option<Arc<Capture>>, SwafotoError> {
        self.call(|core| Ok(core.take_capture().map(Capture::new)))
    }

    /// Lets go of all the session holds, wiping the photo where it was not taken out. Whatever is called later gives
    /// [`SwafotoError::Released`]; another release does nothing. Kotlin's `close()` does the same.
    pub fn release(&self) {
        *self.slot() = Slot::Released;
    }
}

impl SelfieSession {
    fn of(core: Core, listener: Option<Arc<dyn SessionListener>>) -> Self {
        Self {
            frame_at_work: Mutex::new(()),
            slot: Mutex::new(Slot::Live(Box::new(core))),
            listener,
            told: Mutex::new(None),
            end_was_told: AtomicBool::new(false),
            _live: Live::new(Kind::Session),
        }
    }

    /// A frame goes through, unless another is at work.
    fn frame<'a>(
        &self,
        at_ns: i64,
        frame: impl FnOnce() -> Result<Frame<'a>, SwafotoError>,
        judge: fn(&mut Core, &Frame<'_>, Duration) -> Result<swafoto::session::Update, swafoto::SwafotoError>,
    ) -> Result<Update, SwafotoError> {
        let at = time(at_ns)?;
        let frame = guarded(frame)?;
        let _at_work = match self.frame_at_work.try_lock() {
            Ok(guard) => guard,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(SwafotoError::Busy),
        };
        let result = self.notify(self.call(|core| Ok(judge(core, &frame, at)?)));
        if result.is_err() {
            // A still that was refused has changed where the session stands.
            let _ = self.notify_of_change();
        }
        result
    }

    /// Calls the core. After a panic the session is given up: nobody knows what it holds.
    fn call<T>(&self, call: impl FnOnce(&mut Core) -> Result<T, SwafotoError>) -> Result<T, SwafotoError> {
        let mut slot = self.slot();
        let core = match &mut *slot {
            Slot::Live(core) => core,
            Slot::Released => return Err(SwafotoError::Released),
            Slot::Broken => {
                let reason = "the session was given up after an earlier defect".to_owned();
                return Err(SwafotoError::Internal { reason });
            }
        };
        let result = guarded(|| call(core));
        if let Err(SwafotoError::Internal { .. }) = &result {
            *slot = Slot::Broken;
        }
        result
    }

    /// Notifies the listener of what `result` changed, and hands it on.
    fn notify(&self, result: Result<swafoto::session::Update, SwafotoError>) -> Result<Update, SwafotoError> {
        let result = result.map(Update::from);
        if let (Ok(update), Some(listener)) = (&result, &self.listener)
            && self.is_news(update)
            && let Err(error) = called_back(|| listener.changed(update.clone()))
        {
            log::warn!("the session's listener threw: {error}");
        }
        result
    }

    /// Notifies the listener of where the session stands, if it has heard of it before and that has changed.
    fn notify_of_change(&self) -> Result<(), SwafotoError> {
        let heard = self.told.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if heard { self.notify(self.call(|core| Ok(core.standing()))).map(drop) } else { Ok(()) }
    }

    fn is_news(&self, update: &Update) -> bool {
        let Update { state, hint, ask_covering, ending, .. } = *update;
        let now = Told { state, hint, ask_covering, help: update.help.clone(), ending };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        // A cancel from another thread may overtake the news of a frame.
        if self.end_was_told.load(Ordering::Relaxed) || told.as_ref() == Some(&now) {
            return false;
        }
        self.end_was_told.store(ending.is_some(), Ordering::Relaxed);
        *told = Some(now);
        true
    }

    /// A panic while it was held left [`Slot::Broken`] behind, so poison says nothing new.
    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<SessionRequest> for swafoto::session::SessionRequest {
    fn from(request: SessionRequest) -> Self {
        let SessionRequest { reference, nonce, retake, declared_covering, still_size, limit_ms } = request;
        Self {
            reference,
            nonce,
            retake,
            declared_covering,
            still_size: still_size.map(PictureSize::pair),
            limit: limit_ms.map(Duration::from_millis),
        }
    }
}

fn time(at_ns: i64) -> Result<Duration, SwafotoError> {
    u64::try_from(at_ns).map(Duration::from_nanos).map_err(|_| SwafotoError::InvalidFrame {
        field: "timestamp".to_owned(),
        reason: format!("is {at_ns} ns, must not be below zero"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Arc<SelfieSession> {
        let engine = Engine::new().unwrap();
        let policy = Policy::preset(swafoto::rule::Policy::DEFAULT).unwrap();
        SelfieSession::new(&engine, &policy, SessionRequest::default(), None).unwrap()
    }

    #[test]
    fn a_panic_gives_the_session_up_and_says_so() {
        let session = session();
        let panicked = session.call(|_| -> Result<(), SwafotoError> { panic!("a defect") });
        assert_eq!(panicked, Err(SwafotoError::Internal { reason: "a defect".to_owned() }));
        assert!(matches!(session.tick(0), Err(SwafotoError::Internal { .. })));
        session.release();
        assert_eq!(session.tick(0), Err(SwafotoError::Released));
    }
}
