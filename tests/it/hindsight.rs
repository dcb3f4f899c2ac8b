//! Nothing from after the status month decides a value, and where it does it is found, without any value being expected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::prelude::*;
use sporbar::calendar::Month;
use sporbar::cohort::{Cohorts, Data, Drawn, Earlier, Made, States, Unchanged, views};
use sporbar::diagnostic::{Findings, Place};
use sporbar::hindsight::{Told, hindsight};
use sporbar::measure::observes_the_same;
use sporbar::pipeline::{self, Prepared, Request, Stage, Watch};
use sporbar::register::{PseudonymKey, Register};
use sporbar::spec::{Exhibit, Spec};
use sporbar::statistic::Computed;
use sporbar::value::{Disclosed, to_csv};

use crate::support::{Project, repository};

struct Unwatched;

impl Watch for Unwatched {
    fn begin(&mut self, _: Stage) {}
}

/// A report of the repository, or of a project, read.
fn prepared(report: &std::path::Path, as_of: Option<Month>, extracts: Option<std::path::PathBuf>) -> Prepared {
    let key = Some(PseudonymKey::synthetic_default());
    let request = Request { report: report.to_owned(), as_of, extracts, disclosure: None, key };
    pipeline::prepare(&request, &mut Unwatched)
        .unwrap_or_else(|failure| panic!("{}: {:?}", report.display(), failure.findings))
}

/// What hindsight is found in a report.
fn found(prepared: &Prepared) -> Findings {
    let computed = pipeline::computed(prepared).unwrap_or_else(|failure| panic!("{:?}", failure.findings));
    pipeline::hindsight(prepared, &computed)
}

/// The exhibits that the findings name.
fn named(findings: &Findings) -> BTreeSet<String> {
    findings.iter().filter_map(|finding| Some(finding.message.split('`').nth(1)?.to_owned())).collect()
}

#[test]
fn no_report_knows_what_came_after_its_month_nor_after_earlier_ones() {
    let mut months = 0;
    for (report, own) in [
        ("assens-statusmaaling", "2018-12"),
        ("gladsaxe-helhedsindsats", "2019-12"),
        ("koebenhavn-udsatte-familier", "2015-12"),
        ("jobcenter-effekt", "2018-12"),
        ("roedovre-business-case", "2014-12"),
        ("roedovre-businesscase", "2014-12"),
        ("silkeborg-businesscase", "2016-12"),
    ] {
        let folder = repository().join("reports").join(report);
        let own: Month = own.parse().expect("a month");
        for earlier in [0, 3, 6, 9] {
            let prepared = prepared(&folder, Some(own.plus(-earlier)), None);
            let found = found(&prepared);
            assert!(found.is_empty(), "{report} as of {}: {found:?}", prepared.as_of);
            months += 1;
        }
    }
    assert_eq!(months, 28);
}

/// Draws that are full of people who leave, cases that close and bookings that are made after the status month.
#[test]
fn draws_full_of_edges_are_told_as_they_were_known() {
    for (report, months) in [
        ("assens-statusmaaling", ["2018-12", "2018-06", "2019-06"]),
        ("gladsaxe-helhedsindsats", ["2019-12", "2019-03", "2020-06"]),
        // Rows that were registered by mistake are none whenever they ended.
        ("jobcenter-effekt", ["2018-12", "2018-06", "2019-06"]),
    ] {
        let extracts = repository().join("tests/messy").join(report).join("extracts");
        for month in months {
            let folder = repository().join("reports").join(report);
            let found = found(&prepared(&folder, month.parse().ok(), Some(extracts.clone())));
            assert!(found.is_empty(), "{report} as of {month}: {found:?}");
        }
    }
}

