//! How an author could tell more where much is hidden: each exhibit in larger groups, computed and protected as a build would.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::compute::compute_of_others;
use super::protect::earlier;
use super::registers::{Which, of_registers};
use super::{Failure, Prepared, compute};
use crate::cohort::Data;
use crate::diagnostic::Findings;
use crate::disclosure::{self, Earlier, Mask, Others, Shuffled, Why};
use crate::parallel;
use crate::register::Register;
use crate::spec::{Coarser, Exhibit, Spec, Together};
use crate::statistic::Computed;
use crate::value::Dimension;

/// One in so many values hidden is much.
const MUCH: usize = 10;

/// So many ways are told for an exhibit.
const MOST: usize = 5;

/// What hides how much, and what would hide less.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestions {
    /// How many values the publication has, and how many of them are hidden.
    pub all: Hides,
    /// The exhibits of which something is hidden, in their order.
    pub exhibits: Vec<Suggested>,
    /// How many things a build would refuse to publish all the same.
    pub refused: usize,
}

/// How many values there are, and how many of them are hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hides {
    /// How many there are.
    pub values: usize,
    /// How many tell of few people themselves.
    pub first: usize,
    /// How many are hidden besides.
    pub besides: usize,
}

impl Hides {
    /// How many are hidden.
    pub fn hidden(self) -> usize {
        self.first + self.besides
    }

    /// How many are shown.
    pub fn shown(self) -> usize {
        self.values - self.hidden()
    }

    fn of(mask: &Mask, computed: &[Computed]) -> Self {
        let values = computed.iter().map(|exhibit| exhibit.values.rows.len()).sum();
        let own = |id: &str| computed.iter().any(|exhibit| exhibit.id == id);
        let hidden = mask.iter().filter(|(id, _, hidden)| hidden.value && own(id));
        let (besides, first): (Vec<_>, Vec<_>) = hidden.partition(|(_, _, hidden)| hidden.why == Why::Besides);
        Self { values, first: first.len(), besides: besides.len() }
    }
}

/// What an exhibit hides, and in which larger groups it would hide less.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// The exhibit.
    pub exhibit: String,
    /// What it hides.
    pub now: Hides,
    /// What would hide a lesser part of it, what shows most first.
    pub instead: Vec<Instead>,
}

/// What an exhibit would hide in larger groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Instead {
    /// Which.
    pub by: Coarser,
    /// What it would hide.
    pub hides: Hides,
    /// How many more values of the whole publication than now would be hidden elsewhere; fewer, where it is below nothing.
    pub elsewhere: i64,
    /// How many things a build would refuse to publish.
    pub refused: usize,
}

/// Tries for each exhibit of which much is hidden what it would hide in larger groups. Nothing is guessed: each is computed, in the
/// shuffled registers too, and protected together with all other exhibits.
///
/// # Errors
/// What the policy says that cannot be done.
pub fn suggest(prepared: &Prepared, computed: &[Computed]) -> Result<Suggestions, Failure> {
    let registers = Registers { prepared, shuffled: OnceLock::new(), mixed: OnceLock::new() };
    let earlier = earlier(prepared)?;
    let fails = |findings| prepared.fails(findings);
    let told = |of: &Shuffle| Some(of.tallies(&of.computed, prepared.data()));
    let others = registers.told(&told);
    let (now, refused) = disclosure::proposed(prepared.data(), computed, &earlier, &others).map_err(fails)?;
    let all = Hides::of(&now.mask, computed);
    let mut exhibits = Vec::new();
    for (at, exhibit) in computed.iter().enumerate() {
        let own = Hides::of(&now.mask, std::slice::from_ref(exhibit));
        if own.hidden() == 0 {
            continue;
        }
        let ways = if own.hidden() * MUCH < own.values {
            Vec::new()
        } else {
            ways(&prepared.spec.exhibits[at], exhibit, &now.mask)
        };
        let mut instead = Vec::new();
        for by in ways {
            let tried = tried(prepared, (computed, &earlier), &registers, (at, &by));
            let Some((told, own_then, refused)) = tried else { continue };
            // Nothing else than before, or no less hidden of it.
            if own_then.hidden() * own.values >= own.hidden() * own_then.values {
                continue;
            }
            let others = |all: Hides, own: Hides| i64::try_from(all.hidden() - own.hidden()).unwrap_or(i64::MAX);
            let elsewhere = others(told, own_then) - others(all, own);
            instead.push(Instead { by, hides: own_then, elsewhere, refused });
        }
        let shown = |of: &Instead| i64::try_from(of.hides.shown()).unwrap_or(0) - of.elsewhere;
        instead.sort_by_key(|of| (-shown(of), of.hides.hidden()));
        instead.truncate(MOST);
        exhibits.push(Suggested { exhibit: exhibit.id.clone(), now: own, instead });
    }
    Ok(Suggestions { all, exhibits, refused: refused.len() })
}

/// A register whose rows are about other people, and what the exhibits come to there.
struct Shuffle {
    register: Register,
    computed: Vec<Computed>,
    /// The same at the months of earlier releases, as these were told.
    earlier: Vec<Vec<Computed>>,
}

impl Shuffle {
    /// The tallies of these exhibits, which are told as `data` says, and of earlier releases.
    fn tallies(&self, computed: &[Computed], data: Data<'_>) -> Shuffled {
        let earlier: Vec<&[Computed]> = self.earlier.iter().map(Vec::as_slice).collect();
        Shuffled::of(computed, &earlier, Data { register: &self.register, ..data })
    }
}

/// The registers, each computed once when it is first asked for.
struct Registers<'a> {
    prepared: &'a Prepared,
    shuffled: OnceLock<Vec<Shuffle>>,
    mixed: OnceLock<Vec<Shuffle>>,
}

