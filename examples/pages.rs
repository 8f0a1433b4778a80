//! Shows what a document is read as before its tables are understood: a line for each row or line of prose, with
//! the cells between bars.
//!
//! ```text
//! cargo run --release --all-features --example pages -- budget.pdf
//! ```

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    for path in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&path)?;
        print!("{}", yusuan::dump_pages(&bytes, &yusuan::Limits::default())?);
    }
    Ok(())
}
