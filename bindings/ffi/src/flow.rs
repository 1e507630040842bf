//! The whole screen behind the boundary: events and frames in, what to show and do out. No call fails.

use std::collections::HashMap;
use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::Duration;

use swafoto::SelfieSession;
use swafoto::frame::Frame;
use swafoto::screen::{self, FlowRequest as CoreRequest, Opening, SelfieFlow as Core};
use swafoto::words::Language;

use crate::engine::Engine;
use crate::error::SwafotoError;
use crate::frame::{FrameFacts, PackedFormat, Yuv420Format};
use crate::guard::guarded;
use crate::live::{Kind, Live};
use crate::policy::{Policy, default_policy_name};
use crate::screen_types::{Event, Outcome, Turn, language_of};
use crate::session::SessionRequest;

/// Where a flow's rules come from. A policy that cannot be used ends it with `Outcome.Failed`.
#[derive(Clone, Debug, Default, PartialEq, Eq, uniffi::Enum)]
pub enum PolicyChoice {
    /// The SDK's default preset.
    #[default]
    Standard,
    /// A preset of the SDK.
    Preset {
        /// Its name, such as `ektp`.
        name: String,
    },
    /// A policy file, shipped with the app or taken from its server.
    Toml {
        /// Its text.
        text: String,
    },
}

impl PolicyChoice {
    fn open(&self) -> Result<Arc<Policy>, SwafotoError> {
        match self {
            Self::Standard => Policy::preset(&default_policy_name()),
            Self::Preset { name } => Policy::preset(name),
            Self::Toml { text } => Policy::from_toml(text),
        }
    }
}

/// What an app asks for: one photo of one person, by one policy, on a screen that speaks to them.
#[derive(Clone, Debug, Default, PartialEq, uniffi::Record)]
pub struct FlowRequest {
    /// The rules to hold.
    pub policy: PolicyChoice,
    /// What goes into the session. Its `still_size` is the camera's to tell.
    pub session: SessionRequest,
    /// BCP 47 or Java tags of the person's languages, the one they like best first. The first that we speak holds; where we speak
    /// none, Indonesian does.
    #[uniffi(default = [])]
    pub languages: Vec<String>,
    /// Texts of the institution's own in that language, by their keys, such as `screen.accepted`.
    #[uniffi(default)]
    pub texts: HashMap<String, String>,
    /// Whom to turn to for another way: shown to who cannot comply. Without it no other way is promised.
    #[uniffi(default = None)]
    pub contact: Option<String>,
    /// Whether hints are spoken aloud from the start, also where no screen reader runs.
    #[uniffi(default = false)]
    pub spoken: bool,
    /// Whether the screen is a web page: it cannot open any settings.
    #[uniffi(default = false)]
    pub in_browser: bool,
}

/// One person's way to one photo, from the opened screen to its end. Any thread may call, each call returns what to show and do.
///
/// Times are nanoseconds of one clock that does not go back as long as the flow lives. While one call is at work or waits a frame
/// is dropped; everything else waits for it.
#[derive(Debug, uniffi::Object)]
pub struct SelfieFlow {
    core: Mutex<Core>,
    /// Calls that wait for the one at work. On a slow phone the next frame is there as soon as the last one is judged, and would
    /// go before them.
    waiting: AtomicUsize,
    language: Language,
    /// What leaving would have meant after the last call: told without waiting for the one at work.
    leaving: Mutex<Option<Outcome>>,
    _live: Live,
}

#[uniffi::export]
impl SelfieFlow {
    /// A flow whose screen is not on show yet. Nothing is loaded before the camera opens.
    ///
    /// `engine`: networks of the app's own, or loaded before; else those of the library, shared by all flows that live. A library that
    /// carries none needs one.
    #[uniffi::constructor(default(engine = None))]
    pub fn new(request: FlowRequest, engine: Option<Arc<Engine>>) -> Arc<Self> {
        let language = language_of(&request.languages);
        Arc::new(Self {
            core: Mutex::new(open(request, language, engine)),
            language,
            waiting: AtomicUsize::new(0),
            leaving: Mutex::default(),
            _live: Live::new(Kind::Flow),
        })
    }

    /// Something happened.
    pub fn tell(&self, event: Event, at_ns: i64) -> Turn {
        self.call(self.core(), |core| core.tell(event.into(), time(at_ns)), at_ns)
    }

