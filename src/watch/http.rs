//! As much of HTTP/1.1 as a browser needs of a page that is shown to one person: a request a connection, answered and closed.
//!
//! A server's library would bring more than this page takes: of those without a runtime the known one is hardly kept any more
//! and holds events back in a buffer. The heads of requests are read by `httparse`.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The longest head of a request.
const LONGEST_HEAD: usize = 16 * 1024;
/// The longest body; what is sent is a few words.
const LONGEST_BODY: usize = 4 * 1024;
/// So long it is waited for a request, and for one who does not read the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) method: String,
    /// The way, without what stands behind a question mark.
    pub(super) path: String,
    /// The heads that decide who may ask, by their names in small letters.
    pub(super) host: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) body: Vec<u8>,
}

/// Reads a request.
pub(super) fn read(stream: &mut TcpStream) -> io::Result<Asked> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let wrong = || io::Error::from(io::ErrorKind::InvalidData);
    let mut bytes = Vec::new();
    let mut chunk = [0; 2048];
    loop {
        let count = stream.read(&mut chunk)?;
        bytes.extend(&chunk[..count]);
        if let Some((mut asked, head, length)) = parsed(&bytes).map_err(|_| wrong())? {
            if length > LONGEST_BODY {
                return Err(wrong());
            }
            asked.body = bytes.split_off(head);
            while asked.body.len() < length {
                let count = stream.read(&mut chunk)?;
                if count == 0 {
                    return Err(wrong());
                }
                asked.body.extend(&chunk[..count]);
            }
            asked.body.truncate(length);
            return Ok(asked);
        }
        if count == 0 || bytes.len() > LONGEST_HEAD {
            return Err(wrong());
        }
    }
}

/// The request in these bytes, where its head ends, and how long its body is; none while the head has not ended.
fn parsed(bytes: &[u8]) -> Result<Option<(Asked, usize, usize)>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(head) = request.parse(bytes)? else { return Ok(None) };
    let value = |name: &str| {
        let mut found = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        let first = found.next().map(|header| String::from_utf8_lossy(header.value).into_owned());
        // Said twice, it says nothing.
        first.filter(|_| found.next().is_none())
    };
    let path = request.path.unwrap_or_default();
    let asked = Asked {
        method: request.method.unwrap_or_default().to_owned(),
        path: path.split(['?', '#']).next().unwrap_or_default().to_owned(),
        host: value("host"),
        origin: value("origin"),
        body: Vec::new(),
    };
    let length = value("content-length").map_or(Ok(0), |text| text.trim().parse());
    Ok(Some((asked, head, length.map_err(|_| httparse::Error::HeaderValue)?)))
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: &'static str,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// What was asked for.
    pub(super) fn of(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: "200 OK", kind, body: body.into() }
    }

    /// That there is nothing of the kind, or nothing for whoever asks.
    pub(super) fn none(status: &'static str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: status.as_bytes().to_vec() }
    }
}

/// What a browser is told of every answer: keep nothing, guess no kinds, tell nobody the address, run only what comes from here,
/// and show it in no other site's page.
const SAFE: &str = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
     Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n\
     Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'\r\n";

/// Answers, and nothing more.
pub(super) fn write(stream: &mut TcpStream, answer: &Answer, with_body: bool) -> io::Result<()> {
    let Answer { status, kind, body } = answer;
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{SAFE}Connection: close\r\n\r\n"
    )?;
    if with_body {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// Begins a stream of events.
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{SAFE}Connection: close\r\n\r\n")?;
    stream.flush()
}

/// An event, whose data is one line.
pub(super) fn event(stream: &mut TcpStream, data: &str) -> io::Result<()> {
    stream.write_all(format!("data: {data}\n\n").as_bytes())?;
    stream.flush()
}

/// A sign that nothing has happened; whoever has gone is known by it.
pub(super) fn nothing_new(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(b": \n\n")?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_once_its_head_has_ended() {
        let text = b"POST /x/open?y HTTP/1.1\r\nHost: 127.0.0.1:8\r\nOrigin: http://127.0.0.1:8\r\nContent-Length: 2\r\n\r\n{}";
        assert_eq!(parsed(&text[..20]).expect("so far it is well"), None);
        let (asked, head, length) = parsed(text).expect("it is well").expect("it is whole");
        assert_eq!((asked.method.as_str(), asked.path.as_str(), length), ("POST", "/x/open", 2));
        assert_eq!(asked.host.as_deref(), Some("127.0.0.1:8"));
        assert_eq!(&text[head..], b"{}");
    }

    #[test]
    fn what_is_said_twice_or_is_no_request_is_not_believed() {
        let twice = b"GET / HTTP/1.1\r\nHost: one\r\nHost: other\r\n\r\n";
        let (asked, ..) = parsed(twice).expect("it is well").expect("it is whole");
        assert_eq!(asked.host, None);
        for text in [&b"\x16\x03\x01\x02"[..], b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"] {
            assert!(parsed(text).is_err(), "{text:?}");
        }
    }
}
