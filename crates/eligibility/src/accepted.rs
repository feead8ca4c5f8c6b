//! What a city keeps although a check speaks against it (`accepted`): for each kind of finding the reason, in both
//! languages, beside the rule. Whether it is still needed is not known here but to the checks.

use kernel::{Faults, Fields};

/// The kinds of findings, as authors write them.
pub const KINDS: [&str; 31] = [
    "never",
    "always",
    "implied",
    "alternative-never",
    "alternative-implied",
    "case-never",
    "band-never",
    "border",
    "course-never",
    "course-beaten",
    "part-never",
    "amount-zero",
    "difference-negative",
    "cap-idle",
    "subcap-idle",
    "floor-idle",
    "floor-over-cap",
    "minimum-idle",
    "grant-never",
    "share-idle",
    "shares-nothing",
    "item-never",
    "window-never",
    "window-before-rules",
    "edition-after-window",
    "fact-unused",
    "field-unused",
    "definition-unused",
    "parameter-unused",
    "parameter-late",
    "parameter-stale",
];

/// Reads `accepted: {kind: {ja: …, en: …}}` of a mapping.
pub fn read_accepted(fields: &mut Fields<'_>, faults: &mut Faults) {
    let Some(node) = fields.optional("accepted") else {
        return;
    };
    let Some(inner) = node.fields(faults) else {
        return;
    };
    for (key, reason) in inner.all() {
        let Some(kind) = key.text(faults) else {
            continue;
        };
        if !KINDS.contains(&kind) {
            let known = KINDS.join(", ");
            faults.add(
                &key.place,
                "accepted-unknown",
                [("found", &kind), ("known", &known)],
            );
        }
        reason.bilingual(faults);
    }
}
