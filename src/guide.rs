//! Longer texts: a tour for newcomers, the rules, all findings, the reasons behind the design, the changelog.

#[doc = include_str!("guide/tour.md")]
pub mod tour {}

#[doc = include_str!("guide/rules.md")]
pub mod rules {}

#[doc = include_str!("guide/findings.md")]
pub mod findings {}

#[doc = include_str!("guide/design.md")]
pub mod design {}

#[doc = include_str!("guide/changelog.md")]
pub mod changelog {}
