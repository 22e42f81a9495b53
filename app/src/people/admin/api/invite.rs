//! Letting people in.

use crate::failure::{Again, Failure};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use waymark::{
    PersonId,
    email::EmailRefused,
    person::{InviteRefused, NameRefused},
};
#[cfg(feature = "ssr")]
use {
    crate::{
        failure::given_back,
        server::{self, Server},
    },
    waymark::{change::words, person::Name},
};

/// What was typed to invite somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteTyped {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// What they do.
    pub title: String,
}

/// Why nobody was invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InviteWrong {
    /// The name is none.
    Name(NameRefused),
    /// The address is none.
    Email(EmailRefused),
    /// The title is no line of text.
    Title(NameRefused),
    /// The store's rules refuse it.
    Invite(InviteRefused),
}

#[cfg(feature = "ssr")]
fn invitation(name: &str, email: &str, title: &str) -> Result<waymark::person::Invite, InviteWrong> {
    Ok(waymark::person::Invite {
        name: Name::new(name).map_err(InviteWrong::Name)?,
        email: email.parse().map_err(InviteWrong::Email)?,
        title: words(title).map_err(InviteWrong::Title)?,
    })
}

/// Adds a person and invites them.
#[server(prefix = "/fn", endpoint = "people/invite")]
pub async fn invite(
    name: String,
    email: String,
    #[server(default)] title: String,
) -> Result<(), Failure<Again<InviteTyped, InviteWrong>>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let typed = InviteTyped { name: given_back(&name), email: given_back(&email), title: given_back(&title) };
    let invite = invitation(&name, &email, &title).map_err(|why| server::refuse(why).again(typed.clone()))?;
    let invited = store::invitation::invite(&server.store, &administrator, &server.mail, &invite).await;
    let (id, link) = server::settle(invited).map_err(|failure| failure.map(InviteWrong::Invite).again(typed))?;
    leptos_axum::redirect(&shown(&server, id, &link));
    Ok(())
}

/// Why many were not invited: the line, what is wrong with it, and how many lines before it were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ManyWrong {
    /// Nothing was written.
    Empty,
    /// Too much at once; so many characters are the most.
    TooLong(usize),
    /// Without mail nobody would get their link.
    NoMail,
    /// A line is wrong; nobody was invited.
    Line {
        /// Which, from 1.
        number: usize,
        /// What is wrong with it.
        why: InviteWrong,
    },
}

/// The longest list of people to invite at once, in characters: what is refused is given back whole.
#[cfg(feature = "ssr")]
const LONGEST_LIST: usize = 2000;

/// Takes a line as it is pasted from a table or a mail: name, address, title, between commas, semicolons or tabs, or
/// `Name <address>`, `Last, First <address>`. `None` when it has not exactly one address.
#[cfg(feature = "ssr")]
fn pasted(line: &str) -> Option<(String, String, String)> {
    if line.matches('@').count() != 1 {
        return None;
    }
    let outside = |c: char| c.is_whitespace() || ",;\"".contains(c);
    if let Some((before, (email, after))) = line.split_once('<').and_then(|(before, rest)| Some((before, rest.split_once('>')?)))
    {
        let name = match before.trim_matches(outside).split_once(',') {
            Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
            None => before.trim_matches(outside).to_owned(),
        };
        return Some((name, email.trim().to_owned(), after.trim_matches(outside).to_owned()));
    }
    let (mut name, mut email, mut title) = (String::new(), String::new(), Vec::new());
    for part in line.split(['\t', ';', ',']).map(str::trim).filter(|part| !part.is_empty()) {
        if part.contains('@') {
            part.clone_into(&mut email);
        } else if name.is_empty() {
            part.clone_into(&mut name);
        } else {
            title.push(part);
        }
    }
    Some((name, email, title.join(", ")))
}

