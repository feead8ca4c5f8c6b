//! What a programme says beside its rules: kind and office, window, papers, terms.

use eligibility::comparison::Change;
use kernel::{Bilingual, Lang, wareki};

use super::{Line, Section};
use crate::programme::{Moment, Programme, Stated, Window};

/// One line for each of them that a side has.
pub(super) fn lines(old: &Programme, new: &Programme, lang: Lang) -> Vec<Line> {
    let mut found = Found {
        lang,
        lines: Vec::new(),
    };
    found.general(old, new);
    found.window(&old.window, &new.window);
    let selection = |stated: &Stated<_>| {
        said(stated, lang, |one: &crate::programme::Selection| {
            say(lang, &format!("selection-{}", one.word()))
        })
    };
    let pair = (selection(&old.selection), selection(&new.selection));
    found.line(Section::Window, "selection", pair);
    let text = |stated: &Stated<Bilingual>| said(stated, lang, |text| text.get(lang).to_owned());
    for (id, was, now) in [
        ("usage_limit", &old.usage_limit, &new.usage_limit),
        ("combination", &old.combination, &new.combination),
        ("terms", &old.terms, &new.terms),
    ] {
        found.line(Section::Texts, id, (text(was), text(now)));
    }
    for (id, was, now) in [
        ("covers", &old.covers, &new.covers),
        ("does_not_cover", &old.does_not_cover, &new.does_not_cover),
        ("documents", &old.documents, &new.documents),
        ("steps", &old.steps, &new.steps),
    ] {
        found.list(id, was, now);
    }
    found.lines
}

struct Found {
    lang: Lang,
    lines: Vec<Line>,
}

impl Found {
    fn general(&mut self, old: &Programme, new: &Programme) {
        let lang = self.lang;
        let name = |programme: &Programme| Some(programme.name.get(lang).to_owned());
        let kind = |programme: &Programme| {
            let all = [programme.kind].into_iter().chain(programme.also.clone());
            let said: Vec<String> = all
                .map(|kind| say(lang, &format!("kind-{}", kind.word())))
                .collect();
            Some(said.join(listing(lang)))
        };
        let level =
            |programme: &Programme| Some(say(lang, &format!("level-{}", programme.level.word())));
        let text = |stated: &Stated<Bilingual>| said(stated, lang, |t| t.get(lang).to_owned());
        self.line(Section::General, "name", (name(old), name(new)));
        self.line(Section::General, "kind", (kind(old), kind(new)));
        self.line(Section::General, "level", (level(old), level(new)));
        let offices = (text(&old.operator), text(&new.operator));
        self.line(Section::General, "operator", offices);
        let sections = (text(&old.section), text(&new.section));
        self.line(Section::General, "section", sections);
    }

    fn window(&mut self, old: &Stated<Window>, new: &Stated<Window>) {
        let lang = self.lang;
        let not_stated = |window: &Stated<Window>| {
            window
                .is_not_stated()
                .then(|| say(lang, "compare-not-stated"))
        };
        let each = |of: &dyn Fn(&Window) -> Option<String>| {
            let side = |window: &Stated<Window>| match window.known() {
                Some(window) => of(window),
                None => not_stated(window),
            };
            (side(old), side(new))
        };
        // A window is given as far as the source states it.
        let stated = |day: Option<Moment>| {
            Some(day.map_or_else(|| say(lang, "compare-not-stated"), |day| moment(day, lang)))
        };
        let opens = each(&|window| stated(window.opens));
        let closes = each(&|window| stated(window.closes));
        let kind = each(&|window| {
            let kind = window.kind?;
            Some(say(lang, &format!("window-type-{}", kind.word())))
        });
        let note = each(&|window| {
            let note = window.note.as_ref()?;
            Some(note.get(lang).to_owned())
        });
        for (id, pair) in [
            ("opens", opens),
            ("closes", closes),
            ("window-type", kind),
            ("window-note", note),
        ] {
            self.line(Section::Window, id, pair);
        }
    }

    fn line(&mut self, section: Section, id: &str, (old, new): (Option<String>, Option<String>)) {
        if old.is_none() && new.is_none() {
            return;
        }
        let change = match (&old, &new) {
            (was, now) if was == now => Change::Same,
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ => Change::Different,
        };
        self.lines.push(Line {
            section,
            id: id.to_owned(),
            label: say(self.lang, &format!("compare-label-{id}")),
            old,
            new,
            change,
            cases: Vec::new(),
            meaning: Vec::new(),
        });
    }

    /// A list says which of its entries came and went.
    fn list(&mut self, id: &str, old: &Stated<Vec<Bilingual>>, new: &Stated<Vec<Bilingual>>) {
        let lang = self.lang;
        let joined = |texts: &Vec<Bilingual>| {
            let texts: Vec<&str> = texts.iter().map(|text| text.get(lang)).collect();
            texts.join(" / ")
        };
        let pair = (said(old, lang, joined), said(new, lang, joined));
        let before = self.lines.len();
        self.line(Section::Texts, id, pair);
        let (Some(was), Some(now)) = (old.known(), new.known()) else {
            return;
        };
        let Some(line) = self.lines.get_mut(before).filter(|line| line.differs()) else {
            return;
        };
        let missing = |from: &[Bilingual], other: &[Bilingual]| -> Vec<String> {
            from.iter()
                .filter(|text| !other.contains(text))
                .map(|text| text.get(lang).to_owned())
                .collect()
        };
        for (key, texts) in [
            ("compare-list-added", missing(now, was)),
            ("compare-list-removed", missing(was, now)),
        ] {
            if !texts.is_empty() {
                let texts = texts.join(listing(lang));
                line.meaning
                    .push(crate::words().say(lang, key, &[("texts", &texts)]));
            }
        }
    }
}

fn say(lang: Lang, key: &str) -> String {
    crate::words().say(lang, key, &[])
}

fn listing(lang: Lang) -> &'static str {
    match lang {
        Lang::Ja => "、",
        Lang::En => ", ",
    }
}

fn said<T>(stated: &Stated<T>, lang: Lang, known: impl Fn(&T) -> String) -> Option<String> {
    match stated {
        Stated::Known(value) => Some(known(value)),
        Stated::NotStated => Some(say(lang, "compare-not-stated")),
        Stated::Absent => None,
    }
}

fn moment(moment: Moment, lang: Lang) -> String {
    let day = match lang {
        Lang::Ja => wareki::date_ja(moment.day),
        Lang::En => wareki::date_en(moment.day),
    };
    match moment.time {
        None => day,
        Some((hour, minute)) => {
            let time = format!("{hour}:{minute:02}");
            crate::words().say(
                lang,
                "window-state-minute",
                &[("day", &day), ("time", &time)],
            )
        }
    }
}
