//! The definition of an exhibit changes when, and only when, what decides its values does.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sporbar::audit::definitions;

use crate::support::repository;

/// A spec with something of every kind that an exhibit can rest on, in blocks that may stand in any order.
const SPEC: &[&str] = &[
    "[report]\ntitle = 'Prøve'\nas-of = '2018-12'",
    "[disclosure]\npolicy = 'publish-all'\nbecause = 'Ingen personer'",
    "[extracts]\nborgere = { file = 'borgere.csv', schema = 'borgere' }\nydelser = { file = 'ydelser.csv', schema = 'ydelser' }\nsager = { schema = 'sager', file = 'sager.csv' }\nfit = { file = 'fit.csv', schema = 'fit' }\nsatser = { file = 'satser.csv', schema = 'satser' }",
    "[persons]\nextract = 'borgere'\nid = 'CPR-nr.'\nfamily = 'Familie'\nenters = 'Ind'\nleaves = 'Ud'",
    "[populations.alle]\nwhere = 'start_month < as_of'",
    "[populations.alle.columns]\nalder = 'EXTRACT(YEAR FROM Ind) - 2000'\nstatus = { state = 'grov', tell = 'at-start' }\nantal_sager = { rows = 'sager', where = 'alder > 3' }\nubrugt = 'LOWER(Rolle)'",
    "[populations.voksne]\nfrom = 'alle'\nwhere = \"Rolle <> 'barn' AND gruppe IS NOT NULL\"",
    "[populations.boern]\nfrom = 'alle'\nwhere = \"Rolle = 'barn'\"",
    "[groups.gruppe]\nof = 'alle'\nlabels = { 'Gruppe 1' = 'alder < 30', 'Gruppe 2' = 'TRUE' }",
    "[groups.anden]\nof = 'alle'\nlabels = { 'Ja' = 'active', 'Nej' = 'TRUE' }",
    "[states.ydelse]\nspells = 'ydelser'\nvalue = 'kategori'\nrule = 'month-end'\nties = ['latest-start', 'listed-first']\norder = ['A', 'B']\nmissing = 'Ukendt'",
    "[states.grov]\nof = 'ydelse'\nlabels = { 'AB' = ['A', 'B'] }",
    "[states.trin]\nmissing = 'nej'\nfirst-of = [{ label = 'ja', state = 'grov', is = ['AB'] }, { label = 'sag', spells = 'sager', rule = 'any-day' }]",
    "[sequences.serier]\nof = 'fit'\nby = ['klient']\norder = 'dato'\ncolumns = { foerste = 'FIRST(ors)', sidste = 'LAST(ors)' }",
    "[calculations.case]\nyears = { of = 'satser', column = 'aar' }\nsource = 'kilde'\nindex.post = { of = 'satser', column = 'post' }",
    "[calculations.case.inputs]\nsats = { of = 'satser', value = 'sats', by = { post = 'post' }, unit = 'kr' }\nantal = { of = 'satser', value = 'antal', unit = 'persons' }\nrate = { of = 'satser', value = 'rate', unit = 'share' }",
    "[calculations.case.quantities]\nudgift = { is = 'sats * antal', unit = 'kr*persons' }\ni_alt = { is = 'sum(udgift, post)', unit = 'kr*persons' }\nandet = { is = 'antal * rate', unit = 'persons' }",
    "[parameters]\naeldre = { value = 10, unit = 'år', source = 'projektet' }\nulaest = { value = 7, unit = 'år', source = 'ingen' }",
    "[calculations.case.ranges]\nsats = { low = 'lav', high = 'hoej', because = 'Et skøn' }\nrate = { low = 'lav_rate', high = 'hoej_rate' }",
    "[tones]\n'A' = 'deep'",
    "[[exhibit]]\nid = 'antal'\ntitle = 'Antal'\npopulation = 'boern'\nmeasure = { kind = 'tally' }\nseries = { 'Ældre' = 'alder >= 10', 'Yngre' = 'alder < @aeldre' }\nstat = 'count'\nshow = 'table'\nsource = 'Prøve'",
    "[[exhibit]]\nid = 'tilstand'\ntitle = 'Tilstand'\npopulation = 'voksne'\nmeasure = { kind = 'composition', state = 'trin', over = 'months', since = '2018-01' }\nseries = 'state'\nx = 'period'\nstat = 'share'\nchart = { kind = 'lines', unit = 'af de voksne' }\nsource = 'Prøve'",
    "[[exhibit]]\nid = 'sager'\ntitle = 'Sager'\nmeasure = { kind = 'records', of = 'sager' }\nseries = { 'Sager' = 'antal_sager > 0' }\npopulation = 'alle'\nstat = 'count'\nshow = 'numbers'\nsource = 'Prøve'",
    "[[exhibit]]\nid = 'serier'\ntitle = 'Serier'\nmeasure = { of = 'serier', kind = 'records' }\nshow = 'table'\nsource = 'Prøve'\n[[exhibit.part]]\nvalue = 'sidste'\nnorm = 0.20\nstat = 'mean'\nseries = { 'A' = 'TRUE' }\n[[exhibit.part]]\nvalue = '1'\nstat = 'count'\nseries = { 'B' = 'TRUE' }",
    "[[exhibit]]\nid = 'beregnet'\ntitle = 'Beregnet'\nmeasure = { kind = 'calculation', of = 'case', show = { 'I alt' = 'i_alt' } }\nstat = 'sum'\nshow = 'table'\nsource = 'Prøve'",
    "[[exhibit]]\nid = 'foelsom'\ntitle = 'Følsom'\nmeasure = { kind = 'sensitivity', of = 'case', show = { 'I alt' = 'i_alt' } }\nseries = 'assumption'\nstat = ['low', 'high']\nshow = 'table'\nsource = 'Prøve'",
    "[[exhibit]]\nid = 'spurgt'\ntitle = 'Spurgt'\nshow = 'table'\nsource = 'Prøve'\nstat = 'count'\nmeasure = { kind = 'sql', query = '''\nSELECT b.person AS unit, 1 AS value\nFROM boern AS b JOIN fit AS f ON b.status = f.status\n''' }",
];

