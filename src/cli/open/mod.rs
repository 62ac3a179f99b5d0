//! The open command: a page on the artist's own machine, served to this machine alone.

mod guard;
pub(crate) mod studio;

use std::io::{Read, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::thread;

use anyhow::{Context, Result, anyhow};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use smpmatch::report::PLOT_STYLE;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::args::OpenArgs;
use crate::output::{Destination, complain};
use guard::Guard;
use studio::{Download, Studio};

const PAGE: &[u8] = include_bytes!("page.html");
const STYLE: &[u8] = include_bytes!("page.css");
const SCRIPT: &[u8] = include_bytes!("page.js");

/// Requests that are answered at once: one that looks at a photo must not hold up the page.
const AT_ONCE: usize = 4;

/// Serves the page until the program is ended.
pub(crate) fn run(args: &OpenArgs, has_no_settings: bool) -> Result<ExitCode> {
    let studio = Studio::new(args, has_no_settings)?;
    let trouble = || format!("cannot serve a page at port {}", args.port);
    let server = Server::http((Ipv4Addr::LOCALHOST, args.port));
    let server = server
        .map_err(|error| anyhow!(error))
        .with_context(trouble)?;
    let at = server.server_addr().to_ip().with_context(trouble)?;
    let guard = Guard::new(at);
    let address = guard.address();
    writeln!(std::io::stdout(), "{address}").with_context(|| Destination::Stdout.trouble())?;
    if !args.no_browser && open::that_detached(&address).is_err() {
        complain("no browser could be opened: open the address above in one");
    }
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| serve(&server, &guard, &studio));
        }
    });
    Ok(ExitCode::SUCCESS)
}

fn serve(server: &Server, guard: &Guard, studio: &Studio) {
    for mut request in server.incoming_requests() {
        let answer = answer(&mut request, guard, studio);
        let mut response = Response::from_data(answer.body).with_status_code(answer.status);
        let own = [("Content-Type", answer.kind.to_owned())];
        let fixed = guard::HEADERS.map(|(name, value)| (name, value.to_owned()));
        for (name, value) in own.into_iter().chain(fixed).chain(answer.words) {
            if let Ok(header) = Header::from_bytes(name, value) {
                response.add_header(header);
            }
        }
        // Who has gone away needs no answer.
        let _ = request.respond(response);
    }
}

/// What is sent back.
pub(crate) struct Reply {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    /// What a simulated picture shows.
    words: Option<(&'static str, String)>,
}

impl Reply {
    fn of(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            kind,
            body: body.into(),
            words: None,
        }
    }

    fn refused(status: u16, words: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            ..Self::of("text/plain; charset=utf-8", words)
        }
    }
}

fn answer(request: &mut Request, guard: &Guard, studio: &Studio) -> Reply {
    if let Some((status, words)) = guard.refusal(request) {
        return Reply::refused(status, words);
    }
    let body = match body(request) {
        Ok(body) => body,
        Err(error) => return Reply::refused(400, format!("{error:#}")),
    };
    let path = request.url().to_owned();
    let parts: Vec<&str> = path.split('/').skip(2).collect();
    match route(request.method(), &parts, body, studio) {
        Some(Ok(answer)) => answer,
        Some(Err(error)) => Reply::refused(422, format!("{error:#}")),
        None => Reply::refused(404, "there is nothing here"),
    }
}

/// What a request is about; none where it is about nothing.
pub(crate) fn route(
    method: &Method,
    parts: &[&str],
    body: Vec<u8>,
    studio: &Studio,
) -> Option<Result<Reply>> {
    const JSON: &str = "application/json";
    const HTML: &str = "text/html; charset=utf-8";
    Some(match (method, parts) {
        (Method::Get, [""]) => Ok(Reply::of(HTML, PAGE)),
        (Method::Get, ["page.css"]) => Ok(Reply::of("text/css", STYLE)),
        (Method::Get, ["plot.css"]) => Ok(Reply::of("text/css", PLOT_STYLE)),
        (Method::Get, ["page.js"]) => Ok(Reply::of("text/javascript", SCRIPT)),
        (Method::Get, ["photos"]) => studio.list().map(|list| Reply::of(JSON, list)),
        (Method::Post, ["photos", "new", name]) => {
            let name = percent_decode_str(name).decode_utf8_lossy();
            studio.add(&name, body).map(|it| Reply::of(JSON, it))
        }
        (Method::Post, ["palettes", "new", name]) => {
            let name = percent_decode_str(name).decode_utf8_lossy();
            let taken = studio.add_palette(&name, &body);
            taken.map(|title| Reply::of("text/plain; charset=utf-8", title))
        }
        (Method::Get, ["photos", id, "picture"]) => {
            let jpeg = studio.picture(id.parse().ok()?);
            jpeg.map(|jpeg| Reply::of("image/jpeg", jpeg))
        }
        (Method::Post, ["photos", id, what]) => {
            let id = id.parse().ok()?;
            match *what {
                "answer" => studio.answer(id, &body).map(|it| Reply::of(JSON, it)),
                "preview" => preview(id, &body, studio),
                "report.html" => {
                    let page = studio.report(id, &body, Download::Html);
                    page.map(|page| Reply::of(HTML, page))
                }
                "report.json" => {
                    let report = studio.report(id, &body, Download::Json);
                    report.map(|report| Reply::of(JSON, report))
                }
                _ => return None,
            }
        }
        _ => return None,
    })
}

fn preview(id: usize, options: &[u8], studio: &Studio) -> Result<Reply> {
    let (png, words) = studio.preview(id, options)?;
    let words = utf8_percent_encode(&words, NON_ALPHANUMERIC).to_string();
    Ok(Reply {
        words: Some(("X-Words", words)),
        ..Reply::of("image/png", png)
    })
}

fn body(request: &mut Request) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    let most = guard::largest_body();
    request.as_reader().take(most).read_to_end(&mut body)?;
    Ok(body)
}
