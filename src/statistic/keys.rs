//! Keys: at which labels of each axis an observation counts.

use polars::prelude::{DataFrame, DataType};

use super::classes::{by_class, by_text};
use super::fits::Fits;
use super::range;
use crate::cohort::Sql;
use crate::diagnostic::{Code, Finding, Findings};
use crate::measure::{Label, Observations};
use crate::spec::{Among, Axis, Part, Ranged};
use crate::value::{Key, Stat};

/// A place among the keys: facet, series, x.
type Place = [usize; 3];

/// The keys of a part and the labels at which each of its observations counts.
#[derive(Debug, Clone)]
pub struct Keyed {
    axes: [Labelled; 3],
    /// For an axis made of a group whose labels end at times of their own: how many x each has.
    ends: Option<(usize, Vec<usize>)>,
}

/// One axis: its labels, and for each observation those it fits.
#[derive(Debug, Clone)]
pub(super) struct Labelled {
    pub(super) labels: Vec<Label>,
    pub(super) fits: Fits,
}

impl Labelled {
    /// Lets what fits a label fit all later ones too.
    fn add_up(&mut self) {
        let count = self.labels.len();
        let mut fits = Fits::default();
        for at in 0..self.fits.height() {
            let first = self.fits.of(at).iter().min().copied();
            fits.push(first.map_or(0..0, |first| first..count));
        }
        self.fits = fits;
    }
}

/// The observations that a value rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// Places of those that it counts among: below the line.
    pub among: Vec<usize>,
    /// Places of those that it counts: above the line.
    pub counted: Vec<usize>,
}

/// The places of the observations at every place among the keys, in order.
pub(super) struct Cells {
    /// Those that are counted.
    pub(super) counted: Vec<Vec<usize>>,
    by_x: Vec<Vec<usize>>,
    by_series: Vec<Vec<usize>>,
    by_facet: Vec<Vec<usize>>,
}

impl Cells {
    /// Those that a place is counted among.
    pub(super) fn base(&self, keyed: &Keyed, [facet, series, x]: Place, among: Among) -> &[usize] {
        match among {
            Among::X | Among::AllAtX => &self.by_x[facet * keyed.axes[2].labels.len() + x],
            Among::Series => &self.by_series[facet * keyed.axes[1].labels.len() + series],
            Among::Facet => &self.by_facet[facet],
            Among::Counted | Among::Stated | Among::Nothing => &self.counted[keyed.index([facet, series, x])],
        }
    }
}

impl Keyed {
    /// The keys of `part` over its observations.
    ///
    /// # Errors
    /// Filters that cannot be understood, labels that a column does not have, and categories that count an observation
    /// not at all or twice where they must share them out.
    pub fn new(part: &Part, observations: &Observations, sql: Sql<'_>) -> Result<Self, Findings> {
        let mut findings = Findings::new();
        let mut read = |axis: &Option<Axis>| {
            labelled(axis.as_ref(), observations, sql).map_err(|finding| findings.push(finding)).ok()
        };
        let axes = (read(&part.facet), read(&part.series), read(&part.x));
        let (Some(facet), Some(series), Some(mut x)) = axes else { return Err(findings) };
        if part.stats.contains(&Stat::CumulativePresentValue) {
            x.add_up();
        }
        let ends = ends(part, observations, [&facet, &series]);
        let keyed = Self { axes: [facet, series, x], ends };
        keyed.check_partition(part, observations, sql)?;
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
        let fits = |at: usize, axis: usize| self.axes[axis].fits.of(at).contains(&place[axis]);
        let pick = |axes: &[usize]| -> Vec<usize> {
            (0..self.axes[0].fits.height()).filter(|at| axes.iter().all(|axis| fits(*at, *axis))).collect()
        };
        let counted = pick(&[0, 1, 2]);
        let among = match among {
            Among::X | Among::AllAtX => pick(&[0, 2]),
            Among::Series => pick(&[0, 1]),
            Among::Facet => pick(&[0]),
            Among::Counted | Among::Stated | Among::Nothing => counted.clone(),
        };
        Some(Basis { among, counted })
    }

    /// The observations behind every value, counted and among, and those that a share is taken of where `share_of` names a
    /// series: once for each key, in the order of the values, whatever is said of them.
    pub fn each_basis(
        &self,
        among: Among,
        share_of: Option<&str>,
        mut tell: impl FnMut(&[usize], &[usize], Option<&[usize]>),
    ) {
        let cells = self.cells();
        let whole = share_of.and_then(|name| self.series(name));
        for place in self.places() {
            let counted = &cells.counted[self.index(place)];
            if !(self.only_if_any(place) && counted.is_empty()) {
                let whole = whole.map(|whole| cells.counted[self.index([place[0], whole, place[2]])].as_slice());
                tell(counted, cells.base(self, place, among), whole);
            }
        }
    }

