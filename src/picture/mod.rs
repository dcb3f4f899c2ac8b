//! A chart as a file for other programs: its SVG with the letters it uses in it, the same without any letters, or an image.
//!
//! A chart's own SVG names its font and does not have it; within the PDF and the audit book the font is beside it. A file that is
//! taken elsewhere must look the same there. Only the fonts shipped with the program take part, and the same drawing gives the
//! same bytes.

mod embed;
mod font;
mod image;
mod outline;
mod tree;

pub use embed::embedded;
pub use image::{PIXELS_PER_INCH, png};
pub use outline::outlined;

/// A drawing that cannot be made a picture, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undrawable(pub String);
