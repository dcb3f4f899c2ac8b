//! Pieces of work on all cores.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

thread_local! {
    /// Whether what this thread does is one of many pieces of work that keep all cores busy already.
    static ONE_OF_MANY: Cell<bool> = const { Cell::new(false) };
}

/// What `work` makes of each item, in the order of the items: on all cores, each taking the next item when it is done
/// with one. These are threads of their own, because what waits in a pool for a query takes up other work of that pool.
///
/// # Panics
/// Where the work does.
pub fn map<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    if cores == 1 || ONE_OF_MANY.get() {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        while let at = next.fetch_add(1, Ordering::Relaxed)
            && let Some(item) = items.get(at)
        {
            made.push((at, work(item)));
        }
        made
    };
    let mut all: Vec<(usize, O)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(take)).collect();
        let done = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        done.flat_map(|made| made.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, made)| made).collect()
}

/// What `work` makes of stretches of many things, in their order: in the pool that queries use, too. One alone is done at once, as to hand
/// it on and to wait for it takes longer than few things do. Work that waits for something else has no place in the pool.
pub fn stretches<I: Sync, O: Send>(stretches: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    if stretches.len() == 1 || ONE_OF_MANY.get() {
        return stretches.iter().map(work).collect();
    }
    stretches.par_iter().map(&work).collect()
}

/// What `tell` says of each of so many things, by their numbers and in their order: of so many `together` on one core, in the same pool.
pub fn numbered<O: Send>(count: usize, together: usize, tell: impl Fn(usize) -> O + Sync) -> Vec<O> {
    if count <= together || ONE_OF_MANY.get() {
        return (0..count).map(tell).collect();
    }
    (0..count).into_par_iter().with_min_len(together).map(&tell).collect()
}

/// What `work` makes of each of many items, as [`map`] does, each on one core: what `work` would do on all of them it does by itself, as
/// the others are at work on other items. One item alone has all of them.
///
/// # Panics
/// Where the work does.
pub fn many<I: Sync, O: Send>(items: &[I], work: impl Fn(&I) -> O + Sync) -> Vec<O> {
    if items.len() == 1 {
        return items.iter().map(work).collect();
    }
    map(items, |item| {
        let before = ONE_OF_MANY.replace(true);
        let made = work(item);
        ONE_OF_MANY.set(before);
        made
    })
}

/// What `work` makes of items that are given away, as [`map`] does.
///
/// # Panics
/// Where the work does.
pub fn each<I: Send, O: Send>(items: Vec<I>, work: impl Fn(I) -> O + Sync) -> Vec<O> {
    let items: Vec<Mutex<Option<I>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    map(&items, |item| {
        let item = item.lock().unwrap_or_else(PoisonError::into_inner).take();
        work(item.expect("each is taken once"))
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_made_stands_in_the_order_of_the_items() {
        let numbers: Vec<u64> = (0..100).collect();
        let doubled = super::map(&numbers, |number| {
            // The first ones take longest.
            std::thread::sleep(std::time::Duration::from_micros(100 - number));
            number * 2
        });
        assert!(doubled.iter().zip(&numbers).all(|(double, number)| *double == number * 2) && doubled.len() == 100);
        assert!(super::map(&[], |(): &()| ()).is_empty(), "no work is no work");
        assert_eq!(
            (super::map(&[3], |number| number * 2), super::stretches(&[3], |number| number * 2)),
            (vec![6], vec![6])
        );
        assert_eq!(super::stretches(&numbers, |number| number * 2), doubled);
        assert_eq!(super::numbered(100, 7, |at| numbers[at] * 2), doubled);
        assert_eq!(super::numbered(100, 100, |at| numbers[at] * 2), doubled);
    }

    #[test]
    fn what_is_one_of_many_does_all_of_its_own_work() {
        let numbers: Vec<u64> = (0..100).collect();
        let own = || std::thread::current().id();
        let made = super::many(&numbers, |number| {
            let others = super::map(&[1, 2], |_| own()).into_iter().chain(super::stretches(&[1, 2], |_| own()));
            let all: Vec<_> = others.chain(super::numbered(8, 1, |_| own())).collect();
            (number * 2, all.len() == 12 && all.iter().all(|thread| *thread == own()))
        });
        assert!(made.iter().zip(&numbers).all(|(made, number)| *made == (number * 2, true)), "{made:?}");
        // Behind it all cores are there again: the pool's threads are others than this one.
        assert!(super::stretches(&[1, 2], |_| own()).iter().all(|thread| *thread != own()));
        assert!(super::many(&[1], |_| super::stretches(&[1, 2], |_| own())).concat().iter().all(|it| *it != own()));
    }

    #[test]
    fn what_is_made_of_what_is_given_away_stands_in_its_order_too() {
        let texts: Vec<String> = (0..100).map(|number| number.to_string()).collect();
        let longer = super::each(texts.clone(), |text| text + "!");
        assert!(longer.iter().zip(&texts).all(|(longer, text)| *longer == format!("{text}!")) && longer.len() == 100);
    }
}
