//! The files of the programmes as they are written, and where in them a rule stands.

use std::collections::BTreeMap;

use kernel::Node;
use kernel::document::{self, Content};
use platform::ContentFile;
use serde_json::Value as Json;

use crate::Catalogue;

/// The file of a programme.
pub struct Written {
    pub text: String,
    root: Option<Node>,
}

/// The rules of an edition or a course as they are written.
#[derive(Clone, Copy, Default)]
pub struct WrittenRules<'a>(Option<&'a Node>);

/// The files of the programmes by their ids.
pub fn read(catalogue: &Catalogue, files: &[ContentFile]) -> BTreeMap<String, Written> {
    let of_file = |file: &ContentFile| {
        let found = (catalogue.programmes.iter()).find(|one| *one.place.file == *file.path);
        let written = Written {
            root: document::read(&file.path, &file.body).ok().flatten(),
            text: file.body.clone(),
        };
        found.map(|programme| (programme.id.clone(), written))
    };
    files.iter().filter_map(of_file).collect()
}

impl Written {
    /// The rules of the edition with that number.
    pub fn edition(&self, index: usize) -> WrittenRules<'_> {
        let root = self.root.as_ref();
        match root.and_then(|root| entry(root, "editions")) {
            Some(editions) => WrittenRules(items(editions).get(index)),
            None => WrittenRules(root),
        }
    }
}

impl<'a> WrittenRules<'a> {
    /// The rules of one course.
    pub fn course(self, id: &str) -> WrittenRules<'a> {
        WrittenRules(self.part("courses", id))
    }

    /// The rule of a condition: what stands under `rule`, the entry of `excludes`, or the minimum grant.
    pub fn condition(self, id: &str) -> Option<Json> {
        if let Some(condition) = self.part("conditions", id) {
            return entry(condition, "rule").map(json);
        }
        if id == "minimum-grant" {
            return entry(entry(self.0?, "amount")?, "minimum_grant").map(json);
        }
        let excluded = id.strip_prefix("excludes-")?;
        let all = items(entry(self.0?, "excludes")?);
        let found = all.iter().find(|one| programmes(one) == excluded)?;
        Some(serde_json::json!({ "excludes": json(found) }))
    }

    pub fn amount(self) -> Option<Json> {
        entry(self.0?, "amount").map(json)
    }

    fn part(self, list: &str, id: &str) -> Option<&'a Node> {
        let all = items(entry(self.0?, list)?);
        all.iter()
            .find(|one| entry(one, "id").and_then(Node::scalar) == Some(id))
    }
}

/// The programmes of an exclusion, as its condition is called after them.
fn programmes(exclusion: &Node) -> String {
    let one = entry(exclusion, "programme").into_iter();
    let several = entry(exclusion, "programmes")
        .map(items)
        .unwrap_or_default();
    let ids: Vec<&str> = one.chain(several).filter_map(Node::scalar).collect();
    ids.join("-")
}

fn entry<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let Content::Mapping(entries) = &node.content else {
        return None;
    };
    let found = entries.iter().find(|(key, _)| key.scalar() == Some(name));
    found.map(|(_, value)| value)
}

fn items(node: &Node) -> &[Node] {
    match &node.content {
        Content::Sequence(items) => items,
        Content::Scalar(_) | Content::Mapping(_) => &[],
    }
}

/// A value as it is written: every scalar is text.
fn json(node: &Node) -> Json {
    match &node.content {
        Content::Scalar(text) => Json::String(text.clone()),
        Content::Sequence(items) => items.iter().map(json).collect(),
        Content::Mapping(entries) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| (key.scalar().unwrap_or_default().to_owned(), json(value)))
                .collect(),
        ),
    }
}
