//! A proxy that leads nowhere: it keeps browsers on this machine, and tells what they wanted elsewhere.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// The address that browsers are told to send all to that is not for this machine.
pub static PROXY: LazyLock<String> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let address = listener.local_addr().expect("it listens");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut line = String::new();
            let _ = BufReader::new(stream).read_line(&mut line);
            record().push(line.trim_end().to_owned());
        }
    });
    address.to_string()
});

static CAUGHT: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn record() -> MutexGuard<'static, Vec<String>> {
    CAUGHT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The first line of each request that has come: what some browser wanted, and from whom.
pub fn caught() -> Vec<String> {
    record().clone()
}
