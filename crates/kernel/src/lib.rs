//! Small value types that every module shares: money, dates, codes, Japanese text, bilingual words, and
//! documents read with the place of every word. No input or output, no clock, no domain of a single module.

pub mod corporate_number;
pub mod document;
pub mod fault;
pub mod fiscal_year;
pub mod fold;
pub mod industry;
pub mod lang;
pub mod local_government;
pub mod mail_address;
pub mod number_text;
pub mod ruby;
pub mod site_address;
pub mod wareki;
pub mod words;
pub mod yen;

pub use corporate_number::CorporateNumber;
pub use document::{Fields, Node};
pub use fault::{Fault, Faults, Place};
pub use fiscal_year::FiscalYear;
pub use jiff::civil::Date;
pub use lang::{Bilingual, Lang};
pub use local_government::LocalGovernmentCode;
pub use mail_address::{MailAddress, MailAddressFault};
pub use ruby::Ruby;
pub use site_address::SiteAddress;
pub use words::Words;
pub use yen::Yen;
