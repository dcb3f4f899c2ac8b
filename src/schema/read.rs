//! From the JSON's text to a [`Schema`], with everything that is wrong with it.

use std::collections::BTreeSet;

use super::dialect::Dialect;
use super::field::{self, Codes, Field, Kind};
use super::json::{Object, Reader};
use super::known::{self, KnownFrom, Moment};
use super::{ForeignKey, Schema, Spell};
use crate::diagnostic::{Findings, did_you_mean};
use crate::keys::Keys;

/// Reads the schema called `name` from its text; `file` is what findings call it.
///
/// # Errors
/// All that is wrong with it, with the code `schema-invalid`.
pub fn parse(name: &str, file: &str, text: &str) -> Result<Schema, Findings> {
    let mut reader = Reader::new(file);
    let schema = match serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(value) => read(&mut reader, name, &value),
        Err(error) => {
            let line = u64::try_from(error.line()).ok();
            // The library says so in words alone.
            if error.to_string().starts_with("recursion limit") {
                let help = "no layout needs that: take brackets out where the line says";
                reader.wrong_at(line, None, "the schema is nested deeper than 128 brackets", help);
            } else {
                reader.wrong_at(line, None, format!("the schema is not JSON: {error}"), "mend it where the line says");
            }
            None
        }
    };
    match schema {
        Some(schema) if reader.findings.is_empty() => Ok(schema),
        _ => Err(reader.findings),
    }
}

/// What the reader asks for while it reads a layout, whatever is wrong with that.
pub fn keys(text: &str) -> Keys {
    let mut reader = Reader::new("");
    if let Ok(value) = serde_json::from_str(text) {
        read(&mut reader, "", &value);
    }
    reader.keys
}

fn read(reader: &mut Reader, name: &str, value: &serde_json::Value) -> Option<Schema> {
    let mut object = Object::new(reader, value, "the schema", "")?;
    let title = object.text(reader, "title").unwrap_or_else(|| name.to_owned());
    let description = object.text(reader, "description").unwrap_or_default();
    let version = object.text(reader, "version");
    if object.text(reader, "name").is_some_and(|own| own != name) {
        reader.wrong(None, format!("`name` is not `{name}`"), "a schema is called what its file is");
    }
    // For people and other tools; Sporbar does not read them.
    for key in ["$schema", "homepage", "keywords", "licenses", "sources", "contributors", "created"] {
        object.value(key);
    }
    let dialect = object.object(reader, "sporbar:dialect");
    let dialect = Dialect::read(reader, dialect);
    let mut fields: Vec<Field> = Vec::new();
    match object.list("fields").map(serde_json::Value::as_array) {
        Some(Some(list)) if !list.is_empty() => {
            for (at, value) in list.iter().enumerate() {
                fields.extend(field::read(reader, at + 1, value));
            }
        }
        _ => reader.wrong(None, "`fields` is not a list of fields", "write one object for each column"),
    }
    let mut names = BTreeSet::new();
    for field in &fields {
        if !names.insert(field.name.clone()) {
            reader.wrong(Some(&field.name), format!("two fields are called `{}`", field.name), "take one away");
        }
    }
    let missing_values = object.texts(reader, "missingValues").unwrap_or_else(|| vec![String::new()]);
    let primary_key = object.names(reader, "primaryKey").unwrap_or_default();
    let foreign_keys = foreign_keys(reader, name, &mut object);
    let spell = object.object(reader, "sporbar:spell").and_then(|mut spell| {
        let (from, to) = (spell.text(reader, "from"), spell.text(reader, "to"));
        spell.finish(reader);
        if from.is_none() || to.is_none() {
            reader.wrong(
                None,
                "`sporbar:spell` lacks something",
                "write `from` and `to`: the names of two date fields",
            );
        }
        Some(Spell { from: from?, to: to? })
    });
    let together = together(reader, &mut object);
    let known_from = known::read(reader, None, &mut object);
    object.finish(reader);
    let schema = Schema {
        name: name.to_owned(),
        title,
        description,
        version,
        dialect,
        fields,
        primary_key,
        foreign_keys,
        missing_values,
        spell,
        together,
        known_from,
    };
    check_names(reader, &schema);
    Some(schema)
}

fn foreign_keys(reader: &mut Reader, name: &str, object: &mut Object<'_>) -> Vec<ForeignKey> {
    let Some(value) = object.list("foreignKeys") else { return Vec::new() };
    let Some(list) = value.as_array() else {
        reader.wrong(None, "`foreignKeys` is not a list", "write a list of objects");
        return Vec::new();
    };
    let mut keys = Vec::new();
    for value in list {
        let Some(mut key) = Object::new(reader, value, "a foreign key", "foreignKeys[]") else { continue };
        let fields = key.names(reader, "fields");
        let reference = key.object(reader, "reference").and_then(|mut reference| {
            let schema = reference.text(reader, "resource");
            let fields = reference.names(reader, "fields");
            reference.finish(reader);
            Some((schema?, fields?))
        });
        key.finish(reader);
        match (fields, reference) {
            (Some(fields), Some((schema, reference))) if fields.len() == reference.len() && !fields.is_empty() => {
                // The standard's way to refer to the table itself is an empty name.
                let schema = if schema.is_empty() { name.to_owned() } else { schema };
                keys.push(ForeignKey { fields, schema, reference });
            }
            _ => reader.wrong(
                None,
                "a foreign key lacks something",
                "write `fields`, and `reference` with `resource` and as many `fields`",
            ),
        }
    }
    keys
}

