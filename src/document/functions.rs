//! The functions over the exhibits that a template can call; what they find is looked up in `lookup`.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Kwargs, Serde};
use minijinja::{Error, Value as Any};
use serde::Serialize;

use super::lookup::{self, Wanted};
use super::number::{Number, OwnN, Unit};
use super::publication::{Exhibit, ExhibitKind, Publication};
use super::source::chart_path;
use super::table::Table;

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
pub(crate) fn add(names: &mut BTreeMap<String, Any>, publication: &Publication, own: Option<&str>, lenient: bool) {
    // The charts are of no use to the functions, and large.
    let copy = publication.exhibits.iter().map(|exhibit| Exhibit { svg: None, ..exhibit.clone() }).collect();
    let all = Publication { exhibits: copy, ..publication.clone() };
    let exhibits = Arc::new(Exhibits { all, own: own.map(str::to_owned), lenient });
    let mut add = |name: &str, value: Any| names.insert(name.to_owned(), value);

    add("v", looking(&exhibits, |exhibit, wanted| lookup::value(exhibit, wanted).map(Any::from_object)));
    add("xs", looking(&exhibits, |exhibit, wanted| Ok(Any::from(lookup::xs(exhibit, wanted)))));
    add(
        "rangering",
        looking(&exhibits, |exhibit, wanted| {
            let ranked = lookup::ranking(exhibit, wanted)?;
            Ok(ranked.into_iter().map(|(name, number)| named("navn", name, number)).collect())
        }),
    );
    add(
        "hoejest",
        looking(&exhibits, |exhibit, wanted| {
            let none = || (String::new(), Number::bare(None, Unit::Amount));
            let (x, number) = lookup::peak(exhibit, wanted)?.unwrap_or_else(none);
            Ok(named("x", x, number))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "foerst",
        Any::from_function(move |id: Option<&str>, arguments: Kwargs| {
            let least = arguments.get::<Option<f64>>("mindst")?.unwrap_or(0.0);
            let wanted = Wanted::from(&arguments, shared.lenient)?;
            let found = lookup::first_at_least(shared.find(id)?, &wanted, least)?;
            let (before, (x, number)) = found.map_or_else(
                || (None, (String::new(), Number::bare(None, Unit::Amount))),
                |(before, x, number)| (Some(before as f64), (x, number)),
            );
            Ok::<_, Error>(Any::from(BTreeMap::from([
                ("x", Any::from(x)),
                ("tal", Any::from_object(number)),
                ("foer", Any::from_object(Number::bare(before, Unit::Count))),
            ])))
        }),
    );
    add("serier", looking(&exhibits, |exhibit, _| Ok(Any::from(exhibit.values.series.clone()))));
    add("opstilling", looking(&exhibits, |found, _| Ok(exhibit(found))));
    let shared = Arc::clone(&exhibits);
    add(
        "kryds",
        Any::from_function(move |id: Option<&str>, options: Kwargs| {
            let exhibit = shared.find(id)?;
            let mut layout = exhibit.layout.clone();
            if let Some(turned) = options.get("vend")? {
                layout.turned = turned;
            }
            if let Some(totals) = options.get("sum")? {
                layout.totals = totals;
            }
            options.assert_all_used()?;
            Ok::<_, Error>(Any::from(Serde(Table::new(exhibit, &layout))))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "ordfigur",
        Any::from_function(move |id: &str| {
            let drawings = &shared.all.drawings;
            let found = drawings.iter().find(|drawing| drawing.id == id);
            let ids = drawings.iter().map(|drawing| drawing.id.as_str());
            let drawing = found.ok_or_else(|| lookup::unknown("drawing", id, "", ids))?;
            let picture = format!("/{}", chart_path(id));
            let seen = [("titel", drawing.title.clone()), ("alt", drawing.alt.clone()), ("billede", picture)];
            Ok::<_, Error>(Any::from(BTreeMap::from(seen)))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "paastand",
        Any::from_function(move |id: &str| {
            let claims = &shared.all.claims;
            let found = claims.iter().find(|claim| claim.id == id);
            let ids = claims.iter().map(|claim| claim.id.as_str());
            let claim = found.ok_or_else(|| lookup::unknown("claim", id, "", ids))?;
            Ok::<_, Error>(Any::from(Serde(claim)))
        }),
    );
    let shared = Arc::clone(&exhibits);
    add(
        "n_of",
        Any::from_function(move |key: &str, id: Option<&str>| {
            lookup::n_of(shared.find(id)?, key).map(Any::from_object)
        }),
    );
    // In an exhibit's own texts `n` alone is its N; it is worked out only there, as it may be ambiguous elsewhere.
    let of = looking(&exhibits, |exhibit, wanted| lookup::n(exhibit, wanted).map(Any::from_object));
    let own = own.and_then(|own| exhibits.find(Some(own)).ok());
    let alone = own.and_then(|exhibit| lookup::n(exhibit, &Wanted::default()).ok());
    add("n", alone.map_or(of.clone(), |number| Any::from_object(OwnN { number, of })));
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
