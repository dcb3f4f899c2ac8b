//! A browser, spoken to as the W3C's `WebDriver` says.

use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The element's key in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are no letters.
pub(super) mod key {
    pub(in super::super) const ENTER: &str = "\u{e007}";
    pub(in super::super) const ESCAPE: &str = "\u{e00c}";
    pub(in super::super) const TAB: &str = "\u{e004}";
    pub(in super::super) const LEFT: &str = "\u{e012}";
    pub(in super::super) const RIGHT: &str = "\u{e014}";
    pub(in super::super) const DOWN: &str = "\u{e015}";
    pub(in super::super) const END: &str = "\u{e010}";
}

/// A window of a browser with nothing in it, which closes when it goes out of scope.
pub(super) struct Browser {
    agent: ureq::Agent,
    session: String,
    _profile: TempDir,
}

impl Browser {
    /// Opens a browser.
    #[expect(clippy::disallowed_methods, reason = "what is tested does not read the environment; its test does")]
    pub(super) fn start() -> Self {
        let server = std::env::var("SPORBAR_WEBDRIVER").expect("SPORBAR_WEBDRIVER names a chromedriver that listens");
        let profile = tempfile::tempdir().expect("a scratch folder");
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        let agent: ureq::Agent = config.into();
        let directory = format!("--user-data-dir={}", profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            // A test follows links faster than any hand; the browser would hold it back.
            "--disable-ipc-flooding-protection",
            "--window-size=1400,900",
            &directory,
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let server = server.trim_end_matches('/');
        let made = post(&agent, &format!("{server}/session"), &wanted);
        let id = made["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {made}"));
        let browser = Self { session: format!("{server}/session/{id}"), agent, _profile: profile };
        // What the browser's own first page asked for is no matter of ours.
        browser.open("about:blank");
        browser.requests();
        browser
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let said = post(&self.agent, &format!("{}/{path}", self.session), body);
        assert!(said.get("error").is_none(), "{path} {body}: {said}");
        said
    }

    /// Goes to an address.
    pub(super) fn open(&self, address: &str) {
        self.post("url", &json!({"url": address}));
    }

    /// One step back or forward.
    pub(super) fn step(&self, way: &str) {
        self.post(way, &json!({}));
    }

    /// What a script gives.
    pub(super) fn run(&self, script: &str) -> Value {
        self.post("execute/sync", &json!({"script": script, "args": []}))
    }

    /// Shows the page as on a screen so wide, in light or in dark.
    pub(super) fn screen(&self, width: u32, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        for (command, parameters) in
            [("Emulation.setEmulatedMedia", media), ("Emulation.setDeviceMetricsOverride", size)]
        {
            self.post("goog/cdp/execute", &json!({"cmd": command, "params": parameters}));
        }
    }

    /// Shows the page as on paper so wide.
    pub(super) fn paper(&self, width: u32) {
        let size = json!({"width": width, "height": 700, "deviceScaleFactor": 1, "mobile": false});
        for (command, parameters) in
            [("Emulation.setEmulatedMedia", json!({"media": "print"})), ("Emulation.setDeviceMetricsOverride", size)]
        {
            self.post("goog/cdp/execute", &json!({"cmd": command, "params": parameters}));
        }
    }

    /// What a script gives to the function that is its last argument, after these.
    pub(super) fn run_long(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("timeouts", &json!({"script": 120_000}));
        self.post("execute/async", &json!({"script": script, "args": arguments}))
    }

    /// The text that a script gives.
    pub(super) fn text(&self, script: &str) -> String {
        match self.run(script) {
            Value::String(text) => text,
            other => panic!("{script} gives {other}"),
        }
    }

    /// Waits until a script gives true, for some twenty seconds. A page that is being loaded has parts that are not there yet, and
    /// a script that fails for want of them is asked again; what it failed of is told where it never succeeds.
    pub(super) fn wait(&self, script: &str) {
        let asked = json!({"script": script, "args": []});
        let mut said = Value::Null;
        for _ in 0..800 {
            said = post(&self.agent, &format!("{}/execute/sync", self.session), &asked);
            let loading = said["error"] == "javascript error";
            assert!(loading || said.get("error").is_none(), "{script}: {said}");
            if said == Value::Bool(true) {
                return;
            }
            sleep(Duration::from_millis(25));
        }
        panic!("never so: {script}\n{said}\n{}", self.text("return document.body.innerText"));
    }

    /// Clicks the first element that the selector finds, as a hand would.
    pub(super) fn click(&self, selector: &str) {
        let found = self.post("element", &json!({"using": "css selector", "value": selector}));
        let id = found[ELEMENT].as_str().unwrap_or_else(|| panic!("{selector}: {found}"));
        self.post(&format!("element/{id}/click"), &json!({}));
    }

    /// Types, wherever the focus is.
    pub(super) fn keys(&self, text: &str) {
        let strokes: Vec<Value> = text
            .chars()
            .flat_map(|key| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})])
            .collect();
        self.post("actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]}));
    }

    /// Makes the window so large.
    pub(super) fn size(&self, width: u32, height: u32) {
        self.post("window/rect", &json!({"width": width, "height": height}));
    }

    /// What has been said in the console since it was last asked.
    pub(super) fn console(&self) -> Vec<String> {
        let said = self.post("se/log", &json!({"type": "browser"}));
        let lines = said.as_array().into_iter().flatten();
        lines.map(|line| line["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The addresses of all requests since it was last asked.
    pub(super) fn requests(&self) -> Vec<String> {
        let said = self.post("se/log", &json!({"type": "performance"}));
        let events = said.as_array().into_iter().flatten().filter_map(|line| {
            let event: Value = serde_json::from_str(line["message"].as_str()?).ok()?;
            let event = event.get("message")?.clone();
            (event["method"] == "Network.requestWillBeSent").then_some(event)
        });
        events.filter_map(|event| Some(event["params"]["request"]["url"].as_str()?.to_owned())).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A browser that is gone already needs no closing.
        drop(self.agent.delete(&self.session).call());
    }
}

fn post(agent: &ureq::Agent, url: &str, body: &Value) -> Value {
    let mut answer = agent.post(url).send_json(body).unwrap_or_else(|error| panic!("{url}: {error}"));
    let said: Value = answer.body_mut().with_config().limit(200_000_000).read_json().expect("an answer in JSON");
    said["value"].clone()
}
