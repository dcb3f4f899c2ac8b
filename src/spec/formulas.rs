//! What can be judged of a calculation without its numbers: names, units, what quantities differ by, and circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Finding, Findings, Ranged, did_you_mean};
use crate::formula::{Formula, Function, Node, Operator, Unit};
use crate::spec::Calculation;

/// The word for the year where a formula or an assumption names what it differs by.
pub const YEAR: &str = "year";

/// Names of the columns that a calculation's observations have beside its indexes.
const TAKEN: [&str; 3] = [YEAR, "split", "assumption"];

/// What a quantity differs by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dims {
    /// Whether by the year.
    pub year: bool,
    /// By which indexes, as places in the spec's list.
    pub indexes: BTreeSet<usize>,
}

impl Dims {
    fn join(&mut self, other: &Self) {
        self.year |= other.year;
        self.indexes.extend(&other.indexes);
    }
}

/// What each assumption and quantity of a calculation differs by.
///
/// # Errors
/// Everything that is wrong with the calculation; `file` is the spec's name in messages.
pub fn formulas(calculation: &Calculation, file: &str) -> Result<BTreeMap<String, Dims>, Findings> {
    let mut checker = Checker { calculation, file, findings: Findings::new(), dims: BTreeMap::new() };
    checker.names();
    checker.called();
    checker.assumptions();
    for quantity in &calculation.quantities {
        checker.references(&quantity.text, &quantity.formula);
    }
    if checker.findings.is_empty() {
        checker.circles();
    }
    if checker.findings.is_empty() {
        checker.dimensions();
        for quantity in &calculation.quantities {
            checker.functions(&quantity.text, &quantity.formula);
            checker.unit_of_quantity(quantity);
        }
    }
    if checker.findings.is_empty() { Ok(checker.dims) } else { Err(checker.findings) }
}

struct Checker<'a> {
    calculation: &'a Calculation,
    file: &'a str,
    findings: Findings,
    dims: BTreeMap<String, Dims>,
}

impl<'a> Checker<'a> {
    /// Notes something about a part of a formula.
    fn wrong(&mut self, code: Code, text: &Ranged<String>, part: &Formula, message: String, help: String) {
        let finding = Finding::error(code, message).at(self.file, text.part(part.at.clone()), "here").help(help);
        self.findings.push(finding);
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.calculation.indexes.iter().position(|(known, _)| known.as_str() == name)
    }

    /// Every name once, and none of them the word for the year.
    fn names(&mut self) {
        let indexes = self.calculation.indexes.iter().map(|(name, _)| name);
        let inputs = self.calculation.inputs.iter().map(|input| &input.name);
        let quantities = self.calculation.quantities.iter().map(|quantity| &quantity.name);
        let mut seen: BTreeMap<&str, &Ranged<String>> = BTreeMap::new();
        for name in indexes.chain(inputs).chain(quantities) {
            let plain = name.value.starts_with(char::is_alphabetic)
                && name.value.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
            if !plain || TAKEN.contains(&name.as_str()) {
                self.findings.push(
                    Finding::error(Code::BadValue, format!("`{}` cannot be a name in formulas", name.value))
                        .at(self.file, name.span.clone(), "this name")
                        .help(format!(
                            "begin with a letter and use letters, digits and _; {} are taken",
                            TAKEN.join(", ")
                        )),
                );
            }
            if let Some(first) = seen.insert(name.as_str(), name) {
                self.findings.push(
                    Finding::error(Code::DoubleName, format!("`{}` is declared twice", name.value))
                        .at(self.file, name.span.clone(), "stands here again")
                        .at(self.file, first.span.clone(), "first stands here")
                        .help("give one of them another name"),
                );
            }
        }
    }