/// The fault that the figure once had: whoever leaves because of moving after the status month is counted as moved. The two
/// children who do, in rows 38 and 39 of the extract, leave in August 2018.
#[test]
fn a_reason_of_exit_from_after_the_month_is_found_with_no_value_expected() {
    const SPEC: &str = "reports/assens-statusmaaling/report.toml";
    let project = Project::with("reports/assens-statusmaaling");
    let folder = project.path("reports/assens-statusmaaling");
    let june = "2018-06".parse().ok();
    assert!(found(&prepared(&folder, june, None)).is_empty());
    project.edit(SPEC, "NOT (NOT active AND \\\"Udtrædelsesårsag\\\"", "NOT (\\\"Udtrædelsesårsag\\\"");
    project.edit(
        SPEC,
        "\"\\\"Udtrædelsesårsag\\\" = 'Flyttet' AND NOT active\"",
        "\"\\\"Udtrædelsesårsag\\\" = 'Flyttet'\"",
    );
    let findings = found(&prepared(&folder, june, None));
    assert_eq!(findings.len(), 1, "{findings:?}");
    let finding = findings.iter().next().expect("one");
    assert!(finding.message.starts_with("`fig-07` knows what came after 2018-06"), "{}", finding.message);
    let cells: Vec<_> = finding
        .places
        .iter()
        .filter_map(|place| match place {
            Place::Cell { file, row, column } => Some((file.as_str(), *row, column.as_deref())),
            Place::Text { .. } => None,
        })
        .collect();
    let cell = |row| ("borgere.csv", Some(row), Some("Udtrædelsesårsag"));
    assert_eq!(cells, [cell(38), cell(39)]);
}

/// Weeks are known when they are over: with the filter taken away, the figure tells of those from after June 2015.
#[test]
fn weeks_from_after_the_month_are_found_where_the_filter_is_taken_away() {
    const SPEC: &str = "reports/koebenhavn-udsatte-familier/report.toml";
    let project = Project::with("reports/koebenhavn-udsatte-familier");
    let folder = project.path("reports/koebenhavn-udsatte-familier");
    let spec = project.text(SPEC);
    let filter =
        spec.split_once("where = \"LEFT(uge, 4)").and_then(|(_, rest)| rest.split_once(", value = \"beskaeftigede\""));
    let (filter, _) = filter.expect("the figure's filter");
    project.edit(SPEC, &format!("where = \"LEFT(uge, 4){filter}, value"), "value");
    // Its axis has the weeks that are over and no others, so that it is taken for one of the weeks that there are.
    project.edit(SPEC, "{ of = \"uge\", labels = \"weeks-of-year\" }", "{ of = \"uge\", order = \"name\" }");
    let june = found(&prepared(&folder, "2015-06".parse().ok(), None));
    let finding = june.iter().next().expect("it is found");
    assert_eq!(june.len(), 1, "{june:?}");
    assert!(
        finding.message.starts_with("`fig-beskaeftigelse` knows what came after 2015-06: rows whose `uge` is later"),
        "{finding:?}"
    );
    // The last week of June 2015 ends on 5 July: it is the first that was not known.
    let extract = project.text("reports/koebenhavn-udsatte-familier/extracts/beskaeftigelse_uge.csv");
    let first = extract.lines().position(|line| line.contains("2015-W27")).expect("the week") as u64 + 1;
    let named = finding.places.iter().find_map(|place| if let Place::Cell { row, .. } = place { *row } else { None });
    assert_eq!(named, Some(first));
    // At the end of the year nothing is left to come.
    assert!(found(&prepared(&folder, None, None)).is_empty());
}

const WEEKS: &str = "[{\"name\": \"Uge\", \"type\": \"string\"}, {\"name\": \"Antal\", \"type\": \"integer\"}]";

/// The small project with an extract of weeks; `said` is what its layout says of when they are known.
fn with_weeks(weeks: &str, said: &str) -> Project {
    let project = Project::small();
    project.write("reports/lille/extracts/uger.csv", weeks);
    project.write("data-schema/uger.json", format!("{{\"fields\": {WEEKS}{said}}}"));
    project.edit(SMALL, "[extracts]\n", "[extracts]\nuger = { file = \"uger.csv\", schema = \"uger\" }\n");
    project
}

