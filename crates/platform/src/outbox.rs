//! The outbox (送信箱): letters to people, written in the transaction in which their reason came about, and sent after
//! it. A transaction that fails sends nothing; one that was committed sends its letter, however often the process dies.

mod letter;
mod store;

pub use letter::Letter;
pub use store::post;
