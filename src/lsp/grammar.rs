//! What a spec may hold, from the schema that the program ships: keys by place, their words, and what is said of them.

use serde_json::Value;

use crate::keys::REPORT;

/// The schema of a report's spec.
#[derive(Debug)]
pub(super) struct Grammar(Value);

impl Grammar {
    pub(super) fn new() -> Self {
        Self(serde_json::from_str(REPORT).expect("the schema that a test makes is JSON"))
    }

    /// The keys of the table at a path, and what is said of each.
    pub(super) fn keys(&self, path: &[String]) -> Vec<(&str, &str)> {
        let mut keys: Vec<(&str, &str)> = Vec::new();
        for node in self.at(path) {
            for (key, value) in node["properties"].as_object().into_iter().flatten() {
                if !keys.iter().any(|(known, _)| known == key) {
                    keys.push((key, value["description"].as_str().unwrap_or_default()));
                }
            }
        }
        keys
    }

    /// The words that the value at a path takes, where it takes only some.
    pub(super) fn words(&self, path: &[String]) -> Vec<&str> {
        let nodes = self.at(path);
        nodes.iter().flat_map(|node| node["enum"].as_array().into_iter().flatten().filter_map(Value::as_str)).collect()
    }

    /// Whether the value at a path can be true or false.
    pub(super) fn is_truth(&self, path: &[String]) -> bool {
        self.at(path).iter().any(|node| node["type"] == "boolean")
    }

    /// What is said of the key at a path.
    pub(super) fn says(&self, path: &[String]) -> Option<&str> {
        let (key, above) = path.split_last()?;
        self.keys(above).into_iter().find(|(known, says)| known == key && !says.is_empty()).map(|(_, says)| says)
    }

    /// Whether the key at a path is one that the grammar has, and not a free name.
    pub(super) fn has(&self, path: &[String]) -> bool {
        path.split_last().is_some_and(|(key, above)| self.keys(above).iter().any(|(known, _)| known == key))
    }

    /// All that can stand at a path, lists and choices opened.
    fn at(&self, path: &[String]) -> Vec<&Value> {
        let mut nodes = opened(&self.0);
        for key in path {
            let below = nodes.into_iter().flat_map(|node| {
                let own = node["properties"].get(key).or_else(|| node.get("additionalProperties"));
                own.into_iter().flat_map(opened)
            });
            nodes = below.collect();
        }
        nodes
    }
}

fn opened(node: &Value) -> Vec<&Value> {
    if let Some(any) = node["anyOf"].as_array() {
        return any.iter().flat_map(opened).collect();
    }
    if node["type"] == "array" { opened(&node["items"]) } else { vec![node] }
}

#[cfg(test)]
mod tests {
    use super::Grammar;

    fn path(path: &str) -> Vec<String> {
        path.split('/').filter(|key| !key.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn keys_and_words_are_those_of_the_shipped_schema() {
        let grammar = Grammar::new();
        let has = |at: &str, key: &str| grammar.keys(&path(at)).iter().any(|(known, _)| *known == key);
        assert!(has("", "populations") && has("exhibit", "population") && has("populations/alle", "where"));
        assert!(has("exhibit/chart", "kind") && !has("exhibit/chart", "population"));
        assert!(grammar.words(&path("exhibit/chart/kind")).contains(&"stacked-columns"));
        assert!(grammar.says(&path("report/as-of")).is_some_and(|says| says.contains("status month")));
        assert!(grammar.is_truth(&path("disclosure/synthetic")));
        assert!(grammar.has(&path("populations/alle/from")) && !grammar.has(&path("populations/alle")));
    }
}
