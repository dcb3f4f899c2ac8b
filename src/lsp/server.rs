//! What the editor asks and says, one message after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use lsp_server::{ErrorCode, Message, Notification, Request as Asked, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Notification as _,
};
use lsp_types::request::{
    Completion, GotoDefinition, HoverRequest, PrepareRenameRequest, References, Rename, Request as _,
};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse, CompletionTextEdit,
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Documentation,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverContents, HoverParams, Location, MarkupContent,
    MarkupKind, Position, PrepareRenameResponse, ReferenceParams, RenameParams, TextDocumentPositionParams, TextEdit,
    Uri, WorkspaceEdit,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::check::{Checker, Job, Values};
use super::complete::{Known, Offer};
use super::grammar::Grammar;
use super::names::{Kind, Names, Place};
use super::rename::{self, Renaming};
use super::uri;
use super::world::World;
use crate::pipeline::{Request, Unsaved};
use crate::spec;
use crate::value::Disclosed;

/// What is known of the editor's side.
pub(super) struct Server {
    request: Request,
    /// The texts that are open, saved or not.
    open: Unsaved,
    /// Which files are.
    files: Vec<PathBuf>,
    /// The last text of each report's spec that could be read.
    readable: Vec<(PathBuf, String)>,
    grammar: Grammar,
    checker: Checker,
    values: Values,
}

/// Why a request has no answer, as it is told.
struct Refused(ErrorCode, String);

type Answer = Result<Value, Refused>;

impl Server {
    pub(super) fn new(request: Request, tell: impl Fn(Message) + Send + 'static) -> Self {
        let values = Values::default();
        Self {
            checker: Checker::start(request.clone(), tell, Arc::clone(&values)),
            request,
            open: Unsaved::default(),
            files: Vec::new(),
            readable: Vec::new(),
            grammar: Grammar::new(),
            values,
        }
    }

