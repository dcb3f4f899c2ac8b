//! `[extracts]`: the files, their layouts, and what is allowed of them although it is odd.

use super::model::{Allowance, Extract};
use super::reader::TableReader;
use crate::diagnostic::{Code, did_you_mean};

/// Reads `[extracts]`.
pub(super) fn extracts(root: &TableReader<'_>) -> Option<Vec<Extract>> {
    let tables = root.named_tables("extracts");
    let extracts = tables.into_iter().map(|(name, table)| {
        let file = table.file_name("file");
        let schema = table.file_name("schema");
        let allow = allowances(&table);
        let publishable = table.opt_text_map("publishable").unwrap_or_default();
        for (field, because) in publishable.iter().filter(|(_, because)| because.value.trim().is_empty()) {
            let message = format!("nothing says why `{}` may be published", field.value);
            let help = "write why it names no one: { \"Sags-id\" = \"a running number that is known to no one else\" }";
            table.notes().error(Code::BadValue, because.span.clone(), message, "empty", help);
        }
        table.finish();
        Some(Extract { name, file: file?, schema: schema?, allow, publishable })
    });
    // Collected twice so that every extract is read, also after one that is wrong.
    extracts.collect::<Vec<_>>().into_iter().collect()
}

/// What is allowed of an extract, and why.
fn allowances(table: &TableReader<'_>) -> Vec<Allowance> {
    let mut allowances = Vec::new();
    for (name, because) in table.opt_text_map("allow").unwrap_or_default() {
        let known = || Code::ALLOWABLE.iter().copied();
        let Some(code) = known().find(|code| code.id() == name.value) else {
            let names: Vec<&str> = known().map(Code::id).collect();
            let help = match did_you_mean(&name.value, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("what can be allowed is {}", names.join(", ")),
            };
            let message = format!("`{}` is nothing that can be allowed of an extract", name.value);
            table.notes().error(Code::BadValue, name.span.clone(), message, "nothing that can be allowed", &help);
            continue;
        };
        if because.value.split_whitespace().count() < 2 {
            let message = format!("the reason for allowing `{}` says nothing", name.value);
            let help = "write for the reader why it is right, such as \"the register books by month\"";
            table.notes().error(Code::BadValue, because.span.clone(), message, "no reason", help);
        }
        allowances.push(Allowance { code, name, because: because.value });
    }
    allowances
}
