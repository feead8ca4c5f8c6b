//! A visitor who uses the keyboard only: moves with Tab, reads what has the focus, and presses keys. Nothing is clicked,
//! and nothing is found by how the page is made: only by the roles and names that are told to everyone.

use serde_json::{Value, json};

use super::webdriver::{Session, text};

pub const TAB: &str = "\u{E004}";
pub const ENTER: &str = "\u{E007}";
pub const SPACE: &str = " ";
pub const DOWN: &str = "\u{E015}";

/// More presses of Tab than any page needs.
const MOST_TABS: usize = 600;

/// What has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    pub role: String,
    pub name: String,
    /// What the control belongs to: the caption of its group, or its own name.
    pub question: String,
    /// The text that is written or chosen in it; "true" when it is ticked.
    pub value: String,
    /// Whether it sends the form it stands in.
    pub submits: bool,
}

const READ_FOCUS: &str = r#"
const element = document.activeElement;
const words = (node) => node.textContent.trim().replace(/\s+/g, " ");
const group = element.closest("fieldset, [role=group], [role=radiogroup]");
const caption = group && (group.querySelector("legend") || document.getElementById(group.getAttribute("aria-labelledby")));
const ticked = ["checkbox", "radio"].includes(element.type);
return {
  question: caption ? words(caption) : "",
  value: ticked ? String(element.checked) : element.selectedOptions ? words(element.selectedOptions[0]) : element.value || "",
  submits: element.type === "submit",
  atEnd: element === document.body || element === document.documentElement,
};"#;

/// The keys of one window.
pub struct Keyboard<'s> {
    session: &'s Session,
}

impl Keyboard<'_> {
    pub fn of(session: &Session) -> Keyboard<'_> {
        Keyboard { session }
    }

    pub fn press(&self, key: &str) {
        self.write(key);
    }

    pub fn write(&self, words: &str) {
        let keys: Vec<Value> = words
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|what| json!({"type": what, "value": key})))
            .collect();
        let hand = json!({"type": "key", "id": "keyboard", "actions": keys});
        self.session
            .command("actions", Some(&json!({"actions": [hand]})));
    }

    /// What has the focus; nothing when it has left the page's last control.
    pub fn focus(&self) -> Option<Focus> {
        // A control may give way to a new one, with the focus, while it is read.
        const MOST_LOOKS: usize = 10;
        for _ in 1..MOST_LOOKS {
            if let Ok(focus) = self.try_focus() {
                return focus;
            }
        }
        self.try_focus().unwrap_or_else(|why| panic!("{why}"))
    }

    fn try_focus(&self) -> Result<Option<Focus>, String> {
        let read = self.session.try_script(READ_FOCUS, json!([]))?;
        if read["atEnd"] == true {
            return Ok(None);
        }
        let element = self.session.try_command("element/active", None)?;
        let id = element.as_object().and_then(|one| one.values().next());
        let id = id.map(text).ok_or("nothing has the focus")?;
        let told = |what: &str| {
            let told = self
                .session
                .try_command(&format!("element/{id}/{what}"), None)?;
            Ok::<String, String>(text(&told))
        };
        let name = told("computedlabel")?;
        let question = text(&read["question"]);
        Ok(Some(Focus {
            role: told("computedrole")?,
            question: if question.is_empty() {
                name.clone()
            } else {
                question
            },
            name,
            value: text(&read["value"]),
            submits: read["submits"] == true,
        }))
    }

    /// Moves on to the next control.
    pub fn tab(&self) -> Option<Focus> {
        self.press(TAB);
        self.focus()
    }

    /// Moves on until the focus is on what is meant.
    pub fn tab_to(&self, what: &str, is_meant: impl Fn(&Focus) -> bool) -> Focus {
        let mut passed = Vec::new();
        for _ in 0..MOST_TABS {
            match self.tab() {
                Some(focus) if is_meant(&focus) => return focus,
                Some(focus) => passed.push(format!("{} “{}”", focus.role, focus.name)),
                None => break,
            }
        }
        panic!(
            "{what} cannot be reached by Tab on {}; only {passed:#?}",
            self.session.address()
        );
    }

    /// Presses Enter and waits for what follows.
    pub fn enter(&self) {
        let from = self.focus();
        self.session
            .follow(&format!("Enter on {from:?}"), || self.press(ENTER));
    }

    /// Writes over what stands in a field.
    pub fn fill(&self, words: &str) {
        self.session.command(
            "actions",
            Some(
                &json!({"actions": [{"type": "key", "id": "keyboard", "actions": [
                    {"type": "keyDown", "value": "\u{E009}"}, {"type": "keyDown", "value": "a"},
                    {"type": "keyUp", "value": "a"}, {"type": "keyUp", "value": "\u{E009}"},
                ]}]}),
            ),
        );
        self.write(words);
    }

    /// Picks by the arrow keys in a list or among radio buttons until `is_picked`.
    pub fn pick(&self, wanted: &str, is_picked: impl Fn(&Focus) -> bool) {
        for _ in 0..200 {
            let focus = self.focus().expect("the control keeps the focus");
            if is_picked(&focus) {
                if focus.role == "radio" && focus.value != "true" {
                    self.press(SPACE);
                }
                return;
            }
            self.press(DOWN);
        }
        panic!("“{wanted}” cannot be picked on {}", self.session.address());
    }
}
