use crate::assess::{Aim, Narrowing, judge_all, questions};
use crate::catalogue::{Catalogue, CityFile, read};
use crate::{Asked, assess, words};
use eligibility::{Profile, Verdict, read_profile};
use kernel::Faults;

const CITY: &str = "{name: {ja: 見本市, en: Sample}, code: '172014'}";
const FACTS: &str = "facts:
- {id: employees, type: number, unit: people, range: '0人..', label: {ja: 従業員, en: employees}}
- {id: green, type: yes_no, label: {ja: 環境, en: green}}
- {id: rare, type: yes_no, label: {ja: まれ, en: rare}}
- id: size
  type: choice
  label: {ja: 規模, en: size}
  choices: [{id: tiny, ja: 小, en: tiny}, {id: big, ja: 大, en: big}, {id: huge, ja: 巨, en: huge}]
- {id: cost, type: number, unit: yen, range: '0円..', label: {ja: 費用, en: cost}}
";

fn programme(id: &str, more: &str) -> String {
    format!(
        "id: {id}\nname: {{ja: {id}, en: {id}}}\nkind: subsidy\nlevel: city\nas_of: FY2026\n\
         summary: {{ja: 例, en: example}}\nsources: [here]\n{more}\n"
    )
}

fn city(programmes: &[(&str, &str)]) -> Catalogue {
    let texts: Vec<(String, String)> = programmes
        .iter()
        .map(|(id, more)| (format!("programmes/{id}.yaml"), programme(id, more)))
        .collect();
    let mut files = vec![
        CityFile {
            path: "city.yaml",
            text: CITY,
        },
        CityFile {
            path: "facts.yaml",
            text: FACTS,
        },
    ];
    files.extend(texts.iter().map(|(path, text)| CityFile { path, text }));
    let mut faults = Faults::default();
    let catalogue = read(&files, None, &mut faults);
    assert!(faults.is_empty(), "{:?}", faults.into_sorted());
    catalogue.expect("a sound city")
}

fn next(catalogue: &Catalogue, profile: &Profile) -> Option<String> {
    let on = kernel::wareki::parse_date("2026-05-01").expect("a date");
    let assessment = assess(catalogue, profile, on, Asked::All);
    assessment
        .next_question
        .map(|id| catalogue.facts.get(id).id.clone())
}

#[test]
fn the_question_that_most_programmes_wait_for_comes_first() {
    let catalogue = city(&[
        ("a", "conditions: [{id: x, rule: rare}]"),
        ("b", "conditions: [{id: x, rule: green}]"),
        (
            "c",
            "conditions: [{id: x, rule: green and employees <= 3人}]",
        ),
    ]);
    let nothing = Profile::unknown(&catalogue.facts);
    assert_eq!(next(&catalogue, &nothing).as_deref(), Some("green"));
    let all = "facts: {employees: 1, green: true, rare: false}";
    let all = read_profile("p", all, &catalogue.facts).expect("sound");
    assert_eq!(next(&catalogue, &all), None);
}

#[test]
fn past_programmes_do_not_ask_while_others_do() {
    let past = "window: {opens: 2020-04-01, closes: 2020-05-01}\nconditions: [{id: x, rule: rare}]";
    let catalogue = city(&[
        ("a", past),
        ("b", past),
        ("c", "conditions: [{id: x, rule: green}]"),
    ]);
    let nothing = Profile::unknown(&catalogue.facts);
    assert_eq!(next(&catalogue, &nothing).as_deref(), Some("green"));
}

#[test]
fn money_that_can_be_applied_for_now_asks_before_what_is_old_or_silent() {
    let first = |catalogue: &Catalogue, aim: Aim| {
        let on = kernel::wareki::parse_date("2026-05-01").expect("a date");
        let nothing = Profile::unknown(&catalogue.facts);
        let answers = judge_all(catalogue, &nothing, on, Asked::All);
        let narrowing = Narrowing {
            catalogue,
            profile: &nothing,
            skipped: &[],
            may_ask: &|_| true,
            aim,
        };
        let wanted = questions(&answers, on, &narrowing);
        catalogue.facts.get(wanted[0].fact).id.clone()
    };
    let window = "window: {opens: 2026-04-01, closes: 2026-12-25}";
    let money = format!("{window}\nconditions: [{{id: x, rule: rare}}]\namount: {{base: 100円}}");
    let silent = "conditions: [{id: x, rule: green}, {id: y, not_stated: {ja: 他, en: other}}]";
    let catalogue = city(&[("a", &money), ("b", silent), ("c", silent), ("d", silent)]);
    assert_eq!(first(&catalogue, Aim::Money), "rare");
    assert_eq!(
        first(&catalogue, Aim::Decisions),
        "green",
        "it refuses three"
    );
}

#[test]
fn the_answer_that_refuses_more_often_comes_first() {
    let few = "conditions: [{id: y, rule: rare}, {id: x, rule: 'size in [tiny]'}]";
    let catalogue = city(&[("a", few)]);
    let nothing = Profile::unknown(&catalogue.facts);
    assert_eq!(next(&catalogue, &nothing).as_deref(), Some("size"));
}

#[test]
fn a_fact_that_only_moves_an_amount_waits_for_the_verdicts() {
    let amount = "conditions: [{id: x, rule: rare}]\namount: {base: cost, cap: 100万円}";
    let catalogue = city(&[("a", amount)]);
    let mut profile = Profile::unknown(&catalogue.facts);
    assert_eq!(next(&catalogue, &profile).as_deref(), Some("rare"));
    let rare = catalogue.facts.find("rare").expect("a fact");
    profile.set(rare, eligibility::Value::YesNo(true));
    assert_eq!(next(&catalogue, &profile).as_deref(), Some("cost"));
}

#[test]
fn what_is_over_asks_only_when_it_is_named() {
    let past = "window: {opens: 2020-04-01, closes: 2020-05-01}\nconditions: [{id: x, rule: rare}]";
    let catalogue = city(&[("a", past)]);
    let nothing = Profile::unknown(&catalogue.facts);
    assert_eq!(next(&catalogue, &nothing), None);
    let on = kernel::wareki::parse_date("2026-05-01").expect("a date");
    let ids = ["a".to_owned()];
    let assessment = assess(&catalogue, &nothing, on, Asked::These(&ids));
    assert!(assessment.next_question.is_some());
}

#[test]
fn only_the_programmes_asked_for_answer() {
    let catalogue = city(&[("a", ""), ("b", "conditions: [{id: x, rule: green}]")]);
    let on = kernel::wareki::parse_date("2026-05-01").expect("a date");
    let nothing = Profile::unknown(&catalogue.facts);
    let ids = ["b".to_owned()];
    let assessment = assess(&catalogue, &nothing, on, Asked::These(&ids));
    let answers: Vec<(&str, Verdict)> = assessment
        .answers
        .iter()
        .map(|assessed| (assessed.programme.id.as_str(), assessed.answer.verdict))
        .collect();
    assert_eq!(answers, [("b", Verdict::Undecided)]);
}

#[test]
fn both_languages_have_the_same_words() {
    assert_eq!(words().differences(), Vec::<String>::new());
}
