//! Developments and how they are worded: series that turn, what is told by its ends alone, and forecasts.

use sporbar::claim::{Exhibit, Policy, Verdict};
use sporbar::value::{Disclosed, Stat, Value};

use super::{judged, refuted, value, values, verdict};
use crate::support::Project;

/// A series of sums over years from 2016 on; none where there is nothing to say.
fn series(numbers: &[Option<f64>]) -> Disclosed {
    let row = |(at, number): (usize, &Option<f64>)| {
        let x = (2016 + at).to_string();
        let row = value(["", "Udgift", &x], Stat::Sum, number.unwrap_or_default(), 10);
        Value { value: *number, ..row }
    };
    values(numbers.iter().enumerate().map(row).collect())
}

fn of(numbers: &[f64]) -> Disclosed {
    series(&numbers.iter().map(|number| Some(*number)).collect::<Vec<_>>())
}

fn says(text: &str, values: &Disclosed) -> Verdict {
    verdict(text, &[Exhibit::new("fig", values)])
}

#[test]
fn a_series_peaks_bottoms_or_turns() {
    let up_down = of(&[28_319.0, 31_290.0, 28_457.0, 26_981.0]);
    assert_eq!(says("fig[*] peaks and fig[*] turns and not (fig[*] bottoms)", &up_down), Verdict::Holds);
    let down_up = of(&[3.0, 2.0, 2.0, 4.0]);
    assert_eq!(says("fig[*] bottoms and fig[*] turns and not (fig[*] peaks)", &down_up), Verdict::Holds);
    let twice = of(&[1.0, 3.0, 2.0, 4.0]);
    assert_eq!(says("fig[*] turns and not (fig[*] peaks) and not (fig[*] bottoms)", &twice), Verdict::Holds);
    let level = of(&[2.0, 2.0, 2.0]);
    assert_eq!(says("not (fig[*] turns) and not (fig[*] peaks)", &level), Verdict::Holds);
    // A rise alone is no peak, however high it ends; nor is a fall.
    for one_way in [of(&[1.0, 2.0, 3.0]), of(&[3.0, 2.0, 1.0])] {
        assert_eq!(
            says("not (fig[*] peaks) and not (fig[*] bottoms) and not (fig[*] turns)", &one_way),
            Verdict::Holds
        );
    }
}

#[test]
fn what_refutes_a_turn_is_told() {
    let twice = of(&[1.0, 3.0, 2.0, 4.0]);
    let why = refuted("fig[*] peaks", &[Exhibit::new("fig", &twice)]);
    assert!(why.contains("`fig[*]` rises from 2 to 4 between 2018 and 2019"), "{why}");
    let rising = of(&[1.0, 2.0, 3.0]);
    let why = refuted("fig[*] peaks", &[Exhibit::new("fig", &rising)]);
    assert!(why.contains("goes from 1 to 3 without turning"), "{why}");
}

#[test]
fn a_missing_number_leaves_a_turn_open_unless_those_there_decide_it() {
    let undecided =
        |text: &str, numbers: &[Option<f64>]| matches!(says(text, &series(numbers)), Verdict::Undecidable { .. });
    assert!(undecided("fig[*] peaks", &[Some(1.0), Some(2.0), None]));
    assert!(undecided("fig[*] peaks", &[Some(1.0), Some(2.0), Some(1.0), None]));
    assert!(undecided("fig[*] turns", &[Some(1.0), Some(2.0), None]));
    // It has turned already, and whatever comes takes that back.
    assert_eq!(says("fig[*] turns", &series(&[Some(1.0), Some(2.0), Some(1.0), None])), Verdict::Holds);
    // Down and up again is no peak, whatever is missing.
    let back = series(&[Some(2.0), Some(3.0), Some(1.0), Some(2.0), None]);
    assert!(matches!(says("fig[*] peaks", &back), Verdict::Refuted { .. }));
}

/// What a claim by the ends leaves unseen.
fn between(text: &str, values: &Disclosed) -> Vec<String> {
    let judged = judged(text, &[Exhibit::new("fig", values)], Policy::Flag).expect("names that are there");
    judged.checks[0].turns_between.clone()
}

