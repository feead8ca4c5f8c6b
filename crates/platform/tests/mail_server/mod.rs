//! A small mail server for tests: it speaks EHLO, MAIL, RCPT, DATA and QUIT, keeps what it took, and says no when asked to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What the server says to a line instead of its usual answer; the end of a message is the line `.`.
type Refuse = dyn Fn(&str) -> Option<&'static str> + Send + Sync;

pub struct MailServer {
    pub address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
}

#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub to: Vec<String>,
    pub message: String,
}

impl MailServer {
    pub async fn start(
        refuse: impl Fn(&str) -> Option<&'static str> + Send + Sync + 'static,
    ) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&taken);
        let refuse: Arc<Refuse> = Arc::new(refuse);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, refuse) = (Arc::clone(&kept), Arc::clone(&refuse));
                // How a conversation ends is the client's affair; killed ones just end.
                tokio::spawn(async move { converse(stream, &kept, &*refuse).await.ok() });
            }
        });
        MailServer { address, taken }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().expect("no test panics inside").clone()
    }

    /// How often each Message-ID came.
    pub fn by_message_id(&self) -> BTreeMap<String, usize> {
        let mut ids = BTreeMap::new();
        for taken in self.taken() {
            *ids.entry(taken.header("Message-ID")).or_default() += 1;
        }
        ids
    }
}

impl Taken {
    pub fn header(&self, name: &str) -> String {
        let begin = format!("{name}: ");
        let line = self.message.lines().find(|line| line.starts_with(&begin));
        line.unwrap_or_else(|| panic!("{name} in {}", self.message))[begin.len()..].to_owned()
    }
}

async fn converse(
    stream: TcpStream,
    kept: &Mutex<Vec<Taken>>,
    refuse: &Refuse,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 mail.example.jp ESMTP\r\n").await?;
    let mut taking = Taken::default();
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let said = line.trim_end();
        let usual = if said.starts_with("EHLO") {
            "250-mail.example.jp\r\n250-AUTH PLAIN\r\n250 8BITMIME"
        } else if said.starts_with("AUTH") {
            "235 welcome"
        } else if said.starts_with("DATA") {
            "354 go on"
        } else if said.starts_with("QUIT") {
            "221 bye"
        } else {
            "250 ok"
        };
        let answer = refuse(said).unwrap_or(usual);
        match said.split_once(':') {
            Some(("MAIL FROM", _)) => taking = Taken::default(),
            Some(("RCPT TO", to)) => taking.to.push(to.to_owned()),
            _ => {}
        }
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        if answer.starts_with("354") {
            let answer = data(&mut stream, &mut taking, kept, refuse).await?;
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
    }
}

async fn data(
    stream: &mut BufReader<TcpStream>,
    taking: &mut Taken,
    kept: &Mutex<Vec<Taken>>,
    refuse: &Refuse,
) -> std::io::Result<&'static str> {
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            break;
        }
        // A dot at the beginning of a line was doubled on the way.
        taking
            .message
            .push_str(line.strip_prefix('.').unwrap_or(&line));
    }
    if let Some(answer) = refuse(".") {
        return Ok(answer);
    }
    let taken = std::mem::take(taking);
    kept.lock().expect("no test panics inside").push(taken);
    Ok("250 queued")
}
