//! Who may ask for what: every address as every role, with one's own things and with those of others. `docs/permissions.md`
//! says what was found, and must say so again.

use axum::body::Body;
use axum::http::{Request, header};

use super::routes::{Route, names, routes};
use super::site::{Site, one_site, sites};
use super::visitor::{Answer, Visitor};
use super::world::{Ids, Role, World, world};

/// Where only people with an account, or with a duty, are let in.
const PRIVATE: [&str; 3] = ["/account", "/desk", "/sign-out"];
/// Of these, the ids name things of the city that nobody owns.
const DESK: &str = "/desk";
/// Every name that stands for something in a private address. A new one must be given an owner in `world.rs`.
const KNOWN: [&str; 11] = [
    "organisation",
    "member",
    "invitation",
    "delegation",
    "session",
    "notice",
    "passkey",
    "provider",
    "person",
    "duty",
    "section",
];

fn is_private(path: &str) -> bool {
    PRIVATE.iter().any(|section| {
        path.strip_prefix(section)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }) || path == "/sign-in/again"
}

/// The addresses at the root; those under `/en` are the same ones once more.
async fn own_routes(site: &Site) -> Vec<Route> {
    let all = routes(site).await;
    let is_english = |route: &Route| route.path == "/en" || route.path.starts_with("/en/");
    let (english, japanese): (Vec<Route>, Vec<Route>) = all.into_iter().partition(is_english);
    for route in &japanese {
        if is_private(&route.path) {
            let twin = Route {
                path: format!("/en{}", route.path),
                method: route.method.clone(),
            };
            assert!(english.contains(&twin), "{route:?} is in one language only");
        }
    }
    japanese
        .into_iter()
        .filter(|route| !route.path.contains("{*"))
        .collect()
}

fn filled(path: &str, ids: &Ids) -> String {
    // At the desk an invitation is one to a duty.
    let path = &match path.starts_with(DESK) {
        true => path.replace("{invitation}", "{duty-invitation}"),
        false => path.to_owned(),
    };
    names(path).into_iter().fold(path.to_owned(), |path, name| {
        let id = ids
            .get(name)
            .unwrap_or_else(|| panic!("nobody owns {{{name}}}: give it one in world.rs"));
        path.replace(&format!("{{{name}}}"), id)
    })
}

async fn ask(site: &Site, visitor: &mut Visitor, method: &str, path: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    visitor.send(site, request, Body::from(FORM)).await
}

/// What a form might hold: enough that a change would really happen where it may.
const FORM: &str = "role=reader&seen=1&name=K&organisation_name=O2&digest=never";

/// What an answer means for whoever asked.
fn meaning(path: &str, answer: &Answer) -> &'static str {
    let to_sign_in = answer.to() == "/sign-in" || answer.to().starts_with("/sign-in?");
    match answer.status.as_u16() {
        303 if to_sign_in && path != "/sign-in/again" => "sign in",
        404 => "–",
        200..=399 | 400 | 409 | 415 | 422 => "yes",
        status => panic!("{path}: {status}: {}", answer.text),
    }
}

#[tokio::test]
async fn what_belongs_to_others_is_not_found_by_anybody() {
    for site in sites().await {
        let mut asked = 0;
        for route in own_routes(&site).await {
            let names = names(&route.path);
            if !is_private(&route.path) || names.is_empty() || route.path.starts_with(DESK) {
                continue;
            }
            for name in &names {
                assert!(
                    KNOWN.contains(name),
                    "{route:?}: {{{name}}} has no line in the table"
                );
            }
            // Each part that can be somebody else's, one at a time: their organisation, and their things under mine.
            for foreign in &names {
                for role in Role::ALL {
                    let World {
                        mut visitor,
                        own,
                        foreign: others,
                    } = world(&site, role).await;
                    let mut ids = own.clone();
                    ids.insert((*foreign).to_owned(), others[*foreign].clone());
                    let answer = ask(
                        &site,
                        &mut visitor,
                        &route.method,
                        &filled(&route.path, &ids),
                    )
                    .await;
                    let meaning = meaning(&route.path, &answer);
                    let expected = if role == Role::Anonymous {
                        "sign in"
                    } else {
                        "–"
                    };
                    assert_eq!(
                        meaning, expected,
                        "{} {route:?} {role:?}, foreign {foreign}",
                        site.kind
                    );
                    asked += 1;
                }
            }
        }
        assert!(asked > 200, "only {asked} questions were asked");
    }
}

