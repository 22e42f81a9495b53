mod audit;
mod former;
mod import;
mod people;
mod questionnaires;
mod retention;
