mod import;
mod people;
