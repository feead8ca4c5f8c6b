//! `monozukuri serve`.

mod background;
mod mail;
mod options;
mod stop;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use accounts::actions::{Providers, read_providers};
use accounts::provider::Provider;
use clap::Args;
use kernel::{Fault, Faults, Lang, Place, SiteAddress};
use platform::jobs::Kinds;
use platform::kept::Kept;
use platform::logs::{Line, Value};
use platform::metrics::Metrics;
use platform::outbox::Sender;
use platform::ready::Readiness;
use platform::upkeep::with_upkeep;
use platform::{Clock, DatabaseUrl, Db, Ground, content};
use tokio::net::TcpListener;

use super::key::KeyFile;
use super::place::{data_file, data_folder};
use super::{files, lang, tell, tell_fault, tell_one};
use crate::load::{City, Examples, load};
use crate::{people, site};
use options::Options;

/// Starts the site / サイトを動かす
///
/// Without further words: Kanazawa's content on an embedded database in a folder of yours.
#[derive(Args)]
pub struct Serve {
    /// Address and port
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: String,
    /// Folder of the embedded database (default: monozukuri in the data folder of your home)
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead: postgres://user:password@host/name
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    database: Option<String>,
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    #[command(flatten)]
    key_file: KeyFile,
    /// Providers where people sign in as well (OpenID Connect): a YAML file, told in docs/operations.md
    #[arg(long, value_name = "FILE")]
    providers: Option<PathBuf>,
    #[command(flatten)]
    options: Options,
    /// The address under which people reach the site, such as https://monozukuri.example.jp: it stands in feeds,
    /// calendars, open data and the site map
    #[arg(long, value_name = "URL")]
    site: Option<String>,
}

pub fn run(serve: &Serve) -> ExitCode {
    let lang = lang(None);
    let address = match serve.site.as_deref().map(SiteAddress::parse) {
        None => SiteAddress::default(),
        Some(Some(address)) => address,
        Some(None) => {
            let found = serve.site.as_deref().unwrap_or_default();
            return tell_one(lang, "serve-bad-site", &[("found", found)]);
        }
    };
    let folder = data_folder(serve.data.as_ref());
    let sender = match serve.options.sender(&folder) {
        Ok(sender) => sender,
        Err(refusal) => return tell_one(lang, refusal.key, &[("found", &refusal.found)]),
    };
    let city = match files(serve.city.as_ref()).and_then(|files| load(files, Examples::Skip)) {
        Ok(city) => city,
        Err(faults) => return tell(&faults, lang),
    };
    let providers = match providers(serve.providers.as_ref()) {
        Ok(providers) => providers,
        Err(faults) => return tell(&faults, lang),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return tell_one(lang, "serve-no-runtime", &[("why", &error.to_string())]),
    };
    runtime.block_on(start(
        serve,
        city,
        address,
        (sender, folder, providers),
        lang,
    ))
}

