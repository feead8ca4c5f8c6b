use kernel::Lang;

use crate::sample::sentence;

fn check(rule: &str, ja: &str, en: &str) {
    assert_eq!(sentence(rule, Lang::Ja), ja);
    assert_eq!(sentence(rule, Lang::En), en);
}

#[test]
fn sentences_come_from_the_rule() {
    check(
        "employees <= 300人",
        "従業員の数が300人以下",
        "Number of employees is at most 300 people",
    );
    check("not tax_arrears", "滞納がない", "There are no unpaid taxes");
    check(
        "capital <= 3億円 or employees <= 300人",
        "資本金が3億円以下、または従業員の数が300人以下",
        "Capital is at most 300,000,000 yen, or number of employees is at most 300 people",
    );
    check(
        "not (capital <= 3億円 or employees <= 300人)",
        "資本金が3億円を超える、かつ従業員の数が300人を超える",
        "Capital is above 300,000,000 yen, and number of employees is above 300 people",
    );
    check(
        "since(founded_on) >= 1年",
        "設立日から1年以上たっている",
        "At least 1 year since: day of founding",
    );
    check(
        "industry in JSIC14[E, 411]",
        "業種が次のいずれか：製造業（E）、411",
        "Industry is one of: Manufacturing (E), 411",
    );
    check(
        "place has any [head, factory]",
        "市内にあるものに次のいずれかがある：本社、工場",
        "Places in the city include at least one of: head office, factory",
    );
    check(
        "not awarded_in(this, fiscal_year - 1)",
        "前年度に「この制度」の支援を受けていない",
        "No support was awarded in the last fiscal year by “This programme”",
    );
    check(
        "award_count(this) = 0",
        "「この制度」の支援を受けたことがない",
        "“This programme” has never been awarded",
    );
    check("sme", "中小企業者に当たる", "The applicant counts as: SME");
}

#[test]
fn both_languages_have_the_same_words() {
    assert_eq!(super::words().differences(), Vec::<String>::new());
    assert_eq!(crate::words().differences(), Vec::<String>::new());
}
