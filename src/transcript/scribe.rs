//! The thread that writes: it owns the recogniser and takes pieces while the person is still speaking.
//!
//! ```
//! use greenroom::recording::SpeechMap;
//! use greenroom::time::{Length, Moment, Stretch};
//! use greenroom::transcript::decoder::Scripted;
//! use greenroom::transcript::hear::PieceSound;
//! use greenroom::transcript::scribe::Scribe;
//!
//! let scribe = Scribe::start(|| Ok(Box::new(Scripted::new(&[("we moved it", 1.0)]))));
//! let at = Stretch::new(Moment::START, Moment::from_seconds(1.0));
//! let speech = SpeechMap { length: Length::from_seconds(1.0), voiced: vec![at] };
//! scribe.hear(PieceSound { at, samples: vec![0.0; 16_000], speech });
//! assert_eq!(scribe.finish()?.len(), 3);
//! # Ok::<(), greenroom::transcript::decoder::DecoderError>(())
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::decoder::{Decoder, DecoderError};
use super::hear::{PieceSound, hear};
use super::words::HeardWord;

/// What the thread is told.
enum Order {
    Hear { take: usize, piece: PieceSound },
    Finish { take: usize, reply: mpsc::Sender<Result<Vec<HeardWord>, DecoderError>> },
}

/// A handle on the writing thread, `greenroom-scribe`. The thread ends when the handle is dropped.
#[derive(Debug)]
pub struct Scribe {
    orders: mpsc::Sender<Order>,
    /// The number of the take that is being written. Pieces of an earlier one are passed over.
    take: Arc<AtomicUsize>,
}

impl Scribe {
    /// Starts the thread, which loads the recogniser at once. Where that fails, [`Scribe::finish`] says so.
    #[must_use]
    pub fn start<Load>(load: Load) -> Self
    where
        Load: FnOnce() -> Result<Box<dyn Decoder>, DecoderError> + Send + 'static,
    {
        let (orders, inbox) = mpsc::channel();
        let take = Arc::new(AtomicUsize::new(0));
        let current = Arc::clone(&take);
        // Where no thread can be had, the inbox is dropped and `finish` answers that the recogniser is gone.
        let _ = thread::Builder::new()
            .name("greenroom-scribe".to_owned())
            .spawn(move || write(load(), &inbox, &current));
        Scribe { orders, take }
    }

    /// Hands over one piece; returns at once. Pieces are written in the order in which they come.
    pub fn hear(&self, piece: PieceSound) {
        let take = self.take.load(Ordering::Acquire);
        // A thread that is gone is reported by `finish`.
        let _ = self.orders.send(Order::Hear { take, piece });
    }

    /// Waits for the last piece and returns the words of all pieces since the last call. Somebody who calls
    /// [`Scribe::forget`] meanwhile makes it an error: half of the words would look like the whole answer.
    pub fn finish(&self) -> Result<Vec<HeardWord>, DecoderError> {
        let (reply, answer) = mpsc::channel();
        let take = self.take.load(Ordering::Acquire);
        self.orders.send(Order::Finish { take, reply }).map_err(|_| DecoderError::Gone)?;
        answer.recv().map_err(|_| DecoderError::Gone)?
    }

    /// Forgets the pieces that were handed over since the last [`Scribe::finish`]; one that is being written is
    /// finished first, in the background.
    pub fn forget(&self) {
        let take = self.take.fetch_add(1, Ordering::AcqRel) + 1;
        let (reply, _) = mpsc::channel();
        let _ = self.orders.send(Order::Finish { take, reply });
    }
}

