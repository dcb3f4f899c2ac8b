//! Whether two counts differ by more than chance gives, by the test that fits how they were counted.
//!
//! Of different people two shares are compared by Fisher's exact test. Of the same people those who went one way are set against
//! those who went the other (`paired`), by the exact sign test. A number that has an interval is compared with a stated one by the test
//! that the interval is made of. What none of them fits is a mistake in the spec, and not a number.

use super::predicate::Held;
use super::{Ends, Exhibit, Operand, Part};
use crate::estimate::{LEVEL, fisher_test, sign_test, whole};
use crate::locale;
use crate::value::{Key, Value, overlap, shortest};

/// A count of a whole, as a test takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    k: u64,
    n: u64,
}

/// Why no test fits, and what to do.
pub(super) type Unfit = (String, &'static str);

/// Whether the values of two operands differ, or why that cannot be tested.
pub(super) fn differs(exhibits: &[Exhibit<'_>], one: &Operand, other: &Operand, paired: bool) -> Result<Held, Unfit> {
    let (a, b) = (Side::of(exhibits, one)?, Side::of(exhibits, other)?);
    if paired {
        if let (Some(a), Some(b)) = (a.counted, b.counted)
            && a.n != b.n
        {
            let message = format!("{} and {} people are not the same people", a.n, b.n);
            return Err((
                message,
                "`paired` sets those of one group who went one way against those who went the other",
            ));
        }
    } else if let Some(message) = a.same_people(&b) {
        return Err((
            message,
            "the test of two groups needs different people in each; of the same people compare those who changed: \
             `my-figure[Up] differs from my-figure[Down] paired`",
        ));
    }
    let (Some(a), Some(b)) = (a.counted, b.counted) else {
        let missing = if a.counted.is_none() { one } else { other };
        return Ok(Held::of(None, vec![format!("there is no number for `{}`", missing.text)]));
    };
    let (p, test, of) = if paired {
        (sign_test(a.k, b.k), "exact sign test", format!("{} against {}", a.k, b.k))
    } else {
        (
            fisher_test((a.k, a.n), (b.k, b.n)),
            "Fisher's exact test",
            format!("{} of {} against {} of {}", a.k, a.n, b.k, b.n),
        )
    };
    let Some(p) = p else {
        return Ok(Held::of(None, vec![format!("there is nobody to test `{}` and `{}` by", one.text, other.text)]));
    };
    let so = p < LEVEL;
    let says = if so { "differs" } else { "does not differ" };
    let why =
        format!("`{}` {says} from `{}` by more than chance gives: p = {p:.4} ({test}; {of})", one.text, other.text);
    Ok(Held::of(Some(so), vec![why]))
}

/// Whether a value differs from a stated number: whether that lies outside the value's 95 % interval. An interval holds those numbers that
/// its test, two-sided on the 5 % level, does not reject; so this is Wilson's score test of a share, Student's t of a mean, and of a difference
/// between months of the same people the one that allows these to resemble each other.
pub(super) fn differs_from(
    exhibits: &[Exhibit<'_>],
    one: &Operand,
    stated: f64,
    text: &str,
    paired: bool,
) -> Result<Held, Unfit> {
    if paired {
        return Err((
            "a stated number is of no people".to_owned(),
            "leave `paired` out: an interval knows who was counted several times",
        ));
    }
    let nothing = || Ok(Held::of(None, vec![format!("there is no number for `{}`", one.text)]));
    let Some(exhibit) = exhibits.iter().find(|exhibit| exhibit.id == one.exhibit) else { return nothing() };
    let keys: Vec<&Key> = one.values.iter().map(|(key, _)| key).collect();
    let rows = exhibit.values.rows.iter().enumerate();
    let named: Vec<(usize, &Value)> = rows.filter(|(_, row)| keys.contains(&&row.key)).collect();
    let [(at, row)] = named[..] else {
        return Err((format!("`{}` is several values added up", one.text), "name one value, with its own interval"));
    };
    let ends = exhibit.parts.iter().find(|part| part.rows.contains(&at)).map(|part| part.ends);
    if ends == Some(Ends::Stated) {
        return Err((
            format!("the interval of `{}` is stated by the data, and nothing says which test it is made of", one.text),
            "compare its ends with what they are to be compared with: `my-figure[A].lower > 0`",
        ));
    }
    if row.suppressed || row.value.is_none() {
        return nothing();
    }
    let Some((lower, upper)) = row.lower.zip(row.upper) else {
        if ends == Some(Ends::Computed) {
            return Ok(Held::of(None, vec![format!("too little is observed for an interval around `{}`", one.text)]));
        }
        return Err((
            format!("`{}` has no interval", one.text),
            "give its exhibit an `interval`; of shares and counts of two groups say `A differs from B`",
        ));
    };
    let so = !(lower..=upper).contains(&stated);
    let (says, holds) = if so { ("differs", "does not hold it") } else { ("does not differ", "holds it") };
    let why = format!(
        "`{}` {says} from {text} by more than chance gives: its 95 % interval, {} to {}, {holds}",
        one.text,
        shortest(lower),
        shortest(upper)
    );
    Ok(Held::of(Some(so), vec![why]))
}

/// One side of a comparison.
struct Side<'a> {
    exhibit: &'a str,
    exhibit_of: Option<&'a Exhibit<'a>>,
    keys: Vec<&'a Key>,
    part: Option<(usize, &'a Part)>,
    /// None where a value is hidden or there is none.
    counted: Option<Counted>,
}

impl<'a> Side<'a> {
    fn of(exhibits: &'a [Exhibit<'_>], operand: &'a Operand) -> Result<Self, Unfit> {
        let nothing = Self { exhibit: &operand.exhibit, exhibit_of: None, keys: Vec::new(), part: None, counted: None };
        let Some(exhibit) = exhibits.iter().find(|exhibit| exhibit.id == operand.exhibit) else { return Ok(nothing) };
        let keys: Vec<&Key> = operand.values.iter().map(|(key, _)| key).collect();
        let rows = &exhibit.values.rows;
        let named: Vec<(usize, &Value)> = rows.iter().enumerate().filter(|(_, row)| keys.contains(&&row.key)).collect();
        let Some((first, _)) = named.first() else { return Ok(nothing) };
        let parts = exhibit.parts.iter().enumerate();
        let part = parts.into_iter().find(|(_, part)| part.rows.contains(first));
        let help =
            "these tests are of people who are counted once each; say of such values how large they are, and no more";
        for (_, row) in &named {
            if !(row.key.stat.is_count() || row.key.stat.name() == "share") {
                return Err((format!("`{}` is neither a count nor a share", operand.text), help));
            }
        }
        if let Some((_, part)) = part {
            if part.weighted {
                return Err((format!("what `{}` counts counts for other than one", operand.text), help));
            }
            if part.repeated {
                return Err((format!("`{}` counts the same people several times", operand.text), help));
            }
        }
        let mut counted: Option<Counted> = Some(Counted { k: 0, n: 0 });
        for (_, row) in &named {
            let number = if row.key.stat.is_count() { row.value } else { row.numerator };
            counted = match (counted, number.and_then(whole), row.n) {
                _ if row.suppressed || row.hidden_n => None,
                (Some(sum), Some(k), Some(n)) => Some(Counted { k: sum.k + k, n }),
                _ => None,
            };
        }
        Ok(Self { exhibit: &operand.exhibit, exhibit_of: Some(exhibit), keys, part, counted })
    }

    /// Why the people of two sides are the same, as far as it is known.
    fn same_people(&self, other: &Self) -> Option<String> {
        if let Some(exhibit) = self.exhibit_of.filter(|_| self.exhibit == other.exhibit) {
            let all = self.part.map_or(&[][..], |(_, part)| &part.totals);
            let mut pairs = self.keys.iter().flat_map(|own| other.keys.iter().map(move |other| (own, other)));
            if pairs.any(|(own, other)| overlap(exhibit.values, all, own, other)) {
                return Some("one side is counted on the other too".to_owned());
            }
        }
        let ((at, own), (other_at, others)) = self.part.zip(other.part)?;
        if let (Some(base), true) = (&own.base, own.base == others.base) {
            let groups = |side: &Self| side.keys.iter().map(|key| key.facet.clone()).collect::<Vec<_>>();
            if groups(self) == groups(other) {
                return Some(format!("the people of `{base}` stand on both sides"));
            }
        }
        let one_place = |side: &Self| side.keys.first().map(|key| (&key.facet, &key.series, &key.x));
        if let (Some((facet, series, x)), Some((other_facet, other_series, other_x))) =
            (one_place(self), one_place(other))
            && self.exhibit == other.exhibit
            && (facet, series) == (other_facet, other_series)
            && x != other_x
            && is_time(x)
        {
            return Some(format!("`{series}` at two times is of the same people, as far as is known"));
        }
        let place = |side: &Self| side.keys.first().map(|key| (key.facet.clone(), key.x.clone()));
        let shared = self.exhibit == other.exhibit && at == other_at && own.shared_out && place(self) == place(other);
        shared.then(|| "both sides are shares of the same people".to_owned())
    }
}

/// Whether a key is a time.
fn is_time(x: &str) -> bool {
    x.parse::<i64>().is_ok() || locale::is_period(x) || ["start", "seneste"].contains(&x)
}
