//! The rows that a value names are all that it needs, and each of them is needed.

mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sporbar::cohort::{Data, RowLists, RowRef};
use sporbar::observation::{Lineage, Units};
use sporbar::pipeline::{self, Prepared, Request, Stage, Watch};
use sporbar::register::PseudonymKey;
use sporbar::spec::{Analysis, Measure, Spec};
use sporbar::statistic::{Computed, ComputedPart};
use sporbar::sufficiency::but;
use sporbar::value::{Key, Value};

use crate::support::{Project, repository};

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: Stage) {}
}

fn prepared(report: &str) -> Prepared {
    let key = Some(PseudonymKey::synthetic_default());
    let report = repository().join("reports").join(report);
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key };
    pipeline::prepare(&request, &mut Unwatched).expect("a report that can be read")
}

/// Every value of small exhibits and a sample of large ones, computed again from the rows it names; how many at least.
fn is_sufficient(report: &str, at_least: usize) {
    let prepared = prepared(report);
    let computed = pipeline::computed(&prepared).expect("values");
    let tried = pipeline::sufficiency(&prepared, &computed, 40);
    let wrong: Vec<&str> = tried.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(wrong.is_empty(), "{report}: {} of {}:\n{}", wrong.len(), tried.values, wrong.join("\n"));
    assert!(tried.values >= at_least, "{report}: only {} values", tried.values);
}

#[test]
fn a_status_report_comes_of_the_rows_it_names() {
    is_sufficient("assens-statusmaaling", 300);
}

#[test]
fn an_evaluation_comes_of_the_rows_it_names() {
    is_sufficient("gladsaxe-helhedsindsats", 500);
}

#[test]
fn an_analysis_of_tables_comes_of_the_rows_it_names() {
    is_sufficient("koebenhavn-udsatte-familier", 150);
}

#[test]
fn what_is_stated_in_business_cases_comes_of_the_rows_it_names() {
    is_sufficient("silkeborg-businesscase", 20);
}

#[test]
fn effects_come_of_the_rows_they_name() {
    is_sufficient("jobcenter-effekt", 20);
}

