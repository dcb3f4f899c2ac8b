//! The functions over the exhibits that a template can call; what they find is looked up in `lookup`.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde};
use minijinja::{Error, Value as Any};
use serde::Serialize;

use super::chance::chance;
use super::lookup::{self, Wanted};
use super::mention::{Source, Told};
use super::natures;
use super::number::{Number, OwnN, Unit};
use super::premises::{Owed, Tied};
use super::publication::{ClaimText, Exhibit, ExhibitKind, Publication, Showing};
use super::said::{Said, Sentence};
use super::source::chart_path;
use super::table::Table;
use super::veil::{Asked, Unknown};
use crate::locale::say;

/// The exhibits that functions look into. They outlive the call that renders, so they share a copy.
struct Exhibits {
    all: Publication,
    /// The exhibit that is meant when none is named.
    own: Option<String>,
    /// Whether a time that is not reached has no value, instead of being a mistake.
    lenient: bool,
}

impl Exhibits {
    fn find(&self, id: Option<&str>) -> Result<&Exhibit, Error> {
        lookup::exhibit(&self.all, id.or(self.own.as_deref()).unwrap_or_default())
    }
}

/// Adds the functions to the names that a template can use.
pub(crate) fn add(
    names: &mut BTreeMap<String, Any>,
    publication: &Publication,
    own: Option<&str>,
    lenient: bool,
    (owed, asked): (&Arc<Owed>, &Arc<Asked>),
) {
    // The charts are of no use to the functions, and large.
    let copy = publication.exhibits.iter().map(|exhibit| Exhibit { svg: None, ..exhibit.clone() }).collect();
    let all = Publication { exhibits: copy, ..publication.clone() };
    let exhibits = Arc::new(Exhibits { all, own: own.map(str::to_owned), lenient });
    let mut add = |name: &str, value: Any| names.insert(name.to_owned(), value);

    numbers(&mut add, &exhibits, (owed, asked));
    add("arter_sagt", looking(&exhibits, |exhibit, _| Ok(Any::from(natures::told_of(exhibit)))));
    add(
        "arter",
        looking(&exhibits, |exhibit, _| Ok(natures::told(exhibit).iter().map(|told| Any::from(Serde(told))).collect())),
    );
    add("serier", looking(&exhibits, |exhibit, _| Ok(Any::from(exhibit.values.series.clone()))));
    add("opstilling", looking(&exhibits, |found, _| Ok(exhibit(found))));
    let shared = Arc::clone(&exhibits);
    add("kryds", Any::from_function(move |id: Option<&str>, laid: Kwargs| crossed(shared.find(id)?, &laid)));
    let shared = Arc::clone(&exhibits);
    add(
        "ordfigur",
        Any::from_function(move |id: &str| {
            let drawings = &shared.all.drawings;
            let found = drawings.iter().find(|drawing| drawing.id == id);
            let ids = drawings.iter().map(|drawing| drawing.id.as_str());
            let drawing = found.ok_or_else(|| lookup::unknown("drawing", id, "", ids))?;
            let picture = format!("/{}", chart_path(id));
            let seen = [
                ("nummer", drawing.number.clone()),
                ("kilde", drawing.source.clone()),
                ("titel", drawing.title.clone()),
                ("alt", drawing.alt.clone()),
                ("billede", picture),
            ];
            Ok::<_, Error>(Any::from(BTreeMap::from(seen)))
        }),
    );
    let (shared, owes, veils) = (Arc::clone(&exhibits), Arc::clone(owed), Arc::clone(asked));
    add(
        "paastand",
        Any::from_function(move |id: &str| {
            let claims = &shared.all.claims;
            let found = claims.iter().find(|claim| claim.id == id);
            let ids = claims.iter().map(|claim| claim.id.as_str());
            let claim = found.ok_or_else(|| lookup::unknown("claim", id, "", ids))?;
            if claim.showing == Showing::Hidden {
                let veil = veils.veil(|| format!("what the claim `{id}` needs"), true)?;
                return Ok(Any::from_object(Unknown(veil)));
            }
            if claim.showing != Showing::Omitted {
                owes.owe(&claim.premises);
            }
            Ok::<_, Error>(claimed(claim))
        }),
    );
    said(&mut add, &exhibits, (owed, asked));
    let shared = Arc::clone(&exhibits);
    add(
        "udsving",
        Any::from_function(move |a: &Any, b: &Any, arguments: Kwargs| chance(&shared.all, a, b, &arguments)),
    );
    add("fact", facts(&exhibits));
    people(&mut add, &exhibits, own, asked);
    premises(&mut add, &exhibits, owed);
}

