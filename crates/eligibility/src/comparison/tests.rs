//! Rows of comparisons.
