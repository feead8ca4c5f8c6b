//! Programmes as linked data (JSON-LD): schema.org for search engines, CPSV-AP 3 and CCCEV 2 for administrations.
//! The vocabulary stands in the text itself, so that reading it needs no other site.

mod output;
mod provider;
mod terms;

use eligibility::FactId;
use eligibility::formula::walk::facts_of;
use eligibility::rules::{Condition, Edition};
use eligibility::wording::Wording;
use kernel::{Bilingual, Date, Lang, SiteAddress};
use serde_json::{Value, json};

use crate::catalogue::Catalogue;
use crate::programme::{Programme, WindowType};

use terms::{both, context, made, ordered, same};

/// What a description is made with.
pub struct Making<'a> {
    pub catalogue: &'a Catalogue,
    pub on: Date,
    pub site: &'a SiteAddress,
}

impl Making<'_> {
    /// All programmes, with the facts their conditions ask about.
    pub fn all(&self) -> String {
        let services = self
            .catalogue
            .programmes
            .iter()
            .map(|one| self.service(one));
        let mut graph: Vec<Value> = vec![self.dataset()];
        graph.extend(services);
        graph.extend(self.catalogue.facts.iter().map(|(id, _)| self.concept(id)));
        text(&json!({"@context": context(), "@graph": graph}))
    }

    /// One programme, with the facts its conditions ask about.
    pub fn one(&self, programme: &Programme) -> String {
        let edition = programme.rules.on(self.on);
        let mut facts: Vec<FactId> = all_conditions(edition)
            .flat_map(|(_, condition)| facts_of(&condition.rule))
            .collect();
        facts.sort();
        facts.dedup();
        let mut graph = vec![self.service(programme)];
        graph.extend(facts.into_iter().map(|id| self.concept(id)));
        text(&json!({"@context": context(), "@graph": graph}))
    }

    fn id(&self, path: &str) -> String {
        self.site.of(path)
    }

    fn dataset(&self) -> Value {
        let city = &self.catalogue.city;
        let name = Bilingual::of(|lang| {
            let args = [("city", city.name.get(lang))];
            crate::words().say(lang, "linked-dataset", &args)
        });
        made([
            ("@id", json!(self.id("/open-data/programmes.jsonld"))),
            ("@type", json!(["Dataset", "dcat:Dataset"])),
            ("name", both(&name)),
            ("description", both(&self.say("linked-dataset-about"))),
            ("url", json!(self.id("/open-data"))),
            (
                "license",
                json!(city.open_data_licence.as_ref().map(|one| &one.url)),
            ),
            (
                "dateModified",
                json!(city.reviewed.map(|day| day.to_string())),
            ),
        ])
    }

    fn service(&self, programme: &Programme) -> Value {
        let page = self.id(&format!("/programmes/{}", programme.id));
        let edition = programme.rules.on(self.on);
        let requirements: Vec<Value> = all_conditions(edition)
            .map(|(id, condition)| self.requirement(&page, &id, condition, edition))
            .collect();
        made([
            ("@id", json!(format!("{page}#service"))),
            ("@type", json!(["GovernmentService", "cpsv:PublicService"])),
            ("dct:identifier", json!(programme.id)),
            ("name", both(&programme.name)),
            ("dct:title", both(&programme.name)),
            ("description", both(&programme.summary)),
            ("dct:description", both(&programme.summary)),
            (
                "serviceType",
                both(&self.say(&format!("kind-{}", programme.kind.word()))),
            ),
            ("url", json!(page)),
            ("areaServed", self.area(programme.level)),
            ("provider", self.authority(programme, &page)),
            (
                "cv:hasCompetentAuthority",
                same(&format!("{page}#authority")),
            ),
            ("offers", offer(programme)),
            ("cpsv:produces", self.output(programme, &page, edition)),
            ("cpsv:hasInput", self.inputs(programme, &page)),
            ("cv:holdsRequirement", ordered(requirements)),
            ("dct:source", sources(programme)),
            ("skos:editorialNote", both(&self.remark(programme))),
        ])
    }

    /// The papers that the source asks for.
    fn inputs(&self, programme: &Programme, page: &str) -> Value {
        let documents = programme.documents.known().into_iter().flatten();
        let evidence = (1..).zip(documents).map(|(number, document)| {
            made([
                ("@id", json!(format!("{page}#document-{number}"))),
                ("@type", json!("cv:Evidence")),
                (
                    "dct:identifier",
                    json!(format!("{}-document-{number}", programme.id)),
                ),
                ("dct:title", both(document)),
                ("name", both(document)),
            ])
        });
        ordered(evidence.collect())
    }

    /// A condition as a criterion: its sentence, and the facts it asks about.
    fn requirement(&self, page: &str, id: &str, condition: &Condition, edition: &Edition) -> Value {
        let sentence = Bilingual::of(|lang| self.wording(lang).condition(condition, edition));
        let evidence = self
            .wording(Lang::Ja)
            .evidence(condition)
            .zip(self.wording(Lang::En).evidence(condition));
        let evidence = evidence.map(|(ja, en)| {
            let title = Bilingual::new(ja, en);
            made([
                ("@id", json!(format!("{page}#evidence-{id}"))),
                ("@type", json!("cv:Evidence")),
                ("dct:identifier", json!(format!("{page}#evidence-{id}"))),
                ("dct:title", both(&title)),
                ("name", both(&title)),
            ])
        });
        let concepts = facts_of(&condition.rule).into_iter();
        made([
            ("@id", json!(format!("{page}#condition-{id}"))),
            ("@type", json!(["cv:Requirement", "cv:Criterion"])),
            ("dct:identifier", json!(id)),
            ("dct:title", both(&sentence)),
            ("name", both(&sentence)),
            ("dct:isReferencedBy", json!(condition.basis)),
            ("cv:hasSupportingEvidence", json!(evidence)),
            (
                "cv:hasConcept",
                ordered(concepts.map(|fact| same(&self.concept_id(fact))).collect()),
            ),
        ])
    }

    fn concept_id(&self, id: FactId) -> String {
        let fact = &self.catalogue.facts.get(id).id;
        self.id(&format!("/open-data/programmes.jsonld#fact-{fact}"))
    }

    /// A fact as an information concept with its question.
    fn concept(&self, id: FactId) -> Value {
        let fact = self.catalogue.facts.get(id);
        made([
            ("@id", json!(self.concept_id(id))),
            ("@type", json!("cv:InformationConcept")),
            ("dct:identifier", json!(fact.id)),
            ("dct:title", both(&fact.label)),
            ("name", both(&fact.label)),
            (
                "dct:description",
                fact.question.as_ref().map_or(Value::Null, both),
            ),
        ])
    }

    /// Of when the facts are, and how good the source is.
    fn remark(&self, programme: &Programme) -> Bilingual {
        Bilingual::of(|lang| {
            let confidence = format!("confidence-{}", programme.confidence.word());
            let confidence = crate::words().say(lang, &confidence, &[]);
            let as_of = programme.as_of.get(lang);
            crate::words().say(
                lang,
                "linked-remark",
                &[("as_of", as_of), ("confidence", &confidence)],
            )
        })
    }

    fn wording(&self, lang: Lang) -> Wording<'_> {
        Wording {
            facts: &self.catalogue.facts,
            programmes: &self.catalogue.names,
            on: self.on,
            lang,
        }
    }

    fn say(&self, key: &str) -> Bilingual {
        Bilingual::of(|lang| crate::words().say(lang, key, &[]))
    }
}

