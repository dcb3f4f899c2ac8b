//! What is odd about an extract and may be right, and files that are not what they should be.

use super::{human, in_short, read_one, schema};

fn read(text: impl Into<Vec<u8>>, json: &str) -> Vec<String> {
    in_short(&read_one("s.csv", text, &schema("s", json)).1)
}

const TWO: &str = r#"{"fields":[{"name":"navn"},{"name":"antal","type":"integer"}]}"#;

#[test]
fn an_extract_of_nothing_but_a_header_is_told() {
    assert_eq!(read("navn,antal\n", TWO), ["warning no-rows s.csv - -"]);
}

#[test]
fn a_block_of_rows_that_stands_twice_is_told_once() {
    let block = "a,1\nb,2\nc,3\n";
    assert_eq!(read(format!("navn,antal\n{block}{block}"), TWO), ["warning double-block s.csv 5 -"]);
    assert_eq!(read(format!("navn,antal\nx,9\n{block}y,9\n{block}z,9\n"), TWO), ["warning double-block s.csv 7 -"]);
    let (_, findings) = read_one("s.csv", format!("navn,antal\n{block}{block}{block}"), &schema("s", TWO));
    assert!(human(&findings).contains("rows 5-10 are the same as rows 2-7"), "{}", human(&findings));
    // A row inside the block that is the same as another does not part it.
    assert_eq!(read("navn,antal\na,1\na,1\nb,2\nc,3\na,1\na,1\nb,2\nc,3\n", TWO), ["warning double-block s.csv 6 -"]);
}

#[test]
fn rows_that_happen_to_be_the_same_are_not_a_block() {
    for rows in
        ["a,1\na,1\na,1\na,1\na,1\n", "a,1\nb,2\na,1\nb,2\na,1\nb,2\n", "a,1\nb,2\nc,3\nc,3\nb,2\na,1\n", ",\n,1\na,\n"]
    {
        assert_eq!(read(format!("navn,antal\n{rows}"), TWO), [""; 0], "{rows}");
    }
}

#[test]
fn a_sum_among_the_rows_is_told_but_not_where_the_code_list_has_the_word() {
    assert_eq!(read("navn,antal\na,1\nI alt,1\n", TWO), ["warning total-row s.csv 3 navn"]);
    assert_eq!(read("navn,antal\na,1\nTOTAL:,1\n", TWO), ["warning total-row s.csv 3 navn"]);
    assert!(read("navn,antal\nTotalrenovering,1\n", TWO).is_empty());
    let coded = r#"{"fields":[{"name":"navn","constraints":{"enum":["Total"]}},{"name":"antal","type":"integer"}]}"#;
    assert!(read("navn,antal\nTotal,1\n", coded).is_empty());
}

#[test]
fn a_long_number_that_excel_has_shortened_is_told() {
    assert_eq!(read("navn,antal\n\"1,00E+05\",1\n", TWO), ["warning mangled-number s.csv 2 navn"]);
}

