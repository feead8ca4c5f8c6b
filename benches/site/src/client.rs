//! The least HTTP client that will do: one connection, one request at a time, answers with a length.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Answer {
    pub status: u16,
    pub bytes: usize,
}

pub struct Connection {
    stream: TcpStream,
    host: String,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(host: &str) -> Connection {
        let stream = TcpStream::connect(host).await.expect("the server listens");
        stream.set_nodelay(true).expect("set");
        Connection {
            stream,
            host: host.to_owned(),
            buffer: vec![0; 256 * 1024],
        }
    }

    pub async fn ask(&mut self, path: &str) -> Answer {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: gzip\r\n\r\n",
            self.host
        );
        self.stream.write_all(head.as_bytes()).await.expect("sent");
        let mut filled = 0;
        let end = loop {
            filled += self.read(filled).await;
            if let Some(end) = self.buffer[..filled]
                .windows(4)
                .position(|four| four == b"\r\n\r\n")
            {
                break end + 4;
            }
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).to_ascii_lowercase();
        let status = head
            .get(9..12)
            .and_then(|word| word.parse().ok())
            .expect("a status");
        let length = head
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.split("\r\n").next());
        let bytes: usize = length.and_then(|word| word.parse().ok()).expect("a length");
        let mut missing = bytes - (filled - end);
        while missing > 0 {
            missing -= self.read(0).await;
        }
        Answer { status, bytes }
    }

    async fn read(&mut self, from: usize) -> usize {
        let read = self
            .stream
            .read(&mut self.buffer[from..])
            .await
            .expect("an answer");
        assert!(read > 0, "the server closed the connection");
        read
    }
}
