//! Choices, sets of them and industries by their names.

use kernel::Lang;
use kernel::industry::IndustryCode;

use super::Pair;
use crate::fact::Fact;

/// More industries than this are counted, not named.
const MOST_NAMED: usize = 12;

impl Pair<'_> {
    pub(super) fn set(
        &self,
        fact: &Fact,
        all: &[String],
        any: &[String],
        none: &[String],
    ) -> String {
        let label = fact.label.get(self.lang);
        let mut said = Vec::new();
        let parts = [
            (all, "has", "has-all"),
            (any, "has", "has-any"),
            (none, "has-not", "has-none"),
        ];
        for (ids, one, several) in parts {
            if ids.is_empty() {
                continue;
            }
            let key = if ids.len() == 1 { one } else { several };
            let choices = self.choices(fact, ids);
            said.push(self.phrase(key, &[("fact", label), ("choices", &choices)]));
        }
        said.join(&self.say("and", &[]).replace('_', " "))
    }

    pub(super) fn choices(&self, fact: &Fact, ids: &[String]) -> String {
        let label = |id: &String| match fact.choice(id) {
            Some(index) => fact.choices()[index].label.get(self.lang).to_owned(),
            None => {
                let sides = [&self.new.side, &self.old.side];
                let name = sides.iter().find_map(|side| side.programmes.get(id));
                name.map_or(id.as_str(), |name| name.get(self.lang))
                    .to_owned()
            }
        };
        let labels: Vec<String> = ids.iter().map(label).collect();
        labels.join(self.listing())
    }

    /// A division whose groups are all there is said by itself.
    pub(super) fn industries(&self, codes: &[IndustryCode]) -> String {
        let texts: Vec<String> = codes.iter().map(IndustryCode::to_string).collect();
        let groups: Vec<IndustryCode> = (1..=99)
            .filter_map(|group| IndustryCode::parse(&format!("{group:02}")).ok())
            .collect();
        let whole = |division: char| {
            let mut own = groups.iter().filter(|group| group.division() == division);
            own.all(|group| texts.contains(&group.to_string()))
        };
        let mut named: Vec<String> = Vec::new();
        for (code, text) in codes.iter().zip(&texts) {
            let letter = code.division();
            let told = match text.len() == 2 && whole(letter) {
                true => IndustryCode::parse(&letter.to_string()).unwrap_or(*code),
                false => *code,
            };
            let name = match self.lang {
                Lang::Ja => told.ja_name(),
                Lang::En => told.en_name(),
            };
            let code = told.to_string();
            let said = match name {
                Some(name) => self.phrase("industry", &[("name", name), ("code", &code)]),
                None => code,
            };
            if !named.contains(&said) {
                named.push(said);
            }
        }
        if named.len() > MOST_NAMED {
            let more = (named.len() - MOST_NAMED).to_string();
            named.truncate(MOST_NAMED);
            named.push(self.say("more-industries", &[("count", &more)]));
        }
        named.join(self.listing())
    }
}