fn together(reader: &mut Reader, object: &mut Object<'_>) -> Vec<Vec<String>> {
    let Some(value) = object.value("sporbar:together") else { return Vec::new() };
    let names = |list: &serde_json::Value| -> Option<Vec<String>> {
        list.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
    };
    let groups = value.as_array().and_then(|groups| groups.iter().map(names).collect());
    groups.unwrap_or_else(|| {
        reader.wrong(None, "`sporbar:together` is not a list of lists of names", "write `[[\"Udtrådt\", \"Årsag\"]]`");
        Vec::new()
    })
}

/// Every name that the schema uses must be a field of it, and of the type that the use asks for.
fn check_names<'s>(reader: &mut Reader, schema: &'s Schema) {
    let spell = schema.spell.iter().flat_map(|spell| [&spell.from, &spell.to]);
    let mut used: Vec<(&str, &str)> = Vec::new();
    used.extend(schema.primary_key.iter().map(|name| ("primaryKey", name.as_str())));
    used.extend(schema.foreign_keys.iter().flat_map(|key| &key.fields).map(|name| ("foreignKeys", name.as_str())));
    used.extend(
        schema
            .foreign_keys
            .iter()
            .filter(|key| key.schema == schema.name)
            .flat_map(|key| key.reference.iter().map(|name| ("foreignKeys", name.as_str()))),
    );
    used.extend(spell.clone().map(|name| ("sporbar:spell", name.as_str())));
    used.extend(schema.together.iter().flatten().map(|name| ("sporbar:together", name.as_str())));
    let whens = schema.fields.iter().filter_map(|field| field.optional_when.as_ref());
    used.extend(whens.clone().map(|when| ("sporbar:optionalWhen", when.field.as_str())));
    let day = |known: &'s KnownFrom| match known {
        KnownFrom::Always(_) => None,
        KnownFrom::Day(moment) => Some(moment),
    };
    let of_fields = schema.fields.iter().filter_map(|field| Some((field, day(field.known_from.as_ref()?)?)));
    let known: Vec<&Moment> =
        schema.known_from.iter().filter_map(day).chain(of_fields.clone().map(|(_, moment)| moment)).collect();
    used.extend(known.iter().flat_map(|moment| moment.fields()).map(|name| ("sporbar:knownFrom", name)));
    for (key, name) in used {
        if schema.field(name).is_none() {
            if key == "sporbar:knownFrom" && name == "always" {
                let help = "say why, too: `{ \"always\": \"the plan was made before it began\" }`";
                reader.wrong(None, "`sporbar:knownFrom` names `always`, which is not a field", help);
                continue;
            }
            let known = did_you_mean(name, schema.fields.iter().map(|field| field.name.as_str()));
            let help = known.map_or_else(|| "write the name of a field".to_owned(), |n| format!("did you mean `{n}`?"));
            reader.wrong(None, format!("`{key}` names `{name}`, which is not a field"), help);
        }
    }
    for name in spell {
        if schema.field(name).is_some_and(|field| !matches!(field.kind, Kind::Date(_))) {
            reader.wrong(Some(name), format!("the spell's `{name}` is not a date"), "a spell runs between two dates");
        }
    }
    for moment in known {
        known::check(reader, schema, moment);
    }
    for (field, moment) in of_fields {
        let Some(Codes::Text(codes)) = &field.constraints.codes else { continue };
        for value in moment.except.iter().filter(|value| !codes.contains(value)) {
            let help = did_you_mean(value, codes.iter().map(String::as_str))
                .map_or_else(|| "write one of its codes".to_owned(), |code| format!("did you mean `{code}`?"));
            reader.wrong(Some(&field.name), format!("`{}` has no code `{value}`", field.name), help);
        }
    }
    for when in whens {
        let Some(other) = schema.field(&when.field) else { continue };
        if other.kind != Kind::Text {
            reader.wrong(
                Some(&other.name),
                "`sporbar:optionalWhen` looks at a field that is no text",
                "name a `string`",
            );
        }
        if let Some(Codes::Text(codes)) = &other.constraints.codes {
            for value in when.values.iter().filter(|value| !codes.contains(value)) {
                let help = did_you_mean(value, codes.iter().map(String::as_str))
                    .map_or_else(|| "write one of its codes".to_owned(), |code| format!("did you mean `{code}`?"));
                reader.wrong(Some(&other.name), format!("`{}` has no code `{value}`", other.name), help);
            }
        }
    }
}