    /// What is said of things by their names must be of things there are.
    fn called(&mut self) {
        let inputs: Vec<&str> = self.calculation.inputs.iter().map(|input| input.name.as_str()).collect();
        let mut all = inputs.clone();
        all.extend(self.calculation.quantities.iter().map(|quantity| quantity.name.as_str()));
        all.extend(self.calculation.indexes.iter().map(|(name, _)| name.as_str()));
        let ranges = self.calculation.ranges.iter().map(|(name, _)| (name, "assumption", &inputs));
        let labels = self.calculation.labels.iter().map(|(name, _)| (name, "quantity", &all));
        for (name, what, known) in ranges.chain(labels) {
            if !known.contains(&name.as_str()) {
                let help = match did_you_mean(name.as_str(), known.iter().copied()) {
                    Some(likely) => format!("did you mean `{likely}`?"),
                    None => format!("there is {}", known.join(", ")),
                };
                self.findings.push(
                    Finding::error(Code::UnknownName, format!("there is no {what} `{}`", name.value))
                        .at(self.file, name.span.clone(), "nothing of this calculation")
                        .help(help),
                );
            }
        }
    }

    fn assumptions(&mut self) {
        for input in &self.calculation.inputs {
            let mut dims = Dims::default();
            for (name, _) in &input.by {
                match (name.as_str(), self.index(name.as_str())) {
                    (YEAR, _) => dims.year = true,
                    (_, Some(index)) => {
                        dims.indexes.insert(index);
                    }
                    (_, None) => self.findings.push(
                        Finding::error(Code::UnknownName, format!("there is no index `{}`", name.value))
                            .at(self.file, name.span.clone(), "not an index of this calculation")
                            .help(format!("an assumption differs by `{YEAR}` or by an index")),
                    ),
                }
            }
            self.dims.insert(input.name.value.clone(), dims);
        }
    }

    /// Every name of a formula must be there.
    fn references(&mut self, text: &Ranged<String>, formula: &'a Formula) {
        match &formula.node {
            Node::Number(..) => {}
            Node::Name(name) => {
                let inputs = self.calculation.inputs.iter().map(|input| input.name.as_str());
                let quantities = self.calculation.quantities.iter().map(|quantity| quantity.name.as_str());
                let known: Vec<&str> = inputs.chain(quantities).collect();
                if !known.contains(&name.as_str()) {
                    let help = match did_you_mean(name, known.iter().copied()) {
                        Some(likely) => format!("did you mean `{likely}`?"),
                        None => format!("there is {}", known.join(", ")),
                    };
                    self.wrong(Code::UnknownName, text, formula, format!("there is no quantity `{name}`"), help);
                }
            }
            Node::Negative(inner) => self.references(text, inner),
            Node::Binary(_, left, right) => {
                self.references(text, left);
                self.references(text, right);
            }
            Node::Call(function @ (Function::Sum | Function::Across), parts) => {
                self.references(text, &parts[0]);
                let name = if let Node::Name(name) = &parts[1].node { name.as_str() } else { "" };
                let may_be_year = *function == Function::Sum;
                if self.index(name).is_none() && !(may_be_year && name == YEAR) {
                    let names: Vec<&str> = self.calculation.indexes.iter().map(|(name, _)| name.as_str()).collect();
                    let also = if may_be_year { format!("{YEAR}, ") } else { String::new() };
                    let help = format!("there is {also}{}", names.join(", "));
                    self.wrong(Code::UnknownName, text, &parts[1], "this is not an index".to_owned(), help);
                }
            }
            Node::Call(_, parts) => parts.iter().for_each(|part| self.references(text, part)),
        }
    }

    /// A quantity may rest on itself only in earlier years.
    fn circles(&mut self) {
        for quantity in &self.calculation.quantities {
            let mut seen = BTreeSet::new();
            let mut next = same_year(&quantity.formula);
            while let Some(name) = next.pop() {
                if name == quantity.name.value {
                    self.findings.push(
                        Finding::error(Code::CircularDefinition, format!("`{name}` rests on itself in the same year"))
                            .at(self.file, quantity.text.span.clone(), "by way of this formula")
                            .help(format!("let it rest on the year before: lag({name})")),
                    );
                    break;
                }
                if seen.insert(name) {
                    let other = self.calculation.quantities.iter().find(|other| other.name.value == name);
                    next.extend(other.iter().flat_map(|other| same_year(&other.formula)));
                }
            }
        }
    }

