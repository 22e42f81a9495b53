//! Lets cargo notice when the browser's half was built anew: a release has it inside.

fn main() {
    println!("cargo:rerun-if-changed=../target/site/manifest.json");
}
