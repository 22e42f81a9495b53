//! Names and stamps that change with the content, and only then.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The lower-case hexadecimal SHA-256 of the bytes.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// `fonts/inter.woff2` becomes `fonts/inter.<16 hex of its content's SHA-256>.woff2`.
pub fn hashed_name(name: &str, bytes: &[u8]) -> String {
    hash_after_stem(name, &sha256(bytes))
}

/// A name with the first 16 characters of a hash before its extension.
pub fn hash_after_stem(name: &str, hash: &str) -> String {
    let hash = &hash[..16];
    let file = name.rfind('/').map_or(0, |slash| slash + 1);
    match name[file..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, extension) = name.split_at(file + dot);
            format!("{stem}.{hash}{extension}")
        }
        _ => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c14";

    #[test]
    fn a_name_carries_the_hash_before_its_extension() {
        assert_eq!(hashed_name("robots.txt", b""), format!("robots.{EMPTY}.txt"));
        assert_eq!(hashed_name("a.b.svg", b""), format!("a.b.{EMPTY}.svg"));
        assert_eq!(hashed_name("fonts.v1/inter.woff2", b""), format!("fonts.v1/inter.{EMPTY}.woff2"));
        assert_eq!(hashed_name("fonts.v1/LICENSE", b""), format!("fonts.v1/LICENSE.{EMPTY}"));
        assert_ne!(hashed_name("robots.txt", b"x"), hashed_name("robots.txt", b"y"));
    }
}
