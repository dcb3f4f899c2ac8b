//! Rows that are missing, or are nobody's: what a report would tell in silence of people whom its extracts lack. The reports are written here,
//! and what they must say is counted by hand.

use std::fmt::Write;
use std::fs;

use crate::support::{Project, Run};

const REPORT: &str = "reports/ny";

/// The head of a report with these extracts, by name.
fn head(as_of: &str, disclosure: &str, extracts: &[&str]) -> String {
    let mut head = format!(
        "[report]\ntitle = \"R\"\nsubtitle = \"R\"\nclient = \"K\"\npublisher = \"F\"\nas-of = \"{as_of}\"\nlocale = \"da\"\n\
         template = \"statusmaaling\"\n[disclosure]\n{disclosure}\nsynthetic = true\nbecause = \"opdigtet\"\n[extracts]\n"
    );
    for name in extracts {
        writeln!(head, "{name} = {{ file = \"{name}.csv\", schema = \"{name}\" }}").expect("a text");
    }
    head
}

const ALL: &str = "policy = \"publish-all\"";

/// A layout: its fields, each `name type`, those with a star required; and what else it says.
fn layout(fields: &[&str], more: &str) -> String {
    let field = |field: &&str| {
        let (name, kind) = field.split_once(' ').expect("a name and a kind");
        let required = if kind.ends_with('*') { ", \"constraints\": { \"required\": true }" } else { "" };
        let person = if name == "C" { ", \"sporbar:person\": true, \"sporbar:personal\": true" } else { "" };
        format!("{{ \"name\": \"{name}\", \"type\": \"{}\"{required}{person} }}", kind.trim_end_matches('*'))
    };
    let fields: Vec<String> = fields.iter().map(field).collect();
    format!(
        "{{ \"fields\": [{}], \"missingValues\": [\"\"], {more}, \"sporbar:dialect\": {{ \"format\": \"csv\", \"encoding\": \"utf-8\", \
         \"delimiter\": \";\", \"lineTerminator\": \"\\n\", \"header\": true }} }}",
        fields.join(", ")
    )
}

const ALWAYS: &str = "\"sporbar:knownFrom\": { \"always\": \"prøve\" }";

/// A project with this report; its tables are a name, a layout and the file.
fn project(spec: &str, tables: &[(&str, String, String)]) -> Project {
    let project = Project::small();
    fs::create_dir_all(project.path("reports/ny/extracts")).expect("a folder");
    for (name, layout, file) in tables {
        project.write(&format!("data-schema/{name}.json"), layout);
        project.write(&format!("reports/ny/extracts/{name}.csv"), file);
    }
    let mut prose = "= T\n".to_owned();
    for id in spec.split("[[exhibit]]\nid = \"").skip(1).filter_map(|rest| rest.split('"').next()) {
        write!(prose, "\n{{{{ vis(\"{id}\") }}}}\n").expect("a text");
    }
    project.write("reports/ny/tekst.typ", prose);
    project.write("reports/ny/report.toml", spec);
    project
}

fn check(project: &Project) -> Run {
    project.sporbar(&["check", REPORT]).ends(0)
}

/// The number of a made-up person.
fn number(at: usize) -> String {
    format!("{:02}0180-{:04}", 61 + at % 30, 1000 + at)
}

/// So many people who came on 1 January 2024 and are there.
fn people(many: usize) -> (&'static str, String, String) {
    let mut file = "C;Ind;Ud\n".to_owned();
    for at in 0..many {
        writeln!(file, "{};2024-01-01;", number(at)).expect("a text");
    }
    (
        "p",
        layout(&["C string", "Ind date*", "Ud date"], "\"sporbar:spell\": { \"from\": \"Ind\", \"to\": \"Ud\" }"),
        file,
    )
}

const PERSONS: &str = "[persons]\nextract = \"p\"\nid = \"C\"\nenters = \"Ind\"\nleaves = \"Ud\"\n[populations.alle]\n";

