//! `monozukuri admin`: what the operator of a site does beside its pages.

use std::path::PathBuf;
use std::process::ExitCode;

use accounts::Stop;
use accounts::actions::create_administrator;
use clap::{Args, Subcommand};
use kernel::{Lang, MailAddress, SiteAddress};
use platform::jobs::{self, State};
use platform::{Clock, DatabaseUrl, Db, DbFault};

use super::key::KeyFile;
use super::place::{data_file, data_folder};
use super::{LangArg, answer, files, lang, tell, tell_fault, tell_one};
use crate::load::{City, Examples, load};
use crate::{people, site};

/// The first administrator, and jobs / 最初の管理者と、ジョブ
#[derive(Args)]
pub struct Admin {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make somebody an administrator and print a link with which they sign in / 管理者を作る
    Create(Create),
    /// List the newest jobs, or cancel or repeat one / ジョブの一覧・取消・やり直し
    Jobs(Jobs),
}

#[derive(Args)]
struct Place {
    /// Folder of the embedded database, as for serve
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A PostgreSQL database instead
    #[arg(long, value_name = "URL", conflicts_with = "data")]
    database: Option<String>,
    /// The city's folder; without it the built-in Kanazawa
    #[arg(long, value_name = "DIR")]
    city: Option<PathBuf>,
    #[command(flatten)]
    key_file: KeyFile,
    /// The address under which people reach the site
    #[arg(long, value_name = "URL", default_value = "http://localhost:8080")]
    site: String,
    #[arg(long, value_name = "LANG")]
    lang: Option<LangArg>,
}

#[derive(Args)]
struct Create {
    /// The e-mail address of the administrator
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
struct Jobs {
    /// Cancel the job of this id
    #[arg(long, value_name = "ID", conflicts_with = "retry")]
    cancel: Option<String>,
    /// Do the failed job of this id once more
    #[arg(long, value_name = "ID")]
    retry: Option<String>,
    #[command(flatten)]
    place: Place,
}

pub fn run(admin: &Admin) -> ExitCode {
    let place = match &admin.task {
        Task::Create(create) => &create.place,
        Task::Jobs(jobs) => &jobs.place,
    };
    let lang = lang(place.lang);
    let city = match files(place.city.as_ref()).and_then(|files| load(files, Examples::Skip)) {
        Ok(city) => city,
        Err(faults) => return tell(&faults, lang),
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return tell_one(lang, "serve-no-runtime", &[("why", &error.to_string())]),
    };
    runtime.block_on(async {
        let db = match opened(place, &city, lang).await {
            Ok(db) => db,
            Err(code) => return code,
        };
        let code = match &admin.task {
            Task::Create(create) => make(create, &db, &city, lang).await,
            Task::Jobs(asked) => look_at_jobs(asked, &db, lang).await.unwrap_or_else(|fault| tell_fault(&fault, lang)),
        };
        db.close().await;
        code
    })
}

async fn opened(place: &Place, city: &City, lang: Lang) -> Result<Db, ExitCode> {
    let told = |fault: DbFault| tell_fault(&fault, lang);
    let url = match &place.database {
        Some(url) => DatabaseUrl::parse(url).map_err(told)?,
        None => match data_file(&data_folder(place.data.as_ref())) {
            Ok(file) => DatabaseUrl::file(file),
            Err((folder, why)) => return Err(tell_one(lang, "serve-no-data", &[("folder", &folder), ("why", &why)])),
        },
    };
    let db = Db::open(&url).await.map_err(told)?;
    site::prepare(&db, city, &Clock::System).await.map_err(told)?;
    Ok(db)
}

async fn make(create: &Create, db: &Db, city: &City, lang: Lang) -> ExitCode {
    let Ok(email) = MailAddress::parse(&create.email) else {
        return tell_one(lang, "admin-bad-email", &[("found", &create.email)]);
    };
    let Some(address) = SiteAddress::parse(&create.place.site) else {
        return tell_one(lang, "serve-bad-site", &[("found", &create.place.site)]);
    };
    let folder = data_folder(create.place.data.as_ref());
    let key = match create.place.key_file.key(&folder, db, lang).await {
        Ok(key) => key,
        Err(code) => return code,
    };
    let accounts = people::accounts(db.clone(), key, city, Clock::System, address);
    match create_administrator(&accounts, &email, lang).await {
        Ok(made) => answer(&crate::words().say(lang, "admin-created", &[("link", &made.link)])),
        Err(Stop::Refused(refusal)) => tell_one(lang, refusal.key(), &[]),
        Err(Stop::Fault(fault)) => tell_fault(&fault, lang),
        // Neither can happen to whoever is made anew.
        Err(Stop::NotFound | Stop::Busy) => tell_one(lang, "admin-again", &[]),
    }
}

async fn look_at_jobs(asked: &Jobs, db: &Db, lang: Lang) -> Result<ExitCode, DbFault> {
    let now = Clock::System.now();
    let mut tx = db.begin().await?;
    let done = match (&asked.cancel, &asked.retry) {
        (Some(id), _) => !matches!(
            jobs::cancel(&mut tx, &jobs::JobId::new(id.clone()), now).await?,
            jobs::Cancelled::Nothing
        ),
        (None, Some(id)) => !matches!(
            jobs::retry(&mut tx, &jobs::JobId::new(id.clone()), now).await?,
            jobs::Retried::Nothing
        ),
        (None, None) => true,
    };
    if !done {
        let id = asked.cancel.as_ref().or(asked.retry.as_ref()).map_or("", String::as_str);
        return Ok(tell_one(lang, "admin-no-job", &[("id", id)]));
    }
    tx.commit().await?;
    let mut tx = db.read().await?;
    let found = jobs::list(&mut tx, None, 50, now).await?;
    let lines: Vec<String> = found
        .iter()
        .map(|job| {
            let state = match job.state {
                State::Waiting => "waiting",
                State::Running => "running",
                State::Finished => "finished",
                State::Failed => "failed",
                State::Cancelled => "cancelled",
            };
            let trouble = job.trouble.as_deref().unwrap_or("");
            let when = job.next_run.or(job.ended_at).unwrap_or(job.enqueued_at);
            format!("{}  {state:<10} {:<24} {when:.0}  {trouble}", job.id.as_str(), job.kind)
        })
        .collect();
    Ok(match lines.is_empty() {
        true => answer(&crate::words().say(lang, "admin-no-jobs", &[])),
        false => answer(&lines.join("\n")),
    })
}
