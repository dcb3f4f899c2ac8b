//! Keys: at which labels of each axis an observation counts.

use super::classes::{by_class, by_text, inside};
use super::fits::Fits;
use super::lists::Lists;
use super::places::{self, Places};
use super::{range, unknown};
use crate::cohort::{Spread, Sql};
use crate::diagnostic::{Code, Finding, Findings, Ranged};
use crate::estimate::descending;
use crate::observation::{Label, Observations};
use crate::spec::{Against, Among, Axis, ClassLabels, FoundLabels, LabelOrder, Part, Spec};
use crate::value::{Key, Stat, Value};

/// A place among the keys: facet, series, x.
pub(super) type Place = [usize; 3];

/// The keys of a part and the labels at which each of its observations counts.
#[derive(Debug, Clone)]
pub struct Keyed {
    axes: [Labelled; 3],
    /// How many observations there are.
    count: usize,
    /// For an axis made of a group whose labels end at times of their own: how many x each has.
    ends: Option<(usize, Vec<usize>)>,
    /// Which places have values and what each is told from, where values are told against others.
    told: Option<Places>,
}

/// One axis: its labels, and for each observation those it fits.
#[derive(Debug, Clone)]
pub(super) struct Labelled {
    pub(super) labels: Vec<Label>,
    pub(super) fits: Fits,
}

/// The observations that a value rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Places of those that it counts among: the denominator's.
    pub among: Vec<usize>,
    /// Places of those that it counts: the numerator's.
    pub counted: Vec<usize>,
}

/// The observations at a place that a value is told from.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// Those that are counted there.
    pub counted: &'a [u32],
    /// Those that they are counted among.
    pub among: &'a [u32],
    /// Those that a share is taken of, where that is something else.
    pub whole: Option<&'a [u32]>,
}

/// Where a value stands, by index, and what it is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ends {
    /// Its own place.
    pub own: usize,
    /// The place that it is told from.
    pub from: Option<usize>,
    /// The places that it is told among.
    pub all: Vec<usize>,
}