#[test]
fn where_nothing_says_when_rows_become_known_that_is_told() {
    const SAYS: &str = "nothing says when the rows of `uger` become known";
    let (weeks, years) = ("Uge,Antal\n2018W10,4\n", "Uge,Antal\n2018,4\n");
    for (extract, said, told) in [
        (weeks, "", Some(SAYS)),
        (years, "", Some(SAYS)),
        // Of no time nothing need be said.
        ("Uge,Antal\nnord,4\n", "", None),
        (weeks, ", \"sporbar:knownFrom\": \"Uge\"", None),
        (weeks, ", \"sporbar:knownFrom\": {\"always\": \"det er en plan\"}", None),
        (
            "Uge,Antal\n2018W10,4\n2018W60,4\n,4\n",
            ", \"sporbar:knownFrom\": \"Uge\"",
            Some("in 1 row `Uge` tells no period"),
        ),
    ] {
        let project = with_weeks(extract, said);
        let found = found(&prepared(&project.path("reports/lille"), None, None));
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        match told {
            Some(told) => {
                assert!(messages.len() == 1 && messages[0].starts_with(told), "{extract} {said}: {messages:?}");
            }
            None => assert!(messages.is_empty(), "{extract} {said}: {messages:?}"),
        }
    }
}

#[test]
fn check_and_build_warn_where_nothing_says_when_rows_become_known() {
    let project = with_weeks("Uge,Antal\n2018W10,4\n", "");
    for call in [&["check", "reports/lille"][..], &["build", "reports/lille", "--hindsight"]] {
        let err = project.sporbar(call).ends(0).err;
        assert!(err.contains("warning[known-when-unsaid]: nothing says when the rows of `uger`"), "{err}");
        assert!(err.contains("uger.csv, column Uge") && err.contains("\"sporbar:knownFrom\": \"Uge\""), "{err}");
    }
}

const SMALL: &str = "reports/lille/report.toml";

/// Who is to leave in October is not active any more: in September that could not be known.
fn faulty() -> Project {
    let project = Project::small();
    project.edit(SMALL, "\"Aktive\" = \"active\"", "\"Aktive\" = '\"Udtrådt\" IS NULL'");
    project
}

#[test]
fn check_build_and_verify_tell_of_it() {
    let project = faulty();
    // In the small register a mother and her child, in rows 5 and 6, leave in October: of three adults and two children
    // three and two were there in September, and two and one of them are there still.
    let told = |err: &str| {
        for part in [
            "error[hindsight]: `personer` knows what came after 2018-09: what `Udtrådt` told later decides 2 of its values",
            "borgere.csv, row 5, column Udtrådt",
            "borgere.csv, row 6, column Udtrådt",
            "`Voksne` `Aktive` count 2 (n 2) and 3 (n 3); `Børn` `Aktive` count 1 (n 1) and 2 (n 2)",
        ] {
            assert!(err.contains(part), "{part}\n{err}");
        }
        assert!(!err.contains("row 7,") && err.matches("P-").count() == 2, "{err}");
    };
    told(&project.sporbar(&["check", "reports/lille", "--as-of", "2018-09"]).ends(1).err);
    told(&project.sporbar(&["build", "reports/lille", "--as-of", "2018-09", "--hindsight"]).ends(1).err);
    assert!(!project.path("out").exists(), "nothing is written");
    project.sporbar(&["build", "reports/lille", "--as-of", "2018-09"]).ends(0);
    told(&project.sporbar(&["verify", "out/lille"]).ends(1).err);
    // When they have left it is known.
    project.sporbar(&["check", "reports/lille"]).ends(0);
}

#[test]
fn where_small_numbers_are_hidden_hindsight_tells_none() {
    let project = faulty();
    let suppress = "policy = \"suppress\"\nminimum = 3\nunanimous = \"show\"\ndifferences = \"show\"\n";
    project.edit(SMALL, "policy    = \"publish-all\"\n", suppress);
    let err = project.sporbar(&["check", "reports/lille", "--as-of", "2018-09"]).ends(1).err;
    assert!(err.contains("error[hindsight]: `personer` knows what came after 2018-09"), "{err}");
    assert!(err.contains("numbers are not told here") && !err.contains("count 2"), "{err}");
}

#[test]
fn an_exhibit_may_look_ahead_where_it_says_why() {
    let project = faulty();
    project.edit(
        SMALL,
        "id         = \"personer\"",
        "id = \"personer\"\nlooks-ahead = \"den viser, hvem der er på vej ud\"",
    );
    project.sporbar(&["build", "reports/lille", "--as-of", "2018-09", "--hindsight"]).ends(0);
    let run = project.sporbar(&["trace", "reports/lille", "personer", "--as-of", "2018-09"]).ends(0);
    assert!(run.out.contains("den viser, hvem der er på vej ud"), "{}", run.out);
    // It must be a reason.
    project.edit(SMALL, "looks-ahead = \"den viser, hvem der er på vej ud\"", "looks-ahead = true");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[wrong-type]"), "{}", run.err);
}