/// The thread: until every handle is gone.
fn write(
    decoder: Result<Box<dyn Decoder>, DecoderError>,
    inbox: &mpsc::Receiver<Order>,
    current: &AtomicUsize,
) {
    let (mut decoder, mut trouble) = match decoder {
        Ok(decoder) => (Some(decoder), None),
        Err(error) => (None, Some(error)),
    };
    let mut words = Vec::new();
    for order in inbox {
        match order {
            Order::Hear { take, piece } => {
                let Some(decoder) = decoder.as_mut() else { continue };
                if trouble.is_some() || take != current.load(Ordering::Acquire) {
                    continue;
                }
                match hear(decoder.as_mut(), &piece) {
                    Ok(heard) => words.extend(heard),
                    Err(error) => trouble = Some(error),
                }
            }
            Order::Finish { take, reply } => {
                let result = match trouble.take() {
                    _ if take != current.load(Ordering::Acquire) => Err(DecoderError::Forgotten),
                    Some(error) => Err(error),
                    None if decoder.is_none() => Err(DecoderError::Gone),
                    None => Ok(std::mem::take(&mut words)),
                };
                words.clear();
                let _ = reply.send(result);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decoder::Scripted;
    use super::*;
    use crate::recording::SpeechMap;
    use crate::time::{Length, Moment, Stretch};

    fn piece(from: f64) -> PieceSound {
        let at = Stretch::new(Moment::from_seconds(from), Moment::from_seconds(from + 1.0));
        let voiced = vec![Stretch::new(Moment::START, Moment::from_seconds(1.0))];
        let speech = SpeechMap { length: Length::from_seconds(1.0), voiced };
        PieceSound { at, samples: vec![0.0; 16_000], speech }
    }

    fn texts(words: Result<Vec<HeardWord>, DecoderError>) -> Vec<String> {
        words.unwrap().into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn pieces_are_written_in_their_order_and_each_take_by_itself() {
        let scribe =
            Scribe::start(|| Ok(Box::new(Scripted::new(&[("one", 1.0), ("two", 1.0), ("three", 1.0)]))));
        scribe.hear(piece(0.0));
        scribe.hear(piece(1.0));
        assert_eq!(texts(scribe.finish()), ["one", "two"]);
        scribe.hear(piece(0.0));
        assert_eq!(texts(scribe.finish()), ["three"]);
    }

    #[test]
    fn a_take_that_was_forgotten_leaves_no_word() {
        let scribe = Scribe::start(|| Ok(Box::new(Scripted::new(&[("one", 1.0), ("two", 1.0)]))));
        scribe.hear(piece(0.0));
        scribe.forget();
        assert!(texts(scribe.finish()).is_empty());
    }

    #[test]
    fn words_that_were_forgotten_while_somebody_waited_are_no_answer() {
        let (go, gate) = mpsc::channel::<()>();
        let scribe = Scribe::start(move || {
            let _ = gate.recv();
            Ok(Box::new(Scripted::new(&[("one", 1.0), ("two", 1.0)])) as Box<dyn Decoder>)
        });
        scribe.hear(piece(0.0));
        let waited = thread::scope(|scope| {
            let waiting = scope.spawn(|| scribe.finish());
            thread::sleep(std::time::Duration::from_millis(100));
            scribe.forget();
            go.send(()).unwrap();
            waiting.join().unwrap()
        });
        assert!(matches!(waited, Err(DecoderError::Forgotten)), "{waited:?}");
    }

    #[test]
    fn a_recogniser_that_cannot_load_says_so_at_the_end() {
        let scribe = Scribe::start(|| Err(DecoderError::NoTimes { model: "huge".to_owned() }));
        scribe.hear(piece(0.0));
        assert!(matches!(scribe.finish(), Err(DecoderError::NoTimes { .. })));
        assert!(matches!(scribe.finish(), Err(DecoderError::Gone)));
    }

    /// Fails at every piece.
    struct Broken;
    impl Decoder for Broken {
        fn decode(
            &mut self,
            samples: &[f32],
            _: super::super::decoder::Manner,
            _: super::super::decoder::Reach,
        ) -> Result<Vec<super::super::decoder::Token>, DecoderError> {
            Err(DecoderError::TooLong { length: Length::from_samples(samples.len() as u64) })
        }
    }

    #[test]
    fn a_failure_on_one_take_is_told_once_and_the_next_take_goes_on() {
        let scribe = Scribe::start(|| Ok(Box::new(Broken)));
        scribe.hear(piece(0.0));
        scribe.hear(piece(1.0));
        assert!(matches!(scribe.finish(), Err(DecoderError::TooLong { .. })));
        assert!(texts(scribe.finish()).is_empty());
    }
}
