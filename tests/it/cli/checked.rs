//! `check` finds all that a build finds, and writes nothing.

use crate::support::Project;

/// Lets `break_it` break a small report, and sees that a check says word for word what a build says, ends as it does, and
/// writes nothing; what it says holds `wanted`.
fn both_find(wanted: &[&str], break_it: impl Fn(&Project)) {
    let project = Project::small();
    break_it(&project);
    let checked = project.sporbar(&["check", &project.report]).ends(2);
    assert!(!project.path("out").exists(), "a check writes nothing");
    let built = project.sporbar(&["build", &project.report]).ends(2);
    assert_eq!(checked.err, built.err);
    for code in wanted {
        assert!(checked.err.contains(code), "{code} in\n{}", checked.err);
    }
}

#[test]
fn a_template_that_is_missing() {
    both_find(&["template-missing"], |project| {
        project.edit("reports/lille/report.toml", "\"statusmaaling\"", "\"statusmaling\"");
    });
}

#[test]
fn a_layout_that_is_wrong_is_not_told_to_be_missing() {
    let project = Project::small();
    project.edit("data-schema/projektregister-borgere.json", "\"type\": \"date\"", "\"type\": \"dato\"");
    project.edit(
        "reports/lille/report.toml",
        "[[exhibit]]",
        "[views.voksne]\nof = \"borgere\"\nwhere = \"Rolle <> 'barn'\"\n\n[views.alle]\nquery = \"SELECT person FROM projekt\"\n\n[[exhibit]]",
    );
    let run = project.sporbar(&["check", &project.report]).ends(2);
    assert!(run.err.contains("error[schema-invalid]: the type `dato` is not supported"), "{}", run.err);
    for untrue in ["there is no schema", "there is no table", "there is no population"] {
        assert!(!run.err.contains(untrue), "{untrue}:\n{}", run.err);
    }
    project.edit(
        "reports/lille/report.toml",
        "schema = \"projektregister-borgere\"",
        "schema = \"projektregister-borger\"",
    );
    let run = project.sporbar(&["check", &project.report]).ends(2);
    assert!(
        run.err.contains("did you mean `projektregister-borgere`?") || run.err.contains("there is no schema"),
        "{}",
        run.err
    );
}

/// The small report with the roles as a state, and this before its exhibit.
fn with_a_state(project: &Project, more: &str) {
    let state = "[states.rolle]\nspells = \"borgere\"\nvalue = \"Rolle\"\nrule = \"month-end\"\nties = [\"listed-first\"]\n\
                 order = [\"mor\", \"far\", \"barn\", \"ufødt\"]\nmissing = \"Ingen\"\n";
    project.edit("reports/lille/report.toml", "[[exhibit]]", &format!("{state}\n{more}\n[[exhibit]]"));
}

#[test]
fn a_label_that_a_state_never_has() {
    for asked in [
        "[populations.projekt.columns]\naltid = { state = \"rolle\", is = [\"moor\"], tell = \"every-month\" }\n",
        "[populations.projekt.columns]\nsiden = { state = \"rolle\", is = [\"moor\"], tell = \"unbroken-since\" }\n",
        "[states.grov]\nof = \"rolle\"\nlabels = { \"Voksne\" = [\"moor\", \"far\"] }\n",
        "[states.mor]\nmissing = \"nej\"\n[[states.mor.first-of]]\nlabel = \"ja\"\nstate = \"rolle\"\nis = [\"moor\"]\n",
    ] {
        let wanted = ["unknown-name", "the state `rolle` has no label `moor`", "did you mean `mor`?"];
        both_find(&wanted, |project| with_a_state(project, asked));
    }
    // What it is called when nothing tells it is one of its labels.
    let project = Project::small();
    with_a_state(&project, "[states.grov]\nof = \"rolle\"\nlabels = { \"Andre\" = [\"Ingen\", \"ufødt\"] }\n");
    project.sporbar(&["check", &project.report]).ends(0);
}

#[test]
fn windows_around_what_is_no_month_and_between_ends_that_are_turned_round() {
    let windows = |project: &Project, over: &str| {
        let exhibit = format!(
            "[[exhibit]]\nid = \"omkring\"\ntitle = \"Omkring\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"composition\", state = \"rolle\", {over} }}\n\
             series = \"state\"\nx = \"period\"\nstat = \"count\"\nshow = \"table\"\nsource = \"Registeret\"\n"
        );
        with_a_state(project, &exhibit);
    };
    for column in ["Indvisiteret", "Rolle"] {
        let over = format!("over = \"months-around\", around = \"{column}\", from = -1, to = 1");
        both_find(&["sql-type", "tells no month", "TO_CHAR(day, 'YYYY-MM')"], |project| windows(project, &over));
    }
    both_find(&["bad-value", "is 1, and `to` is -1"], |project| {
        windows(project, "over = \"months-around\", around = \"start_month\", from = 1, to = -1");
    });
}

