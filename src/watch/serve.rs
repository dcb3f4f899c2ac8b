//! The server: who may ask, and what is where.
//!
//! It listens on this machine alone. Other programs and other users of the machine can reach the port, and so can the pages of
//! other sites in the same browser: every way therefore begins with a secret, and a request must be for the very address that
//! was told, and come from there where it does something.

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::Deserialize;

use super::board::{Board, Spot};
use super::editor::Editor;
use super::http::{self, Answer, Asked};
use crate::document::FONTS;

/// So many connections at once; a browser has six.
const MOST: usize = 48;
/// So often one that listens is told that nothing is new.
const SIGN: Duration = Duration::from_secs(5);
/// So long it is waited where the system takes no connection.
const SHORT: Duration = Duration::from_millis(50);

/// The page's own files.
const ASSETS: [(&str, &str, &str); 3] = [
    ("", "text/html; charset=utf-8", include_str!("assets/index.html")),
    (
        "watch.css",
        "text/css; charset=utf-8",
        concat!(include_str!("../audit/book/assets/look.css"), "\n", include_str!("assets/watch.css")),
    ),
    ("watch.js", "text/javascript; charset=utf-8", include_str!("assets/watch.js")),
];

/// What is served.
pub(super) struct Site {
    pub(super) board: Arc<Board>,
    pub(super) editor: Editor,
    /// With what every way begins.
    pub(super) secret: String,
    pub(super) port: u16,
}

/// What is asked to be opened: things that the page was told of, never a path.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Open {
    /// An exhibit, by its id.
    Exhibit(String),
    /// A place of a finding, both counted from 0.
    Finding(usize, usize),
}

/// A connection among those that are open, until it goes out of scope.
struct Connected(Arc<AtomicUsize>);

impl Connected {
    /// How many are open, with this one.
    fn among(open: &Arc<AtomicUsize>) -> (Self, usize) {
        let before = open.fetch_add(1, Ordering::Relaxed);
        (Self(Arc::clone(open)), before + 1)
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Answers whoever connects, each in a thread of its own.
pub(super) fn serve(listener: &TcpListener, site: &Arc<Site>) {
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else {
            // The system is short of something; it may have it again in a moment.
            std::thread::sleep(SHORT);
            continue;
        };
        let (connected, count) = Connected::among(&open);
        if count > MOST {
            continue;
        }
        let site = Arc::clone(site);
        std::thread::spawn(move || {
            let _connected = connected;
            // Who goes away in the middle need not be answered.
            let _gone = site.answer(&mut stream);
        });
    }
}

impl Site {
    fn answer(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        let asked = http::read(stream)?;
        let Some(way) = self.way(&asked) else {
            return http::write(stream, &Answer::none("404 Not Found"), asked.method != "HEAD");
        };
        match (asked.method.as_str(), way) {
            ("GET", "events") => self.events(stream),
            ("GET" | "HEAD", way) => {
                let answer = self.get(way).unwrap_or_else(|| Answer::none("404 Not Found"));
                http::write(stream, &answer, asked.method == "GET")
            }
            ("POST", "open") => http::write(stream, &self.open(&asked), true),
            _ => http::write(stream, &Answer::none("405 Method Not Allowed"), true),
        }
    }

    /// The way behind the secret, for who may go it.
    fn way<'a>(&self, asked: &'a Asked) -> Option<&'a str> {
        // A name of another site may lead to this machine; the browser tells by which name it came.
        let is_here = asked.host.as_deref().is_some_and(|host| self.hosts().iter().any(|own| own == host));
        let way = asked.path.strip_prefix('/')?.strip_prefix(&self.secret)?.strip_prefix('/')?;
        is_here.then_some(way)
    }

    fn hosts(&self) -> [String; 2] {
        ["127.0.0.1", "localhost"].map(|name| format!("{name}:{}", self.port))
    }

    fn get(&self, way: &str) -> Option<Answer> {
        if let Some((_, kind, text)) = ASSETS.iter().find(|(name, ..)| *name == way) {
            return Some(Answer::of(kind, *text));
        }
        if let Some(name) = way.strip_prefix("fonts/") {
            let (_, bytes) = FONTS.iter().find(|(font, _)| *font == name)?;
            return Some(Answer::of("font/otf", *bytes));
        }
        if let Some((page, mark)) = way.strip_prefix("page/").and_then(|rest| rest.split_once('/')) {
            return Some(Answer::of("image/svg+xml", self.board.picture(page.parse().ok()?, mark)?));
        }
        // What is not among the files that were built is not there, wherever the way would lead on a disk.
        let path = way.strip_prefix("out/")?;
        Some(Answer::of(kind_of(path), self.board.file(path)?))
    }

    /// Tells what is shown, and each time that it changes.
    fn events(&self, stream: &mut TcpStream) -> std::io::Result<()> {
        http::begin_events(stream)?;
        // What is known to nobody is always news.
        let mut known = u64::MAX;
        loop {
            match self.board.next(known, SIGN) {
                Some((version, told)) => {
                    known = version;
                    http::event(stream, &serde_json::to_string(&told)?)?;
                }
                None => http::nothing_new(stream)?,
            }
        }
    }

    /// Opens a place in the user's editor.
    fn open(&self, asked: &Asked) -> Answer {
        let is_own = |origin: &String| self.hosts().iter().any(|host| *origin == format!("http://{host}"));
        if !asked.origin.as_ref().is_some_and(is_own) {
            return Answer::none("403 Forbidden");
        }
        let told = self.board.told();
        let spot: Option<Spot> = match serde_json::from_slice(&asked.body) {
            Ok(Open::Exhibit(id)) => told.exhibits.get(&id).map(|place| place.spot.clone()),
            Ok(Open::Finding(finding, place)) => {
                told.findings.get(finding).and_then(|finding| finding.places.get(place)?.spot.clone())
            }
            Err(_) => return Answer::none("400 Bad Request"),
        };
        match spot.map(|spot| self.editor.open(&spot.path, spot.line)) {
            Some(Ok(())) => Answer::none("200 OK"),
            Some(Err(_)) => Answer::none("503 Service Unavailable"),
            None => Answer::none("404 Not Found"),
        }
    }
}

fn kind_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "csv" => "text/csv; charset=utf-8",
        "pdf" => "application/pdf",
        "otf" => "font/otf",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
