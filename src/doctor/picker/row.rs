//! What can be picked: a line on the screen for each thing that a list of the API has.

use serde_json::Value;

use super::Level;
use crate::devopness::resource::{Application, Environment, PipelineDetail, Project};
use crate::provider::by_id;
use crate::provider::credential::by_code;
use crate::text::json::visible;

/// One line that can be picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The thing's id.
    pub id: u64,
    /// Its name, as it can be shown.
    pub name: String,
    /// What else tells it from others, such as `deploy`; may be empty.
    pub note: String,
    /// Whether it is hardly what one looks for: an archived environment, or a pipeline that does not deploy.
    pub unlikely: bool,
    pub(super) thing: Thing,
}

/// What a row stands for, as far as it is needed afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// A project or an environment.
    Place,
    Application(Application),
    Pipeline(PipelineDetail),
}

impl Row {
    /// Reads an item of a level's list. One without an id cannot be picked: its row has the id 0.
    pub(super) fn read(level: Level, value: &Value) -> Row {
        match level {
            Level::Project => {
                let project = Project::parse(value).unwrap_or_default();
                Row::new(project.id, &project.name, String::new(), false, Thing::Place)
            }
            Level::Environment => {
                let environment = Environment::parse(value).unwrap_or_default();
                let archived = if environment.archived { "archived" } else { "" };
                let note = [environment.kind.as_str(), archived].into_iter().filter(|word| !word.is_empty());
                let note = note.collect::<Vec<_>>().join(", ");
                Row::new(environment.id, &environment.name, note, environment.archived, Thing::Place)
            }
            Level::Application => {
                let application = Application::parse(value).unwrap_or_default();
                let own = by_code(application.provider()).and_then(|own| by_id(own.id()));
                let provider = own.map_or("", |provider| provider.name());
                let note = [provider, application.repository.as_str()].into_iter().filter(|word| !word.is_empty());
                let note = note.collect::<Vec<_>>().join(": ");
                Row::new(application.id, &application.name.clone(), note, false, Thing::Application(application))
            }
            Level::Pipeline => {
                let pipeline = PipelineDetail::parse(value).unwrap_or_default();
                let (name, operation) = (pipeline.name.clone(), pipeline.operation.clone());
                Row::new(pipeline.id, &name, operation, !pipeline.deploys(), Thing::Pipeline(pipeline))
            }
        }
    }

    fn new(id: u64, name: &str, note: String, unlikely: bool, thing: Thing) -> Row {
        let name = if name.trim().is_empty() { id.to_string() } else { visible(name) };
        Row { id, name, note: visible(&note), unlikely, thing }
    }

    /// Whether it is meant by what somebody types to find it.
    pub fn matches(&self, query: &str) -> bool {
        matches(query, &[&self.name, " ", &self.note].concat(), self.id)
    }
}

/// Whether every word of a query is part of a thing's name or number, in upper or lower case.
pub fn matches(query: &str, name: &str, id: u64) -> bool {
    let (name, id) = (name.to_lowercase(), id.to_string());
    query.to_lowercase().split_whitespace().all(|word| name.contains(word) || id.contains(word))
}

/// Puts what is unlikely last. Otherwise the API's order stays.
pub(super) fn likely_first(rows: Vec<Row>) -> Vec<Row> {
    let (mut likely, unlikely): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| !row.unlikely);
    likely.extend(unlikely);
    likely
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_tells_its_thing_from_others() {
        let check = |level: Level, value: Value, id: u64, name: &str, note: &str, unlikely: bool| {
            let row = Row::read(level, &value);
            assert_eq!((row.id, row.name.as_str(), row.note.as_str(), row.unlikely), (id, name, note, unlikely));
        };
        check(Level::Project, json!({"id": 3, "name": "Sandbox"}), 3, "Sandbox", "", false);
        check(Level::Project, json!({"id": 3, "name": " "}), 3, "3", "", false);
        check(Level::Project, json!(null), 0, "0", "", false);
        check(Level::Project, json!({"id": 3, "name": "a\u{202e}b"}), 3, "a\\u202eb", "", false);
        let environment =
            |archived: Value| json!({"id": 12, "name": "live", "type": "production", "archived_at": archived});
        check(Level::Environment, environment(json!(null)), 12, "live", "production", false);
        check(Level::Environment, environment(json!("2026-01-05")), 12, "live", "production, archived", true);
        check(Level::Environment, json!({"id": 12, "name": "live", "archived_at": 1}), 12, "live", "archived", true);
        let application = |code: &str, repository: &str| json!({"id": 34, "name": "shop", "repository": repository, "credential": {"provider": {"code": code}}});
        check(Level::Application, application("gitlab", "a/b/c"), 34, "shop", "GitLab: a/b/c", false);
        check(Level::Application, application("aws", "a/b"), 34, "shop", "a/b", false);
        check(Level::Application, application("github", ""), 34, "shop", "GitHub", false);
        let pipeline = |operation: &str, resource_type: &str| json!({"id": 512, "name": "Run", "operation": operation, "resource_type": resource_type});
        check(Level::Pipeline, pipeline("deploy", "application"), 512, "Run", "deploy", false);
        check(Level::Pipeline, pipeline("restart", "application"), 512, "Run", "restart", true);
        check(Level::Pipeline, pipeline("deploy", "daemon"), 512, "Run", "deploy", true);
    }

    #[test]
    fn every_word_of_a_query_is_in_name_or_number() {
        for (query, expected) in [
            ("", true),
            ("  ", true),
            ("deploy", true),
            ("DEPLOY shop", true),
            ("shop deploy", true),
            ("hop", true),
            ("51", true),
            ("512 shop", true),
            ("é", true),
            ("É", true),
            ("deploy shops", false),
            ("513", false),
            ("deployshop", false),
        ] {
            assert_eq!(matches(query, "Deploy Shop É", 512), expected, "{query:?}");
        }
        let row = Row::read(Level::Environment, &json!({"id": 12, "name": "live", "type": "production"}));
        assert!(row.matches("prod live") && !row.matches("staging"));
    }

    #[test]
    fn what_is_unlikely_comes_last_and_the_order_stays() {
        let row = |id: u64, unlikely: bool| Row::new(id, "x", String::new(), unlikely, Thing::Place);
        let rows = vec![row(1, true), row(2, false), row(3, true), row(4, false)];
        let ids: Vec<u64> = likely_first(rows).iter().map(|row| row.id).collect();
        assert_eq!(ids, [2, 4, 1, 3]);
    }
}
