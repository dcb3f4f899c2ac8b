//! The program as it is called: help, exit statuses, messages, and the same bytes wherever it runs.

mod checked;
mod hostile;
mod kept;
mod locked;
mod messages;
mod pictures;
mod quality_log;
mod review;
mod same_bytes;
mod several;
mod small;
mod status;
mod unchanged;
mod verified;
