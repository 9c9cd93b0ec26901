//! Fetches a model from its official address: goes on where it stopped, and trusts only the checksum.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ureq::http::{Response, StatusCode};
use ureq::{Agent, Body};

use super::part::Part;
use super::store::verify;
use super::{Model, ModelError, VerifiedModel, grouped, shown};

/// How long a server may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// Without a byte, or with fewer than [`least`](Patience::least).
    pub silence: Duration,
    /// Bytes that must come within each `silence`. A server that sends a byte now and then is as good as dead.
    pub least: u64,
}

impl Default for Patience {
    /// Half a minute, in which 32 kB must come: a model of 78 MB over a slow mobile line takes long and arrives.
    fn default() -> Self {
        Patience { connect: Duration::from_secs(20), silence: Duration::from_secs(30), least: 32 << 10 }
    }
}

/// Why a model was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// No connection, or no answer.
    #[error("`{url}` is out of reach")]
    OutOfReach {
        /// The address.
        url: String,
        /// Why.
        #[source]
        source: Box<ureq::Error>,
    },
    /// The server answers with an error.
    #[error("`{url}` answers with the status {status}")]
    Refused {
        /// The address.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The server has a file of another length, which cannot be the model.
    #[error("`{url}` has {} bytes, the model has {}: it is another file", grouped(*offered), grouped(*expected))]
    OtherLength {
        /// The address.
        url: String,
        /// What the server says, or more than should have come.
        offered: u64,
        /// How long the model is.
        expected: u64,
    },
    /// The connection ended before the file did.
    #[error("the connection broke off after {} of {} bytes", grouped(*have), grouped(*of))]
    BrokenOff {
        /// How many bytes are on disk.
        have: u64,
        /// How many there should be.
        of: u64,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// Nothing more comes, or too little.
    #[error(
        "the server has gone quiet after {} of {} bytes (waited {} s)",
        grouped(*have), grouped(*of), waited.as_secs_f32()
    )]
    Quiet {
        /// How many bytes are on disk.
        have: u64,
        /// How many there should be.
        of: u64,
        /// How long it was waited.
        waited: Duration,
    },
    /// The length is right and the content is not; it was deleted.
    #[error("what `{url}` sent is not the model `{name}`: its SHA-256 is {sha256}. It was deleted")]
    OtherContent {
        /// The address.
        url: String,
        /// The model.
        name: String,
        /// The SHA-256 of what came.
        sha256: String,
    },
    /// Another fetch of the same model is under way.
    #[error("`{}` is being fetched already", shown(path))]
    Busy {
        /// The unfinished file.
        path: PathBuf,
    },
    /// The folder for models cannot be written.
    #[error("could not write to the folder `{}`", shown(folder))]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// What came cannot be read again.
    #[error(transparent)]
    Model(#[from] ModelError),
}

