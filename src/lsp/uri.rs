//! Files as the protocol names them: `file:///home/me/r%C3%B8d/report.toml`.

use std::path::{Path, PathBuf};

use lsp_types::Uri;

/// The file that an address names; none where it is not of this machine's disk.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let mut bytes = Vec::new();
    let mut letters = rest.bytes();
    while let Some(letter) = letters.next() {
        bytes.push(match letter {
            b'%' => {
                let digits = [letters.next()?, letters.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            letter => letter,
        });
    }
    let text = String::from_utf8(bytes).ok().filter(|text| text.starts_with('/') && !text.contains('\0'))?;
    // Windows' paths begin with a drive: /C:/me.
    let is_drive = text.as_bytes().get(2) == Some(&b':') && cfg!(windows);
    Some(PathBuf::from(if is_drive { &text[1..] } else { &text }))
}

/// The address of a file, by its whole path.
pub(super) fn of(path: &Path) -> Option<Uri> {
    let mut text = "file://".to_owned();
    let path = path.to_str()?.replace('\\', "/");
    if !path.starts_with('/') {
        text.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses_go_both_ways() {
        for name in ["/a/report.toml", "/rød 1/a%b#c?.typ", "/å/\"x\"+y"] {
            let uri = of(Path::new(name)).expect("an address");
            assert_eq!(path(&uri), Some(PathBuf::from(name)), "{}", uri.as_str());
        }
        for uri in ["untitled:a", "http://b/a", "file:///a%2", "file:///a%ff", "file://"] {
            let parsed: Option<Uri> = uri.parse().ok();
            assert_eq!(parsed.as_ref().and_then(path), None, "{uri}");
        }
    }
}
