//! A report begun from a folder of extracts that nobody has described.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{files, repository, sporbar};

/// A folder of three registers in awkward forms. The persons' numbers are replacement numbers, which nobody has.
fn registers() -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let mut people = String::from("CPR;Navn;Køn;Indskrevet;Udskrevet\r\n");
    let mut measures = String::from("cpr,Indsats,Fra,Til\n");
    let mut bookings = "\u{feff}Registrant\tDato\tBeløb\n".to_owned();
    for person in 0..24 {
        let cpr = format!("{:02}0185-{person:04}", 61 + person);
        let (gender, left) = if person % 2 == 0 { ("K", "") } else { ("M", "30-06-2018") };
        people.push_str(&format!(
            "{cpr};Opdigtet Person {cpr_tail};{gender};{:02}-01-2017;{left}\r\n",
            person + 1,
            cpr_tail = letters(person)
        ));
        let measure = if person % 3 == 0 { "Mentor" } else { "Praktik" };
        measures.push_str(&format!("{cpr},{measure},2017-03-01,2018-0{}-15\n", person % 9 + 1));
        bookings.push_str(&format!(
            "{cpr}\t{:02}.12.2018\t1.{:03},50{}\n",
            person + 1,
            person,
            if person == 5 { "-" } else { "" }
        ));
    }
    // As Danish Windows writes it.
    let ansi: Vec<u8> = people.chars().map(|char| u8::try_from(u32::from(char)).expect("Latin 1")).collect();
    fs::create_dir(folder.path().join("raw")).expect("room");
    fs::write(folder.path().join("raw/Borgere i projektet.csv"), ansi).expect("room");
    fs::write(folder.path().join("raw/indsatser.csv"), measures).expect("room");
    fs::write(folder.path().join("raw/opus udgifter.txt"), bookings).expect("room");
    folder
}

/// A name of letters alone.
fn letters(number: u8) -> String {
    char::from(b'A' + number).to_string()
}

/// The spec with all that stands in comments beside taken in.
fn uncommented(spec: &str) -> String {
    let mut text = String::new();
    for line in spec.lines() {
        let beside = line
            .strip_prefix("# ")
            .filter(|line| !line.starts_with("Fjern") && !line.starts_with("Skrevet") && !line.starts_with("tjek"));
        text.push_str(beside.unwrap_or(line));
        text.push('\n');
    }
    text
}

#[test]
fn a_report_begun_from_raw_files_passes_its_check_and_builds() {
    let folder = registers();
    fs::write(folder.path().join("raw/notat.docx"), "PK").expect("room");
    // Files are called what they are called.
    let raw = |name: &str| folder.path().join("raw").join(name);
    fs::rename(raw("indsatser.csv"), raw("indsatser_2017-2018 (endelig, #2).csv")).expect("room");
    let run = sporbar(&["new", "min-rapport", "--from", "raw"]).from(folder.path()).ends(0);
    assert!(run.err.contains("passed over raw/notat.docx"), "{}", run.err);
    for shown in [&run.out, &run.err] {
        assert!(!shown.contains("Opdigtet") && !shown.contains("0185"), "something personal is shown:\n{shown}");
    }
    sporbar(&["build", "reports/min-rapport"]).from(folder.path()).ends(0);
    let data = fs::read_to_string(folder.path().join("out/min-rapport/data/overblik.csv")).expect("the values");
    // 24 people, every second a woman; the men have left.
    for row in [",K,I alt,count,12,", ",M,I alt,count,12,", ",K,Aktive,count,12,", ",M,Aktive,count,0,"] {
        assert!(data.contains(row), "no {row} in\n{data}");
    }
}

/// Telephone numbers are personal whatever their column is called.
#[test]
fn telephone_numbers_under_any_name_are_marked() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir(folder.path().join("raw")).expect("room");
    fs::write(folder.path().join("raw/felter.csv"), "Felt;Antal\n22 33 44 55;4\n61 72 83 94;5\n").expect("room");
    fs::write(folder.path().join("raw/tal.csv"), "Felt;Antal\n22334455;4\n61728394;5\n").expect("room");
    for file in ["raw/felter.csv", "raw/tal.csv"] {
        let run = sporbar(&["describe", file]).from(folder.path()).ends(0);
        assert!(run.out.contains("telefonnumre") && !run.out.contains("4455"), "{file}: {}", run.out);
    }
}

