//! The passages of a document's tree.

use std::collections::BTreeMap;

use super::logical::{Cell, Kind, Logical, Piece, Run};
use super::{Passage, TextCell, TextTable};
use crate::locale::{Language, say};

/// Lines that are further apart than this many times the letters' size are not of one paragraph.
const APART: f64 = 1.53;
/// What stands higher or lower than the line by less is of the line: a raised letter.
const RAISED: f64 = 0.6;
/// A gap that is wider, as a multiple of the size, is a blank.
const BLANK: f64 = 0.14;
/// The name over a list of contents, a number that stands before what it counts, and a label are no longer.
const SHORT: usize = 60;

/// What the document says, in order.
pub(super) fn told(language: Language, logical: &Logical) -> Vec<Passage> {
    let mut teller = Teller::of(language, logical);
    teller.tell(0, None);
    teller.end_text();
    teller.passages
}

/// What a text is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Heading(usize),
    Paragraph,
    Item,
}

/// The line that is being read.
struct Line {
    page: usize,
    baseline: f64,
    end: f64,
    size: f64,
}

struct Teller<'a> {
    language: Language,
    logical: &'a Logical,
    text: String,
    /// What the text is, as it began.
    of: Option<Of>,
    line: Option<Line>,
    /// Whether a block began or ended since the last letter.
    edge: bool,
    /// The number of the item that comes.
    marker: String,
    /// Footnotes that come behind the text that is being read.
    footnotes: Vec<usize>,
    passages: Vec<Passage>,
}

impl<'a> Teller<'a> {
    fn of(language: Language, logical: &'a Logical) -> Self {
        Self {
            language,
            logical,
            text: String::new(),
            of: None,
            line: None,
            edge: false,
            marker: String::new(),
            footnotes: Vec::new(),
            passages: Vec::new(),
        }
    }

    /// Tells a node as a part of what it stands in: all that stands within a heading or an item is of that.
    fn tell(&mut self, node: usize, of: Option<Of>) {
        let logical = self.logical;
        for piece in &logical.0[node].pieces {
            match piece {
                Piece::Run(run) => self.run(run, of),
                Piece::Edge => self.edge = true,
                Piece::Exhibit(id) => self.add(Passage::Exhibit(id.clone())),
                Piece::Drawing(id) => self.add(Passage::Drawing(id.clone())),
                Piece::Node(inner) => self.node(*inner, of),
            }
        }
    }

    fn node(&mut self, node: usize, of: Option<Of>) {
        match &self.logical.0[node].kind {
            Kind::PassedOver => {}
            Kind::Contents => self.end_name(),
            Kind::Whole | Kind::Sign => self.tell(node, of),
            Kind::Cell(_) => {
                self.edge = true;
                self.tell(node, of);
                self.edge = true;
            }
            Kind::Heading(level) => self.whole(node, Of::Heading(*level)),
            Kind::Marker => {
                self.end_text();
                let marker = self.told(node).iter().find_map(text_of).map(str::to_owned).unwrap_or_default();
                // The document has bullets of its own.
                self.marker = if marker.contains(char::is_alphanumeric) { marker } else { String::new() };
            }
            Kind::Item => self.whole(node, Of::Item),
            Kind::Paragraph => match of {
                Some(Of::Heading(_)) => self.tell(node, of),
                // An item may have several.
                Some(Of::Item) => self.whole(node, Of::Item),
                _ => self.whole(node, Of::Paragraph),
            },
            Kind::Footnote if of.is_some() => self.footnotes.push(node),
            Kind::Footnote => self.whole(node, Of::Paragraph),
            Kind::Figure(alt) => {
                let before = self.passages.len();
                self.tell(node, of);
                if let Some(alt) = alt.as_ref().filter(|alt| !alt.is_empty()) {
                    self.end_text();
                    let is_drawn = |passage: &Passage| matches!(passage, Passage::Drawing(_) | Passage::Untaken(_));
                    if !self.passages[before.min(self.passages.len())..].iter().any(is_drawn) {
                        self.add(Passage::Untaken(alt.clone()));
                    }
                }
            }
            Kind::Grid | Kind::Table(_) if of.is_some() => self.tell(node, of),
            Kind::Grid => self.grid(node),
            Kind::Table(heads) => self.table(node, heads),
        }
    }