    /// All places that have values, by facet, x and series.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> {
        let [facets, series, xs] = [0, 1, 2].map(|axis| self.axes[axis].labels.len());
        (0..facets)
            .flat_map(move |facet| (0..xs).flat_map(move |x| (0..series).map(move |series| [facet, series, x])))
            .filter(|place| self.exists(*place))
    }

    fn exists(&self, place: Place) -> bool {
        self.ends.as_ref().is_none_or(|(axis, ends)| place[2] < ends[place[*axis]])
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

    /// Puts each observation at every place it fits.
    pub(super) fn cells(&self) -> Cells {
        let [facets, series, xs] = [0, 1, 2].map(|axis| self.axes[axis].labels.len());
        let mut cells = Cells {
            counted: vec![Vec::new(); facets * series * xs],
            by_x: vec![Vec::new(); facets * xs],
            by_series: vec![Vec::new(); facets * series],
            by_facet: vec![Vec::new(); facets],
        };
        for at in 0..self.axes[0].fits.height() {
            for &facet in self.axes[0].fits.of(at) {
                cells.by_facet[facet].push(at);
                for &x in self.axes[2].fits.of(at) {
                    cells.by_x[facet * xs + x].push(at);
                    for &one in self.axes[1].fits.of(at) {
                        cells.counted[self.index([facet, one, x])].push(at);
                    }
                }
                for &one in self.axes[1].fits.of(at) {
                    cells.by_series[facet * series + one].push(at);
                }
            }
        }
        cells
    }

    /// Shares and counts among all at an x must count every observation once, or the parts would not make the whole.
    fn check_partition(&self, part: &Part, observations: &Observations, sql: Sql<'_>) -> Result<(), Findings> {
        let Some(Axis::Labels(labels)) = &part.series else { return Ok(()) };
        let shared_out =
            part.among == Among::X && part.stats.iter().all(|stat| matches!(stat, Stat::Count | Stat::Share));
        if !shared_out {
            return Ok(());
        }
        let counts = |wrong: &dyn Fn(usize) -> bool| -> usize {
            let inside = |at: usize| !self.axes[0].fits.of(at).is_empty() && !self.axes[2].fits.of(at).is_empty();
            (0..observations.units.len()).filter(|at| inside(*at) && wrong(self.axes[1].fits.of(*at).len())).count()
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

/// The axis's labels and where each observation fits. Without an axis all fit one label without a name.
fn labelled(axis: Option<&Axis>, observations: &Observations, sql: Sql<'_>) -> Result<Labelled, Finding> {
    let height = observations.units.len();
    match axis {
        None => Ok(Labelled { labels: vec![Label::declared("")], fits: Fits::all_at(0, height) }),
        Some(Axis::Column(name)) => {
            let known = known(observations, name.as_str());
            Ok(Labelled { fits: by_column(&observations.frame, name.as_str(), known), labels: known.to_vec() })
        }
        Some(Axis::States(listed)) => {
            let labels = picked(listed, known(observations, "state"), sql)?;
            Ok(Labelled { fits: by_column(&observations.frame, "state", &labels), labels })
        }
        Some(Axis::Classes(classes)) => by_class(classes, observations, sql),
        Some(Axis::Range { of, until }) => {
            let texts = sql.texts(of, &observations.frame)?;
            let until = until.as_ref().map(|until| sql.texts(until, &observations.frame)).transpose()?;
            let (labels, places) = range::every(&texts, until.as_deref()).map_err(|range::NotARange| {
                Finding::error(Code::SqlFailed, "these are neither months nor years")
                    .at(sql.file, of.span.clone(), "gives the places along the axis")
                    .help("name a column with months such as 2018-12, or with years, and not both")
            })?;
            let mut fits = Fits::default();
            for places in places {
                fits.push(places);
            }
            Ok(Labelled { labels: labels.into_iter().map(Label::declared).collect(), fits })
        }
        Some(Axis::Labels(filters)) => {
            let masks = filters.iter().map(|(_, filter)| sql.mask(filter, &observations.frame));
            let masks: Vec<Vec<bool>> = masks.collect::<Result<_, _>>()?;
            let mut fits = Fits::default();
            for at in 0..height {
                fits.push((0..masks.len()).filter(|place| masks[*place][at]));
            }
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

fn by_column(frame: &DataFrame, column: &str, labels: &[Label]) -> Fits {
    // A group's column is not there in a population that the group does not reach: nobody has a label then.
    let texts = frame.column(column).ok().and_then(|column| column.cast(&DataType::String).ok());
    let Some(texts) = texts.as_ref().and_then(|texts| texts.str().ok()) else {
        let mut none = Fits::default();
        (0..frame.height()).for_each(|_| none.push([]));
        return none;
    };
    by_text(texts.iter(), labels, None)
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
