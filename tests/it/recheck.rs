//! `sporbar recheck`: tables that someone else made, and what cannot be in them.

use crate::support::{Run, sporbar};

/// The table in a file, tested.
fn recheck(table: &str, options: &[&str], status: i32) -> Run {
    let folder = tempfile::tempdir().expect("a scratch folder");
    std::fs::write(folder.path().join("table.csv"), table).expect("the table");
    let mut words = vec!["recheck", "table.csv"];
    words.extend(options);
    sporbar(&words).from(folder.path()).ends(status)
}

/// Mothers by how they live, as published: the counts 20, 17, 5 and 13 sum to 55, and the percentages beside them are those of 22, 17, 5 and
/// 13 of 57 (38.596, 29.825, 8.772 and 22.807 %), so that the first count is wrong (20/57 = 35.088 %).
#[test]
fn a_total_that_its_parts_do_not_come_to() {
    let run = recheck("Gruppe;Antal;Pct.\nA;20;38,6\nB;17;29,8\nC;5;8,8\nD;13;22,8\nAlle;57;100\n", &[], 1);
    assert!(run.err.contains("error[recheck-total]: the total 57 is not the sum of its parts"), "{}", run.err);
    assert!(run.err.contains("it would have to be 55 (the rows above)"), "{}", run.err);
    assert!(run.err.contains("38,6 % is not 20 of 57"), "{}", run.err);
    assert!(run.err.contains("it would have to be 35,1 %"), "{}", run.err);
    recheck("Gruppe;Antal\nA;22\nB;17\nC;5\nD;13\nI alt;57\n", &[], 0);
}

/// Of 34 fathers 28 are 82.353 % and 6 are 17.647 %: 17.7 and 82.3, as published, are not theirs.
#[test]
fn published_percentages_that_their_n_does_not_give() {
    let table = "Gruppe;Fædre, pct.\nEn;17,7\nTo;82,3\n";
    let run = recheck(table, &["--n", "34"], 1);
    assert!(run.err.contains("17,7 % cannot be a share with N = 34"), "{}", run.err);
    assert!(run.err.contains("17,6 % (6 / 34)"), "{}", run.err);
    assert!(run.err.contains("82,3 % cannot be a share with N = 34"), "{}", run.err);
    assert!(run.err.contains("82,4 % (28 / 34)"), "{}", run.err);
    recheck("Gruppe;Fædre, pct.\nEn;17,6\nTo;82,4\n", &["--n", "34"], 0);
}

/// The R package scrutiny's table pigs1: 8 of its 12 means are inconsistent by its README.
#[test]
fn means_as_scrutiny_judges_them() {
    let table = "Study,Mean,n\na,7.22,32\nb,4.74,25\nc,5.23,29\nd,2.57,24\ne,6.77,27\nf,2.68,28\ng,7.01,29\nh,7.38,26\n\
                 i,3.14,27\nj,6.89,31\nk,5.00,25\nl,0.24,28\n";
    let run = recheck(table, &["--message-format", "json"], 1);
    let rows: Vec<u64> = run
        .err
        .lines()
        .map(|line| {
            let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert_eq!(finding["code"], "recheck-granularity");
            assert_eq!(finding["places"][0]["field"], "Mean");
            finding["places"][0]["row"].as_u64().expect("a row")
        })
        .collect();
    assert_eq!(rows, [3, 4, 5, 6, 8, 10, 11, 13]);
    assert!(run.out.contains("tested: 12 of their N"), "{}", run.out);
}

/// 20/90 = 22.2 %, 30/90 = 33.3 %, 40/90 = 44.4 %: they come to 99.9, which rounding allows to be 100.0.
#[test]
fn what_rounding_allows_is_allowed() {
    let right = "Gruppe\tAntal\tPct.\nA\t20\t22,2\nB\t30\t33,3\nC\t40\t44,4\nI alt\t90\t100,0\n";
    recheck(right, &[], 0);
    let run = recheck(&right.replace("33,3", "33,9"), &[], 1);
    assert!(run.err.contains("error[recheck-share]: 33,9 % is not 30 of 90"), "{}", run.err);
    assert!(run.err.contains("it would have to be 33,3 %"), "{}", run.err);
    // 100.5 is farther from 100 than four halves of a tenth.
    assert!(run.err.contains("error[recheck-total]"), "{}", run.err);
}

#[test]
fn a_total_of_totals_is_one() {
    let table = "Post;Antal\nA;1\nB;2\nSum;3\nC;4\nD;5\nSum;9\nI alt;12\n";
    recheck(table, &[], 0);
    let run = recheck(&table.replace("alt;12", "alt;13"), &[], 1);
    assert!(run.err.contains("12 (all rows above that are no totals) or 12 (the totals above)"), "{}", run.err);
}

#[test]
fn what_is_not_clear_is_refused() {
    for (table, options, said) in [
        ("G,Udgift\nA,1.234\nI alt,1.234\n", [].as_slice(), "one number in Danish and another in English"),
        ("G;Pct.\nA;12,5\n", &[], "nothing in the table can be tested"),
        ("G;Pct.\nA;12,5\n", &["--column", "Andel=percent"], "no column has the head `Andel`"),
        ("G;Pct.\nA;12,5\n", &["--n", "0"], "an N of 0"),
        ("G;Pct.\nA;12,5;3\n", &["--n", "8"], "the row has 3 cells"),
        ("G;Pct.\nA;12,5\n", &["--column", "Pct.=share"], "`share` is not a role"),
    ] {
        let run = recheck(table, options, 2);
        assert!(run.err.contains(said), "{said}: {}", run.err);
        assert_eq!(run.out, "");
    }
}

/// The page's example, from standard input as one pastes it.
#[test]
fn the_page_says_what_the_program_does() {
    let page = std::fs::read_to_string(crate::support::repository().join("docs/recheck.md")).expect("the page");
    let block = |language: &str| {
        let rest = page.split(&format!("```{language}\n")).nth(1).expect("a block");
        rest.split("```").next().expect("its text").trim().to_owned()
    };
    let line = block("sh").replace("sporbar ", &format!("{} ", env!("CARGO_BIN_EXE_sporbar")));
    let output = std::process::Command::new("sh").args(["-c", &line]).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&block("text")), "{said}");
    assert_eq!(said.matches("error[").count(), 1, "{said}");
}