impl Keyed {
    /// The keys of `part` over its observations.
    ///
    /// # Errors
    /// Filters that cannot be understood, labels that a column does not have, and categories that count an observation
    /// not at all or twice where they must share them out.
    pub fn new(part: &Part, observations: &Observations, spec: &Spec) -> Result<Self, Findings> {
        let sql = Sql::of(spec);
        let mut findings = Findings::new();
        let mut read = |axis: &Option<Axis>| {
            labelled(axis.as_ref(), observations, spec).map_err(|finding| findings.push(finding)).ok()
        };
        let axes = (read(&part.facet), read(&part.series), read(&part.x));
        let (Some(facet), Some(series), Some(mut x)) = axes else { return Err(findings) };
        if part.stats.contains(&Stat::CumulativePresentValue) || part.cumulated.is_some() {
            x.fits.add_up(x.labels.len());
        }
        if let Some(rolling) = part.rolling.as_ref().and_then(|rolling| usize::try_from(rolling.value).ok()) {
            x.fits.reach_on(rolling, x.labels.len());
        }
        let ends = ends(part, observations, [&facet, &series]);
        let mut keyed = Self { axes: [facet, series, x], count: observations.count(), ends, told: None };
        keyed.told = Places::of(part, &keyed, &spec.file)?;
        keyed.check_partition(part, observations, sql)?;
        keyed.check_columns(part, observations, spec, &mut findings);
        for (axis, own) in [&part.facet, &part.series, &part.x].into_iter().zip(&keyed.axes) {
            findings.extend(
                unknown::beside_a_total(axis.as_ref(), own, observations, (part, spec))?
                    .map(Findings::from)
                    .unwrap_or_default(),
            );
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        if let Some(name) = part.share_of.as_ref().filter(|name| keyed.series(name.as_str()).is_none()) {
            let names: Vec<&str> = keyed.axes[1].labels.iter().map(|label| label.name.as_str()).collect();
            return Err(Finding::error(
                Code::UnknownName,
                format!("there is no series `{}` to take shares of", name.value),
            )
            .at(sql.file, name.span.clone(), "not a series of this part")
            .help(format!("its series are {}", names.join(", ")))
            .into());
        }
        Ok(keyed)
    }

    /// Puts labels that stand in the order of their values where they belong, or where those of the parts before have them; false where there
    /// are none.
    pub(super) fn order_by_value(
        &mut self,
        part: &Part,
        values: &[Value],
        file: &str,
        so_far: [&[String]; 3],
    ) -> Result<bool, Finding> {
        let mut moved = false;
        for (axis, spec) in [&part.facet, &part.series, &part.x].into_iter().enumerate() {
            let Some(Axis::Classes(classes)) = spec else { continue };
            let ClassLabels::Found(FoundLabels { order: Some(LabelOrder::Value), .. }) = classes.labels else {
                continue;
            };
            let own = &self.axes[axis].labels;
            let told = |label: &Label| {
                let here = |value: &&Value| [&value.key.facet, &value.key.series, &value.key.x][axis] == &label.name;
                let first = values.iter().filter(|value| part.stats.first() == Some(&value.key.stat)).find(here);
                first.and_then(|value| value.value)
            };
            let least_last = |value: Option<f64>| value.unwrap_or(f64::NEG_INFINITY);
            // Labels that are found stand by name, so that equals stay so. What stands behind them stays there.
            let found = own.len() - classes.behind();
            let numbers: Vec<f64> = own[..found].iter().map(|label| least_last(told(label))).collect();
            let placed = |label: &Label| so_far[axis].iter().position(|name| *name == label.name);
            let places: Option<Vec<usize>> = own[..found].iter().map(placed).collect();
            let in_order = places.map_or_else(
                || descending(&numbers),
                |places| {
                    let mut order: Vec<usize> = (0..found).collect();
                    order.sort_by_key(|at| places[*at]);
                    order
                },
            );
            let order: Vec<usize> = in_order.into_iter().chain(found..own.len()).collect();
            let mut to = vec![0; order.len()];
            for (place, at) in order.iter().enumerate() {
                to[*at] = place;
            }
            let labels = order.iter().map(|at| own[*at].clone()).collect();
            self.axes[axis].labels = labels;
            self.axes[axis].fits.moved(&to);
            moved = true;
        }
        if moved {
            // Which places have values was said of the labels as they stood before.
            self.told = None;
            self.told = Places::of(part, self, file)?;
        }
        Ok(moved)
    }

    /// The place of a series among the series.
    pub(super) fn series(&self, name: &str) -> Option<usize> {
        self.axes[1].labels.iter().position(|label| label.name == name)
    }

    /// The labels of facet, series and x.
    pub fn labels(&self) -> [&[Label]; 3] {
        [0, 1, 2].map(|axis| self.axes[axis].labels.as_slice())
    }

    /// The observations behind the value at `key`; none where the part has no such key.
    pub fn basis(&self, key: &Key, among: Among) -> Option<Basis> {
        let find = |axis: usize, name: &str| self.axes[axis].labels.iter().position(|label| label.name == name);
        let place = [find(0, &key.facet)?, find(1, &key.series)?, find(2, &key.x)?];
        if !self.exists(place) {
            return None;
        }
        let (mut counted, mut base) = (Vec::new(), Vec::new());
        let (own, wanted) = (self.index(place), self.base(place, among));
        for at in 0..self.count {
            self.each_counted(at, |cell| {
                if cell == own {
                    counted.push(at);
                }
            });
            self.each_base(at, among, |cell| {
                if cell == wanted {
                    base.push(at);
                }
            });
        }
        Some(Basis { among: base, counted })
    }

    /// The observations that the value at `key` is told against: of the series that shares are taken of, or of the place that it
    /// is told from.
    pub fn whole(&self, key: &Key, share_of: Option<&str>) -> Vec<usize> {
        let find = |axis: usize, name: &str| self.axes[axis].labels.iter().position(|label| label.name == name);
        let place = || Some([find(0, &key.facet)?, find(1, &key.series)?, find(2, &key.x)?]);
        let Some(place) = place() else { return Vec::new() };
        let whole = share_of.and_then(|name| self.series(name));
        let whole = whole.map(|whole| self.index([place[0], whole, place[2]])).or_else(|| self.reference(place));
        let Some(whole) = whole else { return Vec::new() };
        let mut counted = Vec::new();
        for at in 0..self.count {
            self.each_counted(at, |cell| {
                if cell == whole {
                    counted.push(at);
                }
            });
        }
        counted
    }

    /// The observations behind every value, counted and among, and those that a share is taken of where `share_of` names a
    /// series: once for each key, in the order of the values, whatever is said of them.
    pub fn each_basis(
        &self,
        among: Among,
        share_of: Option<&str>,
        mut tell: impl FnMut(&[u32], (usize, &[u32]), Option<&[u32]>),
    ) {
        let counted = Lists::new(self.size(), self.count, |at, put| self.each_counted(at, put));
        let bases = Lists::new(self.bases(among), self.count, |at, put| self.each_base(at, among, put));
        let whole = share_of.and_then(|name| self.series(name));
        for place in self.places() {
            let own = counted.of(self.index(place));
            if !(self.only_if_any(place) && own.is_empty()) {
                let whole = whole.map(|whole| self.index([place[0], whole, place[2]])).or(self.reference(place));
                let whole = whole.map(|whole| counted.of(whole));
                let base = self.base(place, among);
                tell(own, (base, bases.of(base)), whole);
            }
        }
    }

    /// The observations at the place that every value is told from, in the order of [`Self::each_basis`]; none where it is told
    /// from no place.
    pub fn each_reference(&self, among: Among, share_of: Option<&str>, mut tell: impl FnMut(Option<Reference<'_>>)) {
        let counted = Lists::new(self.size(), self.count, |at, put| self.each_counted(at, put));
        let bases = Lists::new(self.bases(among), self.count, |at, put| self.each_base(at, among, put));
        let whole = share_of.and_then(|name| self.series(name));
        for place in self.places() {
            if self.only_if_any(place) && counted.of(self.index(place)).is_empty() {
                continue;
            }
            tell(self.reference(place).map(|index| {
                let from = self.place(index);
                let whole = whole.map(|whole| counted.of(self.index([from[0], whole, from[2]])));
                Reference { counted: counted.of(index), among: bases.of(self.base(from, among)), whole }
            }));
        }
    }

    /// The labels of an axis (facet, series, x) that an observation fits.
    pub(super) fn fits(&self, axis: usize, at: usize) -> &[u32] {
        self.axes[axis].fits.of(at)
    }

    /// The labels of each axis that observations fit.
    pub(super) fn all_fits(&self) -> [&Fits; 3] {
        [0, 1, 2].map(|axis| &self.axes[axis].fits)
    }

    /// For each value, in their order, where it stands and what it is told of. With `among_all` that is all along the axis.
    pub fn ends(&self, against: Option<&Against>, among_all: bool) -> Vec<Ends> {
        let counted = Lists::new(self.size(), self.count, |at, put| self.each_counted(at, put));
        let any = |place: Place| !counted.of(self.index(place)).is_empty();
        let there = self.places().filter(|place| !self.only_if_any(*place) || any(*place));
        let ends = |place: Place| {
            let along = against.filter(|_| among_all).map(|against| places::along(against, self, place));
            let all = along.into_iter().flatten().map(|place| self.index(place)).collect();
            Ends { own: self.index(place), from: self.reference(place), all }
        };
        there.map(ends).collect()
    }

    /// What stands at each index: its labels, the observations that are counted there, those among which they are, and those that a
    /// share is taken of where `share_of` names a series.
    pub fn each_place(
        &self,
        among: Among,
        share_of: Option<&str>,
        mut tell: impl FnMut(usize, [&str; 3], [&[u32]; 2], Option<&[u32]>),
    ) {
        let counted = Lists::new(self.size(), self.count, |at, put| self.each_counted(at, put));
        let bases = Lists::new(self.bases(among), self.count, |at, put| self.each_base(at, among, put));
        let whole = share_of.and_then(|name| self.series(name));
        for index in 0..self.size() {
            let place = self.place(index);
            let (facet, series, x) = self.names(place);
            let whole = whole.map(|whole| counted.of(self.index([place[0], whole, place[2]])));
            tell(index, [facet, series, x], [counted.of(index), bases.of(self.base(place, among))], whole);
        }
    }

    /// How many observations there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// How many places there are, whether they have values or not.
    pub(super) fn size(&self) -> usize {
        self.axes.iter().map(|axis| axis.labels.len()).product()
    }

    /// The denominators: how many there are.
    pub(super) fn bases(&self, among: Among) -> usize {
        let [facets, series, xs] = [0, 1, 2].map(|axis| self.axes[axis].labels.len());
        match among {
            Among::X | Among::AllAtX => facets * xs,
            Among::Series => facets * series,
            Among::Facet => facets,
            Among::Counted | Among::Stated | Among::Nothing => facets * series * xs,
        }
    }

    /// The denominator of a place.
    pub(super) fn base(&self, [facet, series, x]: Place, among: Among) -> usize {
        match among {
            Among::X | Among::AllAtX => facet * self.axes[2].labels.len() + x,
            Among::Series => facet * self.axes[1].labels.len() + series,
            Among::Facet => facet,
            Among::Counted | Among::Stated | Among::Nothing => self.index([facet, series, x]),
        }
    }

    /// Tells the places at which an observation is counted.
    pub(super) fn each_counted(&self, at: usize, mut tell: impl FnMut(usize)) {
        for facet in self.axes[0].fits.of(at) {
            for series in self.axes[1].fits.of(at) {
                for x in self.axes[2].fits.of(at) {
                    tell(self.index([*facet as usize, *series as usize, *x as usize]));
                }
            }
        }
    }

    /// Tells the denominators that an observation belongs to.
    pub(super) fn each_base(&self, at: usize, among: Among, mut tell: impl FnMut(usize)) {
        let inner = match among {
            Among::X | Among::AllAtX => 2,
            Among::Series => 1,
            Among::Facet => {
                self.axes[0].fits.of(at).iter().for_each(|facet| tell(*facet as usize));
                return;
            }
            Among::Counted | Among::Stated | Among::Nothing => return self.each_counted(at, tell),
        };
        for facet in self.axes[0].fits.of(at) {
            for own in self.axes[inner].fits.of(at) {
                tell(*facet as usize * self.axes[inner].labels.len() + *own as usize);
            }
        }
    }

    /// How many observations do not count in all of the series.
    pub(super) fn left_out_by_series(&self) -> usize {
        let Labelled { labels, fits } = &self.axes[1];
        (0..self.count).filter(|at| fits.of(*at).len() < labels.len()).count()
    }

    /// All places that have values, by facet, x and series.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let [facets, series, xs] = [0, 1, 2].map(|axis| self.axes[axis].labels.len());
        (0..facets)
            .flat_map(move |facet| (0..xs).flat_map(move |x| (0..series).map(move |series| [facet, series, x])))
            .filter(|place| self.exists(*place))
    }

    fn exists(&self, place: Place) -> bool {
        let in_time = self.ends.as_ref().is_none_or(|(axis, ends)| place[2] < ends[place[*axis]]);
        in_time && self.is_there(place)
    }

    /// Whether a place has a value, as far as it is told against others.
    pub(super) fn is_there(&self, place: Place) -> bool {
        self.told.as_ref().is_none_or(|told| told.there[self.index(place)])
    }

    /// The index of the place that a value is told from.
    pub(super) fn reference(&self, place: Place) -> Option<usize> {
        self.told.as_ref().and_then(|told| told.from[self.index(place)])
    }

    /// The place of an index.
    pub(super) fn place(&self, index: usize) -> Place {
        let [series, xs] = [1, 2].map(|axis| self.axes[axis].labels.len());
        [index / (series * xs), index / xs % series, index % xs]
    }

    pub(super) fn index(&self, [facet, series, x]: Place) -> usize {
        (facet * self.axes[1].labels.len() + series) * self.axes[2].labels.len() + x
    }

    pub(super) fn names(&self, place: Place) -> (&str, &str, &str) {
        let [facet, series, x] = [0, 1, 2].map(|axis| self.axes[axis].labels[place[axis]].name.as_str());
        (facet, series, x)
    }

    pub(super) fn only_if_any(&self, place: Place) -> bool {
        (0..3).any(|axis| self.axes[axis].labels[place[axis]].only_if_any)
    }

    /// An observation that has no label in a column that keys are made of would be counted nowhere. A group says itself whom
    /// it leaves out.
    fn check_columns(&self, part: &Part, observations: &Observations, spec: &Spec, findings: &mut Findings) {
        for (axis, own) in [&part.facet, &part.series, &part.x].into_iter().zip(&self.axes) {
            let Some(Axis::Column(name)) = axis else { continue };
            if observations.groups.contains(&name.value) || observations.columns.column(name.as_str()).is_none() {
                continue;
            }
            let mut lost = (0..self.count).filter(|at| own.fits.of(*at).is_empty());
            let Some(first) = lost.next() else { continue };
            let count = 1 + lost.count();
            let message = format!("{count} of {} observations have no `{}`", self.count, name.value);
            let finding = Finding::error(Code::UndeclaredCategory, message)
                .at(&spec.file, name.span.clone(), "they would be counted at none of its labels")
                .help(format!("give them a label: {{ of = \"COALESCE(\\\"{0}\\\", 'Uoplyst')\" }}", name.value))
                .help(format!("or leave them out where it is seen: where = \"\\\"{}\\\" IS NOT NULL\"", name.value));
            let row = observations.rows(first).last().copied();
            findings.push(match row.and_then(|row| Some((spec.extracts.get(usize::from(row.extract))?, row.row))) {
                Some((extract, row)) => finding.in_cell(extract.file.value.as_str(), Some(u64::from(row)), None),
                None => finding,
            });
        }
    }

    /// Which observations have a label wherever they must have one.
    ///
    /// # Errors
    /// A label that cannot be read.
    pub fn labelled(part: &Part, observations: &Observations, spec: &Spec) -> Result<Vec<bool>, Finding> {
        let sql = Sql::of(spec);
        let mut all = vec![true; observations.count()];
        for (number, axis) in [&part.facet, &part.series, &part.x].into_iter().enumerate() {
            let own = match axis {
                Some(Axis::Classes(classes)) => inside(classes, observations, spec)?,
                Some(Axis::Column(name)) if !observations.groups.contains(&name.value) => {
                    let own = labelled(axis.as_ref(), observations, spec)?;
                    (0..all.len()).map(|at| !own.fits.of(at).is_empty()).collect()
                }
                Some(Axis::Labels(_)) => {
                    let own = labelled(axis.as_ref(), observations, spec)?;
                    let once = number == 1 && shares_out(part);
                    let mut known: Vec<bool> = (0..all.len()).map(|at| !once || own.fits.of(at).len() == 1).collect();
                    for at in unknown::in_a_total_alone(axis.as_ref(), &own, observations, sql)? {
                        known[at] = false;
                    }
                    known
                }
                _ => continue,
            };
            all.iter_mut().zip(own).for_each(|(all, own)| *all &= own);
        }
        Ok(all)
    }

    /// Shares and counts among all at an x must count every observation once, or the parts would not make the whole.
    fn check_partition(&self, part: &Part, observations: &Observations, sql: Sql<'_>) -> Result<(), Findings> {
        let Some(Axis::Labels(labels)) = part.series.as_ref().filter(|_| shares_out(part)) else { return Ok(()) };
        let counts = |wrong: &dyn Fn(usize) -> bool| -> usize {
            let inside = |at: usize| !self.axes[0].fits.of(at).is_empty() && !self.axes[2].fits.of(at).is_empty();
            (0..observations.count()).filter(|at| inside(*at) && wrong(self.axes[1].fits.of(*at).len())).count()
        };
        let (none, several) = (counts(&|fits| fits == 0), counts(&|fits| fits > 1));
        if none + several == 0 {
            return Ok(());
        }
        let span = labels.first().map_or_else(|| part.span.clone(), |(label, _)| label.span.clone());
        let message =
            format!("the series do not share out the observations: {none} in none of them, {several} in more than one");
        Err(Finding::error(Code::NotAPartition, message)
            .at(sql.file, span, "these series")
            .help("let every observation fit exactly one of them, or say what is counted with `among`")
            .into())
    }
}

/// Whether the series of a part must count every observation once.
fn shares_out(part: &Part) -> bool {
    part.among == Among::X && part.stats.iter().all(|stat| matches!(stat, Stat::Count | Stat::Share))
}

/// The axis's labels and where each observation fits. Without an axis all fit one label without a name.
fn labelled(axis: Option<&Axis>, observations: &Observations, spec: &Spec) -> Result<Labelled, Finding> {
    let sql = Sql::of(spec);
    let (columns, height) = (&observations.columns, observations.count());
    match axis {
        None => Ok(Labelled { labels: vec![Label::declared("")], fits: Fits::all_at(0) }),
        Some(Axis::Column(name)) => {
            let known = known(observations, name.as_str());
            Ok(Labelled { fits: by_column(observations, name.as_str(), known, spec), labels: known.to_vec() })
        }
        Some(Axis::States(listed)) => {
            let labels = picked(listed, known(observations, "state"), sql)?;
            Ok(Labelled { fits: by_column(observations, "state", &labels, spec), labels })
        }
        Some(Axis::Classes(classes)) => by_class(classes, observations, spec),
        Some(Axis::Range { of, until }) => {
            let each = |text: &Ranged<String>| -> Result<Vec<Option<String>>, Finding> {
                let texts = columns.ask(text, sql, |frame| sql.texts(text, frame))?;
                Ok((0..height).map(|at| texts.of(at).clone()).collect())
            };
            let texts = each(of)?;
            let until = until.as_ref().map(each).transpose()?;
            let (labels, places) = range::every(&texts, until.as_deref()).map_err(|range::NotARange| {
                Finding::error(Code::SqlFailed, "these are neither months nor years")
                    .at(sql.file, of.span.clone(), "gives the places along the axis")
                    .help("name a column with months such as 2018-12, or with years, and not both")
            })?;
            let fits = Fits::by(&Spread::each(places), Clone::clone);
            Ok(Labelled { labels: labels.into_iter().map(Label::declared).collect(), fits })
        }
        Some(Axis::Labels(filters)) => {
            let holds = |filter| columns.ask(filter, sql, |frame| sql.mask(filter, frame));
            let holds: Vec<Spread<bool>> = filters.iter().map(|(_, filter)| holds(filter)).collect::<Result<_, _>>()?;
            let fits = Fits::by_filters(&holds, height);
            Ok(Labelled { labels: filters.iter().map(|(label, _)| Label::declared(label.as_str())).collect(), fits })
        }
    }
}

fn known<'a>(observations: &'a Observations, column: &str) -> &'a [Label] {
    observations.known(column).expect("the spec's names are resolved")
}

