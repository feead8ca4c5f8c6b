//! What an operator may set about the ground of the site. docs/operations.md tells more.

use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use clap::{Args, ValueEnum};
use platform::headers::Transport;
use platform::limits::Limits;
use platform::logs::{Form, Logs};
use platform::outbox::Sender;
use platform::server::Patience;

use super::mail::{Mail, MailRefusal};

/// The log on standard error.
#[derive(Clone, Copy, ValueEnum)]
enum LogArg {
    Json,
    Text,
    Off,
}

#[derive(Args)]
pub(super) struct Options {
    /// Log on standard error: text on a terminal, else json / 記録の形
    #[arg(long, value_name = "FORM")]
    log: Option<LogArg>,
    /// Tell browsers to come through TLS only (HSTS); set it when a proxy in front does TLS
    #[arg(long)]
    hsts: bool,
    /// Machines of yours between readers and the site (proxies): so many addresses in X-Forwarded-For are believed
    #[arg(long, default_value_t = 0, value_name = "COUNT", value_parser = clap::value_parser!(u8).range(0..=10))]
    proxies: u8,
    /// Requests answered at once; more get 503
    #[arg(long, default_value_t = 512, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    most_requests: u32,
    /// Connections at once; more wait
    #[arg(long, default_value_t = 4096, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    most_connections: u32,
    /// Largest body of a request, in kilobytes; larger get 413
    #[arg(long, default_value_t = 1000, value_name = "KB", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    largest_body: u32,
    /// Seconds until an answer must begin; later gets 503
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3600))]
    request_time: u32,
    /// Seconds a slow or resting connection is kept
    #[arg(long, default_value_t = 30, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..=3600))]
    connection_time: u32,
    /// Seconds that /readyz says no before a stop by SIGTERM begins
    #[arg(long, default_value_t = 1, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(0..=3600))]
    leave_time: u32,
    /// Seconds that requests under way have when the site stops
    #[arg(long, default_value_t = 10, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(0..=3600))]
    stop_time: u32,
    /// Memory for finished public pages, in megabytes
    #[arg(long, default_value_t = 64, value_name = "MB", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    kept_pages: u32,
    #[command(flatten)]
    mail: Mail,
}

fn seconds(count: u32) -> Duration {
    Duration::from_secs(u64::from(count))
}

impl Options {
    pub(super) fn logs(&self) -> Logs {
        match self.log {
            Some(LogArg::Json) => Logs::to_stderr(Form::Json),
            Some(LogArg::Text) => Logs::to_stderr(Form::Text),
            Some(LogArg::Off) => Logs::off(),
            None if std::io::stderr().is_terminal() => Logs::to_stderr(Form::Text),
            None => Logs::to_stderr(Form::Json),
        }
    }

    pub(super) fn sender(&self, data: &Path) -> Result<Sender, MailRefusal> {
        self.mail.sender(data)
    }

    pub(super) fn limits(&self) -> Limits {
        Limits {
            largest_body: self.largest_body as usize * 1_000,
            patience: seconds(self.request_time),
            most_requests: self.most_requests as usize,
            ..Limits::default()
        }
    }

    pub(super) fn patience(&self) -> Patience {
        Patience {
            head: seconds(self.connection_time),
            reader: seconds(self.connection_time),
            stop: seconds(self.stop_time),
            most_connections: self.most_connections as usize,
        }
    }

    pub(super) fn transport(&self) -> Transport {
        match self.hsts {
            true => Transport::OnlyTls,
            false => Transport::Plain,
        }
    }

    pub(super) fn proxies(&self) -> usize {
        usize::from(self.proxies)
    }

    pub(super) fn kept_bytes(&self) -> u64 {
        u64::from(self.kept_pages) * 1_000_000
    }

    pub(super) fn leave_time(&self) -> Duration {
        seconds(self.leave_time)
    }
}
