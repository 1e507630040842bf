//! What a browser needs beside UniFFI's own functions. Nothing is imported: whoever has the bytes can run them.

use std::cell::RefCell;
use std::panic;

/// Bytes through which arguments and answers go that are no numbers: UniFFI hands these over by address.
const SCRATCH: usize = 4096;

thread_local! {
    static SCRATCH_AREA: RefCell<Box<[u64; SCRATCH / 8]>> = RefCell::new(Box::new([0; SCRATCH / 8]));
    static LAST_WORDS: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Where the scratch area lies: 4096 bytes, aligned to 8, as long as the instance lives. To be called once, before all else: it has
/// panics kept, too.
#[unsafe(no_mangle)]
pub extern "C" fn swafoto_begin() -> *mut u64 {
    panic::set_hook(Box::new(|panic| LAST_WORDS.set(panic.to_string())));
    SCRATCH_AREA.with_borrow_mut(|area| area.as_mut_ptr())
}

/// Where the words of the last panic lie, which an instance can still be asked for after it trapped.
#[unsafe(no_mangle)]
pub extern "C" fn swafoto_last_words() -> *const u8 {
    LAST_WORDS.with_borrow(|words| words.as_ptr())
}

/// How many bytes of UTF-8 these are; 0 where nothing panicked.
#[unsafe(no_mangle)]
pub extern "C" fn swafoto_last_words_length() -> usize {
    LAST_WORDS.with_borrow(String::len)
}