const IDS: [&str; 7] = ["antal", "beregnet", "foelsom", "sager", "serier", "spurgt", "tilstand"];

fn spec() -> String {
    SPEC.join("\n\n")
}

fn hashes(spec: &str) -> BTreeMap<String, String> {
    definitions(spec).into_iter().map(|(id, definition)| (id, definition.sha256())).collect()
}

/// The exhibits whose definition changes when `old`, which stands once in the spec, is replaced by `new`.
fn changed(old: &str, new: &str) -> Vec<String> {
    let spec = spec();
    assert_eq!(spec.matches(old).count(), 1, "«{old}» stands once");
    let (before, after) = (hashes(&spec), hashes(&spec.replace(old, new)));
    assert_eq!(before.len(), IDS.len());
    before.into_iter().filter(|(id, hash)| after.get(id) != Some(hash)).map(|(id, _)| id).collect()
}

#[test]
fn a_rule_changes_those_that_use_it_however_indirectly_and_no_others() {
    let of_persons = ["antal", "sager", "spurgt", "tilstand"].as_slice();
    let cases: &[(&str, &str, &[&str])] = &[
        ("policy = 'publish-all'", "policy = 'other'", &IDS),
        ("leaves = 'Ud'", "leaves = 'Udmeldt'", of_persons),
        ("schema = 'borgere'", "schema = 'borgere-2'", of_persons),
        ("start_month < as_of", "start_month <= as_of", of_persons),
        // The column is in the first exhibit's keys, and in the groups that the adults are picked by; the cases' filter has it.
        ("EXTRACT(YEAR FROM Ind) - 2000", "EXTRACT(YEAR FROM Ind) - 2001", &["antal", "sager", "tilstand"]),
        ("Rolle = 'barn'", "Rolle = 'Barn'", &["antal", "spurgt"]),
        ("'Gruppe 1' = 'alder < 30'", "'Gruppe 1' = 'alder < 31'", &["tilstand"]),
        // The first label that fits is taken, so that their order is part of the rule.
        (
            "'Gruppe 1' = 'alder < 30', 'Gruppe 2' = 'TRUE'",
            "'Gruppe 2' = 'TRUE', 'Gruppe 1' = 'alder < 30'",
            &["tilstand"],
        ),
        ("'Ja' = 'active'", "'Ja' = 'NOT active'", &[]),
        ("ubrugt = 'LOWER(Rolle)'", "ubrugt = 'UPPER(Rolle)'", &[]),
        // A state of a state of a state; and by way of a column that a query joins on.
        ("value = 'kategori'", "value = 'type'", &["spurgt", "tilstand"]),
        ("missing = 'nej'", "missing = 'Nej'", &["tilstand"]),
        ("['latest-start', 'listed-first']", "['listed-first', 'latest-start']", &["spurgt", "tilstand"]),
        ("schema = 'ydelser'", "schema = 'ydelser-2'", &["spurgt", "tilstand"]),
        ("where = 'alder > 3'", "where = 'alder > 4'", &["sager"]),
        ("schema = 'sager'", "schema = 'sager-2'", &["sager", "tilstand"]),
        ("schema = 'fit'", "schema = 'fit-2'", &["serier", "spurgt"]),
        ("LAST(ors)", "MAX(ors)", &["serier"]),
        ("FIRST(ors)", "MIN(ors)", &[]),
        ("norm = 0.20", "norm = 0.21", &["serier"]),
        ("value = '1'", "value = '2'", &["serier"]),
        ("value = 'sats'", "value = 'sats * 2'", &["beregnet", "foelsom"]),
        ("'sats * antal'", "'sats * antal * 2'", &["beregnet", "foelsom"]),
        (
            "index.post = { of = 'satser', column = 'post' }",
            "index.post = { of = 'satser', column = 'post2' }",
            &["beregnet", "foelsom"],
        ),
        ("column = 'aar'", "column = 'aar2'", &["beregnet", "foelsom"]),
        ("'antal * rate'", "'antal / rate'", &[]),
        ("value = 'rate'", "value = 'rate / 100'", &[]),
        ("low = 'lav'", "low = 'lavest'", &["foelsom"]),
        ("low = 'lav_rate'", "low = 'lavest'", &[]),
        ("because = 'Et skøn'", "because = 'Et bud'", &[]),
        ("b.status = f.status", "b.status <> f.status", &["spurgt"]),
        ("b.status = f.status", "b.alder = f.status", &["spurgt"]),
        ("over = 'months'", "over = 'years'", &["tilstand"]),
        ("value = 10", "value = 11", &["antal"]),
        ("value = 7", "value = 8", &[]),
        ("source = 'projektet'", "source = 'en anden'", &[]),
    ];
    for (old, new, expected) in cases {
        assert_eq!(changed(old, new), *expected, "{old} -> {new}");
    }
}