/// Over two rows of heads the upper says whose, and the lower what: what somebody is tells of nobody.
#[test]
fn what_stands_below_a_common_head_is_judged_by_what_it_is() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir(folder.path().join("raw")).expect("room");
    let mut text = "Borger;;;Sag;\nCPR;Køn;Kaldenavn;Type;Nr.\n".to_owned();
    for person in 0..12 {
        let (gender, kind) = if person % 2 == 0 { ("K", "Ny") } else { ("M", "Genåbnet") };
        text.push_str(&format!(
            "{:02}0185-{person:04};{gender};Opdigtet {};{kind};{}\n",
            61 + person,
            letters(person),
            700 + u32::from(person)
        ));
    }
    fs::write(folder.path().join("raw/sager.csv"), text).expect("room");
    let run = sporbar(&["describe", "raw/sager.csv"]).from(folder.path()).ends(0);
    let line = |name: &str| run.out.lines().find(|line| line.trim_start().starts_with(name)).unwrap_or_default();
    for (column, is_personal) in [
        ("Borger CPR", true),
        ("Borger Køn", false),
        ("Borger Kaldenavn", true),
        ("Sag Type", false),
        ("Sag Nr.", true),
    ] {
        assert_eq!(line(column).contains("personhenførbar"), is_personal, "{column}: {}", run.out);
    }
    assert!(line("Borger Køn").contains("K, M"), "{}", run.out);
}

/// Bookings are known from their day, and counts of weeks from the week; whoever has a spell is from that.
#[test]
fn a_layout_that_is_guessed_says_when_its_rows_become_known() {
    let folder = registers();
    fs::write(folder.path().join("raw/uger.csv"), "Uge;Antal\n2018W10;4\n2018W11;5\n").expect("room");
    sporbar(&["new", "min-rapport", "--from", "raw"]).from(folder.path()).ends(0);
    let layouts = fs::read_dir(folder.path().join("data-schema")).expect("layouts").flatten();
    let mut known: Vec<String> = layouts
        .filter_map(|file| {
            let layout: serde_json::Value = serde_json::from_slice(&fs::read(file.path()).ok()?).ok()?;
            Some(layout["sporbar:knownFrom"].as_str()?.to_owned())
        })
        .collect();
    known.sort();
    assert_eq!(known, ["Dato", "Uge"]);
}

#[test]
fn what_stands_in_comments_works_when_it_is_taken_in() {
    let folder = registers();
    sporbar(&["new", "min-rapport", "--from", "raw"]).from(folder.path()).ends(0);
    let place = folder.path().join("reports/min-rapport/report.toml");
    let spec = fs::read_to_string(&place).expect("the spec");
    let taken_in = uncommented(&spec);
    for kind in ["records", "level", "composition", "amount"] {
        assert!(
            taken_in.contains(&format!("kind = \"{kind}\""))
                && !spec.contains(&format!("\nmeasure    = {{ kind = \"{kind}\"")),
            "{kind}"
        );
    }
    fs::write(&place, taken_in).expect("written");
    let run = sporbar(&["check", "reports/min-rapport"]).from(folder.path()).ends(0);
    assert!(run.err.contains("all is well"), "{}", run.err);
}

/// Three registers in other awkward forms: titles and notes around a table with years of two digits, numbers without a hyphen from a
/// day on and none to an end, and answers that are known by a serial number with zeros in front.
fn other_registers() -> TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let mut people = String::from(
        "Borgere i Vejen videre;;;;;\nTrukket af Arbejdsmarked;;;;;\n;;;;;\nLøbenr;CPR-nr;Køn;Opstart;Afsluttet;Periode\n",
    );
    let mut benefits = String::from("CPR,Ydelse,Fra dato\n");
    let mut answers = String::from("loebenr;Måling;Måned;Trivsel;Timer\n");
    for person in 0..24 {
        let (day, half) = (61 + person, if person % 2 == 0 { "K" } else { "M" });
        let left = if person % 3 == 0 { "" } else { "30-06-18" };
        // Some of the numbers have a hyphen, and some none.
        let hyphen = if person % 4 == 0 { "" } else { "-" };
        people.push_str(&format!(
            "{:04};{day}0185{hyphen}{person:04};{half};{:02}-01-17;{left};201801\n",
            person + 1,
            person + 1
        ));
        for (row, benefit) in ["Kontanthjælp", "Fleksjob", "Løn"].into_iter().enumerate() {
            benefits.push_str(&format!("{day}0185{person:04},{benefit},{:02}/{:02}/2017\n", person + 1, row * 4 + 1));
        }
        for (wave, month) in [("Før", "jan-17"), ("Efter", "maj-18")] {
            let well = ["Godt", "Skidt"][usize::from(person % 5 == 0)];
            answers.push_str(&format!("{:04};{wave};{month};{well};{},5 t\n", person + 1, person));
        }
    }
    people.push_str(";;;;;\nNote: uden afslutning er i gang;;;;;\n");
    fs::create_dir(folder.path().join("raw")).expect("room");
    for (name, text) in [("Borgerliste.csv", people), ("ydelser.csv", benefits), ("svar.csv", answers)] {
        fs::write(folder.path().join("raw").join(name), text).expect("room");
    }
    folder
}