#[tokio::test]
async fn the_desk_is_not_there_for_people_without_a_duty() {
    let site = one_site().await;
    for route in own_routes(&site)
        .await
        .iter()
        .filter(|route| route.path.starts_with(DESK))
    {
        for role in [
            Role::Anonymous,
            Role::Citizen,
            Role::Reader,
            Role::Editor,
            Role::Owner,
            Role::Agent,
        ] {
            let World {
                mut visitor, own, ..
            } = world(&site, role).await;
            let answer = ask(
                &site,
                &mut visitor,
                &route.method,
                &filled(&route.path, &own),
            )
            .await;
            let expected = if role == Role::Anonymous {
                "sign in"
            } else {
                "–"
            };
            assert_eq!(
                meaning(&route.path, &answer),
                expected,
                "{route:?} {role:?}"
            );
        }
    }
}

#[tokio::test]
async fn nothing_private_is_kept_by_any_cache() {
    let site = one_site().await;
    for route in own_routes(&site).await {
        if !is_private(&route.path)
            && !route.path.starts_with("/sign-")
            && !route.path.starts_with("/links")
        {
            continue;
        }
        for role in [Role::Anonymous, Role::Owner, Role::Administrator] {
            let World {
                mut visitor, own, ..
            } = world(&site, role).await;
            let answer = ask(
                &site,
                &mut visitor,
                &route.method,
                &filled(&route.path, &own),
            )
            .await;
            let kept = answer
                .headers
                .get(header::CACHE_CONTROL)
                .and_then(|value| value.to_str().ok());
            assert_eq!(kept, Some("private, no-store"), "{route:?} {role:?}");
        }
    }
}

#[tokio::test]
async fn the_length_of_a_private_page_tells_nothing() {
    let site = one_site().await;
    let World { mut visitor, .. } = world(&site, Role::Owner).await;
    for (path, compressed) in [
        ("/account", false),
        ("/account/email", false),
        ("/strategy", true),
    ] {
        let request = Request::get(path).header(header::ACCEPT_ENCODING, "gzip");
        let answer = visitor.send(&site, request, Body::empty()).await;
        assert_eq!(
            answer.headers.contains_key(header::CONTENT_ENCODING),
            compressed,
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_change_is_refused_to_other_sites() {
    let site = one_site().await;
    for route in own_routes(&site)
        .await
        .iter()
        .filter(|route| route.method != "GET")
    {
        if route.path.starts_with("/api") || route.path.starts_with("/mcp") {
            continue;
        }
        let World {
            mut visitor, own, ..
        } = world(&site, Role::Owner).await;
        let request = Request::builder()
            .method(route.method.as_str())
            .uri(filled(&route.path, &own))
            .header("sec-fetch-site", "cross-site");
        let answer = visitor.send(&site, request, Body::empty()).await;
        assert_eq!(answer.status.as_u16(), 403, "{route:?}");
    }
}

#[tokio::test]
async fn the_page_of_permissions_says_what_the_site_does() {
    let site = one_site().await;
    let mut table = String::new();
    let roles: Vec<String> = Role::ALL.iter().map(|role| role.word()).collect();
    table.push_str(&format!("| address | {} |\n", roles.join(" | ")));
    table.push_str(&format!("|---|{}\n", "---|".repeat(roles.len())));
    let mut public = Vec::new();
    for route in own_routes(&site).await {
        if !is_private(&route.path) {
            public.push(format!("`{} {}`", route.method, route.path));
            continue;
        }
        let mut cells = Vec::new();
        for role in Role::ALL {
            let World {
                mut visitor, own, ..
            } = world(&site, role).await;
            let answer = ask(
                &site,
                &mut visitor,
                &route.method,
                &filled(&route.path, &own),
            )
            .await;
            cells.push(meaning(&route.path, &answer));
        }
        table.push_str(&format!(
            "| `{} {}` | {} |\n",
            route.method,
            route.path,
            cells.join(" | ")
        ));
    }
    let found = format!("{}{table}\n{PUBLIC}{}.\n", HEAD, public.join(", "));
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/permissions.md");
    if std::env::var_os("MONOZUKURI_WRITE_DOCS").is_some() {
        std::fs::write(&file, &found).expect("the page can be written");
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == found,
        "docs/permissions.md is not what the site does. Look at the difference, then write it anew with \
         MONOZUKURI_WRITE_DOCS=1 ./test -p city --test people permissions\n{found}"
    );
}

const HEAD: &str = "# Permissions: who may ask for what

Made by asking the running router for every address as every role, with things of one's own: `city/tests/people/permissions.rs`
fails when this page and the site differ, and when an address is added that is not here.

- **yes**: the page is shown, or the form is looked at (and may be refused for what is in it).
- **–**: not found, as if there were no such address.
- **sign in**: the way leads to the sign-in page.

The members (reader, editor, owner) and the agent belong to the organisation in the address; the agent has the scope `submit`.
With an organisation, member, invitation, delegation, session, notice or passkey of *others*, every address answers **–** to
every role: `what_belongs_to_others_is_not_found_by_anybody`. Every address also exists under `/en`.

";

const PUBLIC: &str = "## For everybody

The same for every role, signed in or not: ";
