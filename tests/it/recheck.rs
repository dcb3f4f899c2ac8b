//! `sporbar recheck`: tables that someone else made, and what cannot be in them.

use crate::support::{Run, sporbar};

mod published;

/// The table in a file, tested.
fn recheck(table: &str, options: &[&str], status: i32) -> Run {
    let folder = tempfile::tempdir().expect("a scratch folder");
    std::fs::write(folder.path().join("table.csv"), table).expect("the table");
    let mut words = vec!["recheck", "table.csv"];
    words.extend(options);
    sporbar(&words).from(folder.path()).ends(status)
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
        ("G;Pct.\nA;12,5\n", &["--column", "Pct.=shares"], "`shares` is not a role"),
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

/// The R package scrutiny's table pigs5, with the verdicts of its own tests: of twelve four fail by their mean and one by its deviation.
#[test]
fn deviations_as_scrutiny_judges_them() {
    let table = "Study,Mean,SD,n\na,7.22,5.30,38\nb,4.74,6.55,31\nc,5.23,2.55,35\nd,2.57,2.57,30\ne,6.77,2.18,33\nf,2.68,2.59,34\n\
                 g,7.01,6.68,35\nh,7.38,3.65,32\ni,3.14,5.32,33\nj,6.89,4.18,37\nk,5.00,2.18,31\nl,0.24,6.43,34\n";
    let run = recheck(table, &[], 1);
    assert_eq!(run.err.matches("error[recheck-granularity]").count(), 4, "{}", run.err);
    assert_eq!(run.err.matches("error[recheck-sd]").count(), 1, "{}", run.err);
    let said = "2.55 cannot be the standard deviation of 35 whole numbers with the mean 5.23";
    assert!(run.err.contains(said), "{}", run.err);
    assert!(run.out.contains("8 standard deviations"), "{}", run.out);
}

/// 81 of 263 are 30.8 %, and by Newcombe (1998) Wilson's interval is 25.5 to 36.6 % and the simple one 25.2 to 36.4 %.
#[test]
fn intervals_hold_their_number_and_are_of_their_kind() {
    let table = "Svar;Andel, pct.;Nedre;Øvre;N\nJa;30,8;25,5;36,6;263\n";
    let run = recheck(table, &["--interval", "wilson"], 0);
    assert!(run.out.contains("1 intervals"), "{}", run.out);
    let run = recheck(table, &["--interval", "wald"], 1);
    assert!(run.err.contains("25,5 to 36,6 is not the Wald interval of 30,8 with N = 263"), "{}", run.err);
    assert!(run.err.contains("it would have to be 25,2 to 36,4 (81 / 263)"), "{}", run.err);
    let run = recheck(&table.replace("25,5", "31,2"), &[], 1);
    assert!(
        run.err.contains("error[recheck-interval]: 30,8 is not within its interval from 31,2 to 36,6"),
        "{}",
        run.err
    );
}

/// From 50 to 55 is 5 or 10 %; 12.4 rounds to 12 and so can be of 100 printed where it was 99.6.
#[test]
fn changes_and_indexes_are_of_their_columns() {
    let table = "Gruppe;2017;2018;Ændring i pct.;Indeks\nA;50;55;10,0;110,0\nB;40;50;25,0;100\nC;80;60;-25,0;120,0\n";
    let run = recheck(table, &[], 0);
    assert!(run.out.contains("6 changes and indexes"), "{}", run.out);
    let run = recheck(&table.replace("10,0;", "14,0;"), &[], 1);
    assert!(run.err.contains("error[recheck-change]: 14,0 is not the change from 50 to 55"), "{}", run.err);
    assert!(run.err.contains("it would have to be 10,0 (the change in percent)"), "{}", run.err);
    let run = recheck(&table.replace("120,0", "130,0"), &[], 1);
    assert!(run.err.contains("130,0 is not the index of 60 where 50 is 100"), "{}", run.err);
    // A difference in points is no change in percent, and rounded numbers may differ by one more.
    recheck("G;Før, pct.;Efter, pct.;Ændring, procentpoint\nA;10;15;6\n", &["--n", "100"], 0);
    recheck("G;Før, pct.;Efter, pct.;Ændring, procentpoint\nA;10;15;7\n", &["--n", "100"], 1);
}

/// 3 and 4 are 7. Means have no sum, and what is blank is not taken for nothing.
#[test]
fn rows_add_up_to_their_totals() {
    let table = "Gruppe;Antal mødre;Antal fædre;I alt, antal\nA;3;4;7\nB;5;;5\n";
    let run = recheck(table, &[], 0);
    assert!(run.out.contains("1 totals"), "{}", run.out);
    assert!(run.out.contains("not tested: 1 totals have a part that is no number"), "{}", run.out);
    let run = recheck(&table.replace("4;7", "4;8"), &[], 1);
    assert!(run.err.contains("the total 8 is not the sum of the columns on its left"), "{}", run.err);
    let run = recheck(
        "Svar;Mødre;Fædre;I alt\nA;3,1;4,2;3,6\nB;2,2;2,8;2,5\nC;1,0;1,5;2,5\n",
        &["--column", "I alt=number"],
        2,
    );
    assert!(run.err.contains("nothing in the table can be tested"), "{}", run.err);
    let run = recheck("Gruppe;Antal\nA;3\nB;\nI alt;3\nC;1\nD;1\nSum;2\n", &[], 0);
    assert!(run.out.contains("not tested: 1 totals"), "{}", run.out);
}

/// The same in a workbook: 35 of 57 are 61.4 %, stored as 0.614035 and shown with one decimal; 0.615 is shown as 61.5 %, which none are.
#[test]
fn a_workbook_is_tested_as_it_is_shown() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for (name, share, status) in [("right.xlsx", 35.0 / 57.0, 0), ("wrong.xlsx", 0.615, 1)] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        workbook.add_worksheet().set_name("Forside").expect("a name").write(0, 0, "Til udvalget").expect("a cell");
        let sheet = workbook.add_worksheet().set_name("Svar").expect("a name");
        let percent = rust_xlsxwriter::Format::new().set_num_format("0.0%");
        for (column, head) in (0..).zip(["Svar", "Pct.", "N"]) {
            sheet.write(2, column, head).expect("a cell");
        }
        sheet.write(3, 0, "Nej").expect("a cell");
        sheet.write_with_format(3, 1, share, &percent).expect("a cell");
        sheet.write(3, 2, 57).expect("a cell");
        workbook.save(folder.path().join(name)).expect("room");
        let run = sporbar(&["recheck", name, "--sheet", "Svar"]).from(folder.path()).ends(status);
        assert!(run.out.contains("tested: 1 of their N"), "{}", run.out);
        assert_eq!(run.err.contains("61,5 % cannot be a share with N = 57"), status == 1, "{}", run.err);
        assert_eq!(run.err.contains("row 4"), status == 1, "{}", run.err);
        let run = sporbar(&["recheck", name, "--sheet", "Nej"]).from(folder.path()).ends(2);
        assert!(run.err.contains("has no sheet `Nej`") && run.err.contains("`Forside`, `Svar`"), "{}", run.err);
    }
}

