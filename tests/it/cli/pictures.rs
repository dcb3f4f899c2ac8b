//! Figures for other programs: SVG with its letters in it, SVG as outlines, and images.

use crate::support::Project;

const SVG: &str = "out/lille/figures/personer.svg";
const PNG: &str = "out/lille/figures/personer.png";

#[test]
fn a_figure_has_the_letters_it_uses_in_it_and_its_texts_stay_texts() {
    let project = Project::small();
    project.build();
    let svg = project.text(SVG);
    assert!(svg.contains("@font-face") && svg.contains("data:font/otf;base64,"), "{svg}");
    assert!(svg.contains(">Voksne</text>"), "{svg}");
    assert!(!project.path(PNG).exists(), "only where it is asked for");
}

#[test]
fn images_and_outlines_are_written_where_they_are_asked_for_and_verified_as_the_rest() {
    let project = Project::small();
    project.sporbar(&["build", &project.report, "--png", "--outlines"]).ends(0);
    let svg = project.text(SVG);
    assert!(!svg.contains("<text") && !svg.contains("@font-face") && svg.contains("<desc"), "{svg}");
    let image = std::fs::read(project.path(PNG)).expect("an image");
    assert!(image.starts_with(b"\x89PNG"));
    let manifest = project.text("out/lille/manifest.json");
    assert!(manifest.contains("\"figures/personer.png\""), "{manifest}");
    assert!(project.text("out/lille/ro-crate-metadata.json").contains("image/png"));
    project.sporbar(&["verify", "out/lille"]).ends(0);
    let (first, _) =
        (project.output(), project.sporbar(&["build", &project.report, "--png", "--outlines", "--force"]).ends(0));
    assert!(first == project.output(), "the same bytes each time");

    // One pixel row of another picture.
    let mut other = image.clone();
    let middle = other.len() / 2;
    other[middle] ^= 1;
    std::fs::write(project.path(PNG), &other).expect("room");
    let run = project.sporbar(&["verify", "out/lille"]).ends(1);
    assert!(run.err.contains("error[output-differs]: `figures/personer.png` differs"), "{}", run.err);
    std::fs::write(project.path(PNG), &image).expect("room");

    // Asked for no longer, it is there no longer.
    project.build();
    assert!(!project.path(PNG).exists());
    assert!(project.text(SVG).contains("<text"));
    assert!(!project.text("out/lille/manifest.json").contains("outlines"));
}

#[test]
fn a_person_s_number_gets_into_no_outline() {
    for forms in [&["--outlines"][..], &["--png"], &["--png", "--outlines"]] {
        let project = Project::small();
        // The label is short, and stands nowhere in the text.
        project.edit("reports/lille/report.toml", "unit = \"personer\"", "unit = \"610180-0002\"");
        let run = project.sporbar(&[&["build", project.report.as_str()], forms].concat()).ends(1);
        assert!(run.err.contains("error[cpr-in-output]") && run.err.contains("figures/personer.svg"), "{}", run.err);
        assert!(!run.err.contains("610180-0002"), "{}", run.err);
        assert!(!project.path("out/lille").exists(), "nothing is written");
    }
}
