//! Lets cargo notice when the browser's half was built anew: a release has it inside.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // In development the program reads the files when it runs.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../target/site/manifest.json");
    }
}
