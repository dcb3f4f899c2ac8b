//! Which rows of the extracts are the same in two releases, and what the others mean.
//!
//! Extracts are matched by their names in the spec, their rows by what stands in them: first those that say the same, then
//! those with the same key, then, among those about the same person, the most similar ones. A row's number never counts,
//! so that an extract may be sorted otherwise.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::NaiveDate;

use super::cause::{Cause, Causes, Who};
use super::time;
use crate::audit::record::{Extract, ExtractHead, FieldKind, Record, Role};
use crate::locale::{Language, say};

/// Whether a field alone tells the rows of a table of units apart.
fn is_key(extract: &ExtractHead, field: usize) -> bool {
    extract.role == Role::Units && extract.key.as_deref() == Some(&[field])
}

/// How a name begins that someone without a number has.
fn unnumbered(language: Language) -> String {
    // A letter for private use, which no message has.
    const ROW: &str = "\u{e000}";
    let said = say!(language, "record-row-without-number", row = ROW);
    said.split(ROW).next().unwrap_or_default().to_owned()
}

/// A row of an extract: the extract's place in its record, and the row's number in the file.
pub(super) type RowId = (usize, u32);

/// A row that differs between the releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// The extract's file.
    pub file: String,
    /// The row's number in the old file; none where the row is new.
    pub old: Option<u32>,
    /// The row's number in the new file; none where the row is gone.
    pub new: Option<u32>,
    /// The pseudonym of whom the row is about.
    pub subject: Option<String>,
    /// Whom or what it is about.
    pub who: Who,
    /// What differs in a row that both have.
    pub fields: Vec<FieldChange>,
    /// Whether a personal field differs, whose value is not told.
    pub withheld: bool,
    /// What the change means.
    pub causes: Causes,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's name.
    pub field: String,
    /// What stood there; none where it was empty.
    pub old: Option<String>,
    /// What stands there.
    pub new: Option<String>,
}

/// The rows of two releases, laid beside each other.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The language of the old release, by whose names observations are called.
    pub(super) language: Language,
    /// How a name begins there of someone who has no number.
    unnumbered: String,
    /// The rows that differ, by extract in the new release's order, then as they stand.
    pub(super) changes: Vec<RowChange>,
    /// The change that a row of the old (0) or the new (1) release is part of.
    of: [BTreeMap<RowId, usize>; 2],
    /// For rows of the new release the old row that they were; rows of the same number are left out.
    twins: BTreeMap<RowId, RowId>,
    /// Extracts of the new release by that of the old; the places where they stand.
    extracts: BTreeMap<usize, usize>,
    /// What the changes of rows about someone, or about a family, mean together.
    about: BTreeMap<String, Causes>,
    /// Who belongs together: persons and families.
    kin: BTreeMap<String, BTreeSet<String>>,
    /// Everyone and everything that a pseudonym stands for.
    pseudonyms: BTreeSet<String>,
}

impl Rows {
    /// Lays the rows of two releases beside each other; `horizon` is the last day that both cover.
    pub(super) fn match_up(old: &Record, new: &Record, horizon: NaiveDate) -> Self {
        let language = old.report.language;
        let mut rows = Self { language, unnumbered: unnumbered(language), ..Self::default() };
        let people = [old, new].map(people);
        for record in [old, new] {
            rows.learn(record);
        }
        for (to, extract) in new.extracts.iter().enumerate() {
            let Some(from) = old.extracts.iter().position(|known| known.head.name == extract.head.name) else {
                continue;
            };
            rows.extracts.insert(to, from);
            let pair = Pair { old: &old.extracts[from], new: extract, people: &people, horizon };
            // Where the rows are too many to stand in a record, nothing can be said of them.
            let listed = !pair.old.head.unlisted && !pair.new.head.unlisted;
            if listed && pair.old.head.sha256 != pair.new.head.sha256 {
                rows.compare(&pair, from, to);
            }
        }
        rows
    }

    /// What is known of a row's change: its place among the changes; none where the row is the same in both.
    pub(super) fn change(&self, side: usize, row: RowId) -> Option<usize> {
        self.of[side].get(&row).copied()
    }

    /// The old release's name for a row of the new one; none where the old does not have it.
    pub(super) fn twin(&self, new: RowId) -> Option<RowId> {
        if let Some(twin) = self.twins.get(&new) {
            return Some(*twin);
        }
        // A row that changed and has no twin is new.
        let from = self.extracts.get(&new.0).filter(|_| !self.of[1].contains_key(&new))?;
        Some((*from, new.1))
    }

    /// What the changes of rows about someone mean together.
    pub(super) fn about(&self, pseudonym: &str) -> Causes {
        self.about.get(pseudonym).cloned().unwrap_or_default()
    }

