//! Where in a programme a word can stand.

use crate::programme::words;

words! {
    /// Where a word stands.
    Field {
        Name = "name",
        Summary = "summary",
        Kind = "kind",
        Operator = "operator",
        Section = "section",
        Direction = "direction",
        Condition = "condition",
        Expense = "expense",
        Covers = "covers",
        Step = "step",
        Document = "document",
        Note = "note",
    }
}

impl Field {
    /// How much a word counts here: the name far more than the summary, the summary more than the rest.
    pub(super) fn weight(self) -> u32 {
        match self {
            Field::Name => 1000,
            Field::Summary => 300,
            Field::Kind | Field::Operator | Field::Section | Field::Direction => 90,
            Field::Expense | Field::Covers => 80,
            Field::Condition | Field::Step | Field::Document | Field::Note => 60,
        }
    }
}
