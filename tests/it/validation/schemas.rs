//! Schemas: what is wrong with one is found at once, and nothing in it is passed over.

use std::path::Path;

use sporbar::diagnostic::{Code, Findings};
use sporbar::schema::{self as room, Dialect, Kind};

use super::{LAYOUTS, human, schema, schemas};

fn wrong(json: &str) -> Findings {
    let findings = room::parse("s", "s.json", json).expect_err("a broken schema");
    assert!(findings.iter().all(|finding| finding.code == Code::SchemaInvalid));
    findings
}

/// Asserts that there is one finding whose text has all of `parts`.
fn assert_wrong(json: &str, parts: &[&str]) {
    let findings = wrong(json);
    let text = human(&findings);
    assert_eq!(findings.len(), 1, "{text}");
    assert!(text.contains("s.json") && parts.iter().all(|part| text.contains(part)), "{parts:?}\n{text}");
}

#[test]
fn the_projects_layouts_say_who_is_a_person_and_where_spells_run() {
    let schemas = schemas();
    for (_, name) in LAYOUTS {
        let schema = &schemas[name];
        assert_eq!(schema.fields.iter().filter(|field| field.person).count(), 1, "{name}");
        assert!(schema.fields.iter().all(|field| !field.description.is_empty() && !field.title.is_empty()), "{name}");
        assert_eq!(schema.spell.is_some(), name != "opus-udgifter", "{name}");
    }
    let Kind::Number(format) = &schemas["opus-udgifter"].field("Beløb").expect("a field").kind else {
        panic!("a number")
    };
    assert_eq!((format.decimal, format.group, format.trailing_minus), (',', Some('.'), true));
    assert!(matches!(&schemas["facit-forsoergelse"].dialect, Dialect::Sheet(sheet) if sheet.sheet == "Forsørgelse"));
}

#[test]
fn a_bare_table_schema_is_enough() {
    let plain = schema("s", r#"{"fields":[{"name":"a"}]}"#);
    assert!(matches!(&plain.dialect, Dialect::Csv(csv) if csv.delimiter == b','));
    assert_eq!(plain.missing_values, [""]);
    assert_eq!(plain.field("a").expect("a field").kind, Kind::Text);
}

#[test]
fn everything_is_found_at_once() {
    let findings = wrong(
        r#"{"sporbar:dialekt":{},"title":7,"primaryKey":"b","fields":[
            {"name":"a","type":"datetime"},{"name":"a"},{"type":"string"},{"name":"_row"},
            {"name":"d","type":"date","format":"%d-%m","constraints":{"required":"yes"}}]}"#,
    );
    insta::assert_snapshot!(human(&findings), @r#"
    error[schema-invalid]: `title` is a number
    --> s.json
     = help: write a text

    error[schema-invalid]: the type `datetime` is not supported
    --> s.json, column a
     = help: write `string`, `date`, `yearmonth`, `integer`, `year`, `number` or `boolean`

    error[schema-invalid]: field 3 has no name
    --> s.json
     = help: write `name`: the column's header

    error[schema-invalid]: the name `_row` starts with `_`
    --> s.json, column _row
     = help: such names are Sporbar's own

    error[schema-invalid]: the date format `%d-%m` is not supported
    --> s.json, column d
     = help: write a day, a month and a year once each, such as `%d-%m-%Y`, `%-d.%-m.%Y` for days without leading zeros, or `%d-%m-%y` for years of two digits

    error[schema-invalid]: `required` is a text
    --> s.json, column d
     = help: write `true` or `false`

    error[schema-invalid]: two fields are called `a`
    --> s.json, column a
     = help: take one away

    error[schema-invalid]: `sporbar:dialekt` in the schema is not supported
    --> s.json
     = help: did you mean `sporbar:dialect`?

    error[schema-invalid]: `primaryKey` names `b`, which is not a field
    --> s.json
     = help: write the name of a field
    "#);
}

