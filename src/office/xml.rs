//! XML as it is built up: elements, their attributes, and texts. A library writes it, so that no text is ever taken for a tag.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element.
#[derive(Debug, Clone)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    inner: Vec<Inner>,
}

#[derive(Debug, Clone)]
enum Inner {
    Element(Element),
    Text(String),
}

/// An element of this name.
pub(super) fn el(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), inner: Vec::new() }
}

impl Element {
    /// Gives it an attribute.
    pub(super) fn set(mut self, name: &'static str, value: impl ToString) -> Self {
        self.attributes.push((name, allowed(&value.to_string())));
        self
    }

    /// Gives it several attributes.
    pub(super) fn set_all(self, attributes: &[(&'static str, &str)]) -> Self {
        attributes.iter().fold(self, |element, (name, value)| element.set(name, value))
    }

    /// Puts an element into it, behind those that are there.
    pub(super) fn put(self, inner: Element) -> Self {
        self.all([inner])
    }

    /// Puts elements into it, behind those that are there.
    pub(super) fn all(mut self, inner: impl IntoIterator<Item = Element>) -> Self {
        self.inner.extend(inner.into_iter().map(Inner::Element));
        self
    }

    /// Puts a text into it.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.inner.push(Inner::Text(allowed(text)));
        self
    }

    /// The file that has it as its root.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new());
        let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes")));
        let written = writer.write_event(declaration).and_then(|()| self.write(&mut writer));
        written.expect("memory takes whatever is written");
        writer.into_inner()
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let attributes = self.attributes.iter().map(|(name, value)| (*name, value.as_str()));
        let start = BytesStart::new(self.name).with_attributes(attributes);
        if self.inner.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for inner in &self.inner {
            match inner {
                Inner::Element(element) => element.write(writer)?,
                Inner::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// A text without what no XML can hold.
fn allowed(text: &str) -> String {
    let allowed = |letter: &char| matches!(letter, '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_tag_and_has_nothing_that_no_file_can_hold() {
        let odd = "<a b=\"c\"> & 'd' ]]>\u{0}\u{b}\u{ffff}•";
        let file = el("x").set("y", odd).put(el("z").text(odd)).put(el("e")).file();
        let file = String::from_utf8(file).expect("UTF-8");
        let raw = |before: &str, after: &str| {
            let part = file.split_once(before).and_then(|(_, rest)| rest.split_once(after)).expect("it is there").0;
            quick_xml::escape::unescape(part).expect("entities that there are").into_owned()
        };
        let (attribute, text) = (raw("y=\"", "\">"), raw("<z>", "</z>"));
        let wanted = "<a b=\"c\"> & 'd' ]]>•";
        assert_eq!((attribute.as_str(), text.as_str()), (wanted, wanted));
        assert_eq!(file.matches('<').count(), 6, "{file}");
        assert!(
            file.contains("<e/>") && file.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>")
        );
    }
}
