//! The program as a process: how it starts, how it ends, and what survives when it is killed.

use crate::app::token_in;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

const WAYMARK: &str = env!("CARGO_BIN_EXE_waymark");

struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Running {
    fn start(data: &Path) -> Self {
        Self::start_with(data, &[])
    }

    fn start_with(data: &Path, more: &[&str]) -> Self {
        Self::start_as("serve", data, more)
    }

    fn start_as(verb: &str, data: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(WAYMARK)
            .args([verb, "--addr", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
            .stdout(Stdio::piped())
            // A few lines: they fit into the pipe until they are read.
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it says where it serves");
        let address = line.trim().strip_prefix("Waymark serves http://").expect("its address").to_owned();
        Self { child, out, address }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("connects");
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", self.address).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }

    fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn run(data: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(WAYMARK).args(arguments).arg("--data").arg(data).output().expect("runs");
    (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

#[test]
fn it_starts_with_a_link_for_the_first_administrator_and_ends_when_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = Running::start(folder.path());
    let mut hello = String::new();
    while !hello.contains("/set-password/") {
        assert!(program.out.read_line(&mut hello).expect("reads") > 0, "{hello}");
    }
    assert!(program.get(&format!("/set-password/{}", token_in(&hello))).contains("Set up Waymark"));
    let (fine, report) = run(folder.path(), &["check"]);
    assert!(fine && report.contains("audit"), "beside the running server: {report}");

    // A connection that is kept open does not keep the program.
    let _idle = TcpStream::connect(&program.address).expect("connects");
    let told = Instant::now();
    program.signal("-TERM");
    let status = program.child.wait().expect("it ends");
    let mut log = String::new();
    program.child.stderr.take().expect("piped").read_to_string(&mut log).expect("a text");
    assert!(log.contains("ended"), "{log}");
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "nobody is alarmed by an orderly end: {log}");
    assert!(status.success() && told.elapsed() < Duration::from_secs(5), "{status} after {:?}", told.elapsed());
    assert!(!folder.path().join("waymark.sock").exists(), "it leaves no socket behind");
    assert!(run(folder.path(), &["check"]).0, "the folder is free at once");
}

#[test]
fn who_watches_does_not_keep_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = Running::start_as("demo", folder.path(), &["--people-only", "--database", "mem://"]);
    let send = |request: String| {
        let mut stream = TcpStream::connect(&program.address).expect("connects");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("set");
        stream.write_all(request.as_bytes()).expect("sent");
        stream
    };
    let form = "email=mira.solberg%40halden.example&password=four+calm+harbours";
    let mut answer = String::new();
    send(format!(
        "POST /fn/session/sign-in HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\naccept: application/json\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {1}\r\n\r\n{form}",
        program.address,
        form.len()
    ))
    .read_to_string(&mut answer)
    .expect("answered");
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next()).expect("a session");
    let watches = || {
        let stream = send(format!("GET /live?of=company HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\n\r\n", program.address));
        let mut lines = BufReader::new(stream).lines().map(|line| line.expect("a line"));
        assert!(lines.any(|line| line.contains("\"here\"")), "it watches");
        lines
    };
    let watching = [watches(), watches(), watches()];
    let told = Instant::now();
    program.signal("-TERM");
    for lines in watching {
        // Each is ended as a stream ends, not cut off: its last piece is there.
        assert_eq!(lines.filter(|line| line == "0").count(), 1);
    }
    let status = program.child.wait().expect("it ends");
    assert!(status.success() && told.elapsed() < Duration::from_secs(2), "{status} after {:?}", told.elapsed());
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Running::start(folder.path());
    let mut acknowledged = 0;
    for number in 0..5 {
        acknowledged += usize::from(run(folder.path(), &["admin", "create", &format!("ada{number}@halden.example")]).0);
    }
    program.signal("-KILL");
    drop(program);
    let (fine, report) = run(folder.path(), &["check"]);
    assert!(fine && report.contains(&format!("{acknowledged} people")), "{report}");
    assert_eq!(acknowledged, 5);
}

#[test]
fn what_cannot_be_started_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("store"), "not a database").expect("written");
    let (fine, text) = run(folder.path(), &["serve", "--addr", "127.0.0.1:0"]);
    assert!(!fine && text.contains("cannot be read"), "{text}");
    assert!(!text.contains("panicked"), "{text}");
    let (fine, text) = run(folder.path(), &["serve", "--addr", "nowhere"]);
    assert!(!fine && text.contains("nowhere"), "{text}");
    let other = tempfile::tempdir().expect("a folder");
    let (fine, text) = run(other.path(), &["serve", "--addr", "127.0.0.1:0", "--mail", "pigeons"]);
    assert!(!fine && text.contains("mail must be none"), "{text}");
    assert!(!other.path().join("store").exists(), "what cannot be used changes nothing");
}

#[test]
fn who_reads_only_the_first_lines_breaks_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(run(folder.path(), &["migrate"]).0);
    let mut check = Command::new(WAYMARK)
        .args(["check", "--data"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(check.stdout.take());
    let output = check.wait_with_output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_folder_that_was_there_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o7777;
    // As /tmp has them: whoever names such a folder does not give it away.
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o1777)).expect("opened to all");
    let mail = folder.path().join("letters");
    std::fs::create_dir(&mail).expect("made");
    std::fs::set_permissions(&mail, std::fs::Permissions::from_mode(0o755)).expect("opened to all");
    let program = Running::start_with(folder.path(), &["--mail", &format!("file:{}", mail.display())]);
    assert_eq!((mode(folder.path()), mode(&mail)), (0o1777, 0o755), "what somebody else made is as they made it");
    assert_eq!(mode(&folder.path().join("store")), 0o700, "what the program makes is its own");
    assert_eq!(mode(&folder.path().join("waymark.sock")), 0o600);
    drop(program);
}
