//! Keeps in the linked module what says which function calls which: `cargo xtask` splits it along that.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg-cdylib=--emit-relocs");
}