/// The values as a table, laid out as the spec says, or as the text asks for at this one place.
fn crossed(exhibit: &Exhibit, laid: &Kwargs) -> Result<Any, Error> {
    let turned: Option<bool> = laid.get("vend")?;
    let totals: Option<Vec<String>> = laid.get("sum")?;
    laid.assert_all_used()?;
    if turned.is_none() && totals.is_none() {
        return Ok(Any::from(Serde(Table::new(exhibit))));
    }
    let mut exhibit = exhibit.clone();
    if let Some(turned) = turned {
        exhibit.layout.turned = turned;
    }
    if let Some(totals) = totals {
        exhibit.layout.totals = totals;
    }
    Ok(Any::from(Serde(Table::new(&exhibit))))
}

/// The functions that say how many a number rests on.
fn people(
    add: &mut impl FnMut(&str, Any) -> Option<Any>,
    exhibits: &Arc<Exhibits>,
    own: Option<&str>,
    asked: &Arc<Asked>,
) {
    let (shared, veils) = (Arc::clone(exhibits), Arc::clone(asked));
    add(
        "n_of",
        Any::from_function(move |key: &str, id: Option<&str>| {
            let exhibit = shared.find(id)?;
            let n = lookup::n_of(exhibit, key)?;
            let veil = veils.veil(|| format!("N of `{}` [{key}]", exhibit.id), n.hidden)?;
            Ok::<_, Error>(Any::from_object(n.under(veil)))
        }),
    );
    // In an exhibit's own texts `n` alone is its N; it is worked out only there, as it may be ambiguous elsewhere.
    let veils = Arc::clone(asked);
    let of = looking(exhibits, move |exhibit, wanted| {
        let n = lookup::n(exhibit, wanted)?;
        let veil = veils.veil(|| format!("N of {}", wanted.named(&exhibit.id)), n.hidden)?;
        Ok(Any::from_object(n.under(veil)))
    });
    let own = own.and_then(|own| exhibits.find(Some(own)).ok());
    let alone = own.map(|exhibit| {
        let n = lookup::n(exhibit, &Wanted::default())?;
        let veil = asked.veil(|| format!("N of `{}`", exhibit.id), n.hidden)?;
        Ok(n.under(veil))
    });
    add(
        "n",
        match alone {
            None => of,
            Some(number) => Any::from_object(OwnN { number, of }),
        },
    );
}

/// The functions over premises.
fn premises(add: &mut impl FnMut(&str, Any) -> Option<Any>, exhibits: &Arc<Exhibits>, owed: &Arc<Owed>) {
    /// The premises of these names, as a template sees them.
    fn seen(all: &Publication, names: &[String]) -> Any {
        all.premises.iter().filter(|one| names.contains(&one.name)).map(|one| Any::from(Serde(one))).collect()
    }
    let shared = Arc::clone(exhibits);
    let resting = move |id: &str| {
        let claim = shared.all.claims.iter().find(|claim| claim.id == id).map(|claim| &claim.premises);
        let own = claim.or_else(|| shared.find(Some(id)).ok().map(|exhibit| &exhibit.premises));
        own.cloned().ok_or_else(|| {
            let ids = shared.all.exhibits.iter().map(|exhibit| exhibit.id.as_str());
            let ids = ids.chain(shared.all.claims.iter().map(|claim| claim.id.as_str()));
            lookup::unknown("exhibit or claim", id, "", ids.collect::<Vec<_>>())
        })
    };
    let (shared, marked) = (Arc::clone(exhibits), resting.clone());
    add("premisser_mrk", Any::from_function(move |id: &str| Ok::<_, Error>(seen(&shared.all, &marked(id)?))));
    let (shared, owes) = (Arc::clone(exhibits), Arc::clone(owed));
    add(
        "premisser_ved",
        Any::from_function(move |id: &str| {
            let names = resting(id)?;
            owes.print(&names);
            Ok::<_, Error>(seen(&shared.all, &names))
        }),
    );
    let (shared, owes) = (Arc::clone(exhibits), Arc::clone(owed));
    add(
        "premisser_her",
        Any::from_function(move || {
            let names = owes.open();
            owes.print(&names);
            seen(&shared.all, &names)
        }),
    );
    let (shared, owes) = (Arc::clone(exhibits), Arc::clone(owed));
    add(
        "premis",
        Any::from_function(move |name: &str| {
            let all = &shared.all.premises;
            let found = all.iter().find(|one| one.name == name);
            let names = all.iter().map(|one| one.name.as_str());
            let premise = found.ok_or_else(|| lookup::unknown("premise", name, "", names))?;
            owes.print(std::slice::from_ref(&premise.name));
            Ok::<_, Error>(Any::from(Serde(premise)))
        }),
    );
    let owes = Arc::clone(owed);
    let begin = move |name: &str| {
        owes.begin(name);
        Any::from_safe_string(String::new())
    };
    add("sammenfatning_fra", Any::from_function(begin));
    let owes = Arc::clone(owed);
    let end = move || {
        owes.end();
        Any::from_safe_string(String::new())
    };
    add("sammenfatning_til", Any::from_function(end));
}

