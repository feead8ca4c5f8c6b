//! The page for trying rules out, as a policy maker reads it.

use std::num::NonZeroUsize;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::StatusCode;
use eligibility::levers::{levers, with};
use eligibility::range::Exact;
use kernel::{Date, Faults, Lang};

use super::firms::{Firms, Refusal, SEED, Trying};
use super::variant::Variant;
use crate::portal::tests::well_made::assert_well_made;
use crate::portal::tests::{get, kanazawa, odd, site_with};
use crate::simulation::report::count;
use crate::simulation::{Fate, Groups, Listing, Outcome, Plan, Side, Watch, simulate};
use crate::synthetic::{self, Marginals};
use crate::{Catalogue, CityFile};

const TODAY: &str = "2026-11-22";
const COUNT: u64 = 3_000;
const TRAINING: &str = "/programmes/kz-reskill-training/simulation";

fn marginals(catalogue: &Catalogue) -> Marginals {
    let text = include_str!("../../../../../cities/kanazawa/synthetic.yaml");
    let path = synthetic::FILE;
    let mut faults = Faults::default();
    let read = synthetic::read(&[CityFile { path, text }], catalogue, &mut faults);
    assert!(faults.is_empty());
    read.expect("figures")
}

static FIRMS: LazyLock<Arc<Firms>> =
    LazyLock::new(|| Arc::new(Firms::of(Some(marginals(&kanazawa())), COUNT)));

fn site() -> Router {
    site_with(kanazawa(), Arc::clone(&FIRMS), TODAY)
}