/// Where nothing is cut away, nothing is computed; and else only the exhibits that use what is.
#[test]
fn no_more_is_computed_than_the_cut_touches() {
    let folder = repository().join("reports/gladsaxe-helhedsindsats");
    for (month, expected) in [("2031-12", 0), ("2019-03", 36)] {
        let prepared = prepared(&folder, month.parse().ok(), None);
        let computed = pipeline::computed(&prepared).expect("values");
        let asked = std::cell::RefCell::new(Vec::new());
        // Everything is said to use the register of people alone, but the first exhibit, which is said to use nothing.
        let uses: BTreeMap<String, BTreeSet<String>> = prepared
            .spec
            .exhibits
            .iter()
            .enumerate()
            .map(|(at, exhibit)| {
                let extracts = Some("borgere".to_owned()).filter(|_| at > 0);
                (exhibit.id.value.clone(), extracts.into_iter().collect())
            })
            .collect();
        let told = Told { data: prepared.data(), as_of: prepared.as_of, computed: &computed, uses: &uses };
        let findings = hindsight(told, &|spec, _| {
            asked.borrow_mut().push(spec.exhibits.len());
            let of = |exhibit: &sporbar::spec::Exhibit| computed.iter().find(|own| own.id == exhibit.id.value).cloned();
            Ok(spec.exhibits.iter().map(of).collect())
        });
        assert!(findings.is_empty());
        // One that looks ahead says so, and is not computed again.
        let asked_of = prepared.spec.exhibits.iter().skip(1).filter(|exhibit| exhibit.looks_ahead.is_none()).count();
        let expected: Vec<usize> = if expected == 0 { Vec::new() } else { vec![asked_of] };
        assert_eq!(asked.into_inner(), expected, "{month}");
    }
}

/// However many exhibits and rows there are, who is to blame is found in few trials: here every row is, of every exhibit.
#[test]
fn who_is_to_blame_is_found_in_few_trials() {
    let folder = repository().join("reports/gladsaxe-helhedsindsats");
    let prepared = prepared(&folder, "2019-03".parse().ok(), None);
    let computed = pipeline::computed(&prepared).expect("values");
    let other: Vec<_> = computed
        .iter()
        .map(|own| {
            let mut other = own.clone();
            other.values.rows[0].value = other.values.rows[0].value.map_or(Some(1.0), |value| Some(value + 1.0));
            other
        })
        .collect();
    let trials = std::cell::Cell::new(0);
    let told = Told { data: prepared.data(), as_of: prepared.as_of, computed: &computed, uses: &BTreeMap::new() };
    let findings = hindsight(told, &|spec, _| {
        trials.set(trials.get() + 1);
        let of = |exhibit: &sporbar::spec::Exhibit| other.iter().find(|own| own.id == exhibit.id.value).cloned();
        Ok(spec.exhibits.iter().map(of).collect())
    });
    assert!(named(&findings).len() > 30, "{findings:?}");
    // One of all, one a field, and forty to narrow them down.
    assert!(trials.get() <= 1 + 25 + 40, "{}", trials.get());
}

