//! Single constructs, and what has none.
