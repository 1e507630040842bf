//! What the core logs, handed to whom the app names.

use std::sync::{Arc, PoisonError, RwLock};

use log::{LevelFilter, Log, Metadata, Record};

use crate::error::SwafotoError;
use crate::guard::called_back;

/// How much matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum LogLevel {
    /// Something failed.
    Error,
    /// Something is not as it should be.
    Warning,
    /// Something that happens rarely and is worth a line.
    Information,
    /// For whoever looks for a defect.
    Debug,
}

/// Takes log lines; implemented by the app. They carry no picture, no landmark and no measure of a person.
///
/// It is called on the thread that called the SDK. What it throws is swallowed: a log must not harm what it tells of.
#[uniffi::export(with_foreign)]
pub trait LogSink: Send + Sync {
    /// Takes one line.
    ///
    /// # Errors
    /// Whatever the app throws.
    fn log(&self, level: LogLevel, target: String, message: String) -> Result<(), SwafotoError>;
}

/// Hands lines of `level` and above to `sink`; without a sink there are no logs. The last call holds.
#[uniffi::export]
pub fn set_logger(level: LogLevel, sink: Option<Arc<dyn LogSink>>) {
    let filter = match (&sink, level) {
        (None, _) => LevelFilter::Off,
        (Some(_), LogLevel::Error) => LevelFilter::Error,
        (Some(_), LogLevel::Warning) => LevelFilter::Warn,
        (Some(_), LogLevel::Information) => LevelFilter::Info,
        (Some(_), LogLevel::Debug) => LevelFilter::Debug,
    };
    *ROUTER.sink.write().unwrap_or_else(PoisonError::into_inner) = sink;
    // Fails where we are set already, or where a Rust program that embeds us has a logger of its own, which then holds.
    let _ = log::set_logger(&ROUTER);
    log::set_max_level(filter);
}

static ROUTER: Router = Router { sink: RwLock::new(None) };

struct Router {
    sink: RwLock<Option<Arc<dyn LogSink>>>,
}

impl Log for Router {
    /// Our own lines only: the inference engine tells much that helps nobody but its authors.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().split("::").next().is_some_and(|krate| krate.starts_with("swafoto"))
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        // Not held during the call: the app may well set another sink in it.
        let sink = self.sink.read().unwrap_or_else(PoisonError::into_inner).clone();
        let level = match record.level() {
            log::Level::Error => LogLevel::Error,
            log::Level::Warn => LogLevel::Warning,
            log::Level::Info => LogLevel::Information,
            log::Level::Debug | log::Level::Trace => LogLevel::Debug,
        };
        if let Some(sink) = sink {
            let _ = called_back(|| sink.log(level, record.target().to_owned(), record.args().to_string()));
        }
    }

    fn flush(&self) {}
}
