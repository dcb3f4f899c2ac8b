//! Several pieces of work at once, told of in their own order, however they end.
//!
//! A piece that panics is a mistake of the program and loses nothing but itself: the others go on, and it is told of like
//! any other failure, by where in the program it happened. What the panic says is not told: it may hold a value from an
//! extract.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use crate::diagnostic::{Code, Finding, Sources};
use crate::pipeline::{Failure, FailureKind};

/// Where the program last panicked; the hook knows it, and what catches the panic does not.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// Remembers where the program panics in place of printing it. To be called once, before any work.
pub(super) fn remember_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
    }));
}

/// Does the work; a panic is a failure of it.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Failure> {
    // Nothing that the work was changing is looked at again.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
        let at = place.map(|place| format!(" at {place}")).unwrap_or_default();
        let finding = Finding::error(Code::InternalError, format!("the program failed{at}"))
            .help("this is a mistake in Sporbar, not in the report: please tell of it with that place and the call");
        Failure { kind: FailureKind::Call, findings: finding.into(), sources: Sources::default() }
    })
}

/// Does `work` for each number below `count`, `at_once` of them at a time, and tells `each` of the results in order, as soon
/// as they and those before them are there.
pub(super) fn side_by_side<T: Send>(
    count: usize,
    at_once: usize,
    work: impl Fn(usize) -> T + Sync,
    mut each: impl FnMut(usize, Result<T, Failure>),
) {
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..at_once.clamp(1, count.max(1)) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count || sender.send((number, guarded(|| work(number)))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        for (number, result) in results {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&told) {
                each(told, result);
                told += 1;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_told_in_order_and_a_panic_loses_only_its_own() {
        for at_once in [1, 2, 7] {
            let mut told = Vec::new();
            let work = |number: usize| {
                // The first ones take longest.
                std::thread::sleep(std::time::Duration::from_millis(20 - 4 * number as u64));
                assert!(number != 2, "the second of an extract's values");
                number * 10
            };
            side_by_side(5, at_once, work, |number, result| {
                told.push((number, result.map_err(|failure| failure.findings.iter().next().map(|first| first.code))));
            });
            let panicked = Err(Some(Code::InternalError));
            assert_eq!(told, [(0, Ok(0)), (1, Ok(10)), (2, panicked), (3, Ok(30)), (4, Ok(40))]);
        }
    }

    #[test]
    fn no_work_is_no_work() {
        side_by_side(0, 4, |_| (), |number, _| panic!("there is no {number}"));
    }
}
