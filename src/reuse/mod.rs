//! What was made before, kept by a hash of everything it was made from, so that work on the same is not done again.
//!
//! Input: a [`Key`], which is a hash of all that decides a thing, and how to make it. Output: the thing, which is the same
//! whether it was kept or made. What rounds of work have not used for a while is forgotten, so that what is kept grows with
//! what is in use and never with the time that passes. Nothing that went wrong is kept.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

/// So many rounds of work a thing is kept that none of them uses: one who takes back what was just typed finds it again.
const ROUNDS: u64 = 3;

/// A hash of all that decides a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a thing of a kind that is decided by these parts, in this order.
    pub fn of<P: AsRef<[u8]>>(kind: &str, parts: impl IntoIterator<Item = P>) -> Self {
        let mut hash = Sha256::new_with_prefix(kind);
        for part in parts {
            let part = part.as_ref();
            // With its length in front no part can be read as two, nor two as one.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }
}

impl AsRef<[u8]> for Key {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Things of one kind that were made before.
pub struct Kept<T>(Mutex<Shelf<T>>);

struct Shelf<T> {
    round: u64,
    /// Each with the round that used it last.
    things: BTreeMap<Key, (u64, Arc<T>)>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(Shelf { round: 0, things: BTreeMap::new() }))
    }
}

impl<T> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kept({})", self.len())
    }
}

impl<T> Kept<T> {
    /// The thing of a key, where it is kept.
    pub fn get(&self, key: Key) -> Option<Arc<T>> {
        let mut shelf = self.shelf();
        let round = shelf.round;
        let (used, thing) = shelf.things.get_mut(&key)?;
        *used = round;
        Some(Arc::clone(thing))
    }

    /// Keeps a thing.
    pub fn keep(&self, key: Key, thing: T) -> Arc<T> {
        let thing = Arc::new(thing);
        let mut shelf = self.shelf();
        let round = shelf.round;
        shelf.things.insert(key, (round, Arc::clone(&thing)));
        thing
    }

    /// The thing of a key, which is made where it is not kept.
    ///
    /// # Errors
    /// It could not be made; that is not kept.
    pub fn or_make<E>(&self, key: Key, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        match self.get(key) {
            Some(thing) => Ok(thing),
            None => Ok(self.keep(key, make()?)),
        }
    }

    /// A round of work has ended: forgets what the last rounds did not use.
    pub fn end_round(&self) {
        let mut shelf = self.shelf();
        shelf.round += 1;
        let round = shelf.round;
        shelf.things.retain(|_, (used, _)| *used + ROUNDS >= round);
    }

    /// How many things are kept.
    pub fn len(&self) -> usize {
        self.shelf().things.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf<T>> {
        // Whoever failed while holding it had at most put something whole on it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_use_stays_and_the_rest_goes() {
        let kept = Kept::default();
        let key = |number: u64| Key::of("number", [number.to_le_bytes()]);
        let make = |number: u64| kept.or_make(key(number), || Ok::<_, ()>(number)).map(|made| *made);
        for round in 0..100 {
            assert_eq!((make(round), make(7_000)), (Ok(round), Ok(7_000)));
            kept.end_round();
            assert!(kept.len() <= 2 + 2 * usize::try_from(ROUNDS).unwrap_or(0), "{kept:?} after {round}");
        }
        assert_eq!(kept.get(key(99)).as_deref(), Some(&99));
        assert_eq!(kept.get(key(3)), None);
        assert!(kept.or_make(key(3), || Err::<u64, _>("wrong")).is_err());
        assert_eq!(make(3), Ok(3), "what went wrong is tried again");
    }

    #[test]
    fn parts_are_told_apart() {
        let keys = [
            Key::of("one", ["ab", "c"]),
            Key::of("one", ["a", "bc"]),
            Key::of("one", ["abc"]),
            Key::of("one", ["abc", ""]),
            Key::of("two", ["abc"]),
        ];
        assert!(keys.iter().enumerate().all(|(at, key)| !keys[..at].contains(key)));
    }
}
