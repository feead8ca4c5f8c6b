//! Every page of the site, found by following its links.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::OnceLock;

use super::site::site;

/// Pages that no link leads to.
const UNLINKED: [&str; 20] = [
    "/finder?applicant=company&employees=12&industry=2441&place_in_city=head_office\
     &place_in_city=production_site&tax_arrears=no&founded_on=2001-04-01",
    "/finder?view=steps&applicant=company&skip=-wish&industry=2441",
    "/finder?view=steps&applicant=company&ask=industry&asked=industry",
    "/finder?view=form&applicant=company&employees=12&industry=2441",
    "/finder/result?applicant=company&employees=12&industry=2441&place_in_city=head_office\
     &place_in_city=production_site&tax_arrears=no&founded_on=2001-04-01",
    "/finder/result",
    "/finder/best?applicant=company&employees=22&capital=1000%E4%B8%87%E5%86%86&industry=2441&place_in_city=head_office\
     &place_in_city=production_site&tax_arrears=no&founded_on=1998-04-01&in_city_since=1998-04-01&certificates=-\
     &equip_in_plan=yes&awards=-&receiving=-&on=2025-12-01&equipment.0.category=machinery\
     &equipment.0.unit_price=4000000&equipment.0.cost=8000000&equipment.0.acquired_on=2026-02-20",
    "/finder/best",
    "/finder/start",
    "/children?furigana=on",
    "/components",
    "/programmes?kind=subsidy&window=open&who=company",
    "/finder?employees=many&on=someday",
    "/programmes?q=%E5%8A%A0%E5%B7%A5",
    "/programmes/kz-reskill-training/simulation?amount.cap=200000&assume.reskill_training_cost=400000&by=industry",
    "/programmes/kz-reskill-training/simulation?amount.cap=many&amount.rate.1=3",
    "/programmes?q=zzzz",
    "/nowhere",
    "/sign-in",
    "/programmes/%FF",
];

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Page {
    /// From the root, in the language of the page: `/en/programmes/yorozu`.
    pub path: String,
    /// Pages of one kind differ in what they tell, not in how they are made: `/programmes/*`, the same in both languages.
    pub kind: String,
    /// The first page of its kind in its language; it is looked at from every side.
    pub is_example: bool,
    /// The text of its `<title>`.
    pub title: String,
}

impl Page {
    /// A page that is not found by following links.
    pub fn at(address: &str) -> Page {
        let path = address
            .strip_prefix(site())
            .expect("the page is of this site");
        Page {
            path: path.to_owned(),
            kind: path.to_owned(),
            is_example: false,
            title: String::new(),
        }
    }

    pub fn lang(&self) -> &'static str {
        if english(&self.path).is_some() {
            "en"
        } else {
            "ja"
        }
    }

    pub fn address(&self) -> String {
        format!("{}{}", site(), self.path)
    }
}

/// Every page that is linked and those that no link leads to. Of addresses that differ in the values of their query only,
/// the first stands for all: a list filtered by one direction is made as the list filtered by another.
pub fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(crawl)
}

fn crawl() -> Vec<Page> {
    let mut waiting: VecDeque<String> = VecDeque::from(["/".to_owned(), "/en".to_owned()]);
    for path in UNLINKED {
        waiting.extend([path.to_owned(), format!("/en{path}")]);
    }
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut shapes = BTreeSet::new();
    let mut found = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let Some(html) = fetch(&path) else {
            continue;
        };
        if shapes.insert(shape(&path)) || UNLINKED.contains(&in_japanese(&path)) {
            found.push((path, title(&html)));
        }
        for link in links(&html) {
            // Combinations of filters without end lead to the same pages.
            if link.matches('&').count() <= 1 && seen.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    sorted_by_kind(found)
}

/// The text of a page; nothing when the address leads to something else: a picture, a table, a calendar, another page.
fn fetch(path: &str) -> Option<String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into();
    let answer = agent.get(format!("{}{path}", site())).call();
    let mut answer = answer.unwrap_or_else(|why| panic!("{path}: {why}"));
    let is_page = answer.body().mime_type() == Some("text/html");
    is_page.then(|| answer.body_mut().read_to_string().expect("a page is text"))
}

fn title(html: &str) -> String {
    let title = html
        .split_once("<title>")
        .and_then(|(_, rest)| rest.split_once("</title>"));
    title.map_or_else(String::new, |(title, _)| title.trim().to_owned())
}

fn links(html: &str) -> impl Iterator<Item = String> {
    html.split("<a ")
        .skip(1)
        .filter_map(|rest| rest.split('>').next()?.split_once("href=\""))
        .filter_map(|(_, rest)| rest.split_once('"'))
        .map(|(link, _)| link.split('#').next().unwrap_or_default())
        .filter(|link| link.starts_with('/') && !link.starts_with("//"))
        .map(|link| link.replace("&amp;", "&").replace("&#38;", "&"))
}

/// The path and the names in the query.
fn shape(path: &str) -> (String, BTreeSet<String>) {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let names = query.split('&').filter_map(|pair| pair.split('=').next());
    let names = names.filter(|name| !name.is_empty());
    (path.to_owned(), names.map(str::to_owned).collect())
}

fn english(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/en")?;
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}

fn in_japanese(path: &str) -> &str {
    match english(path) {
        Some("") => "/",
        Some(rest) => rest,
        None => path,
    }
}

fn sorted_by_kind(found: Vec<(String, String)>) -> Vec<Page> {
    /// More pages than these (in two languages) in one folder are made from one template.
    const SIBLINGS: usize = 6;
    let folder = |path: &str| {
        let path = in_japanese(path);
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        let (folder, _) = path.rsplit_once('/').unwrap_or_default();
        (!folder.is_empty()).then(|| folder.to_owned())
    };
    let mut in_folder: BTreeMap<String, usize> = BTreeMap::new();
    for name in found.iter().filter_map(|(path, _)| folder(path)) {
        *in_folder.entry(name).or_default() += 1;
    }
    let mut kinds = BTreeSet::new();
    let mut pages = Vec::new();
    for (path, title) in found {
        let is_unlinked = UNLINKED.contains(&in_japanese(&path));
        let (place, names) = shape(in_japanese(&path));
        let of_programme = |rest: &&str| rest.ends_with("/simulation");
        let mut kind = match folder(&path) {
            _ if is_unlinked => in_japanese(&path).to_owned(),
            // One in the folder of each programme.
            _ if place
                .strip_prefix("/programmes/")
                .filter(of_programme)
                .is_some() =>
            {
                "/programmes/*/simulation".to_owned()
            }
            Some(name) if in_folder[&name] > SIBLINGS => format!("{name}/*"),
            _ => place,
        };
        let is_query = !names.is_empty() && !is_unlinked;
        if is_query {
            let names: Vec<String> = names.into_iter().collect();
            kind = format!("{kind}?{}", names.join("&"));
        }
        let is_example = kinds.insert((english(&path).is_some(), kind.clone()));
        // What a query changes on one page of a kind, it changes on the others.
        if is_example || !is_query {
            pages.push(Page {
                path,
                kind,
                is_example,
                title,
            });
        }
    }
    pages
}
