//! Whom the engines judge: three applicants for the clock, and many random ones to check the translations.

use eligibility::profile::{Award, Certificate, read_profile};
use eligibility::range::{Exact, Range, ZERO};
use eligibility::{Fact, FactKind, Facts, Profile, Value};
use kernel::Date;
use kernel::industry::{IndustryCode, Revision};

const MANUFACTURER: &str = r#"{
  "applicant": "company", "industry": "2441", "employees": 22, "capital": "1,000万円",
  "founded_on": "1998-04-10", "in_city_since": "1998-04-10", "in_prefecture_since": "1998-04-10",
  "place_in_city": ["head_office", "principal_office", "principal_establishment", "production_site"],
  "place_in_prefecture": ["head_office", "principal_establishment"], "tax_arrears": false,
  "employment_insurance": true, "sales_month": 9500000, "sales_month_year_before": 10000000,
  "certificates": ["advanced_equipment_plan"], "awards": [], "receiving": []
}"#;

const IT_FIRM: &str = r#"{
  "applicant": "company", "industry": "3911", "employees": 8, "capital": "300万円",
  "founded_on": "2022-07-01", "in_city_since": "2022-07-01", "in_prefecture_since": "2022-07-01",
  "place_in_city": ["head_office", "principal_office", "principal_establishment"],
  "place_in_prefecture": ["head_office", "development"], "tax_arrears": false, "similar_industry": true,
  "employment_insurance": true, "sales_month": 4000000, "sales_month_year_before": 3000000,
  "certificates": [], "awards": [{"programme": "kz-fair", "fiscal_year": 2025, "amount": 100000}], "receiving": []
}"#;

/// Industries of the random profiles, all four digits, so that every question about them has an answer.
const INDUSTRIES: [&str; 16] = [
    "2441", "1911", "1931", "3911", "3921", "4111", "5021", "5611", "7261", "7511", "7611", "7911",
    "8011", "4431", "0611", "6931",
];

/// The three profiles of the clock, with their names.
pub fn three(facts: &Facts, programmes: &[String]) -> Vec<(&'static str, Profile)> {
    let manufacturer = completed(MANUFACTURER, 11, facts, programmes);
    let mut partly_known = manufacturer.clone();
    for (id, _) in facts.iter().filter(|(id, _)| id.0 % 3 == 1) {
        partly_known.set(id, Value::Unknown);
    }
    vec![
        ("manufacturer", manufacturer),
        ("a third unknown", partly_known),
        ("IT firm", completed(IT_FIRM, 12, facts, programmes)),
    ]
}

/// A profile of which everything is known.
pub fn complete(seed: u64, facts: &Facts, programmes: &[String]) -> Profile {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut profile = Profile::unknown(facts);
    for (id, fact) in facts.iter() {
        profile.set(id, value(fact, programmes, &mut dice));
    }
    profile
}

fn completed(text: &str, seed: u64, facts: &Facts, programmes: &[String]) -> Profile {
    let known = read_profile("profile", text, facts).expect("the profiles fit the city's facts");
    let mut profile = complete(seed, facts, programmes);
    for (id, _) in facts.iter().filter(|(id, _)| !known.get(*id).is_unknown()) {
        profile.set(id, known.get(id).clone());
    }
    profile
}

/// What is known of a profile, as JSON text for `read_profile`: only values that have a plain JSON form.
pub fn as_text(profile: &Profile, facts: &Facts) -> String {
    let input = crate::input::plain(profile, facts);
    serde_json::to_string(&input).expect("a map of values is JSON")
}

fn value(fact: &Fact, programmes: &[String], dice: &mut Dice) -> Value {
    match &fact.kind {
        FactKind::YesNo => Value::YesNo(dice.below(3) > 0),
        FactKind::Number { unit, range } => Value::Number(number(unit.factor, range, dice)),
        FactKind::Date => Value::Date(date(dice)),
        FactKind::Choice(choices) => Value::Choice(dice.below(choices.len())),
        FactKind::Choices(choices) => Value::Choices(dice.next() & ((1 << choices.len()) - 1)),
        FactKind::Industry => {
            let code = INDUSTRIES[dice.below(INDUSTRIES.len())];
            let code = IndustryCode::parse(code).expect("a code of the list is one");
            Value::Industry(vec![(code, Revision::Fourteenth)])
        }
        FactKind::Text => Value::Text("金沢市".to_owned(), "金沢市".to_owned()),
        FactKind::List(fields) => {
            let records = 0..dice.below(4);
            let record = |dice: &mut Dice| {
                let values = fields.iter().map(|field| value(field, programmes, dice));
                values.collect::<Vec<_>>()
            };
            Value::List(records.map(|_| record(dice)).collect())
        }
        FactKind::Certificates(choices) => {
            let held = (0..choices.len()).filter(|_| dice.below(2) == 0);
            let certificate = |kind| Certificate {
                kind,
                valid_from: None,
                valid_until: None,
            };
            Value::Certificates(held.map(certificate).collect())
        }
        FactKind::Awards => Value::Awards(
            (0..dice.below(12))
                .map(|_| Award {
                    programme: programmes[dice.below(programmes.len())].clone(),
                    fiscal_year: Some(2020 + i16::try_from(dice.below(7)).unwrap_or_default()),
                    amount: Some(100_000),
                })
                .collect(),
        ),
        FactKind::Receiving => {
            let some = (0..dice.below(4)).map(|_| programmes[dice.below(programmes.len())].clone());
            Value::Receiving(some.collect())
        }
    }
}

/// A number near the limits that rules use, within what the fact can have.
fn number(factor: Exact, range: &Range, dice: &mut Dice) -> Range {
    const SIZES: [i128; 16] = [
        0,
        1,
        2,
        3,
        5,
        9,
        10,
        20,
        50,
        90,
        300,
        1_010,
        200_000,
        5_000_000,
        30_000_000,
        400_000_000,
    ];
    let rough = Exact::from_integer(SIZES[dice.below(SIZES.len())]) * factor;
    let low = range.low.unwrap_or(ZERO);
    let value = range.high.map_or(rough, |high| rough.min(high)).max(low);
    Range::point(value)
}

fn date(dice: &mut Dice) -> Date {
    let first = jiff::civil::date(2018, 1, 1);
    let days = i64::try_from(dice.below(365 * 9)).unwrap_or_default();
    first.saturating_add(jiff::Span::new().days(days))
}

/// Random numbers (xorshift), the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from((self.next() >> 16) % end as u64).unwrap_or_default()
    }
}
