//! `sporbar new`: a report that begins with what its extracts are likely to be.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::arguments::{CheckArguments, NewArguments, ReportArguments, SCHEMA};
use super::console::Console;
use super::{Outcome, check, describe, misunderstood};
use crate::describe::{Described, Drawn, latest_month, layout, left_out, prose, references, spec, units};
use crate::diagnostic::{Code, Finding, Findings, Sources};
use crate::keys;
use crate::path::FileName;
use crate::pipeline::{self, Failure};

/// What an extract's file can end in.
const ENDINGS: [&str; 14] =
    ["csv", "txt", "tsv", "xlsx", "xlsm", "xls", "ods", "parquet", "sav", "zsav", "dta", "sas7bdat", "gz", "zip"];

/// An extract on its way into the report.
struct Taken {
    name: String,
    layout: String,
    known: Vec<String>,
    described: Described,
    bytes: Vec<u8>,
}

/// Writes the report and checks it as `sporbar check` does, once its extracts can be read.
pub(super) fn run(arguments: &NewArguments, console: &Console) -> Outcome {
    let report = match written(arguments, console) {
        Ok((report, refused)) if !refused.has_errors() => report,
        // The check would tell the same again.
        Ok((_, refused)) => {
            console.findings(&refused, &Sources::default());
            return Outcome::Found;
        }
        Err(failure) => {
            console.failure(&failure);
            return failure.kind.into();
        }
    };
    let report_arguments = ReportArguments {
        as_of: None,
        extracts: None,
        disclosure: None,
        pseudonym_key: arguments.pseudonym_key.clone(),
    };
    check::run(&CheckArguments { reports: vec![report], report: report_arguments }, console)
}

/// A name in letters that every system has: `Prøve 2` is `proeve-2`.
fn plainly(name: &str) -> String {
    let name = name.to_lowercase().replace('æ', "ae").replace('ø', "oe").replace('å', "aa");
    let words = name.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let plain = words.collect::<Vec<_>>().join("-");
    if plain.is_empty() { "my-report".to_owned() } else { plain }
}

/// The report's folder, and what its extracts are refused for.
fn written(arguments: &NewArguments, console: &Console) -> Result<(PathBuf, Findings), Failure> {
    let name = arguments.name.as_str();
    let call = |message: String, help: &str| misunderstood(Finding::error(Code::CallMisunderstood, message).help(help));
    let plain = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    if FileName::new(name).is_err() || !name.chars().all(plain) {
        return Err(call(
            format!("a report cannot be called `{name}`"),
            &format!("use small letters, digits and hyphens: {}", plainly(name)),
        ));
    }
    let taken = take(name, &arguments.from, console)?;
    let described: Vec<&Described> = taken.iter().map(|taken| &taken.described).collect();
    let as_of =
        arguments.as_of.map(|month| month.to_string()).or_else(|| latest_month(&described)).ok_or_else(|| {
            call("no extract tells of a day, a month or a year".to_owned(), "say the status month: --as-of YYYY-MM")
        })?;
    let named: Vec<(&str, &Described)> = taken.iter().map(|taken| (taken.layout.as_str(), &taken.described)).collect();
    let references = references(&named);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut refused = Findings::new();
    for Taken { layout: own, described, bytes, .. } in &taken {
        let text = layout(described, own, &references);
        refused.extend(describe::refused(described, bytes, own, &text)?);
        files.push((format!("{}/{own}.json", pipeline::LAYOUTS), text.into_bytes()));
    }
    let drawn: Vec<Drawn<'_>> = taken
        .iter()
        .map(|taken| Drawn {
            name: &taken.name,
            layout: &taken.layout,
            known: taken.known.first().map(String::as_str),
            described: &taken.described,
        })
        .collect();
    let folder = format!("reports/{name}");
    files.push((format!("{folder}/tekst.typ"), prose().into_bytes()));
    let extracts =
        taken.iter().map(|taken| (format!("{folder}/extracts/{}", taken.described.file), taken.bytes.clone()));
    files.extend(extracts);
    files.push((format!("{folder}/report.toml"), spec(name, &as_of, arguments.as_of.is_none(), &drawn).into_bytes()));

    let root = pipeline::project_around(&super::here()?);
    // One is enough for all reports: where editors look for it.
    let schema = format!("reports/{SCHEMA}");
    if !root.join(&schema).exists() {
        files.push((schema, keys::REPORT.as_bytes().to_vec()));
    }
    pipeline::write_all_new(&root, &files).map_err(misunderstood)?;
    for (path, _) in &files {
        console.say(&format!("wrote {}", root.join(path).display()));
    }
    let doubts: Vec<String> = left_out(&drawn).into_iter().chain(units(&drawn)).collect();
    tell(&taken, &doubts, console);
    Ok((root.join(folder), refused))
}