#[test]
fn ends_are_doubted_where_the_series_goes_further_between_them() {
    let up_down = of(&[28_319.0, 31_290.0, 28_457.0, 26_981.0]);
    for text in [
        "fig[last] < fig[first]",
        "fig[first] - fig[last] > 1_000",
        "change(fig[first], fig[last]) > -10 %",
        "fig[2016] > fig[2019] and fig[last] > 0",
    ] {
        let seen = between(text, &up_down);
        assert_eq!(seen.len(), 1, "{text}");
        assert!(seen[0].contains("between them it rises to 31290 at 2017"), "{}", seen[0]);
    }
    // Whoever looks at the whole, or at other places than the ends, or at one place alone, is not doubted.
    for text in [
        "fig[last] < fig[first] and fig[*] peaks",
        "fig[last] < fig[2017]",
        "max(fig[*]) > fig[first] and max(fig[*]) > fig[last]",
        "fig[last] < fig[first] and fig[2017] > fig[last]",
        "fig[last] > 1_000 and fig[first] > 1_000",
        "max(fig[*]) - fig[last] > 0",
    ] {
        assert!(between(text, &up_down).len() <= usize::from(text.starts_with("fig[last] > 1_000")), "{text}");
        assert!(between(text, &up_down).is_empty(), "{text}");
    }
    // A series of one value, or of two, has nothing between.
    assert!(between("fig[last] = fig[first]", &of(&[1.0])).is_empty());
    assert!(between("fig[last] > fig[first]", &of(&[1.0, 2.0])).is_empty());
    // A little more between the ends than at them is no other story.
    assert!(between("fig[last] > fig[first]", &of(&[10.0, 9.0, 20.0, 40.0])).is_empty());
    assert!(between("fig[last] ≈ fig[first] within 5 %", &of(&[100.0, 103.0, 100.0])).is_empty());
    assert_eq!(between("fig[last] ≈ fig[first] within 5 %", &of(&[100.0, 130.0, 100.0])).len(), 1);
}

const SPEC: &str = "reports/lille/report.toml";

/// The small report with a claim about its numbers, of which the exhibit says what they are.
fn worded(nature: &str, claim: &str) -> Project {
    let project = Project::small();
    project.edit(SPEC, "among      = \"counted\"", &format!("among      = \"counted\"\n{nature}"));
    let text = project.text(SPEC);
    let claim = format!("{text}\n[[claim]]\nid = \"boern\"\nthat = \"personer[Børn, Aktive] > 0\"\n{claim}\n");
    project.write(SPEC, claim);
    project.edit("reports/lille/tekst.typ", "{{ vis(", "{{ siger(\"boern\") }}\n\n{{ vis(");
    project
}

const RESULT: &str = "sentence = \"Der er børn med.\"";
const EXPECTED: &str = "mood = \"expected\"\nsentence = \"Der ventes at komme børn med.\"";

#[test]
fn a_forecast_cannot_be_worded_as_a_result() {
    for nature in [
        "nature = \"forecast\"",
        "nature = { labels = { \"Aktive\" = \"forecast\" } }",
        "nature = { labels = { \"Børn\" = \"forecast\", \"Voksne\" = \"estimated\" } }",
        "nature = { from = \"Aktive\", is = \"forecast\" }",
    ] {
        let run = worded(nature, RESULT).sporbar(&["build", "reports/lille"]).ends(1);
        let said = "error[forecast-as-result]: the claim `boern` is worded as a result, and its numbers are a forecast";
        assert!(run.err.contains(said), "{nature}: {}", run.err);
        assert!(run.err.contains("say mood = \"expected\""), "{}", run.err);
        worded(nature, EXPECTED).build();
    }
    let run = worded("nature = \"forecast\"", "mood = \"estimate\"\nsentence = \"Det skønnes.\"");
    let run = run.sporbar(&["check", "reports/lille"]).ends(1);
    assert!(run.err.contains("is worded as an estimate"), "{}", run.err);
    worded("nature = \"estimated\"", "mood = \"estimate\"\nsentence = \"Det skønnes.\"").build();
    // What is only forecast elsewhere in the exhibit does not matter.
    worded("nature = { labels = { \"I alt\" = \"forecast\" } }", RESULT).build();
}

#[test]
fn a_sentence_that_is_no_result_says_so_in_its_words() {
    let run = worded("nature = \"forecast\"", "mood = \"expected\"\nsentence = \"Der er børn med.\"");
    let run = run.sporbar(&["check", "reports/lille"]).ends(1);
    assert!(run.err.contains("no word of its sentence says so"), "{}", run.err);
}

#[test]
fn an_expectation_that_has_come_about_is_told() {
    let run = worded("", EXPECTED).sporbar(&["build", "reports/lille"]).ends(0);
    assert!(
        run.err.contains("warning[result-as-forecast]: the claim `boern` is worded as what is expected"),
        "{}",
        run.err
    );
}

