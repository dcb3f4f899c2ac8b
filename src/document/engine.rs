//! The template engine: which names and filters a template has, and how its mistakes become findings.
//!
//! All mistakes are found in one go: an expression that cannot be evaluated is noted and replaced by a dash, and the
//! template is rendered again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use minijinja::value::{Rest, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, OutputSpan, UndefinedBehavior, Value as Any};

use super::counting::Misfit;
use super::escape::{Slots, has_marks};
use super::lookup::Hint;
use super::mention::Written;
use super::number::{HIDDEN, Missing, NONE, Number, OwnN};
use super::said::Said;
use super::templates::{REPORT, Templates};
use super::veil::{Asked, Unknown, is_refusal, refuse};
use super::{filters, standing, words};
use crate::diagnostic::{Code, Finding, Findings, Place, did_you_mean};
use crate::locale::Language;

/// What the names of a report's own texts begin with in templates.
const OF_REPORT: &str = "rapport/";

/// What to do where a template cannot be read, and nothing more is known.
const OF_TEMPLATES: &str = "a value stands in `{{ … }}`; a statement stands in `{% … %}`, and `{% for … %}`, `{% if … %}` and their like end with \
                            `{% endfor %}`, `{% endif %}`";

/// The name of the value that stands in for what could not be evaluated.
const STAND_IN: &str = "_";
/// What to do where a text decides by a hidden number.
const ALTERNATIVE: &str =
    "say first what stands there then: `{% if … is skjult %}…{% elif … %}`, or `udvikling(…, skjult=\"…\")`";
/// How many mistakes are looked for at most.
const MOST: usize = 50;

/// What a template is rendered with.
pub(crate) struct Engine<'a> {
    /// The language of what it writes.
    pub(crate) language: Language,
    /// The templates.
    pub(crate) templates: &'a Templates,
    /// The values of names.
    pub(crate) names: BTreeMap<String, Any>,
    /// Where values are kept aside.
    pub(crate) slots: Arc<Slots>,
    /// What the text asks of hidden numbers.
    pub(crate) asked: Arc<Asked>,
    /// Whether what is not there is no mistake, as long as nothing names what the report does not have.
    pub(crate) lenient: bool,
}

/// A rendered text in which marks stand for values, and where each stretch of it came from.
pub(crate) type Rendered = (String, Vec<OutputSpan>);