    /// The same for those who belong to them.
    pub(super) fn about_kin(&self, pseudonym: &str) -> Causes {
        self.kin.get(pseudonym).into_iter().flatten().flat_map(|kin| self.about(kin)).collect()
    }

    /// What all changes mean together.
    pub(super) fn about_all(&self) -> Causes {
        self.changes.iter().flat_map(|change| change.causes.iter().copied()).collect()
    }

    /// Whether a name is that of a person or a family, or of someone who has no number.
    pub(super) fn is_someone(&self, name: &str) -> bool {
        self.pseudonyms.contains(name) || name.starts_with(&self.unnumbered)
    }

    /// Learns who there is and who belongs together.
    fn learn(&mut self, record: &Record) {
        for extract in &record.extracts {
            for (at, (field, cells)) in extract.head.fields.iter().zip(&extract.rows.cells).enumerate() {
                // Units that are public are called by their names.
                if field.masked || is_key(&extract.head, at) {
                    self.pseudonyms.extend(cells.texts.iter().cloned());
                }
            }
            if extract.head.role != Role::Persons {
                continue;
            }
            for place in 0..extract.rows.rows.0.len() {
                let names = named(extract, place);
                for one in &names {
                    let others = names.iter().filter(|other| *other != one).map(|other| (*other).to_owned());
                    self.kin.entry((*one).to_owned()).or_default().extend(others);
                }
            }
        }
    }

    fn compare(&mut self, pair: &Pair<'_>, from: usize, to: usize) {
        let matched = pair.matched();
        for (old, new) in &matched.same {
            let numbers = (pair.old.rows.rows.0[*old], pair.new.rows.rows.0[*new]);
            if numbers.0 != numbers.1 {
                self.twins.insert((to, numbers.1), (from, numbers.0));
            }
        }
        for (old, new) in matched.others {
            let change = pair.change(old, new);
            let at = self.changes.len();
            let names = old.map(|old| named(pair.old, old)).into_iter().chain(new.map(|new| named(pair.new, new)));
            for name in names.flatten() {
                self.about.entry(name.to_owned()).or_default().extend(&change.causes);
            }
            if let Some(old) = change.old {
                self.of[0].insert((from, old), at);
            }
            if let Some(new) = change.new {
                self.of[1].insert((to, new), at);
            }
            if let (Some(old), Some(new)) = (change.old, change.new) {
                self.twins.insert((to, new), (from, old));
            }
            self.changes.push(change);
        }
    }
}

/// The persons of a release: those with a row of their own, where one extract has such rows.
fn people(record: &Record) -> Option<BTreeSet<&str>> {
    let mut persons = record.extracts.iter().filter(|extract| extract.head.role == Role::Persons).peekable();
    persons.peek()?;
    Some(persons.flat_map(|extract| (0..extract.rows.rows.0.len()).filter_map(|at| extract.subject(at))).collect())
}

/// The pseudonyms that stand in a row.
fn named(extract: &Extract, place: usize) -> Vec<&str> {
    let columns = extract.head.fields.iter().zip(&extract.rows.cells);
    columns.filter(|(field, _)| field.masked).filter_map(|(_, cells)| cells.get(place)).collect()
}

/// One extract in both releases.
struct Pair<'a> {
    old: &'a Extract,
    new: &'a Extract,
    people: &'a [Option<BTreeSet<&'a str>>; 2],
    horizon: NaiveDate,
}

/// Which places of the two extracts belong together.
#[derive(Default)]
struct Matched {
    /// Rows that say the same.
    same: Vec<(usize, usize)>,
    /// Rows that say something else, or that only one side has.
    others: Vec<(Option<usize>, Option<usize>)>,
}

/// The cells of a row that both extracts have, in the old one's order, and what stands for the personal ones.
type Content<'a> = Vec<Option<&'a str>>;

impl<'a> Pair<'a> {
    /// The fields that both extracts have: their places in the old and in the new.
    fn common(&self) -> Vec<(usize, usize)> {
        let place = |name: &str| self.new.head.fields.iter().position(|field| field.name == name);
        let fields = self.old.head.fields.iter().enumerate();
        fields.filter_map(|(at, field)| Some((at, place(&field.name)?))).collect()
    }

    /// Whether what is withheld can be compared.
    fn seals(&self) -> bool {
        self.old.head.withheld == self.new.head.withheld
    }