/// The state's labels in the order listed. All must be there: a label left out would be people left out. The label for
/// "not known" may stay out of the list, and then has values only where it is not zero.
fn picked(listed: &[Ranged<String>], known: &[Label], sql: Sql<'_>) -> Result<Vec<Label>, Finding> {
    for label in listed {
        if !known.iter().any(|known| known.name == label.value) {
            let names: Vec<&str> = known.iter().map(|known| known.name.as_str()).collect();
            return Err(Finding::error(Code::UnknownName, format!("the state has no label `{}`", label.value))
                .at(sql.file, label.span.clone(), "not a label of the state")
                .help(format!("its labels are {}", names.join(", "))));
        }
    }
    let is_listed = |known: &Label| listed.iter().any(|label| label.value == known.name);
    let left_out: Vec<&str> =
        known.iter().filter(|known| !known.only_if_any && !is_listed(known)).map(|known| known.name.as_str()).collect();
    if let Some(first) = listed.first().filter(|_| !left_out.is_empty()) {
        return Err(Finding::error(Code::NotAPartition, format!("the list leaves out {}", left_out.join(", ")))
            .at(sql.file, first.span.clone(), "this list")
            .help("list every label of the state: people in one left out would not be counted"));
    }
    let mut labels: Vec<Label> = listed.iter().map(|label| Label::declared(label.as_str())).collect();
    labels.extend(known.iter().filter(|known| !is_listed(known)).cloned());
    Ok(labels)
}

