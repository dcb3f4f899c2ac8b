//! Premises that travel with numbers: which of them a rendered text owes its readers, and which it prints.
//!
//! A number of an exhibit that rests on premises remembers them ([`Tied`]), also when it is a sum or a difference of such
//! numbers; when it is written, its premises are *due*. So is what a claim rests on when its sentence is said. Between
//! `sammenfatning_fra` and `sammenfatning_til`, which stand around a summary or a front page, whatever is due must be printed;
//! an essential premise that is not is *left out*.

use std::sync::{Arc, Mutex};

/// A premise that a summary leaves out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The premise.
    pub premise: String,
    /// The summary's name.
    pub summary: String,
}

/// What a text owes and prints, while it is rendered.
#[derive(Debug, Default)]
pub(crate) struct Owed(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The summary that is being rendered.
    summary: Option<String>,
    /// The premises of what has been written since the summary began, or since all began.
    due: Vec<String>,
    /// Those that have been printed since then.
    printed: Vec<String>,
    /// What summaries have left out.
    left_out: Vec<LeftOut>,
}

impl Owed {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().expect("no one panics while holding what is owed")
    }

    /// Something that rests on these premises has been written.
    pub(crate) fn owe(&self, premises: &[String]) {
        let mut state = self.state();
        for premise in premises {
            if !state.due.contains(premise) {
                state.due.push(premise.clone());
            }
        }
    }

    /// These premises have been printed.
    pub(crate) fn print(&self, premises: &[String]) {
        self.state().printed.extend_from_slice(premises);
    }

    /// Those that are due and not printed.
    pub(crate) fn open(&self) -> Vec<String> {
        let state = self.state();
        state.due.iter().filter(|premise| !state.printed.contains(premise)).cloned().collect()
    }

    /// All that have become due, printed or not.
    pub(crate) fn due(&self) -> Vec<String> {
        self.state().due.clone()
    }

    /// A summary begins; one that has not been ended ends here.
    pub(crate) fn begin(&self, summary: &str) {
        self.end();
        self.state().summary = Some(summary.to_owned());
    }

    /// The summary ends: what is due and not printed is left out.
    pub(crate) fn end(&self) {
        let open = self.open();
        let mut state = self.state();
        if let Some(summary) = state.summary.take() {
            let left = open.into_iter().map(|premise| LeftOut { premise, summary: summary.clone() });
            state.left_out.extend(left);
        }
        state.due.clear();
        state.printed.clear();
    }

    /// What the summaries have left out, when all is rendered.
    pub(crate) fn left_out(&self) -> Vec<LeftOut> {
        self.end();
        self.state().left_out.clone()
    }
}

/// The premises that a number rests on, and who is told when it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tied {
    premises: Vec<String>,
    owed: Option<Arc<Owed>>,
}

impl Tied {
    /// To these premises.
    pub(crate) fn to(premises: &[String], owed: &Arc<Owed>) -> Self {
        if premises.is_empty() {
            return Self::default();
        }
        Self { premises: premises.to_vec(), owed: Some(Arc::clone(owed)) }
    }

    /// To the premises of both.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        for premise in &other.premises {
            if !self.premises.contains(premise) {
                self.premises.push(premise.clone());
            }
        }
        self.owed = self.owed.or_else(|| other.owed.clone());
        self
    }

    /// The number is written.
    pub(crate) fn written(&self) {
        if let Some(owed) = &self.owed {
            owed.owe(&self.premises);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_summary_leaves_out_what_it_owes_and_does_not_print() {
        let owed = Arc::new(Owed::default());
        // Outside of a summary nothing is left out.
        Tied::to(&names(&["a"]), &owed).written();
        owed.begin("forside");
        Tied::to(&names(&["b"]), &owed).and(&Tied::to(&names(&["c", "b"]), &owed)).written();
        owed.print(&names(&["b"]));
        assert_eq!(owed.open(), ["c"]);
        owed.begin("sammenfatning");
        owed.owe(&names(&["d"]));
        let left = |premise: &str, summary: &str| LeftOut { premise: premise.to_owned(), summary: summary.to_owned() };
        assert_eq!(owed.left_out(), [left("c", "forside"), left("d", "sammenfatning")]);
    }

    #[test]
    fn a_number_that_rests_on_nothing_tells_nobody() {
        let owed = Arc::new(Owed::default());
        let tied = Tied::to(&[], &owed).and(&Tied::default());
        assert!(tied.owed.is_none());
        tied.written();
        assert!(owed.due().is_empty());
    }
}