/// Invites many, a line each: all of them, or nobody.
#[server(prefix = "/fn", endpoint = "people/invite-many")]
pub async fn invite_many(lines: String) -> Result<usize, Failure<Again<String, ManyWrong>>> {
    let ((administrator, seen), server) = (server::administration().await?, Server::here());
    let again = |why| server::refuse(why).again(lines.chars().take(LONGEST_LIST).collect::<String>());
    if lines.chars().count() > LONGEST_LIST {
        return Err(again(ManyWrong::TooLong(LONGEST_LIST)));
    }
    let wanted: Vec<_> = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).collect();
    match wanted.len() {
        0 => return Err(again(ManyWrong::Empty)),
        _ if !server.mail.is_sent() => return Err(again(ManyWrong::NoMail)),
        _ => {}
    }
    let mut invites = Vec::new();
    let mut addresses = std::collections::BTreeMap::new();
    for (place, line) in wanted {
        let wrong = |why| again(ManyWrong::Line { number: place + 1, why });
        let (name, email, title) = pasted(line).ok_or_else(|| wrong(InviteWrong::Email(EmailRefused::Malformed)))?;
        let invite = invitation(&name, &email, &title).map_err(wrong)?;
        let by =
            seen.directory.by_email(&invite.email).and_then(|id| seen.directory.person(id)).map(|other| other.name.to_string());
        if let Some(by) = by.or_else(|| addresses.insert(invite.email.clone(), invite.name.to_string())) {
            return Err(wrong(InviteWrong::Invite(InviteRefused::AddressTaken { by })));
        }
        invites.push(invite);
    }
    let count = invites.len();
    let invited = store::invitation::invite_many(&server.store, &administrator, &server.mail, &invites).await;
    server::settle(invited).map_err(|failure| {
        let why = |why| ManyWrong::Line { number: 1, why: InviteWrong::Invite(why) };
        failure.map(why).again(lines.clone())
    })?;
    leptos_axum::redirect(&format!("/admin/people?done=invited-{}", if count == 1 { "one" } else { "many" }));
    Ok(count)
}

/// Makes a new link for somebody who is there already.
#[server(prefix = "/fn", endpoint = "people/link")]
pub async fn new_link(person: PersonId) -> Result<(), Failure<InviteRefused>> {
    let (administrator, server) = (server::administrator().await?, Server::here());
    let made = store::invitation::invite_again(&server.store, &administrator, &server.mail, person).await;
    let (person, link) = server::settle(made)?;
    leptos_axum::redirect(&shown(&server, person.id, &link));
    Ok(())
}

/// The page after a link was made. Where no mail is sent the address carries the token: the store does not hold it, and
/// the administrator must see it once, with JavaScript or without.
#[cfg(feature = "ssr")]
fn shown(server: &Server, id: PersonId, link: &store::link::Link) -> String {
    if server.mail.is_sent() {
        format!("/admin/people?invited={id}")
    } else {
        format!("/admin/people?invited={id}&link={}", link.token())
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::pasted;

    #[test]
    fn a_line_is_taken_as_it_is_pasted() {
        let taken = |line: &str| pasted(line).map(|(name, email, title)| format!("{name}|{email}|{title}"));
        for line in [
            "Ada Berg, ada@b.example, Engineer",
            "Ada Berg\tada@b.example\tEngineer",
            "Ada Berg <ada@b.example> Engineer",
            "\"Berg, Ada\" <ada@b.example>; Engineer",
        ] {
            assert_eq!(taken(line).as_deref(), Some("Ada Berg|ada@b.example|Engineer"), "{line}");
        }
        assert_eq!(taken("ada@b.example; Ada Berg").as_deref(), Some("Ada Berg|ada@b.example|"));
        let more = "Ada Berg, ada@b.example, Engineer, Search";
        assert_eq!(taken(more).as_deref(), Some("Ada Berg|ada@b.example|Engineer, Search"));
        assert_eq!(taken("Ada Berg"), None);
        assert_eq!(taken("Ada <a@x.example>; Bo <b@x.example>"), None, "two on a line");
    }
}
