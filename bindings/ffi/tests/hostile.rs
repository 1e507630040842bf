//! Two sessions on one engine, called by eight threads at once, with listeners and signers that fail.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a panic is how a test reports")]

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use proptest::prelude::*;
use swafoto_ffi::{
    Ending, Engine, FrameFacts, PackedFormat, PackedLayout, Policy, ReceiptSigner, SelfieSession,
    SessionListener, SessionRequest, State, SwafotoError, Update,
};
use swafoto_tests::astronaut;

const THREADS: usize = 8;

/// What the portrait can meet: her hair lies over her ears, and the scan is small.
const POLICY: &str = "base = \"prakerja-2020\"\nid = \"own\"\ntitle = \"Own\"\non-blocked = \"review\"\n[rules]\n\
                      ears-visible-right = false\nears-visible-left = false\ninter-eye-distance = { min = 30 }";

/// How the app's own code fails, by turns.
#[derive(Debug, Default)]
struct Moods(AtomicUsize);

impl Moods {
    fn next(&self) -> Result<(), SwafotoError> {
        // A signer is asked for its key, then to sign: both work, the second fails, the first panics, the second panics.
        match self.0.fetch_add(1, Ordering::Relaxed) % 7 {
            0 | 1 | 2 | 5 => Ok(()),
            3 => Err(SwafotoError::Callback { reason: "thrown".to_owned() }),
            _ => panic!("the app's own panic"),
        }
    }
}

/// Remembers what it heard, and fails.
#[derive(Debug, Default)]
struct Listener {
    heard: Mutex<Vec<(State, Option<Ending>)>>,
    moods: Moods,
}

impl SessionListener for Listener {
    fn changed(&self, update: Update) -> Result<(), SwafotoError> {
        self.heard.lock().unwrap().push((update.state, update.ending));
        self.moods.next()
    }
}

struct Signer(Moods);

impl ReceiptSigner for Signer {
    fn key_id(&self) -> Result<Option<String>, SwafotoError> {
        self.0.next().map(|()| None)
    }

    fn sign(&self, _: Vec<u8>) -> Result<Vec<u8>, SwafotoError> {
        self.0.next().map(|()| vec![1; 64])
    }
}

#[derive(Clone, Copy, Debug)]
enum Call {
    Preview,
    Still,
    StillFailed,
    Tick,
    CameraChanged,
    Declare,
    Standing,
    Capture,
    Cancel,
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        12 => Just(Call::Preview),
        4 => Just(Call::Still),
        1 => Just(Call::StillFailed),
        2 => Just(Call::Tick),
        1 => Just(Call::CameraChanged),
        1 => Just(Call::Declare),
        1 => Just(Call::Standing),
        1 => Just(Call::Capture),
        1 => prop::bool::weighted(0.05).prop_map(|really| if really { Call::Cancel } else { Call::Preview }),
    ]
}

/// Makes `call`; an error that no app expects is a reason to fail.
fn make(call: Call, session: &SelfieSession, clock: &AtomicI64, pixels: &[u8]) -> Result<(), SwafotoError> {
    let format = PackedFormat { layout: PackedLayout::Rgb, width: 270, height: 360, row_stride: 810 };
    let at = clock.fetch_add(33_000_000, Ordering::Relaxed);
    let result = match call {
        Call::Preview => session.preview_packed(pixels, format, FrameFacts::default(), at).map(drop),
        Call::Still => session.still_packed(pixels, format, FrameFacts::default(), at).map(drop),
        Call::StillFailed => session.still_failed(at).map(drop),
        Call::Tick => session.tick(at).map(drop),
        Call::CameraChanged => session.camera_changed(),
        Call::Declare => session.declare_covering(at % 2 == 0).map(drop),
        Call::Standing => session.verdict().map(drop),
        Call::Capture => session.take_capture().map(|capture| {
            if let Some(capture) = capture {
                sign(&capture);
            }
        }),
        Call::Cancel => session.cancel().map(drop),
    };
    match result {
        Err(
            SwafotoError::Busy | SwafotoError::InvalidFrame { .. } | SwafotoError::UnexpectedStill { .. },
        ) => Ok(()),
        result => result,
    }
}

/// Whatever the signer does, the photo stays and what is signed is whole.
fn sign(capture: &swafoto_ffi::Capture) {
    let signer = Arc::new(Signer(Moods::default()));
    let mut signed = 0;
    for _ in 0..12 {
        match capture.sign(Arc::clone(&signer) as Arc<dyn ReceiptSigner>) {
            Ok(receipt) => signed += usize::from(receipt.split('.').count() == 3),
            Err(SwafotoError::Callback { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert!(signed > 0 && capture.jpeg().unwrap().starts_with(&[0xff, 0xd8]));
}

/// As many cases as `PROPTEST_CASES` says, though each takes as long as some hundreds of the core's own.
fn cases() -> u32 {
    (ProptestConfig::default().cases / 64).max(1)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 50, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn sessions_keep_their_word_whoever_calls(
        calls in prop::collection::vec(prop::collection::vec((0..2_usize, call()), 10..30), THREADS),
    ) {
        static ENGINE: std::sync::OnceLock<Arc<Engine>> = std::sync::OnceLock::new();
        let engine = ENGINE.get_or_init(|| Engine::new().unwrap());
        let policy = Policy::from_toml(POLICY).unwrap();
        let listeners = [(); 2].map(|()| Arc::new(Listener::default()));
        let sessions = listeners.each_ref().map(|listener| {
            let request = SessionRequest { limit_ms: Some(20_000), ..SessionRequest::default() };
            let listener = Arc::clone(listener) as Arc<dyn SessionListener>;
            SelfieSession::new(engine, &policy, request, Some(listener)).unwrap()
        });
        let pixels = astronaut().into_raw();
        let clock = AtomicI64::new(0);
        let results: Vec<Result<(), SwafotoError>> = thread::scope(|scope| {
            let threads: Vec<_> = calls
                .iter()
                .map(|calls| {
                    scope.spawn(|| {
                        calls.iter().try_for_each(|(which, call)| make(*call, &sessions[*which], &clock, &pixels))
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        prop_assert_eq!(results, vec![Ok(()); THREADS]);
        for (session, listener) in sessions.iter().zip(&listeners) {
            for _ in 0..200 {
                make(Call::Tick, session, &clock, &pixels).unwrap();
                clock.fetch_add(250_000_000, Ordering::Relaxed);
            }
            let heard = listener.heard.lock().unwrap().clone();
            let endings = heard.iter().filter(|(_, ending)| ending.is_some()).count();
            prop_assert_eq!(endings, 1, "{:?}", heard);
            prop_assert!(heard.last().unwrap().1.is_some());
            make(Call::Capture, session, &clock, &pixels).unwrap();
        }
    }
}
