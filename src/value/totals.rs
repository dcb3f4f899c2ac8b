//! Totals among labels, and labels that cannot be added: a label `I alt` is the sum of those that it stands at the end, or at the
//! head, of.

use super::{Disclosed, Key};

/// Whether a label is a total's.
fn is_total(label: &str) -> bool {
    let label = label.to_lowercase();
    ["i alt", "alle", "total", "all"].contains(&label.as_str())
        || label.ends_with(" i alt")
        || label.ends_with(" in total")
}

/// The totals and their parts: the labels before a total, back to the one before, or else those behind it.
pub fn totals(labels: &[String]) -> Vec<(&str, &[String])> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, label) in labels.iter().enumerate().filter(|(_, label)| is_total(label)) {
        let before = &labels[start..at];
        let behind = &labels[at + 1..];
        let end = behind.iter().position(|label| is_total(label)).unwrap_or(behind.len());
        let parts = if before.len() >= 2 { before } else { &behind[..end] };
        start = at + 1;
        if parts.len() >= 2 {
            found.push((label.as_str(), parts));
        }
    }
    found
}

/// Why labels cannot be added, where something would be counted twice in their sum.
pub fn doubled<'a>(labels: &[String], named: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let twice = named.clone().enumerate().find(|(at, name)| named.clone().take(*at).any(|other| other == *name));
    if let Some((_, name)) = twice {
        return Some(format!("`{name}` would be added twice"));
    }
    totals(labels).into_iter().filter(|(total, _)| named.clone().any(|name| name == *total)).find_map(
        |(total, parts)| {
            let part = named.clone().find(|name| parts.iter().any(|part| part == name))?;
            Some(format!("`{part}` is part of `{total}`, and would be added twice"))
        },
    )
}

/// Whether the values at two keys count the same: each name is the other, or one of them is a total that holds the other. `all` are
/// labels that hold every other.
pub fn overlap(values: &Disclosed, all: &[String], a: &Key, b: &Key) -> bool {
    let holds = |labels: &[String], total: &str, part: &str| {
        all.iter().any(|label| label == total)
            || totals(labels).iter().any(|(label, parts)| *label == total && parts.iter().any(|one| one == part))
    };
    let names =
        [(&values.facets, &a.facet, &b.facet), (&values.series, &a.series, &b.series), (&values.xs, &a.x, &b.x)];
    names.into_iter().all(|(labels, a, b)| a == b || holds(labels, a, b) || holds(labels, b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_counted_twice_is_told() {
        let labels: Vec<String> = ["x", "y", "I alt", "z", "q", "Begge i alt"].map(str::to_owned).to_vec();
        let told = |named: &[&str]| doubled(&labels, named.iter().copied());
        assert_eq!(told(&["x", "y", "z"]), None);
        assert_eq!(told(&["I alt", "Begge i alt"]), None);
        assert_eq!(told(&["I alt", "z"]), None);
        assert_eq!(told(&["x", "y", "x"]), Some("`x` would be added twice".to_owned()));
        assert_eq!(told(&["y", "I alt"]), Some("`y` is part of `I alt`, and would be added twice".to_owned()));
    }
}
