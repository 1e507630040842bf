//! No panic crosses the boundary.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::SwafotoError;

/// Carries out `call`; a panic in it becomes [`SwafotoError::Internal`].
///
/// The core does not panic by design; this is for the defect we do not know of. UniFFI too would catch it, but hands it
/// on as an error of its own that no app expects, and Swift ends the app for it where a function does not throw.
/// It works only where panics unwind, hence no profile that ships may say `panic = "abort"`.
///
/// Whoever keeps state across calls must give up what a panic may have left half-done: `call` may not leave a broken
/// value behind that later calls use.
///
/// # Errors
/// Those of `call`, and [`SwafotoError::Internal`].
pub fn guarded<T>(call: impl FnOnce() -> Result<T, SwafotoError>) -> Result<T, SwafotoError> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|panic| Err(SwafotoError::Internal { reason: words(panic.as_ref()) }))
}

/// Calls the app's own code, an implementation of one of our traits; a panic in it becomes [`SwafotoError::Callback`], as an
/// exception in another language does.
///
/// # Errors
/// Those of `call`, and [`SwafotoError::Callback`].
pub fn called_back<T>(call: impl FnOnce() -> Result<T, SwafotoError>) -> Result<T, SwafotoError> {
    catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|panic| Err(SwafotoError::Callback { reason: words(panic.as_ref()) }))
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("panicked").to_owned()
}

/// A shipping build in which panics abort would take the app down with it. In a browser they trap, which the worker around it survives.
#[cfg(all(panic = "abort", not(target_family = "wasm")))]
compile_error!(
    "swafoto-ffi needs panic = \"unwind\": with \"abort\" a defect would end the app that embeds it"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_with_its_words() {
        let reason = |result: Result<(), SwafotoError>| match result {
            Err(SwafotoError::Internal { reason }) => reason,
            other => panic!("{other:?}"),
        };
        assert_eq!(reason(guarded(|| panic!("plain"))), "plain");
        assert_eq!(reason(guarded(|| panic!("with number {}", 7))), "with number 7");
        assert_eq!(reason(guarded(|| std::panic::panic_any(7))), "panicked");
        assert_eq!(guarded(|| Ok(3)), Ok(3));
        let thrown = SwafotoError::Callback { reason: "by the app".to_owned() };
        assert_eq!(called_back(|| -> Result<(), _> { panic!("by the app") }), Err(thrown));
    }
}