    fn matched(&self) -> Matched {
        let common = self.common();
        let contents = |extract: &'a Extract, side: fn(&(usize, usize)) -> usize| -> Vec<Content<'a>> {
            let columns: Vec<_> = common.iter().map(|places| &extract.rows.cells[side(places)]).collect();
            let sealed = extract.rows.sealed.as_ref().filter(|_| self.seals());
            let content = |at| columns.iter().copied().chain(sealed).map(|cells| cells.get(at)).collect();
            (0..extract.rows.rows.0.len()).map(content).collect()
        };
        let (old, new) = (contents(self.old, |places| places.0), contents(self.new, |places| places.1));
        let mut matched = Matched::default();
        let mut left: [Vec<usize>; 2] = Default::default();
        let mut known: BTreeMap<&Content<'_>, VecDeque<usize>> = BTreeMap::new();
        for (at, content) in old.iter().enumerate() {
            known.entry(content).or_default().push_back(at);
        }
        for (at, content) in new.iter().enumerate() {
            match known.get_mut(content).and_then(VecDeque::pop_front) {
                Some(same) => matched.same.push((same, at)),
                None => left[1].push(at),
            }
        }
        left[0] = known.into_values().flatten().collect();
        left[0].sort_unstable();
        self.by_key(&mut left, &mut matched.others);
        self.by_likeness(&mut left, [&old, &new], &mut matched.others);
        let [gone, come] = left;
        matched.others.extend(gone.into_iter().map(|at| (Some(at), None)));
        matched.others.extend(come.into_iter().map(|at| (None, Some(at))));
        // As they stand in the new file, then what is gone from the old.
        matched.others.sort_by_key(|(old, new)| (new.is_none(), *new, *old));
        matched
    }

    /// Matches rows with the same key, where the schema has one whose cells all stand in the record.
    fn by_key(&self, left: &mut [Vec<usize>; 2], matched: &mut Vec<(Option<usize>, Option<usize>)>) {
        let (Some(old_key), Some(new_key)) = (&self.old.head.key, &self.new.head.key) else { return };
        let names = |extract: &Extract, key: &[usize]| -> Vec<String> {
            key.iter().map(|at| extract.head.fields[*at].name.clone()).collect()
        };
        if names(self.old, old_key) != names(self.new, new_key) {
            return;
        }
        let key = |extract: &'a Extract, key: &[usize], at: usize| -> Option<Vec<&'a str>> {
            key.iter().map(|field| extract.rows.cells[*field].get(at)).collect()
        };
        let mut known: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for at in &left[0] {
            if let Some(key) = key(self.old, old_key, *at) {
                known.insert(key, *at);
            }
        }
        let mut taken = BTreeSet::new();
        left[1].retain(|at| {
            let same = key(self.new, new_key, *at).and_then(|key| known.remove(&key));
            if let Some(same) = same {
                matched.push((Some(same), Some(*at)));
                taken.insert(same);
            }
            same.is_none()
        });
        left[0].retain(|at| !taken.contains(at));
    }

