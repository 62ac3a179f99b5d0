//! Short names for settings and for files.

use std::fmt::{Debug, Write};

use sha2::{Digest, Sha256};

/// Bytes of the digest: two things share one by chance once in 2^64 pairs.
const LENGTH: usize = 8;

/// Digest of the program's version and of settings, as hexadecimal digits. What the settings show
/// for debugging is taken, so that no field can be forgotten; should that ever look different, the
/// same settings only seem new.
pub(crate) fn digest(settings: &impl Debug) -> String {
    digest_of_bytes(format!("{} {settings:?}", env!("CARGO_PKG_VERSION")).as_bytes())
}

/// Digest of a file's bytes, as hexadecimal digits.
pub(crate) fn digest_of_bytes(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter()
        .take(LENGTH)
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_change_gives_another_digest() {
        let digests = [0.3, 0.300_000_000_000_000_1, -0.3].map(|number| digest(&number));
        assert!(digests.iter().all(|digest| digest.len() == 2 * LENGTH));
        assert_ne!(digests[0], digests[1]);
        assert_ne!(digests[0], digests[2]);
        assert_eq!(digests[0], digest(&0.3));
    }
}
