//! The catalogue in the layout of the municipal standard (自治体標準オープンデータセット, 支援制度（給付金）情報).
//! The names of the columns are the standard's, in Japanese like everything in it; what the source of a programme
//! does not state stays empty. `docs/open-data.md` says which columns of the standard we do not have.

use eligibility::formula::{Cond, Num};
use eligibility::rules::{Amount, Condition, Edition, Limits, Measure, Part};
use eligibility::wording::Wording;
use kernel::{Bilingual, Date, Lang, SiteAddress};

use super::table::{joined, write};
use crate::catalogue::Catalogue;
use crate::programme::{Programme, Stated, Window, WindowType};

/// The columns; the last three are ours.
const COLUMNS: [&str; 26] = [
    "全国地方公共団体コード",
    "ID",
    "地方公共団体名",
    "タイトル（制度名）",
    "サブタイトル（通称名）",
    "支援制度種別",
    "対象者",
    "用途・対象費",
    "制度概要",
    "内容",
    "給付金額",
    "補助率",
    "受付開始日",
    "受付終了日",
    "利用・申請方法",
    "申請方法URL",
    "キーワード",
    "ライフステージ分類",
    "詳細参照先",
    "問い合わせ先",
    "連絡先電話番号",
    "公開日",
    "URL",
    "受付備考",
    "時点",
    "情報の確かさ",
];

/// The table of all programmes, with the rules that hold on a day.
pub fn csv(catalogue: &Catalogue, on: Date, site: &SiteAddress) -> String {
    let wording = Wording {
        facts: &catalogue.facts,
        programmes: &catalogue.names,
        on,
        lang: Lang::Ja,
    };
    let row = |programme| row(catalogue, programme, &wording, site);
    write(&COLUMNS, catalogue.programmes.iter().map(row))
}

fn row(
    catalogue: &Catalogue,
    programme: &Programme,
    wording: &Wording<'_>,
    site: &SiteAddress,
) -> Vec<String> {
    let edition = programme.rules.on(wording.on);
    let window = programme.window.known();
    let applying = window.filter(|window| window.kind != Some(WindowType::Event));
    let day = |moment: Option<crate::programme::Moment>| {
        moment.map_or_else(String::new, |moment| moment.day.to_string())
    };
    vec![
        catalogue.city.code.clone(),
        programme.id.clone(),
        catalogue.city.name.ja.clone(),
        programme.name.ja.clone(),
        String::new(),
        said(&format!("kind-{}", programme.kind.word())),
        conditions(wording, edition),
        list(&programme.covers),
        programme.summary.ja.clone(),
        details(programme),
        amounts(wording, edition, Clone::clone),
        amounts(wording, edition, rates_alone),
        day(applying.and_then(|window| window.opens)),
        day(applying.and_then(|window| window.closes)),
        list(&programme.steps),
        String::new(),
        String::new(),
        String::new(),
        joined(programme.sources.iter().map(String::as_str)),
        joined(
            [&programme.operator, &programme.section]
                .into_iter()
                .filter_map(text),
        ),
        String::new(),
        String::new(),
        site.page(Lang::Ja, &format!("/programmes/{}", programme.id)),
        window.map_or_else(String::new, remark),
        programme.as_of.ja.clone(),
        said(&format!("confidence-{}", programme.confidence.word())),
    ]
}

fn said(key: &str) -> String {
    crate::words().say(Lang::Ja, key, &[])
}

fn text(stated: &Stated<Bilingual>) -> Option<&str> {
    stated.known().map(|text| text.ja.as_str())
}

fn list(stated: &Stated<Vec<Bilingual>>) -> String {
    joined(
        stated
            .known()
            .into_iter()
            .flatten()
            .map(|text| text.ja.as_str()),
    )
}

