//! `sporbar watch`, as a browser speaks to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::support::Project;

pub(crate) const PROSE: &str = "reports/lille/tekst.typ";
pub(crate) const SPEC: &str = "reports/lille/report.toml";

/// A report that is being shown.
pub(crate) struct Watched {
    pub(crate) project: Project,
    /// The address of the page, with a stroke at its end.
    pub(crate) address: String,
    child: Child,
    out: BufReader<ChildStdout>,
    err: Option<ChildStderr>,
}

impl Watched {
    /// Shows a report; `visual` is the user's editor.
    pub(crate) fn of(project: Project, visual: Option<&str>, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sporbar"));
        command.arg("watch").arg(&project.report).args(more).current_dir(project.path("."));
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.envs(visual.map(|visual| ("VISUAL", visual)));
        let mut child = command.spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut address = String::new();
        out.read_line(&mut address).expect("an address");
        let err = child.stderr.take();
        Self { project, address: address.trim().to_owned(), child, out, err }
    }

    pub(crate) fn small() -> Self {
        Self::of(Project::small(), None, &[])
    }

    /// Shows the small report to somebody whose editor writes down what it is called with.
    #[cfg(unix)]
    pub(crate) fn with_editor() -> (Self, Opened) {
        use std::os::unix::fs::PermissionsExt;

        let project = Project::small();
        let (editor, opened) = (project.path("gvim"), project.path("opened"));
        std::fs::write(&editor, format!("#!/bin/sh\necho \"$@\" >> {}\n", opened.display())).expect("a script");
        std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
        let watched = Self::of(project, Some(&editor.display().to_string()), &[]);
        let spec = std::fs::canonicalize(watched.project.path(SPEC)).expect("the spec");
        let call = format!("+{} {}", watched.line("personer"), spec.display());
        (watched, Opened { calls: opened, call })
    }

    /// The line of the spec where an exhibit has its id, from 1.
    pub(crate) fn line(&self, exhibit: &str) -> usize {
        let spec = self.project.text(SPEC);
        let is_id = |line: &str| line.starts_with("id ") && line.contains(exhibit);
        spec.lines().position(is_id).expect("the exhibit") + 1
    }

    fn port(&self) -> u16 {
        let rest = self.address.strip_prefix("http://127.0.0.1:").expect("an address of this machine");
        rest.split('/').next().expect("a port").parse().expect("a number")
    }

    /// The part of the address that is secret.
    fn secret(&self) -> &str {
        self.address.trim_end_matches('/').rsplit('/').next().expect("a part")
    }

    /// What is at a way behind the address.
    fn get(&self, way: &str) -> Vec<u8> {
        let mut answer =
            ureq::get(format!("{}{way}", self.address)).call().unwrap_or_else(|error| panic!("{way}: {error}"));
        answer.body_mut().read_to_vec().expect("a body")
    }

    /// What the page is told, one after the other.
    fn events(&self) -> Events {
        let answer = ureq::get(format!("{}events", self.address)).call().expect("a stream");
        Events(Box::new(BufReader::new(answer.into_body().into_reader())))
    }

    /// The status of the answer to a request, with its text.
    fn ask(&self, head: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port())).expect("a connection");
        let length = body.len();
        let mut text = Vec::new();
        // One that is not heard to its end has no answer.
        let asked = write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{body}");
        drop(asked.and_then(|()| stream.read_to_end(&mut text)));
        let text = String::from_utf8_lossy(&text).into_owned();
        (text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default(), text)
    }

    /// Ends it as Ctrl-C does: what it said, and how it ended.
    #[cfg(unix)]
    fn interrupt(mut self) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
        let status = self.child.wait().expect("it ends").code();
        let mut said = String::new();
        self.err.take().expect("not read yet").read_to_string(&mut said).expect("text");
        self.out.read_to_string(&mut said).expect("text");
        (status, said)
    }
}

/// What an editor was called with.
#[cfg(unix)]
pub(crate) struct Opened {
    calls: std::path::PathBuf,
    /// What it is called with for the exhibit of persons.
    call: String,
}

#[cfg(unix)]
impl Opened {
    /// Whether it was called at all.
    fn is_called(&self) -> bool {
        self.calls.exists()
    }

