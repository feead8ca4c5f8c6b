//! `monozukuri`: a city's manufacturing strategy in operation.

use std::process::ExitCode;

fn main() -> ExitCode {
    city::commands::run(std::env::args_os())
}
