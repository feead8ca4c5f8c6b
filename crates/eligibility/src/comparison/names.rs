//! Choices, sets of them and industries by their names.

use kernel::Lang;
use kernel::industry::IndustryCode;

use super::Pair;
use crate::fact::Fact;

/// More industries than this are counted, not named.
const MOST_NAMED: usize = 12;
/// A group is told by what does not belong to it, when that is no more than this.
const MOST_EXCEPT: usize = 4;

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
            let broader = match text.len() {
                2 if whole(code.division()) => Some(code.division().to_string()),
                2 => None,
                _ => except(&text[..2], &texts).map(|_| text[..2].to_owned()),
            };
            let told = broader.and_then(|text| IndustryCode::parse(&text).ok());
            let mut said = self.industry(told.as_ref().unwrap_or(code));
            if let Some(missing) = told.and_then(|told| except(&told.to_string(), &texts)) {
                let missing = missing.join(self.listing());
                said = self.say(
                    "industry-except",
                    &[("industry", &said), ("codes", &missing)],
                );
            }
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

    fn industry(&self, code: &IndustryCode) -> String {
        let name = match self.lang {
            Lang::Ja => code.ja_name(),
            Lang::En => code.en_name(),
        };
        let code = code.to_string();
        match name {
            Some(name) => self.phrase("industry", &[("name", name), ("code", &code)]),
            None => code,
        }
    }
}

/// The parts of a group that are not among the codes, when the group is split and they are few.
fn except(group: &str, codes: &[String]) -> Option<Vec<String>> {
    let parts_of =
        |code: &str| -> Vec<String> { (0..10).map(|digit| format!("{code}{digit}")).collect() };
    let is_split = |code: &str| {
        codes
            .iter()
            .any(|other| other.len() > code.len() && other.starts_with(code))
    };
    if group.len() != 2 || !is_split(group) {
        return None;
    }
    let missing: Vec<String> = parts_of(group)
        .into_iter()
        .flat_map(|part| match is_split(&part) {
            true => parts_of(&part),
            false => vec![part],
        })
        .filter(|part| !codes.contains(part))
        .collect();
    (missing.len() <= MOST_EXCEPT).then_some(missing)
}