    /// What each quantity differs by: what its formula does. One that rests on itself takes a round more.
    fn dimensions(&mut self) {
        for _ in 0..=self.calculation.quantities.len() {
            for quantity in &self.calculation.quantities {
                let dims = self.dims_of(&quantity.formula);
                self.dims.insert(quantity.name.value.clone(), dims);
            }
        }
    }

    fn dims_of(&self, formula: &Formula) -> Dims {
        let mut dims = Dims::default();
        match &formula.node {
            Node::Number(..) => {}
            Node::Name(name) => dims = self.dims.get(name).cloned().unwrap_or_default(),
            Node::Negative(inner) => dims = self.dims_of(inner),
            Node::Binary(_, left, right) => {
                dims = self.dims_of(left);
                dims.join(&self.dims_of(right));
            }
            Node::Call(function, parts) => {
                dims = self.dims_of(&parts[0]);
                let index = match &parts.get(1).map(|part| &part.node) {
                    Some(Node::Name(name)) => self.index(name),
                    _ => None,
                };
                match function {
                    Function::Lag | Function::Cumulate | Function::Hold => dims.year = true,
                    Function::PaybackYear | Function::PaybackTime => dims.year = false,
                    Function::PresentValue => {
                        dims.join(&self.dims_of(&parts[1]));
                        dims.year = false;
                    }
                    Function::Across => dims.indexes.extend(index),
                    Function::Sum => match index {
                        Some(index) => {
                            dims.indexes.remove(&index);
                        }
                        None => dims.year = false,
                    },
                }
            }
        }
        dims
    }

    /// What functions ask of their parts beside the unit.
    fn functions(&mut self, text: &Ranged<String>, formula: &'a Formula) {
        match &formula.node {
            Node::Number(..) | Node::Name(_) => {}
            Node::Negative(inner) => self.functions(text, inner),
            Node::Binary(_, left, right) => {
                self.functions(text, left);
                self.functions(text, right);
            }
            Node::Call(function, parts) => {
                self.functions(text, &parts[0]);
                let dims = self.dims_of(&parts[0]);
                let over = match parts.get(1).map(|part| &part.node) {
                    Some(Node::Name(name)) if *function == Function::Sum => self.index(name),
                    _ => None,
                };
                let help = "let it be an assumption or a quantity that does".to_owned();
                match (function, over) {
                    (Function::Sum, Some(index)) if !dims.indexes.contains(&index) => {
                        self.wrong(
                            Code::BadValue,
                            text,
                            &parts[0],
                            "this does not differ by the index".to_owned(),
                            help,
                        );
                    }
                    (Function::Across, _) | (Function::Sum, Some(_)) => {}
                    _ if !dims.year => {
                        self.wrong(
                            Code::BadValue,
                            text,
                            &parts[0],
                            "this does not differ by the year".to_owned(),
                            help,
                        );
                    }
                    _ => {}
                }
                if *function == Function::PresentValue && self.dims_of(&parts[1]).year {
                    let help = "discount by one rate for all years".to_owned();
                    self.wrong(Code::BadValue, text, &parts[1], "the rate differs by the year".to_owned(), help);
                }
            }
        }
    }

    /// The formula must come to the unit that the quantity says.
    fn unit_of_quantity(&mut self, quantity: &'a crate::spec::Quantity) {
        let Some(unit) = self.unit(&quantity.text, &quantity.formula) else { return };
        if unit != quantity.unit.value {
            self.findings.push(
                Finding::error(
                    Code::UnitMismatch,
                    format!("`{}` is said to be in {} and comes to {unit}", quantity.name.value, quantity.unit.value),
                )
                .at(self.file, quantity.text.span.clone(), format!("comes to {unit}"))
                .at(self.file, quantity.unit.span.clone(), "is said here")
                .help("see what the assumptions are measured in, or write a number with a unit: 1[years]"),
            );
        }
    }

