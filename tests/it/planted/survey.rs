//! A survey: all that is about people stands in one extract, or in one beside a register of them, whose rows are the same whoever they are given to. What is known of its
//! tables is what any tables of such questions have in common, and not what so few people happen to have answered.

use sporbar::pipeline;

use super::{SMALL, prepared, project};
use crate::support::Project;

const QUESTIONS: usize = 6;
const PEOPLE: u64 = 80;
const ANSWERS: [char; 4] = ['A', 'B', 'C', 'D'];

/// Every two questions by one another, and the first in larger groups.
fn survey() -> Project {
    let pick = |question: usize, tag: &str| {
        let of = ANSWERS.map(|answer| format!("\"{answer}{tag}\" = \"q{question} = '{answer}'\""));
        format!("{{ {} }}", of.join(", "))
    };
    let exhibit = |id: String, keys: String| {
        format!(
            "[[exhibit]]\nid = \"{id}\"\ntitle = \"Svar\"\npopulation = \"projekt\"\nmeasure = {{ kind = \"tally\" }}\n{keys}\n\
             stat = \"count\"\nshow = \"table\"\nsource = \"Undersøgelsen\"\n\n"
        )
    };
    let pairs = (1..QUESTIONS).flat_map(|one| (0..one).map(move |other| (one, other)));
    let mut exhibits: String = pairs
        .map(|(one, other)| {
            exhibit(format!("s{one}{other}"), format!("series = {}\nx = {}", pick(one, "s"), pick(other, "")))
        })
        .collect();
    exhibits += &exhibit(
        "grupper".to_owned(),
        "series = { \"Ja\" = \"gruppe = 'ja'\", \"Nej\" = \"gruppe = 'nej'\" }".to_owned(),
    );
    let project = project(&exhibits, "#kapitel([Svarene], indledning: [Kort.])\n");
    project.edit(SMALL, "schema = \"projektregister-borgere\"", "schema = \"svar\"");
    project.edit(SMALL, "leaves  = \"Udtrådt\"\n", "");
    let codes = |name: &str, codes: &[&str]| {
        format!(r#"{{ "name": "{name}", "type": "string", "constraints": {{ "required": true, "enum": {codes:?} }} }}"#)
    };
    let answers = ANSWERS.map(String::from);
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let mut fields: Vec<String> = (0..QUESTIONS).map(|question| codes(&format!("q{question}"), &answers)).collect();
    fields.push(codes("gruppe", &["ja", "nej"]));
    let layout = project.text("data-schema/projektregister-borgere.json");
    let dialect =
        layout.split_once("\"sporbar:dialect\"").expect("a dialect").1.split_once("\"fields\"").expect("fields").0;
    project.write(
        "data-schema/svar.json",
        format!(
            r#"{{ "name": "svar", "title": "Svar", "sporbar:dialect" {dialect} "missingValues": [""], "sporbar:knownFrom": "Indvisiteret",
            "fields": [
              {{ "name": "CPR-nr.", "type": "string", "sporbar:person": true, "sporbar:personal": true, "constraints": {{ "required": true, "unique": true }} }},
              {{ "name": "Familie-id", "type": "string", "sporbar:personal": true }},
              {{ "name": "Indvisiteret", "type": "date" }},
              {} ] }}"#,
            fields.join(",\n")
        ),
    );
    let names: Vec<String> = (0..QUESTIONS).map(|question| format!("q{question}")).collect();
    let mut rows = format!("CPR-nr.;Familie-id;Indvisiteret;{};gruppe\n", names.join(";"));
    let mut state = 7u64;
    for person in 0..PEOPLE {
        let answers: Vec<char> = (0..QUESTIONS)
            .map(|_| {
                // Numerical Recipes' generator; its upper bits follow no order. The two in the middle come twice as often.
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % (1 << 32);
                ANSWERS[usize::try_from(state >> 28).expect("few") * 3 / 16 + usize::from(state >> 27 & 1 == 1)]
            })
            .collect();
        let group = if matches!(answers[0], 'A' | 'B') { "ja" } else { "nej" };
        let answers: Vec<String> = answers.into_iter().map(String::from).collect();
        rows += &format!(
            "{:02}{:02}80-{};JF-{person};2018-01-05;{};{group}\n",
            person % 28 + 1,
            person / 28 + 1,
            1000 + person,
            answers.join(";")
        );
    }
    project.write("reports/lille/extracts/borgere.csv", rows);
    project
}

/// The same with who the people are in an extract of its own.
fn beside_a_register() -> Project {
    let project = survey();
    let own = project.text("reports/lille/extracts/borgere.csv");
    let first: Vec<String> = own.lines().map(|row| row.splitn(4, ';').take(3).collect::<Vec<_>>().join(";")).collect();
    project.write("reports/lille/extracts/personer.csv", first.join("\n") + "\n");
    let layout = project.text("data-schema/svar.json").replace("\"svar\"", "\"personer\"");
    let (fields, _) = layout.split_once("\"type\": \"date\" }").expect("the third field");
    project.write("data-schema/personer.json", format!("{fields}\"type\": \"date\" }} ] }}"));
    let personer = "[extracts]\npersoner = { file = \"personer.csv\", schema = \"personer\" }\n";
    project.edit(SMALL, "[extracts]\n", personer);
    project.edit(SMALL, "extract = \"borgere\"", "extract = \"samlet\"");
    let answers: Vec<String> = (0..QUESTIONS).map(|question| format!("s.q{question}")).collect();
    let view = format!(
        "[views.samlet]\nperson = \"CPR-nr.\"\nquery = 'SELECT p.\"CPR-nr.\", p.\"Familie-id\", p.\"Indvisiteret\", s.gruppe, {} \
         FROM personer p JOIN borgere s ON s.\"CPR-nr.\" = p.\"CPR-nr.\"'\n\n[populations.projekt]",
        answers.join(", ")
    );
    project.edit(SMALL, "[populations.projekt]", &view);
    project
}

#[test]
fn of_few_people_who_answer_much_only_what_any_answers_have_in_common_is_known() {
    // Tables of every two of six questions, the four sums of each that is down the side, two larger groups of the first, and all of both.
    let pairs = QUESTIONS * (QUESTIONS - 1) / 2;
    let different = pairs * 16 + 4 * (QUESTIONS - 1) + 3;
    // Whatever is answered, what such tables may say has a dimension for the total, three for each question and nine for each two.
    let free = 1 + 3 * QUESTIONS + 9 * pairs;
    assert!(free > usize::try_from(PEOPLE).expect("few"), "of so few people more than that holds by chance");
    for project in [survey(), beside_a_register()] {
        let (prepared, computed) = prepared(&project);
        let audit = pipeline::protect(&prepared, &computed).expect("all is protected").audit;
        assert_eq!((audit.cells, audit.relations, audit.odd_relations), (different, different - free, 0), "{audit:#?}");
        assert!(audit.hidden() > 0 && audit.unprotected == 0, "{audit:#?}");
    }
}