/// What one stat of an exhibit rests on is not what another of it needs: the change since March (one person after two) needs nobody who began in January,
/// from which the index is told.
#[test]
fn a_stat_comes_of_its_own_rows_beside_one_that_needs_others() {
    let project = Project::small();
    let exhibit = "
[populations.alle]
where = \"TRUE\"

[[exhibit]]
id         = \"begyndt\"
title      = \"Begyndt efter måned\"
population = \"alle\"
measure    = { kind = \"tally\" }
series     = { \"Personer\" = \"TRUE\" }
x          = { column = \"start_month\", order = \"name\" }
stat       = { index = { is = \"index\", of = \"count\", from = \"2018-01\" }, change = { is = \"change\", of = \"count\", steps = 1 } }
show       = \"table\"
source     = \"Projektregisteret\"
";
    let spec = project.text("reports/lille/report.toml") + exhibit;
    project.write("reports/lille/report.toml", spec);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let data = project.text("out/lille/data/begyndt.csv");
    assert!(data.contains(",Personer,2018-12,change,-0.5,"), "{data}");
    project.sporbar(&["verify", "out/lille", "--lineage"]).ends(0);
}

/// A share of those of whom it is known stands only beside how many it is not known of; from the rows behind it it is had again, though each
/// of them holds what is not known of another label, too.
#[test]
fn a_share_comes_of_its_own_rows_beside_how_many_are_not_known() {
    let project = Project::small();
    let exhibit = "
[views.dage]
key  = [\"CPR-nr.\", \"hvad\"]
of   = \"borgere\"
long = { columns = [\"Indvisiteret\", \"Udtrådt\"], name = \"hvad\", value = \"dagen\" }

[[exhibit]]
id      = \"foer\"
title   = \"Inden sommer\"
series  = { of = \"hvad\", labels = [\"Indvisiteret\", \"Udtrådt\"] }
show    = \"table\"
source  = \"Projektregisteret\"
[[exhibit.part]]
measure = { kind = \"rows\", of = \"dage\", value = \"dagen < DATE '2018-07-01'\" }
stat    = \"share\"
[[exhibit.part]]
measure = { kind = \"rows\", of = \"dage\" }
value   = \"dagen\"
stat    = \"missing\"
";
    let spec = project.text("reports/lille/report.toml") + exhibit;
    project.write("reports/lille/report.toml", spec);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["verify", "out/lille", "--lineage"]).ends(0);
}

/// Views that stand where extracts do, of which an exhibit uses no more than some: the states and populations of the others are told of the
/// remaining ones all the same.
#[test]
fn exhibits_that_do_not_use_a_view_about_people_come_of_their_rows() {
    let project = Project::small();
    let spec = "reports/lille/report.toml";
    let more = "
[views.ophold]
query  = \"SELECT \\\"CPR-nr.\\\", Indvisiteret, COALESCE(Udtrådt, as_of_end) AS Udtrådt, Rolle FROM borgere WHERE Indvisiteret IS NOT NULL\"
keeps  = \"borgere\"
person = \"CPR-nr.\"
spell  = [\"Indvisiteret\", \"Udtrådt\"]

[states.rolle]
spells  = \"ophold\"
value   = \"Rolle\"
rule    = \"month-end\"
ties    = [\"latest-start\", \"listed-first\"]
order   = [\"mor\", \"far\", \"barn\", \"ufødt\"]
missing = \"Ukendt\"
";
    project.write(spec, project.text(spec) + more);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["verify", "out/lille", "--lineage"]).ends(0);
}

/// Labels of another table stand in no row of the exhibit's own, and a place without rows has no rank: of four places A has a half, B and D all, and C
/// nobody.
#[test]
fn what_stands_at_labels_of_another_table_comes_of_its_own_rows() {
    let project = Project::small();
    let schema = |fields: &[(&str, &str)]| {
        let fields: Vec<String> =
            fields.iter().map(|(name, kind)| format!("{{\"name\": \"{name}\", \"type\": \"{kind}\"}}")).collect();
        format!("{{\"fields\": [{}], \"missingValues\": [\"\"]}}", fields.join(", "))
    };
    project.write("data-schema/svar.json", schema(&[("sted", "string"), ("klynge", "string"), ("ja", "integer")]));
    project.write("data-schema/steder.json", schema(&[("sted", "string")]));
    project.write("reports/lille/extracts/svar.csv", "sted,klynge,ja\nA,x,1\nA,x,0\nB,x,1\nD,y,1\n");
    project.write("reports/lille/extracts/steder.csv", "sted\nA\nB\nC\nD\n");
    let spec = "reports/lille/report.toml";
    let extracts = "[extracts]\nsvar = { file = \"svar.csv\", schema = \"svar\" }\nsteder = { file = \"steder.csv\", schema = \"steder\" }\n";
    project.edit(spec, "[extracts]\n", extracts);
    let exhibit = "
[[exhibit]]
id      = \"steder\"
title   = \"Andelen, der svarer ja\"
measure = { kind = \"rows\", of = \"svar\", value = \"ja = 1\" }
series  = { \"Ja\" = \"TRUE\" }
x       = { column = \"sted\", labels = { of = \"steder\", column = \"sted\" } }
among   = \"counted\"
stat    = { share = \"share\", rank = { is = \"rank\", within = \"klynge\" } }
show    = \"table\"
source  = \"Svarene\"
";
    project.write(spec, project.text(spec) + exhibit);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let data = project.text("out/lille/data/steder.csv");
    let lines = [
        ",Ja,A,share,0.5,",
        ",Ja,B,share,1,",
        ",Ja,C,share,,",
        ",Ja,D,share,1,",
        ",Ja,A,rank,2,",
        ",Ja,B,rank,1,",
        ",Ja,C,rank,,",
        ",Ja,D,rank,1,",
    ];
    for line in lines {
        assert!(data.contains(line), "no {line} in\n{data}");
    }
    project.sporbar(&["verify", "out/lille", "--lineage"]).ends(0);
}

/// A calculation is computed whole; that its numbers follow from the rows they name is tested by working them out again.
#[test]
fn calculations_are_not_tried() {
    let prepared = prepared("roedovre-businesscase");
    let computed = pipeline::computed(&prepared).expect("values");
    assert_eq!(pipeline::sufficiency(&prepared, &computed, 40).values, 0);
}

/// An exhibit's place in the spec, and what it came to.
fn one<'c>(prepared: &Prepared, computed: &'c mut [Computed], id: &str) -> &'c mut Computed {
    let at = prepared.spec.exhibits.iter().position(|exhibit| exhibit.id.value == id).expect("an exhibit");
    &mut computed[at]
}

/// Lineage that has lost the rows of a state, or those that decided who is a member, is found out.
#[test]
fn lineage_that_lacks_rows_is_found_out() {
    let prepared = prepared("assens-statusmaaling");
    let insufficient = |computed: &[Computed]| -> BTreeSet<String> {
        let tried = pipeline::sufficiency(&prepared, computed, 5);
        tried.findings.iter().filter_map(|finding| Some(finding.message.split('`').nth(1)?.to_owned())).collect()
    };
    let mut computed = pipeline::computed(&prepared).expect("values");
    assert_eq!(insufficient(&computed), BTreeSet::new());
    // Of each adult the person's own row alone, without the spells that tell what the adult lives on.
    let observations = &mut one(&prepared, &mut computed, "fig-01").parts[0].observations;
    let mut rows = Vec::new();
    let own: Vec<[RowRef; 1]> = (0..observations.count())
        .map(|at| {
            rows.clear();
            observations.add_rows(at, &mut rows);
            [rows[0]]
        })
        .collect();
    observations.lineage = Lineage::kept(own.into_iter().collect());
    // Children placed outside home are found by the measures that place them.
    let observations = &mut one(&prepared, &mut computed, "fig-07").parts[0].observations;
    let Units::Members { of, index, families } = observations.units.clone() else { panic!("it is of people") };
    assert!(of.membership.iter().all(|rows| !rows.is_empty()), "each is one for a reason");
    let membership = Arc::new(RowLists::empty(of.members.len()));
    let mut of = (*of).clone();
    of.membership = membership;
    let of = Arc::new(of);
    observations.units = Units::Members { of, index, families };
    observations.lineage = Lineage::kept(
        (0..observations.count())
            .map(|at| {
                let Some(member) = observations.member(at) else { panic!("it is of people") };
                let Units::Members { of, .. } = &observations.units else { panic!("it is of people") };
                [of.members[member].row]
            })
            .collect(),
    );
    assert_eq!(insufficient(&computed), BTreeSet::from(["fig-01".to_owned(), "fig-07".to_owned()]));
}

/// What is told of a unit's observations at a key: their numbers and all their columns.
fn told(part: &ComputedPart, key: &Key, unit: &str) -> Vec<String> {
    let Some(basis) = part.keyed.basis(key, part.among) else { return Vec::new() };
    let of = &part.observations;
    let own: Vec<usize> = basis.counted.into_iter().filter(|at| of.unit(*at) == unit).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let frame = of.columns.frame();
    own.into_iter()
        .map(|at| {
            let row: Vec<_> = frame.columns().iter().map(|column| column.get(at).expect("a row")).collect();
            format!("{} {:?} {:?}", of.values.of(at), of.weights.of(at), row)
        })
        .collect()
}

/// An observation that is tried: the value that it is counted in, and whose it is.
struct Tried<'a> {
    report: &'static str,
    prepared: &'a Prepared,
    /// The spec with its exhibit alone.
    spec: &'a Spec,
    place: usize,
    of_part: &'a ComputedPart,
    key: &'a Key,
    at: usize,
    unit: String,
}

impl Tried<'_> {
    /// The rows of its unit's observations in the value.
    fn rows(&self) -> Vec<RowRef> {
        let of = &self.of_part.observations;
        let mut rows = Vec::new();
        let counted = self.of_part.keyed.basis(self.key, self.of_part.among).map(|basis| basis.counted);
        for at in counted.unwrap_or_default().into_iter().filter(|at| of.unit(*at) == self.unit) {
            of.add_rows(at, &mut rows);
        }
        rows
    }

    /// What is told of its unit without some rows; none where nothing can be computed without them.
    fn without(&self, gone: &BTreeSet<RowRef>) -> Option<Vec<String>> {
        let register = but(self.prepared.data(), gone);
        let data = Data { spec: self.spec, register: &register, ..self.prepared.data() };
        let again = pipeline::compute(data, self.prepared.as_of).ok()?;
        Some(told(&again[0].parts[self.place], self.key, &self.unit))
    }

    fn before(&self) -> Vec<String> {
        told(self.of_part, self.key, &self.unit)
    }
}

/// Each part of the reports about people needs something of every extract that its observations name. As rows can tell what would have
/// been so without them (a benefit, where those of whom nothing is known are counted as receiving one), a few observations are tried
/// until one needs it.
fn needed_of_each_extract(what: &str, mut is_needed: impl FnMut(&Tried<'_>, u16) -> bool) {
    for report in ["assens-statusmaaling", "gladsaxe-helhedsindsats", "koebenhavn-udsatte-familier"] {
        let prepared = prepared(report);
        let computed = pipeline::computed(&prepared).expect("values");
        for (exhibit, own) in prepared.spec.exhibits.iter().zip(&computed) {
            let spec = Spec { exhibits: vec![exhibit.clone()], calculations: Vec::new(), ..prepared.spec.clone() };
            let mut values = own.values.rows.iter();
            for (place, (part, of_part)) in exhibit.parts.iter().zip(&own.parts).enumerate() {
                let values: Vec<_> = values.by_ref().take(of_part.count).collect();
                // A query is given whole tables, with all that is known of their rows.
                if matches!(
                    part.measure,
                    Measure::Analysis(Analysis::Sql(_) | Analysis::Calculation(_) | Analysis::Sensitivity(_))
                ) {
                    continue;
                }
                let mut needed: BTreeMap<u16, bool> = BTreeMap::new();
                for (key, at) in some(&values, of_part) {
                    let unit = of_part.observations.unit(at).into_owned();
                    let tried = Tried { report, prepared: &prepared, spec: &spec, place, of_part, key, at, unit };
                    // What is told of a member's columns is named where it was looked at, also where it could not decide.
                    let own = of_part.observations.own_rows(at);
                    let extracts: BTreeSet<u16> = own.iter().map(|row| row.extract).collect();
                    for extract in extracts {
                        let known = needed.entry(extract).or_default();
                        *known = *known || is_needed(&tried, extract);
                    }
                }
                for (extract, needed) in needed {
                    let file = &prepared.spec.extracts[usize::from(extract)].file.value;
                    assert!(needed, "{report} {} part {place}: no {what} of {file} is needed", exhibit.id.value);
                }
            }
        }
    }
}

/// Without the rows that an observation has of any one extract it is gone from its value, or changed.
#[test]
fn no_extract_is_named_that_is_not_needed() {
    let mut tries: BTreeMap<&str, usize> = BTreeMap::new();
    needed_of_each_extract("row", |tried, extract| {
        *tries.entry(tried.report).or_default() += 1;
        let gone = tried.rows().into_iter().filter(|row| row.extract == extract).collect();
        tried.without(&gone) != Some(tried.before())
    });
    assert!(tries.len() == 3 && tries.values().all(|count| *count > 5), "{tries:?}");
}

/// A few counted observations of a part, each of another value, evenly spread.
fn some<'v>(values: &[&'v Value], of_part: &ComputedPart) -> Vec<(&'v Key, usize)> {
    const FEW: usize = 6;
    let counted = |key: &Key| of_part.keyed.basis(key, of_part.among).map(|basis| basis.counted).unwrap_or_default();
    let all: Vec<_> = values.iter().map(|value| (&value.key, counted(&value.key))).collect();
    let all: Vec<_> = all.iter().filter(|(_, counted)| !counted.is_empty()).collect();
    let count = FEW;
    let one = |at: usize| {
        let (key, counted) = all[at * all.len() / count];
        (*key, counted[at * counted.len() / count])
    };
    if all.is_empty() { Vec::new() } else { (0..count).map(one).collect() }
}

/// In the small register the mother in row 5 has been in the project and has left; the one in row 7 begins in the status month.
#[test]
fn a_row_and_a_person_are_followed_to_their_numbers() {
    let project = Project::small();
    let follow = |how: [&str; 2]| project.sporbar(&[&["trace", "reports/lille"][..], &how].concat());
    let run = follow(["--row", "borgere.csv:5"]).ends(0);
    for part in [
        "borgere.csv 5  ",
        "Udtrædelsesårsag: Flyttet",
        "  + projekt\n",
        "    + Voksne | I alt | count = 3\n",
        // Of three adults two are left; who is there still is not hers to decide.
        "    `Voksne` `I alt` count 3 (n 3) and 2 (n 2)\n",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    assert!(!run.out.contains("Aktive"), "{}", run.out);
    let by_file = run.out;
    assert_eq!(follow(["--row", "borgere:5"]).ends(0).out, by_file);
    let pseudonym =
        by_file.split_whitespace().find(|word| word.starts_with("P-")).expect("whose it is").trim_end_matches(';');
    assert_eq!(follow(["--person", pseudonym]).ends(0).out, by_file);

    let run = follow(["--row", "borgere.csv:7"]).ends(0);
    for part in [
        "  - projekt: this does not hold\n      start_month < as_of\n",
        "    - Ikke i populationen «projekt», fordi dette ikke gælder\n        start_month < as_of\n",
        "  every number is the same\n",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    // Of several conditions the first that does not hold is named, and no other.
    project.edit(
        "reports/lille/report.toml",
        "where = \"start_month < as_of\"",
        "where = \"start_month < as_of AND Rolle IN ('mor', 'barn') AND active\"",
    );
    let run = follow(["--row", "borgere.csv:3"]).ends(0);
    for part in [
        "  - projekt: this does not hold\n      Rolle IN ('mor', 'barn')\n",
        "    - Ikke i populationen «projekt», fordi dette ikke gælder\n        Rolle IN ('mor', 'barn')\n",
    ] {
        assert!(run.out.contains(part), "{part}\n{}", run.out);
    }
    assert!(follow(["--row", "borgere.csv:5"]).ends(0).out.contains("this does not hold\n      active\n"));
    for (how, why) in [
        (["--row", "borgere.csv:8"], "has no row 8"),
        (["--row", "borgere.csv"], "names no row"),
        (["--row", "andre.csv:2"], "no extract `andre.csv`"),
        (["--person", "P-0000-0000-0000"], "no row is about"),
    ] {
        let run = follow(how).ends(2);
        assert!(run.err.contains("error[call-misunderstood]") && run.err.contains(why), "{}", run.err);
    }
    project.sporbar(&["trace", "reports/lille"]).ends(2);
}

#[test]
fn verify_follows_the_lineage_on_demand() {
    let project = Project::small();
    project.build();
    let run = project.sporbar(&["verify", "out/lille", "--lineage"]).ends(0);
    // Two series at two places, all of which count someone.
    assert!(run.err.contains("4 values come of the rows that they name"), "{}{}", run.out, run.err);
}
