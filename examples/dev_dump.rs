#![allow(missing_docs)]
fn main() {
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file).unwrap();
        println!("##### {file}");
        println!("{}", yusuan::read::general::dump(&text, Some(2026)));
    }
}