/// The functions that say what the report claims.
fn said(
    add: &mut impl FnMut(&str, Any) -> Option<Any>,
    exhibits: &Arc<Exhibits>,
    (owed, asked): (&Arc<Owed>, &Arc<Asked>),
) {
    let (shared, owes, veils) = (Arc::clone(exhibits), Arc::clone(owed), Arc::clone(asked));
    let sentence = move |id: &str| {
        let claims = &shared.all.claims;
        let found = claims.iter().find(|claim| claim.id == id);
        let ids = claims.iter().map(|claim| claim.id.as_str());
        let claim = found.ok_or_else(|| lookup::unknown("claim", id, "", ids))?;
        if claim.showing != Showing::Omitted && !claim.sentence.is_empty() {
            owes.owe(&claim.premises);
        }
        let hidden = claim.showing == Showing::Hidden;
        let veil = veils.veil(|| format!("what the claim `{id}` needs"), hidden)?;
        Ok::<_, Error>(Sentence::of(claim, &shared.all.premises, veil))
    };
    let one = sentence.clone();
    add(
        "siger",
        Any::from_function(move |id: &str| {
            Ok::<_, Error>(Any::from_object(Said { sentences: vec![one(id)?], spaced: false }))
        }),
    );
    add(
        "siger_alle",
        Any::from_function(move |ids: Vec<String>| {
            let sentences = ids.iter().map(|id| sentence(id)).collect::<Result<_, Error>>()?;
            Ok::<_, Error>(Any::from_object(Said { sentences, spaced: true }))
        }),
    );
}

/// The functions that give numbers of exhibits.
fn numbers(
    add: &mut impl FnMut(&str, Any) -> Option<Any>,
    exhibits: &Arc<Exhibits>,
    (owed, asked): (&Arc<Owed>, &Arc<Asked>),
) {
    // A number of an exhibit takes the exhibit's premises along.
    let tie = {
        let owed = Arc::clone(owed);
        move |number: Number, exhibit: &Exhibit| number.tied_to(Tied::to(&exhibit.premises, &owed))
    };
    let (tied, veils) = (tie.clone(), Arc::clone(asked));
    add(
        "v",
        looking(exhibits, move |exhibit, wanted| {
            let number = lookup::value(exhibit, wanted)?;
            let veil = veils.veil(|| wanted.named(&exhibit.id), number.hidden || number.hidden_n)?;
            Ok(Any::from_object(tied(number.under(veil), exhibit)))
        }),
    );
    add("xs", looking(exhibits, |exhibit, wanted| Ok(Any::from(lookup::xs(exhibit, wanted)?))));
    // What rests on all numbers of a series cannot be told where one of them is hidden.
    let veils = Arc::clone(asked);
    let unknown = move |what: &str, exhibit: &Exhibit, wanted: &Wanted| {
        let veil = veils.veil(|| format!("a number that decides {what} of {}", wanted.named(&exhibit.id)), true)?;
        Ok::<_, Error>(Any::from_object(Unknown(veil)))
    };
    let (tied, untold) = (tie.clone(), unknown.clone());
    add(
        "rangering",
        looking(exhibits, move |exhibit, wanted| {
            if lookup::hides_any(exhibit, wanted, lookup::Over::Series)? {
                return untold("the order", exhibit, wanted);
            }
            let ranked = lookup::ranking(exhibit, wanted)?;
            Ok(ranked.into_iter().map(|(name, number)| named("navn", name, tied(number, exhibit))).collect())
        }),
    );
    let (tied, untold) = (tie.clone(), unknown.clone());
    add(
        "hoejest",
        looking(exhibits, move |exhibit, wanted| {
            if lookup::hides_any(exhibit, wanted, lookup::Over::Places)? {
                return untold("the highest", exhibit, wanted);
            }
            let none = || (String::new(), Number::bare(exhibit.language, None, Unit::Amount));
            let (x, number) = lookup::peak(exhibit, wanted)?.unwrap_or_else(none);
            Ok(named("x", x, tied(number, exhibit)))
        }),
    );
    let (tied, untold) = (tie.clone(), unknown.clone());
    add(
        "forloeb",
        looking(exhibits, move |exhibit, wanted| {
            if lookup::hides_any(exhibit, wanted, lookup::Over::Places)? {
                return untold("the course", exhibit, wanted);
            }
            let lookup::Course { way, places } = lookup::course(exhibit, wanted)?;
            let language = exhibit.language;
            let word = match way {
                "op" => say!(language, "document-risen"),
                "ned" => say!(language, "document-fallen"),
                "top" => say!(language, "document-risen-then-fallen"),
                "bund" => say!(language, "document-fallen-then-risen"),
                "svinger" => say!(language, "document-up-and-down"),
                "stille" => say!(language, "document-unchanged"),
                _ => say!(language, "document-not-known"),
            };
            let place = |place: Option<(String, Number)>| {
                let (x, number) =
                    place.unwrap_or_else(|| (String::new(), Number::bare(exhibit.language, None, Unit::Amount)));
                named("x", x, tied(number, exhibit))
            };
            let [first, last, highest, lowest] = places.map(place);
            Ok(Any::from(BTreeMap::from([
                ("vej", Any::from(way)),
                ("ord", Any::from(word)),
                ("foerste", first),
                ("sidste", last),
                ("hoejest", highest),
                ("lavest", lowest),
            ])))
        }),
    );
    let shared = Arc::clone(exhibits);
    add(
        "foerst",
        Any::from_function(move |id: Option<&str>, arguments: Kwargs| {
            let least = arguments.get::<Option<f64>>("mindst")?.unwrap_or(0.0);
            let wanted = Wanted::from(&arguments, shared.lenient)?;
            let exhibit = shared.find(id)?;
            if lookup::hides_any(exhibit, &wanted, lookup::Over::Places)? {
                return unknown("the first", exhibit, &wanted);
            }
            let found = lookup::first_at_least(exhibit, &wanted, least)?;
            let (before, (x, number)) = found.map_or_else(
                || (None, (String::new(), Number::bare(exhibit.language, None, Unit::Amount))),
                |(before, x, number)| (Some(before as f64), (x, number)),
            );
            Ok::<_, Error>(Any::from(BTreeMap::from([
                ("x", Any::from(x)),
                ("tal", Any::from_object(tie(number, exhibit))),
                ("foer", Any::from_object(Number::bare(exhibit.language, before, Unit::Count))),
            ])))
        }),
    );
}

