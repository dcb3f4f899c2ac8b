//! `sporbar lsp` as an editor meets it: a client with a script, over standard input and output.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::support::{Project, repository};

const SPEC: &str = "reports/lille/report.toml";
const PROSE: &str = "reports/lille/tekst.typ";

/// An editor that speaks with the program.
struct Editor {
    program: Child,
    says: ChildStdin,
    hears: BufReader<ChildStdout>,
    root: PathBuf,
    asked: u64,
    /// The last findings that were told of each file, by its address.
    shown: Vec<(String, Value)>,
}

impl Editor {
    fn start(root: PathBuf) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sporbar"))
            .arg("lsp")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let (says, hears) = (program.stdin.take().expect("a pipe"), program.stdout.take().expect("a pipe"));
        let root = fs::canonicalize(root).expect("the project");
        let mut editor = Self { program, says, hears: BufReader::new(hears), root, asked: 0, shown: Vec::new() };
        let told = editor.ask("initialize", json!({ "capabilities": {}, "processId": null, "rootUri": null }));
        assert_eq!(told["result"]["serverInfo"]["name"], "sporbar");
        editor.say("initialized", json!({}));
        editor
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.says, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the program listens");
        self.says.flush().expect("the program listens");
    }

    fn say(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The next message; what it shows is kept.
    fn hear(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert_ne!(self.hears.read_line(&mut line).expect("the program speaks"), 0, "the program has ended");
            match line.trim().split_once(": ") {
                Some(("Content-Length", number)) => length = number.parse().expect("a number"),
                Some(_) => {}
                None => break,
            }
        }
        let mut text = vec![0; length];
        self.hears.read_exact(&mut text).expect("the whole message");
        let message: Value = serde_json::from_slice(&text).expect("JSON");
        if message["method"] == "textDocument/publishDiagnostics" {
            let (uri, params) = (message["params"]["uri"].as_str().expect("a file").to_owned(), &message["params"]);
            self.shown.retain(|(known, _)| *known != uri);
            self.shown.push((uri, params["diagnostics"].clone()));
        }
        message
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.hear();
            if message["id"] == id {
                return message;
            }
        }
    }

    fn uri(&self, file: &str) -> String {
        format!("file://{}", self.root.join(file).display())
    }

    fn text(&self, file: &str) -> String {
        fs::read_to_string(self.root.join(file)).expect("the file")
    }

    fn open(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        self.say(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "toml", "version": 1, "text": text } }),
        );
    }

    fn change(&mut self, file: &str, text: &str) {
        let uri = self.uri(file);
        let document = json!({ "uri": uri, "version": 2 });
        self.say("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// What is shown in a file once the report has been checked.
    fn findings(&mut self, file: &str) -> Vec<Value> {
        let uri = self.uri(file);
        self.shown.clear();
        loop {
            self.hear();
            if let Some((_, shown)) = self.shown.iter().find(|(known, _)| *known == uri) {
                return shown.as_array().expect("a list").clone();
            }
        }
    }

    /// Asks about the letter at `at` in a text: `marked` has a `¦` before it.
    fn at(&mut self, method: &str, file: &str, marked: &str, more: &Value) -> Value {
        let before = marked.split('¦').next().expect("a text");
        let (line, character) = (before.matches('\n').count(), before.rsplit('\n').next().unwrap_or_default());
        let position = json!({ "line": line, "character": character.encode_utf16().count() });
        let mut params = json!({ "textDocument": { "uri": self.uri(file) }, "position": position });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.ask(method, params)
    }

    /// What is offered there, while the file's text is the marked one without its mark.
    fn offered(&mut self, file: &str, marked: &str) -> Vec<String> {
        self.change(file, &marked.replace('¦', ""));
        let told = self.at("textDocument/completion", file, marked, &json!({}));
        let items = told["result"].as_array().unwrap_or_else(|| panic!("{told}"));
        items.iter().map(|item| item["label"].as_str().expect("a label").to_owned()).collect()
    }

    /// Says goodbye: the program must end well.
    fn goodbye(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null)["result"], Value::Null);
        self.say("exit", Value::Null);
        assert!(self.program.wait().expect("it ends").success());
    }
}

/// A text with a mark before the first `word` behind the first `behind`.
fn marked(text: &str, behind: &str, word: &str) -> String {
    let from = text.find(behind).expect("the words before");
    let at = from + text[from..].find(word).expect("the word");
    format!("{}¦{}", &text[..at], &text[at..])
}

fn position(line: u64, character: u64) -> Value {
    json!({ "line": line, "character": character })
}

