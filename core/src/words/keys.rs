//! Lists of keys, which the build script reads as well.

/// A list of keys: an enum, its names and all of its members.
macro_rules! keys {
    (($dollar:tt) $each:ident; $(#[$about:meta])* $kind:ident: $($(#[$doc:meta])* $name:ident, $key:literal;)*) => {
        keys! { $(#[$about])* $kind: $($(#[$doc])* $name, $key;)* }

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
pub(super) use keys;
