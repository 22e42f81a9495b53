//! The program: configuration, router, sessions, jobs, mail, commands.
//!
//! *Architecture invariant:* handlers hold no rules and no queries. What a request may do is decided in `store::access`,
//! what it means in the domain; here is only how it gets there and back.

pub mod answers;
mod asking;
pub mod assets;
pub mod command;
pub mod config;
pub mod connections;
pub mod export;
pub mod health;
pub mod import;
pub mod jobs;
pub mod layers;
pub mod live;
pub mod mail;
pub mod questionnaire;
pub mod responses;
pub mod results;
pub mod router;
pub mod serve;
pub mod sessions;
pub mod socket;
mod survey_page;
