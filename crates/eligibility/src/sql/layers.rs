//! What is used more than once is computed once: as a column of an inner query, layer upon layer. Both databases would
//! write the layers into each other and compute again, twofold at each, so a fence stands between two.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::steps::{Made, Piece, Steps};
use super::{Dialect, NoSql, TABLE};
use crate::fact::Facts;
use crate::settled::{Settled, Step};

/// How deep one text may stand in others: SQLite refuses expressions deeper than 1000.
const DEEPEST: usize = 60;

/// The steps of one statement, as columns of layers.
pub(super) struct Layers {
    /// For each layer above the table the columns that it computes, by name.
    computed: Vec<BTreeMap<String, Text>>,
    /// What the answer reads.
    roots: HashMap<Step, Text>,
}

/// The text of a step as the layer above its columns may write it.
#[derive(Clone, Debug, Default)]
struct Text {
    sql: String,
    /// The columns that it reads, of the table and of layers.
    reads: BTreeSet<String>,
    /// The first layer that can give them all; 0 is the table.
    layer: usize,
    depth: usize,
}

impl Layers {
    pub(super) fn of(settled: &Settled, facts: &Facts, roots: &[Step]) -> Result<Layers, NoSql> {
        let steps = Steps::new(settled, facts);
        let mut uses: HashMap<Step, usize> = HashMap::new();
        // What an answer reads is a column of its own, unless it is short.
        for root in roots {
            *uses.entry(*root).or_default() += 2;
        }
        let mut made: Vec<(Step, Made)> = Vec::new();
        for step in settled.graph.steps().iter().rev() {
            if !uses.contains_key(step) {
                continue;
            }
            let one = steps.made(*step)?;
            for piece in &one.pieces {
                if let Piece::Step(part) = piece {
                    *uses.entry(*part).or_default() += 1;
                }
            }
            made.push((*step, one));
        }
        let mut texts: HashMap<Step, Text> = HashMap::new();
        let mut computed: Vec<BTreeMap<String, Text>> = Vec::new();
        for (step, one) in made.into_iter().rev() {
            let mut text = Text::default();
            for piece in &one.pieces {
                text.add(piece, &texts);
            }
            if !one.short && (uses[&step] > 1 || text.depth > DEEPEST) {
                text = name(step, text, &mut computed);
            }
            texts.insert(step, text);
        }
        let roots = roots.iter().map(|root| (*root, texts[root].clone()));
        Ok(Layers {
            computed,
            roots: roots.collect(),
        })
    }

    /// What the outermost query writes for one of the roots.
    pub(super) fn root(&self, step: Step) -> &str {
        &self.roots[&step].sql
    }

    /// The layers as `WITH …`, and what to select from.
    pub(super) fn text(&self, dialect: Dialect) -> (String, String) {
        let mut wanted: BTreeSet<&String> =
            self.roots.values().flat_map(|text| &text.reads).collect();
        let mut said: Vec<String> = Vec::new();
        let mut from = TABLE.to_owned();
        for (index, columns) in self.computed.iter().enumerate().rev() {
            let mut selected = vec!["\"id\"".to_owned()];
            let mut below: BTreeSet<&String> = BTreeSet::new();
            for name in wanted {
                match columns.get(name) {
                    Some(text) => {
                        below.extend(&text.reads);
                        selected.push(format!("{} AS {name}", text.sql));
                    }
                    None => {
                        below.insert(name);
                        selected.push(name.clone());
                    }
                }
            }
            let source = match index {
                0 => TABLE.to_owned(),
                index => layer_name(index),
            };
            said.push(format!(
                "{} AS (\n  SELECT {}\n    FROM {source} {}\n)",
                layer_name(index + 1),
                selected.join(",\n         "),
                dialect.fence()
            ));
            wanted = below;
        }
        if said.is_empty() {
            return (String::new(), from);
        }
        from = layer_name(self.computed.len());
        said.reverse();
        (format!("WITH {}\n", said.join(", ")), from)
    }
}

impl Text {
    fn add(&mut self, piece: &Piece, texts: &HashMap<Step, Text>) {
        match piece {
            Piece::Text(text) => self.sql.push_str(text),
            Piece::Reading { text, column } => {
                self.sql.push_str(text);
                self.reads.insert(column.clone());
            }
            Piece::Step(part) => {
                let part = &texts[part];
                self.sql.push_str(&part.sql);
                self.reads.extend(part.reads.iter().cloned());
                self.layer = self.layer.max(part.layer);
                self.depth = self.depth.max(part.depth + 1);
            }
        }
    }
}

/// Makes a text a column of the layer above what it reads.
fn name(step: Step, text: Text, computed: &mut Vec<BTreeMap<String, Text>>) -> Text {
    // No fact begins with "_".
    let name = match step {
        Step::Truth(id) => format!("_t{}", id.0),
        Step::Whole(id) => format!("_w{}", id.0),
    };
    let layer = text.layer;
    if computed.len() == layer {
        computed.push(BTreeMap::new());
    }
    computed[layer].insert(name.clone(), text);
    Text {
        sql: name.clone(),
        reads: BTreeSet::from([name]),
        layer: layer + 1,
        depth: 0,
    }
}

fn layer_name(number: usize) -> String {
    format!("_layer{number}")
}
