//! Many photographs on all cores, their results in the order of the photographs.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

/// Fewer photographs than this are done before a bar would be of use.
const BAR_FROM: usize = 4;

/// Runs `work` on every item, on all cores, and hands the results to `sink` in the order of the items as they
/// become known, until `sink` has had enough. A bar on the standard error shows the progress where somebody watches.
///
/// `sink` prints through the bar it is given, so that lines and bar do not overwrite each other.
pub(crate) fn in_order<Item: Sync, Outcome: Send>(
    items: &[Item],
    work: impl Fn(&Item) -> Outcome + Sync,
    mut sink: impl FnMut(&Item, Outcome, &ProgressBar) -> ControlFlow<()>,
) {
    let bar = progress_bar(items.len());
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while let index = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(item) = items.get(index)
                {
                    // The receiver outlives the workers; if it did not, there would be nobody to tell.
                    let _ = sender.send((index, work(item)));
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut due = 0;
        'results: for (index, outcome) in receiver {
            waiting.insert(index, outcome);
            bar.inc(1);
            while let (Some(outcome), Some(item)) = (waiting.remove(&due), items.get(due)) {
                if sink(item, outcome, &bar).is_break() {
                    // Nobody takes another item; those under way end unheard.
                    next.store(items.len(), Ordering::Relaxed);
                    break 'results;
                }
                due += 1;
            }
        }
    });
    bar.finish_and_clear();
}

fn progress_bar(length: usize) -> ProgressBar {
    if length < BAR_FROM || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64);
    match ProgressStyle::with_template("{bar:40} {pos}/{len} photos, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..50).collect();
        let mut seen = Vec::new();
        let slow_first = |item: &u64| {
            thread::sleep(std::time::Duration::from_micros(50 * (50 - item)));
            item * 2
        };
        in_order(&items, slow_first, |item, outcome, _| {
            seen.push((*item, outcome));
            ControlFlow::Continue(())
        });
        assert_eq!(seen, items.iter().map(|item| (*item, item * 2)).collect::<Vec<_>>());
        in_order(&[], |item: &u64| *item, |_, _, _| panic!("there is nothing"));
    }

    #[test]
    fn no_more_is_done_than_is_wanted() {
        let items: Vec<usize> = (0..1000).collect();
        let done = AtomicUsize::new(0);
        let work = |item: &usize| {
            done.fetch_add(1, Ordering::Relaxed);
            thread::sleep(std::time::Duration::from_millis(1));
            *item
        };
        in_order(
            &items,
            work,
            |item, _, _| if *item < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) },
        );
        assert!(done.into_inner() < 900);
    }
}
