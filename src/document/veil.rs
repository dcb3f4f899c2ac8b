//! Numbers that readers may not see, and texts that decide by them.
//!
//! A hidden number can be printed (as `•`) and nothing else: whoever compares it, asks whether it is there, or takes a word by it
//! would get an answer that may not be so. That is an error, at the place of the text, unless the text has asked first whether the
//! number `is skjult`. The functions, filters and tests say so at once ([`refuse`]). Where a text only looks at whether a number is
//! zero (`{% if antal %}`), or compares two with `<` or `==`, the engine of templates cannot be stopped there: the number
//! tells its [`Asked`] and the text is rendered once more, in which the call that makes it is refused.

use std::fmt;
use std::sync::{Arc, Mutex};

use minijinja::value::{Enumerator, Object, ObjectRepr};
use minijinja::{Error, ErrorKind, Value as Any};

use super::number::{HIDDEN, Missing};

/// What is told of a hidden number, and whom it tells that something was asked of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Veil {
    /// What the number is, as a finding names it: `` `fig-01` [SU, seneste] ``.
    name: String,
    /// Where in the course of rendering it was looked up.
    birth: usize,
    asked: Option<Arc<Asked>>,
}

impl Veil {
    /// Something has been asked of the number that readers may not know.
    pub(crate) fn asked(&self) {
        if let Some(asked) = &self.asked {
            asked.note(self);
        }
    }

    /// What the number is.
    pub(crate) fn name(&self) -> &str {
        if self.name.is_empty() { "a number" } else { &self.name }
    }
}

/// What a text has asked of hidden numbers while it was rendered, without being told that it cannot.
#[derive(Debug, Default)]
pub(crate) struct Asked(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// How many numbers have been looked up.
    made: usize,
    /// The first that was asked: when it was looked up, and what it is.
    first: Option<(usize, String)>,
    /// The one that is refused when it is looked up.
    refused: Option<usize>,
}

impl Asked {
    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().expect("no one panics while holding what is asked")
    }

    /// A rendering begins, in which the number that is looked up as the `refused` one is not given.
    pub(crate) fn begin(&self, refused: Option<usize>) {
        *self.state() = State { refused, ..State::default() };
    }

    /// The first number that was asked since then: when it was looked up, and what it is.
    pub(crate) fn first(&self) -> Option<(usize, String)> {
        self.state().first.clone()
    }

    /// The veil of a number that is looked up now.
    ///
    /// # Errors
    /// It is the one that is refused.
    pub(crate) fn veil(self: &Arc<Self>, name: impl FnOnce() -> String, hidden: bool) -> Result<Veil, Error> {
        let (birth, refused) = {
            let mut state = self.state();
            state.made += 1;
            (state.made, state.refused == Some(state.made))
        };
        if !hidden {
            return Ok(Veil::default());
        }
        let veil = Veil { name: name(), birth, asked: Some(Arc::clone(self)) };
        if refused { Err(refuse(veil.name(), "the text decides by it")) } else { Ok(veil) }
    }

    fn note(&self, veil: &Veil) {
        let mut state = self.state();
        if state.first.as_ref().is_none_or(|(birth, _)| veil.birth < *birth) {
            state.first = Some((veil.birth, veil.name().to_owned()));
        }
    }
}

/// Marks an error as one about a hidden number; travels as its source.
#[derive(Debug)]
pub(crate) struct NeedsHidden;

impl fmt::Display for NeedsHidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a hidden number is needed")
    }
}

impl std::error::Error for NeedsHidden {}

/// What a hidden number cannot be used for.
pub(crate) fn refuse(name: &str, why: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{name} is hidden, and {why}")).with_source(NeedsHidden)
}

/// Whether an error is about a hidden number.
pub(crate) fn is_refusal(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.downcast_ref::<NeedsHidden>().is_some())
}

/// What cannot be said of an exhibit because some of the numbers that decide it are hidden: which is highest, how a series has gone.
/// The test `skjult` is true of it; whatever else is done with it is told to its [`Asked`].
#[derive(Debug)]
pub(crate) struct Unknown(pub(crate) Veil);

impl Unknown {
    /// Nothing, for whoever asks for a part of it.
    pub(crate) fn nothing(&self) -> Any {
        self.0.asked();
        Any::from_object(Missing)
    }
}

impl Object for Unknown {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Iterable
    }

    fn get_value(self: &Arc<Self>, _: &Any) -> Option<Any> {
        Some(self.nothing())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.0.asked();
        Enumerator::Empty
    }

    fn is_true(self: &Arc<Self>) -> bool {
        self.0.asked();
        true
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}
