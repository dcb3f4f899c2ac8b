//! Which columns of an extract the spec uses together: only how these go together is kept of real data.

use std::collections::BTreeSet;

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::tokenizer::{Token, Tokenizer};

use crate::schema::Schema;

/// The places of columns that one text of the spec names both of, the earlier first.
pub(super) fn pairs(spec: &str, schema: &Schema) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    let Ok(table) = spec.parse::<toml::Table>() else { return pairs };
    let mut texts = Vec::new();
    collect(&toml::Value::Table(table), &mut texts);
    for text in texts {
        let named = named(&text, schema);
        for (at, one) in named.iter().enumerate() {
            pairs.extend(named[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs
}

fn collect(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        toml::Value::Table(table) => table.values().for_each(|item| collect(item, texts)),
        _ => {}
    }
}

/// The columns that an expression names, in the layout's order.
fn named(text: &str, schema: &Schema) -> Vec<usize> {
    let Ok(tokens) = Tokenizer::new(&PostgreSqlDialect {}, text).tokenize() else { return Vec::new() };
    let words: BTreeSet<String> = tokens
        .into_iter()
        .filter_map(|token| match token {
            Token::Word(word) => Some(word.value),
            _ => None,
        })
        .collect();
    (0..schema.fields.len()).filter(|at| words.contains(&schema.fields[*at].name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_condition_names_is_used_together() {
        let layout = r#"{"fields": [{"name": "Rolle", "type": "string"}, {"name": "Køn", "type": "string"}, {"name": "Udtrådt", "type": "date"}]}"#;
        let schema = crate::schema::parse("x", "x.json", layout).expect("a layout");
        let spec = "a = \"Rolle = 'mor' AND \\\"Udtrådt\\\" IS NULL\"\n[b]\nc = [\"Køn = 'K'\"]\nd = \"'Køn' = Rolle\"";
        assert_eq!(pairs(spec, &schema), BTreeSet::from([(0, 2)]));
    }
}
