//! Lets cargo notice when the browser's half was built anew: a release has it inside.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // The compiled program finds the folder by the path it has now, which is only made out for a folder that is there:
    // compiled before the browser's half was built, it would never find it.
    let site = Path::new("../target/site");
    fs::create_dir_all(site).expect("the folder of the browser's half can be made");
    // In development the program reads the files when it runs.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../target/site/manifest.json");
    }
}
