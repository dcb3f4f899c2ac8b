//! Statistics and their intervals are split by cause as other programs compute them of the rows in between.

use serde_json::Value as Json;

use super::{assert_explained, changes, json, list, text};
use crate::support::Project;

const SPEC: &str = "reports/lille/report.toml";

/// Ten outcomes, the day of each behind it.
const ROWS: &str = "\
nr;gruppe;sted;tal;andet;ja;vaegt;uger;slut;dag\n\
1;Indsats;A;2;1;1;1;5;Job;2018-03-01\n\
2;Indsats;A;4;3;1;2;8;Job;2018-03-01\n\
3;Indsats;B;4;2;0;1;8;;2018-03-01\n\
4;Indsats;B;5;5;1;1;12;Andet;2018-03-01\n\
5;Indsats;B;7;6;1;2;20;Job;2018-03-01\n\
6;Andre;A;9;7;0;1;3;Andet;2018-03-01\n\
7;Andre;A;11;9;0;1;8;Job;2018-03-01\n\
8;Andre;B;12;8;1;1;15;;2018-03-01\n\
9;Andre;B;14;12;0;3;20;Job;2018-03-01\n\
10;Andre;C;20;;0;1;26;;2018-03-01\n\
";

/// The sixth as it stood and as it is corrected, and an eleventh of a month that the earlier release does not cover.
const SIXTH: [&str; 2] = ["6;Andre;A;9;7;0;1;3;Andet;", "6;Andre;B;33;5;1;2;10;Job;"];
const ELEVENTH: &str = "11;Indsats;C;0;8;0;2;6;Andet;2018-11-05\n";

/// The outcomes in the earlier release, and the report as it is since.
fn released() -> Project {
    let project = Project::small();
    let schema = include_str!("../statistics/udfald.json");
    let last = "\"enum\": [\"Job\", \"Andet\"] } }";
    assert!(schema.contains(last), "the schema's last field");
    let day = ",\n    { \"name\": \"dag\", \"type\": \"date\", \"title\": \"Dag\" }";
    project.write("data-schema/udfald.json", schema.replace(last, &format!("{last}{day}")));
    project.write("reports/lille/extracts/udfald.csv", ROWS);
    let extracts = "[extracts]\nudfald  = { file = \"udfald.csv\", schema = \"udfald\" }";
    let exhibits = [include_str!("../statistics/statistics.toml"), include_str!("made_again.toml")];
    project.write(SPEC, project.text(SPEC).replace("[extracts]", extracts) + "\n" + &exhibits.concat());
    let ids = ["fordeling", "ja", "forloeb", "steder", "forloeb-log", "mere", "plads", "angivet"];
    let shown: String = ids.map(|id| format!("{{{{ vis(\"{id}\") }}}}\n")).concat();
    project.write("reports/lille/tekst.typ", project.text("reports/lille/tekst.typ") + &shown);
    project.sporbar(&["build", &project.report, "--as-of", "2018-09", "--out", "old"]).run();
    project.edit("reports/lille/extracts/udfald.csv", SIXTH[0], SIXTH[1]);
    project.write("reports/lille/extracts/udfald.csv", project.text("reports/lille/extracts/udfald.csv") + ELEVENTH);
    project
}

fn difference(project: &Project) -> Json {
    json(&project.sporbar(&["diff", "old/lille", "reports/lille", "--format", "json"]).ends(1))
}

/// Exhibit, series, x, stat; what the correction and what the new row brought to the value; the same of the ends of its interval.
type Known = (&'static str, &'static str, &'static str, &'static str, [f64; 2], Option<[[f64; 2]; 2]>);

