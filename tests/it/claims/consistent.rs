//! Disagreements that real publications have, put in as values: each must be found. And nothing is found in values that agree.

use std::ops::Range;

use sporbar::claim::{Ends, Exhibit, Part, Verdict, consistency};
use sporbar::diagnostic::{Code, Severity};
use sporbar::value::{Disclosed, Stat, Value};

use super::{expected, messages, refuted, seen, value, values, verdict};

pub(super) fn part(rows: Range<usize>) -> Part {
    Part {
        rows,
        stated: false,
        weighted: false,
        repeated: false,
        ends: Ends::None,
        shared_out: false,
        adds_up: None,
        totals: Vec::new(),
        base: None,
    }
}

/// The findings of one exhibit: severity, code and message.
pub(super) fn found(exhibit: Exhibit<'_>) -> Vec<(Severity, Code, String)> {
    let consistency = consistency("report.toml", &[exhibit]);
    consistency
        .findings
        .iter()
        .map(|finding| (finding.severity, finding.code, format!("{} {}", finding.message, finding.help.join(" "))))
        .collect()
}

/// A value that says another number than its count gives.
pub(super) fn printed(keys: [&str; 3], stat: Stat, number: f64, numerator: f64, n: u64) -> Value {
    Value { value: Some(number), ..value(keys, stat, numerator, n) }
}

#[test]
fn values_that_agree_are_left_alone() {
    let exhibits = expected("assens-statusmaaling");
    let mut seen = seen(&exhibits);
    for exhibit in &mut seen {
        if ["fig-01", "fig-02", "fig-03", "fig-04", "fig-06", "fig-07", "fig-09"].contains(&exhibit.id) {
            exhibit.parts = vec![Part { shared_out: true, ..part(0..exhibit.values.rows.len()) }];
        }
        if exhibit.id == "maalgruppe" {
            exhibit.parts = vec![Part { adds_up: Some(true), ..part(0..12) }];
            exhibit.note = Some("N = 37 familier. Uden tal: N er ikke altid det samme.");
        }
    }
    let consistency = consistency("report.toml", &seen);
    assert!(consistency.findings.is_empty(), "{}", messages(&consistency.findings));
    // By hand: 22+7+4+29+13+11+2+11 = 99 at the start, 24+16+4+20+4+18+4+9 = 99 at the end; 48+36+15 = 99.
    let sums: Vec<(&str, &str, i64)> =
        consistency.rounding.iter().map(|one| (one.exhibit.as_str(), one.x.as_str(), one.sum)).collect();
    assert_eq!(sums, [("fig-01", "start", 99), ("fig-01", "seneste", 99), ("fig-04", "", 99)]);
}

#[test]
fn shares_that_leave_someone_out_are_found() {
    // 13 % and 84 % are 97 %: the one who moved back is left out.
    let rows = ["Progression", "Uændret, selvforsørgende", "Uændret, offentlig forsørgelse"];
    let rows = rows
        .iter()
        .zip([6.0, 12.0, 26.0])
        .map(|(series, count)| value(["", series, ""], Stat::Share, count, 45))
        .collect();
    let figure = values(rows);
    let mut exhibit = Exhibit::new("fig-02", &figure);
    exhibit.parts = vec![Part { shared_out: true, ..part(0..3) }];
    let found = found(exhibit);
    let [(Severity::Error, Code::TotalMismatch, message)] = &found[..] else { panic!("{found:?}") };
    assert!(message.contains("add up to 97.8 %, not to 100 %"), "{message}");
}

#[test]
fn counts_that_do_not_reach_their_n_are_found() {
    let figure =
        values(vec![value(["", "Ja", "1"], Stat::Count, 30.0, 37), value(["", "Nej", "1"], Stat::Count, 6.0, 37)]);
    let mut exhibit = Exhibit::new("fig-03", &figure);
    exhibit.parts = vec![Part { shared_out: true, ..part(0..2) }];
    let found = found(exhibit);
    assert!(
        matches!(&found[..], [(Severity::Error, Code::TotalMismatch, message)] if message.contains("36, not to the 37")),
        "{found:?}"
    );
}

