//! What is measured on a face. Each measure is a pure function of planes and landmarks.
