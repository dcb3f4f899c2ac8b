//! A drawing as its elements, with every text laid out in the shipped fonts.

use std::sync::{Arc, LazyLock};

use resvg::usvg::{FontFamily, Group, Node, Options, Text, Tree, fontdb};

use super::Undrawable;
use crate::document::FONTS;

/// The family that is shipped.
pub(super) const FAMILY: &str = "Inter";

static SHIPPED: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for (_, bytes) in FONTS {
        fonts.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
    }
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// The elements of a drawing.
pub(super) fn tree(svg: &str) -> Result<Tree, Undrawable> {
    let options = Options { fontdb: Arc::clone(&SHIPPED), font_family: FAMILY.to_owned(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| Undrawable(error.to_string()))
}

/// The texts of a drawing: each stretch of one weight, with the weight.
pub(super) fn texts(tree: &Tree) -> Vec<(u16, String)> {
    let mut found = Vec::new();
    walk(tree.root(), &mut |text| {
        for chunk in text.chunks() {
            for span in chunk.spans() {
                debug_assert!(span.font().families().contains(&FontFamily::Named(FAMILY.to_owned())));
                found.push((span.font().weight(), chunk.text()[span.start()..span.end()].to_owned()));
            }
        }
    });
    found
}

fn walk(group: &Group, each: &mut impl FnMut(&Text)) {
    for node in group.children() {
        match node {
            Node::Group(inner) => walk(inner, each),
            Node::Text(text) => each(text),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}
