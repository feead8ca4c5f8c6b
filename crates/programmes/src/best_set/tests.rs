//! The best set: the search against trying everything, and stories of single exclusions.

mod search;
mod stories;
mod whole;

use eligibility::{Profile, read_profile};
use kernel::{Date, Fault, Faults, Lang, wareki};

use super::{BestSet, Chosen, Plan, best_set, read_plan};
use crate::catalogue::{Catalogue, CityFile, read};

const CITY: &str = "{name: {ja: 見本市, en: Sample}, code: '172014'}";
const FACTS: &str = "facts:
- {id: employees, type: number, unit: people, range: '0人..', label: {ja: 従業員, en: employees}}
- {id: green, type: yes_no, label: {ja: 環境, en: green}}
- id: purchases
  type: list
  label: {ja: 買うもの, en: purchases}
  fields:
    - {id: kind, type: choice, label: {ja: 種類, en: kind}, choices: [{id: machine, ja: 機械, en: machine}, {id: website, ja: サイト, en: website}]}
    - {id: cost, type: number, unit: yen, range: '0円..', label: {ja: 金額, en: cost}}
    - {id: bought_on, type: date, label: {ja: 取得日, en: day}}
- {id: fair_cost, type: number, unit: yen, range: '0円..', label: {ja: 見本市の費用, en: cost of the fair}}
- {id: certificates, type: certificates, choices: [{id: plan, ja: 計画の認定, en: certified plan}], label: {ja: 認定, en: certificates}}
- {id: awards, type: awards, label: {ja: 受けた支援, en: awards}}
- {id: receiving, type: receiving, label: {ja: 受けている支援, en: receiving}}
";

/// A programme that pays a part of the purchases of a kind, open through fiscal 2026 unless it says otherwise.
fn pays(kind: &str, rate: &str, cap: &str, more: &str) -> String {
    let window = match more.contains("window:") {
        true => "",
        false => "window: {opens: 2026-04-01, closes: 2027-03-31}\n",
    };
    format!(
        "{window}expenses:\n  list: purchases\n  amount: cost\n  items:\n    - {{id: all, label: {{ja: 費用, en: costs}}, \
         where: \"{kind}\"}}\namount: {{base: eligible_cost, rate: {rate}, cap: {cap}}}\n{more}\n"
    )
}

fn files(programmes: &[(&str, String)]) -> Vec<(String, String)> {
    let of = |(id, more): &(&str, String)| {
        let kind = match more.starts_with("kind: ") || more.contains("\nkind: ") {
            true => "",
            false => "kind: subsidy\n",
        };
        let text = format!(
            "id: {id}\nname: {{ja: {id}の制度, en: Programme {id}}}\n{kind}level: city\nas_of: FY2026\n\
             summary: {{ja: 例, en: example}}\nsources: [here]\n{more}"
        );
        (format!("programmes/{id}.yaml"), text)
    };
    programmes.iter().map(of).collect()
}

fn read_city(programmes: &[(&str, String)]) -> Result<Catalogue, Vec<Fault>> {
    let texts = files(programmes);
    let fixed = [("city.yaml", CITY), ("facts.yaml", FACTS)];
    let written = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let files: Vec<CityFile<'_>> = fixed
        .into_iter()
        .chain(written)
        .map(|(path, text)| CityFile { path, text })
        .collect();
    let mut faults = Faults::default();
    let catalogue = read(&files, None, &mut faults);
    match catalogue {
        Some(catalogue) if faults.is_empty() => Ok(catalogue),
        _ => Err(faults.into_sorted()),
    }
}

fn city(programmes: &[(&str, String)]) -> Catalogue {
    read_city(programmes).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

fn told(faults: &[Fault]) -> String {
    let words = kernel::Words::joined([eligibility::words(), platform::words(), crate::words()]);
    let said = faults.iter().map(|fault| fault.sentence(&words, Lang::En));
    said.collect::<Vec<_>>().join("\n")
}

fn profile(catalogue: &Catalogue, facts: &str) -> Profile {
    let text = format!("{{facts: {{{facts}}}}}");
    read_profile("profile", &text, &catalogue.facts)
        .unwrap_or_else(|faults| panic!("{facts}\n{}", told(&faults)))
}

fn plan(catalogue: &Catalogue, text: &str) -> Plan {
    read_plan("plan", text, catalogue).unwrap_or_else(|faults| panic!("{}", told(&faults)))
}

fn day(text: &str) -> Date {
    wareki::parse_date(text).expect("a date")
}

/// The best sets for the facts of a profile on 1 May 2026.
fn best<'c>(catalogue: &'c Catalogue, facts: &str) -> BestSet<'c> {
    let profile = profile(catalogue, facts);
    best_set(catalogue, &profile, &Plan::default(), day("2026-05-01"))
}

/// The members with what they pay for, and the sum: `a[0] b[1] = 300..500`.
fn shown(chosen: &Chosen<'_>) -> String {
    let members = chosen.members.iter().map(|member| {
        let pays: Vec<String> = member.pays.iter().map(ToString::to_string).collect();
        format!("{}[{}] ", member.programme.id, pays.join(" "))
    });
    let members: String = members.collect();
    let high = chosen
        .total
        .high
        .map_or_else(String::new, |high| high.0.to_string());
    format!("{members}= {}..{high}", chosen.total.low.0)
}