    /// An interleaved preview frame. `pixels` are borrowed for the call, not copied. Nothing is returned for a frame that came while
    /// another call was at work: it was dropped.
    pub fn frame_packed(
        &self,
        pixels: &[u8],
        format: PackedFormat,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Option<Turn> {
        self.frame(|| format.frame(pixels, &facts), at_ns)
    }

    /// A 4:2:0 preview frame. The planes are borrowed for the call, not copied; U and V may overlap. Otherwise as
    /// [`SelfieFlow::frame_packed`].
    pub fn frame_yuv420(
        &self,
        y: &[u8],
        u: &[u8],
        v: &[u8],
        format: Yuv420Format,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Option<Turn> {
        self.frame(|| format.frame(y, u, v, &facts), at_ns)
    }

    /// The interleaved still that `Command.TakeStill` asked for.
    pub fn still_packed(&self, pixels: &[u8], format: PackedFormat, facts: FrameFacts, at_ns: i64) -> Turn {
        self.still(|| format.frame(pixels, &facts), at_ns)
    }

    /// The 4:2:0 still that `Command.TakeStill` asked for.
    pub fn still_yuv420(
        &self,
        y: &[u8],
        u: &[u8],
        v: &[u8],
        format: Yuv420Format,
        facts: FrameFacts,
        at_ns: i64,
    ) -> Turn {
        self.still(|| format.frame(y, u, v, &facts), at_ns)
    }

    /// How it ended, once `Command.Finish` was told; the second call finds nothing.
    pub fn take_outcome(&self) -> Option<Outcome> {
        self.core().take_outcome().map(Outcome::from)
    }

    /// What it would mean to leave now. Does not wait for a call at work: for an app that has to answer at once where its
    /// screen is taken away, and then tells `Event.Cancelled`.
    pub fn outcome_of_leaving(&self) -> Outcome {
        let leaving = self.leaving.lock().unwrap_or_else(PoisonError::into_inner);
        leaving.clone().unwrap_or(Outcome::Cancelled)
    }

    /// Lets go of all it holds, wiping a photo that was not taken out. Whatever is told later changes nothing.
    pub fn release(&self) {
        *self.core() = Core::given_up(self.language, "the flow was released");
    }
}

impl SelfieFlow {
    fn frame<'a>(&self, frame: impl FnOnce() -> Result<Frame<'a>, SwafotoError>, at_ns: i64) -> Option<Turn> {
        if self.waiting.load(Ordering::Acquire) > 0 {
            return None;
        }
        let core = match self.core.try_lock() {
            Ok(core) => core,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        let look = |core: &mut Core| match frame() {
            Ok(frame) => core.frame(&frame, time(at_ns)),
            Err(_) => core.tell(screen::Event::FrameRefused, time(at_ns)),
        };
        Some(self.call(core, look, at_ns))
    }

    fn still<'a>(&self, frame: impl FnOnce() -> Result<Frame<'a>, SwafotoError>, at_ns: i64) -> Turn {
        let judge = |core: &mut Core| match frame() {
            Ok(frame) => core.still(&frame, time(at_ns)),
            Err(_) => core.tell(screen::Event::StillFailed, time(at_ns)),
        };
        self.call(self.core(), judge, at_ns)
    }

    /// Calls the core. After a panic nobody knows what it holds: it is given up, and the person is told.
    fn call(
        &self,
        mut core: MutexGuard<'_, Core>,
        call: impl FnOnce(&mut Core) -> screen::Turn,
        at_ns: i64,
    ) -> Turn {
        let turn = guarded(|| Ok(call(&mut core))).unwrap_or_else(|defect| {
            core.give_up(self.language, &defect.to_string());
            core.tell(screen::Event::Tick, time(at_ns))
        });
        let leaving = core.outcome_of_leaving().into();
        *self.leaving.lock().unwrap_or_else(PoisonError::into_inner) = Some(leaving);
        turn.into()
    }

    fn core(&self) -> MutexGuard<'_, Core> {
        self.waiting.fetch_add(1, Ordering::AcqRel);
        let core = self.core.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::AcqRel);
        core
    }
}

/// The flow of `request`, which speaks `language`.
fn open(request: FlowRequest, language: Language, engine: Option<Arc<Engine>>) -> Core {
    let FlowRequest { policy, session, languages: _, texts, contact, spoken, in_browser } = request;
    let speech = CoreRequest { language, texts: texts.into_iter().collect(), contact, spoken, in_browser };
    let mut leased = engine;
    let begin = move |opening: Opening| -> Result<SelfieSession, Box<dyn Error + Send + Sync>> {
        let engine = match &leased {
            Some(engine) => Arc::clone(engine),
            None => Arc::clone(leased.insert(shared_engine()?)),
        };
        let mut request = swafoto::session::SessionRequest::from(session.clone());
        request.still_size = opening.still_size;
        if let Some(retake) = opening.retake {
            request.retake = retake;
        }
        let policy = policy.open()?;
        Ok(SelfieSession::new(engine.core().clone(), policy.core().clone(), request)?)
    };
    Core::new(speech, begin).unwrap_or_else(|error| Core::given_up(language, &error.to_string()))
}

/// A library without networks shares none.
#[cfg(not(feature = "networks"))]
fn shared_engine() -> Result<Arc<Engine>, SwafotoError> {
    Err(SwafotoError::InvalidModel {
        model: "all".to_owned(),
        reason: "the library carries none: hand an engine over".to_owned(),
    })
}

/// The networks of the library: loading takes a while, and memory is short on the phones we are for.
#[cfg(feature = "networks")]
fn shared_engine() -> Result<Arc<Engine>, SwafotoError> {
    static SHARED: Mutex<std::sync::Weak<Engine>> = Mutex::new(std::sync::Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(engine) = shared.upgrade() {
        return Ok(engine);
    }
    let engine = Engine::new()?;
    *shared = Arc::downgrade(&engine);
    Ok(engine)
}

/// A clock that stands before its own beginning is at it.
fn time(at_ns: i64) -> Duration {
    Duration::from_nanos(u64::try_from(at_ns).unwrap_or_default())
}