#[test]
fn totals_that_are_not_their_parts_are_found() {
    // Gladsaxe, table 1.3: the mothers are 55 and 57 printed; both are 91 and 126 printed. The fathers are 34.
    let categories = ["Job- og uddannelsesparat", "Aktivitetsparat", "Varig", "Selvforsørget", "Alle"];
    let counts = [("Far", [0u32, 6, 0, 28, 34]), ("Mor", [22, 17, 5, 13, 57 + 2]), ("Begge", [25, 19, 6, 41, 126])];
    let rows = counts.iter().flat_map(|(facet, counts)| {
        categories
            .iter()
            .zip(counts)
            .map(|(series, count)| value([facet, series, ""], Stat::Count, f64::from(*count), u64::from(*count)))
    });
    let table = values(rows.collect());
    let mut exhibit = Exhibit::new("tab-1-3", &table);
    exhibit.parts = vec![Part { adds_up: Some(true), ..part(0..15) }];
    let found = found(exhibit);
    let messages: Vec<&str> = found.iter().map(|(_, _, message)| message.as_str()).collect();
    assert!(found.iter().all(|(severity, code, _)| (*severity, *code) == (Severity::Error, Code::TotalMismatch)));
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert!(messages[0].contains("Mor, Alle is 59, and its parts add up to 57"), "{messages:?}");
    assert!(messages[1].contains("Begge, Alle is 126, and its parts add up to 91"), "{messages:?}");
}

#[test]
fn totals_that_slip_are_doubted_though_nothing_is_known_of_them() {
    // Gladsaxe, table 1.6, and 5.2, whose total is one off.
    let functions = ["3.22", "5.28", "5.57", "5.58", "5.68", "I alt"];
    let sums = [
        ("Børn", [274_360.0, 775_431.0, 0.0, 0.0, 0.0, 1_049_870.0]),
        ("Voksne", [0.0, 598_077.0, 3_563_188.0, 485_911.0, 393_754.0, 5_041_020.0]),
        ("Familier", [274_360.0, 1_373_508.0, 3_563_188.0, 485_911.0, 393_754.0, 6_090_777.0]),
    ];
    let rows = sums.iter().flat_map(|(facet, sums)| {
        functions.iter().zip(sums).map(|(series, sum)| value([facet, series, ""], Stat::Sum, *sum, 79))
    });
    let table = values(rows.collect());
    let doubted = found(Exhibit::new("tab-1-6", &table));
    assert_eq!(doubted.len(), 3);
    assert!(doubted.iter().all(|(severity, code, _)| (*severity, *code) == (Severity::Warning, Code::TotalMismatch)));
    for (at, parts) in ["1049791", "5040930", "6090721"].iter().enumerate() {
        assert!(doubted[at].2.contains(parts), "{doubted:?}");
    }
    let areas = [
        "Skat af indkomst",
        "Sociale foranstaltninger",
        "Efterværn",
        "Grundskole",
        "Ungdomsuddannelse",
        "Omkostninger",
        "I alt",
    ];
    let present = [104_555.0, 4_673_983.0, -8_331.0, 179_394.0, -6_795.0, -3_424_102.0, 1_518_705.0];
    let table = values(areas.iter().zip(present).map(|(area, sum)| value(["", area, ""], Stat::Sum, sum, 1)).collect());
    let found = found(Exhibit::new("tab-5-2", &table));
    assert!(matches!(&found[..], [(Severity::Warning, _, message)] if message.contains("1518704")), "{found:?}");
}

#[test]
fn a_total_of_labels_that_overlap_is_not_doubted() {
    // Silkeborg: all 57 have a status, and 18 of them ties as well. Assens: those with a measure first are some of all.
    let rows = [
        ("Kontanthjælp", 36.0),
        ("Uddannelseshjælp", 5.0),
        ("Øvrige", 16.0),
        ("I alt", 57.0),
        ("Med tilknytning", 18.0),
    ];
    let table =
        values(rows.iter().map(|(series, count)| value(["", series, "2016-04-01"], Stat::Count, *count, 57)).collect());
    assert_eq!(found(Exhibit::new("tab-tilknytning", &table)), []);
    let overlap = [("Mentor", 10.0), ("Praktik", 12.0), ("I alt", 15.0)];
    let table =
        values(overlap.iter().map(|(series, count)| value(["", series, ""], Stat::Count, *count, 15)).collect());
    assert_eq!(found(Exhibit::new("tab", &table)), []);
}

