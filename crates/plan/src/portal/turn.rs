//! From one page to the one before and after it, in the order of the strategy.

/// The neighbours of a page: address without the language, and title.
pub struct Turn {
    pub previous: Option<(String, String)>,
    pub next: Option<(String, String)>,
}

impl Turn {
    /// The neighbours of the page at `path` among `pages`.
    pub fn at(path: &str, pages: &[(String, String)]) -> Turn {
        let here = pages.iter().position(|(at, _)| at == path);
        let beside = |offset: isize| {
            let index = here?.checked_add_signed(offset)?;
            pages.get(index).cloned()
        };
        Turn {
            previous: beside(-1),
            next: beside(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_stands_between_its_neighbours() {
        let pages = ["/1", "/2", "/3"].map(|path| (path.to_owned(), path.to_owned()));
        let check = |path: &str, previous: Option<&str>, next: Option<&str>| {
            let turn = Turn::at(path, &pages);
            let path = |page: Option<(String, String)>| page.map(|(path, _)| path);
            assert_eq!(path(turn.previous).as_deref(), previous);
            assert_eq!(path(turn.next).as_deref(), next);
        };
        check("/1", None, Some("/2"));
        check("/2", Some("/1"), Some("/3"));
        check("/3", Some("/2"), None);
        check("/4", None, None);
    }
}