#[test]
fn a_fault_is_shown_where_it_is_and_goes_when_it_is_mended_before_anything_is_saved() {
    let project = Project::small();
    let mut editor = Editor::start(project.path(""));
    let text = editor.text(SPEC);
    editor.open(SPEC, &text.replace("population = \"projekt\"", "population = \"projket\""));
    let shown = editor.findings(SPEC);
    assert_eq!(shown.len(), 1, "{shown:?}");
    // Line 33 of the file, behind `population = `: counted by hand.
    assert_eq!(shown[0]["range"]["start"], position(32, 13));
    assert_eq!(shown[0]["range"]["end"], position(32, 22));
    assert_eq!((&shown[0]["code"], &shown[0]["severity"]), (&json!("unknown-name"), &json!(1)));
    let message = shown[0]["message"].as_str().expect("words");
    assert!(message.starts_with("there is no population `projket`"), "{message}");
    assert!(message.contains("help: did you mean `projekt`?"), "{message}");
    editor.change(SPEC, &text);
    assert_eq!(editor.findings(SPEC), Vec::<Value>::new());

    // In the prose, behind letters of two bytes; the spec has nothing to show then.
    let prose = editor.text(PROSE);
    editor.open(PROSE, &format!("{prose}Ærø {{{{ v(\"persona\", series=\"Voksne\", x=\"I alt\") }}}}\n"));
    let shown = editor.findings(PROSE);
    assert_eq!(shown[0]["code"], "template-undefined");
    assert_eq!(shown[0]["range"]["start"]["line"], 2);
    assert!(shown[0]["message"].as_str().is_some_and(|told| told.contains("did you mean `personer`?")));
    // What is closed is as it was saved.
    let uri = editor.uri(PROSE);
    editor.say("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(editor.findings(PROSE), Vec::<Value>::new());
    assert_eq!(editor.text(SPEC), text, "nothing is written");
    editor.goodbye();
}

#[test]
fn what_is_wrong_in_an_extract_is_shown_where_the_spec_names_it_and_shows_no_value() {
    let project = Project::small();
    let file = "reports/lille/extracts/borgere.csv";
    let rows = project.text(file);
    let cpr = rows.lines().nth(1).and_then(|row| row.split(';').next()).expect("a number").to_owned();
    project.edit(file, &cpr, &format!("{cpr}x"));
    let mut editor = Editor::start(project.path(""));
    let text = editor.text(SPEC);
    editor.open(SPEC, &text);
    let shown = editor.findings(SPEC);
    let line = text.lines().position(|line| line.starts_with("borgere = ")).expect("the line");
    assert_eq!(shown[0]["range"]["start"]["line"], line, "{shown:?}");
    let told = json!(shown).to_string();
    assert!(told.contains("borgere.csv, row 2") && !told.contains(&cpr), "{told}");
    editor.goodbye();
}

#[test]
fn names_keys_and_words_are_offered_where_they_can_stand() {
    let project = Project::small();
    project.edit(
        SPEC,
        "[populations.projekt]",
        "[parameters]\ntid = { value = 6, unit = \"måneder\", source = \"Os\" }\n\n[populations.projekt]",
    );
    project.edit(SPEC, "start_month < as_of", "start_month < as_of AND project_months >= @tid");
    let claim = "\n[[claim]]\nid = \"flest\"\nthat = 'personer[Voksne, I alt] > 0'\nsentence = '''Der er {{ v(\"personer\", series=\"Voksne\", x=\"I alt\") | antal(\"voksen\", \"voksne\") }}.'''\n";
    project.write(SPEC, project.text(SPEC) + claim);
    let mut editor = Editor::start(project.path(""));
    let text = editor.text(SPEC);
    editor.open(SPEC, &text);
    assert_eq!(editor.findings(SPEC), Vec::<Value>::new());
    let at = |old: &str, typed: &str| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, typed, 1)
    };
    // Names, where the reader asks for one; and also while the spec cannot be read.
    assert_eq!(editor.offered(SPEC, &at("population = \"projekt\"", "population = \"¦\"")), ["projekt"]);
    assert_eq!(
        editor.offered(SPEC, &at("population = \"projekt\"", "populatin = 1\npopulation = \"pro¦\"")),
        ["projekt"]
    );
    assert_eq!(editor.offered(SPEC, &at("extract = \"borgere\"", "extract = \"¦\"")), ["borgere"]);
    let unit = |table: &str, rest: &str| {
        let kind = "[units.skema]\nnoun = [\"et skema\", \"skemaer\"]\nprotect = \"persons\"\nextract = \"borgere\"\nid = \"CPR-nr.\"";
        at("[persons]", &format!("{kind}\n\n[{table}]\nunit = \"¦\"\n{rest}\n[persons]"))
    };
    assert_eq!(editor.offered(SPEC, &unit("populations.skemaer", "")), ["skema"]);
    // Half a line behind it cannot be read.
    for table in ["populations.skemaer", "states.trin"] {
        assert_eq!(editor.offered(SPEC, &unit(table, "wher =\n")), ["skema"]);
    }
    assert!(editor.offered(SPEC, &at("unit = \"personer\"", "unit = \"¦\"\nnoget =")).is_empty());
    assert_eq!(editor.offered(SPEC, &at(">= @tid", ">= @t¦")), ["tid"]);
    // Columns of the layout and those that people have, those with other signs in their quotes.
    let columns = editor.offered(SPEC, &at("start_month < as_of", "star¦ < as_of"));
    assert!(
        ["start_month", "Rolle", "\"Familie-id\""].iter().all(|name| columns.iter().any(|known| known == name)),
        "{columns:?}"
    );
    // Keys and words, as `sporbar schema` prints them.
    let keys = editor.offered(SPEC, &at("stat       =", "sta¦"));
    assert!(keys.contains(&"stat".to_owned()) && keys.contains(&"population".to_owned()), "{keys:?}");
    let keys = editor.offered(SPEC, &at("unit = \"personer\"", "un¦"));
    assert!(keys.contains(&"x-title".to_owned()) && !keys.contains(&"population".to_owned()), "{keys:?}");
    let words = editor.offered(SPEC, &at("kind = \"grouped-columns\"", "kind = \"¦\""));
    assert!(words.contains(&"stacked-columns".to_owned()), "{words:?}");
    assert_eq!(editor.offered(SPEC, &at("synthetic = true", "synthetic = ¦")), ["true", "false"]);
    assert!(editor.offered(SPEC, &at("[persons]", "[per¦")).contains(&"persons".to_owned()));
    // In claims: exhibits, their keys, and their statistics.
    assert_eq!(editor.offered(SPEC, &at("personer[Voksne", "pers¦[Voksne")), ["personer"]);
    let keys = editor.offered(SPEC, &at("personer[Voksne", "personer[¦"));
    assert_eq!(keys, ["Voksne", "Børn", "I alt", "Aktive"]);
    assert_eq!(editor.offered(SPEC, &at("I alt] > 0", "I alt].¦ > 0")), ["count", "n"]);
    // In sentences and in prose, by what the function or the macro names.
    assert_eq!(
        editor.offered(SPEC, &at("v(\"personer\", series=\"Voksne\"", "v(\"personer\", series=\"¦\"")),
        ["Voksne", "Børn"]
    );
    editor.change(SPEC, &text);
    let prose = editor.text(PROSE);
    editor.open(PROSE, &prose);
    assert_eq!(editor.offered(PROSE, &format!("{prose}{{{{ v(\"¦")), ["personer"]);
    assert_eq!(editor.offered(PROSE, &format!("{prose}{{{{ siger(\"¦\") }}}}")), ["flest"]);
    assert_eq!(editor.offered(PROSE, &format!("{prose}{{{{ parameter.¦ }}}}")), ["tid"]);
    assert_eq!(editor.offered(PROSE, &format!("{prose}{{{{ v(\"personer\", x=\"¦\") }}}}")), ["I alt", "Aktive"]);
    assert_eq!(editor.offered(PROSE, &prose.replace("vis(\"personer\")", "vis(\"¦\")")), ["personer"]);
    assert!(editor.offered(PROSE, &format!("{prose}\"¦")).is_empty(), "not outside of code");
    editor.goodbye();
}