#[test]
fn what_a_template_cannot_be_read_by_says_what_to_do() {
    for (wrong, help) in [
        ("{{ n(\"personer\", serie=\"Voksne\") }}", "did you mean `series`?"),
        ("{% for x in [1] %}{% endfo %}", "did you mean `endfor`?"),
        ("{{ n(\"personer\" }}", "a value stands in `{{ … }}`"),
    ] {
        both_find(&["template-syntax", help], |project| {
            project.edit("reports/lille/tekst.typ", "{{ vis(\"personer\") }}", wrong);
        });
    }
}

#[test]
fn prose_that_names_what_is_not_there() {
    both_find(&["template-undefined"], |project| {
        project.edit(
            "reports/lille/tekst.typ",
            "{{ vis(\"personer\") }}",
            "{{ v(\"personer\", series=\"Bedsteforældre\") }}",
        );
    });
}

#[test]
fn typst_that_does_not_close_and_typst_that_fails() {
    both_find(&["template-syntax"], |project| {
        project.edit("reports/lille/tekst.typ", "indledning: [Kort.]", "indledning: [Kort.");
    });
    both_find(&["typesetting"], |project| {
        project.edit("reports/lille/tekst.typ", "indledning: [Kort.]", "indledning: panic()");
    });
}

/// A small report with macros of its own, in which one line is changed, and two more files of prose that show the exhibit too.
fn with_own_macros(old: &str, new: &str) -> Project {
    let project = Project::small();
    let macros = std::fs::read_to_string(crate::support::repository().join("templates/faelles/makroer.typ"));
    project.write("templates/faelles/makroer.typ", macros.expect("the macros").replacen(old, new, 1));
    let prose = project.text("reports/lille/tekst.typ");
    for more in ["en", "to"] {
        project.write(&format!("reports/lille/{more}.typ"), "{{ vis(\"personer\") }}\n");
    }
    let more = "{% include \"rapport/en.typ\" %}\n{% include \"rapport/to.typ\" %}\n";
    project.write("reports/lille/tekst.typ", prose + more);
    project
}

#[test]
fn what_a_shared_macro_writes_wrong_is_told_once() {
    let project = with_own_macros("kilde: {% if", "kilde: [ ( {% if");
    let run = project.sporbar(&["check", &project.report]).ends(2);
    assert_eq!(run.err.matches("this is not Typst").count(), 1, "{}", run.err);
    assert!(run.err.contains("by what this macro writes"), "{}", run.err);
    // Two files that are each wrong by themselves are two mistakes.
    let project = Project::small();
    for more in ["en", "to"] {
        project.write(&format!("reports/lille/{more}.typ"), "#text[\n");
    }
    let more = "{% include \"rapport/en.typ\" %}\n{% include \"rapport/to.typ\" %}\n";
    project.write("reports/lille/tekst.typ", project.text("reports/lille/tekst.typ") + more);
    let run = project.sporbar(&["check", &project.report]).ends(2);
    assert_eq!(run.err.matches("this is not Typst").count(), 2, "{}", run.err);
}

#[test]
fn several_statistics_as_big_numbers_are_told_of_once() {
    let project = Project::small();
    let note = "note       = \"{{ v(series='Voksne', x='I alt') }} voksne har været i projektet.\"\n";
    project.edit("reports/lille/report.toml", note, "");
    project.edit(
        "reports/lille/report.toml",
        "chart      = { kind = \"grouped-columns\", unit = \"personer\" }",
        "show = \"numbers\"",
    );
    let stats = "stat = [\"mean\", \"median\"]\nvalue = \"project_months\"";
    project.edit("reports/lille/report.toml", "stat       = \"count\"", stats);
    let run = project.sporbar(&["check", &project.report]).ends(2);
    assert_eq!(run.err.matches("has more than one stat").count(), 1, "{}", run.err);
}

#[test]
fn prose_that_writes_a_whole_of_several_parts() {
    both_find(&["template-syntax", "write one of its parts: `.tal`, `.tekst`"], |project| {
        project.edit("reports/lille/tekst.typ", "[Kort.]", "[{{ {'tal': 1, 'tekst': 'et'} }}]");
    });
}