/// Of the spec's views only those are made again that speak of what the cut changed: one whose rows come out the same changes no view that is
/// made of it.
#[test]
fn views_of_what_is_not_cut_are_not_made_again() {
    let project = Project::small();
    project.write("reports/lille/report.toml", include_str!("hindsight/report.toml"));
    let bookings = vec![(STATUS - 20, 5_000), (STATUS + 20, 70_000)];
    let person = Person {
        family: 1,
        role: 0,
        from: 0,
        days: None,
        reason: 0,
        benefits: vec![],
        cases: vec![(3, None)],
        bookings,
    };
    write(&project, &[person], &|_| true);
    let prepared = prepared(&project.path("reports/lille"), None, None);
    // Those that speak of no population, whom nobody has drawn here.
    let own = prepared.spec.views.iter().filter(|view| !view.speaks_of().contains("projekt")).cloned().collect();
    let spec = Spec { views: own, ..prepared.spec.clone() };
    let tables = |register: &Register, earlier: Option<Earlier<'_>>| {
        let data = Data { spec: &spec, register, ..prepared.data() };
        views(data, &Cohorts::default(), prepared.as_of, earlier).expect("good views")
    };
    let whole = tables(&prepared.register, None);
    let again = |name: &str, rows: usize| {
        let cut = prepared.register.with_frames(|extract| {
            if extract.name == name { extract.frame.head(Some(rows)) } else { extract.frame.clone() }
        });
        let earlier = Earlier { register: &prepared.register, views: &whole };
        let (again, anew) = (tables(&cut, Some(earlier)), tables(&cut, None));
        let mut made = BTreeSet::new();
        for ((own, before), anew) in again.iter().zip(&whole).zip(&anew) {
            assert_eq!(own.name, before.name);
            // Whether taken or made, it is what it would be without any earlier one.
            assert!(own.frame.equals_missing(&anew.frame) && own.rows == anew.rows, "{}", own.name);
            if !Arc::ptr_eq(&own.rows, &before.rows) {
                made.insert(own.name.clone());
            }
        }
        made
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    // The booking from after the month is gone: what sums up all differs, and all that is made of it. The sums up to the month are made again
    // and come out the same, so that the view that is made of them is not.
    assert_eq!(again("udgifter", 1), names(&["bogfoert", "sum_til_nu", "stort_bogfoert"]));
    assert_eq!(again("sager", 0), names(&["sager_til_nu"]));
    assert_eq!(again("forsoergelse", 0), names(&[]));
}

/// The exhibits that need not be computed of another register, as all that they are made of is the same.
fn unchanged_in(prepared: &Prepared, register: &Register) -> BTreeSet<String> {
    let computed = pipeline::computed(prepared).unwrap_or_else(|failure| panic!("{:?}", failure.findings));
    let data = prepared.data();
    let made = [data, Data { register, ..data }].map(|data| Made::of(data, prepared.as_of).expect("good views"));
    let [then, now] = [Data { made: &made[0], ..data }, Data { register, made: &made[1], ..data }];
    let drawn = [then, now].map(|data| {
        let states = States::read(data).expect("good states");
        let cohorts = Cohorts::draw(data, &states, prepared.as_of).expect("good populations");
        let views = views(data, &cohorts, prepared.as_of, None).expect("good views");
        (states, cohorts, views)
    });
    let [(of_then, then), (of_now, views)] =
        drawn.each_ref().map(|(states, cohorts, views)| (Drawn { cohorts, states }, views));
    let earlier = Earlier { register: &prepared.register, views: then };
    let unchanged = Unchanged::of((of_now, views), (of_then, earlier), now, prepared.as_of);
    let same = |(exhibit, own): &(&Exhibit, &Computed)| {
        let mut parts = exhibit.parts.iter().zip(&own.parts);
        parts.all(|(part, own)| observes_the_same(part, &own.observations, &unchanged))
    };
    let exhibits = prepared.spec.exhibits.iter().zip(&computed);
    exhibits.filter(same).map(|(exhibit, _)| exhibit.id.value.clone()).collect()
}

/// Exhibits of people and their states are not computed again where what is cut away is none of theirs: here the end of a case and of two benefits, a
/// benefit, a booking and an exit that were all still to come. Those that ask for one of these are.
#[test]
fn exhibits_of_what_was_known_are_not_computed_again() {
    let benefits = vec![(3, Some(STATUS - 20), 0), (40, Some(STATUS + 30), 2), (STATUS + 31, None, 1)];
    let person = |family, role| Person {
        family,
        role,
        from: 10,
        days: Some(STATUS),
        reason: 0,
        benefits: benefits.clone(),
        cases: vec![(3, Some(STATUS + 9))],
        bookings: vec![(STATUS - 20, 5_000), (STATUS + 20, 70_000)],
    };
    let people = [person(1, 0), person(1, 2), person(2, 0)];
    let [whole, known]: [Prepared; 2] = [i32::MAX, STATUS].map(|last| {
        let project = Project::small();
        project.write("reports/lille/report.toml", include_str!("hindsight/report.toml"));
        write(&project, &people, &|day| day <= last);
        prepared(&project.path("reports/lille"), None, None)
    });
    let same = unchanged_in(&whole, &known.register);
    for id in ["aktive", "flyttede", "maaneder", "fra-start-til-nu", "i-gang", "groft"] {
        assert!(same.contains(id), "{id} is computed again: {same:?}");
    }
    let asks = |id: &&String| id.starts_with("ved-") || ["beloeb", "belaster", "sager-til-nu"].contains(&id.as_str());
    assert_eq!(same.iter().filter(asks).collect::<Vec<_>>(), Vec::<&String>::new());
    // Of the register itself everything is as it was, but what is not known to be.
    let all = unchanged_in(&whole, &whole.register);
    let other: BTreeSet<&str> =
        whole.spec.exhibits.iter().map(|exhibit| exhibit.id.as_str()).filter(|id| !all.contains(*id)).collect();
    assert_eq!(other, BTreeSet::from(["spurgt-til-nu", "ved-bogfoert", "ved-vejen"]));
}