#[test]
fn a_name_is_explained_and_found() {
    let project = Project::small();
    let mut editor = Editor::start(project.path(""));
    let (text, prose) = (editor.text(SPEC), editor.text(PROSE));
    editor.open(SPEC, &text);
    editor.open(PROSE, &prose);
    assert_eq!(editor.findings(SPEC), Vec::<Value>::new());
    let mut says = |file: &str, marked: &str| {
        let told = editor.at("textDocument/hover", file, marked, &json!({}));
        told["result"]["contents"]["value"].as_str().unwrap_or_default().to_owned()
    };
    let population = says(SPEC, &marked(&text, "population =", "projekt"));
    assert!(
        population.starts_with("population `projekt`") && population.contains("where = \"start_month < as_of\""),
        "{population}"
    );
    // The exhibit with its values: three adults have been in the project (tests/reports/lille; counted by hand in `counted`).
    let exhibit = says(PROSE, &marked(&prose, "vis(", "personer"));
    assert!(exhibit.contains("Personer i projektet") && exhibit.contains("[[exhibit]]"), "{exhibit}");
    assert!(exhibit.contains("|  | Voksne | I alt | count | "), "{exhibit}");
    let key = says(SPEC, &marked(&text, "[report]", "as-of"));
    assert!(key.contains("the status month"), "{key}");
    let column = says(SPEC, &marked(&text, "where", "start_month"));
    assert!(column.starts_with("column `start_month` of `projekt`: a month"), "{column}");
    assert_eq!(says(PROSE, &marked(&prose, "indledning", "Kort")), "");

    // From the prose to the spec: `id = "personer"` stands in line 31, and the name at its 15th letter.
    let told = editor.at("textDocument/definition", PROSE, &marked(&prose, "vis(", "personer"), &json!({}));
    assert_eq!(told["result"]["uri"], editor.uri(SPEC));
    assert_eq!(told["result"]["range"], json!({ "start": position(30, 14), "end": position(30, 22) }));
    let told = editor.at(
        "textDocument/references",
        SPEC,
        &marked(&text, "id  ", "personer"),
        &json!({ "context": { "includeDeclaration": true } }),
    );
    assert_eq!(told["result"].as_array().map(Vec::len), Some(2), "{told}");
    editor.goodbye();
}

