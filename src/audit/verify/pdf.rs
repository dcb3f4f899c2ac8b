//! The text of a PDF, page by page, read from its bytes: what a reader's program finds there.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use crate::parallel;

/// The words on each page of a PDF, in the order they are drawn.
///
/// # Errors
/// The bytes are not a PDF that can be read.
pub fn read_pdf(bytes: &[u8]) -> Result<Vec<Vec<String>>, String> {
    // The reader takes a broken file as a mistake of the program's.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let document = Document::load_mem(bytes).map_err(|error| error.to_string())?;
        let numbers: Vec<u32> = document.get_pages().into_keys().collect();
        let pages = parallel::map(&numbers, |number| {
            let mut words = Words::default();
            output_doc_page(&document, &mut words, *number).map_err(|error| error.to_string())?;
            Ok(words.done())
        });
        pages.into_iter().collect()
    }));
    read.unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

/// Letters gathered to words: those that stand side by side on a line, however they were drawn.
#[derive(Default)]
struct Words {
    /// Those that have come to an end.
    whole: Vec<String>,
    /// The one that has not.
    word: String,
    /// Where the last letter began.
    last: (f64, f64),
}

impl Words {
    fn done(mut self) -> Vec<String> {
        self.end_of_word();
        self.whole
    }

    fn end_of_word(&mut self) {
        if !self.word.is_empty() {
            self.whole.push(std::mem::take(&mut self.word));
        }
    }
}

impl OutputDev for Words {
    fn output_character(
        &mut self,
        at: &Transform,
        _width: f64,
        _spacing: f64,
        size: f64,
        letter: &str,
    ) -> Result<(), OutputError> {
        // The reader does not know how wide a letter is: of a text that is drawn in one go all letters seem to stand where it
        // begins, while a chart draws each by itself. No digit is as wide as this, and the next number is further away.
        let near = 0.8 * libm::hypot(at.m21, at.m22) * size;
        let blank = letter.trim().is_empty();
        if blank || libm::hypot(at.m31 - self.last.0, at.m32 - self.last.1) > near {
            self.end_of_word();
        }
        if !blank {
            self.word.push_str(letter);
        }
        self.last = (at.m31, at.m32);
        Ok(())
    }

    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
