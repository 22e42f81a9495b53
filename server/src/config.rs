//! Configuration: a file, then the environment, then flags; the later wins.

use figment::{
    Figment,
    providers::{Env, Format, Serialized, Toml},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen.
    pub addr: SocketAddr,
    /// The folder for the database, the command socket and letters in development.
    pub data: PathBuf,
    /// The database; in the data folder when not set.
    pub database: Option<String>,
    /// The public address, as people type it. Cookies are `Secure` when it begins with https.
    pub url: Option<String>,
    /// `none`, `file:FOLDER`, `smtps://user:password@host`, `smtp://user:password@host:587?tls=required`, or `smtp://` on
    /// this machine.
    pub mail: String,
    /// Who letters are from.
    pub mail_from: String,
    /// How often one client may try to sign in at once.
    pub sign_in_tries: u32,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Lets others than this machine read /metrics.
    pub metrics_token: Option<String>,
    /// What is logged (`RUST_LOG`'s syntax).
    pub log: String,
    /// Where the program's clock begins, for trying things out; the machine's time when not set.
    pub clock: Option<Timestamp>,
}

/// The settings that the environment may make. Other variables that begin with `WAYMARK_` are not ours.
const SETTINGS: [&str; 11] =
    ["addr", "data", "database", "url", "mail", "mail_from", "sign_in_tries", "trusted_proxies", "metrics_token", "log", "clock"];

/// Where the clock may begin, in seconds since 1970: the years 2000 to 2199. Dates far away cannot be counted on from.
const CLOCKS: std::ops::Range<i64> = 946_684_800..7_258_118_400;

impl Default for Config {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 3000)),
            data: PathBuf::from("data"),
            database: None,
            url: None,
            mail: "none".to_owned(),
            mail_from: "Waymark <waymark@localhost>".to_owned(),
            sign_in_tries: 30,
            trusted_proxies: Vec::new(),
            metrics_token: None,
            log: "info,surrealdb=warn,surrealkv=warn".to_owned(),
            clock: None,
        }
    }
}

/// What can be set by flags; each wins over the environment and the file.
#[derive(Clone, Debug, Default, Serialize, clap::Args)]
pub struct Flags {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addr: Option<SocketAddr>,
    /// Folder for the database and the command socket [default: ./data]
    #[arg(long, value_name = "FOLDER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// The database [default: in the data folder]
    #[arg(
        long,
        value_name = "URL",
        help = "surrealkv://FOLDER, mem://, or ws(s)://HOST (a SurrealDB server; untested for now) [default: in the data folder]"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// Public address, as people type it
    #[arg(long, value_name = "URL", help = "Public address, as people type it: https://waymark.example.org")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How mail is sent [default: none]
    #[arg(
        long,
        value_name = "HOW",
        help = "none, file:FOLDER, smtps://user:password@host, smtp://user:password@host:587?tls=required [default: none]"
    )]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// Begins the program's clock at this moment (2027-01-11T08:00:00Z), to try things out
    #[arg(long, value_name = "TIME")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<Timestamp>,
}

impl Config {
    /// Reads `file` (it must exist when it is named), the environment (`WAYMARK_*`) and the flags.
    ///
    /// # Errors
    ///
    /// A sentence that names the setting and where it was made.
    pub fn read(file: Option<&Path>, flags: &Flags) -> Result<Self, String> {
        let mut figment = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            if !file.is_file() {
                return Err(format!("There is no configuration file {}.", file.display()));
            }
            figment = figment.merge(Toml::file(file));
        } else {
            figment = figment.merge(Toml::file("waymark.toml"));
        }
        let config: Self = figment
            .merge(Env::prefixed("WAYMARK_").only(&SETTINGS))
            .merge(Serialized::defaults(flags))
            .extract()
            .map_err(|error| format!("The configuration cannot be used: {error}."))?;
        config.checked()
    }

    fn checked(self) -> Result<Self, String> {
        if let Some(url) = &self.url {
            let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            let host = rest.map(|rest| rest.trim_end_matches('/'));
            if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' ', '"', '\r', '\n'])) {
                return Err(format!("The public address \"{url}\" must look like https://waymark.example.org, without a path."));
            }
        }
        if self.mail.starts_with("smtp") && self.url.is_none() {
            return Err("Letters carry links: set url to the address that people type, beside mail.".to_owned());
        }
        if self.clock.is_some_and(|clock| !CLOCKS.contains(&clock.as_second())) {
            return Err("clock must lie between the years 2000 and 2200.".to_owned());
        }
        if self.sign_in_tries == 0 {
            return Err("sign_in_tries must be 1 or more, or nobody could sign in.".to_owned());
        }
        Ok(self)
    }

    /// The database's address.
    pub fn database(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("surrealkv://{}", self.data.join("store").display()))
    }

    /// The socket on which a running server takes commands.
    pub fn socket(&self) -> PathBuf {
        self.data.join("waymark.sock")
    }

    /// Whether browsers reach the installation over https.
    pub fn is_https(&self) -> bool {
        self.url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The public address; where none is set, the one that it listens on.
    pub fn base(&self, listening: SocketAddr) -> String {
        self.url.as_deref().map_or_else(|| format!("http://{listening}"), |url| url.trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_over_the_file_and_mistakes_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("w.toml");
        std::fs::write(&file, "addr = '127.0.0.1:4000'\nsign_in_tries = 5\n").expect("written");
        let flags = Flags { addr: Some(SocketAddr::from(([127, 0, 0, 1], 5000))), ..Flags::default() };
        let config = Config::read(Some(&file), &flags).expect("a configuration");
        assert_eq!((config.addr.port(), config.sign_in_tries), (5000, 5));

        std::fs::write(&file, "adr = 'x'\n").expect("written");
        let error = Config::read(Some(&file), &Flags::default()).expect_err("an unknown key");
        assert!(error.contains("adr"), "{error}");
        let error = Config::read(Some(&folder.path().join("none.toml")), &Flags::default()).expect_err("no file");
        assert!(error.contains("none.toml"), "{error}");
    }

    #[test]
    fn every_setting_can_be_made_in_the_environment() {
        let config = serde_json::to_value(Config::default()).expect("plain data");
        let names: std::collections::BTreeSet<_> = config.as_object().expect("settings").keys().map(String::as_str).collect();
        assert_eq!(names, SETTINGS.into_iter().collect());
    }

    #[test]
    fn the_clock_begins_in_years_that_can_be_counted_from() {
        let with = |clock: &str| Config { clock: Some(clock.parse().expect("a time")), ..Config::default() }.checked();
        assert!(with("2027-01-11T08:00:00Z").is_ok());
        for clock in ["9999-12-30T00:00:00Z", "1999-12-31T23:59:59Z", "2200-01-01T00:00:00Z"] {
            assert!(with(clock).expect_err("too far").contains("2200"), "{clock}");
        }
    }

    #[test]
    fn the_public_address_has_no_path() {
        for url in ["waymark.example.org", "https://", "https://a/b", "ftp://a", "https://a\r\nb"] {
            assert!(Config { url: Some(url.to_owned()), ..Config::default() }.checked().is_err(), "{url}");
        }
        let https = Config { url: Some("https://waymark.example.org/".to_owned()), ..Config::default() }.checked().expect("fine");
        assert!(https.is_https());
        assert_eq!(https.base(https.addr), "https://waymark.example.org");
    }
}
