//! The program through its router, on the real store in memory. The tree mirrors the addresses.

mod account;
mod admin;
mod app;
mod architecture;
mod assets;
mod bad_input;
mod build;
mod command;
mod forgot_password;
mod goals;
mod health;
mod healthz;
mod home;
mod jobs;
mod live;
mod metrics;
mod permissions;
mod plans;
mod program;
mod restart;
mod safety;
mod set_password;
mod sign_in;
mod surveys;
mod watching;
mod workshops;
