//! CPR numbers that have strayed into fields that are not for them: none gets further, however it is spelt.

use super::{human, in_short, read_one, schema};

/// Spellings of 610169-1234, the number of a person of the extract.
const SPELLINGS: [&str; 12] = [
    "610169-1234",
    "610169\u{a0}1234",
    "610169 - 1234",
    "610169.1234",
    "610169/1234",
    "610169_1234",
    "610169  1234",
    "610169\u{2014}1234",
    "610169\u{ad}1234",
    "61 01 69 12 34",
    "６１０１６９１２３４",
    "6101\u{200b}69-1234",
];

fn layout(note: &str) -> sporbar::schema::Schema {
    schema("s", &format!(r#"{{"fields":[{{"name":"cpr","sporbar:person":true}},{{"name":"note"{note}}}]}}"#))
}

#[test]
fn a_number_in_a_text_is_found_in_every_spelling_and_the_way_to_allow_another_is_told() {
    for spelling in &SPELLINGS {
        let (_, findings) = read_one("s.csv", format!("cpr,note\n620275-5678,se {spelling} her\n"), &layout(""));
        assert_eq!(in_short(&findings), ["error cpr-form s.csv 2 note"], "{spelling:?}");
        let text = human(&findings);
        assert!(text.contains("a code list or a `pattern`"), "{text}");
        assert!(!text.contains("1234") && !text.contains("610169"), "{text}");
    }
}

#[test]
fn a_pattern_or_a_code_list_allows_what_is_something_else_but_never_a_person_of_the_register() {
    let pattern = layout(r#","constraints":{"pattern":"[0-9 _./\\p{L}-]{1,40}"}"#);
    let codes = layout(r#","constraints":{"enum":["6101691234"]}"#);
    for (layout, note) in [(&pattern, "6101691234"), (&pattern, "61 01 69 1234"), (&codes, "6101691234")] {
        let (_, findings) = read_one("s.csv", format!("cpr,note\n620275-5678,{note}\n"), layout);
        assert!(findings.is_empty(), "{}", human(&findings));
        let (_, findings) = read_one("s.csv", format!("cpr,note\n610169-1234,{note}\n"), layout);
        assert_eq!(in_short(&findings), ["error cpr-form s.csv 2 note"], "{note}");
        assert!(human(&findings).contains("a person of the register"));
    }
    let (_, findings) = read_one("s.csv", "cpr,note\n620275-5678,610169-1234\n", &pattern);
    assert_eq!(in_short(&findings), ["error cpr-form s.csv 2 note"], "the very form is one whatever the pattern");
}

#[test]
fn the_register_s_own_number_is_found_in_groups_that_nobody_else_would_use() {
    for spelling in ["6101 69 1234", "61-01-1969-1234", "6101 691234"] {
        let text = |cpr: &str| format!("cpr,note\n{cpr},se {spelling}\n");
        let (_, findings) = read_one("s.csv", text("620275-5678"), &layout(""));
        assert!(findings.is_empty(), "{}", human(&findings));
        let (_, findings) = read_one("s.csv", text("610169-1234"), &layout(""));
        assert_eq!(in_short(&findings), ["error cpr-form s.csv 2 note"], "{spelling}");
    }
}

#[test]
fn ten_digits_of_that_form_are_no_amount_unless_the_layout_says_so() {
    let amounts = |more: &str| {
        let fields = r#"{"name":"cpr","sporbar:person":true},{"name":"n","type":"number""#;
        schema("s", &format!(r#"{{"fields":[{fields}{more}}},{{"name":"i","type":"integer"}}]}}"#))
    };
    let read = |text: &str, more: &str| in_short(&read_one("s.csv", text, &amounts(more)).1);
    assert_eq!(
        read("cpr,n,i\n620275-5678,6101691234,6101691234\n", ""),
        ["error cpr-form s.csv 2 n", "error cpr-form s.csv 2 i"]
    );
    let large = r#","constraints":{"maximum":9999999999}"#;
    assert!(read("cpr,n,i\n620275-5678,6101691234,1\n", large).is_empty());
    // Another's number is an amount then; the register's own is not, with its zero in front lost or not.
    assert_eq!(read("cpr,n,i\n610169-1234,6101691234,1\n", large), ["error cpr-form s.csv 2 n"]);
    assert!(read("cpr,n,i\n010169-1234,101691234,1\n", "").contains(&"error cpr-form s.csv 2 n".to_owned()));
    assert_eq!(read("cpr,n,i\n610169-1234,610169.1234,1\n", ""), ["error cpr-form s.csv 2 n"]);
    assert!(read("cpr,n,i\n610169-1234,1250000.5,300000000\n", "").is_empty());
}

#[test]
fn an_extract_without_its_header_shows_nothing_of_its_first_person() {
    let (_, findings) = read_one("s.csv", "10-10-1969,Vestergade 4\n11-11-1970,Nygade 2\n", &layout(""));
    assert_eq!(in_short(&findings), ["error missing-column s.csv 1 -"]);
    let text = human(&findings);
    assert!(text.contains("looks like data") && !text.contains("1969") && !text.contains("Vestergade"), "{text}");
}