#[test]
fn registers_in_other_forms_are_understood_and_all_of_them_can_be_shown() {
    let folder = other_registers();
    let run = sporbar(&["new", "vejen", "--from", "raw", "--as-of", "2018-12"]).from(folder.path()).ends(0);
    for told in [
        "CPR-nr: 6 af 24 CPR-numre står uden bindestreg",
        "Opstart: to cifre er læst som et årstal fra 1969 til 2068",
        "Måned: to cifre er læst som et årstal",
        "Timer: er tal med `t` bagefter",
        // The one spelling and the other are one kind of key.
        "borgerliste: Løbenr: er det en nøgle, som rækker kendes på, så skriv \"sporbar:key\": \"loebenr\"",
        "svar: loebenr: er det en nøgle, som rækker kendes på, så skriv \"sporbar:key\": \"loebenr\"",
    ] {
        assert!(run.err.contains(told), "no {told} in\n{}", run.err);
    }
    let place = folder.path().join("reports/vejen/report.toml");
    let spec = fs::read_to_string(&place).expect("the spec");
    fs::write(&place, uncommented(&spec)).expect("written");
    let prose = folder.path().join("reports/vejen/tekst.typ");
    let text = fs::read_to_string(&prose).expect("the prose");
    let shown =
        ["ydelser-maaned-for-maaned", "svar-antal", "ydelser-antal"].map(|id| format!("{{{{ vis(\"{id}\") }}}}"));
    fs::write(&prose, format!("{text}\n{}\n", shown.join("\n\n"))).expect("written");
    sporbar(&["build", "reports/vejen"]).from(folder.path()).ends(0);
    let data = |id: &str| {
        fs::read_to_string(folder.path().join("out/vejen/data").join(format!("{id}.csv"))).expect("the values")
    };
    // Each benefit lasts until the next begins: from September on all 24 have the last one alone.
    let months = data("ydelser-maaned-for-maaned");
    for row in [",Løn,2018-01,count,24,", ",Fleksjob,2018-01,count,0,", ",Kontanthjælp,2018-01,count,0,"] {
        assert!(months.contains(row), "no {row} in\n{months}");
    }
    // Five of 24 are not well, each time.
    let answers = data("svar-antal");
    for row in [",Før,Godt,count,19,", ",Efter,Skidt,count,5,"] {
        assert!(answers.contains(row), "no {row} in\n{answers}");
    }
    let people = data("overblik");
    for row in [",K,I alt,count,12,", ",M,I alt,count,12,", ",K,Aktive,count,4,"] {
        assert!(people.contains(row), "no {row} in\n{people}");
    }
}

