//! Whether the difference of two numbers of a text is told from chance: `udsving`. Which people are counted on both sides is judged
//! by where the numbers stand in their exhibit.

use minijinja::value::Kwargs;
use minijinja::{Error, ErrorKind, Value as Any};

use super::filters::number;
use super::mention::Source;
use super::number::{Number, Unit};
use super::publication::Publication;
use crate::estimate::{LEVEL, fisher_test, sign_test, whole};
use crate::locale::say;
use crate::value::overlap;

/// `udsving`: whether the difference of two numbers is told from chance. `parret` are counts of the same people who went one way and
/// the other; else it is two shares of different people.
pub(super) fn chance(all: &Publication, a: &Any, b: &Any, arguments: &Kwargs) -> Result<String, Error> {
    let paired = arguments.get::<Option<bool>>("parret")?.unwrap_or(false);
    arguments.assert_all_used()?;
    let language = all.meta.language;
    let (a, b) = (number(language, a)?, number(language, b)?);
    for number in [&a, &b] {
        number.known("`udsving` says whether it differs")?;
    }
    if same_people(all, &a, &b, paired) {
        return Err(unfit(
            "the same people are counted on both sides: compare different people, or those who went each way by `parret=true`",
        ));
    }
    let whole = |number: Option<f64>| number.and_then(whole);
    let p = if paired {
        if a.unit != Unit::Count || b.unit != Unit::Count {
            return Err(unfit("`parret` takes two counts: those who went one way, and those who went the other"));
        }
        whole(a.value).zip(whole(b.value)).and_then(|(a, b)| sign_test(a, b))
    } else {
        if a.unit != Unit::Share || b.unit != Unit::Share {
            return Err(unfit("two shares of different people are compared; of the same people say `parret=true`"));
        }
        let counted = |number: &Number| whole(number.numerator).zip(number.n).filter(|_| !number.hidden_n);
        counted(&a).zip(counted(&b)).and_then(|(a, b)| fisher_test(a, b))
    };
    Ok(match p {
        Some(p) if p < LEVEL => say!(language, "document-more-than-chance"),
        Some(_) => say!(language, "document-may-be-chance"),
        None => String::new(),
    })
}

fn unfit(message: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// Whether some people are counted in both numbers, though the test takes different ones: one is a part of the other, or both are
/// shares of the same. Of the same people who went one way and the other (`paired`) none may be counted in both, either.
fn same_people(all: &Publication, a: &Number, b: &Number, paired: bool) -> bool {
    let places = |number: &Number| -> Vec<(String, usize)> {
        let of = |source: &Source| match source {
            Source::Value { exhibit, place } => Some((exhibit.clone(), *place)),
            Source::Size(_) | Source::Fact(_) | Source::Parameter(_) => None,
        };
        number.sources.iter().filter_map(of).collect()
    };
    let (ours, theirs) = (places(a), places(b));
    let mut pairs = ours.iter().flat_map(|own| theirs.iter().map(move |other| (own, other)));
    pairs.any(|((id, place), (other_id, other_place))| {
        let Some(exhibit) = all.exhibits.iter().find(|exhibit| exhibit.id == *id && id == other_id) else {
            return false;
        };
        let rows = &exhibit.values.rows;
        let Some((own, other)) = rows.get(*place).zip(rows.get(*other_place)) else { return false };
        let (own, other) = (&own.key, &other.key);
        let known = exhibit.counting.apart.iter().find(|apart| apart.rows.contains(place));
        if overlap(&exhibit.values, known.map_or(&[], |known| &known.totals), own, other) {
            return true;
        }
        let beside = own.facet == other.facet
            && known.is_some_and(|known| {
                own.x == other.x && known.series == Some(false) || own.series == other.series && known.xs == Some(false)
            });
        beside && !paired
    })
}