/// A state of spells, and an exhibit of it.
const STATE: &str = "[states.y]\nmissing = \"nej\"\nfirst-of = [{ label = \"ja\", spells = \"a\", rule = \"any-day\" }]\n[[exhibit]]\nid = \"t\"\n\
    title = \"V\"\npopulation = \"alle\"\nmeasure = { kind = \"composition\", state = \"y\", over = \"months\", since = \"2024-03\" }\n\
    series = \"state\"\nx = \"period\"\nstat = \"share\"\nshow = \"table\"\nsource = \"r\"\n";

fn spells(file: String) -> (&'static str, String, String) {
    (
        "a",
        layout(&["C string", "Fra date*", "Til date"], "\"sporbar:spell\": { \"from\": \"Fra\", \"to\": \"Til\" }"),
        file,
    )
}

#[test]
fn deaths_too_few_to_be_told_are_not_told_by_the_curves() {
    // Of 20 people one dies on day 20, nine are done on days 21 to 29, and ten are followed for 400 days.
    let mut file = "C;D;E\n".to_owned();
    for at in 0..20 {
        let (days, event) = match at {
            0 => (20, "Død"),
            1..10 => (20 + at, "Fuldført"),
            _ => (400, ""),
        };
        writeln!(file, "{};{days};{event}", number(at)).expect("a text");
    }
    let exhibits = "[[exhibit]]\nid = \"i\"\ntitle = \"I\"\nmeasure = { kind = \"rows\", of = \"p\", value = \"D\" }\n\
        series = { \"Død\" = \"TRUE\", \"Fuldført\" = \"TRUE\" }\nx = { \"90\" = \"TRUE\" }\nevent = \"E\"\n\
        stat = { share = \"incidence\" }\nshow = \"table\"\nsource = \"r\"\n\
        [[exhibit]]\nid = \"k\"\ntitle = \"K\"\nmeasure = { kind = \"rows\", of = \"p\", value = \"D\" }\nseries = { \"Alle\" = \"TRUE\" }\n\
        x = { first = 0, last = 30, every = 5 }\nevent = \"E\"\nstat = { share = \"survival\" }\nshow = \"table\"\nsource = \"r\"\n";
    let policy = "policy = \"suppress\"\nminimum = 3\nunanimous = \"show\"\ndifferences = \"hide\"";
    let spec = head("2025-06", policy, &["p"]) + exhibits;
    let project = project(&spec, &[("p", layout(&["C string", "D integer", "E string"], ALWAYS), file)]);
    project.sporbar(&["build", REPORT]).ends(0);
    let hidden = |id: &str, key: &str| {
        let data = project.text(&format!("out/ny/data/{id}.csv"));
        let line = data.lines().find(|line| line.contains(key)).unwrap_or_else(|| panic!("{key} of {data}")).to_owned();
        line.ends_with("suppressed")
    };
    // One of 20 is too few; the nine go with it, for the curve tells on day 30 that ten have ended. Nobody has on day 0.
    assert!(hidden("i", ",Død,") && hidden("i", ",Fuldført,"));
    // Day 20: one of 20. Day 30: ten of 20.
    assert!(hidden("k", ",Alle,20,") && !hidden("k", ",Alle,30,") && !hidden("k", ",Alle,0,"));
    project.sporbar(&["attack", "out/ny"]).ends(0);
}

#[test]
fn rows_about_others_are_told_with_their_number() {
    // The first `right` of 20 spells are of the people of the report.
    let told = |right: usize| {
        let mut file = "C;Fra;Til\n".to_owned();
        for at in 0..20 {
            let whose = if at < right { number(at) } else { number(at + 500) };
            writeln!(file, "{whose};2024-03-01;2025-12-31").expect("a text");
        }
        let spec = head("2025-06", ALL, &["p", "a"]) + PERSONS + STATE;
        check(&project(&spec, &[people(20), spells(file)])).err
    };
    let said = "warning[nobody-matched]: 18 of the 20 people in it are not among the report's people: no figure about those counts their 18 rows";
    let err = told(2);
    assert!(err.contains(said), "{err}");
    // A quarter may have left the register since.
    for right in [15, 20] {
        let err = told(right);
        assert!(!err.contains("nobody-matched"), "{right}: {err}");
    }
    let err = told(14);
    assert!(err.contains("6 of the 20 people"), "{err}");
}