/// Fetches a model into `own`, which is made if need be. Calls `progress` with the bytes that are there.
///
/// An unfinished file stays behind as `NAME.part`, and the next fetch goes on from it. Only a verified file
/// gets the model's name.
pub fn fetch(
    model: &Model,
    own: &Path,
    patience: Patience,
    progress: &mut dyn FnMut(u64),
) -> Result<VerifiedModel, FetchError> {
    let folder = |source| FetchError::Folder { folder: own.to_owned(), source };
    fs::create_dir_all(own).map_err(folder)?;
    let path = own.join(format!("{}.part", model.file));
    let mut part = Part::open(path.clone(), model.bytes).map_err(folder)?.ok_or(FetchError::Busy { path })?;
    progress(part.have);
    if part.have < model.bytes {
        let downloaded = download(model, &mut part, own, patience, progress);
        if part.have == 0 {
            // An empty file would only puzzle who looks into the folder. If it stays, it does no harm.
            let _ = fs::remove_file(&part.path);
        }
        downloaded?;
    }
    match verify(model, &part.path) {
        Ok(verified) => verified.renamed(own.join(&model.file)).map_err(folder),
        Err(ModelError::WrongContent { name, sha256, .. }) => {
            fs::remove_file(&part.path).map_err(folder)?;
            Err(FetchError::OtherContent { url: model.url.clone(), name, sha256 })
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks for what is missing and appends it.
fn download(
    model: &Model,
    part: &mut Part,
    own: &Path,
    patience: Patience,
    progress: &mut dyn FnMut(u64),
) -> Result<(), FetchError> {
    let folder = |source| FetchError::Folder { folder: own.to_owned(), source };
    let agent = agent(&model.url, patience);
    let mut answer = ask(&agent, model, part.have)?;
    let wanted = |have| if have > 0 { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    if part.have > 0 && answer.status() == StatusCode::OK {
        // The server knows no ranges and sends the whole.
        part.begin_again().map_err(folder)?;
    }
    let is_lost = [StatusCode::PARTIAL_CONTENT, StatusCode::RANGE_NOT_SATISFIABLE].contains(&answer.status());
    if part.have > 0 && is_lost && !goes_on(&answer, part.have, model.bytes) {
        part.begin_again().map_err(folder)?;
        answer = ask(&agent, model, 0)?;
    }
    if answer.status() != wanted(part.have) {
        return Err(FetchError::Refused { url: model.url.clone(), status: answer.status().as_u16() });
    }
    let other_length =
        |offered| FetchError::OtherLength { url: model.url.clone(), offered, expected: model.bytes };
    if let Some(length) = answer.body().content_length().filter(|length| part.have + length != model.bytes) {
        return Err(other_length(part.have + length));
    }
    append(answer.into_body(), model, part, patience, progress, &folder)?;
    if part.have > model.bytes {
        let offered = part.have;
        part.begin_again().map_err(folder)?;
        return Err(other_length(offered));
    }
    Ok(())
}

/// Writes what comes to the end of the file, at most one byte too many.
fn append(
    body: Body,
    model: &Model,
    part: &mut Part,
    patience: Patience,
    progress: &mut dyn FnMut(u64),
    folder: &dyn Fn(io::Error) -> FetchError,
) -> Result<(), FetchError> {
    let of = model.bytes;
    let mut reader = body.into_with_config().limit(u64::MAX).reader().take(of - part.have + 1);
    let mut block = vec![0; 64 << 10];
    let (mut since, mut came) = (Instant::now(), 0);
    loop {
        let read = match reader.read(&mut block) {
            Ok(0) if part.have < of => Err(io::Error::from(io::ErrorKind::UnexpectedEof)),
            Ok(0) => return Ok(()),
            other => other,
        };
        let read = read.map_err(|source| match ureq::Error::from(source) {
            ureq::Error::Timeout(_) => FetchError::Quiet { have: part.have, of, waited: patience.silence },
            error => FetchError::BrokenOff { have: part.have, of, source: error.into_io() },
        })?;
        part.file.write_all(&block[..read]).map_err(folder)?;
        part.have += read as u64;
        progress(part.have.min(of));
        came += read as u64;
        if since.elapsed() >= patience.silence {
            if came < patience.least && part.have < of {
                return Err(FetchError::Quiet { have: part.have, of, waited: patience.silence });
            }
            (since, came) = (Instant::now(), 0);
        }
    }
}

/// Never leaves HTTPS for plain HTTP on the way to the file, however it is redirected.
fn agent(url: &str, patience: Patience) -> Agent {
    Agent::config_builder()
        .https_only(url.starts_with("https:"))
        // A server may close a connection that it left open: the second request on it then failed now and again.
        .max_idle_connections(0)
        .http_status_as_error(false)
        .timeout_resolve(Some(patience.connect))
        .timeout_connect(Some(patience.connect))
        .timeout_recv_response(Some(patience.silence))
        .timeout_per_read(Some(patience.silence))
        .user_agent(concat!("greenroom/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

fn ask(agent: &Agent, model: &Model, from: u64) -> Result<Response<Body>, FetchError> {
    let mut request = agent.get(&model.url).header("Accept-Encoding", "identity");
    if from > 0 {
        request = request.header("Range", format!("bytes={from}-"));
    }
    request
        .call()
        .map_err(|source| FetchError::OutOfReach { url: model.url.clone(), source: Box::new(source) })
}

/// Whether an answer is the rest that was asked for and no other part.
fn goes_on(answer: &Response<Body>, from: u64, of: u64) -> bool {
    let range = answer.headers().get("Content-Range").and_then(|value| value.to_str().ok());
    let expected = format!("bytes {from}-{}/", of - 1);
    let is_the_rest = range
        .and_then(|range| range.strip_prefix(&expected))
        .is_some_and(|total| total == "*" || total == of.to_string());
    answer.status() == StatusCode::PARTIAL_CONTENT && is_the_rest
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{BufRead, BufReader};
    use std::net::{TcpListener, TcpStream};
    use std::sync::mpsc;
    use std::thread;

    use super::super::store::tests::model_of;
    use super::*;

    type Answer = fn(&mut TcpStream, Option<&str>) -> io::Result<()>;

    const CONTENT: &[u8] = b"0123456789";
    const SHORT: Patience =
        Patience { connect: Duration::from_secs(2), silence: Duration::from_millis(200), least: 4 };

    /// A server on this machine that gives each connection to `answer` with the wanted range; and a model there.
    /// What was asked for can be received.
    fn server(answer: Answer) -> (Model, mpsc::Receiver<Option<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut model = model_of("m", CONTENT);
        model.url = format!("http://{}/ggml-m.bin", listener.local_addr().unwrap());
        let (tell, asked) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let lines = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
                let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
                let range = head
                    .iter()
                    .find_map(|line| line.to_ascii_lowercase().strip_prefix("range: ").map(str::to_owned));
                let _ = tell.send(range.clone());
                // A client that hangs up is what some tests want.
                let _ = answer(&mut stream, range.as_deref());
            }
        });
        (model, asked)
    }

    fn fetched(model: &Model, own: &Path) -> Result<VerifiedModel, FetchError> {
        fetch(model, own, SHORT, &mut |_| ())
    }

    fn part(own: &Path) -> PathBuf {
        own.join("ggml-m.bin.part")
    }

    fn whole(stream: &mut TcpStream, content: &[u8]) -> io::Result<()> {
        write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", content.len())?;
        stream.write_all(content)
    }

    #[test]
    fn a_model_is_fetched_with_progress() {
        let (model, _) = server(|stream, _| whole(stream, CONTENT));
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join("new/models");
        let mut seen = Vec::new();
        let got = fetch(&model, &own, SHORT, &mut |have| seen.push(have)).unwrap();
        assert_eq!(got.path(), own.join("ggml-m.bin"));
        assert_eq!(fs::read(got.path()).unwrap(), CONTENT);
        assert!(!part(&own).exists());
        assert!(seen.is_sorted() && seen.first() == Some(&0) && seen.last() == Some(&10), "{seen:?}");
    }

    #[test]
    fn a_fetch_goes_on_where_it_stopped() {
        let (model, asked) = server(|stream, _| {
            write!(
                stream,
                "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 4-9/10\r\nContent-Length: 6\r\n\r\n"
            )?;
            stream.write_all(&CONTENT[4..])
        });
        let own = tempfile::tempdir().unwrap();
        fs::write(part(own.path()), &CONTENT[..4]).unwrap();
        let got = fetched(&model, own.path()).unwrap();
        assert_eq!(asked.recv().unwrap().as_deref(), Some("bytes=4-"));
        assert_eq!(fs::read(got.path()).unwrap(), CONTENT);
    }

    #[test]
    fn a_whole_part_is_only_verified() {
        let mut model = model_of("m", CONTENT);
        model.url = "http://127.0.0.1:1/none".to_owned();
        let own = tempfile::tempdir().unwrap();
        fs::write(part(own.path()), CONTENT).unwrap();
        assert!(fetched(&model, own.path()).is_ok());
    }

    #[test]
    fn a_server_without_the_rest_sends_the_whole() {
        let answers: [Answer; 3] = [
            // It knows no ranges.
            |stream, _| whole(stream, CONTENT),
            // It sends another part than was asked for.
            |stream, range| match range {
                None => whole(stream, CONTENT),
                Some(_) => write!(
                    stream,
                    "HTTP/1.1 206 P\r\nContent-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n"
                ),
            },
            |stream, range| match range {
                None => whole(stream, CONTENT),
                Some(_) => write!(stream, "HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n"),
            },
        ];
        for answer in answers {
            let (model, _) = server(answer);
            let own = tempfile::tempdir().unwrap();
            fs::write(part(own.path()), b"????").unwrap();
            let got = fetched(&model, own.path()).unwrap();
            assert_eq!(fs::read(got.path()).unwrap(), CONTENT);
        }
    }

    #[test]
    fn a_connection_that_the_server_gave_up_is_not_asked_again() {
        let (model, _) = server(|stream, range| {
            if range.is_none() {
                return whole(stream, CONTENT);
            }
            write!(stream, "HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n")?;
            // Still open when the next request goes out, and closed without an answer to it.
            thread::sleep(Duration::from_millis(100));
            Ok(())
        });
        let own = tempfile::tempdir().unwrap();
        fs::write(part(own.path()), b"????").unwrap();
        let got = fetched(&model, own.path()).unwrap();
        assert_eq!(fs::read(got.path()).unwrap(), CONTENT);
    }

    #[test]
    fn a_part_that_is_too_long_begins_again() {
        let (model, asked) = server(|stream, _| whole(stream, CONTENT));
        let own = tempfile::tempdir().unwrap();
        fs::write(part(own.path()), [7; 11]).unwrap();
        assert!(fetched(&model, own.path()).is_ok());
        assert_eq!(asked.recv().unwrap(), None);
    }

    #[test]
    fn another_content_is_refused_and_deleted() {
        let (model, _) = server(|stream, _| whole(stream, b"012345678X"));
        let own = tempfile::tempdir().unwrap();
        let error = fetched(&model, own.path()).unwrap_err();
        assert!(matches!(error, FetchError::OtherContent { .. }), "{error:?}");
        assert_eq!(fs::read_dir(own.path()).unwrap().count(), 0);
    }

    #[test]
    fn an_error_of_the_server_keeps_what_is_there() {
        let (model, _) = server(|stream, _| write!(stream, "HTTP/1.1 404 Gone\r\nContent-Length: 0\r\n\r\n"));
        let own = tempfile::tempdir().unwrap();
        fs::write(part(own.path()), &CONTENT[..4]).unwrap();
        let error = fetched(&model, own.path()).unwrap_err();
        assert!(matches!(error, FetchError::Refused { status: 404, .. }), "{error:?}");
        assert_eq!(fs::read(part(own.path())).unwrap(), &CONTENT[..4]);
    }

    #[test]
    fn another_length_is_refused_before_it_is_fetched() {
        let (model, _) = server(|stream, _| whole(stream, b"<html>"));
        let own = tempfile::tempdir().unwrap();
        let error = fetched(&model, own.path()).unwrap_err();
        assert!(matches!(error, FetchError::OtherLength { offered: 6, expected: 10, .. }), "{error:?}");
    }

    #[test]
    fn a_server_that_never_ends_is_stopped_at_the_length() {
        let (model, _) = server(|stream, _| {
            write!(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            loop {
                stream.write_all(b"5\r\n01234\r\n")?;
            }
        });
        let own = tempfile::tempdir().unwrap();
        let error = fetched(&model, own.path()).unwrap_err();
        assert!(matches!(error, FetchError::OtherLength { offered: 11, .. }), "{error:?}");
        assert_eq!(fs::read_dir(own.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_connection_that_drops_leaves_its_part() {
        let (model, _) =
            server(|stream, _| write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123"));
        let own = tempfile::tempdir().unwrap();
        let error = fetched(&model, own.path()).unwrap_err();
        assert!(matches!(error, FetchError::BrokenOff { have: 4, of: 10, .. }), "{error:?}");
        assert_eq!(fs::read(part(own.path())).unwrap(), b"0123");
        assert!(!own.path().join("ggml-m.bin").exists());
    }

    #[test]
    fn a_server_that_goes_quiet_or_drips_is_given_up() {
        let quiet: Answer = |stream, _| {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123")?;
            thread::sleep(Duration::from_secs(3));
            Ok(())
        };
        let dripping: Answer = |stream, _| {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")?;
            for byte in CONTENT {
                stream.write_all(&[*byte])?;
                thread::sleep(Duration::from_millis(120));
            }
            Ok(())
        };
        for answer in [quiet, dripping] {
            let (model, _) = server(answer);
            let own = tempfile::tempdir().unwrap();
            let error = fetched(&model, own.path()).unwrap_err();
            assert!(matches!(error, FetchError::Quiet { have: 1..10, of: 10, .. }), "{error:?}");
            assert!(fs::metadata(part(own.path())).unwrap().len() > 0);
        }
    }

    #[test]
    fn a_dead_address_is_out_of_reach() {
        let own = tempfile::tempdir().unwrap();
        let (silent, _) = server(|_, _| {
            thread::sleep(Duration::from_secs(3));
            Ok(())
        });
        // Bound, and closed again: nobody listens there.
        let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let gone = Model { url: format!("http://{gone}/"), ..silent.clone() };
        for model in [silent, gone] {
            let error = fetched(&model, own.path()).unwrap_err();
            assert!(matches!(error, FetchError::OutOfReach { .. }), "{error:?}");
            assert_eq!(fs::read_dir(own.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn two_fetches_of_one_model_do_not_meet() {
        let own = tempfile::tempdir().unwrap();
        let other = File::create(part(own.path())).unwrap();
        other.lock().unwrap();
        let error = fetched(&model_of("m", CONTENT), own.path()).unwrap_err();
        assert!(matches!(error, FetchError::Busy { .. }), "{error:?}");
    }
}