async fn read(address: &str) -> String {
    let (status, html) = get(&site(), address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    assert_well_made(&html, address);
    html
}

/// What the command would say of the same firms.
fn simulated(id: &str, moves: &[(&str, Exact)]) -> Outcome {
    let catalogue = kanazawa();
    let on: Date = TODAY.parse().expect("a day");
    let file = synthetic::registry(&marginals(&catalogue), &catalogue.facts, COUNT, SEED);
    let rules = &catalogue.find(id).expect("a programme").rules;
    let moves = moves.iter().map(|(id, value)| ((*id).to_owned(), *value));
    let moved = with(rules, on, &moves.collect::<Vec<_>>()).expect("they move");
    let side = |rules| Side {
        registry: &file.registry,
        facts: &catalogue.facts,
        rules: vec![Some(rules)],
    };
    let plan = Plan {
        on,
        programmes: vec![id],
        before: side(rules),
        after: Some(side(&moved)),
        groups: &Groups::of(&file.registry, &catalogue.facts, None),
        listing: Listing::Counted,
    };
    simulate(&plan, NonZeroUsize::MIN, &Watch::default()).expect("nobody stops it")
}

#[tokio::test]
async fn a_moved_number_tells_what_the_command_tells() {
    let years = [("condition.years.1", Exact::from_integer(600))];
    let outcome = simulated("kz-reskill-training", &years);
    let only = &outcome.programmes[0];
    let moved = &only.moves.as_ref().expect("moves").all;
    let lost = moved.of_fate(Fate::MayLose) + moved.of_fate(Fate::Loses);
    assert!(lost > 0, "young firms lose");
    let html = read(&format!("/en{TRAINING}?condition.years.1=50&by=industry")).await;
    let after = only.after.as_ref().expect("after");
    for (label, tally) in [("now", &only.before), ("moved", after)] {
        let undecided = format!("<td class=\"num\">{}</td>", count(tally.all.undecided));
        assert!(html.contains(&undecided), "{label}: {undecided}");
    }
    let may_lose = format!(
        "may lose</th><td class=\"num\">{}</td>",
        count(moved.of_fate(Fate::MayLose))
    );
    assert!(html.to_lowercase().contains(&may_lose), "{may_lose}");
    for said in ["1 year → 50 years", "E Manufacturing", "noindex", "seed 1"] {
        assert!(html.contains(said), "{said}");
    }
}

#[tokio::test]
async fn rules_as_they_are_have_no_after() {
    for lang in ["", "/en"] {
        let html = read(&format!("{lang}{TRAINING}")).await;
        assert!(!html.contains("noindex") && !html.contains("id=\"fates\""));
        assert!(html.contains("name=\"condition.years.1\" value=\"\""));
        assert!(html.contains("name=\"amount.cap\""));
    }
    let html = read(TRAINING).await;
    assert!(
        html.contains("3,000社の合成データ") && html.contains("実際の市内の会社ではありません")
    );
    // What is typed and is what it was moves nothing.
    let html = read(&format!("{TRAINING}?amount.cap=10万円")).await;
    assert!(!html.contains("id=\"fates\""));
}

#[tokio::test]
async fn a_mistake_stays_at_its_field_and_nothing_is_lost() {
    let check = async |query: &str, says: &str| {
        let html = read(&format!("{TRAINING}?{query}")).await;
        assert!(html.contains(says), "{query}: {says}");
        assert!(
            html.contains("error-summary") && !html.contains("id=\"fates\""),
            "{query}"
        );
    };
    let typed = "value=\"沢山\"";
    check("amount.cap=%E6%B2%A2%E5%B1%B1", typed).await;
    check("amount.rate.1=3/2", "0から1までの数を書いてください").await;
    check("condition.years.1=-1", "以上の数を書いてください").await;
    check("amount.cap=5..6", "1つの数を書いてください").await;
    check("amount.cap=1&amount.rate.1=x", "value=\"1\"").await;
    check("assume.reskill_training_cost=many", "many").await;
}

#[tokio::test]
async fn numbers_are_read_as_people_write_them() {
    let check = async |query: &str, says: &str| {
        let html = read(&format!("{TRAINING}?{query}")).await;
        assert!(html.contains(says), "{query}: {says}");
    };
    check(
        "amount.cap=%EF%BC%92%EF%BC%90%E4%B8%87%E5%86%86",
        "10万円 → 20万円",
    )
    .await;
    check("amount.cap=1,500,000", "10万円 → 150万円").await;
    check("amount.rate.2=%EF%BC%92%EF%BC%8F%EF%BC%93", "1/2 → 2/3").await;
    check("amount.rate.2=75%25", "1/2 → 3/4").await;
    check("condition.years.1=18%E3%81%8B%E6%9C%88", "1年 → 1.5年").await;
}

#[tokio::test]
async fn what_the_programme_does_not_have_is_told() {
    let html = read(&format!(
        "{TRAINING}?amount.floor=5&assume.nothing=1&x=%3Cb%3E"
    ))
    .await;
    assert!(html.contains("amount.floor, x, assume.nothing"));
    let (status, _) = get(&site(), "/programmes/none/simulation").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn assumptions_narrow_amounts_and_are_called_so() {
    let assumed = "assume.reskill_training_cost=30万円&assume.reskill_topic=yes";
    let html = read(&format!("{TRAINING}?{assumed}")).await;
    assert!(
        html.contains("あなたが置いた仮定") && html.contains("30万円（分からない会社はすべて）")
    );
    // The link holds them.
    assert!(html.contains("assume.reskill_training_cost=30"));
    let html = read(&format!(
        "{TRAINING}?{assumed}&assume.reskill_training_cost.least=1"
    ))
    .await;
    assert!(html.contains("error-summary"));
}

#[tokio::test]
async fn a_city_without_figures_has_nothing_to_try_with() {
    let site = site_with(odd(), Arc::default(), "2026-05-01");
    for (address, says) in [
        ("/simulation", "試算できません"),
        ("/programmes/grant/simulation", "試算できません"),
        ("/en/simulation", "nothing can be tried out"),
    ] {
        let (status, html) = get(&site, address).await;
        assert_eq!(status, StatusCode::OK);
        assert_well_made(&html, address);
        assert!(html.contains(says), "{address}");
    }
    let (_, html) = get(&site, "/programmes/grant").await;
    assert!(!html.contains("/simulation\">数字を"));
}

#[tokio::test]
async fn every_programme_with_numbers_can_be_tried_in_both_languages() {
    let list = read("/en/simulation").await;
    read("/simulation").await;
    let on: Date = TODAY.parse().expect("a day");
    for programme in &kanazawa().programmes {
        let path = format!("/programmes/{}/simulation", programme.id);
        let found = levers(&programme.rules, on);
        assert_eq!(list.contains(&format!("/en{path}\"")), !found.is_empty());
        let ids: std::collections::BTreeSet<_> = found.iter().map(|one| &one.id).collect();
        assert_eq!(ids.len(), found.len(), "{path}");
        if !found.is_empty() {
            read(&path).await;
            read(&format!("/en{path}")).await;
        }
    }
}

/// Nobody can use all of the machine by asking: those who cannot be served soon are told so.
#[tokio::test]
async fn many_who_ask_at_once_are_served_or_sent_away() {
    let firms = Arc::new(Firms::of(Some(marginals(&kanazawa())), COUNT));
    let catalogue = kanazawa();
    let asking = (0..60).map(|cap| {
        let (firms, catalogue) = (Arc::clone(&firms), Arc::clone(&catalogue));
        tokio::spawn(async move {
            let programme = catalogue.find("kz-reskill-training").expect("it");
            let pairs = vec![("amount.cap".to_owned(), format!("{}", 1000 + cap))];
            let on = TODAY.parse().expect("a day");
            let variant = Variant::read(pairs, &[], programme, &catalogue.facts, on);
            let trying = Trying {
                programme: programme.id.clone(),
                on,
                rules: variant.rules,
                assumed: Vec::new(),
                lang: Lang::Ja,
            };
            firms.try_out(&catalogue, trying).await.map(|_| ())
        })
    });
    let asking: Vec<_> = asking.collect();
    let mut served = 0;
    for one in asking {
        match one.await.expect("it ends") {
            Ok(()) => served += 1,
            Err(why) => assert_eq!(why, Refusal::Busy),
        }
    }
    assert!(served > 0);
}
