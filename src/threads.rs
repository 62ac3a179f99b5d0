//! How many threads share the work on one photo.

use std::panic::resume_unwind;
use std::thread;

/// How many threads share the work on one photo. The answer is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Threads {
    /// Many photos at once keep all cores busy.
    #[default]
    One,
    /// A core has no photo of its own.
    Two,
}

impl Threads {
    /// Those that pay on a photo of this size: what a thread costs, it hardly saves on a small one.
    pub(crate) fn on(self, (width, height): (u32, u32)) -> Self {
        /// Pixels, by `cargo bench find_and_measure`.
        const LARGE: u64 = 4_000_000;
        if u64::from(width) * u64::from(height) < LARGE {
            Self::One
        } else {
            self
        }
    }

    /// Does both.
    pub(crate) fn both<A: Send, B>(
        self,
        one: impl FnOnce() -> A + Send,
        other: impl FnOnce() -> B,
    ) -> (A, B) {
        match self {
            Self::One => (one(), other()),
            Self::Two => thread::scope(|scope| {
                let one = scope.spawn(one);
                let other = other();
                (
                    one.join().unwrap_or_else(|panic| resume_unwind(panic)),
                    other,
                )
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_photo_has_one_thread() {
        assert_eq!(Threads::Two.on((640, 480)), Threads::One);
        assert_eq!(Threads::Two.on((4032, 3024)), Threads::Two);
    }

    #[test]
    fn both_are_done_on_any_number_of_threads() {
        for threads in [Threads::One, Threads::Two] {
            assert_eq!(threads.both(|| 1, || "two"), (1, "two"));
        }
    }
}