#[test]
fn what_is_not_supported_is_said() {
    let field = |rest: &str| format!(r#"{{"fields":[{{"name":"a",{rest}}}]}}"#);
    for (rest, parts) in [
        (r#""typ":"string""#, vec!["`typ`", "did you mean `type`?"]),
        (r#""sporbar:persona":true"#, vec!["`sporbar:persona`", "did you mean `sporbar:person"]),
        (r#""missingValues":["-"]"#, vec!["`missingValues`"]),
        (r#""type":"string","format":"email""#, vec!["`email`"]),
        (r#""type":"geopoint""#, vec!["`geopoint`"]),
        (r#""type":"number","bareNumber":false"#, vec!["`bareNumber`"]),
        (r#""type":"number","decimalChar":",","groupChar":",""#, vec!["`groupChar`"]),
        (r#""type":"date","sporbar:yearsFrom":1930"#, vec!["`sporbar:yearsFrom`", "%y"]),
        (r#""type":"date","format":"%d-%m-%y","sporbar:yearsFrom":30"#, vec!["`sporbar:yearsFrom`"]),
        (r#""type":"yearmonth","format":"%b""#, vec!["`%b`", "%b-%y"]),
        (r#""sporbar:person":true,"sporbar:personForm":"both""#, vec!["`sporbar:personForm`", "`either`"]),
        (r#""type":"integer","groupChar":".""#, vec!["`groupChar`"]),
        (r#""type":"integer","constraints":{"enum":["1"]}"#, vec!["`enum`"]),
        (r#""type":"integer","constraints":{"pattern":"[0-9]"}"#, vec!["pattern"]),
        (r#""constraints":{"pattern":"("}"#, vec!["`pattern`"]),
        (r#""constraints":{"minimum":1}"#, vec!["`minimum`"]),
        (r#""constraints":{"exclusiveMinimum":1}"#, vec!["`exclusiveMinimum`"]),
        (
            r#""type":"date","format":"%d.%m.%Y","constraints":{"maximum":"2018-01-01"}"#,
            vec!["`maximum`", "dd.mm.yyyy"],
        ),
        (r#""type":"integer","sporbar:person":true"#, vec!["`sporbar:person`"]),
        (r#""sporbar:optionalWhen":{"field":"b","values":["x"]}"#, vec!["`b`"]),
    ] {
        assert_wrong(&field(rest), &parts);
    }
    let top = |rest: &str| format!(r#"{{"fields":[{{"name":"Startdato"}},{{"name":"Slut","type":"date"}}],{rest}}}"#);
    for (rest, parts) in [
        (r#""uniqueKeys":[["a"]]"#, vec!["`uniqueKeys`"]),
        (r#""fieldsMatch":"subset""#, vec!["`fieldsMatch`"]),
        (r#""primaryKey":["Startdat"]"#, vec!["`Startdat`", "did you mean `Startdato`?"]),
        (r#""sporbar:spell":{"from":"Startdato","to":"Slut"}"#, vec!["`Startdato` is not a date"]),
        (r#""sporbar:together":["Startdato","Slut"]"#, vec!["`sporbar:together`"]),
        (r#""foreignKeys":[{"fields":"Slut","reference":{"resource":"x","fields":["a","b"]}}]"#, vec!["foreign key"]),
        (r#""sporbar:dialect":{"format":"numbers"}"#, vec!["`numbers`"]),
        (r#""sporbar:dialect":{"headerRows":[3,5]}"#, vec!["`headerRows`"]),
        (r#""sporbar:dialect":{"headerRows":[]}"#, vec!["`headerRows`"]),
        (r#""sporbar:dialect":{"ends":"note"}"#, vec!["`ends`"]),
        (r#""sporbar:dialect":{"ends":[" "]}"#, vec!["`ends`"]),
        (r#""sporbar:dialect":{"delimiter":";;"}"#, vec!["`;;`"]),
        (r#""sporbar:dialect":{"encoding":"utf-7"}"#, vec!["`utf-7`"]),
        (r#""sporbar:dialect":{"quoteChar":"'"}"#, vec!["`quoteChar`"]),
        (r#""sporbar:dialect":{"header":false}"#, vec!["`header`"]),
        (r#""sporbar:dialect":{"format":"xlsx"}"#, vec!["`sheetName`"]),
        (r#""sporbar:dialect":{"format":"parquet","delimiter":";"}"#, vec!["`delimiter`"]),
        (r#""name":"another""#, vec!["`name`"]),
    ] {
        assert_wrong(&top(rest), &parts);
    }
    // Other tools' own properties are theirs.
    assert!(room::parse("s", "s.json", &top(r#""dk:ejer":"Jobcenter""#)).is_ok());
}

#[test]
fn what_is_no_schema_at_all() {
    assert_wrong("{\n  \"fields\": [}\n", &["row 2", "not JSON"]);
    assert_wrong("[]", &["a list"]);
    assert_wrong(r#"{"fields":[]}"#, &["`fields`"]);
    let (schemas, findings) = room::load(Path::new("no-such-folder"));
    assert!(schemas.is_empty() && findings.has_errors());
}
