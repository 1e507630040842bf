//! UniFFI's generator, of the very version the library was built with: `cargo xtask bindings` runs it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
