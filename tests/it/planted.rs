//! Small reports whose truth is known: what they hide stands in nothing that they publish. The same report is made of registers that
//! differ only in what is hidden, and every public file is the same, byte for byte: the width of a hidden part of a stacked column,
//! the ends of its interval, the range of an axis, alt texts, headings and with them the document's outline and its metadata, and the
//! columns of the workbook.

mod facts;
mod places;
mod survey;

use std::collections::BTreeMap;

use sporbar::diagnostic::Code;
use sporbar::pipeline::{self, Disclosed, Prepared, Request, Stage, Typesetter, Watch};
use sporbar::statistic::Computed;

use crate::support::Project;

const SMALL: &str = "reports/lille/report.toml";
const PROSE: &str = "reports/lille/tekst.typ";
const SERIES: &str = "{ \"Mødre\" = \"Rolle = 'mor'\", \"Fædre\" = \"Rolle = 'far'\", \"Børn\" = \"Rolle = 'barn'\" }";
const ROLES: [&str; 3] = ["mor", "far", "barn"];

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// A report with these exhibits, and a policy that hides fewer than five.
pub(crate) fn project(exhibits: &str, prose: &str) -> Project {
    let project = Project::small();
    let spec = project.text(SMALL);
    let (head, _) = spec.split_once("[[exhibit]]").expect("an exhibit");
    project.write(SMALL, format!("{head}{exhibits}"));
    let suppress = "policy    = \"suppress\"\nminimum = 5\nunanimous = \"show\"\ndifferences = \"show\"";
    project.edit(SMALL, "policy    = \"publish-all\"", suppress);
    project.write(PROSE, prose);
    project
}

/// A register of so many mothers, fathers and children who are there, and as many who have left, each of a family of its own.
pub(crate) fn people(project: &Project, active: [u32; 3], left: [u32; 3]) {
    let mut rows = "CPR-nr.;Familie-id;Rolle;Køn;Fødselsdato;Indvisiteret;Udtrådt;Udtrædelsesårsag\n".to_owned();
    let mut number = 0;
    for (groups, ended) in [(active, ";"), (left, "20-10-2018;Flyttet")] {
        for role in ROLES.iter().zip(groups).flat_map(|(role, of)| std::iter::repeat_n(role, of as usize)) {
            let (day, month) = (number % 28 + 1, number / 28 + 1);
            let id = 1000 + number;
            rows += &format!(
                "{day:02}{month:02}80-{id};JF-{number};{role};K;{day:02}-{month:02}-1980;05-01-2018;{ended}\n"
            );
            number += 1;
        }
    }
    project.write("reports/lille/extracts/borgere.csv", rows);
}

fn prepared(project: &Project) -> (Prepared, Vec<Computed>) {
    let report = project.path("reports/lille");
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key: None };
    let prepared = pipeline::prepare(&request, &mut Nobody).expect("a report that can be read");
    let computed = pipeline::computed(&prepared).expect("values");
    (prepared, computed)
}

/// What is published, by path.
type Files = BTreeMap<String, Vec<u8>>;

/// All that is published.
fn published(prepared: &Prepared, disclosed: &Disclosed<'_>) -> Files {
    let draft = pipeline::draft(prepared, disclosed);
    let published =
        draft.and_then(|draft| pipeline::publish(prepared, disclosed, draft, &Typesetter::Library, &mut Nobody));
    let published = published.unwrap_or_else(|failure| panic!("{:?}", failure.findings));
    published.files.into_iter().collect()
}

