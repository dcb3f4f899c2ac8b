//! Which functions of a template take the name of something as an argument: for whoever looks for a name without rendering.

/// What a function's argument names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// An exhibit.
    Exhibit,
    /// A drawing of words.
    Drawing,
    /// A claim.
    Claim,
    /// A fact.
    Fact,
    /// A premise.
    Premise,
}

/// The functions, the place of the argument among those without a name, and what it names.
pub const NAMING: [(&str, usize, &[Named]); 21] = [
    ("v", 0, &[Named::Exhibit]),
    ("xs", 0, &[Named::Exhibit]),
    ("n", 0, &[Named::Exhibit]),
    ("n_of", 1, &[Named::Exhibit]),
    ("rangering", 0, &[Named::Exhibit]),
    ("hoejest", 0, &[Named::Exhibit]),
    ("forloeb", 0, &[Named::Exhibit]),
    ("foerst", 0, &[Named::Exhibit]),
    ("arter", 0, &[Named::Exhibit]),
    ("arter_sagt", 0, &[Named::Exhibit]),
    ("serier", 0, &[Named::Exhibit]),
    ("opstilling", 0, &[Named::Exhibit]),
    ("kryds", 0, &[Named::Exhibit]),
    ("ordfigur", 0, &[Named::Drawing]),
    ("paastand", 0, &[Named::Claim]),
    ("siger", 0, &[Named::Claim]),
    ("siger_alle", 0, &[Named::Claim]),
    ("premisser_mrk", 0, &[Named::Exhibit, Named::Claim]),
    ("premisser_ved", 0, &[Named::Exhibit, Named::Claim]),
    ("premis", 0, &[Named::Premise]),
    ("fact", 0, &[Named::Fact]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use minijinja::{Environment, Value};

    use super::{NAMING, Named};
    use crate::document::premises::Owed;
    use crate::document::veil::Asked;
    use crate::document::{Meta, PseudonymKey, Publication, Tool, functions};
    use crate::locale::Language;

    fn empty() -> Publication {
        let text = String::new;
        let meta = Meta {
            id: text(),
            design: text(),
            title: text(),
            subtitle: text(),
            client: text(),
            publisher: text(),
            authors: Vec::new(),
            original: None,
            edition: text(),
            synthetic: true,
            as_of: "2018-12".to_owned(),
            language: Language::default(),
        };
        Publication {
            meta,
            parameters: Vec::new(),
            facts: Vec::new(),
            premises: Vec::new(),
            exhibits: Vec::new(),
            drawings: Vec::new(),
            claims: Vec::new(),
            said: Vec::new(),
            calculations: Vec::new(),
            extracts: Vec::new(),
            since: None,
            signed: None,
            protection: None,
            disclosure: text(),
            pseudonym_key: PseudonymKey::Synthetic,
            tool: Tool { name: text(), version: text() },
        }
    }

    /// What a function says of a name that is not there.
    fn said(call: &str, names: &BTreeMap<String, Value>) -> String {
        let environment = Environment::new();
        let expression = environment.compile_expression(call).expect("a call");
        expression.eval(names).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn they_are_all_functions_that_miss_a_name() {
        let publication = empty();
        let (owed, asked) = (Arc::new(Owed::default()), Arc::new(Asked::default()));
        let mut names = BTreeMap::new();
        functions::add(&mut names, &publication, None, false, (&owed, &asked));
        for name in names.keys() {
            let known = NAMING.iter().find(|(known, ..)| known == name);
            let what = known.map_or("", |(.., what)| match what {
                [Named::Exhibit] => "exhibit",
                [Named::Drawing] => "drawing",
                [Named::Claim] => "claim",
                [Named::Fact] => "fact",
                [Named::Premise] => "premise",
                _ => "exhibit or claim",
            });
            let calls =
                [r#"("zz")"#, r#"(["zz"])"#, r#"("zz", "zz")"#].map(|call| said(&format!("{name}{call}"), &names));
            let misses: Vec<&String> =
                calls.iter().filter(|said| said.contains("there is no") && said.contains("zz")).collect();
            assert_eq!(misses.is_empty(), known.is_none(), "{name}: {calls:?}");
            assert!(misses.iter().all(|said| said.contains(&format!("no {what} `zz`"))), "{name}: {calls:?}");
        }
        assert!(NAMING.iter().all(|(name, ..)| names.contains_key(*name)));
    }
}