async fn start(
    serve: &Serve,
    city: City,
    public: SiteAddress,
    (sender, folder, providers): (Sender, PathBuf, Vec<Provider>),
    lang: Lang,
) -> ExitCode {
    let url = match &serve.database {
        Some(url) => DatabaseUrl::parse(url),
        None => match data_file(&folder) {
            Ok(file) => Ok(DatabaseUrl::file(file)),
            Err((folder, why)) => {
                let args = [("folder", folder.as_str()), ("why", why.as_str())];
                return tell_one(lang, "serve-no-data", &args);
            }
        },
    };
    let opened = match url {
        Ok(url) => Db::open(&url).await,
        Err(fault) => Err(fault),
    };
    let clock = Clock::System;
    let ready = match opened {
        Ok(db) => match site::prepare(&db, &city, &clock).await {
            Ok(_) => Ok(db),
            Err(fault) => Err(fault),
        },
        Err(fault) => Err(fault),
    };
    let db = match ready {
        Ok(db) => db,
        Err(fault) => return tell_fault(&fault, lang),
    };
    let listener = match TcpListener::bind(&serve.listen).await {
        Ok(listener) => listener,
        Err(error) => {
            let why = error.to_string();
            let args = [("address", serve.listen.as_str()), ("why", why.as_str())];
            return tell_one(lang, "serve-no-address", &args);
        }
    };
    let address = listener
        .local_addr()
        .map_or_else(|_| serve.listen.clone(), named);
    let name = city.catalogue.city.name.get(lang).to_owned();
    let args = [
        ("city", name.as_str()),
        ("address", address.as_str()),
        ("database", db.kind()),
    ];
    println!("{}", crate::words().say(lang, "serve-ready", &args));
    let key = match serve.key_file.key(&folder, &db, lang).await {
        Ok(key) => key,
        Err(code) => return code,
    };
    let ground = ground(&serve.options, &db, &city, &clock);
    let logs = ground.logs.clone();
    let letters_lead = match public.authority() {
        Some(_) => public.clone(),
        None => SiteAddress::parse(&format!("http://{address}")).unwrap_or_default(),
    };
    let vouching = Providers::new(providers, logs.clone());
    let accounts = people::accounts(
        db.clone(),
        key,
        &city,
        clock.clone(),
        letters_lead,
        vouching,
    );
    logs.write(
        Line::event("started")
            .with("address", Value::Ours(address))
            .with("database", Value::Word(db.kind()))
            .with("mail", Value::Ours(sender.post.to_string()))
            .with("build", Value::Word(env!("CARGO_PKG_VERSION")))
            .with("content", Value::Ours(content::hash(&city.files))),
    );
    let background = background::start(
        &db,
        &clock,
        &logs,
        &ground.metrics,
        sender,
        people::with_jobs(with_upkeep(Kinds::new()), &accounts),
    );
    let router = site::router_on(&ground, city, clock, public, accounts);
    let stopped = stop::asked_to_stop(ground, serve.options.leave_time());
    let patience = serve.options.patience();
    let ended = platform::server::serve(listener, router, patience, stopped).await;
    background.stop().await;
    db.close().await;
    let cut = u64::try_from(ended.cut).unwrap_or(u64::MAX);
    logs.write(Line::event("stopped").with("cut", Value::Number(cut)));
    logs.flush();
    ExitCode::SUCCESS
}

/// The providers of the operator's file.
fn providers(file: Option<&PathBuf>) -> Result<Vec<Provider>, Vec<Fault>> {
    let Some(file) = file else {
        return Ok(Vec::new());
    };
    let path = file.display().to_string();
    let mut faults = Faults::default();
    let found = match std::fs::read_to_string(file) {
        Ok(text) => read_providers(&path, &text, &mut faults),
        Err(error) => {
            let place = Place::start_of(&path);
            faults.add(
                &place,
                "providers-unreadable",
                [("why", &error.to_string())],
            );
            Vec::new()
        }
    };
    match faults.is_empty() {
        true => Ok(found),
        false => Err(faults.into_sorted()),
    }
}

/// The address to open: this machine by its name, because passkeys and cookies want one.
fn named(address: std::net::SocketAddr) -> String {
    match address.ip().is_loopback() || address.ip().is_unspecified() {
        true => format!("localhost:{}", address.port()),
        false => address.to_string(),
    }
}

/// What the site stands on, as the operator wishes.
fn ground(options: &Options, db: &Db, city: &City, clock: &Clock) -> Ground {
    let logs = options.logs();
    let of_panics = logs.clone();
    platform::broken::watch_panics(move |broken| {
        let line = Line::event("fault")
            .with("place", Value::Ours(broken.place))
            .with("why", Value::Word(broken.why));
        of_panics.write(line);
    });
    let version = content::hash(&city.files);
    Ground {
        limits: options.limits(),
        kept: Kept::new(options.kept_bytes(), clock.clone()),
        logs,
        metrics: Arc::new(Metrics::new(env!("CARGO_PKG_VERSION"), &version)),
        readiness: Readiness::on(db.clone(), version),
        transport: options.transport(),
        proxies: options.proxies(),
    }
}
