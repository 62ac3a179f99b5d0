//! Many pieces of work at once, their answers in order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use anyhow::{Context, Result};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// Work under way. As an iterator it gives the answers in the order of the work, each as soon as
/// it and all before it are there.
pub(crate) struct Batch<Answer> {
    sender: Sender<News<Answer>>,
    news: Receiver<News<Answer>>,
    early: BTreeMap<usize, Answer>,
    given: usize,
    total: usize,
    interrupted: bool,
    _workers: ThreadPool,
}

enum News<Answer> {
    Done(usize, Answer),
    Interrupted,
}

impl<Answer: Send + 'static> Batch<Answer> {
    /// Begins the work, at most `jobs` pieces at once and the first of them first, and no more than
    /// there are pieces and cores.
    pub(crate) fn start<Piece: Send + 'static>(
        jobs: NonZeroUsize,
        pieces: Vec<Piece>,
        work: impl Fn(usize, &Piece) -> Answer + Send + Sync + 'static,
    ) -> Result<Self> {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let threads = jobs.get().min(pieces.len()).min(cores).max(1);
        let workers = ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .context("cannot start the threads of --jobs")?;
        let (sender, news) = mpsc::channel();
        let (work, total) = (Arc::new(work), pieces.len());
        for (index, piece) in pieces.into_iter().enumerate() {
            let (work, sender) = (Arc::clone(&work), sender.clone());
            workers.spawn_fifo(move || {
                // Nobody listens any more once the run has been interrupted.
                let _ = sender.send(News::Done(index, work(index, &piece)));
            });
        }
        Ok(Self {
            sender,
            news,
            early: BTreeMap::new(),
            given: 0,
            total,
            interrupted: false,
            _workers: workers,
        })
    }

    /// Ends the answers at Ctrl-C. The signal's own default could cut a line in two: the kernel
    /// lets a signal that kills end a write between two pages.
    pub(crate) fn end_at_interrupt(&self) -> Result<()> {
        let sender = self.sender.clone();
        let tell = move || drop(sender.send(News::Interrupted));
        ctrlc::set_handler(tell).context("cannot listen for Ctrl-C")
    }

    /// Whether Ctrl-C ended the answers.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupted
    }
}

impl<Answer> Iterator for Batch<Answer> {
    type Item = Answer;

    fn next(&mut self) -> Option<Answer> {
        while self.given < self.total && !self.interrupted {
            if let Some(answer) = self.early.remove(&self.given) {
                self.given += 1;
                return Some(answer);
            }
            match self.news.recv() {
                Ok(News::Done(index, answer)) => drop(self.early.insert(index, answer)),
                Ok(News::Interrupted) | Err(_) => self.interrupted = true,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;
    use std::time::Duration;

    use super::*;

    #[test]
    fn answers_come_in_the_order_of_the_work() {
        let early_ones_are_slow = |index, piece: &u64| {
            sleep(Duration::from_millis(20 - piece));
            (index, *piece)
        };
        let jobs = NonZeroUsize::new(5).unwrap();
        let batch = Batch::start(jobs, (0..20).collect(), early_ones_are_slow).unwrap();
        let answers: Vec<_> = batch.collect();
        assert_eq!(answers, (0..20).map(|n| (n, n as u64)).collect::<Vec<_>>());
    }

    #[test]
    fn an_interruption_ends_the_answers() {
        let jobs = NonZeroUsize::MIN;
        let slow = |_, (): &()| sleep(Duration::from_millis(50));
        let mut batch = Batch::start(jobs, vec![(); 100], slow).unwrap();
        batch.sender.send(News::Interrupted).unwrap();
        assert!(batch.by_ref().count() < 100);
        assert!(batch.is_interrupted());
    }
}
