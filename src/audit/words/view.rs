//! What a view's rows are: those of a query, or those of a table, taken through rules.

use super::{Told, listed};
use crate::spec::{Each, Join, Keep, Making, On, Ranged, Rule, Unmatched, View, Which};

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
            Rule::Where(sql) | Rule::Column(_, sql) | Rule::Classes { of: sql, .. } => sql.value.clone(),
        }
    }

    fn joined(&self, join: &Join) -> String {
        let on = match &join.on {
            On::Same(by) => format!("med samme {}", quoted(by.iter().map(|(own, _)| own))),
            On::Day(day) => format!("for den periode, «{}» ligger i", day.value),
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
        match &each.which {
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