/// Publishes a report of each register. They differ only in what is hidden, and no file tells which one it is of; the extracts' own
/// hashes, which are made with a key, are taken to be the same. The files, and how many values are hidden.
fn the_same_of_all(project: &Project, registers: &[([u32; 3], [u32; 3])]) -> (Files, usize) {
    let mut first: Option<(Files, usize, Vec<_>, Vec<_>)> = None;
    for (active, left) in registers {
        people(project, *active, *left);
        let (mut prepared, computed) = prepared(project);
        if let Some((_, _, inputs, _)) = &first {
            prepared.inputs.clone_from(inputs);
        }
        let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
        let files = published(&prepared, &disclosed);
        let values: Vec<_> = computed.iter().map(|exhibit| exhibit.values.clone()).collect();
        let Some((known, _, _, truth)) = &first else {
            let rows = disclosed.exhibits.iter().flat_map(|exhibit| &exhibit.values.rows);
            let hidden = rows.filter(|row| row.suppressed).count();
            first = Some((files, hidden, prepared.inputs.clone(), values));
            continue;
        };
        assert_ne!(*truth, values, "the truth is another");
        assert_eq!(known.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
        for (path, bytes) in known {
            assert!(files[path] == *bytes, "{path} tells {active:?} from {:?}", registers[0].0);
        }
    }
    let (files, hidden, ..) = first.expect("a register");
    (files, hidden)
}

pub(crate) fn exhibit(id: &str, stat: &str, shown: &str) -> String {
    format!(
        "[[exhibit]]\nid = \"{id}\"\ntitle = \"Personer\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"tally\" }}\n\
         series = {SERIES}\nx = {{ \"Aktive\" = \"active\", \"Udtrådte\" = \"NOT active\" }}\nstat = {stat}\n{shown}\n\
         source = \"Projektregisteret\"\n\n"
    )
}

#[test]
fn nothing_that_is_published_tells_how_wide_high_or_many_the_hidden_are() {
    let chart =
        |kind: &str| format!("chart = {{ kind = \"{kind}\", unit = \"personer\", n-row = true, labels = \"all\" }}");
    let intervals = format!("interval = \"wilson\"\n{}", chart("points"));
    let claims = "[[claim]]\nid = \"faerrest\"\nthat = 'tabel[Mødre, Aktive].count < tabel[Fædre, Aktive].count'\npolicy = \"flag\"\n\
                  sentence = \"Der er færrest mødre.\"\n\n\
                  [[claim]]\nid = \"flest\"\nthat = 'max(tabel[*, Aktive].count) = tabel[Børn, Aktive].count'\npolicy = \"flag\"\n\
                  sentence = \"Der er flest børn.\"\nwhen-suppressed = \"Hvem der er flest af, kan ikke vises.\"\n";
    let exhibits = [
        exhibit("stablet", "\"count\"", &chart("stacked-columns")),
        // The hidden one is the greatest that there is: an axis may not reach to it.
        exhibit("soejler", "\"count\"", &chart("grouped-columns")),
        exhibit("andele", "\"share\"", &intervals),
        exhibit("tabel", "[\"count\", \"share\"]", "show = \"table\""),
        claims.to_owned(),
    ];
    let prose = "#kapitel([{{ v('tabel', series='Mødre', x='Aktive', stat='count') | antal('mor', 'mødre') }}], indledning: [Kort.])\n\
                 {{ vis('stablet') }} {{ vis('soejler') }} {{ vis('andele') }} {{ vis('tabel') }}\n\
                 {{ siger('faerrest') }} {{ siger('flest') }} {{ n_of('Aktive', 'tabel') }}\n";
    let project = project(&exhibits.concat(), prose);
    let left = [9, 8, 10];
    let fathers = [(3, 112), (4, 111), (2, 113), (1, 114)];
    let registers = fathers.map(|(mothers, fathers)| ([mothers, fathers, 0], left));
    let (files, hidden) = the_same_of_all(&project, &registers);
    // Mothers and fathers who are there: in four exhibits, in one of them as a count and as a share.
    assert_eq!(hidden, 10);
    for path in ["report.pdf", "figurdata.xlsx", "figures/soejler.svg", "data/andele.csv", "audit/record/index.js"] {
        assert!(files.contains_key(path), "{path} is one of {:?}", files.keys());
    }
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("text");
    // The ends of a hidden share's interval would tell it, and those of the others are there.
    let shares = text("data/andele.csv");
    assert!(shares.contains(",Mødre,Aktive,share,,,,115,suppressed"), "{shares}");
    assert!(shares.contains(",Mødre,Udtrådte,share,0.3333333333333333,0.1"), "{shares}");
    assert!(text("audit/record/index.js").contains("kan ikke vises"), "what stands in the place of the second claim");
}

#[test]
fn what_is_not_known_of_others_teaches_all_the_same() {
    // All mothers have answered, and no child has: in other registers mothers have the children's rows, and no answer.
    let exhibits = "[views.svarene]\nkey = [\"cpr\"]\nof = \"svar\"\n\
         join = [{ table = \"borgere\", by = { \"cpr\" = \"CPR-nr.\" }, take = [\"Rolle\"], unmatched = \"drop\" }]\n\n\
         [[exhibit]]\nid = \"tilfredse\"\ntitle = \"Tilfredse\"\nmeasure = { kind = \"rows\", of = \"svarene\", where = \"Rolle = 'mor'\", value = \"point > 3\" }\n\
         series = { \"Mødre\" = \"TRUE\" }\nstat = \"share\"\nshow = \"table\"\nsource = \"Spørgeskema\"\n\n";
    let project = project(exhibits, "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('tilfredse') }}\n");
    project.write("data-schema/maalinger.json", include_str!("counted/maalinger.json"));
    let extract = "[extracts]\nsvar = { file = \"svar.csv\", schema = \"maalinger\" }\n";
    project.edit(SMALL, "[extracts]\n", extract);
    people(&project, [20, 0, 20], [0, 0, 0]);
    let mut answers = "cpr;runde;hold;point;vaegt\n".to_owned();
    for (number, row) in project.text("reports/lille/extracts/borgere.csv").lines().skip(1).enumerate() {
        let point = if number < 20 { (number % 6).to_string() } else { String::new() };
        answers += &format!("{};1;A;{point};1\n", row.split(';').next().expect("a number"));
    }
    project.write("reports/lille/extracts/svar.csv", answers);
    let (prepared, computed) = prepared(&project);
    let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
    assert_eq!(disclosed.summary(&prepared, true).expect("a summary").registers, 24);
}

/// A report of thirty mothers who have answered: of some a point, a round or a team is not known.
fn answers(exhibits: &str, shown: &[&str], [points, rounds, teams]: [usize; 3]) -> Project {
    let shown: Vec<String> = shown.iter().map(|id| format!("{{{{ vis('{id}') }}}}")).collect();
    let project = project(exhibits, &format!("#kapitel([Personerne], indledning: [Kort.])\n{}\n", shown.join(" ")));
    project.write("data-schema/maalinger.json", include_str!("counted/maalinger.json"));
    project.edit(SMALL, "[extracts]\n", "[extracts]\nsvar = { file = \"svar.csv\", schema = \"maalinger\" }\n");
    people(&project, [30, 0, 0], [0, 0, 0]);
    let mut answers = "cpr;runde;hold;point;vaegt\n".to_owned();
    for (number, row) in project.text("reports/lille/extracts/borgere.csv").lines().skip(1).enumerate() {
        let known = |from: usize, count: usize, text: String| {
            if (from..from + count).contains(&number) { String::new() } else { text }
        };
        let point = known(0, points, (number % 6).to_string());
        let round = known(10, rounds, (number % 7).to_string());
        let team = known(20, teams, "A".to_owned());
        answers += &format!("{};{round};{team};{point};2\n", row.split(';').next().expect("a number"));
    }
    project.write("reports/lille/extracts/svar.csv", answers);
    project
}

#[test]
fn how_many_a_statistic_says_that_it_is_of_tells_of_few_as_any_other_number_does() {
    let of = |id: &str, value: &str, stat: &str| {
        format!(
            "[[exhibit]]\nid = \"{id}\"\ntitle = \"Svar\"\nmeasure = {{ kind = \"rows\", of = \"svar\"{value} }}\n\
             series = {{ \"Alle\" = \"TRUE\" }}\n{stat}\nshow = \"table\"\nsource = \"Spørgeskema\"\n\n"
        )
    };
    // Thirty, of whom two have said nothing that can be weighed, and three more have no pair.
    let point = ", value = \"point\"";
    let exhibits = [
        of("alle", "", "stat = \"count\""),
        of("vejet", point, "stat = \"weighted_mean\"\nweight = \"vaegt\""),
        of("par", point, "stat = \"pearson\"\nwith = \"runde\""),
        of("forhold", point, "stat = \"ratio\"\nwith = \"runde\""),
    ];
    let ids = ["alle", "vejet", "par", "forhold"];
    let shown = |differences: &str| {
        let project = answers(&exhibits.concat(), &ids, [2, 3, 0]);
        project.edit(SMALL, "differences = \"show\"", &format!("differences = \"{differences}\""));
        let (prepared, computed) = prepared(&project);
        let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
        ids.map(|id| {
            let exhibit = disclosed.exhibits.iter().find(|exhibit| exhibit.id == id).expect("an exhibit");
            exhibit.values.rows[0].n
        })
    };
    assert_eq!(shown("show"), [Some(30), Some(28), Some(25), Some(25)]);
    let [all, weighed, pairs, ratio] = shown("hide");
    // Of 30, 28 and 25 any two differ by two, three or five.
    assert!(all.is_none() || weighed.is_none(), "the two without a point");
    assert!(weighed.is_none() || (pairs.is_none() && ratio.is_none()), "the three without a round");
}

#[test]
fn how_many_are_not_known_is_a_count_of_them() {
    let exhibit = "[[exhibit]]\nid = \"ukendt\"\ntitle = \"Ukendt\"\nmeasure = { kind = \"rows\", of = \"svar\" }\n\
         series = { \"Alle\" = \"TRUE\" }\nstat = { missing = { is = \"missing\", value = \"hold\" } }\n\
         show = \"table\"\nsource = \"Spørgeskema\"\n\n";
    let shown = |unknown: usize| {
        let (prepared, computed) = prepared(&answers(exhibit, &["ukendt"], [0, 0, unknown]));
        let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
        let row = &disclosed.exhibits[0].values.rows[0];
        (row.value, row.n)
    };
    assert_eq!(shown(7), (Some(7.0), Some(30)), "seven are not few");
    assert_eq!(shown(4), (None, Some(30)));
}

#[test]
fn the_n_row_under_a_chart_tells_no_n_of_few() {
    // Three or four mothers are all that their column is of.
    let chart = "chart = { kind = \"grouped-columns\", unit = \"personer\", n-row = true, labels = \"all\" }";
    let columns = exhibit("soejler", "\"count\"", chart)
        .replace(SERIES, "{ \"Alle\" = \"TRUE\" }")
        .replace("\"Aktive\" = \"active\"", "\"Mødre\" = \"active AND Rolle = 'mor'\"")
        .replace("\"Udtrådte\" = \"NOT active\"", "\"Børn\" = \"Rolle = 'barn'\"");
    let project = project(&columns, "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('soejler') }}\n");
    let registers = [(3, 112), (4, 111)].map(|(mothers, fathers)| ([mothers, fathers, 9], [9, 8, 10]));
    let (files, hidden) = the_same_of_all(&project, &registers);
    assert_eq!(hidden, 1);
    let data = String::from_utf8(files["data/soejler.csv"].clone()).expect("text");
    assert!(data.contains(",Alle,Mødre,count,,,,,suppressed"), "{data}");
    assert!(data.contains(",Alle,Børn,count,19,,,19,"), "{data}");
}

#[test]
fn a_total_that_only_the_text_tells_is_one_that_readers_have() {
    // Three of fifteen adults are mothers. The number of fathers is told alone, and so is that of the adults.
    let alone = |id: &str, role: &str| {
        format!(
            "[[exhibit]]\nid = \"{id}\"\ntitle = \"Personer\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"tally\" }}\n\
             series = {{ \"Alle\" = \"{role}\" }}\nx = {{ \"Aktive\" = \"active\" }}\nstat = \"count\"\namong = \"counted\"\n\
             source = \"Projektregisteret\"\n"
        )
    };
    let parts = alone("moedre", "Rolle = 'mor'")
        + "show = \"table\"\n\n"
        + &alone("faedre", "Rolle = 'far'")
        + "show = \"table\"\n\n";
    let text = "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('moedre') }} {{ vis('faedre') }}\n";
    let seen = |project: &Project| {
        people(project, [3, 12, 9], [9, 9, 9]);
        let (prepared, computed) = prepared(project);
        let disclosed = pipeline::disclosed(&prepared, &computed).expect("all is protected");
        disclosed.exhibits.iter().map(|exhibit| exhibit.values.rows[0].value).collect::<Vec<_>>()
    };
    // Without the total nothing tells of the mothers by the fathers.
    assert_eq!(seen(&project(&parts, text)), [None, Some(12.0)]);
    let total = alone("voksne", "Rolle IN ('mor', 'far')") + "show = \"numbers\"\n";
    let told = format!("{text}{{{{ v('voksne', series='Alle', x='Aktive') | antal }}}} er voksne.\n");
    let shown = seen(&project(&(parts + &total), &told));
    assert!(shown[0].is_none() && (shown[1].is_none() || shown[2].is_none()), "15 - 12 = 3: {shown:?}");
}

#[test]
fn words_with_a_limit_in_them_stand_in_the_place_of_no_hidden_number() {
    // Of six adults one to three are mothers. «Færre end 5» of the one and «mindst 5» of the other would be 1 and 5.
    let words = "{{ v('tabel', series='Mødre', x='Aktive') | skjult('færre end 5') }} og {{ v('tabel', series='Fædre', x='Aktive') | skjult('få') }}";
    let table = exhibit("tabel", "\"count\"", "show = \"table\"");
    let project = project(&table, &format!("#kapitel([{words}], indledning: [Kort.])\n{{{{ vis('tabel') }}}}\n"));
    let registers = [[1, 5, 0], [2, 4, 0], [3, 3, 0]].map(|active| (active, [9, 8, 10]));
    let (files, hidden) = the_same_of_all(&project, &registers);
    assert_eq!(hidden, 2);
    let mut texts = files.values().map(|bytes| String::from_utf8_lossy(bytes));
    assert!(!texts.any(|text| text.contains("ærre end 5")));
}

#[test]
fn where_a_label_stands_may_not_tell_a_hidden_value() {
    let labels = "measure = { kind = \"tally\" }\nseries = { of = \"Rolle\", order = \"size\" }\n";
    let exhibit = exhibit("tabel", "\"count\"", "show = \"table\"");
    let found = exhibit.replace(&format!("measure = {{ kind = \"tally\" }}\nseries = {SERIES}\n"), labels);
    assert_ne!(exhibit, found);
    let project = project(&found, "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('tabel') }}\n");
    people(&project, [3, 12, 9], [9, 9, 9]);
    let report = project.path("reports/lille");
    let request = Request { report, as_of: None, extracts: None, disclosure: None, key: None };
    let failure = pipeline::prepare(&request, &mut Nobody).map(|_| ()).expect_err("an order that tells");
    let said: Vec<_> = failure.findings.iter().map(|finding| (finding.code, finding.message.as_str())).collect();
    assert_eq!(said, [(Code::BadValue, "where a label stands would tell of a value that the policy hides")]);
}

/// What an attack says of an output whose table of values somebody else has made.
fn attacked(project: &Project, old: &str, new: &str) -> String {
    let path = "out/lille/data/andele.csv";
    let kept = project.text(path);
    project.edit(path, old, new);
    let run = project.sporbar(&["attack", "out/lille"]).run();
    project.write(path, kept);
    assert!([0, 1].contains(&run.status), "{}{}", run.out, run.err);
    run.err
}

#[test]
fn a_mask_that_leaves_the_ends_of_an_interval_is_broken() {
    let table = exhibit("andele", "\"share\"", "interval = \"wilson\"\nshow = \"table\"");
    let project = project(&table, "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('andele') }}\n");
    people(&project, [3, 12, 30], [9, 9, 9]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    let hidden = ",Mødre,Aktive,share,,,,45,suppressed";
    // Wilson's interval of 3 of 45, by hand: 0.02293 to 0.17857. Its ends tell both numbers, whatever the flag says.
    for naive in
        [",Mødre,Aktive,share,,0.02293,0.17857,45,suppressed", ",Mødre,Aktive,share,,0.02293,0.17857,,suppressed"]
    {
        let said = attacked(&project, hidden, naive);
        assert!(
            said.contains("error[value-recoverable]: `andele` [Mødre, Aktive] share tells of few people"),
            "{said}"
        );
    }
    // Of the fathers' as well: 45 - 30 - 12.
    let said = attacked(&project, ",Fædre,Aktive,share,,,,45,", ",Fædre,Aktive,share,,0.15965,0.41039,45,");
    assert!(
        said.contains("error[value-recoverable]: `andele` [Mødre, Aktive] share is hidden and can be computed"),
        "{said}"
    );
    // A share tells of how many it is, where that is left out alone; a flag hides nothing.
    let said = attacked(&project, hidden, ",Mødre,Aktive,share,0.06666666666666667,,,,suppressed");
    assert!(said.contains("error[value-recoverable]: `andele` [Mødre, Aktive] share tells of few people"), "{said}");
}

#[test]
fn a_mask_that_leaves_a_mean_beside_its_n_tells_the_sum() {
    // Ages: the sum is the mean times how many there are.
    let value = "value = { kind = \"years\", from = \"Fødselsdato\", to = \"as_of_end\" }\nshow = \"table\"";
    let table = exhibit("alder", "[\"mean\", \"sum\"]", value);
    let project = project(&table, "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('alder') }}\n");
    people(&project, [3, 12, 30], [9, 9, 9]);
    project.sporbar(&["build", "reports/lille"]).ends(0);
    project.sporbar(&["attack", "out/lille"]).ends(0);
    let data = project.text("out/lille/data/alder.csv");
    let row = |stat: &str| {
        let row = data.lines().find(|line| line.starts_with(&format!(",Mødre,Aktive,{stat},"))).expect("a row");
        assert!(row.ends_with(",suppressed"), "{row}");
        row.to_owned()
    };
    let attacked = |old: &str, new: &str| {
        let path = "out/lille/data/alder.csv";
        project.write(path, data.replace(old, new));
        project.sporbar(&["attack", "out/lille"]).ends(1).err
    };
    for naive in [",Mødre,Aktive,mean,38.9,,,3,", ",Mødre,Aktive,mean,38.9,,,,suppressed"] {
        let said = attacked(&row("mean"), naive);
        assert!(said.contains("error[value-recoverable]: `alder` [Mødre, Aktive] mean tells of few people"), "{said}");
    }
    let said = attacked(&row("sum"), ",Mødre,Aktive,sum,116.7,,,,");
    assert!(said.contains("error[value-recoverable]: `alder` [Mødre, Aktive] mean tells of few people"), "{said}");
}

#[test]
fn a_value_is_hidden_by_exception_whether_a_count_tells_it_or_not() {
    // A median of thirty is no small group's, and no count either.
    let value = "value = { kind = \"years\", from = \"Fødselsdato\", to = \"as_of_end\" }\nshow = \"table\"";
    let table = exhibit("alder", "[\"median\", \"mean\"]", value);
    let project = project(&table, "#kapitel([Personerne], indledning: [Kort.])\n{{ vis('alder') }}\n");
    people(&project, [20, 12, 30], [9, 9, 9]);
    let policy = "differences = \"show\"";
    let exceptions: String = ["median", "mean"]
        .map(|stat| {
            format!(
                "\n[[disclosure.exception]]\nat = 'alder[Børn, Aktive].{stat}'\ndo = \"hide\"\nbecause = \"Aftalt med dem.\"\n"
            )
        })
        .concat();
    let spec = project.text(SMALL);
    let (head, rest) = spec.split_once("[extracts]").expect("the extracts");
    assert!(head.contains(policy), "{head}");
    project.write(SMALL, format!("{head}{exceptions}\n[extracts]{rest}"));
    project.sporbar(&["build", "reports/lille"]).ends(0);
    let data = project.text("out/lille/data/alder.csv");
    for stat in ["median", "mean"] {
        let row = data.lines().find(|line| line.starts_with(&format!(",Børn,Aktive,{stat},"))).expect("a row");
        assert!(row.ends_with(",suppressed") && row.contains(&format!("{stat},,,,")), "{row}");
    }
    project.sporbar(&["attack", "out/lille"]).ends(0);
}
