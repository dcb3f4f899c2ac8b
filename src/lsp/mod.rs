//! A language server: what editors are told of a report while it is being written.
//!
//! Input: the editor's messages, and with them the texts of open files, saved or not. Output: findings as `check` tells them, what
//! can stand where one types, what a name is and where it is declared, and the changes that give it another name. Nothing is
//! written: the editor does that. No value of a personal field is told, as findings and published values hold none.

mod check;
mod code;
mod complete;
mod grammar;
mod hover;
mod names;
mod outline;
mod query;
mod rename;
mod server;
mod tell;
mod text;
mod typed;
mod uri;
mod world;

use std::error::Error;

use lsp_server::{Connection, Message};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, OneOf, RenameOptions, SaveOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions,
};

use crate::pipeline::Request;
use server::Server;

/// Serves an editor until it says goodbye. `request` says how reports are read; which one, the editor's files do.
///
/// # Errors
/// The editor breaks the protocol, or goes without a word.
pub fn serve(connection: &Connection, request: Request) -> Result<(), Box<dyn Error + Send + Sync>> {
    let (id, _) = connection.initialize_start()?;
    let told = serde_json::json!({
        "capabilities": capabilities(),
        "serverInfo": { "name": "sporbar", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, told)?;
    let editor = connection.sender.clone();
    let mut server = Server::new(request, move |message| {
        // An editor that has gone need not be told.
        let _gone = editor.send(message);
    });
    for message in &connection.receiver {
        match message {
            Message::Request(asked) => {
                if connection.handle_shutdown(&asked)? {
                    return Ok(());
                }
                connection.sender.send(Message::Response(server.answer(asked)))?;
            }
            Message::Notification(said) => server.hear(said),
            // Nothing is asked of the editor.
            Message::Response(_) => {}
        }
    }
    Ok(())
}

fn capabilities() -> ServerCapabilities {
    let triggers = ["\"", "'", "[", "(", ".", "@", ",", " "];
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers.map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        ..ServerCapabilities::default()
    }
}