fn by_column(observations: &Observations, column: &str, labels: &[Label], spec: &Spec) -> Fits {
    let truths = observations.columns.is_truth(column).then(|| spec.truths());
    let called = |text: Option<String>| {
        truths.as_ref().map_or_else(|| text.clone(), |truths| Some(truths.called(text.clone()?)))
    };
    // A group's column is not there in a population that the group does not reach: nobody has a label then.
    match observations.columns.texts(column).map(|texts| texts.map(|text| called(text.clone()))) {
        Some(texts) => by_text(&texts, labels),
        None => Fits::by(&Spread::one(()), |()| None),
    }
}

/// Where groups end at times of their own, the axis that is made of a group has so many x for each of its labels.
fn ends(part: &Part, observations: &Observations, axes: [&Labelled; 2]) -> Option<(usize, Vec<usize>)> {
    if observations.ends.is_empty() {
        return None;
    }
    let end = |label: &Label| observations.ends.iter().find(|(name, _)| *name == label.name).map(|(_, end)| *end);
    [&part.facet, &part.series].into_iter().enumerate().find_map(|(at, axis)| {
        let Some(Axis::Column(_)) = axis else { return None };
        axes[at].labels.iter().map(end).collect::<Option<Vec<usize>>>().map(|ends| (at, ends))
    })
}
