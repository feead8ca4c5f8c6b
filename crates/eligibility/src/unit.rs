//! Units of measure: what may be compared and added, and how a number with its unit is written.

use kernel::{Lang, Yen};
use num_traits::ToPrimitive;

use crate::range::{Exact, ONE};

/// A unit as written. Units of one `base` measure the same thing and differ by `factor`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    pub id: String,
    pub ja: String,
    pub en_one: String,
    pub en_many: String,
    /// The id of the unit in which values are kept.
    pub base: String,
    pub factor: Exact,
    /// Whether it is counted in whole numbers.
    pub whole: bool,
}

impl Unit {
    /// A plain ratio, such as a rate.
    pub fn ratio() -> Unit {
        built_in("ratio", "", "", "", "ratio", ONE)
    }

    pub fn is_ratio(&self) -> bool {
        self.base == "ratio"
    }

    pub fn is_yen(&self) -> bool {
        self.base == "yen"
    }

    /// Counts and yen are whole numbers.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The same kind of measure, of which no one unit was written: 年 and か月 added up.
    pub fn mixed(&self) -> Unit {
        Unit {
            id: "mixed".to_owned(),
            factor: ONE,
            ..self.clone()
        }
    }

    pub fn is_mixed(&self) -> bool {
        self.id == "mixed"
    }

    pub fn measures_same(&self, other: &Unit) -> bool {
        self.base == other.base
    }

    /// A number of this unit as people write it: `200万円`, `2,000,000 yen`, `3年`, `3 years`, `2/3`, `5%`.
    /// `value` is in the base unit.
    pub fn write(&self, value: Exact, lang: Lang) -> String {
        let value = value / self.factor;
        if self.is_yen()
            && value.is_integer()
            && let Some(yen) = value.to_integer().to_i64()
        {
            return match lang {
                Lang::Ja => Yen(yen).ja(),
                Lang::En => Yen(yen).en(),
            };
        }
        let number = plain(value);
        match (self.id.as_str(), lang) {
            ("ratio", _) => number,
            ("percent", _) => format!("{number}%"),
            (_, Lang::Ja) => format!("{number}{}", self.ja),
            (_, Lang::En) if value == ONE => format!("{number} {}", self.en_one),
            (_, Lang::En) => format!("{number} {}", self.en_many),
        }
    }
}

/// A number without unit: `1,234`, `2/3`, `1.5` where the decimal is exact and short.
pub fn plain(value: Exact) -> String {
    if value.is_integer() {
        return grouped(value.to_integer());
    }
    let tenths = value * Exact::from_integer(10);
    if value.denom() == &2 && tenths.is_integer() && value > ONE {
        let tenths = tenths.to_integer();
        return format!("{}.{}", grouped(tenths / 10), (tenths % 10).abs());
    }
    format!("{}/{}", value.numer(), value.denom())
}

fn grouped(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// The units of a city: the built-in ones and those its facts declare.
#[derive(Clone, Debug)]
pub struct Units(Vec<(Unit, Vec<&'static str>)>);

impl Default for Units {
    fn default() -> Units {
        let one = |id, ja, en_one, en_many, also: &[&'static str]| {
            (built_in(id, ja, en_one, en_many, id, ONE), also.to_vec())
        };
        let months = Exact::from_integer(12);
        let hundredth = Exact::new_raw(1, 100);
        let hectare = Exact::from_integer(10_000);
        Units(vec![
            one("yen", "円", "yen", "yen", &[]),
            one("people", "人", "person", "people", &["名"]),
            one(
                "months",
                "か月",
                "month",
                "months",
                &["ヶ月", "カ月", "ヵ月", "箇月", "ケ月"],
            ),
            (
                built_in("years", "年", "year", "years", "months", months),
                vec!["年間"],
            ),
            one("days", "日", "day", "days", &["日間"]),
            one("hours", "時間", "hour", "hours", &[]),
            (
                built_in("percent", "%", "percent", "percent", "ratio", hundredth),
                vec!["パーセント", "％"],
            ),
            one("m2", "㎡", "m²", "m²", &["m²", "平方メートル"]),
            (
                built_in("ha", "ha", "ha", "ha", "m2", hectare),
                vec!["ヘクタール"],
            ),
            one("kw", "kW", "kW", "kW", &["KW", "キロワット"]),
            one("cases", "件", "case", "cases", &[]),
            one("units", "台", "unit", "units", &["式"]),
            one("companies", "社", "company", "companies", &[]),
            one("times", "回", "time", "times", &[]),
            one(
                "places",
                "か所",
                "place",
                "places",
                &["ヶ所", "箇所", "カ所"],
            ),
            one("points", "点", "point", "points", &[]),
        ])
    }
}

impl Units {
    /// Finds a unit by id or by what people write: `円`, `people`, `person`, `か月`.
    pub fn find(&self, text: &str) -> Option<&Unit> {
        let lower = text.to_lowercase();
        self.0
            .iter()
            .find(|(unit, also)| {
                unit.id.to_lowercase() == lower
                    || unit.ja == text
                    || unit.en_one.to_lowercase() == lower
                    || unit.en_many.to_lowercase() == lower
                    || also.contains(&text)
            })
            .map(|(unit, _)| unit)
    }

    /// Adds a unit of the city's own.
    pub fn declare(&mut self, id: &str, ja: &str, en: &str, whole: bool) {
        let unit = Unit {
            whole,
            ..built_in(id, ja, en, en, id, ONE)
        };
        self.0.push((unit, Vec::new()));
    }

    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(unit, _)| unit.id.as_str())
    }
}

fn built_in(id: &str, ja: &str, en_one: &str, en_many: &str, base: &str, factor: Exact) -> Unit {
    Unit {
        id: id.to_owned(),
        ja: ja.to_owned(),
        en_one: en_one.to_owned(),
        en_many: en_many.to_owned(),
        base: base.to_owned(),
        factor,
        whole: !matches!(base, "ratio" | "months" | "hours" | "m2" | "kw"),
    }
}