/// Jobcentres, and contacts in them: the key of the one stands in the other.
#[test]
fn a_table_of_something_else_than_people_is_proposed_as_units() {
    let folder = registers();
    let raw = folder.path().join("raw");
    fs::write(raw.join("jobcentre.csv"), "Jobcenter;Region\nNord;Jylland\nSyd;Jylland\nØst;Sjælland\n").expect("room");
    let mut contacts = String::from("cpr;Jobcenter;Dato\n");
    for person in 0..12 {
        let centre = ["Nord", "Syd", "Nord"][person % 3];
        contacts.push_str(&format!("{:02}0185-{person:04};{centre};{:02}-03-2018\n", 61 + person, person + 1));
    }
    fs::write(raw.join("kontakter.csv"), contacts).expect("room");
    // As many rows as persons, whose numbers name them: these are no units, though the measures refer to them.
    let run = sporbar(&["new", "min-rapport", "--from", "raw", "--as-of", "2018-12"]).from(folder.path()).ends(0);
    let evidence = "jobcentre.csv har hver sin værdi af Jobcenter i 3 af 3 rækker, og 12 af 12 rækker i kontakter.csv henviser til dem";
    let place = folder.path().join("reports/min-rapport/report.toml");
    let spec = fs::read_to_string(&place).expect("the spec");
    assert!(run.err.contains(evidence) && spec.contains(&format!("# tjek: {evidence}.")), "{}\n{spec}", run.err);
    assert_eq!(spec.matches("[units.").count(), 1, "{spec}");
    assert!(
        spec.contains("\n# [units.jobcentre]\n") && spec.contains("\n# rows    = { kontakter = \"Jobcenter\" }\n"),
        "{spec}"
    );
    fs::write(&place, uncommented(&spec)).expect("written");
    let prose = folder.path().join("reports/min-rapport/tekst.typ");
    let text = fs::read_to_string(&prose).expect("the prose");
    fs::write(&prose, format!("{text}\n{{{{ vis(\"jobcentre-raekker\") }}}}\n")).expect("written");
    sporbar(&["build", "reports/min-rapport"]).from(folder.path()).ends(0);
    let data = fs::read_to_string(folder.path().join("out/min-rapport/data/jobcentre-raekker.csv")).expect("values");
    // Twelve contacts in three jobcentres, none of them in Øst.
    for row in [",Enheder,,mean,4,", ",Enheder,,sum,12,"] {
        assert!(data.contains(row), "no {row} in\n{data}");
    }
    // `describe` tells it of files that are described together.
    let told = sporbar(&["describe", "raw/jobcentre.csv", "raw/kontakter.csv"]).from(folder.path()).ends(0).out;
    assert!(told.contains(&format!("tjek: {evidence}: er det noget, der kan tælles ([units])?")), "{told}");
    let alone = sporbar(&["describe", "raw/jobcentre.csv"]).from(folder.path()).ends(0).out;
    assert!(!alone.contains("henviser"), "{alone}");
}

/// Without people there are units all the same, and numbers that are keys are to be texts.
#[test]
fn units_are_proposed_where_there_are_no_people() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let raw = folder.path().join("raw");
    fs::create_dir(&raw).expect("room");
    let (mut courses, mut meetings) = (String::from("Hold;Start;Slut\n"), String::from("hold;Dag;Deltagere\n"));
    for course in 101..113 {
        courses.push_str(&format!("{course};{:02}-01-2018;\n", course - 100));
        for month in 2..4 {
            meetings.push_str(&format!("{course};05-{month:02}-2018;{}\n", course - 95));
        }
    }
    courses.push_str("113;13-01-2018;01-03-2018\n");
    fs::write(raw.join("hold.csv"), courses).expect("room");
    fs::write(raw.join("moeder.csv"), meetings).expect("room");
    sporbar(&["new", "kurser", "--from", "raw", "--as-of", "2018-12"]).from(folder.path()).ends(0);
    let place = folder.path().join("reports/kurser/report.toml");
    let spec = fs::read_to_string(&place).expect("the spec");
    let layouts = ["data-schema/kurser-hold.json", "data-schema/kurser-moeder.json"];
    let told =
        format!("# tjek: en nøgle er en tekst: skriv \"type\": \"string\" om Hold i {} og {}", layouts[0], layouts[1]);
    assert!(spec.contains(&told) && spec.contains("# enters  = \"Start\""), "{spec}");
    fs::write(&place, uncommented(&spec)).expect("written");
    // As it says.
    for layout in layouts {
        let path = folder.path().join(layout);
        let mut schema: serde_json::Value = serde_json::from_slice(&fs::read(&path).expect("a layout")).expect("JSON");
        for field in schema["fields"].as_array_mut().expect("fields") {
            if field["name"].as_str().is_some_and(|name| name.eq_ignore_ascii_case("hold")) {
                field["type"] = "string".into();
            }
        }
        fs::write(&path, schema.to_string()).expect("written");
    }
    let run = sporbar(&["check", "reports/kurser"]).from(folder.path()).ends(0);
    assert!(run.err.contains("all is well"), "{}", run.err);
}

