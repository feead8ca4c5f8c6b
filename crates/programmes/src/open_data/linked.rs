//! Programmes as linked data (JSON-LD): schema.org for search engines, CPSV-AP 3 and CCCEV 2 for administrations.
//! The vocabulary stands in the text itself, so that reading it needs no other site.

mod terms;

use eligibility::formula::walk::facts_of;
use eligibility::rules::{Condition, Edition};
use eligibility::wording::Wording;
use eligibility::{Applicant, FactId, Profile};
use kernel::{Bilingual, Date, Lang, SiteAddress};
use serde_json::{Value, json};

use crate::catalogue::Catalogue;
use crate::programme::{Kind, Level, Programme, WindowType};

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

    /// Who runs it; the level alone where the source does not name anybody.
    fn authority(&self, programme: &Programme, page: &str) -> Value {
        let city = &self.catalogue.city;
        let unnamed = match programme.level {
            Level::City => Some(city.name.clone()),
            Level::Prefecture => city.prefecture.clone(),
            Level::National => Some(self.say("linked-country")),
        };
        let level = self.say(&format!("level-{}", programme.level.word()));
        let name = programme
            .operator
            .known()
            .cloned()
            .or(unnamed)
            .unwrap_or(level);
        made([
            ("@id", json!(format!("{page}#authority"))),
            // Chambers and universities run programmes too: we do not call them a government.
            ("@type", json!(["Organization", "cv:PublicOrganisation"])),
            ("name", both(&name)),
            ("skos:prefLabel", both(&name)),
            ("dct:spatial", self.area(programme.level)),
            (
                "department",
                match programme.section.known() {
                    None => Value::Null,
                    Some(section) => json!({"@type": "Organization", "name": both(section)}),
                },
            ),
        ])
    }

    /// The area of the public body behind it.
    fn area(&self, level: Level) -> Value {
        let city = &self.catalogue.city;
        let prefecture_code = city.code.get(..2).unwrap_or_default();
        match level {
            Level::City => made([
                ("@id", json!(format!("urn:x-lgcode:{}", city.code))),
                ("@type", json!(["AdministrativeArea", "dct:Location"])),
                ("name", both(&city.name)),
                ("identifier", json!(city.code)),
            ]),
            Level::Prefecture => made([
                ("@id", json!(format!("urn:x-lgcode:{prefecture_code}"))),
                ("@type", json!(["AdministrativeArea", "dct:Location"])),
                ("name", city.prefecture.as_ref().map_or(Value::Null, both)),
                ("identifier", json!(format!("JP-{prefecture_code}"))),
            ]),
            Level::National => made([
                (
                    "@id",
                    json!("http://publications.europa.eu/resource/authority/country/JPN"),
                ),
                ("@type", json!(["Country", "dct:Location"])),
                ("name", both(&self.say("linked-country"))),
                ("identifier", json!("JP")),
            ]),
        }
    }

    /// What comes out of it, in words; the highest amount where the rules limit it whoever applies.
    fn output(&self, programme: &Programme, page: &str, edition: &Edition) -> Value {
        let kind = programme.kind;
        let profile = Profile::unknown(&self.catalogue.facts);
        let applicant = Applicant::new(&profile, self.on);
        let range = applicant.judge(&programme.id, &programme.rules).amount;
        let most = range.and_then(|range| range.high).map(|yen| yen.0);
        let (schema, pays) = match kind {
            Kind::Subsidy => (Some("MonetaryGrant"), true),
            Kind::Loan => (Some("LoanOrCredit"), true),
            Kind::TaxRelief
            | Kind::Certification
            | Kind::Consultation
            | Kind::CourseEvent
            | Kind::Facility
            | Kind::Showcase
            | Kind::Matching => (None, false),
        };
        let types: Vec<&str> = ["cv:Output"].into_iter().chain(schema).collect();
        let amount = most
            .filter(|_| pays)
            .map(|most| json!({"@type": "MonetaryAmount", "currency": "JPY", "maxValue": most}));
        let words = self.amount_words(edition);
        let title = self.say(&format!("kind-{}", kind.word()));
        made([
            ("@id", json!(format!("{page}#output"))),
            ("@type", json!(types)),
            ("dct:identifier", json!(format!("{}-output", programme.id))),
            ("dct:title", both(&title)),
            ("name", both(&title)),
            ("description", words.as_ref().map_or(Value::Null, both)),
            ("dct:description", words.as_ref().map_or(Value::Null, both)),
            ("amount", json!(amount)),
        ])
    }

    /// The amounts as the rules word them; nothing where there are none.
    fn amount_words(&self, edition: &Edition) -> Option<Bilingual> {
        let courses = edition.courses.iter();
        let courses =
            courses.filter_map(|course| Some((Some(&course.label), course.amount.as_ref()?)));
        let own = edition.amount.as_ref().map(|amount| (None, amount));
        let amounts: Vec<_> = own.into_iter().chain(courses).collect();
        let words = Bilingual::of(|lang| {
            let wording = self.wording(lang);
            let lines = amounts.iter().flat_map(|(course, amount)| {
                wording
                    .amount(amount, edition)
                    .into_iter()
                    .map(move |line| {
                        let course = course.map_or("", |label| label.get(lang));
                        let said = line.texts.join(match lang {
                            Lang::Ja => "、",
                            Lang::En => "; ",
                        });
                        let parts = [course, &line.label, &said];
                        let parts: Vec<&str> =
                            parts.into_iter().filter(|part| !part.is_empty()).collect();
                        parts.join(match lang {
                            Lang::Ja => "：",
                            Lang::En => ": ",
                        })
                    })
            });
            lines.collect::<Vec<String>>().join("\n")
        });
        (!words.ja.is_empty()).then_some(words)
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
