//! Sending letters: over SMTP, or into files while developing.

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use std::{net::IpAddr, path::PathBuf};
use store::outbox::Letter;

/// How letters leave.
#[derive(Clone, Debug)]
pub struct Post {
    from: Mailbox,
    transport: Transport,
}

#[derive(Clone, Debug)]
enum Transport {
    Files(AsyncFileTransport<Tokio1Executor>),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Post {
    /// Reads the setting `mail`; `None` where no mail is sent.
    ///
    /// # Errors
    ///
    /// A sentence about what cannot be used.
    pub fn from(how: &str, from: &str) -> Result<Option<Self>, String> {
        let from: Mailbox =
            from.parse().map_err(|_| format!("mail_from = \"{from}\" is no address. Write: Waymark <waymark@example.org>."))?;
        let transport = if how == "none" {
            return Ok(None);
        } else if let Some(folder) = how.strip_prefix("file:") {
            let folder = PathBuf::from(folder);
            store::make_private(&folder)
                .map_err(|error| format!("Letters cannot be written to {}: {error}.", folder.display()))?;
            Transport::Files(AsyncFileTransport::new(folder))
        } else if how.starts_with("smtp://") || how.starts_with("smtps://") {
            if is_in_the_clear(how) {
                return Err("Letters carry links with which one signs in, and would leave unencrypted. Write smtps://… or \
                            smtp://…?tls=required in mail; smtp:// alone is for a mail server on this machine."
                    .to_owned());
            }
            let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(how)
                .map_err(|error| format!("The mail server's address cannot be used: {error}."))?;
            Transport::Smtp(builder.timeout(Some(std::time::Duration::from_secs(30))).build())
        } else {
            return Err(
                "mail must be none, file:FOLDER, smtps://user:password@host or smtp://user:password@host:587?tls=required."
                    .to_owned(),
            );
        };
        Ok(Some(Self { from, transport }))
    }

    /// Sends one letter. Its id makes the message's, so that a letter sent twice is one to who receives it.
    ///
    /// # Errors
    ///
    /// What the mail server, or the disk, said.
    pub async fn send(&self, letter: &Letter) -> Result<(), String> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, letter.recipient.parse().map_err(|error| format!("{}: {error}", letter.recipient))?))
            .subject(&letter.subject)
            .message_id(Some(format!("<{}@{}>", letter.id, self.from.email.domain())))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|error| error.to_string())?;
        match &self.transport {
            Transport::Files(files) => files.send(message).await.map(drop).map_err(|error| error.to_string()),
            Transport::Smtp(smtp) => smtp.send(message).await.map(drop).map_err(|error| error.to_string()),
        }
    }
}

/// Whether letters would be readable on their way to another machine: `smtp://` encrypts only where its first `tls` says so.
/// What cannot be read for sure counts as such.
fn is_in_the_clear(how: &str) -> bool {
    if !how.starts_with("smtp://") {
        return false;
    }
    let Ok(address) = how.parse::<http::Uri>() else { return true };
    let host = address.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    let is_here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let tls = address.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("tls="));
    !is_here && tls != Some("required")
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn an_address_that_is_taken_can_be_written_to(text in "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~.-]{1,12}@[a-z0-9.-]{1,12}") {
            if let Ok(email) = text.parse::<waymark::Email>() {
                proptest::prop_assert!(email.as_str().parse::<lettre::Address>().is_ok(), "{}", email);
            }
        }
    }

    #[test]
    fn letters_leave_the_machine_encrypted_or_not_at_all() {
        for fine in [
            "smtps://bob:s3cret@mail.example.org",
            "smtp://bob:s3cret@mail.example.org:587?tls=required",
            "smtp://localhost:25",
            "smtp://127.0.0.1",
            "smtp://[::1]:2525",
        ] {
            assert!(!is_in_the_clear(fine), "{fine}");
        }
        for clear in [
            "smtp://bob:s3cret@mail.example.org:587",
            "smtp://bob:s3cret@mail.example.org?tls=opportunistic",
            "smtp://localhost@mail.example.org",
            "smtp://localhost.example.org",
            "smtp://127.mail.example.org",
            "smtp://mail.example.org/x@localhost",
            "smtp://mail.example.org?x=@localhost",
            "smtp://mail.example.org?tls=opportunistic&tls=required",
            "smtp://mail.example.org#?tls=required",
        ] {
            assert!(
                Post::from(clear, "Waymark <waymark@example.org>").expect_err("in the clear").contains("tls=required"),
                "{clear}"
            );
        }
    }
}
