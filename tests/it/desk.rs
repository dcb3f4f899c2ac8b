//! The author's desk: what the installed program does in any folder, without the repository beside it.

mod begun;
mod inferred;
mod installed;
mod rebuilt;
mod released;
