//! Everything a person reads or hears, in every language we speak.
//!
//! The words stand in `core/texts`, a file a language, each with a note on where it shows. Code knows them by their keys: those of
//! [hints](crate::rule::Hint) and [rules](crate::rule::RuleId), and the ones listed here.

mod label;
mod picture;
mod screen_text;

pub use label::Label;
pub use picture::Picture;
pub use screen_text::ScreenText;

/// A list of keys: an enum, its names and all of its members.
macro_rules! keys {
    (($dollar:tt) $each:ident; $(#[$about:meta])* $kind:ident: $($(#[$doc:meta])* $name:ident, $key:literal;)*) => {
        $crate::words::keys! { $(#[$about])* $kind: $($(#[$doc])* $name, $key;)* }

        /// Hands every member with its documentation to a macro: for bindings that must list them.
        #[macro_export]
        macro_rules! $each {
            ($dollar callback:ident) => { $dollar callback! { $($(#[$doc])* $name,)* } };
        }
    };
    ($(#[$about:meta])* $kind:ident: $($(#[$doc:meta])* $name:ident, $key:literal;)*) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $kind {
            $($(#[$doc])* $name,)*
        }

        impl $kind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in the files of words, and by which an institution replaces the text.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}
use keys;
