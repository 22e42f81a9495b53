//! What somebody wrote at length: Markdown, made into HTML on the server, of which only harmless parts are left.
//!
//! Two libraries stand one behind the other. The first writes any HTML in the text as text; the second lets only what is named here through, so
//! that nothing runs even if the first is wrong.

use ammonia::{Builder, UrlRelative};
use comrak::{Arena, Options, nodes::NodeValue, options::Plugins, parse_document};
use std::{collections::HashMap, collections::HashSet, sync::LazyLock};

/// What may be left of a text.
const TAGS: [&str; 16] =
    ["a", "blockquote", "br", "code", "del", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"];

/// Where links may lead.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// How much smaller headings of a text are than it says: those of the page stand above them.
const BELOW: u8 = 3;

/// The lowest heading of HTML.
const LOWEST: u8 = 6;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::new();
    cleaner
        .tags(HashSet::from(TAGS))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(SCHEMES))
        // A path would lead to a page of this program that does what its address says.
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// Markdown as HTML, for `inner_html`: paragraphs, lists, emphasis, code, quotes, links. HTML in it is shown as it was typed; nothing that runs, loads or
/// looks like a part of the page comes through. A line break stays one.
pub fn shown(markdown: &str) -> String {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.render.hardbreaks = true;
    options.render.escape = true;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &mut node.data_mut().value {
            heading.level = heading.level.saturating_add(BELOW).min(LOWEST);
        }
    }
    let mut made = String::new();
    comrak::format_html_with_plugins(root, &options, &mut made, &Plugins::default()).expect("a text takes what is written");
    CLEANER.clean(&made).to_string()
}

#[cfg(test)]
mod tests {
    use super::shown;
    use proptest::prelude::*;

    #[test]
    fn text_is_laid_out() {
        assert_eq!(
            shown("One\ntwo\n\n- *a*\n- **b**").replace('\n', ""),
            "<p>One<br>two</p><ul><li><em>a</em></li><li><strong>b</strong></li></ul>"
        );
        assert_eq!(shown("# Big").trim(), "<h4>Big</h4>");
        let linked = shown("See https://example.com/a?b=1&c=2.");
        assert!(
            linked.contains(r#"<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">"#),
            "{linked}"
        );
    }

    #[test]
    fn nothing_runs() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[go](javascript:alert(1))",
            "[go](java\nscript:alert(1))",
            "[go](data:text/html,<script>alert(1)</script>)",
            "[go](/fn/session/sign-out)",
            "![pixel](https://example.com/p.gif)",
            "<a href=\"https://example.com\" style=\"position:fixed\" onclick=alert(1)>x</a>",
            "<form action=/fn/x><button>Go</button></form>",
            "<style>body{display:none}</style>",
            "```html\n<script>alert(1)</script>\n```",
            "[x]: javascript:alert(1)\n\n[x]",
            "<svg/onload=alert(1)>",
        ] {
            let made = shown(text);
            for bad in [
                "<script",
                "<img",
                "<form",
                "<style",
                "<svg",
                "<button",
                "href=\"javascript",
                "href=\"data",
                "href=\"/",
                "href=\"java",
            ] {
                assert!(!made.to_lowercase().contains(bad), "{text} became {made}");
            }
        }
    }

    #[test]
    fn html_is_shown_as_it_was_typed() {
        assert_eq!(shown("Use `<b>` or <b>this</b>").trim(), "<p>Use <code>&lt;b&gt;</code> or &lt;b&gt;this&lt;/b&gt;</p>");
    }

    proptest! {
        // Every tag that comes out is one of those that are named, whatever goes in.
        #[test]
        fn only_known_tags_come_out(text in r#"[<>a-z/"'=:()\[\]!#*`\n &;]{0,80}"#) {
            let made = shown(&text);
            let tags = made.split('<').skip(1).map(|rest| rest.trim_start_matches('/').split([' ', '>']).next().unwrap_or_default().to_owned());
            for tag in tags {
                prop_assert!(super::TAGS.contains(&tag.as_str()), "{text:?} became {made:?}");
            }
        }
    }
}