    /// Tells a node that is a passage for itself.
    fn whole(&mut self, node: usize, of: Of) {
        self.end_text();
        self.tell(node, Some(of));
        self.end_text();
    }

    /// The cells of a grid or a table, as they are read: row by row.
    fn cells(&self, node: usize) -> BTreeMap<Cell, usize> {
        let mut cells = BTreeMap::new();
        for piece in &self.logical.0[node].pieces {
            if let Piece::Node(inner) = piece
                && let Kind::Cell(cell) = &self.logical.0[*inner].kind
            {
                cells.insert(*cell, *inner);
            }
        }
        cells
    }

    /// What a node says by itself.
    fn told(&self, node: usize) -> Vec<Passage> {
        let mut teller = Teller::of(self.language, self.logical);
        teller.tell(node, None);
        teller.end_text();
        teller.passages
    }

    fn grid(&mut self, node: usize) {
        self.end_text();
        let mut rows: BTreeMap<usize, Vec<Vec<Passage>>> = BTreeMap::new();
        for (cell, inner) in self.cells(node) {
            let told = self.told(inner);
            if !told.is_empty() {
                rows.entry(cell.row).or_default().push(told);
            }
        }
        for row in rows.into_values() {
            match as_line(&row) {
                Some(line) => self.add(Passage::Text(line)),
                None => row.into_iter().flatten().for_each(|passage| self.add(passage)),
            }
        }
    }

    fn table(&mut self, node: usize, heads: &[bool]) {
        self.end_text();
        let cells: Vec<(Cell, Vec<Passage>)> =
            self.cells(node).into_iter().map(|(cell, inner)| (cell, self.told(inner))).collect();
        // Where more than texts stand in its cells, it is there for the page.
        let is_text = |passage: &Passage| text_of(passage).is_some();
        if !cells.iter().flat_map(|(_, told)| told).all(is_text) {
            cells.into_iter().flat_map(|(_, told)| told).for_each(|passage| self.add(passage));
            return;
        }
        let columns = cells.iter().map(|(cell, _)| cell.column + cell.across).max().unwrap_or_default();
        let mut rows: BTreeMap<usize, Vec<TextCell>> = BTreeMap::new();
        for (cell, told) in &cells {
            let paragraphs = told.iter().filter_map(text_of).map(str::to_owned).collect();
            let cell = (cell.row, TextCell { column: cell.column, over: (cell.across, cell.down), paragraphs });
            rows.entry(cell.0).or_default().push(cell.1);
        }
        // A row that says nothing is there for the page: the room for what a table says of itself where it goes on.
        let says = |cells: &[TextCell]| cells.iter().any(|cell| !cell.paragraphs.is_empty() || cell.over.1 > 1);
        let rows: Vec<(usize, Vec<TextCell>)> = rows.into_iter().filter(|(_, cells)| says(cells)).collect();
        let is_head = |row: usize| heads.get(row).is_some_and(|head| *head);
        let heads = rows.iter().take_while(|(row, _)| is_head(*row)).count();
        if !rows.is_empty() {
            let rows = rows.into_iter().map(|(_, cells)| cells).collect();
            self.add(Passage::Table(TextTable { columns, heads, rows }));
        }
    }

    fn run(&mut self, run: &Run, of: Option<Of>) {
        let ((x, y), size) = (run.at, run.size);
        if let Some(line) = &self.line {
            let down = y - line.baseline;
            let is_same_page = run.page == line.page;
            if is_same_page && down.abs() <= RAISED * line.size.max(size) {
                let blank = x - line.end > BLANK * size;
                self.word(blank);
            } else if of.is_none() && !self.goes_on(run, line) {
                self.end_text();
            } else {
                self.word(!is_broken(self.language, &self.text, &run.text));
            }
        }
        self.edge = false;
        if self.text.is_empty() {
            self.of = of;
        }
        self.text.push_str(&run.text);
        // A raised letter does not move the line.
        let is_raised = |line: &&Line| {
            run.page == line.page && (y - line.baseline).abs() <= RAISED * line.size.max(size) && size < line.size
        };
        let baseline = self.line.as_ref().filter(is_raised).map_or(y, |line| line.baseline);
        self.line = Some(Line { page: run.page, baseline, end: x + run.width, size });
    }

