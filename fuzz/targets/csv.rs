#![no_main]

#[path = "../drive.rs"]
mod drive;

// A panic that the program catches is none; what escapes it ends the run all the same.
libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| drive::drive("csv", bytes));