impl Engine<'_> {
    /// Renders the template `main`; of mistakes that are alike a few are told.
    pub(crate) fn render(&self, main: &str) -> Result<Rendered, Findings> {
        self.rendered(main).map_err(Findings::few_alike)
    }

    fn rendered(&self, main: &str) -> Result<Rendered, Findings> {
        let mut findings = self.unfit();
        if !findings.is_empty() {
            return Err(findings);
        }
        let mut mended: BTreeMap<String, Mended> = BTreeMap::new();
        let (mut refused, mut rounds) = (None, BTreeSet::new());
        loop {
            self.asked.begin(refused.take());
            let env = self.environment(&mended);
            if mended.is_empty() {
                // A template that cannot be read at all is worth mending before anything else is said.
                let first = |name: &&str| *name == main || name.starts_with(REPORT);
                let broken = self.templates.names().filter(first).filter_map(|name| env.get_template(name).err());
                broken.for_each(|error| findings.push(self.finding(&error)));
                if !findings.is_empty() {
                    return Err(findings);
                }
            }
            let rendered = env.get_template(main).and_then(|template| template.render_with_spans(()));
            // What has been asked of a hidden number unsaid is found by refusing the number. Whatever else went wrong may come of it.
            if let Some((birth, name)) = self.asked.first().filter(|_| !self.lenient) {
                if findings.len() >= MOST
                    || !rounds.insert((birth, mended.values().map(|mended| mended.ranges.len()).sum::<usize>()))
                {
                    findings.push(self.finding(&refuse(&name, "the text decides by it")));
                    return Err(findings);
                }
                refused = Some(birth);
                continue;
            }
            match rendered {
                Ok(rendered) if findings.is_empty() => return Ok(rendered),
                Ok(_) => return Err(findings),
                Err(error) => {
                    let error = innermost(&error);
                    let place = error.name().zip(error.range()).map(|(name, range)| (name.to_owned(), range));
                    let known = place.as_ref().is_some_and(|(name, range)| {
                        mended.get(name).is_some_and(|mended| mended.ranges.iter().any(|one| overlap(one, range)))
                    });
                    let passed_over = known || (self.lenient && (is_empty(error) || is_refusal(error)));
                    let own = place.as_ref().is_none_or(|(name, _)| name.starts_with(REPORT) || name == main);
                    let finding = self.finding(error);
                    // A design that says the same in several places says it for one reason, which is in the text that uses it.
                    if !passed_over && (own || !findings.iter().any(|told| is_same(told, &finding))) {
                        findings.push(finding);
                    }
                    let go_on = findings.len() < MOST && error.kind() != ErrorKind::SyntaxError;
                    let mend = place.filter(|_| go_on).is_some_and(|(name, range)| {
                        let text = self.text(&name).unwrap_or("");
                        mended
                            .entry(name)
                            .or_insert_with(|| Mended { text: text.to_owned(), ranges: Vec::new() })
                            .mend(range)
                    });
                    if !mend {
                        return Err(findings);
                    }
                }
            }
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.templates.get(name).map(|template| template.text.as_str())
    }

    /// Findings about templates that hold characters we need for ourselves.
    fn unfit(&self) -> Findings {
        let mut findings = Findings::new();
        for name in self.templates.names() {
            if let Some(template) = self.templates.get(name).filter(|template| has_marks(&template.text)) {
                findings.push(
                    Finding::error(
                        Code::TemplateSyntax,
                        format!("`{}` holds characters for private use", template.file),
                    )
                    .help("remove U+E000 and U+E001: they mark where values go"),
                );
            }
        }
        findings
    }

    /// An environment with our own names only: nothing that marks text as safe, and nothing that computes with numbers
    /// that may be missing.
    fn environment(&self, mended: &BTreeMap<String, Mended>) -> Environment<'static> {
        let mut env = Environment::empty();
        let mut texts: BTreeMap<String, String> =
            self.templates.names().filter_map(|name| Some((name.to_owned(), self.text(name)?.to_owned()))).collect();
        texts.extend(mended.iter().map(|(name, mended)| (name.clone(), mended.text.clone())));
        env.set_loader(move |name| Ok(texts.get(name).cloned()));
        env.set_debug(true);
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
        let slots = Arc::clone(&self.slots);
        let language = self.language;
        env.set_formatter(move |out, _, value| format(language, &slots, out, value));
        standing::add(&mut env, language, &self.slots);
        filters::add(&mut env, language);
        words::add(&mut env, language);
        env.add_test("defined", minijinja::tests::is_defined);
        env.add_function("range", minijinja::functions::range);
        env.add_function("namespace", minijinja::functions::namespace);
        // It stands in for any expression, and for the name of a filter or a test.
        env.add_global(STAND_IN, Any::from_object(Missing));
        env.add_filter(STAND_IN, |_: &Any, _: Rest<Any>| Any::from_object(Missing));
        env.add_test(STAND_IN, |_: &Any, _: Rest<Any>| false);
        for (name, value) in &self.names {
            env.add_global(name.clone(), value.clone());
        }
        env
    }

    /// What an error of the engine's says, as a finding in the template.
    fn finding(&self, error: &Error) -> Finding {
        let text = error.name().and_then(|name| self.text(name));
        let range = error.range().filter(|range| text.is_some_and(|text| text.get(range.clone()).is_some()));
        let stretch = range.clone().zip(text).map_or("", |(range, text)| &text[range]);
        let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        let misfit = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Misfit>());
        let (code, message) = match error.kind() {
            _ if is_refusal(error) => (Code::TextNeedsHidden, detail),
            _ if misfit.is_some() => (Code::ClaimUnits, detail),
            ErrorKind::UndefinedError if std::error::Error::source(error).is_some() => {
                (Code::TemplateUndefined, detail)
            }
            ErrorKind::UndefinedError => (Code::TemplateUndefined, undefined(&detail, stretch)),
            ErrorKind::UnknownFilter => (Code::TemplateUndefined, no_such("filter", &detail)),
            ErrorKind::UnknownTest => (Code::TemplateUndefined, no_such("test", &detail)),
            ErrorKind::UnknownFunction => (Code::TemplateUndefined, no_such("function", &detail)),
            ErrorKind::UnknownMethod => (Code::TemplateUndefined, detail),
            ErrorKind::TemplateNotFound => (Code::TemplateMissing, detail),
            _ => (Code::TemplateSyntax, detail),
        };
        let mut finding = Finding::error(code, message);
        if let Some((name, text)) = error.name().zip(text) {
            let file = self.templates.get(name).map_or(name, |template| template.file.as_str());
            let range = range.unwrap_or_else(|| line(text, error.line().unwrap_or(1)));
            finding = finding.at(file, range, "");
        }
        match std::error::Error::source(error).and_then(|source| source.downcast_ref::<Hint>()) {
            Some(hint) => finding.help(hint.0.clone()),
            None if matches!(error.kind(), ErrorKind::TemplateNotFound) && finding.message.contains(OF_REPORT) => {
                let file = finding.message.split(OF_REPORT).nth(1).and_then(|rest| rest.split(['"', '\'']).next());
                let file = file.unwrap_or_default().to_owned();
                finding
                    .help(format!("the design takes this text from the report: write `{file}` beside its report.toml"))
            }
            None if misfit.is_some() => finding.help(misfit.map_or("", |misfit| misfit.0)),
            None if is_refusal(error) => finding.help(ALTERNATIVE),
            None => match self.likely(error.kind(), &finding.message) {
                Some(likely) => finding.help(format!("did you mean `{likely}`?")),
                None if code == Code::TemplateSyntax => finding.help(OF_TEMPLATES),
                None => finding,
            },
        }
    }

    /// The name that was probably meant by the one in a message.
    fn likely(&self, kind: ErrorKind, message: &str) -> Option<String> {
        const FILTERS: [&str; 19] = [
            "pct",
            "pp",
            "kr",
            "tal",
            "antal",
            "bojet",
            "cirka",
            "andel",
            "skjult",
            "periode",
            "stort",
            "smaat",
            "punktum",
            "opregning",
            "maskintal",
            "first",
            "last",
            "length",
            "items",
        ];
        const TESTS: [&str; 7] = ["over", "under", "paa", "findes", "skjult", "tom", "defined"];
        const FUNCTIONS: [&str; 11] = [
            "aendring",
            "forskel",
            "summen",
            "andel",
            "retning",
            "udvikling",
            "udsving",
            "sig",
            "opsat",
            "range",
            "namespace",
        ];
        const ARGUMENTS: [&str; 13] = [
            "series", "facet", "x", "stat", "parret", "skjult", "ord", "et", "vend", "sum", "mindst", "graense", "som",
        ];
        const STATEMENTS: [&str; 12] =
            ["if", "elif", "else", "endif", "for", "endfor", "set", "endset", "macro", "endmacro", "include", "import"];
        // The engine quotes these two in a way of its own.
        if let Some(typed) = message.strip_prefix("unknown keyword argument '").and_then(|rest| rest.strip_suffix('\''))
        {
            return did_you_mean(typed, ARGUMENTS).map(str::to_owned);
        }
        if let Some(typed) = message.strip_prefix("unknown statement ") {
            return did_you_mean(typed, STATEMENTS).map(str::to_owned);
        }
        let typed = message.split('`').nth(1)?;
        let names = self.names.keys().map(String::as_str);
        match kind {
            ErrorKind::UnknownFilter => did_you_mean(typed, FILTERS),
            ErrorKind::UnknownTest => did_you_mean(typed, TESTS),
            _ => did_you_mean(typed, names.chain(FUNCTIONS)),
        }
        .filter(|likely| *likely != typed)
        .map(str::to_owned)
    }
}

