//! A limit on the time that one piece of work takes.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

/// What the work gives, unless it takes longer. Work that is given up goes on unheard until the
/// program ends: no decoder can be stopped from outside.
pub(crate) fn within<Answer: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> Answer + Send + 'static,
) -> Result<Answer> {
    let (sender, answer) = mpsc::channel();
    let work = move || drop(sender.send(work()));
    let _ = thread::Builder::new()
        .spawn(work)
        .context("cannot start a thread")?;
    answer.recv_timeout(limit).map_err(|missed| match missed {
        RecvTimeoutError::Timeout => anyhow!(
            "it took longer than {} seconds: shrink the photo, or allow more with --timeout",
            limit.as_secs()
        ),
        // A defect that one photo lays bare must not cost the rest of a batch.
        RecvTimeoutError::Disconnected => {
            anyhow!("smpmatch itself failed on this photo: please report it")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_given_up_and_what_panics_contained() {
        let slow = || thread::sleep(Duration::from_secs(5));
        let late = within(Duration::from_millis(10), slow).unwrap_err();
        assert!(late.to_string().contains("--timeout"), "{late}");
        let broken = || panic!("on purpose");
        let broken = within(Duration::from_secs(5), broken).unwrap_err();
        assert!(broken.to_string().contains("report it"), "{broken}");
        assert_eq!(within(Duration::from_secs(5), || 7).unwrap(), 7);
    }
}