/// Rows that no observation of an exhibit rests on may be cut away, and it is the same; not so of one that does.
#[test]
fn rows_that_are_not_observed_change_nothing() {
    let project = Project::small();
    project.write("reports/lille/report.toml", include_str!("hindsight/report.toml"));
    let person = Person {
        family: 1,
        role: 0,
        from: 0,
        days: None,
        reason: 0,
        benefits: vec![],
        cases: vec![(3, None), (STATUS + 5, None)],
        bookings: vec![(STATUS - 20, 5_000), (STATUS + 20, 70_000)],
    };
    write(&project, &[person], &|_| true);
    let prepared = prepared(&project.path("reports/lille"), None, None);
    for (name, rows, same, other) in [
        ("udgifter", 1, &["beloeb", "bogfoert-til-nu", "ved-sager"][..], &["ved-bogfoert-i-alt"][..]),
        ("udgifter", 0, &["sager-til-nu"], &["beloeb", "bogfoert-til-nu", "ved-bogfoert-i-alt"]),
        ("sager", 1, &["sager-til-nu", "i-gang", "beloeb"], &["ved-sager", "maa-se-frem"]),
        ("sager", 0, &["beloeb"], &["sager-til-nu", "i-gang", "belaster", "ved-sager"]),
    ] {
        let cut = prepared.register.with_frames(|extract| {
            if extract.name == name { extract.frame.head(Some(rows)) } else { extract.frame.clone() }
        });
        let found = unchanged_in(&prepared, &cut);
        assert!(same.iter().all(|id| found.contains(*id)), "{name} {rows}: {found:?}");
        assert!(!other.iter().any(|id| found.contains(*id)), "{name} {rows}: {found:?}");
    }
}

/// A person of a random register.
#[derive(Debug, Clone)]
struct Person {
    family: u8,
    role: u8,
    from: i32,
    days: Option<i32>,
    reason: u8,
    benefits: Vec<(i32, Option<i32>, u8)>,
    cases: Vec<(i32, Option<i32>)>,
    bookings: Vec<(i32, i32)>,
}

/// Days are counted from the beginning of 2018; the status month ends on its 181st.
const STATUS: i32 = 180;

fn day(number: i32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2018, 1, 1).expect("a day")
        + chrono::Days::new(u64::try_from(number).expect("later"))
}

fn person() -> impl Strategy<Value = Person> {
    let when = || prop_oneof![3 => 0..365i32, 1 => Just(STATUS), 1 => Just(STATUS + 1)];
    let lasts = || proptest::option::of(0..200i32);
    // Each begins on a day of its own: a sequence whose rows have no order is refused.
    let benefits = proptest::collection::btree_map(when(), (lasts(), 0..4u8), 0..4)
        .prop_map(|benefits| benefits.into_iter().map(|(from, (days, kind))| (from, days, kind)).collect());
    let cases = proptest::collection::vec((when(), lasts()), 0..3);
    let bookings = proptest::collection::vec((when(), 1..100i32), 0..3);
    (0..4u8, 0..3u8, when(), lasts(), 0..3u8, benefits, cases, bookings).prop_map(
        |(family, role, from, days, reason, benefits, cases, bookings)| Person {
            family,
            role,
            from,
            days,
            reason,
            benefits,
            cases,
            bookings,
        },
    )
}

