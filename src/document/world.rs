//! What the compiler sees: the rendered source, its files and our fonts. No disk, no network, no packages, no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Datelike};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

use super::fonts::{BOOK, FONTS};
use super::source::{MAIN, TypstSource};

/// Typst's standard library, built once, with what marks the heads of a table's rows for those who hear it read.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = Features::from_iter([Feature::A11yExtras]);
    LazyHash::new(Library::builder().with_features(features).build())
});

/// The world of one publication.
pub(crate) struct PublicationWorld {
    main: FileId,
    sources: BTreeMap<&'static str, Source>,
    files: BTreeMap<String, Bytes>,
    today: Option<Datetime>,
}

/// The texts of a publication as they were parsed when it was last typeset: what is the same in the next ones keeps its place for
/// the typesetter, which then knows what it has laid out before.
#[derive(Debug, Default)]
pub struct Parsed(BTreeMap<&'static str, Source>);

impl Parsed {
    /// A file with a text, of which only what has changed is parsed.
    fn source(&mut self, id: FileId, text: &str) -> Source {
        let source = self.0.entry(PublicationWorld::path(id)).or_insert_with(|| Source::new(id, String::new()));
        source.replace(text);
        source.clone()
    }
}

impl PublicationWorld {
    /// The world in which `source` is compiled; `created` is what takes the clock's place, in seconds since 1970.
    pub(crate) fn new(source: &TypstSource, created: i64) -> Self {
        Self::again(source, created, &mut Parsed::default())
    }

    /// The same, where texts like these were parsed before.
    pub(crate) fn again(source: &TypstSource, created: i64, parsed: &mut Parsed) -> Self {
        let main = id(MAIN).expect("the name is a plain file name");
        let mut sources = BTreeMap::from([(Self::path(main), parsed.source(main, &source.main))]);
        let mut files = BTreeMap::new();
        for (path, data) in &source.files {
            if let Some(id) = id(path).filter(|id| id.get().vpath().extension() == Some("typ")) {
                sources.insert(Self::path(id), parsed.source(id, &String::from_utf8_lossy(data)));
            }
            files.insert(path.clone(), Bytes::new(data.clone()));
        }
        parsed.0.retain(|path, _| sources.contains_key(path));
        let today = DateTime::from_timestamp(created, 0).and_then(|time| {
            let day = u8::try_from(time.day()).ok()?;
            Datetime::from_ymd(time.year(), u8::try_from(time.month()).ok()?, day)
        });
        Self { main, sources, files, today }
    }

    /// A file's path, as the source names it.
    pub(crate) fn path(id: FileId) -> &'static str {
        id.get().vpath().get_without_slash()
    }
}

/// The compiler's name for a path of ours; none where it is not a plain path.
fn id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// Packages are never fetched, and what is not among our files is not there.
fn not_found(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(PublicationWorld::path(id).into()),
        VirtualRoot::Package(_) => FileError::Other(Some("packages cannot be used in a publication".into())),
    }
}

impl World for PublicationWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let ours = *id.root() == VirtualRoot::Project;
        self.sources.get(Self::path(id)).filter(|_| ours).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let ours = *id.root() == VirtualRoot::Project;
        self.files.get(Self::path(id)).filter(|_| ours).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