    /// Waits until it was called so often, each time for the exhibit of persons.
    pub(crate) fn times(&self, count: usize) {
        let said = || std::fs::read_to_string(&self.calls).unwrap_or_default();
        let mut waited = 0;
        while said().lines().count() < count && waited < 400 {
            std::thread::sleep(std::time::Duration::from_millis(25));
            waited += 1;
        }
        assert_eq!(said().lines().collect::<Vec<_>>(), vec![self.call.as_str(); count]);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        // One that has ended already is well.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

struct Events(Box<dyn BufRead>);

impl Events {
    /// The first thing told from here on that is so.
    fn until(&mut self, is: impl Fn(&Value) -> bool) -> Value {
        let mut last = String::new();
        for _ in 0..400 {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("a line") > 0, "the stream has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                let told: Value = serde_json::from_str(data).expect("JSON");
                if is(&told) {
                    return told;
                }
                data.clone_into(&mut last);
            }
        }
        panic!("never told; at last there was {last}");
    }
}

fn is_done(told: &Value) -> bool {
    told["phase"] == "done"
}

fn marks(told: &Value) -> Vec<&str> {
    told["pages"].as_array().into_iter().flatten().filter_map(|page| page["mark"].as_str()).collect()
}

fn codes(told: &Value) -> Vec<&str> {
    told["findings"].as_array().into_iter().flatten().filter_map(|finding| finding["code"].as_str()).collect()
}

#[test]
fn what_is_saved_is_shown() {
    let watched = Watched::small();
    let mut events = watched.events();
    let first = events.until(is_done);
    assert!(codes(&first).is_empty(), "{first}");
    assert_eq!(first["title"], "En lille rapport");
    assert!(String::from_utf8(watched.get("")).expect("text").contains("lang=\"da\""));
    for (page, mark) in marks(&first).into_iter().enumerate() {
        let picture = watched.get(&format!("page/{page}/{mark}"));
        assert!(picture.starts_with(b"<svg"), "page {page}");
    }
    assert!(watched.get("out/report.pdf").starts_with(b"%PDF"));
    assert!(!watched.get("out/audit/index.html").is_empty());

    watched.project.edit(PROSE, "[Kort.]", "[Kort, men godt.]");
    let pages = events.until(|told| marks(told) != marks(&first));
    let same = marks(&pages).iter().zip(marks(&first)).filter(|(one, other)| *one == other).count();
    assert!(same > 0, "pages on which the prose does not stand are the same");
    let second = events.until(is_done);
    assert_eq!((&second["book"], marks(&second)), (&json!(2), marks(&pages)));

    // The same as a build makes.
    watched.project.build();
    for (path, bytes) in watched.project.output() {
        assert!(watched.get(&format!("out/{path}")) == bytes, "{path}");
    }
}

#[test]
fn the_last_good_pages_stay_while_there_are_errors_and_findings_have_their_places() {
    let watched = Watched::small();
    let mut events = watched.events();
    let good = events.until(is_done);
    watched.project.edit(SPEC, "start_month < as_of", "begyndelsen < as_of");
    let wrong = events.until(|told| is_done(told) && told["stale"] == true);
    assert_eq!(marks(&wrong), marks(&good));
    let finding = &wrong["findings"][0];
    assert_eq!(finding["severity"], "error");
    let line = watched.project.text(SPEC).lines().position(|line| line.contains("begyndelsen")).expect("the line") + 1;
    let place = &finding["places"][0];
    assert_eq!((place["file"].as_str(), &place["line"]), (Some("reports/lille/report.toml"), &json!(line)));
    assert!(place["text"].as_str().is_some_and(|text| text.contains("begyndelsen")), "{place}");
    assert!(
        place["link"]
            .as_str()
            .is_some_and(|link| link.starts_with("vscode://file/") && link.ends_with(&format!(":{line}")))
    );

    watched.project.edit(SPEC, "begyndelsen < as_of", "start_month < as_of");
    let mended = events.until(|told| is_done(told) && told["stale"] == false);
    assert_eq!((marks(&mended), codes(&mended)), (marks(&good), Vec::new()));

    // What does not stop a build is shown with the pages it is about.
    watched.project.edit(PROSE, "[Kort.]", "[De er 4711.]");
    let odd = events.until(|told| is_done(told) && !codes(told).is_empty());
    assert!(codes(&odd).iter().all(|code| *code == "typed-numeral") && odd["stale"] == false, "{odd}");
    assert_ne!(marks(&odd), marks(&good));
}

#[test]
fn a_file_that_is_saved_as_it_was_is_not_built_and_one_that_another_takes_the_place_of_is() {
    let watched = Watched::small();
    let mut events = watched.events();
    let first = events.until(is_done);
    watched.project.write(PROSE, watched.project.text(PROSE));
    // As editors save: another file is put in its place.
    watched.project.write("reports/lille/.tekst.swp", watched.project.text(PROSE).replace("Kort.", "Kort og godt."));
    std::fs::rename(watched.project.path("reports/lille/.tekst.swp"), watched.project.path(PROSE)).expect("a rename");
    let second = events.until(|told| is_done(told) && marks(told) != marks(&first));
    assert_eq!(second["book"], json!(2), "one change was built");
}

#[test]
fn nobody_else_is_answered() {
    let watched = Watched::small();
    watched.events().until(is_done);
    let (port, secret) = (watched.port(), watched.secret().to_owned());
    let get = |path: &str, host: &str| watched.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}"), "").0;
    let own = format!("127.0.0.1:{port}");
    assert_eq!(get(&format!("/{secret}/"), &own), 200);
    assert_eq!(get(&format!("/{secret}/"), &format!("localhost:{port}")), 200);
    assert_eq!(get(&format!("/{secret}/"), &format!("other.example:{port}")), 404, "a name that leads here");
    for path in ["/", "/events", &format!("/{}/", "0".repeat(secret.len())), &format!("/{secret}")] {
        assert_eq!(get(path, &own), 404, "{path}");
    }
    let ways = [
        "out/../../reports/lille/report.toml",
        "out/%2e%2e/report.toml",
        "out//etc/passwd",
        "out/",
        "fonts/../x",
        "page/0/x",
    ];
    for way in ways {
        assert_eq!(get(&format!("/{secret}/{way}"), &own), 404, "{way}");
    }
    assert_eq!(watched.ask(&format!("PUT /{secret}/out/report.pdf HTTP/1.1\r\nHost: {own}"), "x").0, 405);
    // A head without an end, and bytes that are no request, are met with silence.
    assert_eq!(watched.ask(&format!("GET /{secret}/ HTTP/1.1\r\nHost: {own}\r\nX: {}", "x".repeat(20_000)), "").0, 0);
    let (_, answer) = watched.ask(&format!("GET /{secret}/ HTTP/1.1\r\nHost: {own}"), "");
    for said in ["frame-ancestors 'self'", "script-src 'self'", "Referrer-Policy: no-referrer", "no-store"] {
        assert!(answer.contains(said), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_figure_opens_its_lines_in_the_editor_for_the_own_page_alone() {
    let (watched, opened) = Watched::with_editor();
    let told = watched.events().until(is_done);
    assert_eq!(told["opens"], true);
    assert_eq!(told["exhibits"]["personer"]["line"], json!(watched.line("personer")));

    let host = format!("127.0.0.1:{}", watched.port());
    let post = |origin: &str, body: &str| {
        let head = format!("POST /{}/open HTTP/1.1\r\nHost: {host}{origin}", watched.secret());
        watched.ask(&head, body).0
    };
    let own = format!("\r\nOrigin: http://{host}");
    let exhibit = r#"{"exhibit":"personer"}"#;
    assert_eq!(post("", exhibit), 403);
    assert_eq!(post("\r\nOrigin: http://other.example", exhibit), 403);
    assert_eq!(post(&own, r#"{"exhibit":"fig-99"}"#), 404);
    assert_eq!(post(&own, r#"{"path":"/etc/passwd"}"#), 400);
    assert!(!opened.is_called());
    assert_eq!(post(&own, exhibit), 200);
    opened.times(1);
}

/// As on a network drive, where the system does not tell.
#[test]
fn files_that_are_only_looked_at_are_built_when_they_change_too() {
    let watched = Watched::of(Project::small(), None, &["--poll"]);
    let mut events = watched.events();
    let first = events.until(is_done);
    watched.project.edit(PROSE, "[Kort.]", "[Kort, men godt.]");
    let second = events.until(|told| is_done(told) && marks(told) != marks(&first));
    assert_eq!(second["book"], json!(2), "what did not change was not built, however often it was looked at");
    watched.project.edit(SPEC, "start_month < as_of", "begyndelsen < as_of");
    let wrong = events.until(|told| is_done(told) && told["stale"] == true);
    assert_eq!(marks(&wrong), marks(&second));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_and_nothing_was_written() {
    let watched = Watched::small();
    watched.events().until(is_done);
    let written = watched.project.path("out").exists();
    let (status, said) = watched.interrupt();
    assert_eq!((status, written), (Some(0), false), "{said}");
    assert!(said.contains("until you press Ctrl-C") && !said.contains("panicked"), "{said}");
}

#[test]
fn what_cannot_be_shown_is_said() {
    let project = Project::small();
    let run = project.sporbar(&["watch", "reports/ingen"]).ends(2);
    assert!(run.err.contains("there is no report `reports/ingen`"), "{}", run.err);
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("its number").port().to_string();
    let run = project.sporbar(&["watch", "reports/lille", "--port", &port]).ends(2);
    assert!(run.err.contains(&format!("port {port} cannot be listened on")), "{}", run.err);
}