    /// Whether a text that is no paragraph to the typesetter goes on with this run, on another line.
    fn goes_on(&self, run: &Run, line: &Line) -> bool {
        if run.page == line.page {
            return !self.edge && (0.0..=APART * run.size).contains(&(run.at.1 - line.baseline));
        }
        let has_ended = self.text.trim_end().ends_with(['.', ':', '?', '!']);
        (run.size - line.size).abs() < 0.01 && !has_ended
    }

    /// A blank before the next word, where there is to be one and is none.
    fn word(&mut self, blank: bool) {
        if blank && !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn add(&mut self, passage: Passage) {
        self.end_text();
        if !matches!(passage, Passage::Exhibit(_) | Passage::Drawing(_)) || !self.passages.contains(&passage) {
            self.passages.push(passage);
        }
    }

    /// The name over a list that is not told is not told either.
    fn end_name(&mut self) {
        self.end_text();
        let is_name =
            |passage: &Passage| matches!(passage, Passage::Text(text) | Passage::Label(text) if is_short(text));
        if self.passages.last().is_some_and(is_name) {
            self.passages.pop();
        }
    }

    fn end_text(&mut self) {
        self.line = None;
        // What keeps a line from breaking is of no use elsewhere.
        let text = std::mem::take(&mut self.text).replace(['\u{2060}', '\u{200b}'], "");
        let text = text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let passage = match self.of.take() {
            _ if text.is_empty() => None,
            Some(Of::Heading(level)) => Some(Passage::Heading(level, text)),
            Some(Of::Item) if self.marker.is_empty() => Some(Passage::Item(text)),
            Some(Of::Item) => Some(Passage::Text(format!("{} {text}", std::mem::take(&mut self.marker)))),
            _ if is_label(&text) => Some(Passage::Label(text)),
            _ => Some(Passage::Text(text)),
        };
        self.passages.extend(passage);
        for footnote in std::mem::take(&mut self.footnotes) {
            self.whole(footnote, Of::Paragraph);
        }
    }
}

/// What a passage that is nothing but text says.
fn text_of(passage: &Passage) -> Option<&str> {
    match passage {
        Passage::Heading(_, text) | Passage::Label(text) | Passage::Text(text) | Passage::Item(text) => Some(text),
        _ => None,
    }
}

fn is_short(text: &str) -> bool {
    text.chars().count() < SHORT
}

/// A word or two in capitals.
fn is_label(text: &str) -> bool {
    is_short(text) && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// A row of a grid that is read as one line: a number and what it counts, a formula and its unit. Each cell is a text, and all but
/// one of them are short.
fn as_line(cells: &[Vec<Passage>]) -> Option<String> {
    let text = |cell: &Vec<Passage>| match cell.as_slice() {
        [Passage::Text(text)] => Some(text.clone()),
        _ => None,
    };
    let texts: Vec<String> = cells.iter().map(text).collect::<Option<_>>()?;
    let long = texts.iter().filter(|text| !is_short(text)).count();
    (texts.len() > 1 && long <= 1 && texts.iter().any(|text| is_short(text))).then(|| texts.join(" "))
}

/// Whether a word is broken at the end of a line behind its hyphen, as in `job-` `center`; `børne-` stands alone before `og`.
fn is_broken(language: Language, before: &str, next: &str) -> bool {
    let next = next.split(' ').next().unwrap_or_default();
    let alone = say!(language, "document-after-lone-hyphen").split_whitespace().any(|word| word == next);
    before.ends_with('-') && !before.ends_with(" -") && !alone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_at_the_end_of_a_line_is_the_words_or_stands_for_one() {
        assert!(is_broken(Language::default(), "et job-", "center er"));
        assert!(!is_broken(Language::default(), "børne-", "og ungesager"));
        assert!(!is_broken(Language::default(), "et tal -", "to tal"));
    }

    #[test]
    fn a_number_and_what_it_counts_are_one_line_and_two_texts_are_not() {
        let text = |text: &str| vec![Passage::Text(text.to_owned())];
        let long = "De fleste af dem er i gang igen efter et halvt år, og de andre følger efter.";
        assert_eq!(as_line(&[text("46"), text(long)]), Some(format!("46 {long}")));
        assert_eq!(as_line(&[text(long), text(long)]), None);
        assert_eq!(as_line(&[text("46")]), None);
        assert_eq!(as_line(&[text("46"), vec![Passage::Exhibit("a".to_owned())]]), None);
    }
}