    /// Answers a request. One that the program fails at is answered too, without what it failed over.
    pub(super) fn answer(&self, asked: Asked) -> Response {
        let (id, method) = (asked.id.clone(), asked.method.clone());
        let work = || match asked.method.as_str() {
            Completion::METHOD => read(asked.params).and_then(|asked| self.complete(asked)),
            HoverRequest::METHOD => read(asked.params).and_then(|asked| self.hover(asked)),
            GotoDefinition::METHOD => read(asked.params).and_then(|asked| self.definition(asked)),
            References::METHOD => read(asked.params).and_then(|asked| self.references(asked)),
            PrepareRenameRequest::METHOD => read(asked.params).and_then(|asked| self.renamed_at(asked)),
            Rename::METHOD => read(asked.params).and_then(|asked| self.rename(asked)),
            _ => Err(Refused(ErrorCode::MethodNotFound, format!("there is no request `{method}`"))),
        };
        let failed =
            || Refused(ErrorCode::InternalError, "the program failed; this is a mistake in Sporbar".to_owned());
        answered(id, catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(failed())))
    }

    /// Takes in what the editor says. What cannot be read is passed over, as the protocol has no answer to it.
    pub(super) fn hear(&mut self, said: Notification) {
        match said.method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Ok(said) = serde_json::from_value::<DidOpenTextDocumentParams>(said.params) {
                    self.write(&said.text_document.uri, said.text_document.text);
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Ok(said) = serde_json::from_value::<DidChangeTextDocumentParams>(said.params) {
                    // Changes are whole texts, as the server asked for.
                    if let Some(change) =
                        said.content_changes.into_iter().next_back().filter(|change| change.range.is_none())
                    {
                        self.write(&said.text_document.uri, change.text);
                    }
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Ok(said) = serde_json::from_value::<DidCloseTextDocumentParams>(said.params)
                    && let Some(path) = uri::path(&said.text_document.uri)
                {
                    self.open.remove(&path);
                    self.files.retain(|file| *file != path);
                    self.check_around(&path);
                }
            }
            DidSaveTextDocument::METHOD => {
                // Extracts may have been changed beside.
                for path in &self.files {
                    self.check_around(path);
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, uri: &Uri, text: String) {
        let Some(path) = uri::path(uri) else { return };
        if path.ends_with("report.toml") && spec::parse("", &text).is_ok() {
            self.readable.retain(|(known, _)| *known != path);
            self.readable.push((path.clone(), text.clone()));
        }
        self.open.insert(&path, text);
        if !self.files.contains(&path) {
            self.files.push(path.clone());
        }
        self.check_around(&path);
    }

    /// Has the report checked that a file belongs to; of a layout or a template that reports share, all that are open.
    fn check_around(&self, path: &Path) {
        let own = report_around(path);
        let shared = own.is_none().then(|| self.files.iter().filter_map(|file| report_around(file)));
        let mut folders: Vec<PathBuf> = own.into_iter().chain(shared.into_iter().flatten()).collect();
        folders.sort();
        folders.dedup();
        for folder in folders {
            self.checker.check(Job { folder, unsaved: self.open.clone() });
        }
    }

    /// Does something with what is known of the report around a file, and with the place that is asked about.
    fn with<T>(&self, uri: &Uri, at: Position, answer: impl FnOnce(&Known<'_>, usize, usize) -> T) -> Option<T> {
        let path = uri::path(uri)?;
        let folder = report_around(&path)?;
        let world = World::read(&folder, &self.open)?;
        let file = world.file(&path)?;
        let offset = world.files[file].text.offset(at);
        let names = Names::of(&world);
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner).get(&folder).cloned();
        let none: Vec<(String, Disclosed)> = Vec::new();
        let readable = self.readable.iter().find(|(spec, _)| *spec == world.files[0].path);
        let known = Known {
            readable: readable.map_or_else(|| world.spec_text(), |(_, text)| text),
            values: values.as_deref().unwrap_or(&none),
            grammar: &self.grammar,
            names: &names,
            world: &world,
        };
        Some(answer(&known, file, offset))
    }

    fn complete(&self, asked: CompletionParams) -> Answer {
        let TextDocumentPositionParams { text_document, position } = asked.text_document_position;
        let items = self.with(&text_document.uri, position, |known, file, offset| {
            let offers = known.offers(file, offset);
            let range = known.world.files[file].text.range(&offers.instead_of);
            let item = |Offer { text, detail, says }: Offer| CompletionItem {
                label: text.clone(),
                kind: Some(if detail == "key" { CompletionItemKind::PROPERTY } else { CompletionItemKind::VALUE }),
                detail: (!detail.is_empty()).then_some(detail),
                documentation: (!says.is_empty()).then_some(Documentation::String(says)),
                filter_text: Some(text.clone()),
                text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
                ..CompletionItem::default()
            };
            offers.offers.into_iter().map(item).collect::<Vec<_>>()
        });
        told(&CompletionResponse::Array(items.unwrap_or_default()))
    }

    fn hover(&self, asked: HoverParams) -> Answer {
        let TextDocumentPositionParams { text_document, position } = asked.text_document_position_params;
        let hover = self.with(&text_document.uri, position, |known, file, offset| {
            let (value, span) = known.hover(file, offset)?;
            let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
            Some(Hover { contents, range: Some(known.world.files[file].text.range(&span)) })
        });
        told(&hover.flatten())
    }

    fn definition(&self, asked: GotoDefinitionParams) -> Answer {
        let TextDocumentPositionParams { text_document, position } = asked.text_document_position_params;
        let place = self.with(&text_document.uri, position, |known, file, offset| {
            let place = known.declaration_at(file, offset)?;
            location(known.world, place).map(GotoDefinitionResponse::Scalar)
        });
        told(&place.flatten())
    }

    fn references(&self, asked: ReferenceParams) -> Answer {
        let TextDocumentPositionParams { text_document, position } = asked.text_document_position;
        let places = self.with(&text_document.uri, position, |known, file, offset| {
            let place = known.names.at(file, offset)?;
            let same = known.names.places.iter().filter(|other| other.kind == place.kind && other.name == place.name);
            let wanted = same.filter(|other| asked.context.include_declaration || !other.declares);
            Some(wanted.filter_map(|other| location(known.world, other)).collect::<Vec<_>>())
        });
        told(&places.flatten())
    }

    fn renamed_at(&self, asked: TextDocumentPositionParams) -> Answer {
        let range = self.with(&asked.text_document.uri, asked.position, |known, file, offset| {
            let place = known.names.at(file, offset).filter(|place| place.kind != Kind::Column)?;
            Some(PrepareRenameResponse::Range(known.world.files[file].text.range(&place.span)))
        });
        told(&range.flatten())
    }

    fn rename(&self, asked: RenameParams) -> Answer {
        let TextDocumentPositionParams { text_document, position } = asked.text_document_position;
        let new = asked.new_name;
        let renamed = self.with(&text_document.uri, position, |known, file, offset| {
            let place = known.names.at(file, offset).ok_or("nothing is named here that could be named otherwise")?;
            let Known { world, names, grammar, .. } = *known;
            let renaming = Renaming { world, names, grammar, kind: place.kind, old: &place.name };
            let places = renaming.places(&new)?;
            self.see_the_same(world, &places, (&place.name, &new))?;
            edit(world, &places, &new).ok_or_else(|| "a file's name cannot be told to the editor".to_owned())
        });
        let none = || Err("this file is part of no report".to_owned());
        match renamed.unwrap_or_else(none) {
            Ok(edit) => told(&edit),
            Err(why) => Err(Refused(ErrorCode::RequestFailed, why)),
        }
    }

    /// Sees that the report says the same under its other name.
    fn see_the_same(&self, world: &World, places: &[&Place], names: (&str, &str)) -> Result<(), String> {
        let mut after = self.open.clone();
        for (file, one) in world.files.iter().enumerate() {
            let mut text = one.text.as_str().to_owned();
            // From behind, so that the places before stay where they are.
            for place in places.iter().rev().filter(|place| place.file == file) {
                text.replace_range(place.span.clone(), names.1);
            }
            after.insert(&one.path, text);
        }
        let folder = world.files[0].path.parent().unwrap_or(Path::new("."));
        rename::same(folder, &self.request, &self.open, &after, names)
    }
}

impl Known<'_> {
    /// Where that is declared which stands at a byte of a file.
    fn declaration_at(&self, file: usize, offset: usize) -> Option<&Place> {
        if let Some(place) = self.names.at(file, offset) {
            return self.names.declaration(place.kind, &place.name);
        }
        let name = self.column_named(file, offset)?;
        self.names.declaration(Kind::Column, &name)
    }
}

/// The changes that write another name.
#[allow(
    clippy::disallowed_types,
    clippy::mutable_key_type,
    reason = "the protocol's types have it so, and its order is of no matter"
)]
fn edit(world: &World, places: &[&Place], new: &str) -> Option<WorkspaceEdit> {
    let mut changes = std::collections::HashMap::new();
    for (number, file) in world.files.iter().enumerate() {
        let own = places.iter().filter(|place| place.file == number);
        let edits: Vec<TextEdit> =
            own.map(|place| TextEdit::new(file.text.range(&place.span), new.to_owned())).collect();
        if !edits.is_empty() {
            changes.insert(uri::of(&file.path)?, edits);
        }
    }
    Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
}

fn location(world: &World, place: &Place) -> Option<Location> {
    let file = &world.files[place.file];
    Some(Location::new(uri::of(&file.path)?, file.text.range(&place.span)))
}

/// The folder of the report that a file belongs to: the nearest above it with a spec.
fn report_around(path: &Path) -> Option<PathBuf> {
    let is_prose = path.extension().is_some_and(|ending| ending == "typ");
    let mut above = path.ancestors().skip(1);
    let found = if is_prose { above.find(|folder| folder.join("report.toml").is_file()) } else { above.next() };
    found.filter(|_| is_prose || path.ends_with("report.toml")).map(Path::to_owned)
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refused> {
    serde_json::from_value(params).map_err(|error| Refused(ErrorCode::InvalidParams, error.to_string()))
}

fn told(answer: &impl Serialize) -> Answer {
    serde_json::to_value(answer).map_err(|error| Refused(ErrorCode::InternalError, error.to_string()))
}

fn answered(id: RequestId, answer: Answer) -> Response {
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(Refused(code, why)) => Response::new_err(id, code as i32, why),
    }
}
