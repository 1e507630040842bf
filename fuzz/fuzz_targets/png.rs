#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| swafoto_fuzz::png(data));
