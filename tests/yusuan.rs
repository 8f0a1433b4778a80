//! Integration tests: one module per topic.

#[path = "yusuan/amounts.rs"]
mod amounts;
#[path = "yusuan/codes.rs"]
mod codes;
#[path = "yusuan/flat.rs"]
mod flat;
#[path = "yusuan/generated.rs"]
mod generated;
