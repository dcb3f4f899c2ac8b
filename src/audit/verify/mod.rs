//! Whether an output is what it says it is: every byte as it is built again, and every number in its PDF accounted for.
//!
//! Input: what stands in the output folder, what a build in memory made, and how that was laid out. Output: what differs, in
//! words. This room builds nothing and reads no disk, and says of a file with people's rows only where it differs.

mod files;
mod numbers;
mod pdf;

pub use files::differences;
pub use numbers::{Numbers, numbers};
pub use pdf::read_pdf;