#[test]
fn keys_that_are_written_otherwise_in_the_other_table_are_told() {
    // k1 to k29, and a table of k1, k2 and three that are spelt in other ways: 27 of 29 rows are left out.
    let mut file = "K;B\n".to_owned();
    for at in 1..30 {
        writeln!(file, "k{at};{}", 100 + at).expect("a text");
    }
    let spec = |names: &str| {
        let spec = head("2025-06", ALL, &["p", "k"])
            + "[views.v]\nof = \"p\"\njoin = [{ table = \"k\", by = [\"K\"], take = [\"G\"], unmatched = \"drop\" }]\n\
               [[exhibit]]\nid = \"t\"\ntitle = \"V\"\nmeasure = { kind = \"rows\", of = \"v\", value = \"B\" }\nseries = { \"U\" = \"TRUE\" }\n\
               x = { column = \"G\" }\nstat = \"sum\"\nshow = \"table\"\nsource = \"r\"\n";
        let names: String = names.split(',').fold("K;G\n".to_owned(), |file, name| format!("{file}{name};x\n"));
        let tables = [
            ("p", layout(&["K string*", "B integer*"], ALWAYS), file.clone()),
            ("k", layout(&["K string*", "G string*"], ALWAYS), names),
        ];
        check(&project(&spec, &tables)).err
    };
    let err = spec("k1,k2,K3,k04,k 5");
    let alike =
        "warning[alike-texts]: `k` has no row for 3 rows of the view `v` because `K` is written otherwise there";
    assert!(err.contains(alike) && err.contains("p.csv, row 4"), "{err}");
    let left = "warning[view-rows]: the view `v` leaves out 27 of the 29 rows because `k` has none with such `K`, and 3 of the 5 there";
    assert!(err.contains(left), "{err}");
    // Rows are picked so: all that is asked for is found.
    let err = spec("k1,k2");
    assert!(!err.contains("warning["), "{err}");
}

#[test]
fn an_exhibit_with_nothing_but_empty_values_and_a_code_that_a_list_lacks_are_told() {
    let exhibits = "[views.s]\nof = \"p\"\nmissing-codes = { V = [\"98\"] }\n\
        [[exhibit]]\nid = \"did\"\ntitle = \"V\"\nmeasure = { kind = \"rows\", of = \"p\", value = \"V\" }\nseries = { \"Forskel\" = \"TRUE\" }\n\
        x = { \"D\" = \"TRUE\" }\nversus = \"G = 'I'\"\nstat = { difference = \"mean_difference\" }\nshow = \"table\"\nsource = \"r\"\n\
        [[exhibit]]\nid = \"m\"\ntitle = \"V\"\nmeasure = { kind = \"rows\", of = \"s\", value = \"V\" }\nseries = { \"M\" = \"TRUE\" }\n\
        x = { \"Alle\" = \"TRUE\" }\nstat = \"mean\"\nshow = \"table\"\nsource = \"r\"\n";
    let told = |rows: &str| {
        let spec = head("2025-06", ALL, &["p"]) + exhibits;
        check(&project(&spec, &[("p", layout(&["G string", "V integer"], ALWAYS), format!("G;V\n{rows}"))])).err
    };
    let err = told("I;1\nI;3\nI;99\nI;5\n");
    assert!(err.contains("warning[nothing-counted]: `did` says nothing: all its values are empty"), "{err}");
    let code = "warning[undeclared-category]: `V` has in 1 row what looks like a code for no answer";
    assert!(err.contains(code) && err.contains("p.csv, row 4"), "{err}");
    let err = told("I;1\nI;3\nS;98\nS;2\nI;5\nS;3\n");
    assert!(!err.contains("warning["), "{err}");
}

