//! Sending letters: over SMTP, or into files while developing.

use lettre::{
    AsyncFileTransport, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use std::path::PathBuf;
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
            std::fs::create_dir_all(&folder)
                .map_err(|error| format!("Letters cannot be written to {}: {error}.", folder.display()))?;
            Transport::Files(AsyncFileTransport::new(folder))
        } else if how.starts_with("smtp://") || how.starts_with("smtps://") {
            let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(how)
                .map_err(|error| format!("The mail server's address cannot be used: {error}."))?;
            Transport::Smtp(builder.timeout(Some(std::time::Duration::from_secs(30))).build())
        } else {
            return Err("mail must be none, file:FOLDER, smtp://user:password@host:port or smtps://….".to_owned());
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
