//! A report that is built again and again while it is written is, after every change, the one that a build from the beginning
//! makes; and what is kept for that does not grow.

use sporbar::diagnostic::Findings;
use sporbar::pipeline::{self, Asked, Desk, Failure, Read, Request, Stage, Typesetter, Unsaved, Watch};

use crate::support::Project;

struct Nobody;

impl Watch for Nobody {
    fn begin(&mut self, _: Stage) {}
}

/// Who counts how often stages begin.
#[derive(Default)]
struct Counted(Vec<Stage>);

impl Watch for Counted {
    fn begin(&mut self, stage: Stage) {
        self.0.push(stage);
    }
}

/// Texts that may stand in the place of each other in a file of the report, the first of which does.
const CHANGES: [(&str, &[&str]); 23] = [
    ("reports/lille/tekst.typ", &["[Kort.]", "[Kort, men godt.]", "[Kort. \\ To linjer.]"]),
    ("reports/lille/tekst.typ", &["{{ vis(\"personer\") }}", "{{ vis(\"person\") }}", "Her: {{ vis(\"personer\") }}"]),
    ("reports/lille/tekst.typ", &["Personerne", "Dem, det handler om"]),
    ("reports/lille/report.toml", &["# A report", "# Et længere ord om en rapport, der er\n# A report"]),
    ("reports/lille/report.toml", &["En lille rapport", "En mindre rapport"]),
    ("reports/lille/report.toml", &["Personer i projektet", "Personer, der er med"]),
    ("reports/lille/report.toml", &["start_month < as_of", "start_month <= as_of", "start_month < as_off"]),
    ("reports/lille/report.toml", &["Rolle = 'barn'", "Rolle  =  'barn'", "Rolle IN ('barn', 'ufødt')"]),
    ("reports/lille/report.toml", &["\"Aktive\" = \"active\"", "\"Aktive\" = \"active AND TRUE\""]),
    ("reports/lille/report.toml", &["grouped-columns", "stacked-columns", "no-columns"]),
    ("reports/lille/report.toml", &["as-of     = \"2018-12\"", "as-of     = \"2018-11\"", "as-of     = \"2018-13\""]),
    ("reports/lille/report.toml", &["policy    = \"publish-all\"", "policy    = \"suppress\"\nminimum   = 3"]),
    ("reports/lille/report.toml", &["har været i projektet.\"", "er eller var med.\""]),
    ("reports/lille/report.toml", &["Rolle IN ('barn')", "Rolle IN ('barn', 'mor')", "Rolle IN ('barn', 'far')"]),
    ("reports/lille/report.toml", &["Rolle IN ('mor')", "Rolle IN ('far')", "Role IN ('mor')"]),
    ("reports/lille/report.toml", &["Rolle <> 'mor'", "Rolle <> 'far'", "Role <> 'far'"]),
    ("reports/lille/report.toml", &["from  = \"projekt\"", "from  = \"projekt\" # alle"]),
    (
        "reports/lille/report.toml",
        &["\"Første\" = \"active\"", "\"Første\" = \"NOT active\"", "\"Aktive\" = \"active\""],
    ),
    ("reports/lille/extracts/borgere.csv", &["JF-002;mor", "JF-003;mor"]),
    ("reports/lille/extracts/borgere.csv", &["20-10-2018;Flyttet", "21-10-2018;Flyttet", "32-10-2018;Flyttet"]),
    ("data-schema/projektregister-borgere.json", &["Projektregister: borgere", "Projektets borgere"]),
    ("templates/statusmaaling/report.typ", &["overblikket", "overblik"]),
    ("templates/faelles/makroer.typ", &["#}", "#}{# another remark #}"]),
];

/// A second exhibit, and two views of which it names one; a third, of a population drawn from that of the first, with a group.
const VIEWS: &str = "
[views.mindre]
of    = \"borgere\"
where = \"Rolle IN ('barn')\"

[views.andre]
of    = \"borgere\"
where = \"Rolle IN ('mor')\"