#[test]
fn who_comes_after_the_status_month_is_not_there() {
    // Three have come, of whom one leaves later; two come later.
    let file = "C;Ind;Ud\n610175-1001;2024-01-01;\n620175-1002;2024-02-01;2025-08-31\n630175-1003;2024-03-01;\n640175-1004;2025-09-01;\n\
                650175-1005;2025-10-01;\n";
    let spec = head("2025-06", ALL, &["p"])
        + &PERSONS.replace("[populations.alle]\n", "[populations.aktive]\nwhere = \"active\"\n")
        + "[[exhibit]]\nid = \"t\"\ntitle = \"V\"\npopulation = \"aktive\"\nmeasure = { kind = \"tally\" }\nseries = { \"Aktive\" = \"TRUE\" }\n\
           x = { \"Nu\" = \"TRUE\" }\nstat = \"count\"\namong = \"counted\"\nshow = \"table\"\nsource = \"r\"\n";
    let (name, layout, _) = people(0);
    let project = project(&spec, &[(name, layout, file.to_owned())]);
    project.sporbar(&["build", REPORT]).ends(0);
    let data = project.text("out/ny/data/t.csv");
    assert!(data.contains(",Aktive,Nu,count,3,"), "{data}");
}

#[test]
fn a_month_that_was_not_delivered_is_told() {
    // 13 of 20 people have a spell in each month of 2024 but May.
    let told = |until: &str| {
        let mut file = "C;Fra;Til\n".to_owned();
        for at in 0..13 {
            writeln!(file, "{0};2024-01-01;{until}\n{0};2024-06-01;2024-12-31", number(at)).expect("a text");
        }
        let spec = head("2024-08", ALL, &["p", "a"]) + PERSONS + STATE;
        check(&project(&spec, &[people(20), spells(file)])).err
    };
    let err = told("2024-04-30");
    assert!(
        err.contains("warning[stale-extract]: no row in 2024-05, and 13 in the month before and 13 in the month after"),
        "{err}"
    );
    let err = told("2024-05-31");
    assert!(!err.contains("stale-extract"), "{err}");
}

