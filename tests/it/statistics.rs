//! Statistics of the registry in a report: values, intervals and `n` against scipy and statsmodels, and what is refused.

use sporbar::diagnostic::Code;
use sporbar::estimate::{IntervalKind, Need, REGISTRY};
use sporbar::locale::Language;
use sporbar::value::Stat;

use crate::support::{Project, Row, repository, rows};

const SPEC: &str = "reports/lille/report.toml";

/// Ten outcomes.
const ROWS: &str = "\
nr;gruppe;sted;tal;andet;ja;vaegt;uger;slut\n\
1;Indsats;A;2;1;1;1;5;Job\n\
2;Indsats;A;4;3;1;2;8;Job\n\
3;Indsats;B;4;2;0;1;8;\n\
4;Indsats;B;5;5;1;1;12;Andet\n\
5;Indsats;B;7;6;1;2;20;Job\n\
6;Andre;A;9;7;0;1;3;Andet\n\
7;Andre;A;11;9;0;1;8;Job\n\
8;Andre;B;12;8;1;1;15;\n\
9;Andre;B;14;12;0;3;20;Job\n\
10;Andre;C;20;;0;1;26;\n\
";

/// The small report with the outcomes and the exhibits of `statistics.toml`, edited.
fn project(edit: impl Fn(String) -> String) -> Project {
    let project = Project::small();
    project.write("data-schema/udfald.json", include_str!("statistics/udfald.json"));
    project.write("reports/lille/extracts/udfald.csv", ROWS);
    let extracts = "[extracts]\nudfald  = { file = \"udfald.csv\", schema = \"udfald\" }";
    let spec = project.text(SPEC).replace("[extracts]", extracts)
        + "\n"
        + &edit(include_str!("statistics/statistics.toml").to_owned());
    project.write(SPEC, spec);
    let exhibits = ["fordeling", "ja", "forloeb", "steder"].map(|id| format!("{{{{ vis(\"{id}\") }}}}\n"));
    project.write("reports/lille/tekst.typ", project.text("reports/lille/tekst.typ") + &exhibits.concat());
    project
}

