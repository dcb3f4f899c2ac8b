//! What the rules say of rows: which of them, how many, and which is the first. Each row is counted by hand.

use std::fmt::Write as _;

use sporbar::register::{self, Memory, Request};

use super::{in_short, key, read_one, schema};

/// The findings of a file, each with where it is and what it says.
fn told(text: &str, json: &str) -> Vec<(String, String)> {
    let (_, findings) = read_one("s.csv", text, &schema("s", json));
    let messages = findings.iter().map(|finding| finding.message.clone());
    in_short(&findings).into_iter().zip(messages).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(place, message)| ((*place).to_owned(), (*message).to_owned())).collect()
}

#[test]
fn a_key_of_two_fields_stands_once_and_has_no_empty_cell() {
    let json = r#"{"primaryKey":["a","b"],"fields":[{"name":"a"},{"name":"b","type":"integer"}]}"#;
    let again = "the same `a` and `b` stands in row 2 already";
    assert_eq!(
        told("a,b\nx,1\nx,2\nx,1\nx,1\ny,1\n", json),
        pairs(&[("error not-unique s.csv 4 a", again), ("error not-unique s.csv 5 a", again)])
    );
    assert_eq!(
        told("a,b\nx,1\nx,\nx,\n", json),
        pairs(&[("error cell-required s.csv 3 b", "`b` is empty"), ("error cell-required s.csv 4 b", "`b` is empty")])
    );
    // A cell that did not fit is told of once, and as that.
    let places: Vec<String> = told("a,b\nx,q\n", json).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["error cell-type s.csv 2 b"]);
    // The unit between the cells of a key is part of none of them: `xy` and `z` are not `x` and `yz`.
    let texts = r#"{"primaryKey":["a","b"],"fields":[{"name":"a"},{"name":"b"}]}"#;
    assert_eq!(told("a,b\nxy,z\nx,yz\n", texts), []);
}

#[test]
fn a_field_that_stands_once_may_be_empty_in_many_rows() {
    let json = r#"{"fields":[{"name":"a","constraints":{"unique":true}},{"name":"b"}]}"#;
    assert_eq!(
        told("a,b\nx,1\n,1\n,1\nx,1\n", json),
        pairs(&[("error not-unique s.csv 5 a", "the same `a` stands in row 2 already")])
    );
}

#[test]
fn fields_that_go_together_are_all_filled_in_or_none() {
    let json = r#"{"sporbar:together":[["b","c","d"]],
        "fields":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d","type":"integer"}]}"#;
    assert_eq!(
        told("a,b,c,d\n1,x,y,1\n2,,,\n3,x,,\n4,,y,2\n", json),
        pairs(&[
            ("error cell-required s.csv 4 c", "`c` is empty, but `b` is filled in"),
            ("error cell-required s.csv 4 d", "`d` is empty, but `b` is filled in"),
            ("error cell-required s.csv 5 b", "`b` is empty, but `c` is filled in"),
        ])
    );
    // A cell that did not fit is told of once, and as that.
    let places: Vec<String> = told("a,b,c,d\n1,x,y,q\n", json).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places, ["error cell-type s.csv 2 d"]);
}

#[test]
fn a_cell_may_be_empty_where_another_says_so_and_nowhere_else() {
    let json = r#"{"fields":[{"name":"nr"},
        {"name":"slut","sporbar:optionalWhen":{"field":"status","values":["I gang","Planlagt"]}},{"name":"status"}]}"#;
    let (_, findings) =
        read_one("s.csv", "nr,slut,status\n1,,I gang\n2,,Planlagt\n3,,Slut\n4,,\n5,x,Slut\n", &schema("s", json));
    assert_eq!(in_short(&findings), ["error cell-required s.csv 4 slut", "error cell-required s.csv 5 slut"]);
    for finding in &findings {
        assert_eq!(finding.message, "`slut` is empty");
        assert_eq!(finding.help, ["it may be only where `status` is `I gang` or `Planlagt`"]);
    }
}

#[test]
fn a_spell_may_be_a_day_long_and_an_open_one_has_no_end() {
    let json = r#"{"sporbar:spell":{"from":"fra","to":"til"},"fields":[{"name":"nr"},
        {"name":"fra","type":"date","format":"%Y-%m-%d"},{"name":"til","type":"date","format":"%Y-%m-%d"}]}"#;
    assert_eq!(
        told("nr,fra,til\n1,2018-03-01,2018-03-01\n2,2018-03-01,2018-02-28\n3,2018-03-01,\n4,,2018-03-01\n", json),
        pairs(&[("error spell-ends-before-start s.csv 3 til", "`til` is before `fra`")])
    );
}