#[test]
fn a_status_month_that_somebody_chose_is_not_called_a_guess() {
    for (chosen, guessed) in [(&["--as-of", "2018-06"][..], false), (&[], true)] {
        let folder = registers();
        sporbar(&[&["new", "min-rapport", "--from", "raw"], chosen].concat()).from(folder.path()).ends(0);
        let spec = fs::read_to_string(folder.path().join("reports/min-rapport/report.toml")).expect("the spec");
        let line = spec.lines().find(|line| line.starts_with("as-of")).expect("a status month");
        assert_eq!(line.contains("tjek"), guessed, "{line}");
    }
}

#[test]
fn the_people_are_those_of_the_extract_with_most_of_them() {
    let folder = registers();
    // Six courses of four of the people and of two whom nobody else knows, in a file that stands first.
    let mut courses = String::from("cpr;Begyndt;Afsluttet\n");
    for person in [0, 1, 2, 3, 30, 31] {
        courses.push_str(&format!("{:02}0185-{person:04};01-02-2017;01-03-2017\n", 61 + person % 30));
    }
    fs::write(folder.path().join("raw/aktive.csv"), courses).expect("room");
    let run = sporbar(&["new", "min-rapport", "--from", "raw"]).from(folder.path()).ends(0);
    let spec = fs::read_to_string(folder.path().join("reports/min-rapport/report.toml")).expect("the spec");
    let doubt = "tjek: 2 af 6 personer i aktive.csv står ikke i Borgere i projektet.csv, og tælles ingen steder med";
    assert!(spec.contains("extract = \"borgere_i_projektet\""), "{spec}");
    assert!(spec.contains(doubt) && run.err.contains(doubt), "{spec}\n{}", run.err);
}

/// A list of those who were referred, on one day each: nothing tells when they go, and they are the people all the same.
#[test]
fn people_of_whom_only_the_first_day_is_known_are_counted() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    fs::create_dir(folder.path().join("raw")).expect("room");
    let mut referred = String::from("Personnummer;Bydel;Dato for henvisning\n");
    // In several courses, so that no row is a person's alone, under heads of two rows.
    let mut courses = String::from("Borger;Forløb;;\nCPR-nr.;Hold;Startdato;Slutdato\n");
    for person in 0..24 {
        let town = if person % 4 == 0 { "Havnen" } else { "Bakken" };
        referred.push_str(&format!("{}0185-{person:04};{town};{}.1.2022\n", 61 + person, person + 1));
        for course in 0..2 {
            let class = ["A", "B"][course];
            let (from, to) = (3 * course + 2, 3 * course + 4);
            courses.push_str(&format!(
                "{}0185-{person:04};{class};{:02}-0{from}-22;01-0{to}-22\n",
                61 + person,
                person + 1
            ));
        }
    }
    fs::write(folder.path().join("raw/henvist.csv"), referred).expect("room");
    fs::write(folder.path().join("raw/forløb.csv"), courses).expect("room");
    sporbar(&["new", "livsstil", "--from", "raw"]).from(folder.path()).ends(0);
    let place = folder.path().join("reports/livsstil/report.toml");
    let spec = fs::read_to_string(&place).expect("the spec");
    for line in [
        "extract = \"henvist\"",
        "enters  = \"Dato for henvisning\"    # tjek",
        "# tjek: ingen kolonne siger, hvilken dag",
    ] {
        assert!(spec.contains(line), "no {line} in\n{spec}");
    }
    assert!(!spec.contains("leaves"), "{spec}");
    fs::write(&place, uncommented(&spec)).expect("written");
    let prose = folder.path().join("reports/livsstil/tekst.typ");
    let text = fs::read_to_string(&prose).expect("the prose");
    fs::write(&prose, format!("{text}\n{{{{ siger(\"nogen\") }}}}\n\n{{{{ vis(\"forloeb-maaned-for-maaned\") }}}}\n"))
        .expect("written");
    sporbar(&["build", "reports/livsstil"]).from(folder.path()).ends(0);
    let data = |id: &str| {
        fs::read_to_string(folder.path().join("out/livsstil/data").join(format!("{id}.csv"))).expect("the values")
    };
    for row in [",Havnen,I alt,count,6,", ",Bakken,I alt,count,18,"] {
        assert!(data("overblik").contains(row), "no {row} in\n{}", data("overblik"));
    }
    // From the end of February all are in the first class, from that of May in the second.
    let months = data("forloeb-maaned-for-maaned");
    for row in [",A,2022-02,count,24,", ",B,2022-05,count,24,", ",A,2022-05,count,0,"] {
        assert!(months.contains(row), "no {row} in\n{months}");
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = registers();
    sporbar(&["new", "min-rapport", "--from", "raw"]).from(folder.path()).ends(0);
    let before = files(folder.path());
    let again = sporbar(&["new", "min-rapport", "--from", "raw"]).from(folder.path()).ends(2);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert!(files(folder.path()) == before, "something was touched");
}