impl Registers<'_> {
    fn of(&self, which: Which<'_>) -> &[Shuffle] {
        let Self { prepared, shuffled, mixed } = self;
        // Larger groups have no other few than those who were asked for at first.
        let known = if matches!(which, Which::Shuffled(_)) { shuffled } else { mixed };
        known.get_or_init(|| {
            of_registers(prepared, which, |register| {
                let data = Data { register: &register, ..prepared.data() };
                let compute = |month| compute_of_others(data, month, &|_| true).ok();
                let computed = compute(prepared.as_of)?;
                let releases = prepared.earlier.iter().map(|release| compute(release.as_of));
                let earlier = releases.collect::<Option<_>>()?;
                Some(Shuffle { register, computed, earlier })
            })
        })
    }

    /// What is told of them.
    fn told<'b>(&'b self, tallies: &'b Tell<'b>) -> Told<'b> {
        Told { registers: self, tallies }
    }
}

/// The tallies of a register; none where they cannot be computed.
type Tell<'a> = dyn Fn(&Shuffle) -> Option<Shuffled> + Sync + 'a;

/// The registers, and what is told of each.
struct Told<'a> {
    registers: &'a Registers<'a>,
    tallies: &'a Tell<'a>,
}

impl Told<'_> {
    fn each(&self, which: Which<'_>) -> Vec<Shuffled> {
        parallel::many(self.registers.of(which), self.tallies).into_iter().flatten().collect()
    }
}

impl Others for Told<'_> {
    fn shuffled(&self, _: &BTreeSet<usize>, tallies: usize) -> Vec<Shuffled> {
        self.each(Which::Shuffled(tallies))
    }

    fn mixed(&self, _: &BTreeSet<usize>, people: &BTreeSet<String>) -> Vec<Shuffled> {
        self.each(Which::Mixed(people))
    }
}

/// What the publication and the exhibit hide where that is told so, and how much a build would refuse; none where it cannot be
/// computed.
fn tried(
    prepared: &Prepared,
    (computed, earlier): (&[Computed], &[Earlier]),
    registers: &Registers<'_>,
    (at, by): (usize, &Coarser),
) -> Option<(Hides, Hides, usize)> {
    let exhibit = prepared.spec.exhibits[at].coarser(by)?;
    let alone = Spec { exhibits: vec![exhibit.clone()], ..prepared.spec.clone() };
    let mut spec = prepared.spec.clone();
    spec.exhibits[at] = exhibit;
    let instead = |own: Result<Vec<Computed>, Findings>, all: &[Computed]| {
        let mut all = all.to_vec();
        all[at] = own.ok()?.pop()?;
        Some(all)
    };
    let only = Data { spec: &alone, ..prepared.data() };
    let computed = instead(compute(only, prepared.as_of), computed)?;
    let data = Data { spec: &spec, ..prepared.data() };
    let told = |of: &Shuffle| {
        let own = compute_of_others(Data { register: &of.register, ..only }, prepared.as_of, &|_| true);
        Some(of.tallies(&instead(own, &of.computed)?, data))
    };
    let (protected, refused) = disclosure::proposed(data, &computed, earlier, &registers.told(&told)).ok()?;
    let own = Hides::of(&protected.mask, std::slice::from_ref(&computed[at]));
    Some((Hides::of(&protected.mask, &computed), own, refused.len()))
}

/// The larger groups that are worth a try.
fn ways(exhibit: &Exhibit, computed: &Computed, mask: &Mask) -> Vec<Coarser> {
    let mut ways = vec![Coarser::Blocks, Coarser::Quarters, Coarser::HalfYears, Coarser::Years, Coarser::Whole];
    for axis in Dimension::ALL {
        let labels = axis.labels(&computed.values);
        if labels.len() > 1 {
            ways.push(Coarser::Without(axis));
            let merged = merges(computed, axis, labels, mask).into_iter();
            ways.extend(merged.map(|one| Coarser::Together(axis, Together { labels: one, of: labels.to_vec() })));
        }
    }
    ways.retain(|by| exhibit.coarser(by).is_some());
    ways
}

/// The label of which most is hidden with each of those beside it, and all together of which a third is hidden.
fn merges(computed: &Computed, axis: Dimension, labels: &[String], mask: &Mask) -> Vec<Vec<String>> {
    let of = |label: &String| {
        let own = computed.values.rows.iter().enumerate().filter(|(_, row)| axis.of(&row.key) == label);
        let places: Vec<usize> = own.map(|(place, _)| place).collect();
        let is_hidden = |place: &&usize| mask.of(&computed.id, **place).is_some_and(|hidden| hidden.value);
        (places.iter().filter(is_hidden).count(), places.len())
    };
    let counts: Vec<(usize, usize)> = labels.iter().map(of).collect();
    let Some(worst) = (0..labels.len()).max_by_key(|at| (counts[*at].0, std::cmp::Reverse(*at))) else {
        return Vec::new();
    };
    let pair = |one: usize| labels[one..=one + 1].to_vec();
    let mut merges: Vec<Vec<String>> = Vec::new();
    // Two labels as one are none.
    if labels.len() > 2 {
        merges.extend(worst.checked_sub(1).map(pair));
        merges.extend((worst + 1 < labels.len()).then(|| pair(worst)));
    }
    let many = labels.iter().zip(&counts).filter(|(_, (hidden, all))| hidden * 3 >= *all && *hidden > 0);
    let many: Vec<String> = many.map(|(label, _)| label.clone()).collect();
    if many.len() > 1 && many.len() < labels.len() && !merges.contains(&many) {
        merges.push(many);
    }
    merges
}
