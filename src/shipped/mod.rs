//! What the program has within it, so that it works in any folder: the designs, what they share, and the standard layouts.
//! The fonts stand in the room that sets with them, `document`. A project's own file takes the place of one that is here.

/// The files by their paths in a project, in order; the build script lists them.
pub const FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The files below a folder of a project, such as `data-schema` or `templates/faelles`, each by its path from there.
pub fn below(folder: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.iter().filter_map(move |(path, bytes)| Some((path.strip_prefix(folder)?.strip_prefix('/')?, *bytes)))
}

/// The file that stands at a path.
pub fn file(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(own, _)| *own == path).map(|(_, bytes)| *bytes)
}

/// The designs: the folders of `templates` that a spec can name.
pub fn designs() -> Vec<&'static str> {
    let mut designs: Vec<&str> = FILES
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("templates/")?.strip_suffix("/report.typ"))
        .filter(|design| !design.contains('/'))
        .collect();
    designs.dedup();
    designs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn designs_and_layouts_are_within() {
        assert!(designs().contains(&"statusmaaling"), "{:?}", designs());
        assert!(!designs().contains(&"faelles"), "what the designs share is none");
        assert!(below("data-schema").any(|(name, _)| name == "opus-udgifter.json"));
        assert!(file("templates/faelles/makroer.typ").is_some_and(|bytes| !bytes.is_empty()));
        assert_eq!(below("templates/fael").count(), 0, "a folder is named whole");
    }
}
