//! What holds for every page, whatever it shows.

/// The page has its language, title and one heading, says everything it means to say, and is sound HTML.
pub fn assert_well_made(html: &str, address: &str) {
    let tag = if address.starts_with("/en") {
        "en"
    } else {
        "ja"
    };
    assert!(
        html.contains(&format!("<html lang=\"{tag}\">")),
        "{address}"
    );
    let unsaid: Vec<&str> = html
        .split('⟦')
        .skip(1)
        .filter_map(|rest| rest.split('⟧').next())
        .collect();
    assert!(unsaid.is_empty(), "{address}: {unsaid:?}");
    assert!(!html.contains("<title> |"), "{address}: a title");
    assert_eq!(html.matches("<h1").count(), 1, "{address}");
    assert!(!html.contains(" style="), "{address}");
    // Linked data is no program: nothing runs it.
    let allowed = [
        "<script type=\"application/ld+json\">",
        "<script type=\"module\" src=\"/assets/",
    ];
    let known = allowed.map(|script| html.matches(script).count());
    let scripts = html.matches("<script").count();
    assert_eq!(scripts, known.iter().sum::<usize>(), "{address}");
    assert_well_nested(html, address);
    assert_ids_are_unique(html, address);
    assert_anchors_lead_somewhere(html, address);
}

/// Every element that is opened is closed, in order.
fn assert_well_nested(html: &str, address: &str) {
    const VOID: [&str; 6] = ["!DOCTYPE", "meta", "link", "input", "br", "path"];
    let mut open: Vec<&str> = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split(['>', ' ', '\n']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{address}: {part}");
        } else if !VOID.contains(&tag) {
            open.push(tag);
        }
    }
    assert!(open.is_empty(), "{address}: {open:?}");
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    html.split(attribute)
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .collect()
}

fn assert_ids_are_unique(html: &str, address: &str) {
    let mut ids = values(html, " id=\"");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{address}: {ids:?}");
}

/// What describes, labels or is linked to on the page is there.
fn assert_anchors_lead_somewhere(html: &str, address: &str) {
    let ids = values(html, " id=\"");
    for attribute in [
        " href=\"#",
        " for=\"",
        " aria-describedby=\"",
        " aria-labelledby=\"",
    ] {
        for value in values(html, attribute)
            .iter()
            .flat_map(|value| value.split(' '))
        {
            assert!(ids.contains(&value), "{address}: {attribute}{value}");
        }
    }
}
