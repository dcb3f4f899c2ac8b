//! A calculation's change split by the assumptions that moved it.

use super::{change, changes, json, list, text};
use crate::support::Project;

const REPORT: &str = "reports/silkeborg-businesscase";

/// The difference that other parameters make: `(old line's beginning, new)`.
fn moved(parameters: &[(&str, &str)]) -> serde_json::Value {
    let project = Project::with(REPORT);
    project.sporbar(&["build", &project.report]).run();
    for (old, new) in parameters {
        project.edit(&format!("{REPORT}/extracts/parametre.csv"), old, new);
    }
    json(&project.sporbar(&["diff", "out/silkeborg-businesscase", REPORT, "--format", "json"]).ends(1))
}

/// Twelve people finish in 2018; those who would not have become self-supporting without the project are 12 · (1 − s0 / s). With
/// s from 0.3 to 0.35 and s0 from 0.15 to 0.10 that is 6, 6.857… (s alone), 8 (s0 alone) and 8.571… (both), so that s brings
/// (0.857… + 0.571…) / 2 and s0 (2 + 1.714…) / 2.
#[test]
fn assumptions_that_moved_together_share_the_change_over_all_orders() {
    let difference =
        moved(&[("succesrate;0,3;", "succesrate;0,35;"), ("succesrate_ellers;0,15;", "succesrate_ellers;0,1;")]);
    let effect = change(&difference, "tab-mereffekt", "Mereffekt", "2018");
    let parts: Vec<(&str, f64)> = list(&effect["assumptions"])
        .iter()
        .map(|part| (text(&part["assumption"]), part["part"].as_f64().expect("a number")))
        .collect();
    let expected = [("succesrate uden indsatsen", 13.0 / 7.0), ("succesrate med indsatsen", 5.0 / 7.0)];
    assert_eq!(parts.len(), expected.len(), "{parts:?}");
    for ((label, part), (own, wanted)) in parts.iter().zip(expected) {
        assert!(*label == own && (part - wanted).abs() < 1e-9, "{label} {part}, not {own} {wanted}");
    }
    assert_eq!(list(&effect["assumptions"])[0]["old"], 0.15);
    assert_eq!(list(&effect["assumptions"])[0]["new"], 0.1);
}

/// Sums over years, present values and times of payback are split, too, and the parts come to the change.
#[test]
fn every_change_is_shared_out() {
    let difference = moved(&[("succesrate;0,3;", "succesrate;0,35;"), ("tilbagefald;0,1;", "tilbagefald;0,12;")]);
    let mut split = 0;
    for (id, change) in changes(&difference) {
        let parts = list(&change["assumptions"]);
        if parts.is_empty() {
            continue;
        }
        let sum: f64 = parts.iter().map(|part| part["part"].as_f64().expect("a number")).sum();
        let whole = change["change"].as_f64().expect("a number");
        assert!((sum - whole).abs() <= 1e-9 * whole.abs().max(1.0), "{id}: {change}");
        split += 1;
    }
    assert!(split > 20, "only {split}");
    for series in ["Nettoresultat", "Nutidsværdi", "Tjent hjem efter"] {
        assert!(!list(&change(&difference, "bundlinje", series, "")["assumptions"]).is_empty(), "{series}");
    }
}

/// A formula that says something else is a changed definition, whatever else moved.
#[test]
fn another_formula_is_not_split() {
    let project = Project::with(REPORT);
    project.sporbar(&["build", &project.report]).run();
    project.edit(&format!("{REPORT}/extracts/parametre.csv"), "succesrate;0,3;", "succesrate;0,35;");
    project.edit(&format!("{REPORT}/report.toml"), "afsluttede * (succesrate", "1 * afsluttede * (succesrate");
    let call = ["diff", "out/silkeborg-businesscase", REPORT, "--format", "json"];
    let difference = json(&project.sporbar(&call).ends(1));
    let effect = change(&difference, "tab-mereffekt", "Mereffekt", "2018");
    assert!(list(&effect["assumptions"]).is_empty(), "{effect}");
}