/// A value, its interval and its `n`.
type Known = (&'static str, &'static str, &'static str, f64, Option<(f64, f64)>, u32);

/// By numpy 2, scipy 1.17 and statsmodels 0.15: `numpy.quantile`, `scipy.stats.pearsonr` and `spearmanr`, `t.interval`,
/// `Table2x2`, `confint_proportions_2indep(method="newcomb")`, `OLS(...).fit(cov_type="cluster", use_t=True)`, `DescrStatsW`,
/// `SurvfuncRight`, `CumIncidenceRight`; gini, the standardised difference and what is told against another by their formulas.
const KNOWN: &[(&str, &[Known])] = &[
    (
        "fordeling",
        &[
            ("", "", "mean", 8.8, Some((4.827_066_915_984_693, 12.772_933_084_015_309)), 10),
            ("", "", "p10", 3.8, None, 10),
            ("", "", "median", 8.0, None, 10),
            ("", "", "p75", 11.75, None, 10),
            ("", "", "sd", 5.553_777_493_242_275, None, 10),
            ("", "", "gini", 0.331_818_181_818_181_85, None, 10),
            ("", "", "pearson", 0.970_075_532_525_568_3, None, 9),
            ("", "", "spearman", 0.979_088_068_244_195_9, None, 9),
            ("", "", "smd", -2.715_738_959_332_817, None, 10),
            ("", "", "mean_difference", -8.8, None, 10),
        ],
    ),
    (
        "ja",
        &[
            ("", "", "odds_ratio", 16.0, Some((0.721_526_307_441_161_4, 354.803_417_920_941_4)), 10),
            ("", "", "relative_risk", 4.0, Some((0.656_584_981_115_545_6, 24.368_513_536_230_765)), 10),
            ("", "", "risk_difference", 0.6, Some((-0.000_284_683_347_553_937_87, 0.831_614_086_761_76)), 10),
            ("", "", "share", 0.5, Some((0.157_077_737_403_192_14, 0.842_922_262_596_807_8)), 10),
            ("", "", "n_eff", 8.166_666_666_666_666, None, 10),
            ("", "", "missing", 1.0, None, 10),
            ("", "", "mean_difference", -8.8, Some((-18.115_218_317_768_644, 0.515_218_317_768_635_4)), 10),
        ],
    ),
    (
        "forloeb",
        &[
            ("I gang", "0", "share", 1.0, Some((1.0, 1.0)), 10),
            ("I gang", "8", "share", 0.6, Some((0.296_363_685_148_401_6, 0.903_636_314_851_598_3)), 8),
            ("I gang", "16", "share", 0.48, Some((0.158_661_528_757_825_08, 0.801_338_471_242_174_9)), 3),
            ("I gang", "24", "share", 0.16, Some((-0.117_550_093_168_157_45, 0.437_550_093_168_157_5)), 1),
            ("Job", "0", "share", 0.0, None, 10),
            ("Job", "8", "share", 0.3, None, 8),
            ("Job", "16", "share", 0.3, None, 3),
            ("Job", "24", "share", 0.62, None, 1),
            ("Andet", "0", "share", 0.0, None, 10),
            ("Andet", "8", "share", 0.1, None, 8),
            ("Andet", "16", "share", 0.22, None, 3),
            ("Andet", "24", "share", 0.22, None, 1),
            ("Halvdelen", "Median", "uger", 12.0, None, 10),
        ],
    ),
    // A: 2, 4, 9, 11; B: 4, 5, 7, 12, 14; C: 20. Sums 26, 42, 20; means 6.5, 8.4, 20; together 88 of 10.
    (
        "steder",
        &[
            ("Tal", "A", "mean", 6.5, None, 4),
            ("Tal", "B", "mean", 8.4, None, 5),
            ("Tal", "C", "mean", 20.0, None, 1),
            ("Tal", "I alt", "mean", 8.8, None, 10),
            ("Tal", "A", "rank", 3.0, None, 4),
            ("Tal", "B", "rank", 2.0, None, 5),
            ("Tal", "C", "rank", 1.0, None, 1),
            ("Tal", "A", "difference", -2.3, None, 4),
            ("Tal", "B", "difference", -0.4, None, 5),
            ("Tal", "C", "difference", 11.2, None, 1),
            ("Tal", "A", "index", 100.0, None, 4),
            ("Tal", "B", "index", 161.538_461_538_461_53, None, 5),
            ("Tal", "C", "index", 76.923_076_923_076_92, None, 1),
            ("Tal", "I alt", "index", 338.461_538_461_538_45, None, 10),
            ("Tal", "A", "met", 0.0, None, 4),
            ("Tal", "B", "met", 0.0, None, 5),
            ("Tal", "C", "met", 1.0, None, 1),
            ("Tal", "I alt", "met", 0.0, None, 10),
            ("Tal", "B", "moving", 34.0, None, 9),
            ("Tal", "C", "moving", 31.0, None, 6),
            ("Tal", "A", "part", 0.295_454_545_454_545_47, None, 10),
            ("Tal", "I alt", "part", 1.0, None, 10),
            // A and B are ranked among each other, and C alone.
            ("Tal", "A", "rank_alike", 1.0, None, 2),
            ("Tal", "B", "rank_alike", 2.0, None, 2),
            ("Tal", "C", "rank_alike", 1.0, None, 1),
            // B is to be 9 at most, the others at least.
            ("Tal", "A", "met_told", 0.0, None, 4),
            ("Tal", "B", "met_told", 1.0, None, 5),
            ("Tal", "C", "met_told", 1.0, None, 1),
        ],
    ),
];

#[test]
fn values_are_those_of_other_programs() {
    let project = project(|spec| spec);
    project.build();
    let output = project.output();
    for (id, known) in KNOWN {
        let got = rows(&output[&format!("data/{id}.csv")]);
        for (series, x, stat, value, interval, n) in *known {
            let Row { numbers, n: units, .. } = &got[&["", series, x, stat].map(str::to_owned)];
            let wanted = [Some(*value), interval.map(|ends| ends.0), interval.map(|ends| ends.1)];
            let near = |(got, wanted): (&Option<f64>, &Option<f64>)| match (got, wanted) {
                (Some(got), Some(wanted)) => (got - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
                (got, wanted) => got.is_none() && wanted.is_none(),
            };
            assert!(numbers.iter().zip(&wanted).all(near), "{id} {series} {x} {stat}: {numbers:?} {wanted:?}");
            assert_eq!(*units, n.to_string(), "{id} {series} {x} {stat}");
        }
    }
    // The first place has none before it, a total has no rank, and places taken together begin where there are enough.
    let steder = rows(&output["data/steder.csv"]);
    let has = |x: &str, stat: &str| steder.contains_key(&["", "Tal", x, stat].map(str::to_owned));
    assert_eq!(
        [("A", "change"), ("I alt", "rank"), ("A", "sum_of_two"), ("B", "sum_of_two")].map(|(x, stat)| has(x, stat)),
        [false, false, false, true]
    );
}

/// Places that stand by their values are told against each other as those that stand by name are: the total has no rank, and is not
/// one among the others.
#[test]
fn a_total_has_no_rank_whatever_order_the_places_stand_in() {
    let ordered = |order: &str| {
        let places = "{ \"A\" = \"sted = 'A'\", \"B\" = \"sted = 'B'\", \"C\" = \"sted = 'C'\", \"I alt\" = \"TRUE\" }";
        let found = format!("{{ column = \"sted\", order = \"{order}\", total = \"I alt\" }}");
        let project = project(|spec| {
            let along =
                spec.lines().filter(|line| !["change", "sum_of", "moving"].iter().any(|one| line.starts_with(one)));
            let spec = along.collect::<Vec<_>>().join("\n");
            spec.replace(places, &found).replace("{ is = \"rank\", from = \"I alt\" }", "\"rank\"")
        });
        project.build();
        rows(&project.output()["data/steder.csv"])
    };
    let (by_name, by_value) = (ordered("name"), ordered("value"));
    let of = |rows: &std::collections::BTreeMap<[String; 4], Row>, x: &str, stat: &str| {
        rows.get(&["", "Tal", x, stat].map(str::to_owned)).and_then(|row| row.numbers[0])
    };
    let ranks = |rows: &_| ["A", "B", "C", "I alt"].map(|x| of(rows, x, "rank"));
    assert_eq!(ranks(&by_value), [Some(3.0), Some(2.0), Some(1.0), None]);
    assert_eq!(ranks(&by_name), ranks(&by_value));
    assert_eq!(by_name.keys().collect::<Vec<_>>(), by_value.keys().collect::<Vec<_>>());
}

#[test]
fn the_page_has_every_statistic() {
    let page = std::fs::read_to_string(repository().join("docs/spec-statistics.md")).expect("the documentation");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| `") && !line.starts_with("| `stat` |"))
        .map(|line| line.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect())
        .collect();
    let row = |name: &str| {
        let cell = format!("`{name}`");
        let own: Vec<&Vec<&str>> = rows.iter().filter(|row| row[0] == cell && row.len() >= 5).collect();
        assert_eq!(own.len(), 1, "docs/spec-statistics.md has not one row of its own for {cell}");
        assert!(own[0][1..4].iter().all(|cell| !cell.is_empty()), "{cell} lacks what it is, its formula or its source");
        own[0]
    };
    let coded = |words: Vec<&str>| words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let danish = |message: &'static str| Language::default().say(message, &[]);
    for statistic in REGISTRY {
        let row = row(statistic.name);
        // The formula in words says the other way round too.
        let formula = statistic.formula.said(danish);
        let formula = formula.split(", eller").next().unwrap_or_default();
        assert_eq!(row[2], format!("`{formula}`"), "{}", statistic.name);
        let source = danish(statistic.source);
        let years = source.split(|letter: char| !letter.is_ascii_digit());
        for year in years.filter(|year| year.len() == 4 && ("1850".."2100").contains(year)) {
            // Pages are numbers too: those of a range stand beside a hyphen.
            let is_page = source.contains(&format!("{year}-")) || source.contains(&format!("-{year}"));
            assert!(is_page || row[3].contains(year), "{} lacks its source of {year}", statistic.name);
        }
        let interval = |kind: &IntervalKind| {
            IntervalKind::NAMES.into_iter().find(|(_, known)| known == kind).map(|(name, _)| name)
        };
        assert_eq!(row[5], coded(statistic.intervals.iter().filter_map(interval).collect()), "{}", statistic.name);
        let need = |need: &Need| match need {
            Need::With => "with",
            Need::Versus => "versus",
            Need::Event => "event",
            Need::Cell => "cell",
            Need::Weight => "weight",
            Need::Along => "x",
            Need::From => "from",
            Need::Steps => "steps",
            Need::Goal => "at-least",
            Need::Rolling => "rolling",
        };
        for need in statistic.needs.iter().map(need) {
            assert!(row[4].contains(&format!("`{need}`")), "{} needs `{need}`", statistic.name);
        }
    }
    for stat in Stat::ALL {
        row(stat.name());
    }
    let names = REGISTRY.iter().map(|statistic| statistic.name).chain(Stat::ALL.map(Stat::name));
    assert_eq!(rows.iter().filter(|row| row.len() >= 5).count(), names.count(), "a row is of no statistic");
}

#[test]
fn what_a_statistic_rests_on_can_be_traced() {
    let project = project(|spec| spec);
    let traced = |exhibit: &str, keys: &[&str]| {
        let call = [&["trace", "reports/lille", exhibit], keys].concat();
        project.sporbar(&call).ends(0).out
    };
    let text = traced("steder", &["--series", "Tal", "--x", "A"]);
    assert!(text.contains("v − u") && text.contains("-2.3"), "{text}");
    let text = traced("ja", &[]);
    assert!(text.contains("Gruppens (a) 4") && text.contains("De andre (n₀) 5"), "{text}");
}

#[test]
fn what_cannot_be_told_is_refused() {
    for (old, new, code, text) in [
        // A name that says something else than what is computed.
        ("mean       = \"mean\"", "mean_median = \"mean\"", Code::BadValue, "says `median`, and it is `mean`"),
        ("mean       = \"mean\"", "share = \"mean\"", Code::BadValue, "says `share`, and it is `mean`"),
        ("mean       = \"mean\"", "mean = \"medain\"", Code::BadValue, "did you mean `median`?"),
        ("mean       = \"mean\"", "Mean = \"mean\"", Code::BadValue, "cannot be a stat's name"),
        // What a statistic needs.
        ("with     = \"andet\"\n", "", Code::MissingKey, "`pearson` needs `with`"),
        ("is = \"n_eff\", weight = \"vaegt\"", "is = \"n_eff\"", Code::MissingKey, "`n_eff` needs `weight`"),
        (
            "is = \"difference\", from = \"I alt\"",
            "is = \"difference\"",
            Code::MissingKey,
            "needs what it is told from",
        ),
        (
            "is = \"difference\", from = \"I alt\"",
            "is = \"difference\", from = \"Ialt\"",
            Code::UnknownName,
            "no `Ialt`",
        ),
        ("is = \"met\", at-least = 9", "is = \"met\"", Code::MissingKey, "needs what it is told from"),
        ("steps = 1", "steps = 0", Code::MissingKey, "told from itself"),
        // Intervals that are not of it, and what nothing uses.
        (
            "is = \"n_eff\", weight",
            "is = \"n_eff\", interval = \"t\", weight",
            Code::BadValue,
            "nothing that this interval",
        ),
        (
            "event    = \"slut\"",
            "event    = \"slut\"\nversus   = \"ja = 1\"",
            Code::BadValue,
            "nothing here uses `versus`",
        ),
        (
            "interval = \"t\"\nshow",
            "interval = \"t\"\nper = \"unit\"\nshow",
            Code::BadValue,
            "`median` is of the observations themselves, and not per anything",
        ),
        (
            "is = \"difference\", from = \"I alt\"",
            "is = \"difference\", of = \"median\", per = \"unit\", from = \"I alt\"",
            Code::BadValue,
            "`median` is of the observations themselves",
        ),
        ("rolling = 2", "rolling = 1", Code::BadValue, "`rolling` is 2 or more"),
        ("of = \"sum\", rolling = 2", "of = \"sum\"", Code::MissingKey, "`moving_mean` needs what it is told from"),
        ("of = \"sum\", rolling = 2", "of = \"mean\", rolling = 2", Code::MissingKey, "`mean` is neither"),
        ("within = \"sted = 'C'\"", "within = \"ja\"", Code::BadValue, "of several classes to be ranked in"),
        (
            "at-least = \"CASE WHEN sted IN ('A', 'C') THEN 9 END\"",
            "at-least = \"tal\"",
            Code::BadValue,
            "tell of 4 goals",
        ),
        ("at-least = \"CASE WHEN sted IN ('A', 'C') THEN 9 END\"", "at-least = \"sted\"", Code::SqlType, "at-least"),
        ("is = \"rank_least\", ", "is = \"median\", ", Code::BadValue, "says `rank`"),
        // What the data do not allow.
        ("\"Andet\" = \"TRUE\"", "\"Andre\" = \"TRUE\"", Code::UndeclaredCategory, "end with Andet"),
        ("first = 0, last = 24, every = 8", "\"start\" = \"TRUE\"", Code::BadValue, "`start` is no number along x"),
        ("first = 0, last = 24", "first = 24, last = 0", Code::BadValue, "no numbers from `first` to `last`"),
        ("is = \"odds_ratio\",", "is = \"odds_ratio\", value = \"tal\",", Code::BadValue, "neither 0 nor 1"),
        ("value = \"uger\" }", "value = \"0 - uger\" }", Code::BadValue, "below zero"),
        // A mistake in what all of an exhibit's statistics share is told once.
        ("value = \"ja\" }", "value = \"jaa\" }", Code::SqlColumn, "1 error"),
    ] {
        let project = project(|spec| {
            assert!(spec.contains(old), "{old}");
            spec.replacen(old, new, 1)
        });
        let run = project.sporbar(&["check", "reports/lille"]).run();
        let said = format!("{}{}", run.out, run.err);
        assert!(said.contains(code.id()) && said.contains(text), "{new}: {said}");
    }
}

#[test]
fn what_would_tell_of_hidden_values_is_refused() {
    const RANKING: &str = "\n[[exhibit]]\nid = \"rangliste\"\ntitle = \"Efter værdi\"\nmeasure = { kind = \"rows\", of = \"udfald\" }\n\
                           x = { column = \"sted\", order = \"value\" }\nstat = \"count\"\nshow = \"table\"\nsource = \"Udfald\"\n";
    const HIDING: &str =
        "policy = \"suppress\"\nbecause = \"Få.\"\nminimum = 3\nunanimous = \"show\"\ndifferences = \"show\"\n";
    let by_size = RANKING
        .replace("rangliste", "stoerrelse")
        .replace("Efter værdi", "Efter størrelse")
        .replace("\"value\"", "\"size\"");
    // A difference of what is one person's own is no less than that.
    let project = project(|spec| {
        spec.replace("of = \"sum\", from = \"A\"", "of = \"greatest\", from = \"A\"") + RANKING + &by_size
    });
    let refused = |call: &[&str]| {
        let run = project.sporbar(call).run();
        let said = format!("{}{}", run.out, run.err);
        assert!(said.contains("`greatest` could tell what the policy hides"), "{said}");
        let by_place = said.matches("where a label stands would tell of a value that the policy hides").count();
        assert_eq!(by_place, 2, "by value and by size: {said}");
    };
    // The policy that a call chooses is asked of as the spec's own is.
    let spec = project.text(SPEC);
    project.write(SPEC, format!("{spec}\n[disclosure.other.suppress]\n{HIDING}"));
    let all_is_published = project.sporbar(&["check", "reports/lille"]).run();
    let said = format!("{}{}", all_is_published.out, all_is_published.err);
    assert!(!said.contains("the policy hides"), "{said}");
    refused(&["check", "reports/lille", "--disclosure", "suppress"]);
    refused(&["build", "reports/lille", "--disclosure", "suppress"]);

    let own = "policy    = \"publish-all\"\nsynthetic = true\nbecause   = \"Ingen levende personer indgår.\"\n";
    assert!(spec.contains(own), "the policy of the spec");
    project.write(SPEC, spec.replacen(own, &format!("{HIDING}synthetic = true\n"), 1));
    refused(&["check", "reports/lille"]);
}
