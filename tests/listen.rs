//! What the sandbox and the relay have in common: an HTTP/1.1 server on loopback that keeps its connections, has so many
//! and no more of them at a time, and lets nobody hold one by being slow.

// The servers that include this module use different parts of its interface.
#![allow(dead_code, reason = "each server that includes this module uses another part of it")]

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::Response;
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Sleep, sleep};

/// How much of the server its clients may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long the head of a request may take, counted from when one could begin: idle connections end by it, too.
    pub head: Duration,
    /// How long the body may take behind it.
    pub body: Duration,
    /// How long a client may take none of an answer.
    pub answer: Duration,
    /// How many connections are open at a time. Further ones wait until one of them ends.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let patience = Duration::from_secs(30);
        Limits { head: patience, body: patience, answer: patience, connections: 256 }
    }
}

/// The wish to end a connection in place of an answer: not one byte of one is sent.
#[derive(Clone, Copy, Debug)]
pub struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the connection is cut")
    }
}

impl Error for Cut {}

/// Serves until it is dropped, and takes every open connection and every request under way with it.
pub async fn listen<A>(mut tcp: TcpListener, limits: Limits, answer: impl Fn(Request) -> A + Clone + Send + 'static)
where
    A: Future<Output = Result<Response<Body>, Cut>> + Send + 'static,
{
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut open = JoinSet::new();
    // Nobody closes the semaphore.
    while let Ok(place) = Arc::clone(&room).acquire_owned().await {
        // This one tries again by itself where accepting fails.
        let (stream, _) = Listener::accept(&mut tcp).await;
        // Small answers would otherwise wait for the client's acknowledgement; a failure here costs only time.
        let _ = stream.set_nodelay(true);
        while open.try_join_next().is_some() {}
        let answer = answer.clone();
        open.spawn(async move {
            let service = service_fn(move |request: Request<Incoming>| answer(request.map(Body::new)));
            let mut protocol = http1::Builder::new();
            protocol.timer(TokioTimer::new()).header_read_timeout(limits.head);
            // It ends with an error where a client is slow or leaves, which is nothing to the others.
            let line = Line { stream, patience: limits.answer, stalled: None };
            let _ = protocol.serve_connection(TokioIo::new(line), service).await;
            drop(place);
        });
    }
}

/// Why a body was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is too large. A body that breaks off counts as this one, since nobody is left to read the answer.
    Large,
    /// It takes too long.
    Slow,
}

/// Reads a body of at most so many bytes within so much time.
///
/// # Errors
/// Why it is not read.
pub async fn read(body: Body, most: usize, time: Duration) -> Result<Bytes, Unread> {
    match tokio::time::timeout(time, to_bytes(body, most)).await {
        Ok(read) => read.map_err(|_| Unread::Large),
        Err(_) => Err(Unread::Slow),
    }
}

/// A connection that ends where its client takes none of an answer for too long.
struct Line {
    stream: TcpStream,
    patience: Duration,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let patience = self.patience;
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let over = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience))).as_mut().poll(cx);
        over.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