/// Each value and interval of the four sets of rows (as they were, with the correction, with the new row, with both), averaged over both
/// orders. By numpy 2, scipy 1.17 and statsmodels 0.15: `numpy.quantile`, `scipy.stats.pearsonr` and `spearmanr`, `t.interval`, `Table2x2`,
/// `confint_proportions_2indep(method="newcomb")`, `OLS(...).fit(cov_type="cluster", use_t=True)`, `SurvfuncRight`, `CumIncidenceRight`; the
/// others, and what is told against another value, by their formulas.
const KNOWN: &[Known] = &[
    (
        "fordeling",
        "",
        "",
        "mean",
        [2.290_909_090_9, -0.909_090_909_1],
        Some([[-0.346_325_742_5, -0.741_416_307_8], [4.928_143_924_3, -1.076_765_510_3]]),
    ),
    ("fordeling", "", "", "p10", [0.0, -1.8], None),
    ("fordeling", "", "", "median", [0.5, -1.5], None),
    ("fordeling", "", "", "p75", [1.625, -0.375], None),
    ("fordeling", "", "", "sd", [3.798_934_242_7, 0.237_055_537_7], None),
    ("fordeling", "", "", "gini", [0.080_423_553_7, 0.056_914_108_6], None),
    ("fordeling", "", "", "pearson", [-0.534_972_469_9, -0.181_116_528_8], None),
    ("fordeling", "", "", "spearman", [-0.193_687_128_3, -0.283_869_542_8], None),
    ("fordeling", "", "", "smd", [0.630_110_815_6, -0.070_715_446_4], None),
    ("fordeling", "", "", "mean_difference", [-4.8, -0.733_333_333_3], None),
    (
        "ja",
        "",
        "",
        "odds_ratio",
        [-7.5, -5.5],
        Some([[-0.306_380_471_7, -0.160_433_799_5], [-172.900_969_851_9, -146.568_428_781_2]]),
    ),
    (
        "ja",
        "",
        "",
        "relative_risk",
        [-1.833_333_333_3, -0.5],
        Some([[-0.031_170_750_4, -0.130_150_507_9], [-16.707_645_788_3, -2.052_183_627_3]]),
    ),
    (
        "ja",
        "",
        "",
        "risk_difference",
        [-0.2, -0.133_333_333_3],
        Some([[-0.160_908_896, -0.092_537_585_6], [-0.112_262_966_6, -0.084_310_227_8]]),
    ),
    (
        "ja",
        "",
        "",
        "share",
        [0.095_955_882_4, -0.066_544_117_6],
        Some([[0.101_685_066_5, -0.049_754_606_9], [0.090_226_698_2, -0.083_333_628_4]]),
    ),
    ("ja", "", "", "n_eff", [0.173_195_084_5, 0.982_718_894], None),
    (
        "ja",
        "",
        "",
        "mean_difference",
        [-4.8, -0.733_333_333_3],
        Some([[-0.643_700_327, -4.246_304_170_9], [-8.956_299_673, 2.779_637_504_3]]),
    ),
    (
        "forloeb",
        "I gang",
        "8",
        "share",
        [0.095_454_545_5, -0.059_090_909_1],
        Some([[0.110_248_603_7, -0.054_523_266_8], [0.080_660_487_2, -0.063_658_551_4]]),
    ),
    (
        "forloeb-log",
        "I gang",
        "8",
        "share",
        [0.095_454_545_5, -0.059_090_909_1],
        Some([[0.072_197_476_2, -0.027_974_274_4], [0.065_121_655_7, -0.047_179_236_7]]),
    ),
    ("forloeb", "Job", "8", "share", [0.0, -0.027_272_727_3], None),
    ("forloeb", "Andet", "8", "share", [-0.095_454_545_5, 0.086_363_636_4], None),
    (
        "forloeb",
        "I gang",
        "16",
        "share",
        [-0.012_727_272_7, -0.043_030_303],
        Some([[-0.015_783_368, -0.024_466_527_3], [-0.009_671_177_5, -0.061_594_078_7]]),
    ),
    ("forloeb", "Job", "16", "share", [0.111_363_636_4, -0.032_575_757_6], None),
    ("forloeb", "Andet", "16", "share", [-0.098_636_363_6, 0.075_606_060_6], None),
    (
        "forloeb",
        "I gang",
        "24",
        "share",
        [-0.004_242_424_2, -0.014_343_434_3],
        Some([[0.001_580_311_5, 0.009_176_908_7], [-0.010_065_16, -0.037_863_777_4]]),
    ),
    ("forloeb", "Job", "24", "share", [0.102_878_787_9, -0.061_262_626_3], None),
    ("forloeb", "Andet", "24", "share", [-0.098_636_363_6, 0.075_606_060_6], None),
    ("steder", "Tal", "A", "mean", [-0.833_333_333_3, 0.0], None),
    ("steder", "Tal", "A", "part", [-0.143_668_831_2, 0.0], None),
    ("steder", "Tal", "A", "difference", [-3.124_242_424_2, 0.909_090_909_1], None),
    ("plads", "Tal", "A", "rank_least", [-1.0, 0.0], None),
    ("steder", "Tal", "B", "mean", [4.1, 0.0], None),
    ("steder", "Tal", "B", "index", [279.638_009_049_8, 0.0], None),
    ("steder", "Tal", "B", "met", [1.0, 0.0], None),
    ("steder", "Tal", "B", "part", [0.192_370_129_9, 0.0], None),
    ("steder", "Tal", "B", "rank", [-0.5, -0.5], None),
    ("steder", "Tal", "B", "difference", [1.809_090_909_1, 0.909_090_909_1], None),
    ("steder", "Tal", "B", "met_told", [-1.0, 0.0], None),
    ("steder", "Tal", "C", "mean", [0.0, -10.0], None),
    ("steder", "Tal", "C", "index", [40.723_981_900_5, 0.0], None),
    ("steder", "Tal", "C", "part", [-0.048_701_298_7, 0.0], None),
    ("steder", "Tal", "C", "rank", [0.5, 0.5], None),
    ("steder", "Tal", "C", "difference", [-2.290_909_090_9, -9.090_909_090_9], None),
    ("plads", "Tal", "C", "rank_least", [1.0, 0.0], None),
    ("steder", "Tal", "I alt", "mean", [2.290_909_090_9, -0.909_090_909_1], None),
    ("steder", "Tal", "I alt", "index", [320.361_990_950_2, 0.0], None),
    ("steder", "Tal", "I alt", "met", [1.0, 0.0], None),
    ("steder", "Tal", "B", "change", [2.796_380_090_5, 0.0], None),
    ("steder", "Tal", "B", "sum_of_two", [24.0, 0.0], None),
    ("steder", "Tal", "B", "moving", [12.0, 0.0], None),
    ("steder", "Tal", "I alt", "change", [1.2, 0.0], None),
    ("steder", "Tal", "I alt", "sum_of_two", [24.0, 0.0], None),
    ("steder", "Tal", "I alt", "moving", [12.0, 0.0], None),
    ("steder", "Tal", "C", "change", [-0.209_523_809_5, 0.0], None),
    ("steder", "Tal", "C", "sum_of_two", [33.0, 0.0], None),
    ("steder", "Tal", "C", "moving", [16.5, 0.0], None),
    (
        "mere",
        "",
        "",
        "share_std",
        [0.070_833_333_3, -0.020_833_333_3],
        Some([[0.102_929_779_7, -0.016_034_244_9], [0.038_736_886_9, -0.025_632_421_8]]),
    ),
    (
        "mere",
        "",
        "",
        "share",
        [0.095_454_545_5, -0.05],
        Some([[0.040_929_610_6, -0.274_663_724_9], [0.149_979_480_3, 0.174_663_724_9]]),
    ),
    (
        "mere",
        "",
        "",
        "weighted_mean",
        [3.040_633_753_5, -1.288_532_913_2],
        Some([[-0.010_109_419_6, -1.377_094_706_7], [6.091_376_926_6, -1.199_971_119_6]]),
    ),
    (
        "mere",
        "",
        "",
        "ratio",
        [0.142_161_663_1, -0.034_567_460_2],
        Some([[-0.084_285_524_7, -0.024_798_272_8], [0.368_608_850_9, -0.044_336_647_6]]),
    ),
    ("mere", "", "", "smd_share", [-0.559_181_302_6, -0.386_118_501_2], None),
    ("angivet", "Tal", "Seks", "value", [24.0, 0.0], Some([[17.0, 0.0], [31.0, 0.0]])),
];