/// Who it is for: the conditions of the programme and of its courses, made from the rules.
fn conditions(wording: &Wording<'_>, edition: &Edition) -> String {
    let own = edition.conditions.iter().map(|one| (None, one));
    let of_courses = edition.courses.iter().flat_map(|course| {
        let conditions = course.conditions.iter();
        conditions.map(move |one| (Some(&course.label.ja), one))
    });
    let all: Vec<String> = own
        .chain(of_courses)
        .filter(|(_, one)| !is_silent(one))
        .map(|(label, one)| {
            let said = wording.condition(one, edition);
            label.map_or_else(|| said.clone(), |label| format!("{label}：{said}"))
        })
        .collect();
    joined(all.iter().map(String::as_str))
}

/// Nothing at all is said: not even what is demanded, let alone its content.
fn is_silent(condition: &Condition) -> bool {
    condition.not_stated.is_none()
        && condition.minimum_grant.is_none()
        && matches!(condition.rule, Cond::NotStated)
}

/// What else the source says, each with its heading.
fn details(programme: &Programme) -> String {
    let excluded = list(&programme.does_not_cover).replace(';', "、");
    let note = programme.note.as_ref().map(|note| note.ja.as_str());
    let parts = [
        (
            "csv-does-not-cover",
            (!excluded.is_empty()).then_some(excluded.as_str()),
        ),
        ("csv-usage-limit", text(&programme.usage_limit)),
        ("csv-combination", text(&programme.combination)),
        ("csv-terms", text(&programme.terms)),
        ("csv-note", note),
    ];
    let parts: Vec<String> = (parts.into_iter())
        .filter_map(|(key, text)| Some(crate::words().say(Lang::Ja, key, &[("text", text?)])))
        .collect();
    joined(parts.iter().map(String::as_str))
}

/// The amounts of the programme and of its courses in words, each looked at in the same way.
fn amounts(wording: &Wording<'_>, edition: &Edition, look: impl Fn(&Amount) -> Amount) -> String {
    let own = edition.amount.as_ref().map(|amount| (None, amount));
    let of_courses = edition.courses.iter().filter_map(|course| {
        let amount = course.amount.as_ref()?;
        Some((Some(course.label.ja.as_str()), amount))
    });
    let mut texts = Vec::new();
    for (label, amount) in own.into_iter().chain(of_courses) {
        let amount = look(amount);
        // What the source does not state stays empty here: there is no sentence for it in a table of values.
        if amount.not_stated || amount.parts.is_empty() {
            continue;
        }
        for line in wording.amount(&amount, edition) {
            let headings = [label.unwrap_or_default(), &line.label];
            let headings = headings.into_iter().filter(|heading| !heading.is_empty());
            let said = line.texts.join("、");
            texts.push(
                headings
                    .chain([said.as_str()])
                    .collect::<Vec<_>>()
                    .join("："),
            );
        }
    }
    joined(texts.iter().map(String::as_str))
}

/// Only the parts that are a share of something, without their limits.
fn rates_alone(amount: &Amount) -> Amount {
    let part = |part: &Part| match &part.measure {
        Measure::Share {
            rate: None | Some(Num::NotStated(_)),
            ..
        }
        | Measure::PerUnit { .. } => None,
        Measure::Share { rate: Some(_), .. } => Some(Part {
            limits: Limits::default(),
            ..part.clone()
        }),
    };
    Amount {
        parts: amount.parts.iter().filter_map(part).collect(),
        limits: Limits::default(),
        not_stated: amount.not_stated,
    }
}

/// What has to be said about the dates: their kind, the minute, and what the source remarks.
fn remark(window: &Window) -> String {
    let mut parts = Vec::new();
    if let Some(kind) = window.kind {
        parts.push(said(&format!("window-type-{}", kind.word())));
    }
    let moments = [("csv-opens", window.opens), ("csv-closes", window.closes)];
    for (key, moment) in moments {
        let Some(moment) = moment else { continue };
        if moment.time.is_some() || window.kind == Some(WindowType::Event) {
            let at = moment.to_string();
            parts.push(crate::words().say(Lang::Ja, key, &[("at", &at)]));
        }
    }
    parts.extend(window.note.as_ref().map(|note| note.ja.clone()));
    joined(parts.iter().map(String::as_str))
}