/// The report of 15 people in each of two municipalities and a state that the 15 of «Nord» are in all the time, and those of «Syd», as many
/// as are said, at these times. Where somebody lives stands with the people, or with each of their spells.
fn municipalities(
    syd: usize,
    times: &[(&str, &str)],
    with_people: bool,
) -> (String, Vec<(&'static str, String, String)>) {
    let mut people = "C;Ind;Ud;Kommune\n".to_owned();
    let mut spells = "C;Fra;Til;Kommune\n".to_owned();
    for at in 0..30 {
        let place = if at < 15 { "Nord" } else { "Syd" };
        writeln!(people, "{};2024-01-01;;{place}", number(at)).expect("a text");
        let times = match at {
            0..15 => &[("2024-01-01", "2024-12-31")][..],
            _ if at < 15 + syd => times,
            _ => &[],
        };
        for (from, to) in times {
            writeln!(spells, "{};{from};{to};{place}", number(at)).expect("a text");
        }
    }
    let without = |file: &str| -> String {
        let rows: Vec<&str> = file.lines().map(|line| line.rsplit_once(';').expect("four cells").0).collect();
        rows.join("\n") + "\n"
    };
    let (people, spells) = if with_people { (people, without(&spells)) } else { (without(&people), spells) };
    let place = |is: bool| {
        if is { &["C string", "D date*", "E date", "Kommune string"][..] } else { &["C string", "D date*", "E date"] }
    };
    let layout = |is: bool, from: &str, to: &str| {
        let spell = format!("\"sporbar:spell\": {{ \"from\": \"{from}\", \"to\": \"{to}\" }}");
        layout(place(is), &spell).replace("\"D\"", &format!("\"{from}\"")).replace("\"E\"", &format!("\"{to}\""))
    };
    let by = "[[exhibit]]\nid = \"k\"\ntitle = \"K\"\nmeasure = { kind = \"rows\", of = \"EXTRACT\" }\nseries = { \"R\" = \"TRUE\" }\n\
        x = { column = \"Kommune\" }\namong = \"counted\"\nstat = \"count\"\nshow = \"table\"\nsource = \"r\"\n";
    let spec = head("2024-12", ALL, &["p", "a"])
        + PERSONS
        + STATE
        + &by.replace("EXTRACT", if with_people { "p" } else { "a" });
    (spec, vec![("p", layout(with_people, "Ind", "Ud"), people), ("a", layout(!with_people, "Fra", "Til"), spells)])
}

#[test]
fn a_municipality_that_stops_delivering_is_told() {
    let told = |syd: usize, times: &[(&str, &str)], with_people: bool| {
        let (spec, tables) = municipalities(syd, times, with_people);
        check(&project(&spec, &tables)).err
    };
    let may = [("2024-01-01", "2024-04-30"), ("2024-06-01", "2024-12-31")];
    for (with_people, column) in [(true, "`Kommune` of p.csv"), (false, "`Kommune`")] {
        let gap = format!(
            "warning[stale-extract]: no row of \"Syd\" ({column}) in 2024-05, 15 in the month before and 15 in the month after, and the \
             others go on"
        );
        let end = format!(
            "warning[stale-extract]: no row of \"Syd\" ({column}) in 2024-10 and since, 15 in the month before, and the others go on"
        );
        let last = end.replace("2024-10 and since", "2024-12");
        for (times, wanted) in
            [(&may[..], &gap), (&[("2024-01-01", "2024-09-30")], &end), (&[("2024-01-01", "2024-11-30")], &last)]
        {
            let err = told(15, times, with_people);
            assert!(err.contains(wanted.as_str()), "no {wanted} in\n{err}");
            assert_eq!(err.matches("stale-extract").count(), 1, "{err}");
        }
        // Few may have nothing for a month; who comes later, or only for a while, is no delivery that stopped.
        for (syd, times) in
            [(9, &may[..]), (15, &[("2024-05-01", "2024-12-31")]), (15, &[("2024-03-01", "2024-06-30")])]
        {
            let err = told(syd, times, with_people);
            assert!(!err.contains("stale-extract"), "{times:?}: {err}");
        }
    }
}

#[test]
fn what_the_report_does_not_tell_apart_may_stop_and_so_may_what_is_over_by_its_name() {
    let times = [("2024-01-01", "2024-09-30")];
    let (spec, tables) = municipalities(15, &times, true);
    let unnamed = spec.split("[[exhibit]]\nid = \"k\"").next().expect("a text").to_owned();
    let err = check(&project(&unnamed, &tables)).err;
    assert!(!err.contains("stale-extract"), "{err}");
    let terms: Vec<_> = tables
        .iter()
        .map(|(name, layout, file)| (*name, layout.clone(), file.replace("Nord", "2024E").replace("Syd", "2024F")))
        .collect();
    let err = check(&project(&spec, &terms)).err;
    assert!(!err.contains("stale-extract"), "{err}");
    // Of a month that nobody delivered it is told once.
    let both: Vec<_> = tables
        .iter()
        .map(|(name, layout, file)| {
            let again = |line: &str| match line.split_once(";2024-01-01;2024-") {
                Some((who, _)) => format!("{who};2024-01-01;2024-04-30\n{who};2024-06-01;2024-12-31\n"),
                None => format!("{line}\n"),
            };
            (*name, layout.clone(), file.lines().map(again).collect::<String>())
        })
        .collect();
    let err = check(&project(&spec, &both)).err;
    assert!(err.contains("no row in 2024-05, and 30 in the month before"), "{err}");
    assert_eq!(err.matches("stale-extract").count(), 1, "{err}");
}

#[test]
fn rows_that_are_booked_twice_are_told_where_a_number_tells_all_others_apart() {
    let told = |again: &[usize], kind: &str| {
        let mut file = "Bilag;B\n".to_owned();
        for at in (1..30).chain(again.iter().copied()) {
            writeln!(file, "{at};{}", 100 + at % 7).expect("a text");
        }
        let spec = head("2025-06", ALL, &["p"])
            + "[[exhibit]]\nid = \"t\"\ntitle = \"V\"\nmeasure = { kind = \"rows\", of = \"p\", value = \"B\" }\nseries = { \"U\" = \"TRUE\" }\n\
               x = { \"A\" = \"TRUE\" }\nstat = \"sum\"\nshow = \"table\"\nsource = \"r\"\n";
        check(&project(&spec, &[("p", layout(&[kind, "B integer"], ALWAYS), file)])).err
    };
    let err = told(&[3, 11, 7, 20], "Bilag integer*");
    let said = "warning[double-block]: row 31 is the same as row 4, cell for cell, and `Bilag` tells all other rows apart; 3 more rows stand twice";
    assert!(err.contains(said), "{err}");
    assert!(!told(&[], "Bilag integer*").contains("double-block"));
    // Amounts may be the same by chance.
    assert!(!told(&[3], "Bilag number*").contains("double-block"));
}

#[test]
fn a_flow_says_whom_it_begins_with() {
    // 30 people in five families, of which two are not started: 12 people.
    let mut file = "C;F\n".to_owned();
    for at in 0..30 {
        writeln!(file, "{};{}", number(at), at % 5).expect("a text");
    }
    let tables = [
        ("p", layout(&["C string", "F integer"], ALWAYS), file),
        (
            "f",
            layout(&["F integer", "Start date"], ALWAYS),
            "F;Start\n0;2024-01-01\n1;\n2;2024-03-01\n3;\n4;2024-05-01\n".to_owned(),
        ),
    ];
    let spec = |steps: &str| {
        head("2025-06", ALL, &["p", "f"])
            + "[views.startede]\nof = \"f\"\nwhere = \"Start IS NOT NULL\"\n[views.d]\nkey = [\"C\"]\nof = \"p\"\nperson = \"C\"\n\
               join = [{ table = \"startede\", by = [\"F\"], take = [\"Start\"], unmatched = \"drop\" }]\n\
               [persons]\nextract = \"d\"\nid = \"C\"\nenters = \"Start\"\n[populations.alle]\n[[exhibit]]\nid = \"t\"\ntitle = \"V\"\n\
               population = \"alle\"\nmeasure = { kind = \"disposition\""
            + steps
            + " }\nstat = \"count\"\nchart = { kind = \"flow\", unit = \"personer\" }\nsource = \"r\"\n"
    };
    let first = project(&spec(""), &tables);
    let err = check(&first).err;
    let said = "warning[view-rows]: the flow of `t` begins with those in the view `d`: 12 of the 30 people in `p` are left out before";
    assert!(err.contains(said), "{err}");
    first.sporbar(&["build", REPORT]).ends(0);
    let data = first.text("out/ny/data/t.csv");
    assert!(data.contains(",I alt i udtrækket,"), "{data}");
    let second = project(&spec(", steps = { \"d\" = \"Familien er startet\" }"), &tables);
    let err = check(&second).err;
    assert!(!err.contains("warning["), "{err}");
    second.sporbar(&["build", REPORT]).ends(0);
    assert!(second.text("out/ny/data/t.csv").contains(",Familien er startet,"));
}

#[test]
fn made_up_tables_have_keys_where_others_refer_to_them() {
    let kommune = "\"foreignKeys\": [{ \"fields\": \"Kommune\", \"reference\": { \"resource\": \"k\", \"fields\": \"Kommune\" } }]";
    let tables = [
        ("k", layout(&["Kommune string*", "Klynge string*"], ALWAYS), "Kommune;Klynge\nA;x\nB;x\nC;y\n".to_owned()),
        (
            "f",
            layout(&["F integer*", "Kommune string*"], &format!("{kommune}, {ALWAYS}")),
            "F;Kommune\n1;A\n2;B\n3;C\n".to_owned(),
        ),
    ];
    let spec = head("2025-06", ALL, &["k", "f"])
        + "[views.v]\nkey = [\"F\"]\nof = \"f\"\njoin = [{ table = \"k\", by = [\"Kommune\"], take = [\"Klynge\"] }]\n[[exhibit]]\nid = \"t\"\n\
           title = \"V\"\nmeasure = { kind = \"rows\", of = \"v\" }\nseries = { \"Familier\" = \"TRUE\" }\nx = { column = \"Klynge\" }\n\
           stat = \"count\"\nshow = \"table\"\nsource = \"r\"\n";
    let project = project(&spec, &tables);
    project.sporbar(&["synth", REPORT, "--to", "s"]).ends(0);
    for (file, column) in [("s/k.csv", 0), ("s/f.csv", 0)] {
        let text = project.text(file);
        let mut keys: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(';').nth(column)).collect();
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert!(all > 1 && keys.len() == all, "{file}: {text}");
    }
    project.sporbar(&["check", REPORT, "--extracts", "s"]).ends(0);
}

