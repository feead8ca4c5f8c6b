//! The tools: what they are called, what they take, and what they answer.

use std::sync::Arc;

use eligibility::{Fact, FactKind, Profile, read_profile};
use kernel::{Date, Fault, Lang, wareki};
use programmes::assess::to_json;
use programmes::standing::Filter;
use programmes::{Asked, Programme, Query, Sort, assess};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use serde_json::{Value, json};

use super::programme;
use crate::open_data::State;

/// At most this many programmes are listed at once.
const MOST: usize = 100;

/// Why a tool does not answer.
pub enum Refusal {
    NoSuchTool,
    /// What is wrong and what to do, for the assistant.
    Said(String),
}

/// All tools with the form of what they take.
pub fn all(state: &State) -> Vec<Tool> {
    let language = json!({"type": "string", "enum": ["ja", "en"], "default": "ja"});
    let day = json!({"type": "string", "description": "YYYY-MM-DD; today in Japan when left out"});
    let sorts: Vec<&str> = Sort::ALL.iter().map(|sort| sort.word()).collect();
    let mut search = json!({
        "query": {"type": "string", "maxLength": 200},
        "sort": {"type": "string", "enum": sorts},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST, "default": MOST},
        "offset": {"type": "integer", "minimum": 0, "default": 0},
        "language": language,
    });
    for (name, schema) in programmes::api::filter_schemas(&state.catalogue) {
        search[name] = schema;
    }
    let tool = |name: &'static str, properties: Value, required: &[&str]| {
        let form = json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        let Value::Object(form) = form else {
            unreachable!("the form above is an object")
        };
        let key = format!("mcp-{}", name.replace('_', "-"));
        let description = crate::words().say(Lang::En, &key, &[]);
        let annotations = ToolAnnotations::new().read_only(true);
        Tool::new(name, description, Arc::new(form)).with_annotations(annotations)
    };
    vec![
        tool("search_programmes", search, &[]),
        tool(
            "get_programme",
            json!({"id": {"type": "string"}, "language": language}),
            &["id"],
        ),
        tool(
            "list_questions",
            json!({"programme": {"type": "string"}, "language": language}),
            &[],
        ),
        tool(
            "assess",
            json!({
                "facts": {"type": "object"},
                "on": day,
                "programmes": {"type": "array", "items": {"type": "string"}, "maxItems": MOST},
                "language": language,
            }),
            &["facts"],
        ),
    ]
}

/// Answers a call.
pub fn call(state: &State, name: &str, arguments: &JsonObject) -> Result<Value, Refusal> {
    let lang = match text(arguments, "language")? {
        None => Lang::Ja,
        Some(tag) => {
            Lang::of_tag(tag).ok_or_else(|| refuse(Lang::En, "mcp-bad-argument", "language"))?
        }
    };
    let call = Call {
        state,
        arguments,
        lang,
        today: state.shell.clock().today(),
    };
    match name {
        "search_programmes" => call.search(),
        "get_programme" => call.programme(),
        "list_questions" => call.questions(),
        "assess" => call.assess(),
        _ => Err(Refusal::NoSuchTool),
    }
}

struct Call<'c> {
    state: &'c State,
    arguments: &'c JsonObject,
    lang: Lang,
    today: Date,
}

