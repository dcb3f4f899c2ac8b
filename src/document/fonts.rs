//! The fonts that publications are set in: Inter, shipped with the program, so that no machine's fonts matter.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The font files by name.
pub const FILES: [(&str, &[u8]); 5] = [
    ("Inter-Regular.otf", include_bytes!("../../templates/fonts/Inter-Regular.otf")),
    ("Inter-Medium.otf", include_bytes!("../../templates/fonts/Inter-Medium.otf")),
    ("Inter-SemiBold.otf", include_bytes!("../../templates/fonts/Inter-SemiBold.otf")),
    ("Inter-Bold.otf", include_bytes!("../../templates/fonts/Inter-Bold.otf")),
    ("Inter-Italic.otf", include_bytes!("../../templates/fonts/Inter-Italic.otf")),
];

/// The fonts, read once.
pub(crate) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().flat_map(|(_, data)| Font::iter(Bytes::new(*data))).collect());

/// What Typst asks to choose among them.
pub(crate) static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