#[test]
fn a_day_of_birth_is_told_by_the_first_of_the_rows_and_how_many_they_are() {
    let json = r#"{"fields":[{"name":"cpr","sporbar:person":true},
        {"name":"dag","type":"date","format":"%d-%m-%Y","sporbar:personal":true}]}"#;
    let people = ["610169-1234", "620270-1234", "630371-1234", "640472-1234", "650573-1234", "660674-1234"];
    let read = |days: [&str; 6]| {
        let mut text = String::from("cpr,dag\n");
        for (cpr, day) in people.iter().zip(days) {
            writeln!(text, "{cpr},{day}").expect("a text takes it");
        }
        told(&text, json)
    };
    let (slip, right) = ("24-12-1918", ["01-01-1969", "02-02-1970", "03-03-1971", "04-04-1972", "05-05-1973"]);
    assert_eq!(
        read([right[0], slip, right[2], right[3], right[4], slip]),
        pairs(&[(
            "warning birth-mismatch s.csv 3 dag",
            "in 2 rows `dag` is another day than the one that `cpr` begins with"
        )])
    );
    // As many that agree as do not are the most there may be of these: three and three.
    assert_eq!(read([slip, slip, right[2], right[3], right[4], slip]).len(), 1);
    assert_eq!(read([slip, slip, right[2], right[3], slip, slip]), []);
    // A row without a day says nothing.
    assert_eq!(read([right[0], right[1], right[2], right[3], right[4], ""]), []);
}

const TWO: &str = r#"{"fields":[{"name":"navn"},{"name":"antal","type":"integer"}]}"#;

#[test]
fn what_is_odd_is_told_by_its_first_row_and_how_many_there_are() {
    assert_eq!(
        told("navn,antal\na,1\nSum,2\nb,3\nI alt:,4\n", TWO),
        pairs(&[("warning total-row s.csv 3 navn", "2 rows seem to be a sum of others, by `navn`")])
    );
    assert_eq!(
        told("navn,antal\na,1\n\"1,00E+05\",2\nb,3\n\"2,00E+05\",4\n", TWO),
        pairs(&[(
            "warning mangled-number s.csv 3 navn",
            "`navn` has been written as a power of ten in 2 rows, as Excel does with long numbers: digits are lost"
        )])
    );
    assert_eq!(
        told("navn,antal\na,1\nNULL,2\nb,3\nNaN,4\n", TWO),
        pairs(&[(
            "warning odd-text s.csv 3 navn",
            "`navn` has in 2 rows what a program writes for an empty cell or a mistake, or a control sign"
        )])
    );
    let nobody = r#"{"fields":[{"name":"cpr","sporbar:person":true},{"name":"navn"}]}"#;
    assert_eq!(
        told("cpr,navn\n610169-1234,a\n,b\n620270-1234,c\n,d\n", nobody),
        pairs(&[("warning empty-key s.csv 3 cpr", "2 rows are about nobody: `cpr` is empty")])
    );
    // A tab or a new line in a text is a sign that people write.
    assert_eq!(told("navn,antal\n\"a\tb\nc\",1\n", TWO), []);
}

#[test]
fn texts_that_look_alike_are_told_by_the_first_pair_and_how_many_more_there_are() {
    let looks = "the text looks like the one in row 2 and is another: they differ in capitals or in what nobody sees";
    assert_eq!(told("navn,antal\nx,1\ny,2\nX,3\n", TWO), pairs(&[("warning alike-texts s.csv 4 navn", looks)]));
    assert_eq!(
        told("navn,antal\nX,1\nz,2\nx,3\nx,4\nA,5\na,6\n", TWO),
        pairs(&[("warning alike-texts s.csv 4 navn", &format!("{looks}; so do 1 more"))])
    );
}

