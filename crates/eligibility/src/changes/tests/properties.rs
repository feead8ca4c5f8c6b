//! Random small programmes, against trying everything.
