mod audit;
mod import;
mod people;
mod questionnaires;
mod retention;
