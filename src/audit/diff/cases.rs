//! Small releases for the tests of this room.

use crate::audit::record::{
    Basis, Beside, Cells, Exhibit, ExhibitBasis, ExhibitHead, ExhibitKind, Extract, ExtractHead, ExtractRows, Field,
    FieldKind, Ints, Numbers, Observations, Recipe, Record, Report, Role, RowsOf, Units, Value,
};
use crate::locale::Language;

/// A release as of a month, without extracts and exhibits.
pub(super) fn release(as_of: &str) -> Record {
    Record {
        report: Report { name: "lille".to_owned(), as_of: as_of.to_owned(), ..Report::default() },
        extracts: Vec::new(),
        exhibits: Vec::new(),
        facts: Vec::new(),
        parameters: Vec::new(),
        said: Vec::new(),
        premises: Vec::new(),
        claims: Vec::new(),
        labels: std::collections::BTreeMap::new(),
    }
}

/// An extract with a pseudonym, a spell of days and a word in each row; rows are numbered from 2, empty cells are empty texts.
pub(super) fn spells(name: &str, role: Role, rows: &[[&str; 4]]) -> Extract {
    let field = |name: &str, kind, masked| Field { name: name.to_owned(), title: name.to_owned(), kind, masked };
    let fields = vec![
        field("hvem", FieldKind::Text, true),
        field("fra", FieldKind::Date, false),
        field("til", FieldKind::Date, false),
        field("hvad", FieldKind::Text, false),
    ];
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let cells = (0..4).map(|column| Cells::of(rows.iter().map(|row| text(row[column])))).collect();
    Extract {
        head: ExtractHead {
            name: name.to_owned(),
            file: format!("{name}.csv"),
            // What stands in a file decides its hash; here all that matters is that other rows have another.
            sha256: format!("{rows:?}"),
            schema: name.to_owned(),
            register: name.to_owned(),
            count: rows.len(),
            unlisted: false,
            fields,
            role,
            noun: String::new(),
            key: None,
            spell: Some((1, 2)),
            subject: Some(0),
            withheld: Vec::new(),
            publishable: Vec::new(),
            allowed: Vec::new(),
        },
        rows: ExtractRows { rows: Ints((2..).take(rows.len()).collect()), cells, sealed: None },
    }
}

/// An observation of a person: the number, whether it is counted, and the row of the first extract that it rests on.
pub(super) type Observed<'a> = (&'a str, f64, bool, u32);

/// An exhibit with one value of a stat over observations, counted among all of them.
pub(super) fn exhibit(stat: &str, value: f64, observed: &[Observed<'_>]) -> Exhibit {
    let places = |wanted: &dyn Fn(&Observed<'_>) -> bool| {
        Ints::of(observed.iter().enumerate().filter(|(_, one)| wanted(one)).map(|(at, _)| at))
    };
    Exhibit {
        head: ExhibitHead {
            id: "tal".to_owned(),
            kind: ExhibitKind::Numbers,
            number: "1".to_owned(),
            title: "Tal".to_owned(),
            caption: String::new(),
            note: String::new(),
            counted: Vec::new(),
            premises: Vec::new(),
            source: String::new(),
            definition: [("exhibit".to_owned(), "as it is".to_owned())].into(),
            x_title: String::new(),
            names: Vec::new(),
            row_groups: Vec::new(),
            written_in: None,
            values: vec![Value {
                facet: String::new(),
                series: String::new(),
                x: String::new(),
                stat: stat.to_owned(),
                scale: String::new(),
                value: Some(value),
                lower: None,
                upper: None,
                numerator: Some(observed.iter().filter(|one| one.2).map(|one| one.1).sum()),
                denominator: Some(observed.len() as f64),
                calculation: crate::value::Calculation::Nothing,
                n: Some(observed.len() as u64),
                suppressed: false,
                nature: String::new(),
                shown: match stat {
                    "share" => Language::default().percent(value, 0),
                    _ => Language::default().decimal(value, 2),
                },
                unit: String::new(),
            }],
        },
        basis: ExhibitBasis {
            parts: vec![Observations {
                count: observed.len(),
                unlisted: false,
                units: Units::Named(Cells::of(observed.iter().map(|one| Some(one.0.to_owned())))),
                families: None,
                numbers: Numbers::of(observed.iter().map(|one| Some(one.1))),
                weights: None,
                baselines: None,
                stats: None,
                beside: Beside::default(),
                rows: vec![RowsOf {
                    extract: 0,
                    ends: Ints::of(1..=observed.len()),
                    rows: Ints(observed.iter().map(|one| one.3).collect()),
                }],
                membership: Vec::new(),
                ranked: Vec::new(),
                worked: None,
                definition: Vec::new(),
                excluded: Vec::new(),
            }],
            recipes: vec![Recipe::default()],
            bases: vec![Basis { part: 0, counted: 0, among: 1, whole: None, from: None, elsewhere: None }],
            lists: vec![places(&|one| one.2), places(&|_| true)],
        },
    }
}