#[test]
fn shares_that_do_not_follow_from_their_counts_are_found() {
    // Silkeborg prints 31.5 % for 18 of 57, and Gladsaxe 17.7 % of 34 fathers.
    let table = values(vec![
        value(["", "Med tilknytning", "2016-04-01"], Stat::Count, 18.0, 57),
        printed(["", "Med tilknytning", "2016-04-01"], Stat::Share, 0.315, 18.0, 57),
    ]);
    let found_ties = found(Exhibit::new("tab-tilknytning", &table));
    let [(Severity::Error, Code::ShareMismatch, message)] = &found_ties[..] else { panic!("{found_ties:?}") };
    assert!(
        message.contains("is 31.5 %, and 18 of 57 is 31.6 %") && message.contains("no whole number of 57 is 31.5 %"),
        "{message}"
    );
    let table = values(vec![printed(["Far", "Aktivitetsparat", ""], Stat::Share, 0.177, 6.0, 34)]);
    let found_fathers = found(Exhibit::new("tab-1-3", &table));
    assert!(
        matches!(&found_fathers[..], [(_, Code::ShareMismatch, message)] if message.contains("17.6 %")),
        "{found_fathers:?}"
    );
    // A claim that quotes the printed percentage is told the same.
    let ties = vec![("tab".to_owned(), values(vec![value(["", "Med tilknytning", ""], Stat::Share, 18.0, 57)]))];
    assert!(
        refuted("tab[] = 31.5 % as printed", &seen(&ties)).ends_with("when it is rounded; no whole number of 57 is")
    );
    assert!(refuted("tab[] = 33.3 % as printed", &seen(&ties)).ends_with("when it is rounded"));
    // A count and a share of it that count differently; a share of an amount is none of this.
    let table = values(vec![value(["", "A", ""], Stat::Count, 3.0, 86), value(["", "A", ""], Stat::Share, 4.0, 86)]);
    assert!(matches!(&found(Exhibit::new("tab", &table))[..], [(_, Code::ShareMismatch, _)]));
    let table = values(vec![
        value(["", "BUF", ""], Stat::Sum, 1_000.5, 612),
        printed(["", "BUF", ""], Stat::Share, 0.25, 1_000.5, 612),
    ]);
    assert_eq!(found(Exhibit::new("fig-forvaltninger", &table)), []);
}

#[test]
fn the_same_people_are_as_many_everywhere() {
    // Gladsaxe: figure 4.12 says 73 children in 2018, and 4.13 says 64.
    let figures = [73u64, 64].map(|n| values(vec![value(["", "Børn", "2018"], Stat::Share, 10.0, n)]));
    let mut exhibits = vec![Exhibit::new("fig-4-12", &figures[0]), Exhibit::new("fig-4-13", &figures[1])];
    for exhibit in &mut exhibits {
        exhibit.parts = vec![Part { base: Some("boern_i_2018".to_owned()), ..part(0..1) }];
    }
    let found = consistency("report.toml", &exhibits).findings;
    let said = messages(&found);
    assert!(
        found.len() == 1 && said.contains("count-mismatch") && said.contains("rests on 64") && said.contains("on 73"),
        "{said}"
    );
}

#[test]
fn the_n_in_a_note_is_the_n_computed() {
    // Gladsaxe, figure 4.1: 90 parents are said, and the early families have 38.
    let figure = values(vec![
        value(["", "Forældre", "før"], Stat::Share, 20.0, 38),
        value(["", "Forældre", "efter"], Stat::Share, 21.0, 38),
    ]);
    let with = |note: &'static str| Exhibit { note: Some(note), ..Exhibit::new("fig-4-1", &figure) };
    let wrong = found(with("N\u{a0}=\u{a0}90. De tidlige familier."));
    assert!(
        matches!(&wrong[..], [(Severity::Error, Code::CountMismatch, message)] if message.contains("N = 90") && message.contains("38")),
        "{wrong:?}"
    );
    assert_eq!(found(with("N = 38.")), []);
    assert_eq!(found(with("Ingen tal her.")), []);
    let figure = values(vec![value(["", "Borgere", ""], Stat::Count, 2823.0, 2823)]);
    let thousands = |note: &'static str| Exhibit { note: Some(note), ..Exhibit::new("fig-4-6", &figure) };
    assert_eq!(found(thousands("N = 2.823.")), []);
    assert_eq!(found(thousands("N=2.832.")).len(), 1);
}

#[test]
fn values_that_cannot_be_are_found() {
    let one = value(["", "A", ""], Stat::Share, 3.0, 10);
    let cases = [
        Value { suppressed: true, ..one.clone() },
        Value { value: Some(f64::NAN), ..one.clone() },
        Value { lower: Some(0.4), upper: Some(0.6), ..one.clone() },
        value(["", "A", ""], Stat::Share, 11.0, 10),
        value(["", "A", ""], Stat::Share, 2.5, 10),
        printed(["", "A", ""], Stat::Share, 0.5, 0.0, 0),
        printed(["", "A", ""], Stat::Mean, 0.5, 0.0, 0),
    ];
    for case in cases {
        let alone = values(vec![case]);
        let found = found(Exhibit::new("fig", &alone));
        assert!(matches!(&found[..], [(Severity::Error, Code::ImpossibleValue, _)]), "{alone:?}: {found:?}");
    }
    let good =
        values(vec![Value { lower: Some(0.2), upper: Some(0.4), ..one }, value(["", "B", ""], Stat::Share, 0.0, 0)]);
    assert_eq!(found(Exhibit::new("fig", &good)), []);
}

