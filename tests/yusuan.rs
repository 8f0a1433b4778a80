//! Integration tests: one module per topic.

#[path = "yusuan/amounts.rs"]
mod amounts;
#[path = "yusuan/architecture.rs"]
mod architecture;
#[path = "yusuan/assessments.rs"]
mod assessments;
#[cfg(feature = "serde")]
#[path = "yusuan/audit_report.rs"]
mod audit_report;
#[path = "yusuan/axes.rs"]
mod axes;
#[path = "yusuan/cells.rs"]
mod cells;
#[cfg(feature = "certificate")]
#[path = "yusuan/certificate.rs"]
mod certificate;
#[path = "yusuan/claims.rs"]
mod claims;
#[path = "yusuan/codes.rs"]
mod codes;
#[path = "yusuan/columns.rs"]
mod columns;
#[path = "yusuan/compare.rs"]
mod compare;
#[path = "yusuan/composed.rs"]
mod composed;
#[path = "yusuan/corpus.rs"]
mod corpus;
#[path = "yusuan/crosswalk.rs"]
mod crosswalk;
#[path = "yusuan/doubts.rs"]
mod doubts;
#[path = "yusuan/drivers.rs"]
mod drivers;
#[path = "yusuan/economic_pairs.rs"]
mod economic_pairs;
#[path = "yusuan/extractors.rs"]
mod extractors;
#[path = "yusuan/families.rs"]
mod families;
#[path = "yusuan/final_accounts.rs"]
mod final_accounts;
#[path = "yusuan/findings.rs"]
mod findings;
#[cfg(feature = "serde")]
#[path = "yusuan/flat.rs"]
mod flat;
#[cfg(feature = "pdf")]
#[path = "yusuan/forms.rs"]
mod forms;
#[path = "yusuan/full_detail.rs"]
mod full_detail;
#[path = "yusuan/generated.rs"]
mod generated;
#[path = "yusuan/goal_forms.rs"]
mod goal_forms;
#[cfg(all(feature = "html", feature = "pdf", feature = "xlsx"))]
#[path = "yusuan/hostile_files.rs"]
mod hostile_files;
#[path = "yusuan/impaired.rs"]
mod impaired;
#[path = "yusuan/layouts.rs"]
mod layouts;
#[path = "yusuan/lines.rs"]
mod lines;
#[path = "yusuan/messages.rs"]
mod messages;
#[path = "yusuan/narratives.rs"]
mod narratives;
#[path = "yusuan/neighbours.rs"]
mod neighbours;
#[path = "yusuan/oracle.rs"]
mod oracle;
#[path = "yusuan/pairs.rs"]
mod pairs;
#[cfg(feature = "pdf")]
#[path = "yusuan/pdf_files.rs"]
mod pdf_files;
#[path = "yusuan/piped.rs"]
mod piped;
#[path = "yusuan/places.rs"]
mod places;
#[path = "yusuan/policy.rs"]
mod policy;
#[path = "yusuan/projects.rs"]
mod projects;
#[path = "yusuan/properties.rs"]
mod properties;
#[path = "yusuan/provinces.rs"]
mod provinces;
#[path = "yusuan/reading.rs"]
mod reading;
#[path = "yusuan/real_layouts.rs"]
mod real_layouts;
#[path = "yusuan/seed.rs"]
mod seed;
#[path = "yusuan/several.rs"]
mod several;
#[path = "yusuan/support.rs"]
mod support;
#[path = "yusuan/suspects.rs"]
mod suspects;
#[path = "yusuan/tails.rs"]
mod tails;
#[path = "yusuan/torn_lines.rs"]
mod torn_lines;
#[cfg(feature = "html")]
#[path = "yusuan/web_pages.rs"]
mod web_pages;
#[path = "yusuan/wordings.rs"]
mod wordings;
#[cfg(feature = "xlsx")]
#[path = "yusuan/workbooks.rs"]
mod workbooks;
#[path = "yusuan/woven.rs"]
mod woven;
#[path = "yusuan/wrapped_labels.rs"]
mod wrapped_labels;
#[path = "yusuan/writing.rs"]
mod writing;