/// The message about a name the engine does not know; it says `filter x is unknown`, or `x is unknown`.
fn no_such(what: &str, detail: &str) -> String {
    let name = detail.split(" is unknown").next().and_then(|start| start.split_whitespace().last());
    name.map_or_else(|| detail.to_owned(), |name| format!("there is no {what} `{name}`"))
}

/// The message about an undefined value: the engine names the expression where it can, and our own say all themselves.
fn undefined(detail: &str, stretch: &str) -> String {
    match detail.split_once("` is undefined").map(|(start, _)| start.rsplit('`').next().unwrap_or(start)) {
        Some(name) => format!("there is no `{name}`"),
        None if detail == ErrorKind::UndefinedError.to_string() => format!("`{stretch}` is not there"),
        None => detail.to_owned(),
    }
}

/// Whether an error is about something that is not there (the last of no months), and not about a name.
fn is_empty(error: &Error) -> bool {
    let named = error.detail().is_some_and(|detail| detail.contains("` is undefined"));
    error.kind() == ErrorKind::UndefinedError && !named && std::error::Error::source(error).is_none()
}

/// A template with its mistakes taken out.
struct Mended {
    text: String,
    ranges: Vec<Range<usize>>,
}

impl Mended {
    /// Puts the stand-in in place of an expression, in as many bytes, so that later places still hold.
    fn mend(&mut self, range: Range<usize>) -> bool {
        let Some(stretch) = self.text.get(range.clone()).filter(|stretch| !stretch.is_empty()) else { return false };
        let filled = format!("{STAND_IN}{}", " ".repeat(stretch.len() - STAND_IN.len()));
        if filled == stretch {
            return false;
        }
        self.text.replace_range(range.clone(), &filled);
        self.ranges.push(range);
        true
    }
}

