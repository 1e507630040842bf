//! Why a file is no network of ours, said from the outside in.

/// Why a file is no network of ours.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct InvalidNetwork(String);

impl InvalidNetwork {
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl From<std::num::TryFromIntError> for InvalidNetwork {
    fn from(error: std::num::TryFromIntError) -> Self {
        Self(error.to_string())
    }
}

/// Says where, or why there is nothing.
pub(super) trait Context<T> {
    /// The reason, or what stands before it.
    fn context(self, text: &str) -> Result<T, InvalidNetwork>;

    /// As [`Context::context`], for a text that is made.
    fn with_context(self, text: impl FnOnce() -> String) -> Result<T, InvalidNetwork>;
}

impl<T> Context<T> for Option<T> {
    fn context(self, text: &str) -> Result<T, InvalidNetwork> {
        self.ok_or_else(|| InvalidNetwork::new(text))
    }

    fn with_context(self, text: impl FnOnce() -> String) -> Result<T, InvalidNetwork> {
        self.ok_or_else(|| InvalidNetwork(text()))
    }
}

impl<T> Context<T> for Result<T, InvalidNetwork> {
    fn context(self, text: &str) -> Self {
        self.map_err(|InvalidNetwork(reason)| InvalidNetwork(format!("{text}: {reason}")))
    }

    fn with_context(self, text: impl FnOnce() -> String) -> Self {
        self.map_err(|InvalidNetwork(reason)| InvalidNetwork(format!("{}: {reason}", text())))
    }
}

/// Ends the function with the reason that is formatted.
macro_rules! bail {
    ($($reason:tt)*) => {
        return Err($crate::net::error::InvalidNetwork::new(format!($($reason)*)))
    };
}

/// Ends the function with the reason that is formatted, unless the condition holds.
macro_rules! ensure {
    ($holds:expr, $($reason:tt)*) => {
        if !$holds {
            $crate::net::error::bail!($($reason)*)
        }
    };
}

pub(super) use {bail, ensure};
