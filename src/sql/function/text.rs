//! Functions of texts.

use super::{Computed, Failure, Function, Gives, NOTHING, Taken, text};
use crate::sql::{Kind, Value};

const TEXT: Gives = Gives::Always(Kind::Text);
const WHOLE: Gives = Gives::Always(Kind::Whole);

/// The functions of texts.
pub(super) static ALL: &[Function] = &[
    Function {
        name: "LOWER",
        also: &[],
        takes: &[Taken::Text],
        least: 1,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| text(letters(taken, 0).to_lowercase()),
        call: "LOWER(text)",
        doc: "in small letters",
        example: ("LOWER('Åben')", "åben"),
    },
    Function {
        name: "UPPER",
        also: &[],
        takes: &[Taken::Text],
        least: 1,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| text(letters(taken, 0).to_uppercase()),
        call: "UPPER(text)",
        doc: "in capitals",
        example: ("UPPER('søn')", "SØN"),
    },
    Function {
        name: "LENGTH",
        also: &["CHAR_LENGTH", "CHARACTER_LENGTH"],
        takes: &[Taken::Text],
        least: 1,
        more: false,
        gives: WHOLE,
        strict: true,
        compute: |taken| count(letters(taken, 0).chars().count()),
        call: "LENGTH(text)",
        doc: "how many letters it has",
        example: ("LENGTH('æble')", "4"),
    },
    Function {
        name: "LEFT",
        also: &[],
        takes: &[Taken::Text, Taken::Whole],
        least: 2,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| {
            let letters = chars(taken);
            text(letters[..kept(letters.len(), whole(taken, 1))].iter().collect())
        },
        call: "LEFT(text, n)",
        doc: "its first `n` letters; all but the last ones where `n` is below 0",
        example: ("LEFT('5.28.21', 4)", "5.28"),
    },
    Function {
        name: "RIGHT",
        also: &[],
        takes: &[Taken::Text, Taken::Whole],
        least: 2,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| {
            let letters = chars(taken);
            text(letters[letters.len() - kept(letters.len(), whole(taken, 1))..].iter().collect())
        },
        call: "RIGHT(text, n)",
        doc: "its last `n` letters; all but the first ones where `n` is below 0",
        example: ("RIGHT('2015-W07', 2)", "07"),
    },
    Function {
        name: "SUBSTRING",
        also: &["SUBSTR"],
        takes: &[Taken::Text, Taken::Whole, Taken::Whole],
        least: 2,
        more: false,
        gives: TEXT,
        strict: true,
        compute: substring,
        call: "SUBSTRING(text FROM start FOR length)",
        doc: "`length` letters from the one numbered `start`; to the end without `FOR`",
        example: ("SUBSTRING('2018-03-05' FROM 6 FOR 2)", "03"),
    },
    Function {
        name: "BTRIM",
        also: &["TRIM"],
        takes: &[Taken::Text, Taken::Text],
        least: 1,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| text(letters(taken, 0).trim_matches(off(taken)).to_owned()),
        call: "TRIM(text)",
        doc: "without blanks, or the letters of a second text, at its ends",
        example: ("TRIM('  barn ')", "barn"),
    },
    Function {
        name: "LTRIM",
        also: &[],
        takes: &[Taken::Text, Taken::Text],
        least: 1,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| text(letters(taken, 0).trim_start_matches(off(taken)).to_owned()),
        call: "LTRIM(text, letters)",
        doc: "the same at its beginning",
        example: ("LTRIM('007', '0')", "7"),
    },
    Function {
        name: "RTRIM",
        also: &[],
        takes: &[Taken::Text, Taken::Text],
        least: 1,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| text(letters(taken, 0).trim_end_matches(off(taken)).to_owned()),
        call: "RTRIM(text, letters)",
        doc: "the same at its end",
        example: ("RTRIM('5.28.', '.')", "5.28"),
    },
    Function {
        name: "REPLACE",
        also: &[],
        takes: &[Taken::Text, Taken::Text, Taken::Text],
        least: 3,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| {
            let from = letters(taken, 1);
            // Nothing cannot be found.
            let found = !from.is_empty();
            text(if found { letters(taken, 0).replace(from, letters(taken, 2)) } else { letters(taken, 0).to_owned() })
        },
        call: "REPLACE(text, from, to)",
        doc: "with every `from` as `to`",
        example: ("REPLACE('5.28.21', '.', '')", "52821"),
    },
    Function {
        name: "SPLIT_PART",
        also: &[],
        takes: &[Taken::Text, Taken::Text, Taken::Whole],
        least: 3,
        more: false,
        gives: TEXT,
        strict: true,
        compute: split_part,
        call: "SPLIT_PART(text, between, n)",
        doc: "the `n`th part of what stands between",
        example: ("SPLIT_PART('5.28.21', '.', 2)", "28"),
    },
    Function {
        name: "STRPOS",
        also: &[],
        takes: &[Taken::Text, Taken::Text],
        least: 2,
        more: false,
        gives: WHOLE,
        strict: true,
        compute: |taken| {
            let text = letters(taken, 0);
            count(text.find(letters(taken, 1)).map_or(0, |at| text[..at].chars().count() + 1))
        },
        call: "POSITION(part IN text)",
        doc: "the number of the letter where `part` begins; 0 where it is not in it",
        example: ("POSITION('W' IN '2015-W07')", "6"),
    },
    Function {
        name: "STARTS_WITH",
        also: &[],
        takes: &[Taken::Text, Taken::Text],
        least: 2,
        more: false,
        gives: Gives::Always(Kind::Truth),
        strict: true,
        compute: |taken| Ok(Value::Truth(letters(taken, 0).starts_with(letters(taken, 1)))),
        call: "STARTS_WITH(text, beginning)",
        doc: "whether it begins so",
        example: ("STARTS_WITH('5.28.21', '5.28')", "true"),
    },
    Function {
        name: "LPAD",
        also: &[],
        takes: &[Taken::Text, Taken::Whole, Taken::Text],
        least: 2,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| padded(taken, true),
        call: "LPAD(text, n, fill)",
        doc: "made `n` letters long by `fill`, or blanks, before it; cut where it is longer",
        example: ("LPAD('7', 3, '0')", "007"),
    },
    Function {
        name: "RPAD",
        also: &[],
        takes: &[Taken::Text, Taken::Whole, Taken::Text],
        least: 2,
        more: false,
        gives: TEXT,
        strict: true,
        compute: |taken| padded(taken, false),
        call: "RPAD(text, n, fill)",
        doc: "the same behind it",
        example: ("RPAD('7', 3, '-')", "7--"),
    },
    Function {
        name: "CONCAT",
        also: &[],
        takes: &[Taken::Written],
        least: 1,
        more: true,
        gives: TEXT,
        strict: false,
        compute: |taken| text(taken.iter().filter_map(Value::shown).collect()),
        call: "CONCAT(a, b, ...)",
        doc: "joined; what is empty is passed over. `a || b` is empty where either is",
        example: ("CONCAT('Trin ', 4)", "Trin 4"),
    },
    Function {
        name: "CONCAT_WS",
        also: &[],
        takes: &[Taken::Text, Taken::Written],
        least: 2,
        more: true,
        gives: TEXT,
        strict: false,
        compute: |taken| match taken[0].letters() {
            None => NOTHING,
            Some(between) => text(taken[1..].iter().filter_map(Value::shown).collect::<Vec<_>>().join(between)),
        },
        call: "CONCAT_WS(between, a, b, ...)",
        doc: "joined with something between; what is empty is passed over",
        example: ("CONCAT_WS(', ', 'mor', NULL, 'far')", "mor, far"),
    },
];

