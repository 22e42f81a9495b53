//! Signing in and out, and who is signed in.

mod api;
mod page;

pub use api::*;
pub use page::SignInPage;

/// Encodes a text as one part of an address.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

/// Where to go after signing in: an address of this installation, whatever was asked for.
#[cfg(feature = "ssr")]
pub fn safe_next(next: Option<&str>) -> &str {
    match next {
        Some(path)
            if path.starts_with('/')
                && !path.starts_with("//")
                && path.len() <= 2000
                && !path.contains(|c: char| c == '\\' || c.is_control()) =>
        {
            path
        }
        _ => "/",
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "evil",
            "",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\u{1}",
            "/\u{7f}",
        ] {
            assert_eq!(safe_next(Some(elsewhere)), "/", "{elsewhere}");
        }
        assert_eq!(safe_next(Some("/account?saved=profile")), "/account?saved=profile");
        assert_eq!(safe_next(None), "/");
    }

    #[test]
    fn an_address_within_an_address_is_encoded() {
        assert_eq!(encoded("/a b?c=d&é"), "/a%20b%3Fc%3Dd%26%C3%A9");
    }
}
