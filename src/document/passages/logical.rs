//! A typeset document as a tree of what belongs together, as its PDF has it for those who have it read aloud.
//!
//! Pages are frames within frames, with a mark where an element begins and one where it ends. A frame may belong elsewhere than
//! where it stands: a footnote to its sign, the rest of a cell to the cell on the page before.

use std::collections::BTreeMap;

use typst::foundations::{Content, NativeElement, Packed, Smart, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, FrameKind, GridCell, GridElem, HideElem, Point, RepeatElem, Transform};
use typst::model::{
    FigureElem, FootnoteElem, FootnoteEntry, HeadingElem, OutlineElem, ParElem, TableCell, TableElem, TermItem,
};
use typst::pdf::{ArtifactElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::visualize::{ImageElem, ImageKind};
use typst_layout::PagedDocument;

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// The document, or what only holds others together.
    Whole,
    /// Nothing in it is told.
    PassedOver,
    Contents,
    Heading(usize),
    Paragraph,
    /// What stands before an item of a list: its bullet, or its number.
    Marker,
    Item,
    Grid,
    /// A table, and which of its rows are heads.
    Table(Vec<bool>),
    Cell(Cell),
    /// The sign of a footnote, which the footnote belongs to.
    Sign,
    Footnote,
    /// A figure that is no exhibit, and an image: what it shows, if that is said.
    Figure(Option<String>),
}

/// Where a cell stands: its row and column, and over how many of them it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) down: usize,
    pub(super) across: usize,
}

/// A run of letters on a page.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) page: usize,
    pub(super) at: (f64, f64),
    pub(super) size: f64,
    pub(super) width: f64,
}

/// What a node consists of.
#[derive(Debug)]
pub(super) enum Piece {
    Node(usize),
    Run(Run),
    /// A block or a box begins or ends.
    Edge,
    Exhibit(String),
    Drawing(String),
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) pieces: Vec<Piece>,
}

/// The tree: its nodes, of which the first is the document.
#[derive(Debug)]
pub(super) struct Logical(pub(super) Vec<Node>);

/// The document as a tree; `exhibits` are known by their labels and `drawings` by their bytes.
pub(super) fn read(document: &PagedDocument, exhibits: Vec<&str>, drawings: BTreeMap<&[u8], &str>) -> Logical {
    let whole = Node { kind: Kind::Whole, pieces: Vec::new() };
    let mut reader = Reader { exhibits, drawings, nodes: vec![whole], ..Reader::default() };
    for (number, page) in document.pages().iter().enumerate() {
        reader.page = number;
        reader.frame(&page.frame, Transform::identity());
    }
    Logical(reader.nodes)
}

#[derive(Default)]
struct Reader<'a> {
    exhibits: Vec<&'a str>,
    drawings: BTreeMap<&'a [u8], &'a str>,
    nodes: Vec<Node>,
    page: usize,
    /// What is open, with the place that ends it; none where a frame does.
    open: Vec<(Option<Location>, usize)>,
    /// Which node a place is.
    located: BTreeMap<u128, usize>,
    /// What is open at the end of a frame whose parent goes on in another.
    unfinished: BTreeMap<u128, Vec<(Option<Location>, usize)>>,
}