#[test]
fn what_is_no_table_is_told_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (name, bytes, told) in [
        ("a.csv", b"2018-01-01;3\n2018-01-02;4\n".as_slice(), "the first row is not the header"),
        ("a.csv", b"a;a\n1;2\n".as_slice(), "two columns have the same name"),
        ("a.csv", b"".as_slice(), "no delimiter"),
        ("a.csv", b"a;;c\n1;2;3\n".as_slice(), "a column without a name"),
        ("a.xlsx", b"PK\x03\x04nothing".as_slice(), "not an Excel workbook"),
        ("a.parquet", b"PAR1nothing".as_slice(), "not a Parquet file"),
    ] {
        fs::create_dir_all(folder.path().join("raw")).expect("room");
        fs::write(folder.path().join("raw").join(name), bytes).expect("room");
        let run = sporbar(&["describe", &format!("raw/{name}")]).from(folder.path()).ends(2);
        assert!(run.err.contains(told), "{name}: {}", run.err);
        sporbar(&["new", "r", "--from", "raw"]).from(folder.path()).ends(2);
        assert_eq!(files(folder.path()).len(), 1, "{name}");
        fs::remove_dir_all(folder.path().join("raw")).expect("removed");
    }
}

#[test]
fn what_the_register_would_refuse_is_told_at_once() {
    let folder = registers();
    let place = folder.path().join("raw/indsatser.csv");
    let text = fs::read_to_string(&place).expect("the extract");
    fs::write(&place, text + "mangler,Mentor,2017-03-01,2018-01-15\n").expect("written");
    let run = sporbar(&["describe", "raw/indsatser.csv"]).from(folder.path()).ends(1);
    assert!(run.out.contains("tjek: cpr: 24 af 25 er CPR-numre"), "{}", run.out);
    assert!(!run.err.contains("mangler"), "a cell of a personal column is shown:\n{}", run.err);
}

#[test]
fn what_the_register_would_refuse_is_told_once() {
    let folder = registers();
    let place = folder.path().join("raw/indsatser.csv");
    let text = fs::read_to_string(&place).expect("the extract");
    fs::write(&place, text + "a,b,c,d,e\n").expect("written");
    let key = folder.path().join("noegle");
    fs::write(&key, "0123456789abcdef0123456789abcdef\n").expect("written");
    let new = ["new", "min-rapport", "--from", "raw", "--pseudonym-key", "noegle"];
    let run = sporbar(&new).from(folder.path()).ends(1);
    assert_eq!(run.err.matches("error[ragged-row]").count(), 1, "{}", run.err);
    // The check finds the same: nothing is lost by telling it once.
    let check = ["check", "reports/min-rapport", "--pseudonym-key", "noegle"];
    let run = sporbar(&check).from(folder.path()).ends(1);
    assert_eq!(run.err.matches("error[ragged-row]").count(), 1, "{}", run.err);
}

/// Every extract of the reports is read by the layout that is guessed for it, without an error.
#[test]
fn the_layout_guessed_for_every_extract_here_reads_it() {
    let mut read = 0;
    for report in fs::read_dir(repository().join("reports")).expect("the reports").flatten() {
        let Ok(extracts) = fs::read_dir(report.path().join("extracts")) else { continue };
        for extract in extracts.flatten().map(|extract| extract.path()).filter(|path| path.is_file()) {
            describes(&extract);
            read += 1;
        }
    }
    assert!(read >= 35, "only {read} extracts were found");
}

fn describes(extract: &Path) {
    let path = extract.display().to_string();
    let run = sporbar(&["describe", &path]).ends(0);
    assert!(!run.err.contains("error"), "{path}: {}", run.err);
}
