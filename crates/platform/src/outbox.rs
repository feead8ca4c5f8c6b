//! The outbox (送信箱): letters to people, written in the transaction in which their reason came about, and sent after
//! it. A transaction that fails sends nothing; one that was committed sends its letter, however often the process dies.
//!
//! How often a letter arrives:
//!
//! - In a folder: exactly once. The name of the file is that of the letter, and it is put there under this name in one
//!   step; whoever repeats a delivery replaces the file by the same file.
//! - By SMTP: never not at all, and twice only if the process dies (or the connection breaks) between the server's "OK"
//!   and our commit. Nobody can do better, because no server lets us commit together with it. The repetition carries the
//!   same Message-ID and the same bytes, by which mail programs know it again.
//!
//! A server is never spoken to while a transaction is open. Several processes may deliver from one database: whoever
//! takes a letter has a lease on it, and a lease that has run out is taken over.

mod deliver;
mod folder;
mod letter;
mod life;
mod message;
mod place;
mod smtp;
mod store;

use jiff::Timestamp;

pub use deliver::{Delivered, Sender, deliver, deliver_due};
pub use letter::Letter;
pub use place::{Post, PostFault, SmtpServer};
pub use store::{Counts, GivenUp, counts, forget, given_up, post, send_again};

/// A letter that this process has taken from the outbox, to send it.
struct Taken {
    id: String,
    kind: String,
    attempts: i64,
    /// Only the holder of the lease may say what became of the letter.
    lease: String,
    posted_at: Timestamp,
    to: String,
    subject: String,
    text: String,
}