#[test]
fn what_new_writes_holds_against_its_own_check() {
    // Some rows came after the status month that the call names.
    let project = Project::small();
    fs::create_dir_all(project.path("udtraek")).expect("a folder");
    let mut file = "cpr;Fra;Type\n".to_owned();
    let mut vouchers = "Bilag;Beløb;Art\n".to_owned();
    for at in 0..30 {
        writeln!(file, "{};0{}-01-{};{}", number(at % 15), at % 9 + 1, 2023 + at % 3, ["x", "y", "z"][at % 3])
            .expect("a text");
        writeln!(vouchers, "{};{},50;a", 100 + at, 100 + at).expect("a text");
    }
    project.write("udtraek/a.csv", file);
    project.write("udtraek/b.csv", vouchers);
    project.sporbar(&["new", "ny2", "--from", "udtraek", "--as-of", "2024-06"]).ends(0);
    let spec = project.text("reports/ny2/report.toml");
    assert!(spec.contains("known-from = \"\\\"Fra\\\"\""), "{spec}");
    let run = project.sporbar(&["check", "reports/ny2"]).ends(0);
    assert!(!run.err.contains("[hindsight]"), "{}", run.err);
    // Of the 30 ten came in 2025.
    project.sporbar(&["build", "reports/ny2"]).ends(0);
    let data = project.text("out/ny2/data/overblik.csv");
    assert!(!data.contains(",z,I alt,count,10,"), "{data}");
    let layout = fs::read_dir(project.path("data-schema")).expect("a folder");
    let layouts = layout.filter_map(|entry| fs::read_to_string(entry.expect("an entry").path()).ok());
    let own = layouts.filter(|text| text.contains("\"title\": \"b.csv\"")).collect::<String>();
    assert!(own.contains("\"unique\": true") && own.contains("Bilag"), "{own}");
}