#[test]
fn values_and_intervals_are_split_as_other_programs_have_them() {
    let project = released();
    let told = difference(&project);
    assert_explained(&told);
    let changes = changes(&told);
    let near = |told: &Json, [correction, new]: [f64; 2], what: &str| {
        let part = |cause: &str| told.get(cause).map_or(0.0, |part| part.as_f64().expect("a number"));
        let parts = [part("late-corrections"), part("new-periods")];
        let is = |(told, known): (f64, f64)| (told - known).abs() <= 1e-9 * known.abs().max(1.0);
        assert!(parts.into_iter().zip([correction, new]).all(is), "{what}: {told} is not {correction} and {new}");
    };
    for (id, series, x, stat, parts, ends) in KNOWN {
        let what = format!("{id} {series} {x} {stat}");
        let is = |(of, change): &&(&str, &Json)| {
            of == id && change["series"] == *series && change["x"] == *x && change["stat"] == *stat
        };
        let (_, change) = changes.iter().find(is).unwrap_or_else(|| panic!("{what} does not differ"));
        assert_eq!(change["shared"], false, "{what}");
        near(&change["parts"], *parts, &what);
        let Some([lower, upper]) = ends else { continue };
        near(&change["interval"]["lower"], *lower, &format!("{what}, lower"));
        near(&change["interval"]["upper"], *upper, &format!("{what}, upper"));
    }
    // Nothing that differs is left out of the list, and no end is left unsplit.
    for (id, change) in changes.iter().filter(|(id, _)| *id != "personer") {
        let known = |known: &&Known| {
            (known.0, known.1, known.2, known.3)
                == (*id, text(&change["series"]), text(&change["x"]), text(&change["stat"]))
        };
        let same = change["change"] == 0.0 && change["interval"].is_null();
        let gone_or_come = change["change"].is_null();
        assert!(KNOWN.iter().any(|one| known(&one)) || same || gone_or_come, "{id}: {change}");
        let interval = &change["interval"];
        assert!(interval.is_null() || interval["not-split"].is_null() || gone_or_come, "{id}: {change}");
    }
    // A rank is moved by those whom it is told among.
    let (_, rank) = changes
        .iter()
        .find(|(id, change)| *id == "steder" && change["x"] == "C" && change["stat"] == "rank")
        .expect("the rank of C");
    let causes: Vec<&Json> = list(&rank["observations"]).iter().flat_map(|one| list(&one["causes"])).collect();
    assert!(causes.contains(&&Json::from("late-corrections")), "{rank}");
}

