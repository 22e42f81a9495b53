//! Tests of the release. `sample` makes surveys; `rows` is an independent elimination over rational numbers.

mod attributes;
mod changes;
mod codes;
mod comments;
mod examples;
mod feasibility;
mod properties;
mod rows;
mod sample;
