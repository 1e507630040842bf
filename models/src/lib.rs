//! The networks Swafoto ships, embedded.