/// What resembles, classes and what is ranked within stand in the record as seals, and an end as the series that is called so.
#[test]
fn no_text_of_a_row_gets_into_the_record_by_a_statistic() {
    let project = released();
    let record = |id: &str| project.text(&format!("old/lille/audit/record/exhibit-{id}.js"));
    let mere = record("mere");
    assert!(mere.contains("\"classes\":{\"texts\":[\"S-") && mere.contains("\"clusters\":{\"texts\":[\"S-"), "{mere}");
    assert!(!mere.contains("\"texts\":[\"kort") && !mere.contains("\"texts\":[\"A\""), "{mere}");
    // The series of the first part is no end, so that its observations only tell that they ended; those of the second are.
    let forloeb = record("forloeb");
    assert!(forloeb.contains("\"ended\":{\"texts\":[\"\"]"), "{forloeb}");
    assert!(forloeb.contains("\"ended\":{\"texts\":[\"Job\",\"Andet\"]"), "{forloeb}");
    assert!(
        !record("fordeling").contains("\"ended\":") && !record("steder").contains("\"group\":"),
        "what is not taken is not there"
    );
}

/// The record of an earlier program has none of it: nothing is made up, and that is said.
#[test]
fn what_an_earlier_program_did_not_record_is_shared_and_said() {
    let project = released();
    let path = "old/lille/audit/record/exhibit-ja.js";
    let text = project.text(path);
    let mut told: Json = {
        let body = text.split_once(", ").expect("a call").1.trim_end().trim_end_matches(");");
        serde_json::from_str(body).expect("JSON")
    };
    for part in told["parts"].as_array_mut().expect("parts") {
        part.as_object_mut().expect("a part").remove("beside");
    }
    for recipe in told["recipes"].as_array_mut().expect("recipes") {
        recipe.as_object_mut().expect("a recipe").remove("is");
    }
    let call = text.split_once(", ").expect("a call").0;
    project.write(path, format!("{call}, {told});\n"));
    let difference = difference(&project);
    assert_explained(&difference);
    let (_, odds) = changes(&difference)
        .into_iter()
        .find(|(id, change)| *id == "ja" && change["stat"] == "odds_ratio")
        .expect("the odds ratio");
    assert_eq!(
        (&odds["shared"], &odds["interval"]["not-split"]),
        (&Json::from(true), &Json::from("more-than-recorded"))
    );
    assert_eq!(odds["parts"], serde_json::json!({ "new-periods": -6.5, "late-corrections": -6.5 }));
    let run = project.sporbar(&["diff", "old/lille", "reports/lille", "--all"]).ends(1);
    assert!(
        run.out.contains("shared equally: no order of the causes leads from the old number to the new"),
        "{}",
        run.out
    );
    let reason = "not split by cause: a release's record does not have all that it is computed from";
    assert!(run.out.contains(reason), "{}", run.out);
}
