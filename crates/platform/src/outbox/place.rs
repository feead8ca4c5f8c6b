//! Where letters go, as operators write it.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::path::PathBuf;

/// Where letters go. It never shows a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Post {
    /// A folder, one file `.eml` per letter: for trying out, and for programs that take mail from there.
    Folder(PathBuf),
    Smtp(SmtpServer),
}

/// A mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpServer {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) sign_in: Option<(String, String)>,
}

/// How the connection is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Security {
    /// Nobody else is on the way: the server runs on this machine.
    SameMachine,
    /// It begins openly and must change to TLS before anything is said (`smtp://`).
    StartTls,
    /// TLS from the first byte (`smtps://`).
    Tls,
}

/// Why a text names no place for letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostFault {
    /// Neither `folder:`, `smtp://` nor `smtps://`.
    Scheme,
    NoFolder,
    Host,
    Port,
    /// A name without a password, or signs that `%` does not write rightly.
    SignIn,
}

impl Post {
    /// Reads `folder:DIR`, `smtp://[user:password@]host[:port]` or `smtps://…`. Signs such as `@` in a password are
    /// written with `%` (`%40`).
    pub fn parse(text: &str) -> Result<Post, PostFault> {
        let text = text.trim();
        if let Some(folder) = text.strip_prefix("folder:") {
            return match folder {
                "" => Err(PostFault::NoFolder),
                folder => Ok(Post::Folder(PathBuf::from(folder))),
            };
        }
        let (scheme, rest) = text.split_once("://").ok_or(PostFault::Scheme)?;
        let always_tls = match scheme {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(PostFault::Scheme),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (sign_in, place) = match rest.rsplit_once('@') {
            Some((person, place)) => (Some(sign_in(person)?), place),
            None => (None, rest),
        };
        let (host, port) = host_and_port(place)?;
        let security = match always_tls {
            true => Security::Tls,
            false if is_this_machine(&host) => Security::SameMachine,
            false => Security::StartTls,
        };
        let port = port.unwrap_or(match security {
            Security::SameMachine => 25,
            Security::StartTls => 587,
            Security::Tls => 465,
        });
        Ok(Post::Smtp(SmtpServer {
            host,
            port,
            security,
            sign_in,
        }))
    }
}

fn sign_in(person: &str) -> Result<(String, String), PostFault> {
    let (name, password) = person.split_once(':').ok_or(PostFault::SignIn)?;
    let decode = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8()
            .map(|text| text.into_owned())
            .ok()
            .filter(|text| !text.is_empty() && !text.contains(char::is_control))
            .ok_or(PostFault::SignIn)
    };
    Ok((decode(name)?, decode(password)?))
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), PostFault> {
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']').ok_or(PostFault::Host)?;
            host.parse::<Ipv6Addr>().map_err(|_| PostFault::Host)?;
            match after.strip_prefix(':') {
                Some(port) => (host, Some(port)),
                None if after.is_empty() => (host, None),
                None => return Err(PostFault::Host),
            }
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        },
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
    if host.is_empty() || !host.chars().all(fits) {
        return Err(PostFault::Host);
    }
    let port = port
        .map(|port| port.parse::<u16>().ok().filter(|port| *port > 0))
        .map(|port| port.ok_or(PostFault::Port))
        .transpose()?;
    Ok((host.to_ascii_lowercase(), port))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// As it was written, without name and password.
impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Post::Folder(folder) => write!(f, "folder:{}", folder.display()),
            Post::Smtp(server) => {
                let scheme = match server.security {
                    Security::Tls => "smtps",
                    Security::SameMachine | Security::StartTls => "smtp",
                };
                match server.host.contains(':') {
                    true => write!(f, "{scheme}://[{}]:{}", server.host, server.port),
                    false => write!(f, "{scheme}://{}:{}", server.host, server.port),
                }
            }
        }
    }
}

impl fmt::Debug for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpServer({}:{}, …)", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, read: Result<&str, PostFault>) {
        let found = Post::parse(text).map(|post| post.to_string());
        assert_eq!(found.as_deref().map_err(|why| *why), read, "{text}");
    }

    #[test]
    fn a_place_is_read_and_shown_without_its_password() {
        check("folder:/srv/mail", Ok("folder:/srv/mail"));
        check("smtp://mail.example.jp", Ok("smtp://mail.example.jp:587"));
        check("smtp://localhost", Ok("smtp://localhost:25"));
        check("smtp://[::1]:2525", Ok("smtp://[::1]:2525"));
        check(
            "smtps://city:s%40cret@Mail.Example.jp/",
            Ok("smtps://mail.example.jp:465"),
        );
        check(
            "smtps://taro@city:x@mail.example.jp",
            Ok("smtps://mail.example.jp:465"),
        );
        let post = Post::parse("smtps://city:secret@mail.example.jp").expect("a place");
        assert!(!format!("{post:?}").contains("secret"));
    }

    #[test]
    fn only_the_same_machine_may_be_spoken_to_openly() {
        let check = |text: &str, expected| {
            let Ok(Post::Smtp(server)) = Post::parse(text) else {
                panic!("{text}");
            };
            assert_eq!(server.security, expected, "{text}");
        };
        check("smtp://localhost:2525", Security::SameMachine);
        check("smtp://127.0.0.2", Security::SameMachine);
        check("smtp://[::1]", Security::SameMachine);
        check("smtp://10.0.0.1", Security::StartTls);
        check("smtp://localhost.example.jp", Security::StartTls);
        check("smtps://localhost", Security::Tls);
    }

    #[test]
    fn what_is_wrong_is_said() {
        check("", Err(PostFault::Scheme));
        check("mail.example.jp", Err(PostFault::Scheme));
        check("http://mail.example.jp", Err(PostFault::Scheme));
        check("folder:", Err(PostFault::NoFolder));
        check("smtp://", Err(PostFault::Host));
        check("smtp://a b", Err(PostFault::Host));
        check("smtp://[::1", Err(PostFault::Host));
        check("smtp://mail:0", Err(PostFault::Port));
        check("smtp://mail:x", Err(PostFault::Port));
        check("smtp://city@mail", Err(PostFault::SignIn));
        check("smtp://city:%FF@mail", Err(PostFault::SignIn));
        check("smtp://city:%0d%0a@mail", Err(PostFault::SignIn));
    }
}