/// Declared checks find what no rule can know of.
#[test]
fn declared_checks_find_the_disagreements_of_the_publications() {
    let one = |series: &str, stat: Stat, number: f64| value(["", series, ""], stat, number, 1);
    // København: at least 25,000 + 132,500 + 427,500 a family for 612 families is no 350 million.
    let costs = values(vec![
        one("Administration", Stat::Mean, 25_000.0),
        one("Overførsler", Stat::Mean, 132_500.0),
        one("Tilbud", Stat::Mean, 427_500.0),
    ]);
    let families = values(vec![
        one("Familier", Stat::Count, 612.0),
        one("Voksne", Stat::Count, 796.0),
        one("Enlige forsørgere", Stat::Count, 423.0),
    ]);
    // Rødovre: 12.5 % of those who finished against those fewer on benefits.
    let table = |series: &str, numbers: [f64; 5]| {
        numbers
            .iter()
            .enumerate()
            .map(|(at, number)| value(["", series, &(at + 1).to_string()], Stat::Mean, *number, 1))
            .collect::<Vec<_>>()
    };
    let mut effect = table("Afsluttede forløb", [13.0, 31.0, 55.0, 73.0, 92.0]);
    effect.extend(table("Færre kontanthjælpsmodtagere", [2.0, 4.0, 7.0, 10.0, 14.0]));
    let effect = values(effect);
    let balance = values(
        [-2_300.0, -3_800.0, -4_300.0, -4_000.0, -2_700.0, -1_400.0, -100.0]
            .iter()
            .enumerate()
            .map(|(at, sum)| value(["", "Balance", &(at + 1).to_string()], Stat::Sum, *sum, 1))
            .collect(),
    );
    // Gladsaxe, table 4.2: effects and relative effects of the active courses.
    let effects = values(vec![
        one("Effekt, egen", Stat::Mean, 0.48),
        one("Relativ effekt, egen", Stat::Mean, -0.28),
        one("Effekt, andre", Stat::Mean, 0.55),
        one("Relativ effekt, andre", Stat::Mean, -0.22),
    ]);
    // Assens: figure 10 has 13 children, and figure 20 twelve of the same families.
    let ten = values(vec![value(["", "Børn", "6"], Stat::Mean, 7.0, 13)]);
    let twenty = values(vec![value(["", "Barn", "0"], Stat::Mean, 300_000.0, 12)]);
    let exhibits: Vec<(String, Disclosed)> = [
        ("fig-ydelsestype", costs),
        ("tab-familier", families),
        ("tab-1", effect),
        ("fig-balance", balance),
        ("tab-4-2", effects),
        ("fig-10", ten),
        ("fig-20", twenty),
    ]
    .map(|(id, values)| (id.to_owned(), values))
    .into();
    let seen = seen(&exhibits);
    let total = refuted(
        "fig-ydelsestype[Administration + Overførsler + Tilbud] * tab-familier[Familier] < 350_000_000 kr",
        &seen,
    );
    assert!(total.contains("358020000"), "{total}");
    let alone = refuted("tab-familier[Enlige forsørgere] ≥ 2 * tab-familier[Familier] - tab-familier[Voksne]", &seen);
    assert!(alone.contains("423") && alone.contains("428"), "{alone}");
    let fewer =
        refuted("all(round(12.5 % * tab-1[Afsluttede forløb, *], 1) = tab-1[Færre kontanthjælpsmodtagere, *])", &seen);
    assert_eq!(fewer.lines().count(), 2, "{fewer}");
    assert!(
        fewer.contains("is 9, not equal to") && fewer.contains("is 12, not equal to") && fewer.contains("at 5"),
        "{fewer}"
    );
    assert!(refuted("fig-balance[7] ≥ 0", &seen).contains("-100"));
    let norm = r#"tab-4-2["Effekt, egen"] - tab-4-2["Relativ effekt, egen"] ≈ tab-4-2["Effekt, andre"] - tab-4-2["Relativ effekt, andre"] within 0.005"#;
    assert!(refuted(norm, &seen).contains("0.76") && refuted(norm, &seen).contains("0.77"));
    assert!(refuted("fig-20[0].n = fig-10[6].n", &seen).contains("12, not equal to `fig-10[6].n`, which is 13"));
    assert_eq!(verdict("fig-20[0].n ≤ fig-10[6].n", &seen), Verdict::Holds);
}
