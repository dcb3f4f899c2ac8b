//! When what an extract tells becomes known: each row from a day of its own, and some of its fields later than the row.
//!
//! What `sporbar:spell` and `sporbar:together` say already is not said again: a row is known from its spell's start, the
//! spell's end from that end, and fields that stand together from the date among them. `sporbar:knownFrom` says the rest, and
//! is followed before anything else.

use super::{Field, Kind, Schema};

impl Schema {
    /// The field with the day from which a row is known; none where a row is known whenever the extract is.
    pub fn row_known_from(&self) -> Option<&str> {
        self.known_from.as_ref().or(self.spell.as_ref().map(|spell| &spell.from)).map(String::as_str)
    }

    /// The fields with the days from which a field's cell is known, the latest of which decides; none where it is known with
    /// its row.
    pub fn field_known_from<'a>(&'a self, field: &'a Field) -> Vec<&'a str> {
        if let Some(from) = &field.known_from {
            return vec![from];
        }
        let end = self.spell.as_ref().map(|spell| spell.to.as_str());
        if end == Some(field.name.as_str()) {
            return end.into_iter().collect();
        }
        let Some(group) = self.together.iter().find(|group| group.contains(&field.name)) else { return Vec::new() };
        match end.filter(|end| group.iter().any(|name| name == end)) {
            Some(end) => vec![end],
            None => group.iter().map(String::as_str).filter(|name| self.tells_a_day(name)).collect(),
        }
    }

    fn tells_a_day(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| matches!(field.kind, Kind::Date(_) | Kind::Month))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Schema, parse};

    /// A layout of the named dates and of texts; `of` is the schema's own properties, `field` those of the last text.
    fn schema(of: &str, field: &str) -> Schema {
        let date = |name: &str| format!("{{\"name\": \"{name}\", \"type\": \"date\"}}");
        let text = format!(
            "{{\"fields\": [{}, {}, {}, {{\"name\": \"a\", \"type\": \"string\"}}, {{\"name\": \"b\", \"type\": \"string\"{field}}}]{of}}}",
            date("fra"),
            date("til"),
            date("dag"),
        );
        parse("x", "x.json", &text).expect("a schema")
    }

    fn of<'s>(schema: &'s Schema, field: &str) -> Vec<&'s str> {
        schema.field_known_from(schema.field(field).expect("a field"))
    }

    const SPELL: &str = ", \"sporbar:spell\": {\"from\": \"fra\", \"to\": \"til\"}";

    #[test]
    fn a_layout_that_says_nothing_is_known_at_once() {
        let plain = schema("", "");
        assert_eq!(plain.row_known_from(), None);
        assert!(plain.fields.iter().all(|field| plain.field_known_from(field).is_empty()));
    }

    #[test]
    fn it_follows_from_spells_and_from_what_stands_together() {
        let spell = schema(SPELL, "");
        assert_eq!(spell.row_known_from(), Some("fra"));
        assert_eq!((of(&spell, "fra"), of(&spell, "til"), of(&spell, "a")), (vec![], vec!["til"], vec![]));
        // With the end of a spell, whatever else tells a day.
        let ended = schema(&format!("{SPELL}, \"sporbar:together\": [[\"til\", \"dag\", \"a\"]]"), "");
        assert_eq!((of(&ended, "a"), of(&ended, "dag"), of(&ended, "b")), (vec!["til"], vec!["til"], vec![]));
        // Of several days all must have come.
        let days = schema(", \"sporbar:together\": [[\"dag\", \"til\", \"a\"]]", "");
        assert_eq!(of(&days, "a"), vec!["dag", "til"]);
    }

    #[test]
    fn what_is_said_goes_before_what_follows() {
        let said = schema(
            &format!("{SPELL}, \"sporbar:knownFrom\": \"dag\", \"sporbar:together\": [[\"til\", \"b\"]]"),
            ", \"sporbar:knownFrom\": \"fra\"",
        );
        assert_eq!((said.row_known_from(), of(&said, "b")), (Some("dag"), vec!["fra"]));
    }

    #[test]
    fn what_tells_no_day_is_a_finding() {
        for (name, why) in [("a", "which tells no day"), ("dak", "which is not a field")] {
            let text = format!(
                "{{\"fields\": [{{\"name\": \"dag\", \"type\": \"date\"}}, {{\"name\": \"a\", \"type\": \"string\"}}], \"sporbar:knownFrom\": \"{name}\"}}"
            );
            let found = parse("x", "x.json", &text).expect_err("it is wrong");
            assert!(found.iter().any(|finding| finding.message.contains(why)), "{found:?}");
        }
    }
}
