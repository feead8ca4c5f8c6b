//! What a programme gives, as linked data.

use eligibility::rules::Edition;
use eligibility::{Applicant, Profile};
use kernel::{Bilingual, Lang};
use serde_json::{Value, json};

use super::Making;
use super::terms::{both, made};
use crate::programme::{Kind, Programme};

impl Making<'_> {
    /// What comes out of it, in words; the highest amount where the rules limit it whoever applies.
    pub(super) fn output(&self, programme: &Programme, page: &str, edition: &Edition) -> Value {
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
}
