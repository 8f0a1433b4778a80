#![allow(missing_docs)]
fn main() {
    let verbose = std::env::var("V").is_ok();
    for file in std::env::args().skip(1) {
        let read = if file.ends_with(".pdf") {
            pdf(&file)
        } else {
            yusuan::read_text(&std::fs::read_to_string(&file).unwrap()).map_err(|e| e.to_string())
        };
        match read {
            Err(error) => println!("ERR {file} {error}"),
            Ok(d) => {
                let audit = d.audit();
                let t = audit.tally();
                let facts = d.facts().count();
                let unread: u32 = d.unread.iter().map(|u| u.figures).sum();
                let rev = d.amount(&yusuan::Key::revenue());
                let exp = d.amount(&yusuan::Key::expenditure());
                println!(
                    "{} {} {} {} facts {facts} unread {unread} exact {} rounding {} violated {} unchecked {} claims {} rev {:?} exp {:?}",
                    file.rsplit('/').next().unwrap(),
                    d.header.department,
                    d.header.year,
                    d.header.unit.name(),
                    t.exact,
                    t.rounding,
                    t.violated,
                    t.unchecked,
                    d.claims.len(),
                    rev,
                    exp
                );
                if verbose {
                    for r in audit.relations().iter().filter(|r| r.verdict().is_violated()) {
                        println!("   V {} {:?}", r.id(), r.verdict());
                        for o in r.left().iter().take(3).chain(r.right().iter().take(12)) {
                            println!("        {} {:?}", o.printed, d.names(o.place));
                        }
                    }
                }
            }
        }
    }
}

#[cfg(feature = "pdf")]
fn pdf(file: &str) -> Result<yusuan::Disclosure, String> {
    yusuan::read_pdf(&std::fs::read(file).unwrap()).map_err(|e| e.to_string())
}
#[cfg(not(feature = "pdf"))]
fn pdf(_: &str) -> Result<yusuan::Disclosure, String> {
    Err("no pdf".to_owned())
}
