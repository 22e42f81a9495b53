mod former;
mod import;
mod people;
mod questionnaires;
