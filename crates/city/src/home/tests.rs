use kernel::Lang;

use crate::{fault_words, words};

#[test]
fn both_languages_have_the_same_words() {
    assert_eq!(words().differences(), Vec::<String>::new());
    assert_eq!(fault_words().differences(), Vec::<String>::new());
    assert!(fault_words().find(Lang::En, "rule-wrong-unit").is_some());
}