/// The texts of a project's files with the changes of an answer, each from behind.
fn changed(editor: &Editor, told: &Value, file: &str) -> String {
    let text = editor.text(file);
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let offset = |place: &Value| {
        let start = starts[number(&place["line"])];
        let units: Vec<u16> = text[start..].encode_utf16().take(number(&place["character"])).collect();
        start + String::from_utf16(&units).expect("whole letters").len()
    };
    let mut edits: Vec<(usize, usize, &str)> = told["result"]["changes"][editor.uri(file)]
        .as_array()
        .into_iter()
        .flatten()
        .map(|edit| {
            (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), edit["newText"].as_str().expect("a text"))
        })
        .collect();
    edits.sort_unstable();
    let mut changed = text.clone();
    for (start, end, new) in edits.into_iter().rev() {
        changed.replace_range(start..end, new);
    }
    changed
}

#[test]
fn another_name_is_written_wherever_the_report_has_it_and_the_report_says_the_same() {
    let project = Project::small();
    let claim = "\n[[claim]]\nid = \"flest\"\nthat = 'personer[Voksne, I alt] > 0'\nsentence = '''Æ {{ v(\"personer\", series=\"Voksne\", x=\"I alt\") | antal(\"voksen\", \"voksne\") }}.'''\n";
    project.write(SPEC, project.text(SPEC) + claim);
    project.write(
        PROSE,
        project.text(PROSE) + "{{ siger(\"flest\") }} Og der er {{ n_of(\"Voksne\", \"personer\") }} personer.\n",
    );
    // A population and an exhibit of the same name are two things.
    project.edit(SPEC, "[populations.projekt]", "[populations.personer]");
    project.edit(SPEC, "population = \"projekt\"", "population = \"personer\"");
    let mut editor = Editor::start(project.path(""));
    let (text, prose) = (editor.text(SPEC), editor.text(PROSE));
    editor.open(SPEC, &text);
    let told = editor.at(
        "textDocument/rename",
        SPEC,
        &marked(&text, "[[exhibit]]", "personer"),
        &json!({ "newName": "folk" }),
    );
    // Where it is the exhibit that is named, and nowhere else: not its unit, nor the word in the prose.
    let spec = text
        .replace("id         = \"personer\"", "id         = \"folk\"")
        .replace("'personer[", "'folk[")
        .replace("v(\"personer\"", "v(\"folk\"");
    assert_eq!(changed(&editor, &told, SPEC), spec, "{told}");
    let folk =
        prose.replace("vis(\"personer\")", "vis(\"folk\")").replace("\"Voksne\", \"personer\"", "\"Voksne\", \"folk\"");
    assert_eq!(changed(&editor, &told, PROSE), folk);
    let told = editor.at(
        "textDocument/rename",
        SPEC,
        &marked(&text, "[populations.", "personer"),
        &json!({ "newName": "alle" }),
    );
    let spec = text
        .replace("[populations.personer]", "[populations.alle]")
        .replace("population = \"personer\"", "population = \"alle\"");
    assert_eq!(changed(&editor, &told, SPEC), spec, "{told}");
    let told = editor.at(
        "textDocument/rename",
        SPEC,
        &marked(&text, "id = \"flest\"", "flest"),
        &json!({ "newName": "fleste" }),
    );
    assert_eq!(changed(&editor, &told, PROSE), prose.replace("flest", "fleste"), "{told}");
    assert_eq!((editor.text(SPEC), editor.text(PROSE)), (text, prose), "nothing is written");
    editor.goodbye();
}