fn letters<'a>(taken: &'a [Value<'_>], at: usize) -> &'a str {
    taken.get(at).and_then(Value::letters).unwrap_or_default()
}

fn whole(taken: &[Value<'_>], at: usize) -> i64 {
    taken.get(at).and_then(Value::whole).unwrap_or_default()
}

fn chars(taken: &[Value<'_>]) -> Vec<char> {
    letters(taken, 0).chars().collect()
}

fn count(count: usize) -> Computed {
    i64::try_from(count).map(Value::Whole).map_err(|_| Failure("the text is too long"))
}

/// How many of `length` letters `n` asks for.
fn kept(length: usize, n: i64) -> usize {
    let size = usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX);
    if n < 0 { length.saturating_sub(size) } else { size.min(length) }
}

/// The letters that a trim takes off.
fn off<'a>(taken: &'a [Value<'_>]) -> impl Fn(char) -> bool + Copy + 'a {
    let letters = taken.get(1).and_then(Value::letters).unwrap_or(" ");
    move |letter| letters.contains(letter)
}

fn substring(taken: &[Value<'_>]) -> Computed {
    let letters = chars(taken);
    let start = whole(taken, 1);
    let end = match taken.get(2) {
        None => i64::MAX,
        Some(length) => match length.whole() {
            Some(length) if length >= 0 => start.saturating_add(length),
            _ => return Err(Failure("a length is below 0")),
        },
    };
    // Letters are numbered from 1, and there are none before the first.
    let place = |number: i64| usize::try_from(number - 1).unwrap_or(0).min(letters.len());
    let (start, end) = (place(start.max(1)), place(end.max(1)));
    text(letters[start.min(end)..end].iter().collect())
}

fn split_part(taken: &[Value<'_>]) -> Computed {
    let (whole_text, between, number) = (letters(taken, 0), letters(taken, 1), whole(taken, 2));
    let parts: Vec<&str> = if between.is_empty() { vec![whole_text] } else { whole_text.split(between).collect() };
    let at = match number {
        0 => return Err(Failure("parts are numbered from 1")),
        number if number > 0 => usize::try_from(number - 1).ok(),
        number => usize::try_from(number.unsigned_abs()).ok().and_then(|back| parts.len().checked_sub(back)),
    };
    text(at.and_then(|at| parts.get(at)).copied().unwrap_or_default().to_owned())
}

fn padded(taken: &[Value<'_>], before: bool) -> Computed {
    const MOST: usize = 10_000;
    let letters = chars(taken);
    let length = usize::try_from(whole(taken, 1)).unwrap_or(0);
    if length > MOST {
        return Err(Failure("a text is made longer than 10,000 letters"));
    }
    let fill: Vec<char> = taken.get(2).and_then(Value::letters).unwrap_or(" ").chars().collect();
    let kept: String = letters.iter().take(length).collect();
    let missing = if fill.is_empty() { 0 } else { length.saturating_sub(letters.len()) };
    let padding: String = fill.iter().cycle().take(missing).collect();
    text(if before { padding + &kept } else { kept + &padding })
}
