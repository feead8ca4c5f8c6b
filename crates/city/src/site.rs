//! The site: every module's pages in both languages, and what several modules show together.

use std::sync::Arc;

use accounts::Accounts;
use accounts::actions::Providers;
use axum::Router;
use kernel::{Bilingual, Lang, SiteAddress};
use plan::portal::{Openness, ProgrammeLine, Support};
use platform::secret::SiteKey;
use platform::{Clock, Db, DbFault, Ground, Imported, Shell, SiteName, content, migrate};
use programmes::programme::Kind;
use programmes::{Catalogue, Programme, WindowState};

use crate::load::City;
use crate::{about, api, home, mcp, migrations, open_data, people, sitemap};

/// Brings the tables up to date and imports the content, all of it or nothing. Doing it again changes nothing.
pub async fn prepare(db: &Db, city: &City, clock: &Clock) -> Result<Imported, DbFault> {
    migrate(db, &migrations()).await?;
    let now = clock.now();
    let mut tx = db.begin().await?;
    let (_, imported) = content::import(&mut tx, &city.files, now).await?;
    if imported == Imported::New {
        plan::import(&mut tx, &city.plan).await?;
        programmes::import(&mut tx, &city.catalogue, &city.files, now).await?;
    }
    tx.commit().await?;
    Ok(imported)
}

/// All pages, at the root in Japanese and under `/en` in English, on a ground without database and log.
pub fn router(city: City, clock: Clock) -> Router {
    router_at(city, clock, SiteAddress::default())
}

/// The same pages on a site whose public address is known.
pub fn router_at(city: City, clock: Clock, address: SiteAddress) -> Router {
    let ground = Ground::quiet(clock.clone());
    // Nobody can sign in, but every page that asks nothing of the database is there.
    let nobody = people::accounts(
        Db::empty(),
        SiteKey::new(),
        &city,
        clock.clone(),
        address.clone(),
        Providers::none(),
    );
    router_on(&ground, city, clock, address, nobody)
}

/// All pages on a ground.
pub fn router_on(
    ground: &Ground,
    city: City,
    clock: Clock,
    address: SiteAddress,
    accounts: Accounts,
) -> Router {
    let catalogue = Arc::new(city.catalogue);
    let plan = Arc::new(city.plan);
    let firms = Arc::new(programmes::portal::Firms::new(city.synthetic));
    let site_name = SiteName {
        city: catalogue.city.name.clone(),
    };
    let shell = Shell::new(site_name, clock).at(address);
    let of_catalogue = Arc::clone(&catalogue);
    let of_clock = shell.clone();
    let plan_pages = plan::portal::routes(plan::portal::State {
        plan: Arc::clone(&plan),
        shell: shell.clone(),
        programmes: Arc::new(move |direction| programme_lines(&of_catalogue, direction, &of_clock)),
    });
    let api_state = api::State {
        plan: Arc::clone(&plan),
        catalogue: Arc::clone(&catalogue),
        firms: Arc::clone(&firms),
        clock: shell.clock().clone(),
    };
    let api_routes = api::routes(api_state, &city.files);
    let programme_pages = programmes::portal::routes(programmes::portal::State {
        catalogue: Arc::clone(&catalogue),
        firms: Arc::clone(&firms),
        shell: shell.clone(),
    });
    let data = open_data::State {
        plan: Arc::clone(&plan),
        catalogue: Arc::clone(&catalogue),
        firms,
        shell: shell.clone(),
    };
    let about_pages = about::routes(about::State {
        plan: Arc::clone(&plan),
        catalogue: Arc::clone(&catalogue),
        shell: shell.clone(),
    });
    let home_pages = home::routes(home::State {
        plan,
        catalogue,
        shell: shell.clone(),
    });
    let pages = Router::new()
        .merge(plan_pages)
        .merge(programme_pages)
        .merge(accounts::portal::routes(accounts::portal::State {
            accounts: accounts.clone(),
        }))
        // What later modules do at the desk is listed here.
        .merge(accounts::desk::routes(accounts::desk::State {
            accounts,
            entries: Vec::new().into(),
        }))
        .merge(about_pages)
        .merge(platform::components_routes(shell.clone()))
        .merge(home_pages)
        .merge(api::page_routes(shell.clone()))
        .merge(open_data::pages(data.clone()));
    let routes = Router::new()
        .merge(pages.clone())
        .nest("/en", pages)
        .merge(api_routes)
        .merge(open_data::files(data.clone()))
        .merge(sitemap::routes(data.clone()))
        .merge(mcp::routes(data))
        .merge(platform::assets_routes());
    ground.under(routes, shell)
}

/// The programmes of a direction: those whose main direction it is first, and open ones before the others.
fn programme_lines(catalogue: &Catalogue, direction: &str, shell: &Shell) -> Vec<ProgrammeLine> {
    let today = shell.clock().today();
    let mut found: Vec<(bool, WindowState, &Programme)> = catalogue
        .programmes
        .iter()
        .filter(|programme| programme.directions.iter().any(|id| id == direction))
        .map(|programme| {
            let main = programme
                .directions
                .first()
                .is_some_and(|id| id == direction);
            let state = programmes::assess::window_state(programme, today);
            (!main, state, programme)
        })
        .collect();
    found.sort_by(|a, b| (a.0, a.1, &a.2.id).cmp(&(b.0, b.1, &b.2.id)));
    found
        .into_iter()
        .map(|(not_main, state, programme)| ProgrammeLine {
            path: format!("/programmes/{}", programme.id),
            name: programme.name.clone(),
            kind_label: said(&format!("kind-{}", programme.kind.word())),
            support: support(programme),
            openness: match state {
                WindowState::Open => Openness::Open,
                WindowState::Upcoming => Openness::Upcoming,
                WindowState::Closed => Openness::Closed,
                WindowState::Unknown => Openness::Unknown,
            },
            closes: programme
                .window
                .known()
                .and_then(|window| Some(window.closes?.day)),
            is_main: !not_main,
        })
        .collect()
}

/// A programme gives money when its kind, or one of the kinds it also is, does.
fn support(programme: &Programme) -> Support {
    let is_money = |kind: &Kind| match kind {
        Kind::Subsidy | Kind::Loan | Kind::TaxRelief => true,
        Kind::Certification
        | Kind::Consultation
        | Kind::CourseEvent
        | Kind::Facility
        | Kind::Showcase
        | Kind::Matching => false,
    };
    if is_money(&programme.kind) || programme.also.iter().any(is_money) {
        Support::Money
    } else {
        Support::Other
    }
}

fn said(key: &str) -> Bilingual {
    Bilingual::of(|lang: Lang| programmes::words().say(lang, key, &[]))
}
