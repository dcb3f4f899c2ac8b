//! The names of months, as registers and spreadsheets write them.

/// The months by their names: the Danish long and short one, and the English. No name is of two months.
const NAMES: [[&str; 4]; 12] = [
    ["januar", "jan", "january", "jan"],
    ["februar", "feb", "february", "feb"],
    ["marts", "mar", "march", "mar"],
    ["april", "apr", "april", "apr"],
    ["maj", "maj", "may", "may"],
    ["juni", "jun", "june", "jun"],
    ["juli", "jul", "july", "jul"],
    ["august", "aug", "august", "aug"],
    ["september", "sep", "september", "sept"],
    ["oktober", "okt", "october", "oct"],
    ["november", "nov", "november", "nov"],
    ["december", "dec", "december", "dec"],
];

/// Takes a month's name off the front, with the point that a short one may have; `month` is then its number in the year.
pub(super) fn read<'a>(text: &'a str, month: &mut u32) -> Option<&'a str> {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let name = name.to_lowercase();
    let (number, names) = (1..).zip(&NAMES).find(|(_, names)| names.contains(&name.as_str()))?;
    *month = number;
    let is_whole = name == names[0] || name == names[2];
    Some(if is_whole { rest } else { rest.strip_prefix('.').unwrap_or(rest) })
}

/// The Danish name of a month, counted from 0.
pub(super) fn write(month0: u32, short: bool) -> &'static str {
    let names = usize::try_from(month0).ok().and_then(|month| NAMES.get(month));
    names.map_or("", |names| names[usize::from(short)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_of_two_months() {
        for (at, names) in NAMES.iter().enumerate() {
            for name in names {
                let mut month = 0;
                assert_eq!(read(name, &mut month), Some(""), "{name}");
                assert_eq!(month as usize, at + 1, "{name}");
            }
        }
    }

    #[test]
    fn a_short_name_may_have_a_point_and_a_whole_one_has_none() {
        let mut month = 0;
        for (text, rest) in
            [("Okt. 18", Some(" 18")), ("oct-18", Some("-18")), ("maj.", Some(".")), ("marts. 18", Some(". 18"))]
        {
            assert_eq!(read(text, &mut month), rest, "{text}");
        }
        for text in ["", ".", "18", "okto 18", "måned"] {
            assert_eq!(read(text, &mut month), None, "{text}");
        }
    }
}
