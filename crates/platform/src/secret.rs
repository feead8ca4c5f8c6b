//! Random ids and tokens, and the key of the site, with which secrets are sealed and marked. The algorithms are
//! those of well-kept crates (XChaCha20-Poly1305, HMAC-SHA-256, SHA-256); here they only get names.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::migrations::hex;

const NONCE: usize = 24;
/// Without l, o, i and u, which are read as other signs.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// So many bytes that nobody can guess.
///
/// # Panics
/// When the machine has no randomness: nothing that is meant to be secret may go on then.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("every machine we run on gives randomness");
    bytes
}

/// A random id of 24 signs (120 bits): no two are alike, and none can be guessed or counted.
pub fn new_id() -> String {
    readable(&random::<15>())
}

/// A random text of so many signs that people can read out, at 5 bits a sign.
pub fn random_signs(count: usize) -> String {
    let mut signs = String::new();
    while signs.len() < count {
        signs.push_str(&new_id());
    }
    signs.truncate(count);
    signs
}

/// A share of a whole, by chance: at least 0 and less than 1.
pub(crate) fn share() -> f64 {
    f64::from(u16::from_be_bytes(random())) / 65_536.0
}

fn readable(bytes: &[u8; 15]) -> String {
    let mut text = String::with_capacity(24);
    for five in bytes.chunks_exact(5) {
        let bits = five
            .iter()
            .fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            text.push(char::from(SIGNS[(bits >> (place * 5) & 31) as usize]));
        }
    }
    text
}

/// 256 random bits that let their holder do something: a cookie or a link. Only its hash is ever stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub fn new() -> Token {
        Token(random())
    }

    /// The token in a cookie or an address; nothing when it cannot be one.
    pub fn parse(text: &str) -> Option<Token> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Token(bytes.try_into().ok()?))
    }

    /// 43 signs that may stand in a cookie and in an address.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored. A hash without salt is enough for what is random, and can be looked up.
    pub fn hash(&self) -> String {
        hex(&Sha256::digest(self.0))
    }
}

impl Default for Token {
    fn default() -> Token {
        Token::new()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The key of a site: the same on all its nodes, and never in its database. Without it nobody can read what was
/// sealed or find out what was marked.
#[derive(Clone)]
pub struct SiteKey([u8; 32]);

impl SiteKey {
    pub fn new() -> SiteKey {
        SiteKey(random())
    }

    /// A key as [`SiteKey::text`] writes it.
    pub fn parse(text: &str) -> Option<SiteKey> {
        Some(SiteKey(Token::parse(text.trim())?.0))
    }

    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Tells keys apart without telling anything of them.
    pub fn fingerprint(&self) -> String {
        let mut mark = self.mark("fingerprint", "");
        mark.truncate(16);
        mark
    }

    /// Encrypts for one purpose, such as `authenticator/person-id`: opened for another, nothing comes out.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = random();
        let payload = Payload {
            msg: plain,
            aad: purpose.as_bytes(),
        };
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .expect("only texts of many gigabytes cannot be sealed");
        [nonce.as_slice(), &sealed].concat()
    }

    /// What was sealed for this purpose with this key.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: purpose.as_bytes(),
        };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok()
    }

    /// A keyed hash: the same for the same text, and nobody without the key can try texts out.
    pub fn mark(&self, purpose: &str, text: &str) -> String {
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0)
            .expect("HMAC takes keys of any length");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&Key::from(self.0))
    }
}

impl Default for SiteKey {
    fn default() -> SiteKey {
        SiteKey::new()
    }
}

impl fmt::Debug for SiteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SiteKey({})", self.fingerprint())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_and_tokens_do_not_repeat_and_can_be_read_back() {
        let ids: BTreeSet<String> = (0..1_000).map(|_| new_id()).collect();
        assert_eq!(ids.len(), 1_000);
        assert!(
            ids.iter()
                .all(|id| id.len() == 24 && !id.contains(['l', 'o', 'i', 'u']))
        );
        let token = Token::new();
        assert_eq!(Token::parse(&token.text()), Some(token.clone()));
        assert_ne!(token.hash(), Token::new().hash());
        for wrong in [
            "",
            "x",
            &token.text()[1..],
            "あ",
            &format!("{}=", token.text()),
        ] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert_eq!(random_signs(10).len(), 10);
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_and_for_its_purpose_only() {
        let key = SiteKey::new();
        let sealed = key.seal("authenticator/a", b"secret");
        assert_eq!(
            key.open("authenticator/a", &sealed).as_deref(),
            Some(&b"secret"[..])
        );
        assert_ne!(
            sealed,
            key.seal("authenticator/a", b"secret"),
            "never twice the same"
        );
        assert_eq!(key.open("authenticator/b", &sealed), None);
        assert_eq!(SiteKey::new().open("authenticator/a", &sealed), None);
        let mut altered = sealed.clone();
        altered[30] ^= 1;
        assert_eq!(key.open("authenticator/a", &altered), None);
        assert_eq!(key.open("authenticator/a", &sealed[..10]), None);
        let copy = SiteKey::parse(&format!("{}\n", key.text())).expect("its own text");
        assert!(copy.open("authenticator/a", &sealed).is_some());
        assert_eq!(copy.fingerprint(), key.fingerprint());
    }

    #[test]
    fn a_mark_depends_on_key_purpose_and_text() {
        let key = SiteKey::new();
        assert_eq!(key.mark("a", "x"), key.mark("a", "x"));
        let others = [
            key.mark("b", "x"),
            key.mark("a", "y"),
            SiteKey::new().mark("a", "x"),
            key.mark("", "a\0x"),
        ];
        assert!(!others.contains(&key.mark("a", "x")));
    }
}
