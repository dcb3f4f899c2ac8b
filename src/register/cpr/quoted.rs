//! How a cell's text may stand in a message.

use super::digits::each_group;

/// What stands in a message for digits that could be a CPR number.
const MASK: &str = "******";
/// A text is cut to this many characters in messages.
const QUOTED: usize = 40;
/// So many digits together could be a CPR number with one left out.
const SUSPICIOUS_DIGITS: u32 = 9;

/// A cell's text as it may stand in a message: shortened, and without digits that could be a CPR number.
pub(in super::super) fn quoted(text: &str) -> String {
    let mut hidden: Vec<std::ops::Range<usize>> = Vec::new();
    each_group(text, |chain| {
        if chain.iter().map(|group| group.length).sum::<u32>() >= SUSPICIOUS_DIGITS {
            let whole = chain[0].start..chain[chain.len() - 1].end;
            match hidden.last_mut().filter(|last| last.end >= whole.start) {
                Some(last) => last.end = whole.end,
                None => hidden.push(whole),
            }
        }
    });
    let (mut shown, mut at) = (String::new(), 0);
    for range in hidden {
        shown.push_str(&text[at..range.start]);
        shown.push_str(MASK);
        at = range.end;
    }
    shown.push_str(&text[at..]);
    let mut shown: String = shown.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    if shown.chars().count() > QUOTED {
        shown = shown.chars().take(QUOTED - 1).collect();
        shown.push('…');
    }
    format!("`{}`", shown.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_value_never_shows_what_could_be_a_cpr_number() {
        assert_eq!(quoted("Trin 7"), "`Trin 7`");
        assert_eq!(quoted("31-02-2018"), "`31-02-2018`");
        assert_eq!(quoted("1.234,56-"), "`1.234,56-`");
        for text in [
            "010169-1234",
            "0101691234",
            "01 01 69 1234",
            "010169–123",
            "O10169-1234",
            "x010169-1234y",
            "0101 - 69\u{a0}\u{a0}1234",
            "０１０１６９１２３４",
            "010169\u{ad}1234",
            "0 1 0 1 6 9 1 2 3 4 5 6 7 8 9",
        ] {
            let shown = quoted(text);
            assert!(shown.contains(MASK) && !shown.contains("69") && !shown.contains("34"), "{text} became {shown}");
        }
        assert_eq!(quoted(&"æ".repeat(50)).chars().count(), QUOTED + 2);
    }
}