/// Those of the programme and those of its courses, with names by which they can be told apart.
fn all_conditions(edition: &Edition) -> impl Iterator<Item = (String, &Condition)> {
    let own = edition.conditions.iter().map(|one| (one.id.clone(), one));
    let of_courses = edition.courses.iter().flat_map(|course| {
        let conditions = course.conditions.iter();
        conditions.map(move |one| (format!("{}.{}", course.id, one.id), one))
    });
    own.chain(of_courses)
}

/// From when to when one can apply, as far as the source gives it.
fn offer(programme: &Programme) -> Value {
    let Some(window) = programme.window.known() else {
        return Value::Null;
    };
    if window.kind == Some(WindowType::Event) || (window.opens.is_none() && window.closes.is_none())
    {
        return Value::Null;
    }
    made([
        ("@type", json!("Offer")),
        (
            "availabilityStarts",
            json!(window.opens.map(|at| at.day.to_string())),
        ),
        (
            "availabilityEnds",
            json!(window.closes.map(|at| at.day.to_string())),
        ),
    ])
}

/// Addresses as links, everything else as text.
fn sources(programme: &Programme) -> Value {
    let is_link = |source: &str| source.starts_with("https://") || source.starts_with("http://");
    let source = |source: &String| match is_link(source) {
        true => same(&source.replace(['<', '>', '"', ' ', '{', '}', '|', '\\', '^', '`'], "")),
        false => json!(source),
    };
    ordered(programme.sources.iter().map(source).collect())
}

/// JSON that may stand inside a page: no `<` can end the element it is in or begin another.
fn text(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).expect("text keys and finite numbers");
    text.replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