#[test]
fn a_name_of_which_not_every_use_is_known_stays() {
    let project = Project::small();
    project.edit(SPEC, "[persons]", "[views.roller]\nquery = \"SELECT projekt.Rolle AS projekt, COUNT(*) AS antal FROM projekt GROUP BY projekt.Rolle\"\n\n[persons]");
    project
        .write(PROSE, project.text(PROSE) + "{% set id = \"personer\" %}{{ v(id, series=\"Voksne\", x=\"I alt\") }}\n");
    let mut editor = Editor::start(project.path(""));
    let (text, prose) = (editor.text(SPEC), editor.text(PROSE));
    editor.open(SPEC, &text);
    let mut refused = |behind: &str, word: &str, new: &str| {
        let told = editor.at("textDocument/rename", SPEC, &marked(&text, behind, word), &json!({ "newName": new }));
        assert!(told.get("result").is_none(), "{told}");
        told["error"]["message"].as_str().expect("words").to_owned()
    };
    let line = prose.lines().count();
    assert!(refused("id  ", "personer", "folk").contains(&format!("also stands in tekst.typ, line {line}")));
    let line = text.lines().position(|line| line.starts_with("query")).expect("the query") + 1;
    assert!(refused("[populations.", "projekt", "alle").contains(&format!("also stands in report.toml, line {line}")));
    assert!(refused("[extracts]", "borgere", "med æ").contains("cannot be a name"));
    assert!(refused("[populations.", "projekt", "projekt").contains("there is a population `projekt` already"));
    assert!(refused("[[exhibit]]", "Voksne", "voksne").contains("nothing is named here"));
    // A spec that cannot be read is mended first.
    editor.change(SPEC, &text.replace("title      = \"Personer i projektet\"\n", ""));
    let told = editor.at(
        "textDocument/rename",
        SPEC,
        &marked(&text, "[populations.", "projekt"),
        &json!({ "newName": "alle" }),
    );
    assert!(told["error"]["message"].as_str().is_some_and(|told| told.contains("mend it first")), "{told}");
    editor.goodbye();
}

#[test]
fn what_the_protocol_does_not_have_is_answered_and_nothing_ends_the_program() {
    let project = Project::small();
    let mut editor = Editor::start(project.path(""));
    let code = |told: Value| told["error"]["code"].as_i64();
    assert_eq!(code(editor.ask("textDocument/unheardOf", json!({}))), Some(-32601));
    assert_eq!(code(editor.ask("textDocument/hover", json!({ "position": "nowhere" }))), Some(-32602));
    for uri in ["untitled:Untitled-1", "file:///nowhere/report.toml", "file:///a%ff", "http://example.org/report.toml"]
    {
        let place = json!({ "textDocument": { "uri": uri }, "position": position(9, 9) });
        assert_eq!(editor.ask("textDocument/hover", place)["result"], Value::Null, "{uri}");
        editor.say(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": uri, "languageId": "toml", "version": 1, "text": "[" } }),
        );
        editor.say("textDocument/didChange", json!({ "unread": true }));
    }
    // Texts that end anywhere, and places that are not in them.
    let text = editor.text(SPEC);
    editor.open(SPEC, &text);
    for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)).step_by(97) {
        editor.change(SPEC, &text[..end]);
        let file = format!("{}¦", &text[..end]);
        for method in ["textDocument/completion", "textDocument/hover", "textDocument/definition"] {
            assert!(editor.at(method, SPEC, &file, &json!({})).get("error").is_none(), "{file}");
            assert!(editor.at(method, SPEC, &format!("{file}\n\n"), &json!({})).get("error").is_none());
        }
    }
    editor.goodbye();
}

#[test]
fn the_settings_in_the_documentation_start_what_there_is() {
    let page = fs::read_to_string(repository().join("docs/editor.md")).expect("the page");
    for editor in ["VS Code", "Helix", "Neovim"] {
        assert!(page.contains(editor), "{editor}");
    }
    let blocks: Vec<_> =
        crate::pages::blocks(&page).into_iter().filter(|block| block.text.contains("\"lsp\"")).collect();
    assert_eq!(blocks.len(), 3, "a setting for each");
    assert!(blocks.iter().all(|block| block.text.contains("sporbar") && block.text.trim().lines().count() <= 5));
}