#[test]
fn the_nature_of_numbers_follows_a_column_of_the_observations() {
    let column = |rest: &str| format!("nature = {{ column = \"Rolle\", {rest} }}");
    worded(&column("observed = [\"barn\"], forecast = [\"mor\", \"far\"]"), RESULT).build();
    let run = worded(&column("observed = [\"mor\", \"far\"], forecast = [\"barn\"]"), RESULT);
    assert!(run.sporbar(&["check", "reports/lille"]).ends(1).err.contains("forecast-as-result"));
    let run = worded(&column("forecast = [\"mor\"]"), RESULT).sporbar(&["check", "reports/lille"]).run();
    assert!(run.err.contains("holds a text that `nature` does not name"), "{}", run.err);
    assert!(!run.err.contains("barn"), "what a cell holds has no place in a message: {}", run.err);
    let run = worded("nature = { column = \"Role\", forecast = [\"mor\"] }", RESULT);
    let run = run.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("have no column `Role`"), "{}", run.err);
}

#[test]
fn natures_that_are_badly_stated_are_told() {
    for (nature, told) in [
        ("nature = \"guessed\"", "cannot be `guessed`"),
        ("nature = { labels = { \"Børne\" = \"forecast\" } }", "did you mean `Børn`?"),
        ("nature = { from = \"Aktive\" }", "`from` does not say what the numbers are"),
        ("nature = { column = \"Rolle\" }", "nothing says which texts of the column are what"),
        ("nature = { serie = \"x\" }", "has no key `serie`"),
    ] {
        let run = worded(nature, RESULT).sporbar(&["check", "reports/lille"]).ends(2);
        assert!(run.err.contains(told), "{nature}: {}", run.err);
    }
}

#[test]
fn words_follow_what_a_number_is() {
    let project = worded(
        "nature = { labels = { \"Aktive\" = \"forecast\" } }",
        "mood = \"expected\"\nsentence = \"{{ v('personer', series='Børn', x='Aktive') | antal }} børn {{ efter_art(v('personer', series='Børn', x='Aktive'), 'er', 'skønnes at være', 'ventes at blive') }} med; i alt {{ efter_art(v('personer', series='Børn', x='I alt'), 'er', 'skønnes', 'ventes') }} det {{ v('personer', series='Børn', x='I alt') | antal }}.\"",
    );
    project.build();
    let index = project.text("out/lille/audit/record/index.js");
    assert!(index.contains("1 børn ventes at blive med; i alt er det 2."), "{index}");
    assert!(index.contains("\"nature\":\"forecast\""), "{index}");
}

#[test]
fn tables_and_key_numbers_mark_what_is_not_observed() {
    let project = worded("nature = { labels = { \"Aktive\" = \"forecast\" } }", EXPECTED);
    project.edit(SPEC, "chart      = { kind = \"grouped-columns\", unit = \"personer\" }", "show       = \"table\"");
    project.build();
    let pdf = &project.output()["report.pdf"];
    let text = pdf_extract::extract_text_from_mem(pdf).expect("the PDF's text");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Ventet: endnu ikke opgjort."), "{words}");
    assert!(words.contains("2*") && words.contains("1*") && !words.contains("3*"), "{words}");
    project.sporbar(&["verify", "out/lille"]).ends(0);
}

#[test]
fn a_course_has_words_and_places() {
    let project = Project::with("reports/assens-statusmaaling");
    let sentence = "{%- set f = forloeb('fig-13', series='Gruppe 1') -%}{{ f.ord }}: {{ f.vej }}, højest {{ f.hoejest.x }}, lavest {{ f.lavest.x }}, fra {{ f.foerste.x }} til {{ f.sidste.x }}; {{ forloeb('fig-11', series='Gruppe 2').vej }}; {{ forloeb('fig-17', series='Gruppe 2').vej }}; {{ forloeb('fig-12', series='Gruppe 1').vej }}";
    let spec = "reports/assens-statusmaaling/report.toml";
    let text = project.text(spec);
    project.write(
        spec,
        format!(
            "{text}\n[[claim]]\nid = \"forloeb\"\nthat = \"fig-13[Gruppe 1, *] peaks\"\nsentence = \"{sentence}\"\n"
        ),
    );
    project.sporbar(&["build", "reports/assens-statusmaaling"]).run();
    let index = project.text("out/assens-statusmaaling/audit/record/index.js");
    let said =
        "steget først og faldet siden: top, højest 2017H2, lavest 2018H2, fra 2017H1 til 2018H2; op; bund; svinger";
    assert!(index.contains(said), "the sentence is not in the record");
}
