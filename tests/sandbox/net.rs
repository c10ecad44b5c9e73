//! The connections: a listener whose streams can be cut, because a handler alone cannot leave a request unanswered.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Accepts connections and gives each one a handle by which it can be cut.
pub struct Net {
    tcp: TcpListener,
    gone: watch::Receiver<()>,
}

impl Net {
    /// Wraps a bound listener; its connections end when the sender of `gone` is dropped.
    pub fn new(tcp: TcpListener, gone: watch::Receiver<()>) -> Net {
        Net { tcp, gone }
    }
}

impl Listener for Net {
    type Io = Line;
    type Addr = Peer;

    async fn accept(&mut self) -> (Line, Peer) {
        let (stream, _) = Listener::accept(&mut self.tcp).await;
        // Small answers would otherwise wait for the client's acknowledgement; a failure here costs only time.
        let _ = stream.set_nodelay(true);
        let cut = Arc::new(AtomicBool::new(false));
        let mut gone = self.gone.clone();
        let over = Box::pin(async move { while gone.changed().await.is_ok() {} });
        (Line { stream, cut: Arc::clone(&cut), over, ended: false }, Peer(cut))
    }

    fn local_addr(&self) -> io::Result<Peer> {
        self.tcp.local_addr().map(|_: SocketAddr| Peer(Arc::default()))
    }
}

/// A handler's hold on its own connection.
#[derive(Clone, Debug)]
pub struct Peer(Arc<AtomicBool>);

impl Peer {
    /// Cuts the connection: not one byte of the answer that follows reaches the client.
    pub fn cut(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, Net>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Net>) -> Peer {
        stream.remote_addr().clone()
    }
}

/// One connection. Once cut, each write fails, upon which the server closes the socket; once the sandbox is gone, it
/// reads as ended, upon which the server also abandons a request that is held back.
pub struct Line {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
    over: Pin<Box<dyn Future<Output = ()> + Send>>,
    ended: bool,
}

impl Line {
    fn is_cut(&self) -> bool {
        self.cut.load(Ordering::Relaxed)
    }

    fn is_over(&mut self, cx: &mut Context<'_>) -> bool {
        // A finished future must not be polled again, hence the memory.
        self.ended = self.ended || self.over.as_mut().poll(cx).is_ready();
        self.ended
    }
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_cut() || self.is_over(cx) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_cut() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
