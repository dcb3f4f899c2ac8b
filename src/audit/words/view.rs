//! What a view's rows are: those of a query, or those of a table, taken through rules.

use super::Told;
use crate::diagnostic::Ranged;
use crate::locale::say;
use crate::spec::{Each, Gather, Grouped, Join, Keep, Making, Next, On, Rule, Unmatched, View, Which};

impl Told<'_> {
    /// That each row of a view counts, and what its rows are.
    pub(super) fn view(&mut self, topic: &str, view: &View) {
        let language = self.language;
        let ruled = match &view.making {
            Making::Query(query) => return self.tell_as(topic, "words-counted-query-once", query),
            Making::Ruled(ruled) => ruled,
        };
        let table = say!(language, "words-the-view", name = &view.name.value);
        self.say(self.word(topic), say!(language, "words-counted-rows", table = table));
        self.of_view(say!(language, "words-view-of", table = self.table(&ruled.of)));
        for rule in &ruled.rules {
            match rule {
                Rule::Where(filter) => self.of_view_as(self.word("words-those-rows"), filter),
                Rule::Column(name, sql) => self.of_view_as(say!(language, "words-is", name = &name.value), sql),
                Rule::Classes { name, of, limits } => {
                    let limits = limits.limits.iter().map(|limit| limit.value.to_string()).collect::<Vec<_>>();
                    let text = say!(language, "words-is-class", name = &name.value, limits = limits.join(", "));
                    self.of_view_as(text, of);
                }
                Rule::Gather(gather) => self.gathered(gather),
                Rule::Group(group) => self.grouped(group),
                Rule::Next(next) => self.next(next),
                other => self.of_view(self.rule(other)),
            }
        }
    }

    /// Says something of the view's rows.
    fn of_view(&mut self, text: String) {
        self.say(self.word("words-view-topic"), text);
    }

    /// The same that an expression decides.
    fn of_view_as(&mut self, text: String, code: &Ranged<String>) {
        self.say_as(self.word("words-view-topic"), text, code);
    }

    fn rule(&self, rule: &Rule) -> String {
        let language = self.language;
        match rule {
            Rule::KnownFrom(day) => say!(language, "words-known-from", day = &day.value),
            Rule::Holds { from, to } => say!(language, "words-holds", from = &from.value, to = &to.value),
            Rule::LaterIsEmpty(days) => {
                let all = days.iter().flat_map(|(day, others)| std::iter::once(day).chain(others));
                say!(language, "words-later-is-empty", columns = self.named(all))
            }
            Rule::MissingCodes(codes) => {
                let each = codes.iter().map(|(column, codes)| {
                    say!(language, "words-codes-in", codes = self.named(codes), column = &column.value)
                });
                let each = each.collect::<Vec<_>>().join("; ");
                say!(language, "words-missing-codes", codes = each)
            }
            Rule::Keep(keep) => self.kept(keep),
            Rule::Join(join) => self.joined(join),
            Rule::Each(each) => self.each(each),
            Rule::Prices(prices) => {
                let (name, amount, value) = (&prices.name.value, &prices.amount.value, &prices.value.value);
                let table = self.table(&prices.index);
                match &prices.of {
                    Some(year) => {
                        let year = year.value.to_string();
                        say!(
                            language,
                            "words-prices",
                            name = name,
                            amount = amount,
                            year = year,
                            value = value,
                            table = table
                        )
                    }
                    None => say!(
                        language,
                        "words-prices-of-status-year",
                        name = name,
                        amount = amount,
                        value = value,
                        table = table
                    ),
                }
            }
            Rule::Long(long) => say!(
                language,
                "words-long",
                columns = self.named(long.columns.iter().map(|(label, _)| label)),
                value = &long.value.value,
                name = &long.name.value
            ),
            Rule::Pairs(pairs) => say!(
                language,
                "words-pairs",
                wave = &pairs.wave.value,
                per = self.named(&pairs.per),
                value = &pairs.value.value
            ),
            // They are said with their SQL.
            Rule::Where(_)
            | Rule::Column(..)
            | Rule::Classes { .. }
            | Rule::Gather(_)
            | Rule::Group(_)
            | Rule::Next(_) => String::new(),
        }
    }

    fn gathered(&mut self, gather: &Gather) {
        let language = self.language;
        let (table, same) = (self.table(&gather.table), self.named(gather.by.iter().map(|(own, _)| own)));
        if let Some(filter) = &gather.filter {
            self.of_view_as(say!(language, "words-gathered-if", table = &table), filter);
        }
        for (name, sql) in &gather.columns {
            let text = say!(language, "words-gathered", name = &name.value, table = &table, same = &same);
            self.of_view_as(text, sql);
        }
        if let Some(why) = &gather.outside {
            self.of_view(say!(language, "words-gathered-outside", table = &table, why = sentence(why)));
        }
    }

    fn grouped(&mut self, group: &Grouped) {
        let (language, per) = (self.language, self.named(&group.per));
        self.of_view(say!(language, "words-one-row-each", per = &per));
        for (name, sql) in &group.columns {
            self.of_view_as(say!(language, "words-grouped", name = &name.value, per = &per), sql);
        }
    }

    fn next(&mut self, next: &Next) {
        let (language, rows) = (self.language, i64::from(next.rows.value));
        let (per, by) = (self.named(&next.per), self.named(&next.by));
        self.of_view(say!(language, "words-next-only", rows = rows, per = &per, by = &by));
        for (name, sql) in &next.columns {
            let text = say!(language, "words-next", name = &name.value, rows = rows, per = &per, by = &by);
            self.of_view_as(text, sql);
        }
    }

    fn joined(&self, join: &Join) -> String {
        let language = self.language;
        let on = match &join.on {
            On::Same(by) => {
                say!(language, "words-joined-by-same", columns = self.named(by.iter().map(|(own, _)| own)))
            }
            On::Day(day) => say!(language, "words-joined-by-day", day = self.filled(day)),
        };
        let unmatched = match join.unmatched {
            Unmatched::Refuse => "refuse",
            Unmatched::Keep => "keep",
            Unmatched::Drop => "drop",
        };
        say!(language, "words-joined", table = self.table(&join.table), on = on, unmatched = unmatched)
    }

    fn each(&self, each: &Each) -> String {
        let (language, table) = (self.language, self.table(&each.periods));
        let said = match &each.which {
            Which::All => say!(language, "words-each-row", table = table),
            Which::Spell { from, to } => {
                say!(language, "words-each-period-of-spell", table = table, from = &from.value, to = &to.value)
            }
            Which::Around { day, first, last, name } => {
                let end = |number: Option<i32>, open: &str| {
                    number.map_or_else(|| self.word(open), |number| number.to_string())
                };
                say!(
                    language,
                    "words-each-period-around",
                    table = table,
                    day = &day.value,
                    first = end(*first, "words-the-first-period"),
                    last = end(*last, "words-the-latest-period"),
                    name = &name.value
                )
            }
        };
        match &each.outside {
            Some(why) => format!("{said} {}", say!(language, "words-other-periods", why = sentence(why))),
            None => said,
        }
    }

    fn kept(&self, keep: &Keep) -> String {
        let language = self.language;
        let (latest, least) = (self.named(&keep.latest), self.named(&keep.least));
        let latest = (!latest.is_empty()).then(|| say!(language, "words-keep-latest", columns = latest));
        let least = (!least.is_empty()).then(|| say!(language, "words-keep-least", columns = least));
        let rules = self.in_turn(latest.into_iter().chain(least)).unwrap_or_default();
        say!(language, "words-keep", per = self.named(&keep.per), rules = rules)
    }

    /// A table in words: an extract by its file.
    fn table(&self, name: &Ranged<String>) -> String {
        if self.spec.extracts.iter().any(|extract| extract.name.value == name.value) {
            return self.file(name.as_str()).to_owned();
        }
        say!(self.language, "words-named", name = &name.value)
    }
}

/// A reason from the spec as a sentence's end.
fn sentence(why: &Ranged<String>) -> String {
    let why = why.value.trim();
    if why.ends_with(['.', '!', '?']) { why.to_owned() } else { format!("{why}.") }
}
