//! When what an extract tells becomes known: each row from a day of its own, and some of its fields later than the row.
//!
//! What `sporbar:spell` and `sporbar:together` say already is not said again: a row is known from its spell's start, the
//! spell's end from that end, and fields that stand together from the date among them. `sporbar:knownFrom` says the rest, and
//! is followed before anything else. What is told of a period, such as a week or a year, is known when that is over, or where
//! the layout says so when it has begun.

use std::borrow::Cow;

use super::json::{Object, Reader};
use super::{Field, Kind, Schema};

/// From when a row, or a field's cell in it, is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownFrom {
    /// From the beginning, such as a plan, a budget or a table to look up in; with the reason.
    Always(String),
    /// From a day or a period that the row tells.
    Day(Moment),
}

/// The day that fields of a row tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The field with the day or the period; of a period in two fields the one with the year.
    pub field: String,
    /// The field with the number of the period within the year.
    pub within: Option<(Within, String)>,
    /// Whether a period's first day counts, and not its last.
    pub from_start: bool,
    /// Values of a field that say how it was all along, such as that a row was registered by mistake: they are known with
    /// the row.
    pub except: Vec<String>,
}

/// What a number within a year counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// ISO weeks.
    Week,
    /// Months.
    Month,
    /// Quarters.
    Quarter,
}

impl Within {
    const ALL: [(&str, Self); 3] = [("week", Self::Week), ("month", Self::Month), ("quarter", Self::Quarter)];
}

impl Moment {
    /// The day that stands in a field.
    pub fn of(field: &str) -> Self {
        Self { field: field.to_owned(), within: None, from_start: false, except: Vec::new() }
    }

    /// The fields that tell it.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        [&self.field].into_iter().chain(self.within.as_ref().map(|(_, field)| field)).map(String::as_str)
    }
}

/// Reads the property of a schema or of one of its fields.
pub(super) fn read(reader: &mut Reader, field: Option<&str>, object: &mut Object<'_>) -> Option<KnownFrom> {
    const HELP: &str = "write the name of a field, such as `\"Bogføringsdato\"`; or `{ \"field\": \"uge\" }`, \
        `{ \"year\": \"år\", \"month\": \"måned\" }` or `{ \"always\": \"why\" }`";
    let mut object = match object.text_or_object(reader, "sporbar:knownFrom")? {
        (Some(name), _) => return Some(KnownFrom::Day(Moment::of(&name))),
        (None, object) => object?,
    };
    let always = object.text(reader, "always");
    let (one, year) = (object.text(reader, "field"), object.text(reader, "year"));
    let parts = Within::ALL.map(|(key, part)| object.text(reader, key).map(|name| (part, name)));
    let from_start = match object.text(reader, "when").as_deref() {
        None | Some("end") => false,
        Some("start") => true,
        Some(other) => {
            let help = "write `end`, known when the period is over, or `start`, known when it has begun";
            reader.wrong(field, format!("`when` is `{other}`"), help);
            false
        }
    };
    let except = object.texts(reader, "except").unwrap_or_default();
    let is_alone = !object.has("when") && !object.has("except");
    object.finish(reader);
    if !except.is_empty() && field.is_none() {
        let help = "write it at the field that has these values";
        reader.wrong(None, "`except` in the `sporbar:knownFrom` of whole rows", help);
    }
    let mut parts = parts.into_iter().flatten();
    match (always, one, year, parts.next(), parts.next()) {
        (Some(reason), None, None, None, _) if is_alone => {
            if reason.trim().is_empty() {
                reader.wrong(field, "`always` without a reason", "write why it is known from the beginning");
            }
            Some(KnownFrom::Always(reason))
        }
        (None, Some(name), None, None, _) => {
            Some(KnownFrom::Day(Moment { field: name, within: None, from_start, except }))
        }
        (None, None, Some(name), Some(within), None) => {
            Some(KnownFrom::Day(Moment { field: name, within: Some(within), from_start, except }))
        }
        _ => {
            reader.wrong(field, "`sporbar:knownFrom` says nothing, or several things", HELP);
            None
        }
    }
}

/// The types that can tell a moment's day, and what is wrong with those of `moment`.
pub(super) fn check(reader: &mut Reader, schema: &Schema, moment: &Moment) {
    let is_number = |kind: &Kind| matches!(kind, Kind::Integer | Kind::Year);
    for name in moment.fields() {
        let Some(field) = schema.field(name) else { continue };
        let fits = match moment.within {
            Some(_) => is_number(&field.kind),
            None => matches!(field.kind, Kind::Date(_) | Kind::Month(_) | Kind::Text) || is_number(&field.kind),
        };
        if !fits {
            let help = "what becomes known does so on a day or in a period: name a `date`, a `yearmonth`, a `year`, or a text such as `2018W07`; \
                with `year`, whole numbers";
            reader.wrong(Some(name), format!("`sporbar:knownFrom` names `{name}`, which tells no day"), help);
        }
    }
}

