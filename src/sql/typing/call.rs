//! Calls of functions, aggregates and windows.

use std::ops::Range;

use sqlparser::ast::{
    self, DuplicateTreatment, Expr, FunctionArg, FunctionArgExpr, FunctionArgumentClause, FunctionArguments,
    ObjectNamePart,
};

use super::outer::is_window;
use super::{Typing, Typist};
use crate::diagnostic::{Code, Finding, did_you_mean};
use crate::sql::aggregate;
use crate::sql::function::{self, DATE_PART, ELSEWHERE, Function, Gives};
use crate::sql::tree::{Node, Typed};
use crate::sql::{Kind, Personal, Value};

/// What stands in the brackets of a call.
pub(super) struct Given<'a> {
    /// What it is called with; none for `*`.
    pub(super) taken: Vec<&'a Expr>,
    /// Whether that is `*`.
    pub(super) star: bool,
    pub(super) distinct: bool,
    pub(super) order: &'a [ast::OrderByExpr],
}

impl Typist<'_> {
    /// A call by name.
    pub(super) fn call(&self, call: &ast::Function, place: Range<usize>) -> Typing {
        let name = match &call.name.0[..] {
            [ObjectNamePart::Identifier(name)] if name.quote_style.is_none() => name,
            _ => return Err(self.no_function(&call.name.to_string(), place)),
        };
        let at = self.text.range(name.span);
        let place = at.start..place.end.max(at.end);
        let name = name.value.as_str();
        let given = self.given(call, &place)?;
        if is_window(name) || call.over.is_some() {
            return self.window(name, call, &given, place);
        }
        if let Some(aggregate) = aggregate::named(name) {
            return self.aggregate(aggregate, call, &given, place);
        }
        if name.eq_ignore_ascii_case("COALESCE") {
            return self.coalesce(&given, place);
        }
        let function = if name.eq_ignore_ascii_case("DATE_PART") { Some(&DATE_PART) } else { function::named(name) };
        let Some(function) = function else { return Err(self.no_function(name, at)) };
        let odd = given.star || given.distinct || !given.order.is_empty() || call.filter.is_some();
        if odd || !call.within_group.is_empty() {
            let message = format!("{} takes values, and nothing else", function.name);
            return Err(self
                .wrong(Code::SqlFunction, message, place, "not offered")
                .help(format!("write {}", function.call)));
        }
        let mut taken = given.taken.iter().map(|one| self.expression(one)).collect::<Result<Vec<Typed>, _>>()?;
        // The part of a day is a word, however it is written.
        if [DATE_PART.name, "DATE_TRUNC"].contains(&function.name)
            && let Some(first) = taken.first_mut()
        {
            let Some(letters) = first.literal().and_then(Value::letters) else {
                let help = format!("write {}", function.call);
                let finding =
                    self.wrong(Code::SqlType, "the part of a day must be written out", first.place.clone(), "");
                return Err(finding.help(help));
            };
            let unit = self.unit(letters, &first.place)?;
            if function.name == "DATE_TRUNC" && !["year", "quarter", "month", "week", "day"].contains(&unit.as_str()) {
                let finding =
                    self.wrong(Code::SqlFunction, "a day is not cut to this", first.place.clone(), "not offered");
                return Err(finding.help("cut it to 'year', 'quarter', 'month' or 'week'"));
            }
            first.node = Node::Literal(Value::text(unit));
        }
        self.called(function, taken, place)
    }

    fn given<'c>(&self, call: &'c ast::Function, place: &Range<usize>) -> Result<Given<'c>, Finding> {
        let odd = |label: &str| {
            Err(self
                .wrong(Code::SqlFunction, "this call is not offered in SQL here", place.clone(), label)
                .help("docs/sql.md lists how functions are called"))
        };
        let mut given = Given { taken: Vec::new(), star: false, distinct: false, order: &[] };
        if call.uses_odbc_syntax || call.null_treatment.is_some() || call.parameters != FunctionArguments::None {
            return odd("written in an unusual way");
        }
        let list = match &call.args {
            FunctionArguments::List(list) => list,
            FunctionArguments::None => return odd("its brackets are missing"),
            FunctionArguments::Subquery(_) => return odd("a query inside"),
        };
        given.distinct = list.duplicate_treatment == Some(DuplicateTreatment::Distinct);
        for clause in &list.clauses {
            match clause {
                FunctionArgumentClause::OrderBy(order) => given.order = order,
                _ => return odd("a clause that is not offered"),
            }
        }
        for argument in &list.args {
            match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expression)) => given.taken.push(expression),
                FunctionArg::Unnamed(FunctionArgExpr::Wildcard) => given.star = true,
                _ => return odd("what it takes has no names"),
            }
        }
        Ok(given)
    }

    fn coalesce(&self, given: &Given<'_>, place: Range<usize>) -> Typing {
        let mut all = given.taken.iter().map(|one| self.expression(one)).collect::<Result<Vec<Typed>, _>>()?;
        if all.is_empty() {
            let finding = self.wrong(Code::SqlFunction, "COALESCE takes at least one value", place, "nothing");
            return Err(finding.help("write COALESCE(a, b)"));
        }
        // A written text becomes the day or the month that stands with it.
        for at in 1..all.len() {
            let here = all[at].place.clone();
            let (_, met) = self.met(all[0].clone(), all[at].clone(), &here)?;
            all[at] = met;
        }
        let kind = self.common(&all.iter().collect::<Vec<_>>())?;
        let codes = super::literal::codes_of(&all.iter().collect::<Vec<_>>());
        Ok(Typed {
            may_be_empty: all.iter().all(|one| one.may_be_empty),
            personal: Personal::of_all(all.iter().map(|one| &one.personal)),
            node: Node::Coalesce(all),
            kind,
            codes,
            place,
        })
    }

    /// A function of what it takes, where that is what it can take.
    pub(super) fn called(&self, function: &'static Function, taken: Vec<Typed>, place: Range<usize>) -> Typing {
        let most = if function.more { usize::MAX } else { function.takes.len() };
        if taken.len() < function.least || taken.len() > most {
            let message = format!("{} takes {} values, not {}", function.name, counted(function), taken.len());
            return Err(self
                .wrong(Code::SqlFunction, message, place, "this call")
                .help(format!("write {}", function.call)));
        }
        for (at, one) in taken.iter().enumerate() {
            let wanted = function.takes[at.min(function.takes.len() - 1)];
            if !wanted.takes(one.kind) {
                let message = format!("{} takes {} here", function.name, wanted.in_words());
                let finding =
                    self.wrong(Code::SqlType, message, one.place.clone(), format!("is {}", one.kind.in_words()));
                return Err(finding.help(format!("write {}", function.call)));
            }
        }
        let kind = match function.gives {
            Gives::Always(_) if function.name == "TO_CHAR" && Self::is_month_pattern(&taken) => Kind::Month,
            Gives::Always(kind) => kind,
            Gives::First => {
                if taken.len() > 1 && function.name == "NULLIF" {
                    self.common(&taken.iter().collect::<Vec<_>>())?;
                }
                taken[0].kind
            }
            Gives::Common => self.common(&taken.iter().collect::<Vec<_>>())?,
        };
        self.names_no_one_in_call(function, &taken)?;
        let some_empty = taken.iter().any(|one| one.may_be_empty);
        let may_be_empty = match (function.strict, function.name) {
            (true, _) | (_, "CONCAT_WS") => some_empty,
            (_, "NULLIF") => true,
            (_, "GREATEST" | "LEAST") => taken.iter().all(|one| one.may_be_empty),
            _ => false,
        };
        let personal = Personal::of_all(taken.iter().map(|one| &one.personal));
        let blurs =
            matches!(function.gives, Gives::Always(kind) if !kind.is_text()) && !function.name.starts_with("CAST");
        let personal = if blurs { personal.map(Personal::blurred) } else { personal };
        Ok(Typed { node: Node::Call(function, taken), kind, may_be_empty, personal, codes: None, place })
    }

    fn no_function(&self, name: &str, place: Range<usize>) -> Finding {
        let finding =
            self.wrong(Code::SqlFunction, format!("there is no function `{name}` here"), place, "not offered");
        if let Some((_, instead)) = ELSEWHERE.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return finding.help(format!("write {instead}"));
        }
        let known = function::all().map(|function| function.name).chain(aggregate::ALL.iter().map(|one| one.name));
        match did_you_mean(name, known.chain(["COALESCE", "EXTRACT", "ROW_NUMBER"])) {
            Some(likely) => finding.help(format!("did you mean {likely}?")),
            None => finding.help("docs/sql.md lists the functions that there are"),
        }
    }
}

/// How many values a function takes, in words.
fn counted(function: &Function) -> String {
    match (function.least, function.takes.len(), function.more) {
        (least, _, true) => format!("{least} or more"),
        (least, most, _) if least == most => least.to_string(),
        (least, most, _) => format!("{least} to {most}"),
    }
}