#[test]
fn a_view_that_stands_further_down_is_told_so() {
    let spec = head("2025-06", ALL, &["p"])
        + "[views.a]\nof = \"b\"\n[views.b]\nof = \"p\"\n[[exhibit]]\nid = \"t\"\ntitle = \"V\"\nmeasure = { kind = \"rows\", of = \"a\" }\n\
           series = { \"U\" = \"TRUE\" }\nx = { \"A\" = \"TRUE\" }\nstat = \"count\"\nshow = \"table\"\nsource = \"r\"\n";
    let file = "G;V\nI;1\nI;2\n".to_owned();
    let project = project(&spec, &[("p", layout(&["G string", "V integer"], ALWAYS), file)]);
    let err = project.sporbar(&["check", REPORT]).ends(2).err;
    let help = "write [views.b] above [views.a]";
    assert!(err.contains("error[unknown-name]: the view `b` stands further down") && err.contains(help), "{err}");
}

#[test]
fn a_birthday_is_no_day_on_which_a_row_came() {
    let file = "C;Født\n610180-1000;1980-01-01\n620280-1001;1980-02-02\n".to_owned();
    let spec = head("2025-06", ALL, &["p"])
        + "[[exhibit]]\nid = \"t\"\ntitle = \"V\"\nmeasure = { kind = \"rows\", of = \"p\" }\nseries = { \"U\" = \"TRUE\" }\nx = { \"A\" = \"TRUE\" }\n\
           stat = \"count\"\nshow = \"table\"\nsource = \"r\"\n";
    let layout = layout(&["C string", "Født date"], "\"title\": \"p\"");
    let layout = layout.replace("\"name\": \"Født\",", "\"name\": \"Født\", \"sporbar:personal\": true,");
    let err = check(&project(&spec, &[("p", layout, file)])).err;
    assert!(err.contains("warning[known-when-unsaid]") && err.contains("\"always\""), "{err}");
    assert!(!err.contains("\"sporbar:knownFrom\": \"Født\""), "{err}");
}