/// scrutiny's vignette on GRIM: of these with N = 28 the first, the third and the fifth cannot be, nor 5.27 with N = 43.
#[test]
fn means_as_the_vignette_of_scrutiny_judges_them() {
    let table =
        "Study,Mean,n\na,8.97,28\nb,2.61,28\nc,7.26,28\nd,3.64,28\ne,9.26,28\nf,10.46,28\ng,7.39,28\nh,5.27,43\n";
    let run = recheck(table, &[], 1);
    assert_eq!(run.err.matches("error[recheck-granularity]").count(), 4, "{}", run.err);
    for mean in ["8.97", "7.26", "9.26", "5.27"] {
        assert!(run.err.contains(&format!("{mean} cannot be a mean of whole numbers")), "{mean}: {}", run.err);
    }
}

/// scrutiny's table pigs3 and the other examples of its vignette on DEBIT: shares of zeros and ones with their deviations. Only the fourth of
/// pigs3 cannot be; none of the others can.
#[test]
fn deviations_of_shares_as_scrutiny_judges_them() {
    let pigs3 = "Study,Mean,SD,n\na,0.53,0.50,1683\nb,0.44,0.50,1683\nc,0.77,0.42,1683\nd,0.19,0.35,1683\ne,0.34,0.47,1683\n\
                 f,0.93,0.25,1683\ng,0.12,0.33,1683\n";
    let run = recheck(pigs3, &["--column", "Mean=share"], 1);
    assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
    let said = "0.35 cannot be the standard deviation of 1683 zeros and ones with the mean 0.19";
    assert!(run.err.contains(said) && run.err.contains("nearest that can be: 0.39"), "{}", run.err);
    assert!(run.out.contains("7 standard deviations"), "{}", run.out);
    let others = "Study,Mean,SD,n\na,0.35,0.18,20\nb,0.26,0.14,1000\nc,0.87,0.15,1000\nd,0.68,0.09,1000\ne,0.33,0.22,1000\n\
                  f,0.21,0.23,1000\n";
    let run = recheck(others, &["--column", "Mean=share"], 1);
    assert_eq!(run.err.matches("error[recheck-sd]").count(), 6, "{}", run.err);
    // Around the one that cannot be, its vignette says which can: 0.14 and 0.15, and none from 0.16 to 0.24.
    for (mean, can) in
        [("0.14", true), ("0.15", true), ("0.16", false), ("0.18", false), ("0.20", false), ("0.24", false)]
    {
        recheck(&format!("Study,Mean,SD,n\na,{mean},0.35,1683\n"), &["--column", "Mean=share"], i32::from(!can));
    }
}