#[test]
fn rows_about_nobody_are_told_unless_the_layout_says_when_they_may_be() {
    let fields =
        |more: &str| format!(r#"{{"fields":[{{"name":"cpr","sporbar:person":true{more}}},{{"name":"navn"}}]}}"#);
    let text = "cpr,navn\n610169-1234,a\n,b\n,c\n";
    assert_eq!(read(text, &fields("")), ["warning empty-key s.csv 3 cpr"]);
    let when = r#","sporbar:optionalWhen":{"field":"navn","values":["b","c"]}"#;
    assert!(read(text, &fields(when)).is_empty());
}

#[test]
fn a_title_and_excel_s_note_above_the_header_are_named() {
    let (_, findings) = read_one("s.csv", "Udtræk fra registret,\nnavn,antal\na,1\n", &schema("s", TWO));
    assert_eq!(in_short(&findings), ["error missing-column s.csv 1 -"]);
    assert!(human(&findings).contains("a title and not the header, which stands in row 2"), "{}", human(&findings));
    let (_, findings) = read_one("s.csv", "sep=,\nnavn,antal\na,1\n", &schema("s", TWO));
    assert!(human(&findings).contains("note to Excel"), "{}", human(&findings));
}

#[test]
fn delimiters_alone_make_no_row_and_delimiters_at_the_end_are_named() {
    assert!(read("navn,antal\na,1\n,\n , \n,,,\n", TWO).is_empty());
    let (_, findings) = read_one("s.csv", "navn,antal,,\na,1,,\n", &schema("s", TWO));
    assert_eq!(in_short(&findings), ["warning extra-column s.csv 1 -"]);
    assert!(human(&findings).contains("the header ends in delimiters"), "{}", human(&findings));
    let (_, findings) = read_one("s.csv", "navn,antal\na,1,\n", &schema("s", TWO));
    assert_eq!(in_short(&findings), ["error ragged-row s.csv 2 -"]);
    assert!(human(&findings).contains("ends in a `,` behind its last field"), "{}", human(&findings));
}

#[test]
fn lines_that_end_in_cr_alone_are_counted_and_doubles_in_them_found() {
    let unique = r#"{"primaryKey":"navn","fields":[{"name":"navn"},{"name":"antal","type":"integer"}]}"#;
    assert_eq!(
        read("navn,antal\ra,1\rb,2\ra,x\r", unique),
        ["error not-unique s.csv 4 navn", "error cell-type s.csv 4 antal"]
    );
    let (register, _) = read_one("s.csv", "navn,antal\r\"a\r\nb\",1\r\nc,2\n\rd,3", &schema("s", TWO));
    let rows = register.get("s").expect("read").frame.column("_row").expect("rows").u32().expect("u32").clone();
    // A text over two lines; CRLF; LF; a blank line that ends in CR.
    assert_eq!(rows.iter().flatten().collect::<Vec<_>>(), [2, 4, 6]);
}

#[test]
fn a_letter_of_two_characters_is_the_letter() {
    let layout = schema("s", r#"{"primaryKey":"Små","fields":[{"name":"Små"},{"name":"antal","type":"integer"}]}"#);
    let (_, findings) = read_one("s.csv", "Sma\u{30a},antal\nå,1\na\u{30a},2\n", &layout);
    assert_eq!(in_short(&findings), ["error not-unique s.csv 3 Små"]);
    let other = super::room::parse("s", "s.json", "{\"fields\":[{\"name\":\"Sma\u{30a}\"}]}");
    assert!(other.is_ok(), "a layout given as text is read as it stands");
}

#[test]
fn names_and_codes_that_look_alike_are_told_apart_by_the_letter() {
    let coded = r#"{"fields":[{"name":"Start dato"},{"name":"rolle","constraints":{"enum":["mor"]}}]}"#;
    let (_, findings) = read_one("s.csv", "Start\u{a0}dato,rolle\nx,m\u{43e}r\n", &schema("s", coded));
    let text = human(&findings);
    assert!(text.contains("at letter 6 one has a blank (U+0020), the other a no-break space (U+00A0)"), "{text}");
    assert!(text.contains("at letter 2 one has `\u{43e}` (U+043E), the other `o` (U+006F)"), "{text}");
}

#[test]
fn old_encodings_are_named_with_how_to_draw_the_extract_again() {
    // Python: "Beløb;Hjælp\n1;Før\n" in cp850 and mac_roman.
    for (bytes, name) in [
        (&b"Bel\x9bb;Hj\x91lp\n1;F\x9br\n"[..], "code page 850"),
        (&b"Bel\xbfb;Hj\xbelp\n1;F\xbfr\n"[..], "Mac OS Roman"),
    ] {
        for encoding in ["windows-1252", "utf-8"] {
            let json = format!(
                r#"{{"sporbar:dialect":{{"delimiter":";","encoding":"{encoding}"}},"fields":[{{"name":"Beløb"}},{{"name":"Hjælp"}}]}}"#
            );
            let (_, findings) = read_one("s.csv", bytes, &schema("s", &json));
            assert_eq!(in_short(&findings), ["error wrong-encoding s.csv 1 -"], "{name} {encoding}");
            let text = human(&findings);
            assert!(text.contains(name) && text.contains("not as `CSV (Macintosh)` or `CSV (MS-DOS)`"), "{text}");
        }
    }
}

#[test]
fn a_day_that_no_register_means_needs_the_layout_s_word() {
    let dates = |constraints: &str| {
        format!(r#"{{"fields":[{{"name":"dag","type":"date","format":"%d-%m-%Y"{constraints}}}]}}"#)
    };
    let text = "dag\n04-03-0018\n01-01-2101\n31-12-1899\n01-01-1900\n31-12-2100\n";
    assert_eq!(
        read(text, &dates("")),
        ["error out-of-range s.csv 2 dag", "error out-of-range s.csv 3 dag", "error out-of-range s.csv 4 dag"]
    );
    let stated = r#","constraints":{"minimum":"01-01-0001","maximum":"31-12-9999"}"#;
    assert!(read(text, &dates(stated)).is_empty());
}

#[test]
fn a_date_with_a_time_shows_the_date_unless_it_is_personal() {
    let dates = |more: &str| format!(r#"{{"fields":[{{"name":"dag","type":"date","format":"%d-%m-%Y"{more}}}]}}"#);
    let told = |json: &str| human(&read_one("s.csv", "dag\n05-01-2018 00:00:00\n", &schema("s", json)).1);
    assert!(told(&dates("")).contains("`05-01-2018` has a time of day behind the date"), "{}", told(&dates("")));
    let personal = told(&dates(r#","sporbar:personal":true"#));
    assert!(personal.contains("the value has a time of day") && !personal.contains("2018"), "{personal}");
}

#[test]
fn a_day_of_birth_that_is_not_the_cpr_numbers_is_told_where_most_are() {
    let json = r#"{"fields":[{"name":"cpr","sporbar:person":true},
        {"name":"dag","type":"date","format":"%d-%m-%Y","sporbar:personal":true}]}"#;
    let text = |days: [&str; 4]| {
        let people = ["610169-1234", "620270-1234", "630371-1234", "640412-1234"];
        let rows: Vec<String> = people.iter().zip(days).map(|(cpr, day)| format!("{cpr},{day}\n")).collect();
        format!("cpr,dag\n{}", rows.concat())
    };
    // A century is not in the first six digits.
    assert_eq!(read(text(["01-01-1969", "02-02-1970", "03-03-1971", "04-04-2012"]), json), [""; 0]);
    let slip = text(["01-01-1969", "02-02-1970", "03-03-1971", "04-04-1921"]);
    assert_eq!(read(slip.clone(), json), ["warning birth-mismatch s.csv 5 dag"]);
    let (_, findings) = read_one("s.csv", slip, &schema("s", json));
    assert!(!human(&findings).contains("1921") && !human(&findings).contains("640412"), "{}", human(&findings));
    // Another kind of day is nobody's birth.
    assert_eq!(read(text(["01-01-1969", "02-02-1970", "05-06-2018", "05-06-2018"]), json), [""; 0]);
}

#[test]
fn texts_that_look_the_same_are_told_once_a_column() {
    for other in ["a b", "A B", "a\u{a0}b", "a b\u{200b}", "\u{430} b"] {
        let found = read(format!("navn,antal\na  b,1\nc,2\n{other},3\n"), TWO);
        assert_eq!(found, ["warning alike-texts s.csv 4 navn"], "{other:?}");
    }
    assert_eq!(
        read("navn,antal\nJF-1,1\nJF\u{2013}1,2\njf-1,3\nx,4\nX,5\n", TWO),
        ["warning alike-texts s.csv 3 navn"]
    );
    assert!(read("navn,antal\nTrin 1,1\nTrin 2,2\nTrin 1,3\n", TWO).is_empty());
    // Prose is not counted by.
    let prose = "Det gik godt. ".repeat(10);
    assert!(read(format!("navn,antal\n{prose},1\n{},2\n", prose.to_uppercase()), TWO).is_empty());
}

#[test]
fn what_programs_write_for_nothing_is_told() {
    for word in ["NULL", "N/A", "(tom)", "#I/T", "a\u{7}b"] {
        assert_eq!(read(format!("navn,antal\n{word},1\n"), TWO), ["warning odd-text s.csv 2 navn"], "{word:?}");
    }
    assert!(read("navn,antal\nNullermand,1\nNan Larsen,2\n", TWO).is_empty());
    let missing = TWO.replace("{\"fields\"", "{\"missingValues\":[\"NULL\"],\"fields\"");
    assert!(read("navn,antal\nNULL,1\n", &missing).is_empty());
}

#[test]
fn a_number_that_no_program_can_keep_is_not_read() {
    let json = r#"{"fields":[{"name":"navn"},{"name":"antal","type":"number"}]}"#;
    assert_eq!(read(format!("navn,antal\na,{}\n", "9".repeat(400)), json), ["error cell-type s.csv 2 antal"]);
}