#[test]
fn a_mistake_that_is_asked_whether_it_is_hidden() {
    for asked in
        ["v('personer', series='Voksen', x='I alt')", "v('person', series='Voksne', x='I alt')", "[v('person')]"]
    {
        both_find(&["template-undefined"], |project| {
            let text = format!("[{{% if {asked} is skjult %}}Skjult.{{% endif %}}]");
            project.edit("reports/lille/tekst.typ", "[Kort.]", &text);
        });
    }
}

#[test]
fn letters_that_no_font_has() {
    both_find(&["letter-missing"], |project| {
        project.edit("reports/lille/report.toml", "\"En lille rapport\"", "\"En lille 北 rapport\"");
    });
}

#[test]
fn a_chart_that_does_not_fit_and_a_mistake_in_the_prose_at_once() {
    both_find(&["chart-unfit", "template-undefined"], |project| {
        project.edit("reports/lille/report.toml", "chart      = {", "chart      = { zero = false,");
        project.edit("reports/lille/tekst.typ", "[Kort.]", "[{{ ukendt }}]");
    });
}

#[test]
fn text_that_stands_on_top_of_other_text() {
    both_find(&["page-unreadable"], |project| {
        project.edit("reports/lille/tekst.typ", "{{ vis(", "#place[Et udkast.]\nMere end et udkast.\n{{ vis(");
    });
}

#[test]
fn a_tone_that_nothing_wears() {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    project.write("reports/lille/report.toml", format!("{spec}\n[tones]\n\"Vokne\" = \"deep\"\n\"Børn\" = \"sand\"\n"));
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    assert!(run.err.contains("warning[unknown-name]: nothing has the label `Vokne`"), "{}", run.err);
    assert!(run.err.contains("did you mean `Voksne`?") && !run.err.contains("`Børn`"), "{}", run.err);
}

#[test]
fn a_tone_of_a_label_that_small_numbers_merge_is_worn_all_the_same() {
    const REPORT: &str = "reports/assens-statusmaaling";
    let project = Project::with(REPORT);
    // «Øvrige» is drawn where everything is published, «Trin 3 til 6» where small numbers are hidden.
    for policy in [&[][..], &["--disclosure", "suppress"]] {
        let run = project.sporbar(&[&["check", REPORT], policy].concat()).ends(0);
        assert!(!run.err.contains("nothing has the label"), "{policy:?}: {}", run.err);
    }
}

#[test]
fn marks_of_typography_in_a_filter_are_named() {
    let project = Project::small();
    project.edit("reports/lille/report.toml", "\"Rolle = 'barn'\"", "\"Rolle = ’barn’\"");
    let run = project.sporbar(&["check", "reports/lille"]).ends(2);
    assert!(run.err.contains("error[sql-syntax]") && run.err.contains("`’` is a mark of typography"), "{}", run.err);
}

#[test]
fn labels_that_readers_cannot_tell_apart() {
    for (series, names, said) in [
        ("\"Børn\"", "names = { \"Børn\" = \"Voksne\" }\n", "`Voksne` and `Børn` are both called so"),
        ("\"Voksne\u{200b}\"", "", "they look alike: at letter 7 one has nothing, the other a sign that nobody sees"),
    ] {
        let project = Project::small();
        project.edit("reports/lille/report.toml", "\"Børn\"", series);
        project.edit("reports/lille/report.toml", "source     =", &format!("{names}source     ="));
        let run = project.sporbar(&["check", "reports/lille"]).ends(0);
        assert!(run.err.contains("warning[double-name]: readers see two labels"), "{}", run.err);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn labels_of_one_name_under_heads_of_their_own_can_be_told_apart() {
    let project = Project::small();
    let groups = "table = { row-groups = { \"Store\" = [\"Voksne\"], \"Små\" = [\"Børn\"] } }\n";
    project.edit(
        "reports/lille/report.toml",
        "chart      = { kind = \"grouped-columns\", unit = \"personer\" }\n",
        &format!("{groups}names = {{ \"Børn\" = \"Personer\", \"Voksne\" = \"Personer\" }}\n"),
    );
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    assert!(!run.err.contains("double-name"), "{}", run.err);
}

#[test]
fn an_exhibit_that_nobody_is_in() {
    let project = Project::small();
    project.edit("reports/lille/report.toml", "start_month < as_of", "start_month > as_of");
    let run = project.sporbar(&["check", "reports/lille"]).ends(0);
    assert!(run.err.contains("warning[nothing-counted]: `personer` counts nothing"), "{}", run.err);
}