impl Schema {
    /// The day from which a row is known; none where a row is known whenever the extract is.
    pub fn row_known_from(&self) -> Option<Cow<'_, Moment>> {
        match &self.known_from {
            Some(KnownFrom::Always(_)) => None,
            Some(KnownFrom::Day(moment)) => Some(Cow::Borrowed(moment)),
            None => self.spell.as_ref().map(|spell| Cow::Owned(Moment::of(&spell.from))),
        }
    }

    /// The days from which a field's cell is known, the latest of which decides; none where it is known with its row.
    pub fn field_known_from<'a>(&'a self, field: &'a Field) -> Vec<Cow<'a, Moment>> {
        match &field.known_from {
            Some(KnownFrom::Always(_)) => return Vec::new(),
            Some(KnownFrom::Day(moment)) => return vec![Cow::Borrowed(moment)],
            None => {}
        }
        let day = |name: &str| Cow::Owned(Moment::of(name));
        let end = self.spell.as_ref().map(|spell| spell.to.as_str());
        if end == Some(field.name.as_str()) {
            return end.into_iter().map(day).collect();
        }
        let Some(group) = self.together.iter().find(|group| group.contains(&field.name)) else { return Vec::new() };
        match end.filter(|end| group.iter().any(|name| name == end)) {
            Some(end) => vec![day(end)],
            None => group.iter().map(String::as_str).filter(|name| self.tells_a_day(name)).map(day).collect(),
        }
    }

    /// Whether anything says when what it tells becomes known.
    pub fn says_when(&self) -> bool {
        let of_field = self.fields.iter().any(|field| field.known_from.is_some());
        self.known_from.is_some() || self.spell.is_some() || !self.together.is_empty() || of_field
    }

    fn tells_a_day(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| matches!(field.kind, Kind::Date(_) | Kind::Month(_)))
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

    fn of(schema: &Schema, field: &str) -> Vec<String> {
        let known = schema.field_known_from(schema.field(field).expect("a field"));
        known.into_iter().map(|moment| moment.field.clone()).collect()
    }

    fn row(schema: &Schema) -> Option<String> {
        schema.row_known_from().map(|moment| moment.field.clone())
    }

    const SPELL: &str = ", \"sporbar:spell\": {\"from\": \"fra\", \"to\": \"til\"}";

    #[test]
    fn a_layout_that_says_nothing_is_known_at_once() {
        let plain = schema("", "");
        assert!(plain.row_known_from().is_none() && !plain.says_when());
        assert!(plain.fields.iter().all(|field| plain.field_known_from(field).is_empty()));
    }

    #[test]
    fn it_follows_from_spells_and_from_what_stands_together() {
        let spell = schema(SPELL, "");
        assert_eq!(row(&spell).as_deref(), Some("fra"));
        assert_eq!((of(&spell, "fra"), of(&spell, "til"), of(&spell, "a")), (vec![], vec!["til".to_owned()], vec![]));
        // With the end of a spell, whatever else tells a day.
        let ended = schema(&format!("{SPELL}, \"sporbar:together\": [[\"til\", \"dag\", \"a\"]]"), "");
        assert_eq!((of(&ended, "a"), of(&ended, "dag")), (vec!["til".to_owned()], vec!["til".to_owned()]));
        assert!(of(&ended, "b").is_empty());
        // Of several days all must have come.
        let days = schema(", \"sporbar:together\": [[\"dag\", \"til\", \"a\"]]", "");
        assert_eq!(of(&days, "a"), ["dag", "til"]);
    }

    #[test]
    fn what_is_said_goes_before_what_follows() {
        let said = schema(
            &format!("{SPELL}, \"sporbar:knownFrom\": \"dag\", \"sporbar:together\": [[\"til\", \"b\"]]"),
            ", \"sporbar:knownFrom\": {\"field\": \"fra\", \"except\": [\"fejl\"]}",
        );
        assert_eq!((row(&said).as_deref(), of(&said, "b")), (Some("dag"), vec!["fra".to_owned()]));
        let always = schema(&format!("{SPELL}, \"sporbar:knownFrom\": {{\"always\": \"det er en plan\"}}"), "");
        assert!(always.row_known_from().is_none() && always.says_when());
        let start = schema(", \"sporbar:knownFrom\": {\"field\": \"a\", \"when\": \"start\"}", "");
        assert!(start.row_known_from().is_some_and(|moment| moment.from_start && moment.within.is_none()));
    }

    #[test]
    fn what_tells_no_day_or_says_too_much_is_a_finding() {
        for (known, why) in [
            ("\"ja\"", "which tells no day"),
            ("\"dak\"", "which is not a field"),
            ("\"always\"", "which is not a field"),
            ("{\"field\": \"ja\"}", "which tells no day"),
            ("{\"year\": \"dag\", \"month\": \"nr\"}", "which tells no day"),
            ("{\"year\": \"nr\", \"month\": \"mangler\"}", "which is not a field"),
            ("{\"always\": \" \"}", "without a reason"),
            ("{\"always\": true}", "says nothing"),
            ("{}", "says nothing"),
            ("{\"year\": \"nr\"}", "says nothing"),
            ("{\"year\": \"nr\", \"month\": \"nr\", \"week\": \"nr\"}", "says nothing"),
            ("{\"field\": \"dag\", \"always\": \"det er en plan\"}", "says nothing"),
            ("{\"field\": \"dag\", \"when\": \"midt\"}", "`when` is `midt`"),
            ("{\"field\": \"dag\", \"except\": [\"a\"]}", "of whole rows"),
            ("[\"dag\"]", "`sporbar:knownFrom` is a list"),
        ] {
            let fields = "{\"name\": \"dag\", \"type\": \"date\"}, {\"name\": \"ja\", \"type\": \"boolean\"}, {\"name\": \"nr\", \"type\": \"integer\"}";
            let text = format!("{{\"fields\": [{fields}], \"sporbar:knownFrom\": {known}}}");
            let found = parse("x", "x.json", &text).expect_err("it is wrong");
            assert!(found.iter().any(|finding| finding.message.contains(why)), "{known}: {found:?}");
        }
    }
}