/// The extracts of a register as files; `known` tells of a day whether it is known. This is the cut by another hand: the rows
/// and cells are left out where the files are written.
fn write(project: &Project, people: &[Person], known: &dyn Fn(i32) -> bool) {
    let cpr = |at: usize| format!("{:02}0180-{:04}", 61 + at, at + 1);
    let danish = |number: i32| day(number).format("%d-%m-%Y").to_string();
    let iso = |number: i32| day(number).format("%Y-%m-%d").to_string();
    let mut borgere = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    let mut forsoergelse = "cpr;kategori;fra;til\n".to_owned();
    let mut sager = "cpr;sagstype;fra;til\n".to_owned();
    let mut udgifter = "Registrant;Bogføringsdato;Funktion;Funktionsnavn;Beløb\n".to_owned();
    for (at, person) in people.iter().enumerate() {
        let cpr = cpr(at);
        let end = |from: i32, days: Option<i32>| days.map(|days| from + days).filter(|end| known(*end));
        if known(person.from) {
            let role = ["mor", "far", "barn"][usize::from(person.role)];
            let reason = ["Flyttet", "Trukket samtykke", "Sygdom"][usize::from(person.reason)];
            let end = end(person.from, person.days);
            let ended = end.map_or_else(|| ";".to_owned(), |end| format!("{};{reason}", danish(end)));
            let (family, from) = (person.family, danish(person.from));
            borgere += &format!("{cpr};JF-{family};{role};K;01-01-1980;{from};{ended}\n");
        }
        let kinds =
            ["Selvforsørget", "Job- og uddannelsesparat ledig", "Aktivitetsparat", "Anden kommunal forsørgelse"];
        for (from, days, kind) in person.benefits.iter().filter(|(from, ..)| known(*from)) {
            let end = end(*from, *days).map(iso).unwrap_or_default();
            forsoergelse += &format!("{cpr};{};{};{end}\n", kinds[usize::from(*kind)], iso(*from));
        }
        for (from, days) in person.cases.iter().filter(|(from, _)| known(*from)) {
            let end = end(*from, *days).map(iso).unwrap_or_default();
            sager += &format!("{cpr};Underretning;{};{end}\n", iso(*from));
        }
        for (on, amount) in person.bookings.iter().filter(|(on, _)| known(*on)) {
            udgifter += &format!("{cpr};{};5.28.21;Ydelse;{amount},00\n", day(*on).format("%d.%m.%Y"));
        }
    }
    let windows = |text: &str| -> Vec<u8> {
        text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("in it")).collect()
    };
    project.write("reports/lille/extracts/borgere.csv", borgere);
    project.write("reports/lille/extracts/forsoergelse.csv", forsoergelse);
    project.write("reports/lille/extracts/sager.csv", sager);
    project.write("reports/lille/extracts/udgifter.csv", windows(&udgifter));
}

/// Every exhibit's values as they are published.
fn values(prepared: &Prepared) -> BTreeMap<String, Vec<u8>> {
    let computed = pipeline::computed(prepared).unwrap_or_else(|failure| panic!("{:?}", failure.findings));
    computed.into_iter().map(|computed| (computed.id, to_csv(&Disclosed::whole(computed.values)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// For any register the honest exhibits' values are those of the register as it was known, and of the others exactly those
    /// are found that differ.
    #[test]
    fn exactly_the_values_that_know_more_are_found(people in proptest::collection::vec(person(), 1..12)) {
        let project = Project::small();
        project.write("reports/lille/report.toml", include_str!("hindsight/report.toml"));
        let folder = project.path("reports/lille");
        write(&project, &people, &|day| day <= STATUS);
        let then = values(&prepared(&folder, None, None));
        write(&project, &people, &|_| true);
        let now = prepared(&folder, None, None);
        let differ: BTreeSet<String> =
            values(&now).into_iter().filter(|(id, values)| then[id] != *values).map(|(id, _)| id).collect();
        prop_assert!(differ.iter().all(|id| id.starts_with("ved-") || id == "maa-se-frem"), "{:?}", differ);
        let told: BTreeSet<String> = differ.into_iter().filter(|id| id != "maa-se-frem").collect();
        let findings = found(&now);
        prop_assert_eq!(named(&findings), told, "{:?}", findings);
    }
}