/// The extracts of a folder, in the order of their names, each with a name of its own in the spec.
fn take(report: &str, from: &Path, console: &Console) -> Result<Vec<Taken>, Failure> {
    let wrong = |message: String| {
        misunderstood(
            Finding::error(Code::CallMisunderstood, message)
                .in_cell(&from.display().to_string(), None, None)
                .help("name a folder with extracts: CSV, workbooks (.xlsx, .xls, .ods), Parquet, or files of SPSS, Stata or SAS, packed or not"),
        )
    };
    let entries = std::fs::read_dir(from).map_err(|error| wrong(format!("the folder could not be read: {error}")))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let is_extract = |path: &PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        path.is_file() && ENDINGS.contains(&ending.as_str())
    };
    paths.sort();
    for path in paths.iter().filter(|path| !is_extract(path)) {
        console.say(&format!("passed over {}: it is no CSV, workbook or Parquet file", path.display()));
    }
    paths.retain(is_extract);
    if paths.is_empty() {
        return Err(wrong("the folder has no extract".to_owned()));
    }
    let mut names = BTreeSet::new();
    let mut taken = Vec::new();
    for path in paths {
        let (described, bytes) = describe::read(&path)?;
        let stem = slug(&stem(&path));
        let mut name = stem.clone();
        let mut number = 2;
        while !names.insert(name.clone()) {
            name = format!("{stem}_{number}");
            number += 1;
        }
        let known = describe::known(&described, &bytes);
        taken.push(Taken { layout: format!("{report}-{}", name.replace('_', "-")), name, known, described, bytes });
    }
    Ok(taken)
}

/// A file's name without its endings.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut stem = name.as_str();
    while let Some((rest, ending)) = stem.rsplit_once('.')
        && ENDINGS.contains(&ending.to_lowercase().as_str())
    {
        stem = rest;
    }
    stem.to_owned()
}

/// A name of small letters, digits and `_`, as SQL and TOML take it without quotes.
fn slug(stem: &str) -> String {
    let mut slug = String::new();
    for char in crate::letters::nfc(stem).to_lowercase().chars() {
        match char {
            'a'..='z' | '0'..='9' => slug.push(char),
            'æ' => slug.push_str("ae"),
            'ø' => slug.push_str("oe"),
            'å' => slug.push_str("aa"),
            _ if !slug.ends_with('_') && !slug.is_empty() => slug.push('_'),
            _ => {}
        }
    }
    let slug = slug.trim_end_matches('_');
    if slug.starts_with(|char: char| char.is_ascii_lowercase()) { slug.to_owned() } else { format!("u_{slug}") }
}

/// What somebody should look at, all of it at the end.
fn tell(taken: &[Taken], doubts: &[String], console: &Console) {
    for Taken { name, known, described, .. } in taken {
        for known in known {
            console.say(&format!("{name}: the standard layout `{known}` reads it too; name it in the spec to use it"));
        }
        for doubt in &described.doubts {
            console.say(&format!("tjek: {name}: {doubt}"));
        }
    }
    for doubt in doubts {
        console.say(&format!("tjek: {doubt}"));
    }
}

#[cfg(test)]
mod tests {
    use super::{plainly, slug};

    #[test]
    fn a_files_name_becomes_a_word() {
        assert_eq!(slug("Børnesager 2018 (ny)"), "boernesager_2018_ny");
        assert_eq!(slug("2018-udtræk"), "u_2018_udtraek");
    }

    #[test]
    fn a_name_is_said_in_plain_letters() {
        assert_eq!(plainly("Prøve 2"), "proeve-2");
        assert_eq!(plainly("årsrapport_2018"), "aarsrapport-2018");
        assert_eq!(plainly("..."), "my-report");
    }

    #[test]
    fn endings_are_taken_off_and_dots_of_the_name_stay() {
        for (name, stem) in [("borgere.csv.gz", "borgere"), ("a.b.XLS", "a.b"), ("sager.v2.zip", "sager.v2")] {
            assert_eq!(super::stem(std::path::Path::new(name)), stem);
        }
    }
}