/// A claim as a template sees it: its sentence, whose numbers still know what they are, and how it is shown.
fn claimed(claim: &ClaimText) -> Any {
    let sentence = Told { text: claim.sentence.clone(), mentions: claim.mentions.clone() }.marked();
    let showing = Any::from(Serde(claim.showing));
    Any::from(BTreeMap::from([
        ("id", Any::from(claim.id.as_str())),
        ("sentence", Any::from(sentence)),
        ("showing", showing),
    ]))
}

/// A fact by its name.
fn facts(exhibits: &Arc<Exhibits>) -> Any {
    let shared = Arc::clone(exhibits);
    Any::from_function(move |name: &str| {
        let facts = &shared.all.facts;
        let found = facts.iter().find(|fact| fact.name == name);
        let names = facts.iter().map(|fact| fact.name.as_str());
        let fact = found.ok_or_else(|| lookup::unknown("fact", name, "", names))?;
        let number = Number::quoted(shared.all.meta.language, fact.value, &fact.unit, fact.decimals);
        Ok::<_, Error>(Any::from_object(number.made_of(vec![Source::Fact(fact.name.clone())])))
    })
}

/// A function of an exhibit, by its id, and of what is wanted of it.
fn looking(
    exhibits: &Arc<Exhibits>,
    look: impl Fn(&Exhibit, &Wanted) -> Result<Any, Error> + Send + Sync + 'static,
) -> Any {
    let exhibits = Arc::clone(exhibits);
    Any::from_function(move |id: Option<&str>, wanted: Kwargs| {
        look(exhibits.find(id)?, &Wanted::from(&wanted, exhibits.lenient)?)
    })
}

/// A key and the number at it.
fn named(key: &'static str, text: String, number: Number) -> Any {
    Any::from(BTreeMap::from([(key, Any::from(text)), ("tal", Any::from_object(number))]))
}

/// An exhibit as a template sees it.
pub(crate) fn exhibit(exhibit: &Exhibit) -> Any {
    #[derive(Serialize)]
    struct Seen<'a> {
        id: &'a str,
        kind: ExhibitKind,
        number: &'a str,
        title: &'a str,
        caption: &'a str,
        note: &'a str,
        source: &'a str,
        alt: &'a str,
        chart: String,
    }
    Any::from(Serde(Seen {
        id: &exhibit.id,
        kind: exhibit.kind,
        number: &exhibit.number,
        title: &exhibit.title,
        caption: &exhibit.caption,
        note: &exhibit.note,
        source: &exhibit.source,
        alt: &exhibit.alt,
        chart: format!("/{}", chart_path(&exhibit.id)),
    }))
}