#[test]
fn words_looks_months_and_files_are_no_part_of_it() {
    for (old, new) in [
        ("title = 'Antal'", "title = 'Hvor mange'"),
        (
            "chart = { kind = 'lines', unit = 'af de voksne' }",
            "chart = { kind = 'stacked-columns', unit = 'voksne', order = ['ja'] }",
        ),
        ("show = 'numbers'", "show = 'table'"),
        ("show = 'numbers'", "number = '2.1'\ntable = { corner = 'Sager' }"),
        ("as-of = '2018-12'", "as-of = '2019-06'"),
        ("title = 'Prøve'", "title = 'En prøve'"),
        ("because = 'Ingen personer'", "because = 'Ingen'"),
        ("file = 'borgere.csv'", "file = 'borgere-2019.csv'"),
        ("source = 'kilde'", "source = 'ophav'"),
        ("'A' = 'deep'", "'A' = 'teal'"),
        // The same in other TOML: a number, a text over more lines, another table.
        ("norm = 0.20", "norm = 2e-1"),
        ("'EXTRACT(YEAR FROM Ind) - 2000'", "'''\n    EXTRACT(YEAR FROM Ind)\n    - 2000'''"),
        ("\"Rolle = 'barn'\"", "\"Rolle\\u0020= 'barn'\""),
        (
            "antal = { of = 'satser', value = 'antal', unit = 'persons' }",
            "antal.value = 'antal'\nantal.unit = 'persons'\nantal.of = 'satser'",
        ),
    ] {
        assert_eq!(changed(old, new), Vec::<String>::new(), "{old} -> {new}");
    }
    let renamed = hashes(&spec().replace("title = 'Sager'", "title = 'Sagerne'"));
    assert_eq!(renamed, hashes(&spec()));
}

#[test]
fn its_pieces_are_named_by_their_place() {
    let all = definitions(&spec());
    let pieces: Vec<&str> = all["spurgt"].pieces().keys().map(String::as_str).collect();
    let expected = [
        "disclosure",
        "exhibit",
        "extracts.borgere",
        "extracts.fit",
        "extracts.ydelser",
        "persons",
        "populations.alle",
        "populations.alle.columns.status",
        "populations.boern",
        "states.grov",
        "states.ydelse",
    ];
    assert_eq!(pieces, expected);
    assert_eq!(all["antal"].pieces()["populations.boern"], r#"{"from" = "alle", "where" = "Rolle = 'barn'"}"#);
}

#[test]
fn every_exhibit_of_every_report_has_one_of_its_own() {
    for folder in ["reports", "tests/reports"] {
        let folders = std::fs::read_dir(repository().join(folder)).expect("the reports");
        for report in folders {
            let text = std::fs::read_to_string(report.expect("a report").path().join("report.toml")).expect("a spec");
            let hashes = hashes(&text);
            assert_eq!(hashes.len(), text.matches("[[exhibit]]").count());
        }
    }
}

/// A block with its lines in another order, where they stand for keys of one table, and with comments.
fn stirred(block: &str, turn: usize) -> String {
    let mut lines: Vec<&str> = block.split('\n').collect();
    // Texts over several lines and parts have an order of their own.
    if !block.contains("'''") && !block.contains("[[exhibit.part]]") {
        let keys = lines.len() - 1;
        lines[1..].rotate_left(turn % keys);
        if turn.is_multiple_of(2) {
            lines[1..].reverse();
        }
        return format!("# {turn}\n\n{}   # til sidst", lines.join("\n"));
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The order of tables, of keys, comments and blank lines decide nothing.
    #[test]
    fn where_things_stand_decides_nothing(
        order in Just((0..SPEC.len()).collect::<Vec<_>>()).prop_shuffle(),
        turn in 0usize..12,
    ) {
        let blocks: Vec<String> = order.iter().map(|at| stirred(SPEC[*at], turn)).collect();
        prop_assert_eq!(hashes(&blocks.join("\n\n")), hashes(&spec()));
    }
}
