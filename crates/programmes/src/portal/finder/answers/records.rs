//! Answers that are records: equipment to be bought, support awarded earlier, certificates with their days.

use eligibility::Fact;
use kernel::document::Content;
use kernel::{Faults, Node, Place};

use super::{Answers, MOST_ROWS, NONE, SOMETHING, scalar};

impl Answers {
    /// The numbers of the records of a list of which something is given, in their order.
    pub fn rows(&self, name: &str) -> Vec<usize> {
        let of_name = self.filled().filter_map(|(key, _)| {
            let row = key.strip_prefix(name)?.strip_prefix('.')?;
            let number: usize = row.split('.').next()?.parse().ok()?;
            (number < MOST_ROWS).then_some(number)
        });
        let mut rows: Vec<usize> = of_name.collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    pub(super) fn list(&self, name: &str, fields: &[Fact], faults: &mut Faults) -> Option<Content> {
        let mut records = Vec::new();
        for row in self.rows(name) {
            let row = format!("{name}.{row}");
            let field = |field: &Fact| {
                let input = format!("{row}.{}", field.id);
                let content = self.content(field, &input, faults)?;
                let node = Node::made(Place::start_of(&input), content);
                Some((scalar(&input, &field.id), node))
            };
            let entries: Vec<(Node, Node)> = fields.iter().filter_map(field).collect();
            records.extend(self.record(&row, entries));
        }
        self.or_none(name, records, faults)
    }

    /// Support awarded earlier: the programme of a row must be chosen.
    pub(super) fn awards(&self, name: &str, faults: &mut Faults) -> Option<Content> {
        let mut records = Vec::new();
        let mut incomplete = false;
        for row in self.rows(name) {
            let row = format!("{name}.{row}");
            let parts =
                ["programme", "fiscal_year", "amount"].map(|part| (part, format!("{row}.{part}")));
            let given: Vec<(Node, Node)> = parts
                .iter()
                .filter(|(_, input)| !self.first(input).is_empty())
                .map(|(part, input)| (scalar(input, part), scalar(input, self.first(input))))
                .collect();
            let programme = &parts[0].1;
            if !given.is_empty() && self.first(programme).is_empty() {
                faults.add(&Place::start_of(programme), "finder-award-programme", []);
                incomplete = true;
            }
            records.extend(self.record(&row, given));
        }
        if incomplete {
            return None;
        }
        self.or_none(name, records, faults)
    }

    /// A certificate is held when it is ticked, or when one of its days is given. `iso~2` is a second one of `iso`.
    pub(super) fn certificates(&self, name: &str, faults: &mut Faults) -> Option<Content> {
        let mut held: Vec<&str> = self.all(name).filter(|value| *value != NONE).collect();
        for (key, _) in self.filled() {
            let own = key.strip_prefix(name).and_then(|key| key.strip_prefix('.'));
            if let Some((kind, "from" | "until")) = own.and_then(|own| own.rsplit_once('.'))
                && !held.contains(&kind)
            {
                held.push(kind);
            }
        }
        let node = |ticked: &&str| {
            let kind = ticked.split('~').next().unwrap_or(ticked);
            let days = [("valid_from", "from"), ("valid_until", "until")];
            let mut entries: Vec<(Node, Node)> = days
                .into_iter()
                .filter_map(|(key, part)| {
                    let input = format!("{name}.{ticked}.{part}");
                    let typed = self.first(&input);
                    (!typed.is_empty()).then(|| (scalar(&input, key), scalar(&input, typed)))
                })
                .collect();
            if entries.is_empty() {
                return scalar(name, kind);
            }
            entries.insert(0, (scalar(name, "kind"), scalar(name, kind)));
            Node::made(Place::start_of(name), Content::Mapping(entries))
        };
        let held = held.iter().map(node).collect();
        self.or_none(name, held, faults)
    }

    /// A record of which something is filled in, or which is said to be one.
    fn record(&self, row: &str, entries: Vec<(Node, Node)>) -> Option<Node> {
        let said = || self.first(row) == SOMETHING;
        let there = !entries.is_empty() || said();
        there.then(|| Node::made(Place::start_of(row), Content::Mapping(entries)))
    }
}
