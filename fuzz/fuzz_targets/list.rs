//! Any bytes are a list of photos or refused, and no path of it is empty or holds its end.
//!
//! A 0 before the list says that NUL ends its lines.
#![no_main]
#![allow(dead_code, reason = "the program uses what the target does not")]

use libfuzzer_sys::fuzz_target;

#[path = "../../src/cli/list.rs"]
mod list;
#[path = "../../src/cli/text.rs"]
mod text;

fuzz_target!(|input: &[u8]| {
    let Some((has_nul, bytes)) = input.split_first() else {
        return;
    };
    let has_nul = *has_nul == b'0';
    let end = if has_nul { b'\0' } else { b'\n' };
    for path in list::paths(bytes, has_nul).unwrap_or_default() {
        let path = path.as_os_str().as_encoded_bytes();
        assert!(!path.is_empty() && !path.contains(&end));
    }
});