#[test]
fn blocks_that_stand_twice_are_told_by_the_longest_and_how_many_more_there_are() {
    let (three, four) = ("a,1\nb,2\nc,3\n", "d,1\ne,2\nf,3\ng,4\n");
    let same = |at: &str, as_: &str| format!("rows {at} are the same as rows {as_}, in the same order");
    assert_eq!(
        told(&format!("navn,antal\n{three}{three}x,9\n{four}{four}"), TWO),
        pairs(&[("warning double-block s.csv 13 -", &format!("{}; 1 more block stands twice", same("13-16", "9-12")))])
    );
    // Of two that are as long the first is told.
    let other = "d,1\ne,2\nf,3\n";
    assert_eq!(
        told(&format!("navn,antal\n{three}{three}x,9\n{other}{other}"), TWO),
        pairs(&[("warning double-block s.csv 5 -", &format!("{}; 1 more block stands twice", same("5-7", "2-4")))])
    );
}

#[test]
fn a_cell_of_any_type_tells_rows_apart() {
    let layout = |kind: &str| {
        format!(r#"{{"fields":[{{"name":"navn"}},{{"name":"v",{kind}}},{{"name":"w","type":"integer"}}]}}"#)
    };
    for (kind, one, other) in [
        (r#""type":"string""#, "x", "y"),
        (r#""type":"string""#, "x", ""),
        (r#""type":"integer""#, "1", "2"),
        (r#""type":"number""#, "1.5", "1.25"),
        (r#""type":"boolean""#, "true", "false"),
        (r#""type":"date","format":"%Y-%m-%d""#, "2018-01-01", "2018-01-02"),
    ] {
        let block = |cell: &str| format!("a,{cell},1\nb,{cell},2\nc,{cell},3\n");
        let json = layout(kind);
        assert_eq!(told(&format!("navn,v,w\n{}{}", block(one), block(other)), &json), [], "{kind} {one} {other}");
        assert_eq!(told(&format!("navn,v,w\n{}{}", block(one), block(one)), &json).len(), 1, "{kind} {one}");
    }
}

#[test]
fn spells_that_stand_twice_are_counted() {
    let json = r#"{"sporbar:spell":{"from":"fra","to":"til"},"fields":[{"name":"navn"},
        {"name":"fra","type":"date","format":"%Y-%m-%d"},{"name":"til","type":"date","format":"%Y-%m-%d"}]}"#;
    let rows = "a,2018-01-01,\nb,2018-01-01,\nb,2018-01-01,\nc,2018-01-01,\na,2018-01-01,\n";
    assert_eq!(
        told(&format!("navn,fra,til\n{rows}"), json),
        pairs(&[(
            "warning double-block s.csv 4 -",
            "row 4 is the same spell as row 3, cell for cell; 1 more spell stands twice"
        )])
    );
}

#[test]
fn references_are_told_by_the_file_and_the_fields_they_name() {
    let (to, from) = (
        schema("to", r#"{"fields":[{"name":"a"},{"name":"b","type":"integer"}]}"#),
        schema(
            "from",
            r#"{"fields":[{"name":"x"},{"name":"y","type":"integer"}],"foreignKeys":[
                {"fields":["x","y"],"reference":{"resource":"to","fields":["a","b"]}}]}"#,
        ),
    );
    let read = |text: &str| {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        let files = Memory::from([file("to.csv", "a,b\nk,1\nk,2\n"), file("from.csv", text)]);
        let requests = [
            Request { name: "to", file: "to.csv", schema: &to },
            Request { name: "from", file: "from.csv", schema: &from },
        ];
        let (_, findings) = register::read(&requests, &key(), &files);
        findings.iter().map(|finding| finding.message.clone()).zip(in_short(&findings)).collect::<Vec<_>>()
    };
    // An empty cell refers to nothing.
    assert_eq!(read("x,y\nk,1\nk,2\nk,\n,1\n"), []);
    assert_eq!(
        read("x,y\nk,1\nk,3\n"),
        [(
            "`x` and `y` refers to a row that `to.csv` does not have".to_owned(),
            "error foreign-key from.csv 3 x".to_owned()
        )]
    );
}

#[test]
fn columns_that_are_not_used_are_named_all_at_once() {
    let header = |header: &str, cells: &str| told(&format!("{header}\n{cells}\n"), TWO);
    assert_eq!(
        header("navn,antal,alder", "a,1,2"),
        pairs(&[("warning extra-column s.csv 1 -", "`alder` is not in the schema and not used")])
    );
    assert_eq!(
        header("navn,,antal,alder", "a,1,1,2"),
        pairs(&[(
            "warning extra-column s.csv 1 -",
            "`alder`, the nameless column 2 are not in the schema and not used"
        )])
    );
}
