//! A PDF as it is read aloud: its structure by the tags that it has for screen readers, with the texts that stand in it. Read with a
//! library that knows nothing of the program.

use std::collections::BTreeMap;

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId};

/// A piece of text as it is marked, with the roles of what it stands in from the outermost.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) roles: Vec<String>,
    pub(super) text: String,
}

/// All that is read aloud, in order.
pub(super) fn aloud(pdf: &[u8]) -> Vec<Piece> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let marked: BTreeMap<ObjectId, BTreeMap<i64, String>> =
        document.get_pages().into_values().map(|page| (page, texts(&document, page))).collect();
    let root = document.catalog().and_then(|catalog| catalog.get(b"StructTreeRoot")).expect("a tagged PDF");
    let root = dictionary(&document, root).expect("the root of the tags");
    let mut reader = Reader { document: &document, marked, roles: Vec::new(), pieces: Vec::new() };
    reader.kids(root, None);
    reader.pieces.retain(|piece| !piece.text.trim().is_empty());
    reader.pieces
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

struct Reader<'a> {
    document: &'a Document,
    /// On each page, the text of each mark.
    marked: BTreeMap<ObjectId, BTreeMap<i64, String>>,
    roles: Vec<String>,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn kids(&mut self, element: &Dictionary, page: Option<ObjectId>) {
        let Ok(kids) = element.get(b"K") else { return };
        let kids = match kids {
            Object::Reference(id) => self.document.get_object(*id).expect("an object").clone(),
            other => other.clone(),
        };
        match kids {
            Object::Array(kids) => kids.iter().for_each(|kid| self.kid(kid, page)),
            kid => self.kid(&kid, page),
        }
    }

    fn kid(&mut self, kid: &Object, page: Option<ObjectId>) {
        if let Ok(mark) = kid.as_i64() {
            return self.text(page, mark);
        }
        let Some(element) = dictionary(self.document, kid).cloned() else { return };
        let page = element.get(b"Pg").and_then(Object::as_reference).ok().or(page);
        if let Ok(mark) = element.get(b"MCID").and_then(Object::as_i64) {
            return self.text(page, mark);
        }
        let Ok(role) = element.get(b"S").and_then(Object::as_name) else { return };
        let role = String::from_utf8_lossy(role).into_owned();
        self.roles.push(role);
        self.kids(&element, page);
        self.roles.pop();
    }

    fn text(&mut self, page: Option<ObjectId>, mark: i64) {
        let text = page.and_then(|page| self.marked.get(&page)?.get(&mark)).cloned().unwrap_or_default();
        self.pieces.push(Piece { roles: self.roles.clone(), text });
    }
}

/// The text of each mark on a page.
fn texts(document: &Document, page: ObjectId) -> BTreeMap<i64, String> {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let encodings: BTreeMap<Vec<u8>, _> =
        fonts.into_iter().filter_map(|(name, font)| Some((name, font.get_font_encoding(document).ok()?))).collect();
    let content = Content::decode(&document.get_page_content(page).expect("a page")).expect("its content");
    let mut texts: BTreeMap<i64, String> = BTreeMap::new();
    // What is open: the mark, and the text that stands for what is drawn, where it is said.
    let mut open: Vec<(Option<i64>, Option<String>)> = Vec::new();
    let mut font = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BMC" => open.push((None, None)),
            "BDC" => {
                let properties = operands.get(1).and_then(|object| object.as_dict().ok());
                let mark = properties.and_then(|all| all.get(b"MCID").ok()?.as_i64().ok());
                let said = properties
                    .and_then(|all| all.get(b"ActualText").ok())
                    .and_then(|text| pdf_extract::decode_text_string(text).ok());
                open.push((mark, said));
                if let (Some(said), Some(mark)) = (open.last().and_then(|(_, said)| said.clone()), of(&open)) {
                    texts.entry(mark).or_default().push_str(&said);
                }
            }
            "EMC" => drop(open.pop()),
            "Tf" => font = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default().to_vec(),
            "Tj" | "TJ" => {
                let is_said = open.iter().any(|(_, said)| said.is_some());
                if let (Some(mark), Some(encoding), false) = (of(&open), encodings.get(&font), is_said) {
                    let strings = operands.iter().flat_map(|operand| match operand {
                        Object::Array(parts) => parts.clone(),
                        other => vec![other.clone()],
                    });
                    for bytes in strings.filter_map(|string| string.as_str().ok().map(<[u8]>::to_vec)) {
                        let text = Document::decode_text(encoding, &bytes).expect("letters");
                        texts.entry(mark).or_default().push_str(&text);
                    }
                }
            }
            _ => {}
        }
    }
    texts
}

/// The innermost mark that is open.
fn of(open: &[(Option<i64>, Option<String>)]) -> Option<i64> {
    open.iter().rev().find_map(|(mark, _)| *mark)
}
