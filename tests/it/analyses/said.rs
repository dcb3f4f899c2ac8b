//! What the reports over assumptions and rows say: their claims hold, turn or fall away with the data, and where a
//! publication disagrees with itself the build says so.

use std::collections::BTreeMap;

use super::{Copied, Nobody};
use sporbar::diagnostic::{Code, Severity};
use sporbar::document::Showing;
use sporbar::pipeline::{Draft, Request, compute, disclosed, draft, prepare};

/// Sentences and how they are shown, by the claim's name.
type Sentences = BTreeMap<String, (Showing, String)>;

/// What a report is about to print.
fn drafted(copied: &Copied) -> Draft {
    let report = copied.folder.path().join("reports/den");
    let prepared = prepare(&Request { report, as_of: None, extracts: None, disclosure: None, key: None }, &mut Nobody)
        .unwrap_or_else(|failure| panic!("{:?}", failure.findings));
    let computed = compute(prepared.data(), prepared.as_of).unwrap_or_else(|findings| panic!("{findings:?}"));
    let disclosed = disclosed(&prepared, &computed).unwrap_or_else(|failure| panic!("{:?}", failure.findings));
    draft(&prepared, &disclosed).unwrap_or_else(|failure| panic!("{:?}", failure.findings))
}

/// The sentences of a report's claims with how they are shown, and the findings as their code and the check's or claim's name.
fn said(copied: &Copied) -> (Sentences, Vec<(Code, String)>) {
    let draft = drafted(copied);
    let claims = draft.publication.claims.into_iter().map(|claim| (claim.id, (claim.showing, claim.sentence)));
    let name = |message: &str| message.split('`').nth(1).unwrap_or_default().to_owned();
    let findings = draft.findings.iter().map(|finding| {
        assert_eq!(finding.severity, Severity::Warning, "{finding:?}");
        (finding.code, name(&finding.message))
    });
    (claims.collect(), findings.collect())
}

#[test]
fn where_a_publication_disagrees_with_itself_the_build_says_so() {
    let disagreements: [(&str, &[&str]); 3] = [
        ("koebenhavn-udsatte-familier", &["det-trykte-samlede-beloeb"]),
        ("silkeborg-businesscase", &["den-trykte-andel-med-tilknytning", "det-trykte-antal-paa-uddannelseshjaelp"]),
        (
            "roedovre-businesscase",
            &["faerre-paa-kontanthjaelp-end-succeser", "tjent-hjem-som-trykt-lav", "tjent-hjem-som-trykt-hoej"],
        ),
    ];
    for (report, wanted) in disagreements {
        let (claims, findings) = said(&Copied::of(&format!("reports/{report}")));
        let wanted: Vec<(Code, String)> = wanted.iter().map(|id| (Code::CheckFailed, (*id).to_owned())).collect();
        assert_eq!(findings, wanted, "{report}");
        assert!(claims.values().all(|(showing, _)| *showing == Showing::Plain), "{claims:?}");
    }
}

#[test]
fn sentences_turn_or_fall_away_with_the_data() {
    let silkeborg = "reports/silkeborg-businesscase";
    let (before, _) = said(&Copied::of(silkeborg));
    assert_eq!(
        before["provenu"].1,
        "Over hele perioden ventes kommunen at spare 1,1\u{a0}mio.\u{a0}kr. mere, end indsatsen koster."
    );
    let copied = Copied::of(silkeborg);
    copied.edit("extracts/udgifter.csv", |text| text.replace(";5;465000;", ";6;465000;"));
    copied.replace("extracts/parametre.csv", "tilbagefald;0,1;", "tilbagefald;0;");
    let (after, findings) = said(&copied);
    // Five years of one case manager more, and nobody falls back: 1092118 - 5 * 465000 + what those 16.48 person-years save.
    assert!(after["provenu"].1.starts_with("Over hele perioden"), "{:?}", after["provenu"]);
    assert_eq!(after["tilbagefald-koster"].0, Showing::Omitted, "nothing falls away any more");
    assert!(findings.contains(&(Code::ClaimRefuted, "tilbagefald-koster".to_owned())), "{findings:?}");

    let copied = Copied::of(silkeborg);
    copied.edit("extracts/udgifter.csv", |text| text.replace(";5;465000;", ";6;465000;"));
    let (after, findings) = said(&copied);
    // 1092118 - 5 * 465000 = -1232882. The words turn with the number, so there is nothing to mark; that it is otherwise than claimed is a finding.
    assert_eq!(
        after["provenu"],
        (
            Showing::Plain,
            "Over hele perioden ventes indsatsen at koste 1,2\u{a0}mio.\u{a0}kr. mere, end kommunen sparer.".to_owned()
        )
    );
    assert!(findings.contains(&(Code::ClaimRefuted, "provenu".to_owned())), "{findings:?}");
}

#[test]
fn an_exhibit_with_a_number_of_its_own_takes_none_of_the_others() {
    let copied = Copied::of("reports/roedovre-businesscase");
    copied.replace("report.toml", "id      = \"fig-virkning\"", "id      = \"fig-virkning\"\nnumber  = \"A\"");
    let numbers: BTreeMap<String, String> =
        drafted(&copied).publication.exhibits.into_iter().map(|exhibit| (exhibit.id, exhibit.number)).collect();
    let wanted = [("fig-virkning", "A"), ("fig-balance", "1"), ("fig-foelsomhed", "2"), ("tab-1", "1"), ("tab-2", "2")];
    for (id, number) in wanted {
        assert_eq!(numbers[id], number, "{id} in {numbers:?}");
    }
}