/// Whether two findings say the same of the same file.
fn is_same(one: &Finding, other: &Finding) -> bool {
    let file = |finding: &Finding| match finding.places.first() {
        Some(Place::Text { file, .. } | Place::Cell { file, .. }) => Some(file.clone()),
        None => None,
    };
    (one.code, &one.message, &one.help, file(one)) == (other.code, &other.message, &other.help, file(other))
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The error itself, below those that say in which include it happened.
fn innermost(error: &Error) -> &Error {
    let mut at = error;
    while let Some(inner) = std::error::Error::source(at).and_then(|source| source.downcast_ref::<Error>()) {
        at = inner;
    }
    at
}

/// The bytes of a line, counted from 1.
fn line(text: &str, number: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(number.saturating_sub(1)).map(str::len).sum();
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

/// An error about a value that is made of several, which text cannot show; it says which of them one may have meant.
fn not_text(value: &Any) -> Error {
    let error = Error::new(ErrorKind::InvalidOperation, format!("a {} cannot be written as text", value.kind()));
    let parts: Vec<String> = match value.kind() {
        ValueKind::Map => {
            value.try_iter().into_iter().flatten().filter_map(|key| Some(format!("`.{}`", key.as_str()?))).collect()
        }
        _ => Vec::new(),
    };
    if parts.is_empty() {
        error
    } else {
        error.with_source(Hint(format!("write one of its parts: {}", parts.join(", "))))
    }
}

/// Writes a value: safe text (what macros wrote) as it is, everything else as a mark with the value kept aside.
fn format(language: Language, slots: &Slots, out: &mut Output<'_>, value: &Any) -> Result<(), Error> {
    if value.is_safe() {
        return Ok(out.write_str(value.as_str().unwrap_or(""))?);
    }
    if let Some(said) = value.downcast_object_ref::<Said>() {
        return Ok(out.write_str(&said.typst(slots))?);
    }
    Ok(out.write_str(&slots.reserve(text(language, value)?))?)
}

/// A value as text.
pub(super) fn text(language: Language, value: &Any) -> Result<String, Error> {
    Ok(if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    } else if let Some(number) = value.downcast_object_ref::<Number>() {
        number.text()
    } else if value.downcast_object_ref::<Unknown>().is_some() {
        HIDDEN.to_owned()
    } else if let Some(written) = value.downcast_object_ref::<Written>() {
        written.0.clone()
    } else if Missing::is(value) || value.is_none() {
        NONE.to_owned()
    } else if let Some(text) = value.as_str() {
        text.to_owned()
    } else if let Some(number) = Number::from_any(language, value) {
        number.text()
    } else {
        return Err(OwnN::why_not(value).unwrap_or_else(|| not_text(value)));
    })
}