    /// The unit of a formula; none where something in it is wrong, which is then noted.
    fn unit(&mut self, text: &Ranged<String>, formula: &'a Formula) -> Option<Unit> {
        match &formula.node {
            Node::Number(_, unit) => Some(unit.clone()),
            Node::Name(name) => {
                let input = self.calculation.inputs.iter().find(|input| input.name.value == *name);
                let quantity = self.calculation.quantities.iter().find(|quantity| quantity.name.value == *name);
                input.map(|input| input.unit.clone()).or_else(|| quantity.map(|quantity| quantity.unit.value.clone()))
            }
            Node::Negative(inner) => self.unit(text, inner),
            Node::Binary(operator, left, right) => {
                let (first, second) = (self.unit(text, left), self.unit(text, right));
                let (first, second) = (first?, second?);
                match operator {
                    Operator::Times => Some(first.times(&second)),
                    Operator::Over => Some(first.over(&second)),
                    Operator::Plus | Operator::Minus if first == second => Some(first),
                    Operator::Plus | Operator::Minus => {
                        let message = format!("{first} and {second} cannot be added or taken from each other");
                        let help = "only quantities of one unit can".to_owned();
                        self.wrong(Code::UnitMismatch, text, formula, message, help);
                        None
                    }
                }
            }
            Node::Call(Function::PaybackYear | Function::PaybackTime, parts) => {
                self.unit(text, &parts[0])?;
                Unit::parse("years")
            }
            Node::Call(Function::PresentValue, parts) => {
                let (unit, rate) = (self.unit(text, &parts[0]), self.unit(text, &parts[1]));
                if rate? != Unit::default() {
                    let help = "a rate is a share, such as 0.04".to_owned();
                    self.wrong(Code::UnitMismatch, text, &parts[1], "the rate is not a share".to_owned(), help);
                    return None;
                }
                unit
            }
            Node::Call(_, parts) => self.unit(text, &parts[0]),
        }
    }
}

/// The assumptions that a quantity, or an assumption itself, rests on, in whatever year.
pub fn rests_on<'a>(calculation: &'a Calculation, name: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::new();
    let mut next = vec![name];
    while let Some(name) = next.pop() {
        if seen.insert(name)
            && let Some(quantity) = calculation.quantities.iter().find(|quantity| quantity.name.value == name)
        {
            collect_names(&quantity.formula, Reach::All, &mut next);
        }
    }
    let inputs = calculation.inputs.iter().map(|input| input.name.as_str());
    inputs.filter(|input| seen.contains(input)).collect()
}

/// The names that a formula takes from the same year, or from all years.
fn same_year(formula: &Formula) -> Vec<&str> {
    let mut names = Vec::new();
    collect_names(formula, Reach::Same, &mut names);
    names
}

/// From which years a part of a formula is taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// From the same year, and perhaps earlier ones.
    Same,
    /// From earlier years only.
    Earlier,
    /// From all years.
    All,
}

fn collect_names<'a>(formula: &'a Formula, reach: Reach, names: &mut Vec<&'a str>) {
    match &formula.node {
        Node::Number(..) => {}
        Node::Name(name) => {
            if reach != Reach::Earlier {
                names.push(name);
            }
        }
        Node::Negative(inner) => collect_names(inner, reach, names),
        Node::Binary(_, left, right) => {
            collect_names(left, reach, names);
            collect_names(right, reach, names);
        }
        Node::Call(function, parts) => {
            let over_years = matches!(parts.get(1).map(|part| &part.node), Some(Node::Name(name)) if name == YEAR);
            let inner = match function {
                Function::Lag if reach != Reach::All => Reach::Earlier,
                Function::PaybackYear | Function::PaybackTime | Function::PresentValue => Reach::All,
                Function::Sum if over_years => Reach::All,
                _ => reach,
            };
            collect_names(&parts[0], inner, names);
            if *function == Function::PresentValue {
                collect_names(&parts[1], inner, names);
            }
        }
    }
}
