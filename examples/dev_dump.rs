#![allow(missing_docs)]
fn main() {
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file).unwrap();
        println!("##### {file}");
        println!(
            "{}",
            yusuan::read::general::dump(
                &text,
                file.split("-20").nth(1).and_then(|y| format!("20{}", &y[..2]).parse().ok()),
                std::env::var("V").is_ok()
            )
        );
    }
}