    /// Matches rows about the same one that have at least half of their cells in common, the most similar first. A row all
    /// of which is new to one of the releases is no other row's later form.
    fn by_likeness(
        &self,
        left: &mut [Vec<usize>; 2],
        contents: [&[Content<'_>]; 2],
        matched: &mut Vec<(Option<usize>, Option<usize>)>,
    ) {
        /// More pairs than this of one person's rows, or of rows about nobody, are not looked through.
        const MOST: usize = 1_000_000;
        let group = |extract: &'a Extract, at: usize| {
            let after = time::begins(extract, at).is_some_and(|day| day > self.horizon);
            (extract.subject(at), after)
        };
        let mut groups: BTreeMap<(Option<&str>, bool), [Vec<usize>; 2]> = BTreeMap::new();
        for (side, extract) in [self.old, self.new].into_iter().enumerate() {
            for at in &left[side] {
                groups.entry(group(extract, *at)).or_default()[side].push(*at);
            }
        }
        let mut taken: [BTreeSet<usize>; 2] = Default::default();
        for [old, new] in groups.into_values() {
            if old.len().saturating_mul(new.len()) > MOST {
                continue;
            }
            let alike = |old: &usize, new: &usize| {
                let cells = contents[0][*old].iter().zip(&contents[1][*new]);
                cells.filter(|(old, new)| old == new).count()
            };
            let mut pairs: Vec<(usize, usize, usize)> =
                old.iter().flat_map(|old| new.iter().map(move |new| (alike(old, new), *old, *new))).collect();
            pairs.retain(|(alike, old, _)| 2 * alike >= contents[0][*old].len());
            pairs.sort_by_key(|(alike, old, new)| (usize::MAX - alike, *old, *new));
            for (_, old, new) in pairs {
                if !taken[0].contains(&old) && !taken[1].contains(&new) {
                    taken[0].insert(old);
                    taken[1].insert(new);
                    matched.push((Some(old), Some(new)));
                }
            }
        }
        for (left, taken) in left.iter_mut().zip(&taken) {
            left.retain(|at| !taken.contains(at));
        }
    }

    fn change(&self, old: Option<usize>, new: Option<usize>) -> RowChange {
        let number = |extract: &Extract, at: usize| extract.rows.rows.0[at];
        let subject = old.and_then(|at| self.old.subject(at)).or_else(|| new.and_then(|at| self.new.subject(at)));
        let mut fields = Vec::new();
        let mut withheld = false;
        if let (Some(old), Some(new)) = (old, new) {
            for (from, to) in self.common() {
                let cells = (self.old.rows.cells[from].get(old), self.new.rows.cells[to].get(new));
                if cells.0 != cells.1 {
                    fields.push(FieldChange {
                        field: self.old.head.fields[from].name.clone(),
                        old: cells.0.map(str::to_owned),
                        new: cells.1.map(str::to_owned),
                    });
                }
            }
            let seal = |extract: &Extract, at| {
                extract.rows.sealed.as_ref().and_then(|sealed| sealed.get(at).map(str::to_owned))
            };
            withheld = self.seals() && seal(self.old, old) != seal(self.new, new);
        }
        let causes = self.causes(old, new, &fields, withheld);
        RowChange {
            file: self.new.head.file.clone(),
            old: old.map(|at| number(self.old, at)),
            new: new.map(|at| number(self.new, at)),
            subject: subject.map(str::to_owned),
            who: Who::of([self.new.head.noun.clone()]),
            fields,
            withheld,
            causes,
        }
    }

    /// What it means that the row at a place is another, or is there on one side only.
    fn causes(&self, old: Option<usize>, new: Option<usize>, fields: &[FieldChange], withheld: bool) -> Causes {
        if self.new.head.role == Role::Assumptions {
            return [Cause::Assumption].into();
        }
        let (extract, place) = match (old, new) {
            (Some(_), Some(_)) => return self.causes_within(old, new, fields, withheld),
            (Some(old), None) => (self.old, old),
            (None, Some(new)) => (self.new, new),
            (None, None) => return Causes::new(),
        };
        let known = |subject: &str| {
            if let [Some(old), Some(new)] = self.people {
                return (old.contains(subject), new.contains(subject));
            }
            // Without persons of their own those count who have a row in this extract.
            let there = |extract: &Extract| {
                let cells = extract.head.subject.and_then(|field| extract.rows.cells.get(field));
                cells.is_some_and(|cells| cells.texts.iter().any(|text| text == subject))
            };
            (there(self.old), there(self.new))
        };
        let moved = extract.subject(place).map(known).is_some_and(|(old, new)| old != new);
        let cause = match time::begins(extract, place) {
            _ if moved || matches!(extract.head.role, Role::Persons | Role::Units) => Cause::Population,
            Some(day) if day > self.horizon => Cause::NewPeriods,
            _ => Cause::LateCorrections,
        };
        [cause].into()
    }

    /// What changes in a row that both have mean. A day behind the horizon that was filled in, moved or taken away again is
    /// a new period, and so is what was filled in beside it; all else is about days that both releases cover.
    fn causes_within(&self, old: Option<usize>, new: Option<usize>, fields: &[FieldChange], withheld: bool) -> Causes {
        let after = |extract: &Extract, place: Option<usize>| {
            place.and_then(|place| time::begins(extract, place)).is_some_and(|day| day > self.horizon)
        };
        if after(self.old, old) && after(self.new, new) {
            return [Cause::NewPeriods].into();
        }
        let kind = |name: &str| self.old.head.fields.iter().find(|field| field.name == name).map(|field| field.kind);
        let is_time = |change: &&FieldChange| {
            kind(&change.field).is_some_and(|kind| kind == FieldKind::Date || kind == FieldKind::Month)
        };
        let behind = |change: &FieldChange| {
            let kind = kind(&change.field).unwrap_or(FieldKind::Text);
            [&change.old, &change.new]
                .into_iter()
                .flatten()
                .all(|text| time::first_day(kind, text).is_some_and(|day| day > self.horizon))
        };
        let moved = fields.iter().any(|change| is_time(&change) && behind(change));
        let filled_in = |change: &FieldChange| moved && (change.old.is_none() || change.new.is_none());
        let mut causes = Causes::new();
        for change in fields {
            let new_period = if is_time(&change) { behind(change) } else { filled_in(change) };
            causes.insert(if new_period { Cause::NewPeriods } else { Cause::LateCorrections });
        }
        if withheld {
            causes.insert(Cause::LateCorrections);
        }
        causes
    }
}
