mod import;
mod people;
mod questionnaires;
