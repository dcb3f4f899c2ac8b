//! Whether a layout reads the extract that it was guessed from: no guess is handed on that the program itself would refuse.

use crate::diagnostic::{Findings, Severity};
use crate::register::{self, Memory, PseudonymKey, Request};
use crate::schema::Schema;

/// What reading `bytes` by `schema` finds. References to other extracts are not looked at.
pub fn accepted(file: &str, bytes: &[u8], schema: &Schema) -> Findings {
    let mut files = Memory::new();
    files.insert(file.to_owned(), bytes.to_vec());
    let schema = Schema { foreign_keys: Vec::new(), ..schema.clone() };
    // Nothing that is made with the key is kept.
    let key = PseudonymKey::synthetic_default();
    let (_, findings) = register::read(&[Request { name: "udtræk", file, schema: &schema }], &key, &files);
    let mut errors = Findings::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
        errors.push(finding.clone());
    }
    errors
}
