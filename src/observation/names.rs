//! What observations that are about no member of a population are called.

use std::borrow::Cow;
use std::sync::Arc;

/// Names that are made of texts from several columns each: of a row the columns of its key, of a sequence those that it
/// is gathered by. The columns are kept apart, so that it is known of each text where it came from; and they are shared by all who
/// observe the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(Arc<Vec<Vec<String>>>);

impl Names {
    /// Names of one column.
    pub fn plain(names: Vec<String>) -> Self {
        Self(Arc::new(vec![names]))
    }

    /// Names of several columns of the same length; a text that is empty is not said.
    pub fn of_columns(columns: Arc<Vec<Vec<String>>>) -> Self {
        Self(columns)
    }

    /// Names of the columns of a key, and what is said where all of these are empty.
    pub(crate) fn keyed(keys: &[Vec<Option<String>>], count: usize, otherwise: impl Fn(usize) -> String) -> Self {
        let told = |key: &Vec<Option<String>>| key.iter().map(|text| text.clone().unwrap_or_default()).collect();
        let unnamed = |at: usize| keys.iter().all(|key| key[at].is_none());
        let last = (0..count).map(|at| if unnamed(at) { otherwise(at) } else { String::new() });
        Self(Arc::new(keys.iter().map(told).chain([last.collect()]).collect()))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.first().map_or(0, Vec::len)
    }

    /// The name at a place.
    pub fn of(&self, at: usize) -> Cow<'_, str> {
        let mut said = self.parts(at).filter(|part| !part.is_empty());
        let first = said.next().unwrap_or_default();
        match said.next() {
            None => first.into(),
            Some(second) => [first, second].into_iter().chain(said).collect::<Vec<_>>().join(", ").into(),
        }
    }

    /// The texts that the name at a place is made of, a text a column.
    pub fn parts(&self, at: usize) -> impl Iterator<Item = &str> {
        self.0.iter().map(move |column| column[at].as_str())
    }

    /// Those at these places.
    pub(crate) fn take(&self, places: impl Iterator<Item = usize> + Clone) -> Self {
        let take = |column: &Vec<String>| places.clone().map(|at| column[at].clone()).collect();
        Self(Arc::new(self.0.iter().map(take).collect()))
    }

    /// Leaves only those for which the mask holds.
    pub(crate) fn keep(&mut self, mask: &[bool]) {
        let kept = || mask.iter().enumerate().filter(|(_, keep)| **keep).map(|(at, _)| at);
        match Arc::get_mut(&mut self.0) {
            Some(columns) => {
                for column in columns {
                    let mut at = mask.iter();
                    column.retain(|_| at.next().is_some_and(|keep| *keep));
                }
            }
            // Others have all of them.
            None => *self = self.take(kept()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_keys_with_commas_between_or_else_what_is_said_otherwise() {
        let text = |text: &str| Some(text.to_owned());
        let keys = [vec![text("F1"), None, None], vec![text("2018"), text("2019"), None]];
        let mut names = Names::keyed(&keys, 3, |at| format!("række {}", at + 1));
        assert_eq!([names.of(0), names.of(1), names.of(2)], ["F1, 2018", "2019", "række 3"]);
        assert_eq!(names.parts(1).collect::<Vec<_>>(), ["", "2019", ""]);
        assert_eq!(names.take([2, 0].into_iter()).of(1), "F1, 2018");
        names.keep(&[false, false, true]);
        assert_eq!((names.count(), names.of(0)), (1, "række 3".into()));
    }
}