[[exhibit]]
id      = \"efter-koen\"
title   = \"Efter køn\"
measure = { kind = \"rows\", of = \"mindre\" }
series  = { \"Piger\" = \"\\\"Køn\\\" = 'K'\", \"Drenge\" = \"\\\"Køn\\\" = 'M'\" }
stat    = \"count\"
among   = \"counted\"
show    = \"table\"
source  = \"Projektregisteret\"

[populations.andre_end_moedre]
from  = \"projekt\"
where = \"Rolle <> 'mor'\"

[groups.dele]
of     = \"andre_end_moedre\"
labels = { \"Første\" = \"active\", \"Anden\" = \"TRUE\" }

[[exhibit]]
id         = \"efter-dele\"
title      = \"Andre end mødre\"
population = \"andre_end_moedre\"
measure    = { kind = \"tally\" }
series     = \"dele\"
stat       = \"count\"
among      = \"counted\"
show       = \"table\"
source     = \"Projektregisteret\"
";

/// The small report with views.
fn with_views() -> Project {
    let project = Project::small();
    let spec = project.text("reports/lille/report.toml");
    project.write("reports/lille/report.toml", &(spec + VIEWS));
    let text = project.text("reports/lille/tekst.typ");
    project.write("reports/lille/tekst.typ", &(text + "{{ vis(\"efter-koen\") }}\n\n{{ vis(\"efter-dele\") }}\n"));
    project
}

/// The files, or what stopped the build.
type Outcome = Result<(Vec<(String, Vec<u8>)>, Findings, Findings), Findings>;

fn request(project: &Project) -> Request {
    let report = project.path(&project.report);
    Request { report, as_of: None, extracts: None, disclosure: None, key: None }
}

fn again(desk: &Desk, request: &Request, watch: &mut dyn Watch) -> Outcome {
    let read = Read::of(request, &Unsaved::default());
    let built =
        desk.build(read, Asked { hindsight: false, look: &mut |_| () }, watch).map_err(|failure| failure.findings)?;
    Ok((built.files, built.prepared.warnings, built.findings))
}

fn cold(request: &Request) -> Outcome {
    let built = || -> Result<_, Failure> {
        let prepared = pipeline::prepare(request, &mut Nobody)?;
        let computed = pipeline::computed(&prepared)?;
        let disclosed = pipeline::disclosed(&prepared, &computed)?;
        let draft = pipeline::draft(&prepared, &disclosed)?;
        let published = pipeline::publish(&prepared, &disclosed, draft, &Typesetter::Library, &mut Nobody)?;
        Ok((published.files, prepared.warnings.clone(), published.findings))
    };
    built().map_err(|failure| failure.findings)
}

#[test]
fn after_any_change_it_is_as_if_built_from_the_beginning() {
    let project = with_views();
    let (request, desk) = (request(&project), Desk::default());
    let mut standing = CHANGES.map(|_| 0);
    let (mut chance, mut most, mut failed) = (20_181_231_usize, 0, 0);
    for round in 0..30 {
        // Some numbers by chance, the same in each run.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = if round < CHANGES.len() { round } else { (chance >> 33) % CHANGES.len() };
        let (path, texts) = CHANGES[at];
        let next = (standing[at] + 1) % texts.len();
        project.edit(path, texts[standing[at]], texts[next]);
        standing[at] = next;

        let (again, cold) = (again(&desk, &request, &mut Nobody), cold(&request));
        failed += usize::from(cold.is_err());
        match (again, cold) {
            (Ok((files, warnings, findings)), Ok((cold, cold_warnings, cold_findings))) => {
                let differ = files.iter().zip(&cold).filter(|(one, other)| one != other).map(|((path, _), _)| path);
                assert_eq!(differ.collect::<Vec<_>>(), Vec::<&String>::new(), "round {round}: {path} {}", texts[next]);
                assert_eq!(files.len(), cold.len());
                assert_eq!((warnings, findings), (cold_warnings, cold_findings), "round {round}");
            }
            (again, cold) => {
                let (again, cold) = (again.err(), cold.err());
                assert_eq!(again, cold, "round {round}: {path} {}", texts[next]);
                // Such a report tells nothing of the changes after it.
                project.edit(path, texts[next], texts[0]);
                standing[at] = 0;
            }
        }
        most = most.max(desk.len());
    }
    assert!(failed > 2, "some of the changes are mistakes");
    // Of each of the ten kinds what the last rounds used: at most one for each round and for each extract, exhibit and chart.
    assert!(most <= 10 * 5, "{most} things are kept");
}

#[test]
fn what_has_not_changed_is_not_made_again() {
    let project = with_views();
    let (request, desk) = (request(&project), Desk::default());
    let stages = || {
        let mut counted = Counted::default();
        assert!(again(&desk, &request, &mut counted).is_ok());
        counted.0
    };
    assert!(stages().contains(&Stage::Register), "the first time the extracts are read");
    let kept = desk.len();
    project.edit("reports/lille/tekst.typ", "[Kort.]", "[Kort og godt.]");
    assert!(!stages().contains(&Stage::Register), "prose reads no extract");
    assert_eq!(desk.len(), kept, "of other prose nothing else is computed or drawn");
    project.edit("reports/lille/report.toml", "# A report", "# En rapport");
    stages();
    // The text's own keys, the layouts and extracts held against it, and what readers may know of it.
    assert_eq!(desk.len(), kept + 3, "of another remark nothing else is computed or drawn");
    project.edit("reports/lille/report.toml", "En lille rapport", "En mindre rapport");
    stages();
    assert_eq!(desk.len(), kept + 6, "nor of another title");
    // What all exhibits come to together, and what is hidden of it.
    project.edit("reports/lille/report.toml", "Rolle IN ('mor')", "Rolle IN ('far')");
    stages();
    assert_eq!(desk.len(), kept + 8, "a view that no exhibit names is none's matter");
    project.edit("reports/lille/report.toml", "Rolle IN ('barn')", "Rolle IN ('barn', 'mor')");
    stages();
    // One exhibit; by now what the first rounds used is being forgotten.
    assert!((kept + 9..=kept + 14).contains(&desk.len()), "a view is the matter of those who name it");
}

#[test]
fn who_is_counted_is_the_matter_of_the_exhibits_that_count_them() {
    // What an edit adds: the text's own keys, what is valid, what all exhibits come to, what is hidden and what is seen of it,
    // which are of the whole spec; and the exhibits that were computed.
    let computed = |old: &str, new: &str| {
        let (project, desk) = (with_views(), Desk::default());
        let request = request(&project);
        assert!(again(&desk, &request, &mut Nobody).is_ok());
        let kept = desk.len();
        project.edit("reports/lille/report.toml", old, new);
        assert!(again(&desk, &request, &mut Nobody).is_ok(), "{old}: {new}");
        (desk.len() - kept).checked_sub(5)
    };
    assert_eq!(computed("<> 'mor'", "<> 'mor' AND TRUE"), Some(1), "only the exhibit of that population");
    assert_eq!(computed("\"Anden\" = \"TRUE\"", "\"Anden\" = \"TRUE AND TRUE\""), Some(1), "its group");
    assert_eq!(computed("start_month < as_of", "start_month < as_of AND TRUE"), Some(2), "and those drawn from it");
}
