//! Keys that hold several things: lists of names, and tables whose keys are free.

use super::{Entry, Named, TableReader, text_of};
use crate::diagnostic::Ranged;
use crate::keys::Kind;

impl<'a> TableReader<'a> {
    /// One name, or a list of them.
    pub(in crate::spec) fn opt_names(&self, key: &'static str) -> Option<Vec<Ranged<String>>> {
        self.is_kind(key, Kind::Text);
        self.is_kind(key, Kind::Texts);
        if self.is_text(key) { self.opt_text(key).map(|name| vec![name]) } else { self.opt_texts(key) }
    }

    /// Names with what each is called: a table of them, or a list of those that keep their names.
    pub(in crate::spec) fn opt_renamed(&self, key: &'static str) -> Option<Named<Ranged<String>>> {
        self.is_kind(key, Kind::Texts);
        self.is_kind(key, Kind::NamedTexts);
        if self.is_list(key) {
            let names = self.opt_texts(key)?;
            return Some(names.into_iter().map(|name| (name.clone(), name)).collect());
        }
        self.opt_text_map(key)
    }

    /// Names with others that belong to each: a table of them, or a list of those that have none.
    pub(in crate::spec) fn opt_with_others(&self, key: &'static str) -> Option<Named<Vec<Ranged<String>>>> {
        self.is_kind(key, Kind::Texts);
        self.is_kind(key, Kind::NamedLists);
        if self.is_list(key) {
            return Some(self.opt_texts(key)?.into_iter().map(|name| (name, Vec::new())).collect());
        }
        self.opt_texts_map(key)
    }

    /// A table whose keys are free and whose values are texts, in the order of the file.
    pub(in crate::spec) fn opt_text_map(&self, key: &'static str) -> Option<Named<Ranged<String>>> {
        self.is_kind(key, Kind::NamedTexts);
        let outer = self.table_of(key, Kind::NamedTables)?;
        let pairs = outer.under_free_keys().into_iter().filter_map(|(name, value)| {
            let text = text_of(value);
            if text.is_none() {
                outer.wrong(&name.value, value, "a text in quotes");
            }
            text.map(|text| (name, text))
        });
        Some(pairs.collect())
    }

    /// A table whose keys are free and whose values are each one of `choices`, in the order of the file.
    pub(in crate::spec) fn opt_choice_map<T: Copy>(
        &self,
        key: &'static str,
        choices: &[(&str, T)],
    ) -> Option<Named<T>> {
        self.can_be(key, Kind::NamedTexts, choices);
        let pairs = self.opt_text_map(key)?.into_iter();
        Some(pairs.filter_map(|(name, word)| Some((name, self.choose(key, &word, choices)?))).collect())
    }

    /// A table whose keys are free and whose values are lists of texts, in the order of the file.
    pub(in crate::spec) fn opt_texts_map(&self, key: &'static str) -> Option<Named<Vec<Ranged<String>>>> {
        self.is_kind(key, Kind::NamedLists);
        let outer = self.table_of(key, Kind::NamedTables)?;
        let pairs = outer.under_free_keys().into_iter().filter_map(|(name, value)| {
            let texts = value.get_ref().as_array().and_then(|array| array.iter().map(text_of).collect());
            if texts.is_none() {
                outer.wrong(&name.value, value, "a list of texts");
            }
            texts.map(|texts| (name, texts))
        });
        Some(pairs.collect())
    }

    /// A table whose keys are free and whose values are texts or tables, in the order of the file.
    pub(in crate::spec) fn entries(&self, key: &'static str) -> Vec<(Ranged<String>, Entry<'a>)> {
        self.is_kind(key, Kind::NamedTexts);
        self.is_kind(key, Kind::NamedTables);
        let Some(outer) = self.table_of(key, Kind::NamedTables) else { return Vec::new() };
        let entries = outer.under_free_keys().into_iter().filter_map(|(name, value)| {
            if let Some(text) = text_of(value) {
                return Some((name, Entry::Text(text)));
            }
            let table = value.get_ref().as_table();
            if table.is_none() {
                outer.wrong(&name.value, value, "a text in quotes or a table");
            }
            let title = format!("`{}` of {}", name.value, self.name);
            let place = outer.place.clone();
            table.map(|table| (name, Entry::Table(TableReader::new(self.notes, title, place, value.span(), table))))
        });
        entries.collect()
    }

    /// A table whose keys are free and whose values are whole numbers, in the order of the file.
    pub(in crate::spec) fn opt_integer_map(&self, key: &'static str) -> Option<Named<Ranged<i32>>> {
        self.is_kind(key, Kind::NamedWholes);
        let outer = self.table_of(key, Kind::NamedTables)?;
        let pairs = outer.under_free_keys().into_iter().filter_map(|(name, value)| {
            let number = value.get_ref().as_integer().and_then(|integer| integer.as_str().parse().ok());
            if number.is_none() {
                outer.wrong(&name.value, value, "a whole number");
            }
            number.map(|number| (name, Ranged::new(number, value.span())))
        });
        Some(pairs.collect())
    }
}
