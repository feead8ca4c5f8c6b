//! One question of the finder: its words and its control, filled with what was typed.

mod asking;

pub use asking::Asking;

/// One question, or one field of a record.
pub struct Question {
    /// The name of its field; for fields of records such as `equipment.0.cost`.
    pub name: String,
    /// What tells its address on the page from that of the same question in the other view.
    pub view: &'static str,
    pub label: String,
    pub help: Vec<String>,
    /// What was understood of what was typed, said in full.
    pub echo: Option<String>,
    /// What the answer has decided.
    pub effect: Vec<String>,
    /// How many of the programmes that are judged ask it.
    pub asked_by: usize,
    /// Whether it is the one most worth answering.
    pub is_next: bool,
    pub errors: Vec<String>,
    pub control: Control,
}

pub enum Control {
    YesNo(YesNo),
    Line {
        kind: LineKind,
        typed: String,
        unit: String,
        /// The two ends, for a number that may be known only as an interval.
        between: Option<Between>,
    },
    Select(Vec<Pick>),
    Boxes {
        picks: Vec<Pick>,
        none: bool,
    },
    /// Certificates: each with the days from and until which it is in force.
    Held {
        held: Vec<Held>,
        none: bool,
        /// What the page does not show, but hands on: a second certificate of one kind.
        kept: Vec<(String, String)>,
    },
    Rows {
        rows: Vec<Vec<Question>>,
        none: bool,
        /// What asks for one row more.
        more: Option<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesNo {
    Yes,
    No,
    Open,
}

/// What is typed on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Number,
    Yen,
    Date,
    Industry,
    FiscalYear,
    Text,
}

/// The ends of a number, as they are typed.
pub struct Between {
    pub least: String,
    pub most: String,
}

impl Between {
    pub fn is_given(&self) -> bool {
        !self.least.is_empty() || !self.most.is_empty()
    }
}

/// One answer to choose.
pub struct Pick {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// One certificate to choose, with its days.
pub struct Held {
    pub pick: Pick,
    pub days: Vec<Question>,
}

impl Question {
    /// The address of the question on its page.
    pub fn anchor(&self) -> String {
        format!("{}-{}", self.view, self.name)
    }

    /// Whether its control is a group of several (and so needs a legend).
    pub fn is_group(&self) -> bool {
        match self.control {
            Control::YesNo(_)
            | Control::Boxes { .. }
            | Control::Held { .. }
            | Control::Rows { .. } => true,
            Control::Line { .. } | Control::Select(_) => false,
        }
    }

    /// Whether one tap can answer it.
    pub fn is_tapped(&self) -> bool {
        match self.control {
            Control::YesNo(_) | Control::Select(_) => true,
            Control::Line { .. }
            | Control::Boxes { .. }
            | Control::Held { .. }
            | Control::Rows { .. } => false,
        }
    }

    /// Whether it has fields of its own: records, and certificates with their days.
    pub fn is_nested(&self) -> bool {
        match self.control {
            Control::Rows { .. } | Control::Held { .. } => true,
            Control::YesNo(_)
            | Control::Line { .. }
            | Control::Select(_)
            | Control::Boxes { .. } => false,
        }
    }

    /// The fields inside it: those of its records, and the days of certificates.
    pub fn fields(&self) -> Vec<&Question> {
        match &self.control {
            Control::Rows { rows, .. } => rows.iter().flatten().collect(),
            Control::Held { held, .. } => held.iter().flat_map(|held| &held.days).collect(),
            Control::YesNo(_)
            | Control::Line { .. }
            | Control::Select(_)
            | Control::Boxes { .. } => Vec::new(),
        }
    }

    /// Whether it, or a field inside it, has a mistake.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty() || self.fields().into_iter().any(Question::has_errors)
    }

    /// What describes the field to those who hear it: help, then what was understood, then mistakes.
    pub fn described_by(&self) -> String {
        let anchor = self.anchor();
        let parts = [
            (!self.help.is_empty(), "help"),
            (self.echo.is_some(), "echo"),
            (!self.errors.is_empty(), "error"),
        ];
        let there = parts.iter().filter(|(there, _)| *there);
        let ids: Vec<String> = there.map(|(_, part)| format!("{anchor}-{part}")).collect();
        ids.join(" ")
    }
}

impl Held {
    /// Whether the days are shown without being asked for.
    pub fn is_dated(&self) -> bool {
        let typed = |day: &Question| match &day.control {
            Control::Line { typed, .. } => !typed.is_empty(),
            _ => false,
        };
        self.days.iter().any(typed)
    }
}