impl Reader<'_> {
    fn current(&mut self) -> &mut Node {
        let at = self.open.last().map_or(0, |(_, node)| *node);
        &mut self.nodes[at]
    }

    fn put(&mut self, piece: Piece) {
        self.current().pieces.push(piece);
    }

    /// The node of a place; made where what belongs to it comes before itself.
    fn node(&mut self, location: Location) -> usize {
        let next = self.nodes.len();
        let node = *self.located.entry(location.hash()).or_insert(next);
        if node == next {
            self.nodes.push(Node { kind: Kind::Whole, pieces: Vec::new() });
        }
        node
    }

    fn frame(&mut self, frame: &Frame, to_page: Transform) {
        let is_edge = frame.kind() == FrameKind::Hard;
        if is_edge {
            self.put(Piece::Edge);
        }
        for (position, item) in frame.items() {
            let here = to_page.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => {
                    let here = here.pre_concat(group.transform);
                    match group.parent {
                        Some(parent) => self.belonging(parent.location, &group.frame, here),
                        None => self.frame(&group.frame, here),
                    }
                }
                FrameItem::Text(run) => {
                    let at = Point::zero().transform(here);
                    let at = (at.x.to_pt(), at.y.to_pt());
                    let (size, width) = (run.size.to_pt(), run.width().to_pt());
                    let run = Run { text: run.text.to_string(), page: self.page, at, size, width };
                    self.put(Piece::Run(run));
                }
                FrameItem::Image(image, ..) => {
                    if let ImageKind::Svg(svg) = image.kind()
                        && let Some(id) = self.drawings.get(svg.data().as_slice())
                    {
                        let drawing = Piece::Drawing((*id).to_owned());
                        self.put(drawing);
                    }
                }
                FrameItem::Tag(Tag::Start(element, _)) => self.begin(element),
                FrameItem::Tag(Tag::End(location, ..)) => {
                    if let Some(at) = self.open.iter().rposition(|(open, _)| *open == Some(*location)) {
                        self.open.remove(at);
                    }
                }
                _ => {}
            }
        }
        if is_edge {
            self.put(Piece::Edge);
        }
    }

    /// A frame that belongs to what is at another place.
    fn belonging(&mut self, parent: Location, frame: &Frame, to_page: Transform) {
        let depth = self.open.len();
        let node = self.node(parent);
        self.open.push((None, node));
        let before = self.unfinished.remove(&parent.hash()).unwrap_or_default();
        self.open.extend(before);
        self.frame(frame, to_page);
        let after = self.open.split_off((depth + 1).min(self.open.len()));
        if !after.is_empty() {
            self.unfinished.insert(parent.hash(), after);
        }
        self.open.truncate(depth);
    }

    fn begin(&mut self, element: &Content) {
        let label = element.label().map(|label| label.resolve().as_str().to_owned());
        let shown = label.filter(|label| self.exhibits.contains(&label.as_str()));
        let is_shown = shown.is_some();
        if let Some(id) = shown {
            self.put(Piece::Exhibit(id));
        }
        let Some(location) = element.location() else { return };
        let Some(kind) = kind(element, is_shown) else { return };
        let mut node = self.node(location);
        if self.nodes[node].kind != Kind::Whole {
            // The same once more is another.
            node = self.nodes.len();
            self.nodes.push(Node { kind: Kind::Whole, pieces: Vec::new() });
        }
        self.nodes[node].kind = kind;
        self.put(Piece::Node(node));
        self.open.push((Some(location), node));
    }
}

/// What an element is, if it is something to know.
fn kind(element: &Content, is_shown: bool) -> Option<Kind> {
    let is_one_of = |kinds: &[typst::foundations::Element]| kinds.contains(&element.elem());
    let own = StyleChain::default();
    Some(if is_one_of(&[ArtifactElem::ELEM, HideElem::ELEM, RepeatElem::ELEM]) {
        Kind::PassedOver
    } else if is_one_of(&[OutlineElem::ELEM]) {
        Kind::Contents
    } else if let Some(figure) = element.to_packed::<FigureElem>() {
        if is_shown { Kind::PassedOver } else { Kind::Figure(figure.alt.get_cloned(own).map(|alt| alt.to_string())) }
    } else if let Some(image) = element.to_packed::<ImageElem>() {
        Kind::Figure(image.alt.get_cloned(own).map(|alt| alt.to_string()))
    } else if let Some(heading) = element.to_packed::<HeadingElem>() {
        Kind::Heading(heading.resolve_level(own).get())
    } else if let Some(table) = element.to_packed::<TableElem>() {
        Kind::Table(heads(table))
    } else if let Some(cell) = element.to_packed::<TableCell>() {
        let place = [cell.y.get(own), cell.x.get(own)];
        cell_at(cell.is_repeated.get(own), place, (cell.rowspan.get(own).get(), cell.colspan.get(own).get()))
    } else if let Some(cell) = element.to_packed::<GridCell>() {
        let place = [cell.y.get(own), cell.x.get(own)];
        cell_at(cell.is_repeated.get(own), place, (cell.rowspan.get(own).get(), cell.colspan.get(own).get()))
    } else if is_one_of(&[GridElem::ELEM]) {
        Kind::Grid
    } else if let Some(marked) = element.to_packed::<PdfMarkerTag>() {
        match marked.kind {
            PdfMarkerTagKind::ListItemLabel => Kind::Marker,
            PdfMarkerTagKind::ListItemBody => Kind::Item,
            _ => return None,
        }
    } else if is_one_of(&[ParElem::ELEM, TermItem::ELEM]) {
        Kind::Paragraph
    } else if is_one_of(&[FootnoteElem::ELEM]) {
        Kind::Sign
    } else if is_one_of(&[FootnoteEntry::ELEM]) {
        Kind::Footnote
    } else {
        return None;
    })
}

/// A head or foot that is repeated on a further page has been read.
fn cell_at(repeated: bool, [row, column]: [Smart<usize>; 2], (down, across): (usize, usize)) -> Kind {
    if repeated {
        return Kind::PassedOver;
    }
    let number = |place: Smart<usize>| place.custom().unwrap_or_default();
    Kind::Cell(Cell { row: number(row), column: number(column), down, across })
}

/// Which rows of a table are heads.
fn heads(table: &Packed<TableElem>) -> Vec<bool> {
    let Some(grid) = &table.grid else { return Vec::new() };
    let row = |row: usize| if grid.has_gutter { 2 * row } else { row };
    let is_head = |at: usize| grid.headers.iter().any(|head| head.range.contains(&row(at)));
    (0..grid.non_gutter_row_count()).map(is_head).collect()
}
