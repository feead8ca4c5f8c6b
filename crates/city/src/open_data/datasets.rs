//! The list of our data sets: for the page, and in the layout of the municipal standard (オープンデータ一覧).

use kernel::Lang;
use programmes::open_data::table::write;

use super::State;

/// A data set. Its name, content and columns are messages: `data-{id}-name`, `-about`, `-columns`.
pub struct Dataset {
    pub id: &'static str,
    pub path: &'static str,
    pub format: &'static str,
    pub in_both_languages: bool,
}

pub const DATASETS: &[Dataset] = &[
    Dataset {
        id: "programmes",
        path: "/open-data/programmes.csv",
        format: "CSV",
        in_both_languages: false,
    },
    Dataset {
        id: "linked",
        path: "/open-data/programmes.jsonld",
        format: "JSON-LD",
        in_both_languages: false,
    },
    Dataset {
        id: "figures",
        path: "/open-data/figures.csv",
        format: "CSV",
        in_both_languages: false,
    },
    Dataset {
        id: "organisations",
        path: "/open-data/organisations.csv",
        format: "CSV",
        in_both_languages: false,
    },
    Dataset {
        id: "feed",
        path: "/feed.xml",
        format: "Atom",
        in_both_languages: true,
    },
    Dataset {
        id: "deadlines",
        path: "/deadlines.ics",
        format: "iCalendar",
        in_both_languages: true,
    },
    Dataset {
        id: "catalogue",
        path: "/open-data/catalogue.csv",
        format: "CSV",
        in_both_languages: false,
    },
];

/// The columns of the standard of which we have the names from software that reads such lists.
const COLUMNS: [&str; 19] = [
    "全国地方公共団体コード",
    "地方公共団体名",
    "データセット_ID",
    "データセット_タイトル",
    "データセット_概要",
    "データセット_最終更新日",
    "データセット_URL",
    "データセット_更新頻度",
    "データセット_準拠する標準",
    "データセット_関連ドキュメント",
    "データセット_作成者",
    "データセット_備考",
    "ファイル_タイトル",
    "ファイル_アクセスURL",
    "ファイル_ダウンロードURL",
    "ファイル_形式",
    "ファイル_ライセンス",
    "ファイル_最終更新日",
    "ファイル_著作権表記",
];

/// The list as a table. In Japanese, as the standard has it.
pub fn csv(state: &State) -> String {
    let city = &state.catalogue.city;
    let licence = city.open_data_licence.as_ref();
    let address = state.shell.address();
    let page = address.page(Lang::Ja, "/open-data");
    let reviewed = city
        .reviewed
        .map_or_else(String::new, |day| day.to_string());
    let say = |key: &str| crate::words().say(Lang::Ja, key, &[("city", &city.name.ja)]);
    let rows = DATASETS.iter().map(|dataset| {
        let name = say(&format!("data-{}-name", dataset.id));
        let standard = match dataset.id {
            "programmes" | "catalogue" => say("data-standard"),
            _ => String::new(),
        };
        vec![
            city.code.clone(),
            city.name.ja.clone(),
            dataset.id.to_owned(),
            name.clone(),
            say(&format!("data-{}-about", dataset.id)),
            reviewed.clone(),
            page.clone(),
            say("data-update-rule"),
            standard,
            page.clone(),
            say("data-maker"),
            say("data-facts"),
            name,
            page.clone(),
            address.of(dataset.path),
            dataset.format.to_owned(),
            licence.map_or_else(String::new, |one| one.name.ja.clone()),
            reviewed.clone(),
            licence.map_or_else(String::new, |one| one.attribution.ja.clone()),
        ]
    });
    write(&COLUMNS, rows)
}
