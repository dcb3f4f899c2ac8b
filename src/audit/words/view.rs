//! What a view's rows are: those of a query, or those of a table, taken through rules.

use super::{Told, listed};
use crate::diagnostic::Ranged;
use crate::spec::{Each, Gather, Grouped, Join, Keep, Making, Next, On, Rule, Unmatched, View, Which};

impl Told<'_> {
    /// That each row of a view counts, and what its rows are.
    pub(super) fn view(&mut self, topic: &str, view: &View) {
        match &view.making {
            Making::Query(query) => self.say_as(topic, "Hver række, som denne forespørgsel giver, én gang:", query),
            Making::Ruled(ruled) => {
                self.say(topic, format!("Hver række i visningen «{}», én gang.", view.name.value));
                let rows = "Visningens rækker";
                self.say(rows, format!("De er rækkerne i {}.", self.table(&ruled.of)));
                for rule in &ruled.rules {
                    match rule {
                        Rule::Where(filter) => self.say_as(rows, "De rækker, for hvilke dette gælder:", filter),
                        Rule::Column(name, sql) => self.say_as(rows, format!("«{}» er:", name.value), sql),
                        Rule::Classes { name, of, limits } => {
                            let limits = limits.limits.iter().map(|limit| limit.value.to_string()).collect::<Vec<_>>();
                            let text = format!("«{}» er klassen, med grænserne {}, af:", name.value, limits.join(", "));
                            self.say_as(rows, text, of);
                        }
                        Rule::Gather(gather) => self.gathered(rows, gather),
                        Rule::Group(group) => self.grouped(rows, group),
                        Rule::Next(next) => self.next(rows, next),
                        other => self.say(rows, self.rule(other)),
                    }
                }
            }
        }
    }

    fn rule(&self, rule: &Rule) -> String {
        match rule {
            Rule::KnownFrom(day) => {
                format!("Kun de rækker, der efter «{}» var kendt i statusmåneden.", day.value)
            }
            Rule::Holds { from, to } => {
                format!("Kun de rækker, der gælder i statusmåneden: fra «{}» til «{}».", from.value, to.value)
            }
            Rule::LaterIsEmpty(days) => {
                let all = days.iter().flat_map(|(day, others)| std::iter::once(day).chain(others));
                format!("Hvad der er sket efter statusmåneden, læses som tomt: {}.", quoted(all))
            }
            Rule::MissingCodes(codes) => {
                let each = codes.iter().map(|(column, codes)| format!("{} i «{}»", quoted(codes), column.value));
                let each = each.collect::<Vec<_>>().join("; ");
                format!("Koder, der ikke er svar, læses som tomme: {each}.")
            }
            Rule::Keep(keep) => kept(keep),
            Rule::Join(join) => self.joined(join),
            Rule::Each(each) => self.each(each),
            Rule::Prices(prices) => {
                let of = prices.of.as_ref().map_or("statusåret".to_owned(), |year| year.value.to_string());
                format!(
                    "«{}» er «{}» i priser fra {of}, efter «{}» i {}.",
                    prices.name.value,
                    prices.amount.value,
                    prices.value.value,
                    self.table(&prices.index)
                )
            }
            Rule::Long(long) => format!(
                "En række for hver af {}, i «{}» med sit navn i «{}».",
                quoted(long.columns.iter().map(|(label, _)| label)),
                long.value.value,
                long.name.value
            ),
            Rule::Pairs(pairs) => format!(
                "En række for hver to målinger efter «{}» af samme {}, hvor «{}» kendes begge gange.",
                pairs.wave.value,
                quoted(&pairs.per),
                pairs.value.value
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

    fn gathered(&mut self, rows: &str, gather: &Gather) {
        let (table, same) = (self.table(&gather.table), quoted(gather.by.iter().map(|(own, _)| own)));
        if let Some(filter) = &gather.filter {
            self.say_as(rows, format!("Af rækkerne i {table} regnes de med, for hvilke dette gælder:"), filter);
        }
        for (name, sql) in &gather.columns {
            self.say_as(rows, format!("«{}» er, over rækkerne i {table} med samme {same}:", name.value), sql);
        }
        if let Some(why) = &gather.outside {
            self.say(rows, format!("Rækker i {table}, der ikke hører til nogen, er ikke med: {}", sentence(why)));
        }
    }

    fn grouped(&mut self, rows: &str, group: &Grouped) {
        let per = quoted(&group.per);
        self.say(rows, format!("Én række for hver {per}."));
        for (name, sql) in &group.columns {
            self.say_as(rows, format!("«{}» er, over rækkerne med samme {per}:", name.value), sql);
        }
    }

    fn next(&mut self, rows: &str, next: &Next) {
        let (per, by) = (quoted(&next.per), quoted(&next.by));
        let those =
            format!("rækken selv og de følgende, i alt {}, med samme {per} i orden efter {by}", next.rows.value);
        self.say(rows, format!("Kun de rækker, som så mange følger: {those}."));
        for (name, sql) in &next.columns {
            self.say_as(rows, format!("«{}» er, over {those}:", name.value), sql);
        }
    }

    fn joined(&self, join: &Join) -> String {
        let on = match &join.on {
            On::Same(by) => format!("med samme {}", quoted(by.iter().map(|(own, _)| own))),
            On::Day(day) => format!("for den periode, «{}» ligger i", self.filled(day)),
        };
        let otherwise = match join.unmatched {
            Unmatched::Refuse => "",
            Unmatched::Keep => "; hvor der ingen er, er de tomme",
            Unmatched::Drop => "; rækker uden er ikke med",
        };
        format!("Med oplysningerne i {}, {on}{otherwise}.", self.table(&join.table))
    }

    fn each(&self, each: &Each) -> String {
        let periods = self.table(&each.periods);
        let said = match &each.which {
            Which::All => format!("En række for hver række i {periods}."),
            Which::Spell { from, to } => {
                format!("En række for hver periode i {periods} fra «{}» til «{}».", from.value, to.value)
            }
            Which::Around { day, first, last, name } => {
                let end = |number: Option<i32>, open: &str| number.map_or(open.to_owned(), |number| number.to_string());
                format!(
                    "En række for hver periode i {periods} omkring «{}», fra {} til {}; «{}» er afstanden.",
                    day.value,
                    end(*first, "den første"),
                    end(*last, "den seneste"),
                    name.value
                )
            }
        };
        match &each.outside {
            Some(why) => format!("{said} Andre perioder er ikke med: {}", sentence(why)),
            None => said,
        }
    }

    /// A table in words: an extract by its file.
    fn table(&self, name: &Ranged<String>) -> String {
        if self.spec.extracts.iter().any(|extract| extract.name.value == name.value) {
            return self.file(name.as_str()).to_owned();
        }
        format!("«{}»", name.value)
    }
}

/// A reason from the spec as a sentence's end.
fn sentence(why: &Ranged<String>) -> String {
    let why = why.value.trim();
    if why.ends_with(['.', '!', '?']) { why.to_owned() } else { format!("{why}.") }
}

fn kept(keep: &Keep) -> String {
    let by = |columns: &[Ranged<String>], which: &str| {
        (!columns.is_empty()).then(|| format!("den {which} efter {}", quoted(columns)))
    };
    let rules = [by(&keep.latest, "seneste eller største"), by(&keep.least, "første eller mindste")];
    let rules = rules.into_iter().flatten().collect::<Vec<_>>().join(", dernæst ");
    format!("Én række for hver {}: {rules}.", quoted(&keep.per))
}

fn quoted<'n>(names: impl IntoIterator<Item = &'n Ranged<String>>) -> String {
    listed(names.into_iter().map(Ranged::as_str))
}
