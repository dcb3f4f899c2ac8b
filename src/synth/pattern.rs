//! Texts of the form that a layout's pattern asks for.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::chance::Chance;

/// So many more of what may stand any number of times.
const MORE: u32 = 3;

/// The pattern, understood; none where it is no regular expression.
pub(super) fn parsed(pattern: &str) -> Option<Hir> {
    regex_syntax::parse(pattern).ok()
}

/// A text that the pattern matches.
pub(super) fn text(pattern: &Hir, chance: &mut Chance) -> String {
    let mut bytes = Vec::new();
    write(pattern, chance, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn write(pattern: &Hir, chance: &mut Chance, to: &mut Vec<u8>) {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => to.extend(literal.0.iter()),
        HirKind::Class(Class::Unicode(class)) => {
            let ranges: Vec<(char, f64)> = class
                .ranges()
                .iter()
                .map(|range| (range.start(), f64::from(range.end() as u32 - range.start() as u32 + 1).min(64.0)))
                .collect();
            let Some(start) = chance.weighted(&ranges).copied() else { return };
            let width = ranges.iter().find(|(own, _)| *own == start).map_or(1.0, |(_, width)| *width);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 64")]
            let step = chance.below(width as usize) as u32;
            let letter = char::from_u32(start as u32 + step).unwrap_or(start);
            to.extend(letter.to_string().bytes());
        }
        HirKind::Class(Class::Bytes(class)) => {
            if let Some(range) = class.ranges().first() {
                to.push(range.start());
            }
        }
        HirKind::Repetition(repeated) => {
            let most = repeated.max.unwrap_or(repeated.min + MORE).min(repeated.min + MORE);
            let count = repeated.min as usize + chance.below((most - repeated.min) as usize + 1);
            for _ in 0..count {
                write(&repeated.sub, chance, to);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, chance, to),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, chance, to)),
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(chance.below(parts.len())) {
                write(part, chance, to);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_what_the_pattern_asks_for() {
        let mut chance = Chance::new(3, "pattern");
        for pattern in ["[0-9]{6}-[0-9]{4}", "JF-[0-9]{3}", "(SU|FP)[A-ZÆØÅ]?", "[A-Z]{2,}x*", "^a.c$", "\\d{4}H[12]"]
        {
            let known = parsed(pattern).expect("a pattern");
            for _ in 0..50 {
                let text = text(&known, &mut chance);
                let all = regex::Regex::new(&format!("^(?:{pattern})$")).expect("a pattern");
                assert!(all.is_match(&text), "{text} is not {pattern}");
            }
        }
        assert!(parsed("[").is_none());
    }
}