impl Call<'_> {
    /// The same search as on the page and in the API.
    fn search(&self) -> Result<Value, Refusal> {
        let mut query = Query {
            text: text(self.arguments, "query")?
                .unwrap_or_default()
                .to_owned(),
            page: 1,
            ..Query::default()
        };
        for filter in Filter::ALL {
            if let Some(word) = text(self.arguments, filter.word())? {
                query.chosen.insert(*filter, word.to_owned());
            }
        }
        if let Some(word) = text(self.arguments, "sort")? {
            let sort = Sort::of_word(word);
            query.sort = Some(sort.ok_or_else(|| self.refuse("mcp-bad-argument", "sort"))?);
        }
        let limit = self.number("limit", 1, MOST)?.unwrap_or(MOST);
        let offset = self.number("offset", 0, usize::MAX)?.unwrap_or(0);
        let found = self.state.catalogue.search(&query, self.today, self.lang);
        if let Some((name, _)) = found.unknown.first() {
            return Err(self.refuse("mcp-bad-argument", name));
        }
        let shown: Vec<Value> = (found.hits.iter().skip(offset).take(limit))
            .map(|hit| programme::brief(self.state, hit.programme, self.today, self.lang))
            .collect();
        let reading = found.reading.as_ref().map(|reading| {
            let terms = reading.terms.iter().map(|term| &term.written);
            let corrected = reading.corrected.iter();
            let corrected = corrected.map(|one| json!({"typed": one.typed, "meant": one.meant}));
            json!({
                "terms": terms.collect::<Vec<_>>(),
                "also": reading.also(),
                "dropped": reading.dropped,
                "corrected": corrected.collect::<Vec<_>>(),
                "without_words": found.without_text,
            })
        });
        Ok(json!({
            "today": self.today.to_string(),
            "found": found.hits.len(),
            "search": reading,
            "programmes": shown,
        }))
    }

    /// A whole number among the arguments.
    fn number(&self, name: &str, least: usize, most: usize) -> Result<Option<usize>, Refusal> {
        let number = match self.arguments.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(number) => number.as_u64().and_then(|number| number.try_into().ok()),
        };
        let fits = number.filter(|number| (least..=most).contains(number));
        fits.map(Some)
            .ok_or_else(|| self.refuse("mcp-bad-argument", name))
    }

    fn programme(&self) -> Result<Value, Refusal> {
        let id = text(self.arguments, "id")?.unwrap_or_default();
        let one = self.find(id)?;
        Ok(programme::full(self.state, one, self.today, self.lang))
    }

    fn questions(&self) -> Result<Value, Refusal> {
        let facts = &self.state.catalogue.facts;
        let only = text(self.arguments, "programme")?
            .map(|id| self.find(id))
            .transpose()?;
        let asked = |id| only.is_none_or(|one| one.facts.contains(&id));
        let facts = facts.iter().filter(|(id, _)| asked(*id));
        let facts: Vec<Value> = facts.map(|(_, fact)| self.question(fact)).collect();
        Ok(json!({"facts": facts}))
    }

    fn question(&self, fact: &Fact) -> Value {
        let lang = self.lang;
        let mut said = json!({
            "id": fact.id,
            "label": fact.label.get(lang),
            "question": fact.question.as_ref().map(|text| text.get(lang)),
            "help": fact.help.as_ref().map(|text| text.get(lang)),
        });
        let kind = match &fact.kind {
            FactKind::YesNo => "true | false",
            FactKind::Number { unit, .. } => {
                said["unit"] = json!(unit.ja);
                "number with its unit as text, such as \"12人\" or \"1,000万円\"; \"a..b\" for a range"
            }
            FactKind::Date => "\"YYYY-MM-DD\"",
            FactKind::Choice(_) => "one of the choices",
            FactKind::Choices(_) => "list of choices; [] for none",
            FactKind::Industry => "code of the Japan Standard Industrial Classification as text",
            FactKind::Text => "text",
            FactKind::List(_) => "list of objects with the fields; [] for none",
            FactKind::Certificates(_) => "list of choices that are held; [] for none",
            FactKind::Awards => {
                "list of {programme, fiscal_year, amount} of support awarded earlier; [] for none"
            }
            FactKind::Receiving => "list of ids of programmes received now; [] for none",
        };
        said["answer"] = json!(kind);
        let choices: Vec<Value> = (fact.choices().iter())
            .map(|choice| json!({"id": choice.id, "label": choice.label.get(lang)}))
            .collect();
        if !choices.is_empty() {
            said["choices"] = json!(choices);
        }
        let fields: Vec<Value> = fact
            .fields()
            .iter()
            .map(|field| self.question(field))
            .collect();
        if !fields.is_empty() {
            said["fields"] = json!(fields);
        }
        said
    }

    fn assess(&self) -> Result<Value, Refusal> {
        let catalogue = &self.state.catalogue;
        let on = match text(self.arguments, "on")? {
            None => self.today,
            Some(day) => {
                wareki::parse_date(day).ok_or_else(|| self.refuse("mcp-bad-argument", "on"))?
            }
        };
        let ids = self.ids()?;
        let asked = match ids.as_slice() {
            [] => Asked::All,
            these => Asked::These(these),
        };
        let assessment = assess(catalogue, &self.profile()?, on, asked);
        let answer = to_json(&assessment, catalogue, self.lang);
        let mut answer: Value = serde_json::from_str(&answer).expect("what we have just written");
        let note = "mcp-assess-note";
        answer["note"] = json!(crate::words().say(self.lang, note, &[]));
        Ok(answer)
    }

    /// The programmes that are asked about; none means all.
    fn ids(&self) -> Result<Vec<String>, Refusal> {
        let bad = || self.refuse("mcp-bad-argument", "programmes");
        let ids: Vec<String> = match self.arguments.get("programmes") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(ids)) if ids.len() <= MOST => (ids.iter())
                .map(|id| id.as_str().map(str::to_owned).ok_or_else(bad))
                .collect::<Result<_, _>>()?,
            Some(_) => return Err(bad()),
        };
        ids.iter().try_for_each(|id| self.find(id).map(|_| ()))?;
        Ok(ids)
    }

    /// The facts in the form of a profile. Every mistake is told.
    fn profile(&self) -> Result<Profile, Refusal> {
        let catalogue = &self.state.catalogue;
        let facts = match self.arguments.get("facts") {
            Some(facts @ Value::Object(_)) => json!({"facts": facts}),
            _ => return Err(self.refuse("mcp-bad-argument", "facts")),
        };
        // JSON is YAML: facts are read by the one reader of profiles.
        let told = |faults: Vec<Fault>| {
            let sentences = faults
                .iter()
                .map(|fault| fault.sentence(crate::fault_words(), self.lang));
            Refusal::Said(sentences.collect::<Vec<_>>().join("\n"))
        };
        let profile = read_profile("facts", &facts.to_string(), &catalogue.facts).map_err(told)?;
        match catalogue.check_names(&profile, "facts") {
            faults if faults.is_empty() => Ok(profile),
            faults => Err(told(faults)),
        }
    }

    fn find(&self, id: &str) -> Result<&Programme, Refusal> {
        let found = self.state.catalogue.find(id);
        found.ok_or_else(|| self.refuse("mcp-no-programme", id))
    }

    fn refuse(&self, key: &str, name: &str) -> Refusal {
        refuse(self.lang, key, name)
    }
}

fn refuse(lang: Lang, key: &str, name: &str) -> Refusal {
    Refusal::Said(crate::words().say(lang, key, &[("name", name)]))
}

/// A text among the arguments; a refusal where there is something else.
fn text<'a>(arguments: &'a JsonObject, name: &str) -> Result<Option<&'a str>, Refusal> {
    match arguments.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(refuse(Lang::En, "mcp-bad-argument", name)),
    }
}
